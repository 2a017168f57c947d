//! Writing the index. Used by ingest alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{Declarations, Record};
use tantivy::{IndexWriter, TantivyDocument, Term};

use crate::bulk::Bulk;
use crate::document;
use crate::generation::{self, Fault, Manifest, fingerprint};
use crate::index::SearchError;
use crate::schema::{self, Fields, SCHEMA_VERSION};
use crate::sources::Sources;

/// Memory of one thread of a rebuild, bytes: records that take up to this much share a segment.
const MEMORY_PER_THREAD: usize = 192 << 20;
/// Memory for small changes to an index that exists.
const MEMORY_INCREMENTAL: usize = 20 << 20;

/// Why a change was not written; what was committed before stands.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The index to be changed is not usable.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// tantivy or the disk refused.
    #[error("không ghi được chỉ mục: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The disk refused.
    #[error("không ghi được chỉ mục: {0}")]
    Io(#[from] std::io::Error),
    /// What the index was made of can not be read.
    #[error(transparent)]
    Read(#[from] SearchError),
    /// A record could not be stored.
    #[error("không lưu được bản ghi: {0}")]
    Json(#[from] serde_json::Error),
}

/// The one writer of an index folder.
pub struct Writer {
    dir: PathBuf,
    name: String,
    index: tantivy::Index,
    writer: IndexWriter<TantivyDocument>,
    fields: Fields,
    declarations: Arc<Declarations>,
    fresh: bool,
    /// Writes the segments of a new generation, up to its first commit.
    bulk: Option<Bulk>,
    /// Sources, public or not: what the manifest will say.
    records: i64,
}

impl Writer {
    /// Starts a new generation beside the one served; nobody sees it before [`Writer::publish`].
    ///
    /// # Errors
    /// The folder can not be written.
    pub fn create(dir: &Path, declarations: Arc<Declarations>, threads: usize) -> Result<Self, WriteError> {
        let (name, path) = generation::fresh(dir)?;
        let (schema, fields) = schema::build(&declarations);
        let index = tantivy::Index::create_in_dir(&path, schema)?;
        generation::register(&index);
        let bulk = Bulk::new(&index, &fields, threads.max(1), MEMORY_PER_THREAD)?;
        let writer = index.writer_with_num_threads(1, MEMORY_INCREMENTAL)?;
        Ok(Self {
            dir: dir.to_owned(),
            name,
            index,
            writer,
            fields,
            declarations,
            fresh: true,
            bulk: Some(bulk),
            records: 0,
        })
    }

    /// Opens the generation served, for a small change.
    ///
    /// # Errors
    /// It is missing, unreadable, or made for other declarations; rebuild then.
    pub fn open(dir: &Path, declarations: Arc<Declarations>) -> Result<Self, WriteError> {
        let (name, index, fields, manifest) = generation::open(dir, &declarations)?;
        let writer = index.writer_with_num_threads(1, MEMORY_INCREMENTAL)?;
        let records = i64::try_from(manifest.records).unwrap_or(i64::MAX);
        Ok(Self {
            dir: dir.to_owned(),
            name,
            index,
            writer,
            fields,
            declarations,
            fresh: false,
            bulk: None,
            records,
        })
    }

    /// What the last committed state was made of.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn sources(&self) -> Result<Sources, WriteError> {
        Ok(Sources::new(self.index.reader()?.searcher(), &self.fields))
    }

    /// Adds the record, or replaces the one of the same path. Seen after the next commit.
    ///
    /// # Errors
    /// The disk refused.
    pub fn put(&mut self, record: &Record, hash: &str, replaces: bool) -> Result<(), WriteError> {
        let doc = document::build(&self.fields, &self.declarations, record, hash)?;
        if replaces {
            self.remove(&record.path)?;
        }
        match &mut self.bulk {
            Some(bulk) => bulk.add(doc)?,
            None => {
                self.writer.add_document(doc)?;
            }
        }
        self.records += 1;
        Ok(())
    }

    /// Takes the record of this path out. The caller knows that it is there ([`Writer::sources`]).
    ///
    /// # Errors
    /// The disk refused.
    pub fn remove(&mut self, path: &str) -> Result<(), WriteError> {
        self.settle()?;
        self.writer.delete_term(Term::from_field_text(self.fields.path, path));
        self.records -= 1;
        Ok(())
    }

    /// Ends the segments of a new generation, so that changes reach what they hold.
    fn settle(&mut self) -> Result<(), WriteError> {
        if let Some(bulk) = self.bulk.take() {
            for segment in bulk.finish()? {
                self.writer.add_segment(segment)?;
            }
        }
        Ok(())
    }

    /// Makes all changes since the last commit durable, at once.
    ///
    /// # Errors
    /// The disk refused; the state before stands.
    pub fn commit(&mut self) -> Result<(), WriteError> {
        self.settle()?;
        let manifest = Manifest {
            schema_version: SCHEMA_VERSION,
            declarations: fingerprint(&self.declarations),
            records: u64::try_from(self.records).unwrap_or(0),
        };
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&manifest)?);
        prepared.commit()?;
        Ok(())
    }

    /// Commits, waits for merges, and makes a new generation the one served; an opened one is only closed.
    ///
    /// # Errors
    /// The disk refused, or what was written does not verify; the generation served before stays.
    pub fn publish(mut self) -> Result<(), WriteError> {
        self.commit()?;
        let Self {
            dir,
            name,
            writer,
            fresh,
            declarations,
            ..
        } = self;
        writer.wait_merging_threads()?;
        if fresh {
            generation::verify_named(&dir, name.clone(), &declarations)?;
            generation::publish(&dir, &name)?;
            generation::sweep(&dir, Some(&name));
        }
        Ok(())
    }
}
