//! What the index was made of: every source with its path, the `ma` of its record and its hash, public or not.

use std::collections::BTreeMap;
use std::path::Path;

use catalogue::Declarations;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::column::Texts;
use crate::generation;
use crate::index::SearchError;
use crate::schema::Fields;
use crate::writer::WriteError;

/// The source that a document was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `ma` of the record.
    pub ma: String,
    /// Content hash of its file.
    pub hash: String,
}

/// The sources of one committed state: read whole, or only those that somebody asks for.
pub struct Sources {
    searcher: Searcher,
    path: Field,
    ma: Field,
}

impl Sources {
    pub(crate) fn new(searcher: Searcher, fields: &Fields) -> Self {
        Self {
            searcher,
            path: fields.path,
            ma: fields.ma,
        }
    }

    /// The sources of the state that is served.
    ///
    /// # Errors
    /// The index is missing, unreadable, or made for other declarations; rebuild then.
    pub fn open(dir: &Path, declarations: &Declarations) -> Result<Self, WriteError> {
        let (_, index, fields, _) = generation::open(dir, declarations)?;
        Ok(Self::new(index.reader()?.searcher(), &fields))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)
    }

    pub(crate) fn segments(&self) -> &[SegmentReader] {
        self.searcher.segment_readers()
    }

    /// All of them by path, in one sweep over the columns.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn all(&self) -> Result<BTreeMap<String, Source>, SearchError> {
        let mut out = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let fast = segment.fast_fields();
            let (Some(path), Some(ma), Some(hash)) = (fast.str("path")?, fast.str("ma")?, fast.str("hash")?) else {
                continue;
            };
            let (path, ma, hash) = (Texts::read(&path)?, Texts::read(&ma)?, Texts::read(&hash)?);
            for doc in segment.doc_ids_alive() {
                let source = Source {
                    ma: ma.first(doc).to_owned(),
                    hash: hash.first(doc).to_owned(),
                };
                out.insert(path.first(doc).to_owned(), source);
            }
        }
        Ok(out)
    }

    /// The source of a path.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn get(&self, path: &str) -> Result<Option<Source>, SearchError> {
        let first = self.having(self.path, path)?.into_iter().next();
        let source = |(segment, doc)| -> Result<Source, SearchError> {
            Ok(Source {
                ma: value(segment, "ma", doc)?,
                hash: value(segment, "hash", doc)?,
            })
        };
        first.map(source).transpose()
    }

    /// The paths whose records have this `ma`.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn of(&self, ma: &str) -> Result<Vec<String>, SearchError> {
        let having = self.having(self.ma, ma)?;
        having.into_iter().map(|(s, doc)| value(s, "path", doc)).collect()
    }

    /// The paths that lie in this folder, at any depth.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn under(&self, folder: &str) -> Result<Vec<String>, SearchError> {
        // `0` is the character after `/`.
        let (from, to) = (format!("{folder}/"), format!("{folder}0"));
        let mut out = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.path)?;
            let range = inverted.terms().range().ge(from.as_bytes()).lt(to.as_bytes());
            let mut terms = range.into_stream()?;
            while let Some((path, info)) = terms.next() {
                let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                if alive(segment, postings).next().is_some() {
                    out.push(String::from_utf8_lossy(path).into_owned());
                }
            }
        }
        out.sort();
        Ok(out)
    }

    /// The documents, with their segments, that hold a term.
    fn having(&self, field: Field, text: &str) -> Result<Vec<(&SegmentReader, u32)>, SearchError> {
        let term = Term::from_field_text(field, text);
        let mut out = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            if let Some(postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
                out.extend(alive(segment, postings).map(|doc| (segment, doc)));
            }
        }
        Ok(out)
    }
}

/// The documents of the postings that are not deleted.
fn alive(segment: &SegmentReader, mut postings: impl DocSet) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let doc = postings.doc();
        (doc != TERMINATED).then(|| {
            postings.advance();
            doc
        })
    })
    .filter(|&doc| !segment.is_deleted(doc))
}

/// The value of a document in a column of text; empty where it has none.
fn value(segment: &SegmentReader, column: &str, doc: u32) -> Result<String, SearchError> {
    let mut out = String::new();
    if let Some(column) = segment.fast_fields().str(column)?
        && let Some(ord) = column.term_ords(doc).next()
    {
        column.ord_to_str(ord, &mut out)?;
    }
    Ok(out)
}
