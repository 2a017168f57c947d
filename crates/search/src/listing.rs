//! All public records, without their text: what a history is compared with.

use tantivy::columnar::StrColumn;

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
            for doc in segment.doc_ids_alive() {
                let Some(collection) = values(collection, doc)?.pop() else {
                    continue;
                };
                let mut fields = fields.map_or(Ok(Vec::new()), |column| values(column, doc))?;
                fields.sort();
                out.push(Listed {
                    ma: values(&ma, doc)?.pop().unwrap_or_default(),
                    hash: values(&hash, doc)?.pop().unwrap_or_default(),
                    collection,
                    fields,
                });
            }
        }
        Ok(out)
    }
}

fn values(column: &StrColumn, doc: u32) -> Result<Vec<String>, std::io::Error> {
    column
        .term_ords(doc)
        .map(|ord| {
            let mut text = String::new();
            column.ord_to_str(ord, &mut text)?;
            Ok(text)
        })
        .collect()
}
