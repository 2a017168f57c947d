//! Small changes: only files whose bytes changed touch the index.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use catalogue::{Declarations, Diagnostic, codes};
use search::{Fault, SearchError, Source, Sources, WriteError, Writer};

use crate::admission::{Claims, admit};
use crate::build::{self, Progress};
use crate::lock::{self, Lock};
use crate::read::{self, finding};
use crate::{Error, Excluded, Reason, SourceFile, walk};

/// What a run did. Findings are those of the files that were read; an unchanged file is not read again.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files new in the index.
    pub added: usize,
    /// Files whose record was replaced.
    pub changed: usize,
    /// Files taken out: gone, or no longer fit to be shown.
    pub removed: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files that are there and not in the index, by path.
    pub excluded: Vec<Excluded>,
    /// Files that could not be opened, with the system's word, by path. What the index had of them stays.
    pub unreadable: Vec<(String, std::io::Error)>,
    /// Findings of the files read, by path and line.
    pub diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// True when the index was touched.
    pub fn touched(&self) -> bool {
        self.added + self.changed + self.removed > 0
    }

    /// Records in the index now.
    pub fn records(&self) -> usize {
        self.added + self.changed + self.unchanged
    }
}

/// What [`ensure`] did.
#[derive(Debug)]
pub struct Ensured {
    /// Counts and findings.
    pub outcome: Outcome,
    /// What was wrong with the index that was there, when it was built anew.
    pub rebuilt: Option<Fault>,
}

/// With more files than this in one change, what the index was made of is read whole and not asked for path by path.
const MANY: usize = 2_000;

/// The files that a run looks at, and what the index has.
pub(crate) struct Scope<'a> {
    /// What the index has of the files looked at, and of those gone.
    pub(crate) sources: &'a BTreeMap<String, Source>,
    /// Where the other sources of the index are asked for; `None` where there are no others.
    pub(crate) others: Option<&'a Sources>,
    /// How many sources the index has.
    pub(crate) before: usize,
    /// Paths of the index whose files are gone, ordered.
    pub(crate) gone: &'a [String],
    /// Files to look at, ordered by path.
    pub(crate) files: &'a [SourceFile],
}

/// Makes the index that is there equal to `content`: every file is hashed, only changed ones are parsed.
///
/// # Errors
/// The content can not be read, the index has to be rebuilt ([`ensure`] does), another process is writing, or the disk
/// refused; the state before stands.
pub fn update(content: &Path, index: &Path, declarations: &Arc<Declarations>) -> Result<Outcome, Error> {
    let lock = lock::take(index)?;
    all(&lock, content, index, declarations, &mut |_| {})?.merge(index)
}

/// Makes sure that there is an index, whole and equal to `content`: updates one that verifies, and builds anew when
/// anything is wrong with it.
///
/// # Errors
/// The content can not be read, another process is writing, or the disk refused.
pub fn ensure(
    content: &Path,
    index: &Path,
    declarations: &Arc<Declarations>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Ensured, Error> {
    let lock = lock::take(index)?;
    // Left by a build that was killed.
    search::tidy(index);
    let fault = match search::verify(index, declarations) {
        Ok(_) => match all(&lock, content, index, declarations, progress).and_then(|done| done.merge(index)) {
            Ok(outcome) => return Ok(Ensured { outcome, rebuilt: None }),
            Err(Error::Write(WriteError::Fault(fault))) => fault,
            Err(error) => return Err(error),
        },
        Err(fault) => fault,
    };
    tracing::warn!("lập lại toàn bộ chỉ mục vì {fault}");
    let outcome = build::locked(&lock, content, index, declarations, progress)?;
    Ok(Ensured {
        outcome,
        rebuilt: Some(fault),
    })
}

/// A change that readers can see; the writer may still want to merge segments.
pub(crate) struct Committed {
    /// Counts and findings.
    pub(crate) outcome: Outcome,
    writer: Option<Writer>,
}

impl Committed {
    /// Waits for merges: a writer that is dropped gives them up, and segments would pile up edit by edit.
    pub(crate) fn merge(self, index: &Path) -> Result<Outcome, Error> {
        if let Some(writer) = self.writer {
            writer.publish().map_err(|e| Error::write(index, e))?;
        }
        Ok(self.outcome)
    }
}

/// As [`update`], for a caller that has the lock.
pub(crate) fn all(
    lock: &Lock,
    content: &Path,
    index: &Path,
    declarations: &Arc<Declarations>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Committed, Error> {
    let sources = Sources::open(index, declarations).map_err(|e| Error::write(index, e))?;
    let mut holdings = sources.holdings().map_err(|e| Error::write(index, e.into()))?;
    let unchanged = sources.count();
    let files = read::differing(walk::each(content, content)?, &mut holdings, unchanged, progress)?;
    let gone = holdings.left(&sources).map_err(|e| Error::write(index, e.into()))?;
    drop((holdings, sources));
    if files.is_empty() && gone.is_empty() {
        let outcome = Outcome {
            unchanged,
            ..Outcome::default()
        };
        return Ok(Committed { outcome, writer: None });
    }
    some(lock, index, declarations, &files, &gone, progress)
}

/// Takes up `files` that are there and may have changed, ordered by path, and paths at and under which nothing is left.
/// What the index has of other files is not looked at, so the cost is that of the change.
pub(crate) fn some(
    _lock: &Lock,
    index: &Path,
    declarations: &Arc<Declarations>,
    files: &[SourceFile],
    gone: &[String],
    progress: &mut dyn FnMut(Progress),
) -> Result<Committed, Error> {
    let writer = Writer::open(index, Arc::clone(declarations)).map_err(|e| Error::write(index, e))?;
    let others = writer.sources().map_err(|e| Error::write(index, e))?;
    let (sources, gone) = touched(&others, files, gone).map_err(|e| Error::write(index, e.into()))?;
    let scope = Scope {
        sources: &sources,
        others: Some(&others),
        before: others.count(),
        gone: &gone,
        files,
    };
    commit(writer, index, declarations, &scope, progress)
}

/// What the index has of `files`, and at and under the paths in `gone`; and those of its paths that are gone.
fn touched(
    others: &Sources,
    files: &[SourceFile],
    gone: &[String],
) -> Result<(BTreeMap<String, Source>, Vec<String>), SearchError> {
    let all = (files.len() > MANY).then(|| others.all()).transpose()?;
    let get = |path: &str| match &all {
        Some(all) => Ok(all.get(path).cloned()),
        None => others.get(path),
    };
    let mut sources = BTreeMap::new();
    let mut left: BTreeSet<String> = BTreeSet::new();
    for path in gone {
        left.insert(path.clone());
        left.extend(others.under(path)?);
    }
    for path in files.iter().map(|f| &f.path).chain(&left) {
        if let Some(source) = get(path)? {
            sources.insert(path.clone(), source);
        }
    }
    left.retain(|path| sources.contains_key(path));
    Ok((sources, left.into_iter().collect()))
}

fn commit(
    mut writer: Writer,
    index: &Path,
    declarations: &Declarations,
    scope: &Scope<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Committed, Error> {
    let write = |error| Error::write(index, error);
    let outcome = apply(&mut writer, declarations, scope, progress).map_err(write)?;
    if !outcome.touched() {
        return Ok(Committed { outcome, writer: None });
    }
    progress(Progress::Writing);
    writer.commit().map_err(write)?;
    Ok(Committed {
        outcome,
        writer: Some(writer),
    })
}

/// Takes out what is gone and writes what differs, in the order of paths; nothing is committed.
pub(crate) fn apply(
    writer: &mut Writer,
    declarations: &Declarations,
    scope: &Scope<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, WriteError> {
    let mut run = Run {
        writer,
        scope,
        claims: Claims::default(),
        outcome: Outcome::default(),
    };
    for path in scope.gone {
        run.take_out(path)?;
    }
    let total = scope.files.len();
    let known = |path: &str| scope.sources.get(path).map(|s| s.hash.clone());
    read::each(declarations, scope.files, known, |at, reading| {
        let Some(file) = scope.files.get(at) else { return Ok(()) };
        progress(Progress::Reading { done: at + 1, total });
        let source = scope.sources.get(&file.path);
        let Some(mut reading) = reading else {
            return source.map_or(Ok(()), |source| run.keep(&file.path, source));
        };
        run.outcome.diagnostics.append(&mut reading.parsed.diagnostics.clone());
        if let Some(fault) = reading.fault.take() {
            run.outcome.unreadable.push((file.path.clone(), fault));
            // It may be readable again in a moment: what the index has stays until something is known.
            return source.map_or(Ok(()), |source| run.keep(&file.path, source));
        }
        let at = reading.parsed.ma_at.clone();
        match admit(declarations, reading) {
            Ok((record, hash)) => {
                if run.claim(&record.ma, &file.path, at)? {
                    run.put(&record, &hash)?;
                }
                Ok(())
            }
            Err(reason) => run.exclude(&file.path, reason),
        }
    })?;
    let mut outcome = run.outcome;
    outcome.unchanged = scope.before.saturating_sub(outcome.changed + outcome.removed);
    outcome
        .diagnostics
        .sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
    Ok(outcome)
}

struct Run<'a> {
    writer: &'a mut Writer,
    scope: &'a Scope<'a>,
    claims: Claims,
    outcome: Outcome,
}

impl Run<'_> {
    /// The record in the index stays, unless a path before it now has its `ma`.
    fn keep(&mut self, path: &str, source: &Source) -> Result<(), WriteError> {
        self.claim(&source.ma, path, catalogue::At::default()).map(drop)
    }

    /// Takes the `ma` for a path. Of several paths the first has it, whatever came last: the others are excluded, also
    /// where the index has them and nobody looked at their files. True when this one has it.
    fn claim(&mut self, ma: &str, path: &str, at: catalogue::At) -> Result<bool, WriteError> {
        let mut others = match self.scope.others {
            Some(others) => others.of(ma)?,
            None => Vec::new(),
        };
        // Of the paths that are looked at or gone, the index does not know yet how they are now.
        others.retain(|other| !self.scope.sources.contains_key(other));
        if let Some(before) = others.iter().find(|other| other.as_str() < path) {
            // An error says that it is known already.
            let _ = self.claims.claim(ma, before);
        }
        if let Err(reason) = self.claims.claim(ma, path) {
            self.lost(path, ma, reason, at);
            self.take_out(path)?;
            return Ok(false);
        }
        for other in others {
            self.writer.remove(&other)?;
            self.outcome.removed += 1;
            let reason = Reason::Duplicate { first: path.to_owned() };
            self.lost(&other, ma, reason, catalogue::At::default());
        }
        Ok(true)
    }

    fn put(&mut self, record: &catalogue::Record, hash: &str) -> Result<(), WriteError> {
        let replaces = self.scope.sources.contains_key(&record.path);
        self.writer.put(record, hash, replaces)?;
        if replaces {
            self.outcome.changed += 1;
        } else {
            self.outcome.added += 1;
        }
        Ok(())
    }

    fn exclude(&mut self, path: &str, reason: Reason) -> Result<(), WriteError> {
        self.outcome.excluded.push(Excluded {
            path: path.to_owned(),
            reason,
        });
        self.take_out(path)
    }

    /// Notes that a path lost its `ma` to another.
    fn lost(&mut self, path: &str, ma: &str, reason: Reason, at: catalogue::At) {
        self.outcome.diagnostics.push(duplicate(path, ma, &reason, at));
        self.outcome.excluded.push(Excluded {
            path: path.to_owned(),
            reason,
        });
    }

    fn take_out(&mut self, path: &str) -> Result<(), WriteError> {
        if self.scope.sources.contains_key(path) {
            self.writer.remove(path)?;
            self.outcome.removed += 1;
        }
        Ok(())
    }
}

/// The finding about a second file with a `ma` that is taken.
fn duplicate(path: &str, ma: &str, reason: &Reason, at: catalogue::At) -> Diagnostic {
    let Reason::Duplicate { first } = reason else {
        return finding(codes::DUPLICATE_MA, path, String::new(), "");
    };
    let message = format!("mã “{ma}” đã dùng ở tệp {first}");
    let mut finding = finding(
        codes::DUPLICATE_MA,
        path,
        message,
        "Đặt mã khác cho bản ghi này, hoặc xoá một trong hai tệp.",
    );
    (finding.line, finding.column, finding.length, finding.source) = (at.line, at.column, at.length, at.source);
    finding
}
