//! Mappings of declared fields: the record itself and the groups in it.

use std::collections::HashMap;

use super::{Checker, Spot};
use crate::refs::Edit;
use crate::text::{fold, nearest, short, simplify};
use crate::yaml::{Key, Kind, Node};
use crate::{Field, Value, codes};

impl Checker<'_, '_> {
    /// A group within a record.
    pub(super) fn group(&mut self, spot: &Spot, fields: &[Field], node: &Node) -> Option<Value> {
        let Kind::Map(members) = &node.kind else {
            let example: Vec<String> = fields
                .iter()
                .take(3)
                .map(|field| format!("{}: …", field.name))
                .collect();
            let remedy = format!("Viết {{{}}} hoặc mỗi khoá một dòng thụt vào.", example.join(", "));
            self.wrong(
                codes::WRONG_TYPE,
                node,
                format!("“{}” cần nhóm khoá: giá trị", spot.leaf()),
                remedy,
            );
            return None;
        };
        let values = self.members(Some(spot), node.span.start, fields, members);
        (!values.is_empty()).then_some(Value::Group(values))
    }

    /// The members of a mapping in declared order. `outer` is absent for the record itself.
    pub(crate) fn members(
        &mut self,
        outer: Option<&Spot>,
        start: usize,
        fields: &[Field],
        members: &[(Key, Node)],
    ) -> Vec<(String, Value)> {
        let given = self.index(outer, fields, members);
        let mut values = Vec::new();
        for field in fields {
            let found = given.get(field.name.as_str()).map(|at| &members[*at]);
            if let Some((_, node)) = found.filter(|(_, node)| !node.is_empty()) {
                let name = outer.map_or_else(|| field.name.clone(), |outer| format!("{}.{}", outer.name, field.name));
                let spot = Spot { name };
                if let Some(value) = self.value(&spot, &field.kind, node) {
                    values.push((field.name.clone(), value));
                }
            } else if outer.is_some() || (field.name != "ma" && !self.broken.contains(&field.name)) {
                // The fence of a record, the bracket or first letter of a group.
                let mark = if outer.is_none() { 3 } else { 1 };
                let at = found.map_or(start..start + mark, |(key, _)| key.span.clone());
                self.missing(outer, field, fields, &given, members, at);
            }
        }
        values
    }

    /// Position of each known key; unknown and repeated ones are reported.
    fn index<'m>(
        &mut self,
        outer: Option<&Spot>,
        fields: &[Field],
        members: &'m [(Key, Node)],
    ) -> HashMap<&'m str, usize> {
        let mut given: HashMap<&str, usize> = HashMap::new();
        for (at, (key, _)) in members.iter().enumerate() {
            let name = key.text.as_str();
            if !name.is_empty() && given.contains_key(name) {
                self.findings.at(
                    codes::YAML_DUPLICATE,
                    key.span.clone(),
                    format!("khoá “{}” đã viết ở trên", short(name)),
                    "Xoá một trong hai, hoặc gộp giá trị lại.",
                );
                continue;
            }
            given.insert(name, at);
            if name.is_empty() {
                // A list or a mapping as a key; reported as such.
                continue;
            }
            if self.lenient || fields.iter().any(|field| field.name == name) {
                continue;
            }
            if self.findings.is_full() {
                self.findings.at(codes::UNKNOWN_FIELD, key.span.clone(), "", "");
                continue;
            }
            let near = nearest(name, fields.iter().map(|field| field.name.as_str())).or_else(|| {
                // People also write the label that they see on the page.
                nearest(name, fields.iter().map(|field| field.label.vi.as_str()))
                    .and_then(|label| fields.iter().find(|field| field.label.vi == label))
                    .map(|field| field.name.as_str())
            });
            let same = |field: &&Field| simplify(&field.name) == simplify(name) || fold(&field.label.vi) == fold(name);
            let meant: Vec<&Field> = fields.iter().filter(same).collect();
            if let [one] = meant.as_slice()
                && !members.iter().any(|(key, _)| key.text == one.name)
                && self.findings.slice(&key.span) == name
            {
                self.findings.mend(Edit::rewrite(key.span.clone(), one.name.clone()));
            }
            let inside = outer
                .map(|spot| format!(" trong “{}”", spot.leaf()))
                .unwrap_or_default();
            let remedy = match near {
                Some(near) => format!("Có phải là “{near}”?"),
                None if fields.len() <= 12 => format!("Các trường có thể dùng: {}.", names(fields)),
                None => "Xoá trường này, hoặc khai báo nó trong _collections.".to_owned(),
            };
            self.findings.at(
                codes::UNKNOWN_FIELD,
                key.span.clone(),
                format!("không có trường “{}”{inside}", short(name)),
                remedy,
            );
        }
        given
    }

    /// Reports an absent field, if it had to be there.
    fn missing(
        &mut self,
        outer: Option<&Spot>,
        field: &Field,
        fields: &[Field],
        given: &HashMap<&str, usize>,
        members: &[(Key, Node)],
        at: std::ops::Range<usize>,
    ) {
        let label = &field.label.vi;
        let name = &field.name;
        let dotted = outer.map_or_else(|| name.clone(), |outer| format!("{}.{name}", outer.name));
        if field.required {
            let inside = outer
                .map(|spot| format!(" trong “{}”", spot.leaf()))
                .unwrap_or_default();
            let help = field
                .help
                .as_ref()
                .map(|help| format!(" {}", help.vi))
                .unwrap_or_default();
            self.findings.missing(
                codes::MISSING_FIELD,
                at,
                dotted,
                format!("thiếu trường bắt buộc “{name}” ({label}){inside}"),
                format!("Thêm dòng “{name}: …”.{help}"),
            );
        } else if let Some(flag) = &field.required_unless {
            // A flag that is there but misspelt is reported at its own place.
            let held = self.broken.contains(flag)
                || given
                    .get(flag.as_str())
                    .and_then(|at| members.get(*at))
                    .is_some_and(|(_, node)| !matches!(node.text(), None | Some("false" | "False" | "FALSE")));
            if !held {
                let why = fields
                    .iter()
                    .find(|other| other.name == *flag)
                    .map_or_else(|| flag.clone(), |other| other.label.vi.clone());
                self.findings.missing(
                    codes::MISSING_UNLESS,
                    at,
                    dotted,
                    format!("thiếu trường “{name}” ({label})"),
                    format!(
                        "Thêm “{name}”, hoặc ghi “{flag}: true” nếu đúng là: {}.",
                        why.to_lowercase()
                    ),
                );
            }
        }
    }
}

fn names(fields: &[Field]) -> String {
    fields
        .iter()
        .map(|field| field.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
