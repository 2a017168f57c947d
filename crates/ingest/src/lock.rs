//! One writer at a time: a lock on the index folder that the system lets go when the process ends, however it ends.
//!
//! tantivy locks one generation; two processes that each write a new generation would not meet there.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::Error;

const NAME: &str = ".lock";

/// Held while writing.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Takes the lock, or says that another process has it.
pub(crate) fn take(index: &Path) -> Result<Lock, Error> {
    let folder = |fault| Error::IndexFolder {
        path: index.to_owned(),
        fault,
    };
    fs::create_dir_all(index).map_err(folder)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(index.join(NAME))
        .map_err(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(Error::Busy(index.to_owned())),
        Err(TryLockError::Error(fault)) => Err(folder(fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let held = take(dir.path()).expect("free");
        assert!(matches!(take(dir.path()), Err(Error::Busy(_))));
        drop(held);
        assert!(take(dir.path()).is_ok());
    }
}
