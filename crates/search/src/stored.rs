//! What the index stores of a record, and how it is read back: three texts, the shortest first, so that a list reads the
//! row of a record without the rest.

use catalogue::Record;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::{DocAddress, TantivyDocument};

use crate::document::Row;
use crate::index::{SearchError, Snapshot};
use crate::schema::Fields;

/// Puts the three texts into a document: row, plain text of the body, whole record.
///
/// # Errors
/// A value has no JSON form.
pub(crate) fn put(
    doc: &mut TantivyDocument,
    fields: &Fields,
    row: &Row,
    body: &str,
    page: &Record,
) -> Result<(), serde_json::Error> {
    // The order is that in which `Texts` reads.
    doc.add_text(fields.row, serde_json::to_string(row)?);
    doc.add_text(fields.body, body);
    doc.add_text(fields.page, serde_json::to_string(page)?);
    Ok(())
}

/// The first `N` of the three texts. What comes after them is not even decoded.
struct Texts<const N: usize>([String; N]);

impl<const N: usize> DocumentDeserialize for Texts<N> {
    fn deserialize<'de, D>(mut document: D) -> Result<Self, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let mut out = std::array::from_fn(|_| String::new());
        for text in &mut out {
            match document.next_field::<String>()? {
                Some((_, value)) => *text = value,
                None => break,
            }
        }
        Ok(Self(out))
    }
}

impl Snapshot {
    /// The list row of a document.
    pub(crate) fn row(&self, address: DocAddress) -> Result<Row, SearchError> {
        let Texts([row]) = self.searcher.doc(address)?;
        Ok(serde_json::from_str(&row)?)
    }

    /// The list row of a document and the plain text of its body.
    pub(crate) fn row_and_body(&self, address: DocAddress) -> Result<(Row, String), SearchError> {
        let Texts([row, body]) = self.searcher.doc(address)?;
        Ok((serde_json::from_str(&row)?, body))
    }

    /// The record of a document, and the plain text of its body, which the record is stored without.
    pub(crate) fn page_and_body(&self, address: DocAddress) -> Result<(Record, String), SearchError> {
        let Texts([_, body, page]) = self.searcher.doc(address)?;
        Ok((serde_json::from_str(&page)?, body))
    }
}
