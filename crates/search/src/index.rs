//! The index as readers see it: one snapshot at a time, swapped whole.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use catalogue::{Declarations, Record};
use tantivy::collector::DocSetCollector;
use tantivy::columnar::{BytesColumn, Column, StrColumn};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use crate::column::Values;
use crate::document::Row;
use crate::expand::Names;
use crate::generation::{self, Fault};
use crate::lexicon::Remembered;
use crate::schema::Fields;

/// Why the index can not be opened.
pub type OpenError = Fault;

/// The index could not be read; never the fault of a query.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// tantivy could not read.
    #[error("không đọc được chỉ mục: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The disk refused.
    #[error("không đọc được chỉ mục: {0}")]
    Io(#[from] std::io::Error),
    /// A stored record does not read back.
    #[error("bản ghi trong chỉ mục không đọc được: {0}")]
    Json(#[from] serde_json::Error),
}

/// Blocks of stored records kept unpacked, of all segments: 16 KB each.
const STORE_BLOCKS: usize = 1024;
/// The same for each segment of an index with more than [`MANY`] records, of which few are read twice: those of a page of
/// results, read for their rows and then for their passages.
const PAGE_BLOCKS: usize = 32;
/// Records from which on the memory is better spent otherwise.
const MANY: u64 = 200_000;

/// The index served. Clones share it.
#[derive(Clone)]
pub struct Index {
    shared: Arc<Shared>,
}

struct Shared {
    dir: PathBuf,
    snapshot: RwLock<Arc<Snapshot>>,
    generation: AtomicU64,
}

/// One state of the index, with everything opened that a query needs.
pub(crate) struct Snapshot {
    pub(crate) declarations: Arc<Declarations>,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    pub(crate) segments: Vec<Columns>,
    pub(crate) names: Arc<Names>,
    pub(crate) remembered: Remembered,
    reader: tantivy::IndexReader,
    pub(crate) folder: String,
}

/// The columns of a segment.
pub(crate) struct Columns {
    pub(crate) tie: Column<u64>,
    pub(crate) updated: Column<u64>,
    pub(crate) title_key: Option<BytesColumn>,
    /// As `Fields::facets`; `None` where no record of the segment has a value.
    pub(crate) facets: Vec<Option<StrColumn>>,
    /// The values of each facet by ordinal, once read, where they are few.
    pub(crate) values: Vec<OnceLock<Values>>,
}

impl Index {
    /// Opens the generation that is to be served; never makes one.
    ///
    /// # Errors
    /// There is none, or it was made by another version or for other declarations.
    pub fn open(dir: &Path, declarations: Arc<Declarations>) -> Result<Self, OpenError> {
        let snapshot = Snapshot::open(dir, declarations, None)?;
        let shared = Shared {
            dir: dir.to_owned(),
            snapshot: RwLock::new(Arc::new(snapshot)),
            generation: AtomicU64::new(1),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// Looks for a newer state and serves it; `declarations` are those of the content now. True when something changed.
    ///
    /// # Errors
    /// The newer state does not open; the old one is still served.
    pub fn reload(&self, declarations: &Arc<Declarations>) -> Result<bool, OpenError> {
        let old = self.snapshot();
        let newer = Snapshot::open(&self.shared.dir, Arc::clone(declarations), Some(&old))?;
        let same = newer.folder == old.folder
            && newer.searcher.generation().segments() == old.searcher.generation().segments()
            && Arc::ptr_eq(&newer.declarations, &old.declarations);
        if same {
            return Ok(false);
        }
        *self.shared.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(newer);
        self.shared.generation.fetch_add(1, Ordering::Relaxed);
        Ok(true)
    }

    /// A number that changes with the state served.
    pub fn generation(&self) -> u64 {
        self.shared.generation.load(Ordering::Relaxed)
    }

    /// The declarations of the state served.
    pub fn declarations(&self) -> Arc<Declarations> {
        Arc::clone(&self.snapshot().declarations)
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.shared.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Public records in it.
    pub fn len(&self) -> usize {
        self.snapshot().public_count()
    }

    /// True when it holds no public record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record with this `ma`.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn record(&self, ma: &str) -> Result<Option<Record>, SearchError> {
        let snapshot = self.snapshot();
        let Some(address) = snapshot.find(ma)? else {
            return Ok(None);
        };
        Ok(Some(snapshot.page_and_body(address)?.0))
    }

    /// True when there is a public record with this `ma`.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn has(&self, ma: &str) -> Result<bool, SearchError> {
        Ok(self.snapshot().find(ma)?.is_some())
    }

    /// List rows of these records, in order; `None` for those that are not there.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn titles(&self, mas: &[&str]) -> Result<Vec<Option<Row>>, SearchError> {
        let snapshot = self.snapshot();
        mas.iter()
            .map(|ma| snapshot.find(ma)?.map(|a| snapshot.row(a)).transpose())
            .collect()
    }

    /// Records that link to this one, newest first.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn linked_from(&self, ma: &str, limit: usize) -> Result<Vec<Row>, SearchError> {
        let snapshot = self.snapshot();
        let query = TermQuery::new(
            Term::from_field_text(snapshot.fields.links, ma),
            IndexRecordOption::Basic,
        );
        let found = snapshot.searcher.search(&query, &DocSetCollector)?;
        let mut rows: Vec<Row> = found.into_iter().map(|a| snapshot.row(a)).collect::<Result<_, _>>()?;
        rows.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.ma.cmp(&b.ma)));
        rows.truncate(limit);
        Ok(rows)
    }
}

impl Snapshot {
    fn open(dir: &Path, declarations: Arc<Declarations>, old: Option<&Snapshot>) -> Result<Self, Fault> {
        let unreadable = |e: tantivy::TantivyError| Fault::Unreadable(e.to_string());
        let (folder, reader, fields) = match old {
            // The same folder for the same declarations: the open reader follows new commits by itself.
            Some(old)
                if generation::current(dir).as_deref() == Some(&old.folder)
                    && Arc::ptr_eq(&old.declarations, &declarations) =>
            {
                old.reader.reload().map_err(unreadable)?;
                (old.folder.clone(), old.reader.clone(), old.fields.clone())
            }
            _ => {
                let (folder, index, fields, _) = generation::open(dir, &declarations)?;
                let blocks = blocks(&index).map_err(unreadable)?;
                let reader = index
                    .reader_builder()
                    .doc_store_cache_num_blocks(blocks)
                    .reload_policy(tantivy::ReloadPolicy::Manual)
                    .try_into()
                    .map_err(unreadable)?;
                (folder, reader, fields)
            }
        };
        let searcher = reader.searcher();
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|s| Columns::open(s, &fields))
            .collect::<Result<_, _>>()
            .map_err(unreadable)?;
        let names = match old {
            Some(old) if Arc::ptr_eq(&old.declarations, &declarations) => Arc::clone(&old.names),
            _ => Arc::new(Names::new(&declarations)),
        };
        Ok(Self {
            declarations,
            fields,
            searcher,
            segments,
            names,
            remembered: Remembered::default(),
            reader,
            folder,
        })
    }

    pub(crate) fn public_count(&self) -> usize {
        let term = Term::from_field_text(self.fields.public, "r");
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        self.searcher.search(&query, &tantivy::collector::Count).unwrap_or(0)
    }

    /// Where the public record with this `ma` is.
    pub(crate) fn find(&self, ma: &str) -> Result<Option<DocAddress>, SearchError> {
        let term = Term::from_field_text(self.fields.ma, ma);
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.ma)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while tantivy::DocSet::doc(&postings) != tantivy::TERMINATED {
                let doc = tantivy::DocSet::doc(&postings);
                let public = self.segments[ord].collection(doc).is_some();
                if !segment.is_deleted(doc) && public {
                    return Ok(Some(DocAddress::new(u32::try_from(ord).unwrap_or(u32::MAX), doc)));
                }
                tantivy::DocSet::advance(&mut postings);
            }
        }
        Ok(None)
    }
}

/// Blocks of stored records to keep unpacked for each segment.
fn blocks(index: &tantivy::Index) -> tantivy::Result<usize> {
    let segments = index.searchable_segment_metas()?;
    let records: u64 = segments.iter().map(|s| u64::from(s.num_docs())).sum();
    Ok(if records > MANY {
        PAGE_BLOCKS
    } else {
        STORE_BLOCKS / segments.len().max(1)
    })
}

impl Columns {
    /// The ordinal of the collection of a record; `None` for a source that is not public.
    pub(crate) fn collection(&self, doc: u32) -> Option<usize> {
        let ord = self.facets.first()?.as_ref()?.ords().first(doc)?;
        usize::try_from(ord).ok()
    }

    fn open(segment: &tantivy::SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            tie: fast.u64("tie")?,
            updated: fast.u64("updated")?,
            title_key: fast.bytes("title_key")?,
            facets: fields
                .facets
                .iter()
                .map(|f| fast.str(&f.column))
                .collect::<Result<_, _>>()?,
            values: fields.facets.iter().map(|_| OnceLock::new()).collect(),
        })
    }
}
