//! From submitted pairs to values, each beside what the file had at that place.

use std::collections::BTreeMap;

use catalogue::{Field, FieldType, Kind, Node};

use super::build::{Builder, is_short};
use super::fits::items;
use super::reference::{lookup, meant};
use super::rows::{indices, is_within};
use super::{Control, Input, clean};

/// A value as it shall stand in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plain {
    /// None.
    Empty,
    /// As it stands there now.
    Kept(Node),
    /// A scalar.
    Scalar(String, Style),
    /// Items, each with its number in the list as it stands now.
    List(Vec<(Option<usize>, Plain)>),
    /// Members that are not empty.
    Map(Vec<(String, Plain)>),
}

/// What a scalar is, for its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Words.
    Text,
    /// A number, a date, true or false: no quotes where it looks like one.
    Bare,
}

/// The pairs, and the form that they were submitted from.
pub(super) struct Submitted<'a> {
    pub(super) builder: &'a Builder<'a>,
    pub(super) pairs: &'a [(String, String)],
}

impl Submitted<'_> {
    /// What was submitted at a name or under it, without what is empty, ordered by name.
    pub(super) fn within(&self, name: &str) -> Vec<(String, String)> {
        let pairs = self.pairs.iter().filter(|(other, _)| is_within(other, name));
        normal(pairs.cloned().collect())
    }

    /// True when anything was submitted there, be it empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(other, _)| is_within(other, name))
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(other, _)| other == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The value at a name. `old` is what stands there now, and [`Builder::fits`].
    pub(super) fn value(&self, name: &str, kind: &FieldType, old: Option<&Node>) -> Plain {
        if let Some(old) = old
            && (self.is_same(name, kind, old) || !self.has(name))
        {
            return Plain::Kept(old.clone());
        }
        if let Some(source) = lookup(self.builder.context, kind) {
            return scalar(meant(self.builder.context, &source, self.text(name)), Style::Text);
        }
        match kind {
            FieldType::List { of } if matches!(self.shape(name, kind, old), Control::Checks { .. }) => {
                self.ticked(name, of, old)
            }
            FieldType::Tags => self.joined(name, Style::Text, old),
            FieldType::List { of } if is_short(of) => self.joined(name, Style::Bare, old),
            FieldType::List { of } => self.rows(name, of, old),
            FieldType::Group { fields } => self.group(name, fields, old),
            FieldType::Money => {
                let (from, to) = (self.money(&format!("{name}.tu")), self.money(&format!("{name}.den")));
                if to.trim().is_empty() {
                    scalar(from, Style::Bare)
                } else {
                    pair(from, to)
                }
            }
            FieldType::Range { .. } => {
                let part = |end: &str| self.text(&format!("{name}.{end}")).to_owned();
                pair(part("tu"), part("den"))
            }
            FieldType::Date => {
                let text = self.text(name);
                scalar(
                    catalogue::day_first(text).unwrap_or_else(|| text.to_owned()),
                    Style::Bare,
                )
            }
            FieldType::Year | FieldType::Number { .. } | FieldType::Flag => {
                scalar(self.text(name).to_owned(), Style::Bare)
            }
            _ => scalar(self.text(name).to_owned(), Style::Text),
        }
    }

    fn shape(&self, name: &str, kind: &FieldType, old: Option<&Node>) -> Control {
        self.builder.control(name, kind, old, 0)
    }

    /// True when what was submitted is what the form showed.
    fn is_same(&self, name: &str, kind: &FieldType, old: &Node) -> bool {
        let input = Input {
            name: name.to_owned(),
            label: String::new(),
            help: None,
            required: false,
            control: self.shape(name, kind, Some(old)),
            notes: Vec::new(),
        };
        let mut shown = Vec::new();
        input.pairs(&mut shown);
        normal(shown) == self.within(name)
    }

    fn money(&self, name: &str) -> String {
        let text = self.text(name);
        catalogue::certain_money(text).unwrap_or_else(|| text.to_owned())
    }

    /// Boxes: those that stand in the file in their order there, then the others.
    fn ticked(&self, name: &str, of: &FieldType, old: Option<&Node>) -> Plain {
        let style = if is_short(of) { Style::Bare } else { Style::Text };
        let chosen: Vec<String> = self.within(name).into_iter().map(|(_, value)| value).collect();
        let old = items(old);
        let mut list: Vec<(Option<usize>, Plain)> = Vec::new();
        for (at, item) in old.iter().enumerate() {
            if item.text().is_some_and(|text| chosen.iter().any(|value| value == text)) {
                list.push((Some(at), Plain::Kept((*item).clone())));
            }
        }
        for value in chosen {
            if !old.iter().any(|item| item.text() == Some(&value)) {
                list.push((None, Plain::Scalar(value, style)));
            }
        }
        listed(list)
    }

    fn joined(&self, name: &str, style: Style, old: Option<&Node>) -> Plain {
        let old = items(old);
        let mut used: BTreeMap<usize, ()> = BTreeMap::new();
        let parts = self.text(name).split([',', ';', '\n']).map(str::trim);
        let mut list = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let same = (0..old.len())
                .find(|at| !used.contains_key(at) && old.get(*at).and_then(|item| item.text()) == Some(part));
            let plain = match same.and_then(|at| old.get(at)) {
                Some(item) => Plain::Kept((*item).clone()),
                None => Plain::Scalar(part.to_owned(), style),
            };
            used.extend(same.map(|at| (at, ())));
            list.push((same, plain));
        }
        listed(list)
    }

    fn rows(&self, name: &str, of: &FieldType, old: Option<&Node>) -> Plain {
        let old = items(old);
        let mut list = Vec::new();
        for index in indices(self.pairs, name) {
            let item = old.get(index).copied();
            let plain = self.value(&format!("{name}.{index}"), of, item);
            if !is_empty(&plain) {
                list.push((item.map(|_| index), plain));
            }
        }
        listed(list)
    }

    fn group(&self, name: &str, fields: &[Field], old: Option<&Node>) -> Plain {
        let mut members = Vec::new();
        for field in fields {
            let inner = old.and_then(|old| old.get(&field.name));
            let plain = self.value(&format!("{name}.{}", field.name), &field.kind, inner);
            if !is_empty(&plain) {
                members.push((field.name.clone(), plain));
            }
        }
        if members.is_empty() {
            // A row whose inputs are all empty is taken out, with what it had beyond them.
            return Plain::Empty;
        }
        if let Some(Kind::Map(old)) = old.map(|old| &old.kind) {
            for (key, node) in old {
                if !fields.iter().any(|field| field.name == key.text) {
                    members.push((key.text.clone(), Plain::Kept(node.clone())));
                }
            }
        }
        Plain::Map(members)
    }
}

fn scalar(text: String, style: Style) -> Plain {
    if text.trim().is_empty() {
        Plain::Empty
    } else {
        Plain::Scalar(text, style)
    }
}

fn pair(from: String, to: String) -> Plain {
    let members = [("tu", from), ("den", to)]
        .into_iter()
        .map(|(key, text)| (key.to_owned(), scalar(text, Style::Bare)))
        .filter(|(_, plain)| *plain != Plain::Empty)
        .collect::<Vec<_>>();
    if members.is_empty() {
        Plain::Empty
    } else {
        Plain::Map(members)
    }
}

fn listed(list: Vec<(Option<usize>, Plain)>) -> Plain {
    if list.is_empty() {
        Plain::Empty
    } else {
        Plain::List(list)
    }
}

fn is_empty(plain: &Plain) -> bool {
    match plain {
        Plain::Empty => true,
        Plain::Kept(node) => node.is_empty(),
        _ => false,
    }
}

/// Pairs as they are compared: what a form can not carry is no difference.
pub(super) fn normal(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    for (_, value) in &mut pairs {
        *value = clean(value);
    }
    pairs.retain(|(_, value)| !value.trim().is_empty());
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    pairs
}
