//! One segment of a new index, from its first record to its files: what tantivy's own segment writer does, with the
//! postings kept as [`super::postings`] does. Every file is written by tantivy.

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, FieldType, Schema, Value};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Document, Index, SegmentMeta, TantivyDocument, TantivyError};

use super::keys::Keys;
use super::postings::Postings;
use crate::schema::Fields;
use crate::tiers::{Cutter, Tiers};

/// What the columns of a record take in memory, about; tantivy counts in steps of a megabyte each.
const COLUMNS: usize = 256;

/// A segment that is being written.
pub(super) struct Building {
    segment: Segment,
    schema: Schema,
    cutter: Cutter,
    /// By number of the field.
    terms: Vec<Terms>,
    /// Tokens of each field in this record, of fields whose lengths are kept.
    lengths: Vec<Option<u32>>,
    norms: FieldNormsWriter,
    columns: FastFieldsWriter,
    store: StoreWriter,
    records: DocId,
}

/// The terms of a field.
enum Terms {
    /// It is not searched.
    None,
    /// Those that a text is cut into.
    Cut(Tiers, Box<Postings>),
    /// Its values as they are.
    Whole(Keys),
}

impl Building {
    /// Begins a segment of an index.
    pub(super) fn new(index: &Index, fields: &Fields) -> tantivy::Result<Self> {
        let segment = index.new_segment();
        let schema = index.schema();
        let terms = schema
            .fields()
            .map(|(field, entry)| match entry.field_type() {
                kind if !kind.is_indexed() => Ok(Terms::None),
                FieldType::Str(_) if field == fields.text => Ok(Terms::Cut(Tiers::All, Box::default())),
                FieldType::Str(_) if field == fields.title => Ok(Terms::Cut(Tiers::Syllables, Box::default())),
                FieldType::Str(_) | FieldType::U64(_) => Ok(Terms::Whole(Keys::default())),
                _ => Err(TantivyError::SchemaError(entry.name().to_owned())),
            })
            .collect::<Result<_, _>>()?;
        let lengths = schema
            .fields()
            .map(|(_, entry)| (entry.is_indexed() && entry.has_fieldnorms()).then_some(0))
            .collect();
        let settings = index.settings();
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            // Each segment has a thread of its own already.
            false,
        )?;
        let columns =
            FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, index.fast_field_tokenizer().clone())?;
        Ok(Self {
            cutter: Cutter::default(),
            terms,
            lengths,
            norms: FieldNormsWriter::for_schema(&schema),
            columns,
            store,
            records: 0,
            segment,
            schema,
        })
    }

    /// Adds a record.
    pub(super) fn add(&mut self, document: &TantivyDocument) -> tantivy::Result<()> {
        let record = self.records;
        for (field, value) in document.iter_fields_and_values() {
            let number = field.field_id() as usize;
            match &mut self.terms[number] {
                Terms::None => {}
                Terms::Cut(tiers, postings) => {
                    let text = value.as_str().unwrap_or_default();
                    self.cutter
                        .each(*tiers, text, &mut |_, term, weight| postings.add(term, weight));
                }
                Terms::Whole(keys) => {
                    match (value.as_str(), value.as_u64()) {
                        (Some(text), _) => keys.add(record, text.as_bytes()),
                        (None, Some(n)) => keys.add(record, &n.to_be_bytes()),
                        (None, None) => continue,
                    }
                    if let Some(length) = &mut self.lengths[number] {
                        *length += 1;
                    }
                }
            }
        }
        for (field, (terms, length)) in (0..).zip(self.terms.iter_mut().zip(&mut self.lengths)) {
            let cut = match terms {
                Terms::Cut(_, postings) => postings.end_record(),
                Terms::None | Terms::Whole(_) => 0,
            };
            if let Some(length) = length {
                self.norms
                    .record(record, Field::from_field_id(field), std::mem::take(length) + cut);
            }
        }
        self.columns.add_document(document)?;
        self.store.store(document, &self.schema)?;
        self.records += 1;
        Ok(())
    }

    /// Bytes of memory that it takes up to its end, about.
    pub(super) fn memory(&self) -> usize {
        let terms = self.terms.iter().map(|terms| match terms {
            Terms::None => 0,
            Terms::Cut(_, postings) => postings.memory(),
            Terms::Whole(keys) => keys.memory(),
        });
        terms.sum::<usize>() + self.cutter.words.memory() + self.records as usize * COLUMNS
    }

    /// Writes its files.
    pub(super) fn finish(self) -> tantivy::Result<SegmentMeta> {
        let Self {
            segment,
            cutter,
            terms,
            norms,
            mut columns,
            store,
            records,
            ..
        } = self;
        norms.serialize(
            FieldNormsSerializer::from_write(segment.open_write(SegmentComponent::FieldNorms)?)?,
            None,
        )?;
        let norms = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
        let mut index = InvertedIndexSerializer::open(&segment)?;
        for (field, terms) in (0..).map(Field::from_field_id).zip(terms) {
            match terms {
                Terms::Cut(_, postings) if !postings.is_empty() => {
                    let mut out = index.new_field(field, postings.tokens(), norms.get_field(field)?)?;
                    postings.write(&cutter.words, &mut out)?;
                    out.close()?;
                }
                Terms::Whole(keys) if !keys.is_empty() => {
                    let mut out = index.new_field(field, keys.values(), norms.get_field(field)?)?;
                    keys.write(&mut out)?;
                    out.close()?;
                }
                _ => {}
            }
        }
        index.close()?;
        let mut out = segment.open_write(SegmentComponent::FastFields)?;
        columns.serialize(&mut out, None)?;
        out.terminate()?;
        store.close()?;
        Ok(segment.with_max_doc(records).meta().clone())
    }
}
