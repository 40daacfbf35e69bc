//! A private `/opt/ml`: a mount namespace in which the job's own tree lies there, for this process and what it becomes.

use std::path::Path;
use std::{fs, io};

use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::statvfs::{FsFlags, statvfs};
use nix::unistd::{Gid, Uid};

use crate::tree::BASE;

/// The name by which a job knows the machine it runs on.
pub(crate) const HOST: &str = "algo-1";

const NOTHING: Option<&str> = None;

/// Shows `tree` at `/opt/ml`, and lets the name `algo-1` stand for this machine, for this process alone. `scratch` is an empty
/// folder to work with. Must be called before any thread is started.
pub(crate) fn enter(tree: &Path, scratch: &Path) -> io::Result<()> {
    // Read before a namespace hides who we are.
    let (uid, gid) = (Uid::current(), Gid::current());
    // An administrator needs no user namespace, and keeps all rights; others get the right to mount by having one.
    if unshare(CloneFlags::CLONE_NEWNS).is_err() {
        unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNS).map_err(io::Error::from)?;
        fs::write("/proc/self/setgroups", "deny")?;
        fs::write("/proc/self/uid_map", format!("{uid} {uid} 1"))?;
        fs::write("/proc/self/gid_map", format!("{gid} {gid} 1"))?;
    }
    // What is mounted here must not be seen elsewhere.
    mount(NOTHING, "/", NOTHING, MsFlags::MS_REC | MsFlags::MS_PRIVATE, NOTHING)?;
    if !Path::new(BASE).is_dir() {
        make_place(scratch)?;
    }
    bind(tree, Path::new(BASE))?;
    // A job whose host has no such name in its file waits for a name server.
    let hosts = scratch.join("hosts");
    let known = fs::read_to_string("/etc/hosts").unwrap_or_default();
    fs::write(&hosts, format!("{known}\n127.0.0.1 {HOST}\n"))?;
    bind(&hosts, Path::new("/etc/hosts"))
}

/// Puts a file system in memory over `/opt`, with everything that was there and an `ml` beside it.
fn make_place(scratch: &Path) -> io::Result<()> {
    let base = Path::new(BASE);
    let opt = base.parent().unwrap_or(base);
    let before = scratch.join("opt");
    fs::create_dir_all(&before)?;
    bind(opt, &before)?;
    mount(Some("tmpfs"), opt, Some("tmpfs"), MsFlags::empty(), Some("mode=755"))?;
    for entry in fs::read_dir(&before)? {
        let entry = entry?;
        let there = opt.join(entry.file_name());
        if entry.file_type()?.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, there)?;
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::create_dir(&there)?;
        } else {
            fs::write(&there, "")?;
        }
        bind(&entry.path(), &there)?;
    }
    fs::create_dir(base)
}

/// Makes a folder of the private tree one that can only be read.
pub(crate) fn make_read_only(folder: &Path) -> io::Result<()> {
    bind(folder, folder)?;
    // What the file system below forbids must be forbidden here too, or the kernel refuses.
    let below = statvfs(folder).map_err(io::Error::from)?.flags();
    let mut flags = MsFlags::MS_BIND | MsFlags::MS_REMOUNT | MsFlags::MS_RDONLY;
    for (has, kept) in [
        (FsFlags::ST_NOSUID, MsFlags::MS_NOSUID),
        (FsFlags::ST_NODEV, MsFlags::MS_NODEV),
        (FsFlags::ST_NOEXEC, MsFlags::MS_NOEXEC),
        (FsFlags::ST_NOATIME, MsFlags::MS_NOATIME),
        (FsFlags::ST_NODIRATIME, MsFlags::MS_NODIRATIME),
        (FsFlags::ST_RELATIME, MsFlags::MS_RELATIME),
    ] {
        if below.contains(has) {
            flags |= kept;
        }
    }
    Ok(mount(NOTHING, folder, NOTHING, flags, NOTHING)?)
}

fn bind(from: &Path, to: &Path) -> io::Result<()> {
    Ok(mount(Some(from), to, NOTHING, MsFlags::MS_BIND | MsFlags::MS_REC, NOTHING)?)
}
