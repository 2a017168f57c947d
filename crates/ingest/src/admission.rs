//! Which records may be in the index.
//!
//! A record with errors is searchable as far as it could be read, and its errors are reported. It stays out where
//! showing it would be wrong: no identifier of its own, an identifier that is taken, or nobody can tell who may see it.

use std::collections::HashMap;

use catalogue::{Declarations, Diagnostic, Record, Severity, Value, codes};

use crate::read::Reading;

/// Fields that say who may see a record. An unreadable value must never become “everybody”.
const GUARDS: [&str; 3] = ["trang_thai", "quyen_xem", CONSENT];
/// A person's consent to be listed.
const CONSENT: &str = "dong_y_cong_khai";

/// A file that is not in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// Path under `content/`.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// Why a file is not in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It can not be read as a record at all: no text, too large, in no collection.
    NoRecord,
    /// It has no `ma`, or one that is malformed: an address made up now would be another one after mending.
    NoMa,
    /// Publication state, visibility or consent is written and can not be read.
    Guard,
    /// Another file, whose path sorts first, has the same `ma`.
    Duplicate {
        /// That file.
        first: String,
    },
}

/// The record of a file, or why it stays out. Duplicates are found by [`Claims`].
pub(crate) fn admit(declarations: &Declarations, reading: Reading) -> Result<(Record, String), Reason> {
    let Reading { hash, parsed, keys, .. } = reading;
    let Some(record) = parsed.record else {
        return Err(Reason::NoRecord);
    };
    if parsed
        .diagnostics
        .iter()
        .any(|d| matches!(d.code, codes::MA_MISSING | codes::MA_MALFORMED))
    {
        return Err(Reason::NoMa);
    }
    if guard_unreadable(declarations, &record, &parsed.diagnostics, &keys) {
        return Err(Reason::Guard);
    }
    Ok((record, hash))
}

/// True when the file says who may see the record and that could not be understood, or a consent is needed and absent.
fn guard_unreadable(declarations: &Declarations, record: &Record, diagnostics: &[Diagnostic], keys: &[&str]) -> bool {
    let Some(collection) = declarations.collection(&record.collection) else {
        return true;
    };
    if collection.field(CONSENT).is_some() && !matches!(record.value(CONSENT), Some(Value::Flag(_))) {
        return true;
    }
    let errors = || diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let about = |name: &str| {
        errors().any(|d| {
            [&d.source, &d.message, &d.remedy]
                .iter()
                .any(|text| text.contains(name))
        })
    };
    GUARDS
        .iter()
        .filter(|name| collection.field(name).is_some())
        .any(|name| match record.value(name) {
            // A value that the vocabulary does not know is kept by the parser, and would mean “published, public”.
            Some(value) => about(name) || !understood(value),
            None => about(name) || (keys.contains(name) && errors().next().is_some()),
        })
}

/// True for the values that [`catalogue::Status`], [`catalogue::Visibility`] and consent are read from.
fn understood(value: &Value) -> bool {
    const CODES: [&str; 7] = [
        "nhap",
        "cho-duyet",
        "xuat-ban",
        "luu-kho",
        "cong-khai",
        "tom-tat",
        "noi-bo",
    ];
    match value {
        Value::Flag(_) => true,
        value => value.as_str().is_some_and(|code| CODES.contains(&code)),
    }
}

/// The guard fields that the raw front matter writes, however its author spelt them: `Trạng thái`, `trang-thai`.
pub(crate) fn keys_written(bytes: &[u8]) -> Vec<&'static str> {
    let squeezed = |key: &str| {
        vietnamese::fold::ascii(key)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase()
    };
    let text = String::from_utf8_lossy(bytes);
    let front = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let written: Vec<String> = front
        .filter_map(|line| line.split_once([':', '：', '=']))
        .filter(|(key, _)| key.len() < 60)
        .map(|(key, _)| squeezed(key))
        .collect();
    GUARDS
        .into_iter()
        .filter(|name| written.contains(&squeezed(name)))
        .collect()
}

/// Which file has which `ma`. Files come in the order of their paths, so the first path wins, whatever changed last.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    owners: HashMap<String, String>,
}

impl Claims {
    /// Takes `ma` for the file at `path`, or names the file that has it.
    pub(crate) fn claim(&mut self, ma: &str, path: &str) -> Result<(), Reason> {
        match self.owners.get(ma) {
            Some(first) => Err(Reason::Duplicate { first: first.clone() }),
            None => {
                self.owners.insert(ma.to_owned(), path.to_owned());
                Ok(())
            }
        }
    }
}
