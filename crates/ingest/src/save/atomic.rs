//! One file, whole: written beside its place, brought to the disk, then put there in one step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Names of files that are being written: hidden, so that nothing takes them for content.
const PREFIX: &str = ".dang-ghi-";
/// Older ones belong to a process that has ended.
const STALE: Duration = Duration::from_secs(60 * 60);

/// Writes `bytes` at `file`; `replace` allows a file that is there. Missing folders are made.
///
/// # Errors
/// `AlreadyExists` when there is a file and `replace` is false; else the system's word. The old file then stands.
pub(super) fn write(file: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    sweep(folder);
    let mut temporary = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    // A new file may be read by others, as one that an editor makes; a replaced one keeps its rights.
    let permissions = match fs::metadata(file) {
        Ok(old) => Some(old.permissions()),
        Err(_) => default_permissions(),
    };
    if let Some(permissions) = permissions {
        temporary.as_file().set_permissions(permissions)?;
    }
    temporary.as_file().sync_all()?;
    if replace {
        temporary.persist(file).map_err(|failed| failed.error)?;
    } else {
        temporary.persist_noclobber(file).map_err(|failed| failed.error)?;
    }
    sync_folder(folder)
}

#[cfg(unix)]
fn default_permissions() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn default_permissions() -> Option<fs::Permissions> {
    None
}

/// Takes a file away.
pub(super) fn remove(file: &Path) -> io::Result<()> {
    fs::remove_file(file)?;
    sync_folder(file.parent().unwrap_or(Path::new(".")))
}

/// Brings a name to the disk; only some systems let a folder be opened for it.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Takes away what processes that were ended left half written. It is no trouble if one stays.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let old = || {
            let changed = entry.metadata().and_then(|at| at.modified());
            changed.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > STALE))
        };
        if ours && old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}
