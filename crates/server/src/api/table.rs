//! Records as rows of a CSV table that spreadsheet programs open as it is.

use std::io::{self, Write};

use catalogue::{Declarations, FieldType, Lang, Leaf, Value};

use crate::moment;
use crate::public::{self, Public};

/// Columns before those of the fields.
const OWN: [&str; 7] = ["id", "collection", "title", "summary", "url", "updated", "changed"];
/// Fields that are columns of [`OWN`] already.
const NOT_TWICE: [&str; 3] = ["ma", "ten", "tom_tat"];
/// Between the values of a list.
const BETWEEN: &str = "; ";
/// Longest text of a cell, in characters: spreadsheet programs cut at 32,767.
const MAX_CELL: usize = 32_000;

/// A table in the making.
pub(super) struct Table<'d, W: Write> {
    out: csv::Writer<W>,
    declarations: &'d Declarations,
    /// Dotted names and types.
    columns: Vec<(String, FieldType)>,
}

impl<'d, W: Write> Table<'d, W> {
    /// Begins with the byte order mark, by which Excel knows UTF-8, and the names of the columns.
    pub(super) fn new(mut out: W, declarations: &'d Declarations, collection: Option<&str>) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let columns = columns(declarations, collection);
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        out.write_record(OWN.into_iter().chain(columns.iter().map(|(name, _)| name.as_str())))?;
        Ok(Self {
            out,
            declarations,
            columns,
        })
    }

    pub(super) fn row(&mut self, public: &Public) -> io::Result<()> {
        let record = &public.record;
        let own = [
            record.ma.clone(),
            record.collection.clone(),
            record.title.clone(),
            record.summary.clone(),
            record.url(),
            record.updated.clone(),
            moment::iso(public.changed),
        ];
        let fields = self.columns.iter().map(|(name, kind)| {
            let values = at(public, name);
            let shown = values.iter().map(|value| self.cell(kind, value));
            shown.collect::<Vec<_>>().join(BETWEEN)
        });
        let cells: Vec<String> = own.into_iter().chain(fields).map(|cell| safe(&cell)).collect();
        Ok(self.out.write_record(&cells)?)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Numbers and dates as machines write them; codes as their labels.
    fn cell(&self, kind: &FieldType, value: &Value) -> String {
        match value {
            Value::Number(n) => n.to_string(),
            Value::Money(from, to) | Value::Range(from, to) if from == to => from.to_string(),
            Value::Money(from, to) | Value::Range(from, to) => format!("{from}–{to}"),
            Value::Date(date) => date.clone(),
            value => self.declarations.display(kind, value, Lang::Vi),
        }
    }
}

/// The fields of a collection, or those that all collections have.
fn columns(declarations: &Declarations, collection: Option<&str>) -> Vec<(String, FieldType)> {
    let of = |leaf: &Leaf<'_>| (leaf.name.clone(), leaf.kind.clone());
    let shown = |c: &'_ catalogue::Collection| -> Vec<(String, FieldType)> {
        c.leaves()
            .iter()
            .filter(|leaf| public::is_shown(leaf.top) && !NOT_TWICE.contains(&leaf.name.as_str()))
            .map(of)
            .collect()
    };
    if let Some(found) = collection.and_then(|id| declarations.collection(id)) {
        return shown(found);
    }
    let mut all = declarations.collections.iter().map(shown);
    let Some(mut common) = all.next() else {
        return Vec::new();
    };
    for other in all {
        common.retain(|column| other.contains(column));
    }
    common
}

/// The values under a dotted name; lists are opened on the way.
fn at<'a>(public: &'a Public, name: &str) -> Vec<&'a Value> {
    let mut parts = name.split('.');
    let first = parts.next().and_then(|first| public.record.value(first));
    let mut values: Vec<&Value> = first.map(|v| v.items().iter().collect()).unwrap_or_default();
    for part in parts {
        values = values
            .into_iter()
            .filter_map(|v| v.get(part))
            .flat_map(Value::items)
            .collect();
    }
    values
}

/// A cell that no spreadsheet program takes for a formula, and not longer than it reads.
fn safe(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cut: String = cell.chars().take(MAX_CELL).collect();
    if risky { format!("'{cut}") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("-12.5"), "-12.5");
        assert_eq!(safe("@a"), "'@a");
        assert_eq!(safe("ế"), "ế");
    }
}
