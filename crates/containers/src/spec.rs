//! What runs in a container, and what it may take.

use std::collections::{BTreeMap, HashMap};

use bollard::models::{ContainerCreateBody, DeviceRequest, HostConfig, PortBinding};

/// What runs in a container, what it sees of this machine, and how much it may take.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContainerSpec {
    /// The image.
    pub image: String,
    /// Program and arguments, in place of the image's own; empty: the image's own, with `arguments`.
    pub command: Vec<String>,
    /// Arguments for the image's own program.
    pub arguments: Vec<String>,
    /// Environment, beside the image's own.
    pub env: BTreeMap<String, String>,
    /// Where it runs; none: where the image says.
    pub dir: Option<String>,
    /// What it sees of this machine.
    pub mounts: Vec<Mount>,
    /// Its network: `none`, `bridge`, `host`, or one by name.
    pub network: String,
    /// Bytes of memory.
    pub memory: Option<i64>,
    /// Bytes of shared memory, which data loaders use.
    pub shared_memory: Option<i64>,
    /// Cores.
    pub cpus: Option<f64>,
    /// GPUs of this machine, by index.
    pub gpus: Vec<u32>,
    /// Ports of its own that are reached on this machine's loopback address: the port here, and there.
    pub ports: Vec<(u16, u16)>,
    /// What it calls itself in its network.
    pub hostname: Option<String>,
    /// Who runs it, as `user[:group]`; none: whom the image says.
    pub user: Option<String>,
    /// Labels by which it is found.
    pub labels: BTreeMap<String, String>,
}

/// A folder or file of this machine in a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// Here.
    pub from: String,
    /// There.
    pub to: String,
    /// It cannot be written.
    pub read_only: bool,
}

impl Mount {
    /// A folder or file of this machine at a path there, to be written.
    pub fn of(from: &std::path::Path, to: &str) -> Self {
        Self { from: from.display().to_string(), to: to.to_owned(), read_only: false }
    }

    /// The same path here and there, to be written.
    pub fn same(path: impl Into<String>) -> Self {
        let path = path.into();
        Self { from: path.clone(), to: path, read_only: false }
    }

    /// Reads `FROM:TO[:ro]`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(':').collect();
        let (from, to, read_only) = match parts[..] {
            [from, to] | [from, to, "rw"] => (from, to, false),
            [from, to, "ro"] => (from, to, true),
            _ => return Err(format!("`{text}` is no mount; write it as FROM:TO or FROM:TO:ro")),
        };
        if !from.starts_with('/') || !to.starts_with('/') {
            return Err(format!("`{text}`: both paths of a mount are absolute"));
        }
        Ok(Self { from: from.to_owned(), to: to.to_owned(), read_only })
    }

    fn bind(&self) -> String {
        format!("{}:{}{}", self.from, self.to, if self.read_only { ":ro" } else { "" })
    }
}

impl ContainerSpec {
    /// `init`: under a process that passes signals on, where the engine has one.
    pub(crate) fn body(&self, init: bool) -> ContainerCreateBody {
        let (entrypoint, cmd) = match self.command.split_first() {
            Some((program, arguments)) => (Some(vec![program.clone()]), Some(arguments.to_vec())),
            None => (None, (!self.arguments.is_empty()).then(|| self.arguments.clone())),
        };
        let gpus = (!self.gpus.is_empty()).then(|| {
            vec![DeviceRequest {
                driver: Some("nvidia".to_owned()),
                device_ids: Some(self.gpus.iter().map(ToString::to_string).collect()),
                capabilities: Some(vec![vec!["gpu".to_owned()]]),
                ..DeviceRequest::default()
            }]
        });
        let inner = |port: u16| format!("{port}/tcp");
        let published: HashMap<_, _> = (self.ports.iter())
            .map(|(here, there)| {
                let binding = PortBinding { host_ip: Some("127.0.0.1".to_owned()), host_port: Some(here.to_string()) };
                (inner(*there), Some(vec![binding]))
            })
            .collect();
        let exposed: Vec<String> = self.ports.iter().map(|(_, there)| inner(*there)).collect();
        ContainerCreateBody {
            exposed_ports: (!exposed.is_empty()).then_some(exposed),
            image: Some(self.image.clone()),
            entrypoint,
            cmd,
            env: Some(self.env.iter().map(|(name, value)| format!("{name}={value}")).collect()),
            working_dir: self.dir.clone(),
            user: self.user.clone(),
            hostname: self.hostname.clone(),
            labels: Some(self.labels.clone().into_iter().collect::<HashMap<_, _>>()),
            network_disabled: Some(self.network == "none"),
            host_config: Some(HostConfig {
                binds: Some(self.mounts.iter().map(Mount::bind).collect()),
                network_mode: Some(self.network.clone()),
                port_bindings: (!published.is_empty()).then_some(published),
                memory: self.memory,
                shm_size: self.shared_memory,
                nano_cpus: self.cpus.map(|cpus| (cpus * 1e9) as i64),
                device_requests: gpus,
                init: init.then_some(true),
                ..HostConfig::default()
            }),
            ..ContainerCreateBody::default()
        }
    }
}

/// Reads a size such as `8G`, `512M` or a number of bytes.
pub fn bytes(text: &str) -> Result<i64, String> {
    let text = text.trim();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len()));
    let shift = match unit.trim().to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        _ => return Err(format!("`{text}` is no size; write it as 8G or 512M")),
    };
    let number: f64 = number.parse().map_err(|_| format!("`{text}` is no size; write it as 8G or 512M"))?;
    Ok((number * f64::from(1_u32 << (shift % 30)) * if shift >= 30 { f64::from(1 << 30) } else { 1.0 }) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_mounts_are_read() {
        assert_eq!(bytes("512M"), Ok(512 << 20));
        assert_eq!(bytes("1.5GiB"), Ok(3 << 29));
        assert_eq!(bytes("2T"), Ok(2 << 40));
        assert_eq!(bytes("100"), Ok(100));
        assert!(bytes("8 lots").is_err() && bytes("G").is_err());
        let mount = Mount::parse("/a:/b:ro").expect("a mount");
        assert_eq!((mount.bind().as_str(), mount.read_only), ("/a:/b:ro", true));
        assert!(Mount::parse("a:/b").is_err() && Mount::parse("/a").is_err() && Mount::parse("/a:/b:x").is_err());
    }

    #[test]
    fn a_spec_is_said_in_the_engines_words() {
        let spec = ContainerSpec {
            image: "image".into(),
            command: vec!["python".into(), "train.py".into()],
            network: "none".into(),
            memory: Some(1 << 30),
            cpus: Some(1.5),
            gpus: vec![1, 3],
            ports: vec![(40_001, 8080)],
            ..ContainerSpec::default()
        };
        let body = spec.body(true);
        assert_eq!((body.entrypoint, body.cmd), (Some(vec!["python".into()]), Some(vec!["train.py".into()])));
        let host = body.host_config.expect("limits");
        assert_eq!((host.nano_cpus, host.memory, host.init), (Some(1_500_000_000), Some(1 << 30), Some(true)));
        assert_eq!(body.exposed_ports, Some(vec!["8080/tcp".into()]));
        let bound = host.port_bindings.expect("ports")["8080/tcp"].clone().expect("a binding");
        assert_eq!((bound[0].host_ip.as_deref(), bound[0].host_port.as_deref()), (Some("127.0.0.1"), Some("40001")));
        let devices = host.device_requests.expect("GPUs");
        assert_eq!(devices[0].device_ids, Some(vec!["1".into(), "3".into()]));
        let own = ContainerSpec { arguments: vec!["train".into()], ..ContainerSpec::default() }.body(false);
        assert_eq!((own.entrypoint, own.cmd), (None, Some(vec!["train".into()])));
    }
}
