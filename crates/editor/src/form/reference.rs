//! Codes and identifiers as people see them: `Bò Mông [bo-mong]`, and back.

use catalogue::{FieldType, Vocabulary};

use super::{Context, Lookup};

/// A vocabulary with more terms is looked up instead of listed.
pub(super) const LISTED: usize = 40;
/// Vocabulary of places.
pub(super) const PLACES: &str = "dia-ban";

/// Where values of this type are looked up, if they are.
pub(super) fn lookup(context: Context<'_>, kind: &FieldType) -> Option<Lookup> {
    match kind {
        FieldType::Choice { vocabulary } => {
            let terms = context.declarations.vocabulary(vocabulary).map_or(0, |v| v.terms.len());
            (terms > LISTED).then(|| Lookup::Vocabulary(vocabulary.clone()))
        }
        FieldType::Place => Some(Lookup::Vocabulary(PLACES.to_owned())),
        FieldType::Link { to } => Some(Lookup::Records {
            to: to.clone(),
            free: false,
        }),
        FieldType::Person { to } | FieldType::Organisation { to } => Some(Lookup::Records {
            to: to.clone(),
            free: true,
        }),
        _ => None,
    }
}

/// What is written in the file, as the form shows it.
pub(super) fn shown(context: Context<'_>, source: &Lookup, raw: &str) -> String {
    let label = match source {
        Lookup::Vocabulary(id) => context
            .declarations
            .vocabulary(id)
            .and_then(|vocabulary| vocabulary.term(raw))
            .map(|term| term.labels.vi.clone()),
        Lookup::Records { .. } => context.names.title(raw),
    };
    // A title with line ends or brackets would not come back.
    match label {
        Some(label) if !label.contains(['\n', '\r', '[', ']']) => format!("{label} [{raw}]"),
        _ => raw.to_owned(),
    }
}

/// What was submitted, as the file has it: the code in brackets, or the code of the only thing with that name.
pub(super) fn meant(context: Context<'_>, source: &Lookup, text: &str) -> String {
    let trimmed = text.trim();
    let code = trimmed
        .strip_suffix(']')
        .and_then(|rest| rest.rsplit_once('['))
        .map(|(_, code)| code.trim());
    match source {
        Lookup::Vocabulary(id) => {
            let Some(vocabulary) = context.declarations.vocabulary(id) else {
                return text.to_owned();
            };
            if let Some(code) = code.filter(|code| vocabulary.term(code).is_some()) {
                return code.to_owned();
            }
            if vocabulary.term(trimmed).is_some() {
                return trimmed.to_owned();
            }
            by_name(vocabulary, trimmed).unwrap_or(text).to_owned()
        }
        Lookup::Records { to, .. } => {
            let is_ma = |code: &&str| {
                code.len() >= 2
                    && code
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            if let Some(code) = code.filter(is_ma) {
                return code.to_owned();
            }
            if trimmed.is_empty() || context.names.title(trimmed).is_some() {
                return trimmed.to_owned();
            }
            context.names.named(trimmed, to).unwrap_or_else(|| text.to_owned())
        }
    }
}

/// The code of the only term that is called so; of places, of today's.
fn by_name<'v>(vocabulary: &'v Vocabulary, name: &str) -> Option<&'v str> {
    let wanted = name.to_lowercase();
    let today = |term: &&catalogue::Term| term.place.as_ref().is_none_or(|place| place.now.is_empty());
    let called = |term: &&catalogue::Term| {
        term.labels.vi.to_lowercase() == wanted || term.names.iter().any(|other| other.name.to_lowercase() == wanted)
    };
    let mut found = vocabulary.terms.iter().filter(today).filter(called);
    let first = found.next()?;
    found.next().is_none().then_some(first.code.as_str())
}
