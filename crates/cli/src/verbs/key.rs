//! `tunesmith key`: who may ask the server for what.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use tunesmith_access::{Keyring, Role};

use super::DataArgs;
use crate::exit::Code;
use crate::failure::Failure;
use crate::output;
use crate::serve::KEYS_FILE;
use crate::view::table::{Column, columns, print};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tunesmith key add ci --role submit\n  tunesmith env --key ci")]
pub(crate) struct KeyArgs {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a key and show it
    Add {
        /// Whose it is
        name: String,
        /// What it may do
        #[arg(long, value_enum, default_value_t = RoleName::Submit)]
        role: RoleName,
    },
    /// List the keys, without their secrets
    List {
        /// Write JSON
        #[arg(long)]
        json: bool,
    },
    /// Take a key away
    Remove {
        /// Whose it is
        name: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    /// Everything
    Admin,
    /// Everything but deleting what others may need: jobs, buckets
    Submit,
    /// Looking
    ReadOnly,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Admin => Self::Admin,
            RoleName::Submit => Self::Submit,
            RoleName::ReadOnly => Self::ReadOnly,
        }
    }
}

pub(crate) fn run(args: &KeyArgs) -> Result<Code, Failure> {
    let data = args.data.create()?;
    let file = data.root().join(KEYS_FILE);
    let mut keys = Keyring::open(&file)?;
    match &args.what {
        What::List { json: true } => {
            let all = keys.keys.iter();
            let all =
                all.map(|k| json!({"name": k.name, "role": k.role.to_string(), "access_key_id": k.access_key_id}));
            output::line(&json!(all.collect::<Vec<_>>()).to_string());
        }
        What::List { json: false } => {
            let heads = [Column("KEY", false), Column("ROLE", false), Column("ACCESS KEY ID", false)];
            let row = |k: &tunesmith_access::Key| vec![k.name.clone(), k.role.to_string(), k.access_key_id.clone()];
            print(&columns(&heads), keys.keys.iter().map(row).collect());
        }
        What::Add { name, role } => {
            let made = keys.add(name, (*role).into())?.clone();
            keys.save(&file)?;
            output::line(&format!("access_key_id     {}", made.access_key_id));
            output::line(&format!("secret_access_key {}", made.secret_access_key));
            output::note(&format!("for a shell: eval \"$(tunesmith env --key {name})\""));
        }
        What::Remove { name } => {
            keys.remove(name)?;
            keys.save(&file)?;
            output::note(&format!("the key `{name}` opens nothing any more"));
        }
    }
    Ok(Code::Ok)
}
