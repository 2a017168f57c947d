//! Columns of text read whole, in one sweep over their dictionary: to look every record up in it costs ten times as much.

use std::collections::HashMap;
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
        sweep(column, |_, term| {
            out.text.push_str(term);
            out.ends.push(out.text.len());
        })?;
        Ok(out)
    }

    /// The value of an ordinal; empty where there is none.
    pub(crate) fn get(&self, ord: usize) -> &str {
        let end = self.ends.get(ord).copied().unwrap_or_default();
        let start = ord.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.text.get(start.unwrap_or_default()..end).unwrap_or_default()
    }
}

/// Every value of a column with its ordinal, in order.
pub(crate) fn sweep(column: &StrColumn, mut each: impl FnMut(usize, &str)) -> io::Result<()> {
    let mut stream = column.dictionary().stream()?;
    let mut ord = 0;
    while stream.advance() {
        each(ord, std::str::from_utf8(stream.key()).map_err(io::Error::other)?);
        ord += 1;
    }
    Ok(())
}

/// The values of ordinals that rise.
pub(crate) fn each_term(column: &StrColumn, ords: &[u64], mut each: impl FnMut(&str)) -> io::Result<()> {
    let mut fault = None;
    let all = column.dictionary().sorted_ords_to_term_cb(ords, |term| {
        match std::str::from_utf8(term) {
            Ok(text) => each(text),
            Err(error) => fault = Some(error),
        };
    })?;
    match fault {
        Some(error) => Err(io::Error::other(error)),
        None if !all => Err(io::Error::other("a value is missing in a column")),
        None => Ok(()),
    }
}

/// A column with its values in memory.
pub(crate) struct Texts {
    column: StrColumn,
    values: Values,
}

impl Texts {
    pub(crate) fn read(column: &StrColumn) -> io::Result<Self> {
        let values = Values::read(column)?;
        Ok(Self {
            column: column.clone(),
            values,
        })
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

/// A column of hashes with its values in memory, half as large as their text: 32 hexadecimal digits as they are written
/// today, or whatever else is there.
pub(crate) struct Digests {
    column: StrColumn,
    digits: Vec<u128>,
    others: HashMap<usize, String>,
}

impl Digests {
    pub(crate) fn read(column: StrColumn) -> io::Result<Self> {
        let mut digits = Vec::with_capacity(column.num_terms());
        let mut others = HashMap::new();
        sweep(&column, |ord, text| {
            let plain = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            let read = u128::from_str_radix(text, 16).ok().filter(|_| plain);
            if read.is_none() {
                others.insert(ord, text.to_owned());
            }
            digits.push(read.unwrap_or_default());
        })?;
        Ok(Self { column, digits, others })
    }

    /// The first value of a record; empty where it has none.
    pub(crate) fn first(&self, doc: u32) -> String {
        let ord = self.column.term_ords(doc).next();
        let Some(ord) = ord.and_then(|ord| usize::try_from(ord).ok()) else {
            return String::new();
        };
        match self.others.get(&ord) {
            Some(text) => text.clone(),
            None => self
                .digits
                .get(ord)
                .map_or_else(String::new, |digits| format!("{digits:032x}")),
        }
    }
}
