//! Suggestions while typing.

use crate::index::{Index, SearchError};
use crate::response::Suggestion;

impl Index {
    /// At most `limit` suggestions for what has been typed so far.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn suggest(&self, _q: &str, _limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        Ok(Vec::new())
    }
}
