//! The index as text that a page can search by itself, without a server: for the copy of the catalogue that is carried on
//! a USB stick. The reader is `copy.js` of the crate `server`; what one changes the other has to know.
//!
//! # Format
//!
//! Numbers are written in an (s,c)-dense code ([`code`]): one character below 64, two below 1,792. No number holds a
//! space, a quote or a backslash, so a line is cut at its spaces.
//!
//! **Terms**, in pieces of about [`PIECE`] bytes, ordered by ASCII form. A line is one ASCII form with all its written
//! forms side by side, so that a query without marks reads one line:
//! `prefix suffix( marks postings neighbours)+`. `prefix` is one character, how many letters it shares with the line
//! before; `marks` are the letters of the written form that are not ASCII, in order (`=` and the whole form where that is not
//! enough), after a `*` for a stop word. A posting is `gap * 8 + level * 2 + lone`: records since the last one, a
//! quarter of the highest saturated weight of BM25, and whether the syllable stands there as a word by itself. A
//! neighbour is the gap between numbers `rank * 64 + hash`: in the how-manieth posting, and what stands right after; only
//! neighbours that stand so in two records or more. A stop word that most records hold has neither.
//!
//! **Names**: a line for each term of a vocabulary by which some record is found: `postings`, then its names, separated
//! by tabs; after a `>` what is only told (today's units of a former place). After each posting stands which of the names
//! the record holds.

mod code;
mod gather;
mod write;

use catalogue::Record;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

use crate::index::{Index, SearchError, Snapshot};

/// Bytes of a piece of the terms, about: what a telephone reads at once.
const PIECE: usize = 128 * 1024;

/// An index that a page can search by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Portable {
    /// Identifiers in the order of the numbers of records.
    pub records: Vec<String>,
    /// Pieces of the terms: the first ASCII form of each, and its lines.
    pub pieces: Vec<(String, String)>,
    /// Lines of the names.
    pub names: String,
}

impl Index {
    /// The public part of the index, for a page to search: the same for the same content.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn portable(&self) -> Result<Portable, SearchError> {
        let snapshot = self.snapshot();
        let records = snapshot.public()?;
        let gathered = gather::gather(&snapshot, &records);
        Ok(Portable {
            pieces: write::pieces(&gathered, records.len(), PIECE),
            records: records.into_iter().map(|record| record.ma).collect(),
            names: write::names(&gathered, &snapshot),
        })
    }
}

impl Snapshot {
    /// Every public record with its plain text, by collection in declared order, then by identifier.
    fn public(&self) -> Result<Vec<Record>, SearchError> {
        let term = Term::from_field_text(self.fields.public, "r");
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let mut out = Vec::new();
        for address in self.searcher.search(&query, &DocSetCollector)? {
            let (mut record, body) = self.page_and_body(address)?;
            record.body.text = body;
            out.push(record);
        }
        let order = |record: &Record| {
            let all = &self.declarations.collections;
            all.iter().position(|c| c.id == record.collection)
        };
        out.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.ma.cmp(&b.ma)));
        Ok(out)
    }
}
