//! Archives from the object store, unpacked with care: what is in one was packed by somebody else.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Component, Path};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use tar::EntryType;
use tunesmith_objects::ObjectUri;

use crate::buckets::Buckets;
use crate::failure::Failure;

/// An archive may grow by this factor once it has grown beyond [`SMALL`]. Weights hardly shrink; what does is made to fill disks.
const GROWTH: u64 = 200;
/// Bytes to which any archive may grow.
const SMALL: u64 = 256 << 20;
/// Files in one archive.
const ENTRIES: usize = 1_000_000;

/// Packs what is in a folder into a `tar.gz`, but for files of some names at its top; links as links, or as what they lead to.
pub fn pack(folder: &Path, archive: &Path, follow_links: bool, but: &[&str]) -> io::Result<()> {
    // Speed matters more than the last percent: models hardly shrink.
    let encoder = GzEncoder::new(BufWriter::new(File::create(archive)?), Compression::fast());
    let mut builder = tar::Builder::new(encoder);
    builder.follow_symlinks(follow_links);
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if but.iter().any(|b| name == *b) {
            continue;
        }
        let path = entry.path();
        let is_folder = if follow_links { path.is_dir() } else { entry.file_type()?.is_dir() };
        if is_folder { builder.append_dir_all(&name, path)? } else { builder.append_path_with_name(path, &name)? }
    }
    builder.into_inner()?.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// Unpacks the `tar.gz` at `uri` into `folder`; `scratch` is for one that has to be fetched first. `what` is how it is called in an
/// error.
pub(crate) async fn unpack(
    buckets: &Buckets,
    what: &str,
    uri: &str,
    folder: &Path,
    scratch: &Path,
) -> Result<(), Failure> {
    let Some(address) = ObjectUri::parse(uri) else {
        return Err(Failure::request(format!("{what} is `{uri}`; an archive is fetched from an s3:// address")));
    };
    let archive = buckets.object(&address).await?.readable(scratch, 0).await?;
    unpack_file(&archive, folder).map_err(|wrong| match wrong {
        Wrong::Archive(reason) => Failure::request(format!("{uri} could not be unpacked: {reason}")),
        Wrong::Machine(error) => Failure::machine(format!("{}: {error}", folder.display())),
    })
}

/// Whose fault it is.
enum Wrong {
    Archive(String),
    Machine(io::Error),
}

fn unpack_file(archive: &Path, folder: &Path) -> Result<(), Wrong> {
    let file = File::open(archive).map_err(Wrong::Machine)?;
    let packed = file.metadata().map_err(Wrong::Machine)?.len();
    let most = SMALL.max(packed.saturating_mul(GROWTH));
    let broken = |e: io::Error| Wrong::Archive(format!("it is no whole tar.gz archive ({e})"));
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let (mut bytes, mut entries) = (0u64, 0);
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let path = entry.path().map_err(broken)?.into_owned();
        let shown = path.display();
        if path.components().any(|c| matches!(c, Component::ParentDir | Component::RootDir)) {
            return Err(Wrong::Archive(format!("it holds `{shown}`, which lies outside of it")));
        }
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse | EntryType::Directory => {}
            EntryType::Symlink | EntryType::Link => {
                let target = entry.link_name().map_err(broken)?.unwrap_or_default().into_owned();
                let is_hard = entry.header().entry_type() == EntryType::Link;
                if leaves(if is_hard { Path::new("") } else { path.parent().unwrap_or(Path::new("")) }, &target) {
                    return Err(Wrong::Archive(format!(
                        "its link `{shown}` points to `{}`, which lies outside of it",
                        target.display()
                    )));
                }
            }
            EntryType::XGlobalHeader | EntryType::XHeader => continue,
            _ => return Err(Wrong::Archive(format!("`{shown}` in it is neither file, folder nor link"))),
        }
        (bytes, entries) = (bytes.saturating_add(entry.size()), entries + 1);
        if bytes > most || entries > ENTRIES {
            return Err(Wrong::Archive(format!(
                "{packed} bytes of it grow to more than {most}, or to more than {ENTRIES} files"
            )));
        }
        entry.unpack_in(folder).map_err(|error| {
            // A cut or altered stream is the archive's fault; what the system says is not.
            if error.raw_os_error().is_some() || source_is_system(&error) {
                Wrong::Machine(error)
            } else {
                broken(error)
            }
        })?;
    }
    Ok(())
}

/// `tar` wraps what the system says into an error of its own.
fn source_is_system(error: &io::Error) -> bool {
    let mut source = error.get_ref().map(|e| e as &(dyn std::error::Error + 'static));
    while let Some(error) = source {
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.raw_os_error().is_some()) {
            return true;
        }
        source = error.source();
    }
    false
}

/// Whether a link in `folder` of an archive points out of the archive.
fn leaves(folder: &Path, target: &Path) -> bool {
    let mut depth = folder.components().filter(|c| matches!(c, Component::Normal(_))).count();
    for component in target.components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            _ => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    /// Why an archive made so is refused; none when it is not.
    fn refused(make: impl FnOnce(&mut tar::Builder<GzEncoder<File>>)) -> Option<String> {
        let dir = tempfile::tempdir().expect("a folder");
        let archive = dir.path().join("model.tar.gz");
        let encoder = GzEncoder::new(File::create(&archive).expect("created"), Compression::fast());
        let mut builder = tar::Builder::new(encoder);
        make(&mut builder);
        builder.into_inner().expect("packed").finish().expect("packed");
        let folder = dir.path().join("model");
        fs::create_dir(&folder).expect("made");
        unpack_file(&archive, &folder).err().map(|wrong| match wrong {
            Wrong::Archive(reason) => reason,
            Wrong::Machine(error) => panic!("{error}"),
        })
    }

    fn entry(kind: EntryType, size: u64) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(0o644);
        header.set_size(size);
        header
    }

    fn named(header: &mut tar::Header, name: &[u8]) {
        header.as_gnu_mut().expect("gnu").name[..name.len()].copy_from_slice(name);
        header.set_cksum();
    }

    #[test]
    fn what_leaves_the_folder_or_fills_the_disk_is_refused() {
        let link = |kind, name: &'static str, target: &'static str| {
            refused(move |b| b.append_link(&mut entry(kind, 0), name, target).expect("appended"))
        };
        assert_eq!(link(EntryType::Symlink, "a/b", "../c"), None);
        assert!(link(EntryType::Symlink, "a/b", "../../etc").expect("refused").contains("outside"));
        assert!(link(EntryType::Symlink, "a", "/etc/passwd").expect("refused").contains("outside"));
        assert!(link(EntryType::Link, "a/b", "../c").expect("refused").contains("outside"));
        let climbing = refused(|b| {
            let mut header = entry(EntryType::Regular, 1);
            named(&mut header, b"../x");
            b.append(&header, &b"x"[..]).expect("appended");
        });
        assert!(climbing.expect("refused").contains("`../x`"));
        assert!(
            refused(|b| {
                let mut header = entry(EntryType::Fifo, 0);
                named(&mut header, b"pipe");
                b.append(&header, io::empty()).expect("appended");
            })
            .expect("refused")
            .contains("neither")
        );
        let bomb = refused(|b| {
            let mut header = entry(EntryType::Regular, 300 << 20);
            named(&mut header, b"zeros");
            b.append(&header, io::repeat(0).take(300 << 20)).expect("appended");
        });
        assert!(bomb.expect("refused").contains("grow to more than"));
    }

    #[test]
    fn what_is_no_archive_is_said_to_be_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("model.tar.gz");
        File::create(&file).expect("created").write_all(b"not gzip").expect("written");
        let Err(Wrong::Archive(reason)) = unpack_file(&file, dir.path()) else { panic!("it is refused") };
        assert!(reason.contains("no whole tar.gz"), "{reason}");
    }
}
