//! Two people on one record: what each changed, put together field by field, and told where both changed the same.

use std::collections::BTreeMap;

use crate::form::{self, Context};

/// A text with the changes of both.
pub(super) struct Merged {
    /// The other's text with one's own changes in it.
    pub(super) text: String,
    /// Labels of the fields that both changed: one's own value stands.
    pub(super) both: Vec<String>,
    /// Labels of the fields that only the other changed: they are taken over.
    pub(super) theirs: Vec<String>,
}

/// Puts the change from `base` to `mine` into `now`.
pub(super) fn merge(context: Context<'_>, base: &str, mine: &str, now: &str) -> Merged {
    let blank = BTreeMap::new();
    let read = |text: &str| form::read(context, text, &blank);
    let (base, mine, other) = (read(base), read(mine), read(now));
    let own = form::changed(&base, &mine);
    let others = form::changed(&base, &other);
    let pairs = mine.pairs();
    let wanted: Vec<(String, String)> = pairs
        .into_iter()
        .filter(|(name, _)| own.iter().any(|(field, _)| form::is_within(name, field)))
        .collect();
    let of = |both: bool| {
        let same = |name: &str| own.iter().any(|(other, _)| other == name);
        others
            .iter()
            .filter(|(name, _)| same(name) == both)
            .map(|(_, label)| label.clone())
            .collect()
    };
    // A list that became shorter has fewer rows than the other's: they are all said.
    let cleared = own
        .iter()
        .filter(|(name, _)| !wanted.iter().any(|(other, _)| form::is_within(other, name)))
        .map(|(name, _)| (name.clone(), String::new()))
        .collect::<Vec<_>>();
    let all: Vec<(String, String)> = wanted.into_iter().chain(cleared).collect();
    Merged {
        text: form::write(context, now, &all),
        both: of(true),
        theirs: of(false),
    }
}
