//! All public records, without their text: what a history is compared with.

use crate::column::Texts;
use crate::index::{Index, SearchError};

/// A public record and what tells one state of it from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `ma` of the record.
    pub ma: String,
    /// Id of its collection.
    pub collection: String,
    /// Hash of its source.
    pub hash: String,
    /// Its values of the facet asked for, those above them included, ordered.
    pub fields: Vec<String>,
}

impl Index {
    /// Every public record with its values of the facet `key`, in no order.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn listing(&self, key: &str) -> Result<Vec<Listed>, SearchError> {
        let snapshot = self.snapshot();
        let facet = snapshot.fields.facets.iter().position(|f| f.key == key);
        let mut out = Vec::new();
        for (segment, columns) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
            let fast = segment.fast_fields();
            let (Some(ma), Some(hash)) = (fast.str("ma")?, fast.str("hash")?) else {
                continue;
            };
            // Only public records have a collection there.
            let Some(collection) = columns.facets.first().and_then(Option::as_ref) else {
                continue;
            };
            let fields = facet.and_then(|n| columns.facets.get(n)).and_then(Option::as_ref);
            let (ma, hash, collection) = (Texts::read(&ma)?, Texts::read(&hash)?, Texts::read(collection)?);
            let fields = fields.map(Texts::read).transpose()?;
            for doc in segment.doc_ids_alive() {
                let Some(collection) = collection.of(doc).last() else {
                    continue;
                };
                let fields = fields.iter().flat_map(|column| column.of(doc));
                let mut fields: Vec<String> = fields.map(str::to_owned).collect();
                fields.sort();
                out.push(Listed {
                    ma: ma.first(doc).to_owned(),
                    hash: hash.first(doc).to_owned(),
                    collection: collection.to_owned(),
                    fields,
                });
            }
        }
        Ok(out)
    }
}
