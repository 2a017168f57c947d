//! Columns of text read whole, in one sweep over their dictionary: to look every record up in it costs ten times as much.

use std::io;

use tantivy::columnar::StrColumn;

/// The values of a column by ordinal.
#[derive(Debug)]
pub(crate) struct Values {
    /// All of them, one after another.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Values {
    pub(crate) fn read(column: &StrColumn) -> io::Result<Self> {
        let mut out = Self {
            text: String::new(),
            ends: Vec::with_capacity(column.num_terms()),
        };
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            out.text
                .push_str(std::str::from_utf8(stream.key()).map_err(io::Error::other)?);
            out.ends.push(out.text.len());
        }
        Ok(out)
    }

    /// The value of an ordinal; empty where there is none.
    pub(crate) fn get(&self, ord: usize) -> &str {
        let end = self.ends.get(ord).copied().unwrap_or_default();
        let start = ord.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.text.get(start.unwrap_or_default()..end).unwrap_or_default()
    }
}

/// A column with its values in memory.
pub(crate) struct Texts<'a> {
    column: &'a StrColumn,
    values: Values,
}

impl<'a> Texts<'a> {
    pub(crate) fn read(column: &'a StrColumn) -> io::Result<Self> {
        let values = Values::read(column)?;
        Ok(Self { column, values })
    }

    /// The values of a record, in the order of the dictionary.
    pub(crate) fn of(&self, doc: u32) -> impl Iterator<Item = &str> {
        let ords = self.column.term_ords(doc);
        ords.map(|ord| self.values.get(usize::try_from(ord).unwrap_or(usize::MAX)))
    }

    /// The first value of a record; empty where it has none.
    pub(crate) fn first(&self, doc: u32) -> &str {
        self.of(doc).next().unwrap_or_default()
    }
}
