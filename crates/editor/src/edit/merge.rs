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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Names;

    struct Nobody;

    impl Names for Nobody {
        fn title(&self, _: &str) -> Option<String> {
            None
        }
        fn named(&self, _: &str, _: &[String]) -> Option<String> {
            None
        }
    }

    #[test]
    fn each_keeps_what_only_they_changed() {
        let (declarations, _) = catalogue::declarations::parse(&[]);
        let context = Context {
            declarations: &declarations,
            collection: declarations.collections.first().expect("the built-in collection"),
            names: &Nobody,
        };
        let file = |title: &str, more: &str, body: &str| format!("---\n# ghi chú\nten: {title}\n{more}---\n\n{body}\n");
        let base = file("A", "tom_tat: x\nla: 1\n", "thân");
        let mine = file("B", "tom_tat: x\n", "thân");
        let now = file("C", "tom_tat: y\nla: 1\nnam: 2026\n", "thân mới");
        let merged = merge(context, &base, &mine, &now);
        assert_eq!(merged.text, file("B", "tom_tat: y\nnam: 2026\n", "thân mới"));
        assert_eq!(merged.both, ["Tên"]);
        assert_eq!(merged.theirs, ["Tóm tắt", "Năm", "Nội dung"]);
    }
}
