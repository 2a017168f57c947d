//! Records like a record.

use crate::document::Row;
use crate::index::{Index, SearchError};
use crate::request::{Facets, SearchRequest};

impl Index {
    /// Records most like this one, best first; none when it is not there.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn similar(&self, ma: &str, limit: usize) -> Result<Vec<Row>, SearchError> {
        let Some(record) = self.record(ma)? else {
            return Ok(Vec::new());
        };
        let request = SearchRequest {
            q: record.title.replace([':', '"'], " "),
            limit: limit + 1,
            literal: true,
            snippets: false,
            facets: Facets::None,
            ..SearchRequest::default()
        };
        let answer = self.search(&request)?;
        Ok(answer
            .hits
            .into_iter()
            .filter(|h| h.id != ma)
            .take(limit)
            .map(|h| Row {
                ma: h.id,
                collection: h.collection,
                title: h.title,
                summary: h.summary,
                updated: h.updated,
                values: h.row,
            })
            .collect())
    }
}
