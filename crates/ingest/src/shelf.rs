//! Every record file of the content, public or not, kept read: what the room of the staff asks while someone writes.
//!
//! Nothing here is a source of truth: a file whose size or time changed is read again before it is told of.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use catalogue::advice::{self, Brief};
use catalogue::{Declarations, Diagnostic, Parsed, Rendered, Severity, Status, Value, Visibility};
use jiff::civil::Date;

use crate::{Error, SourceFile, read, walk};

/// A look at the folder is good for this long.
const FRESH: Duration = Duration::from_millis(700);

/// The shelf of one content folder.
#[derive(Debug)]
pub struct Shelf {
    content: PathBuf,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    files: BTreeMap<String, Book>,
    looked: Option<Instant>,
    /// For which declarations and which day the files were read.
    read_for: Option<(Arc<Declarations>, Date)>,
    /// What is wrong with all of them, as long as nothing changes.
    found: Option<Found>,
}

#[derive(Debug)]
struct Found {
    /// Which of the files that records point to were there.
    attached: HashSet<String>,
    findings: Arc<Vec<Diagnostic>>,
}

#[derive(Debug)]
struct Book {
    size: u64,
    modified: Option<SystemTime>,
    /// Without body and values, which no other record asks for.
    parsed: Parsed,
    /// What is to be said of it alone.
    alone: Vec<Diagnostic>,
    brief: Option<Brief>,
    entry: Option<Entry>,
}

/// What is known of a record without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path under `content/`, with `/`.
    pub path: String,
    /// Identifier.
    pub ma: String,
    /// Id of its collection.
    pub collection: String,
    /// Title.
    pub title: String,
    /// State.
    pub status: Status,
    /// Who may see it.
    pub visibility: Visibility,
    /// `YYYY-MM-DD` of its last change as it says itself; may be empty.
    pub updated: String,
    /// `YYYY-MM-DD` until which it is good, as it says itself.
    pub due: Option<String>,
    /// Errors of the file itself.
    pub errors: usize,
}

impl Shelf {
    /// An empty shelf; the first question fills it.
    pub fn new(content: &Path) -> Self {
        Self {
            content: content.to_owned(),
            held: Mutex::default(),
        }
    }

    /// Every record, by path.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn entries(&self, declarations: &Arc<Declarations>) -> Result<Vec<Entry>, Error> {
        let held = self.fresh(declarations, false)?;
        Ok(held.files.values().filter_map(|book| book.entry.clone()).collect())
    }

    /// The record with this `ma`.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn find(&self, declarations: &Arc<Declarations>, ma: &str) -> Result<Option<Entry>, Error> {
        let held = self.fresh(declarations, false)?;
        let mut entries = held.files.values().filter_map(|book| book.entry.as_ref());
        Ok(entries.find(|entry| entry.ma == ma).cloned())
    }

    /// The records that point to this `ma`, by path; itself left out.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn pointing(&self, declarations: &Arc<Declarations>, ma: &str) -> Result<Vec<Entry>, Error> {
        let held = self.fresh(declarations, false)?;
        let points = |book: &&Book| book.parsed.links.iter().any(|link| link.ma == ma);
        let entries = held
            .files
            .values()
            .filter(points)
            .filter_map(|book| book.entry.as_ref());
        Ok(entries.filter(|entry| entry.ma != ma).cloned().collect())
    }

    /// The shelf after a file was written by this process.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn look_again(&self, declarations: &Arc<Declarations>) -> Result<(), Error> {
        self.fresh(declarations, true).map(drop)
    }

    /// What [`crate::check`] would find in the file at `path` if it held `bytes`, in the order of the file.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn check(
        &self,
        declarations: &Arc<Declarations>,
        path: &str,
        bytes: &[u8],
        today: Date,
    ) -> Result<(Parsed, Vec<Diagnostic>), Error> {
        let parsed = catalogue::parse(declarations, path, bytes);
        let mut found = advice::alone(declarations, &parsed, today);
        found.extend(parsed.diagnostics.iter().cloned());
        let brief = advice::brief(&parsed);
        {
            let held = self.fresh(declarations, false)?;
            let (before, after) = (held.files.range(..path.to_owned()), held.files.range(path.to_owned()..));
            let after = after.filter(|(other, _)| *other != path);
            let others: Vec<&Book> = before.chain(after.clone()).map(|(_, book)| book).collect();
            let split = others.len() - after.count();
            let (before, after) = others.split_at(split);
            let all = before
                .iter()
                .map(|book| &book.parsed)
                .chain([&parsed])
                .chain(after.iter().map(|book| &book.parsed));
            let exists = |path: &str| self.content.join(path).is_file();
            found.extend(catalogue::check_links(declarations, all, &exists));
            let briefs: Vec<Brief> = before
                .iter()
                .filter_map(|book| book.brief.clone())
                .chain(brief)
                .chain(after.iter().filter_map(|book| book.brief.clone()))
                .collect();
            found.extend(advice::between(&briefs, today));
        }
        found.retain(|finding| finding.path == path);
        found.sort_by(|a, b| (a.line, a.column, a.code).cmp(&(b.line, b.column, b.code)));
        Ok((parsed, found))
    }

    /// What is wrong with the whole content, as [`crate::check`] finds it, without the findings of the declarations.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn findings(&self, declarations: &Arc<Declarations>, today: Date) -> Result<Arc<Vec<Diagnostic>>, Error> {
        let mut held = self.fresh_on(declarations, false, Some(today))?;
        let named = held.files.values().flat_map(|book| &book.parsed.files);
        let attached: HashSet<String> = named
            .filter(|file| self.content.join(&file.path).is_file())
            .map(|file| file.path.clone())
            .collect();
        if let Some(found) = held.found.as_ref().filter(|found| found.attached == attached) {
            return Ok(Arc::clone(&found.findings));
        }
        let books = || held.files.values();
        let exists = |path: &str| attached.contains(path);
        let briefs: Vec<Brief> = books().filter_map(|book| book.brief.clone()).collect();
        let mut findings = catalogue::check_links(declarations, books().map(|book| &book.parsed), &exists);
        findings.extend(advice::between(&briefs, today));
        let own = books().flat_map(|book| book.alone.iter().chain(&book.parsed.diagnostics));
        findings.extend(own.cloned());
        crate::check::order(&mut findings);
        let findings = Arc::new(findings);
        held.found = Some(Found {
            attached,
            findings: Arc::clone(&findings),
        });
        Ok(findings)
    }

    /// Reads everything before someone asks. Who asks next looks again, which is cheap then.
    ///
    /// # Errors
    /// The content folder can not be read.
    pub fn read_ahead(&self, declarations: &Arc<Declarations>, today: Date) -> Result<(), Error> {
        let read = self.findings(declarations, today);
        self.held.lock().unwrap_or_else(PoisonError::into_inner).looked = None;
        read.map(drop)
    }

    /// The shelf as the folder is now, or was a moment ago.
    fn fresh(&self, declarations: &Arc<Declarations>, now: bool) -> Result<MutexGuard<'_, Held>, Error> {
        self.fresh_on(declarations, now, None)
    }

    /// As [`Shelf::fresh`]; where the day is said, findings are those of that day.
    fn fresh_on(
        &self,
        declarations: &Arc<Declarations>,
        now: bool,
        day: Option<Date>,
    ) -> Result<MutexGuard<'_, Held>, Error> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let same = held
            .read_for
            .as_ref()
            .is_some_and(|(of, read_on)| Arc::ptr_eq(of, declarations) && day.is_none_or(|day| day == *read_on));
        let day = day.or(held.read_for.as_ref().map(|(_, day)| *day));
        let day = day.unwrap_or_else(|| jiff::Zoned::now().date());
        if !same {
            *held = Held {
                read_for: Some((Arc::clone(declarations), day)),
                ..Held::default()
            };
        }
        if !now && held.looked.is_some_and(|at| at.elapsed() < FRESH) {
            return Ok(held);
        }
        let files = walk(&self.content)?;
        let mut old = std::mem::take(&mut held.files);
        let before = old.len();
        let mut changed = false;
        for file in files {
            let modified = std::fs::metadata(&file.absolute).and_then(|at| at.modified()).ok();
            let kept = old.remove(&file.path);
            let same = kept
                .as_ref()
                .is_some_and(|book| book.size == file.size && book.modified == modified && modified.is_some());
            let book = match kept {
                Some(book) if same => Some(book),
                _ => {
                    changed = true;
                    open(declarations, &file, modified, day)
                }
            };
            if let Some(book) = book {
                held.files.insert(file.path, book);
            }
        }
        if changed || held.files.len() != before {
            held.found = None;
        }
        held.looked = Some(Instant::now());
        Ok(held)
    }
}

fn open(declarations: &Declarations, file: &SourceFile, modified: Option<SystemTime>, today: Date) -> Option<Book> {
    let mut parsed = read::reading(declarations, file, None)?.parsed;
    let brief = advice::brief(&parsed);
    let alone = advice::alone(declarations, &parsed, today);
    let errors = parsed
        .diagnostics
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let entry = parsed.record.as_mut().map(|record| {
        let due = record.value("han_ra_soat").and_then(Value::as_str).map(str::to_owned);
        record.body = Rendered::default();
        record.values = Vec::new();
        Entry {
            path: file.path.clone(),
            ma: record.ma.clone(),
            collection: record.collection.clone(),
            title: record.title.clone(),
            status: record.status,
            visibility: record.visibility,
            updated: record.updated.clone(),
            due,
            errors,
        }
    });
    parsed.fields = Vec::new();
    parsed.edits = Vec::new();
    Some(Book {
        size: file.size,
        modified,
        parsed,
        alone,
        brief,
        entry,
    })
}
