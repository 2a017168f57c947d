//! A new index beside the one served, swapped in when it is whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use catalogue::Declarations;
use search::Writer;

use crate::lock::{self, Lock};
use crate::update::{self, Outcome, Scope};
use crate::{Error, walk};

/// Most threads that write segments; parsing has all cores, and writing waits for it most of the time.
const WRITERS: usize = 2;
/// Files for each of them. Every thread makes a segment of its own, with its own dictionary of terms: two halves of a small
/// index take a tenth more room than the whole, and every query looks its terms up twice.
const FILES: usize = 30_000;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Files read and parsed, of all.
    Reading {
        /// Done.
        done: usize,
        /// All.
        total: usize,
    },
    /// Everything is read; the index is being written out and checked.
    Writing,
}

/// Builds the index anew from all of `content`. Readers see the old one until the new one is whole.
///
/// # Errors
/// The content can not be read, another process is writing, or the disk refused; the old index stays.
pub fn build(
    content: &Path,
    index: &Path,
    declarations: &Arc<Declarations>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, Error> {
    let lock = lock::take(index)?;
    locked(&lock, content, index, declarations, progress)
}

/// As [`build`], for a caller that has the lock.
pub(crate) fn locked(
    _lock: &Lock,
    content: &Path,
    index: &Path,
    declarations: &Arc<Declarations>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, Error> {
    let built = fresh(content, index, declarations, progress);
    if built.is_err() {
        // What was written so far is of no use, and on a full disk it is in the way.
        search::tidy(index);
    }
    built
}

fn fresh(
    content: &Path,
    index: &Path,
    declarations: &Arc<Declarations>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, Error> {
    let files = walk(content)?;
    let write = |error| Error::write(index, error);
    let writers = (files.len() / FILES).clamp(1, WRITERS);
    let mut writer = Writer::create(index, Arc::clone(declarations), writers).map_err(write)?;
    let scope = Scope {
        sources: &BTreeMap::new(),
        others: None,
        before: 0,
        gone: &[],
        files: &files,
    };
    let outcome = update::apply(&mut writer, declarations, &scope, progress).map_err(write)?;
    progress(Progress::Writing);
    writer.publish().map_err(write)?;
    Ok(outcome)
}
