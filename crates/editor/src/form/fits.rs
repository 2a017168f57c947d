//! What a form can show and give back.

use catalogue::{FieldType, Kind, Node};

use super::build::{Builder, is_short};

impl Builder<'_> {
    /// True when the form can show the value and give it back.
    pub(super) fn fits(&self, kind: &FieldType, node: &Node) -> bool {
        if matches!(node.kind, Kind::Null) {
            return true;
        }
        match kind {
            FieldType::List { of } if self.is_boxes(of) => {
                let values: Vec<Option<&str>> = items(Some(node)).iter().map(|item| plain_text(item)).collect();
                let once = |value: &Option<&str>| values.iter().filter(|other| *other == value).count() == 1;
                values
                    .iter()
                    .all(|value| value.is_some_and(|value| !value.is_empty()) && once(value))
            }
            FieldType::Tags => fits_joined(node),
            FieldType::List { of } if is_short(of) => fits_joined(node),
            FieldType::List { of } => {
                // A group where a list belongs would lose its shape.
                matches!(node.kind, Kind::List(_)) && items(Some(node)).iter().all(|item| self.fits(of, item))
            }
            FieldType::Group { fields } => {
                let Kind::Map(members) = &node.kind else { return false };
                let once = |key: &str| members.iter().filter(|(other, _)| other.text == key).count() == 1;
                let fits = |key: &str, node: &Node| {
                    let field = fields.iter().find(|field| field.name == key);
                    field.is_none_or(|field| self.fits(&field.kind, node))
                };
                members
                    .iter()
                    .all(|(key, node)| once(&key.text) && fits(&key.text, node))
            }
            FieldType::Money | FieldType::Range { .. } => match &node.kind {
                Kind::Map(members) => members.iter().enumerate().all(|(at, (key, node))| {
                    matches!(key.text.as_str(), "tu" | "den")
                        && members.iter().position(|(other, _)| other.text == key.text) == Some(at)
                        && (matches!(node.kind, Kind::Null) || one_line(node))
                }),
                _ => one_line(node),
            },
            FieldType::Flag | FieldType::Choice { .. } => plain_text(node).is_some_and(|text| !text.contains('\n')),
            _ => plain_text(node).is_some(),
        }
    }
}

/// The items of a list; a lone value is its own only item, nothing has none.
pub(super) fn items(node: Option<&Node>) -> Vec<&Node> {
    match node.map(|node| &node.kind) {
        None | Some(Kind::Null) => Vec::new(),
        Some(Kind::List(items)) => items.iter().collect(),
        Some(_) => node.into_iter().collect(),
    }
}

/// The text of a scalar that a text box gives back unchanged.
fn plain_text(node: &Node) -> Option<&str> {
    node.text()
        .filter(|text| !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')))
}

fn one_line(node: &Node) -> bool {
    plain_text(node).is_some_and(|text| !text.contains('\n'))
}

fn fits_joined(node: &Node) -> bool {
    items(Some(node)).iter().all(|item| {
        plain_text(item).is_some_and(|text| !text.is_empty() && text == text.trim() && !text.contains([',', ';', '\n']))
    })
}
