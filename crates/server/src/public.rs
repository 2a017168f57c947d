//! A record as others may have it: what every interface shows is made from here.
//!
//! The index holds public records alone, and of one that shows its summary only nothing more than that. What is left to do
//! is to leave out the fields that a declaration shows nowhere.

use catalogue::{Declarations, Field, Lang, Record, Value};
use history::{Entry, Selection};

use crate::app::App;
use crate::error::Error;

/// Fields that are shown nowhere by declaration and that pages show in a place of their own all the same.
const SHOWN_APART: [&str; 3] = ["dich", "ngay_tao", "ngon_ngu"];

/// A public record with its history.
pub(crate) struct Public {
    pub(crate) record: Record,
    /// When it was first seen here. Seconds since 1970, UTC.
    pub(crate) first: i64,
    /// When it last changed. Seconds since 1970, UTC.
    pub(crate) changed: i64,
}

impl Public {
    /// See [`modified`].
    pub(crate) fn modified(&self) -> i64 {
        modified(&self.record.updated, self.first, self.changed)
    }

    /// The record's field.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.record.value(name).and_then(Value::as_str)
    }
}

/// The moment of the last change that is true: what the record says of itself, unless its file changed after that before
/// our eyes. The moment at which a catalogue was first started is no change. Seconds since 1970, UTC.
pub(crate) fn modified(updated: &str, first: i64, changed: i64) -> i64 {
    match crate::moment::day(updated) {
        Some(said) if changed == first => said.min(changed),
        Some(said) => said.max(changed),
        None => changed,
    }
}

/// True for a field that a reader may see.
pub(crate) fn is_shown(field: &Field) -> bool {
    field.show.list || field.show.page || SHOWN_APART.contains(&field.name.as_str())
}

/// The fields of a collection that a reader may see, in declared order.
pub(crate) fn fields<'d>(declarations: &'d Declarations, collection: &str) -> Vec<&'d Field> {
    declarations
        .collection(collection)
        .map_or(&[][..], |c| c.fields.as_slice())
        .iter()
        .filter(|field| is_shown(field))
        .collect()
}

/// The record without the values that are shown nowhere.
fn shown(app: &App, mut record: Record) -> Result<Record, Error> {
    record.values = values(app, &record.collection, std::mem::take(&mut record.values))?;
    Ok(record)
}

/// The values of a record without those that are shown nowhere, and without links to what is not public: a link alone
/// would tell that it is there, and what it is called.
pub(crate) fn values(app: &App, collection: &str, values: Vec<(String, Value)>) -> Result<Vec<(String, Value)>, Error> {
    let declarations = app.declarations();
    let fields = fields(&declarations, collection);
    let shown = values
        .into_iter()
        .filter(|(name, _)| fields.iter().any(|field| field.name == *name))
        .collect();
    members(app, shown)
}

fn members(app: &App, members: Vec<(String, Value)>) -> Result<Vec<(String, Value)>, Error> {
    let mut out = Vec::with_capacity(members.len());
    for (name, value) in members {
        if let Some(value) = reachable(app, value)? {
            out.push((name, value));
        }
    }
    Ok(out)
}

/// A value without links to what is not public; `None` where nothing is left of it.
fn reachable(app: &App, value: Value) -> Result<Option<Value>, Error> {
    Ok(match value {
        Value::Link(ma) => app.index.has(&ma)?.then_some(Value::Link(ma)),
        Value::List(items) => {
            let mut left = Vec::with_capacity(items.len());
            for item in items {
                left.extend(reachable(app, item)?);
            }
            (!left.is_empty()).then_some(Value::List(left))
        }
        Value::Group(of) => {
            let left = members(app, of)?;
            (!left.is_empty()).then_some(Value::Group(left))
        }
        value => Some(value),
    })
}

/// The public record with this `ma`.
pub(crate) fn one(app: &App, ma: &str) -> Result<Option<Public>, Error> {
    let Some(record) = app.index.record(ma)? else {
        return Ok(None);
    };
    let entry = app.history()?.entry(ma).filter(|entry| !entry.gone);
    let now = app.history()?.now();
    Ok(Some(Public {
        record: shown(app, record)?,
        first: entry.as_ref().map_or(now, |e| e.first),
        changed: entry.map_or(now, |e| e.changed),
    }))
}

/// The record of an entry of the history; `None` where it went a moment ago.
pub(crate) fn of_entry(app: &App, entry: &Entry) -> Result<Option<Public>, Error> {
    if entry.gone {
        return Ok(None);
    }
    let Some(record) = app.index.record(&entry.ma)? else {
        return Ok(None);
    };
    Ok(Some(Public {
        record: shown(app, record)?,
        first: entry.first,
        changed: entry.changed,
    }))
}

/// The entries of all public records, by `ma`; of one collection where it is named.
pub(crate) fn entries(app: &App, collection: Option<&str>) -> Result<Vec<Entry>, Error> {
    let selection = Selection {
        collection,
        ..Selection::default()
    };
    let mut entries = app.history()?.list(&selection, usize::MAX).entries;
    entries.retain(|entry| !entry.gone);
    entries.sort_by(|a, b| a.ma.cmp(&b.ma));
    Ok(entries)
}

/// Title and summary in a language, where there is a translation.
pub(crate) fn translated(record: &Record, lang: Lang) -> Option<(&str, Option<&str>)> {
    let code = match lang {
        Lang::Vi => return None,
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    let group = record.value("dich")?.get(code)?;
    let text = |name: &str| group.get(name).and_then(Value::as_str).filter(|t| !t.is_empty());
    Some((text("ten")?, text("tom_tat")))
}
