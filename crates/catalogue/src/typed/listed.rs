//! What a vocabulary lists: codes and places, with the nearest one where a name stands in their place.

use super::Checker;
use crate::text::{fold, nearest, short, yaml_whole};
use crate::yaml::Node;
use crate::{Value, Vocabulary, codes};

impl Checker<'_, '_> {
    pub(super) fn choice(&mut self, vocabulary: &str, node: &Node, text: &str) -> Option<Value> {
        let Some(list) = self.declarations.vocabulary(vocabulary) else {
            // Reported once, with the declaration.
            return Some(Value::Choice(text.to_owned()));
        };
        if list.term(text).is_some() {
            return Some(Value::Choice(text.to_owned()));
        }
        if self.findings.is_full() {
            self.wrong(codes::NOT_IN_VOCABULARY, node, "", "");
            return None;
        }
        if let Some(code) = by_label(list, text) {
            if exact_label(list, text) {
                let digits = code.bytes().all(|b| b.is_ascii_digit());
                let written = if digits { yaml_whole(code) } else { code.to_owned() };
                self.mend(node, |_| Some(written), true);
            }
            self.wrong(
                codes::LABEL_NOT_CODE,
                node,
                format!("“{}” là tên hiển thị, không phải mã", short(text)),
                format!("Viết mã: {code}."),
            );
            return None;
        }
        let remedy = propose(list, text);
        self.wrong(
            codes::NOT_IN_VOCABULARY,
            node,
            format!("“{}” không có trong danh mục “{}”", short(text), list.labels.vi),
            remedy,
        );
        None
    }

    pub(super) fn place(&mut self, node: &Node, text: &str) -> Option<Value> {
        let places = self.declarations.vocabulary("dia-ban");
        let shaped = text.split_once(':').is_some_and(|(era, code)| {
            era.len() == 4
                && era.bytes().all(|b| b.is_ascii_digit())
                && !code.is_empty()
                && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        let known = places.is_none_or(|list| list.term(text).is_some());
        if self.findings.is_full() && !(shaped && known) {
            self.wrong(codes::BAD_PLACE, node, "", "");
            return None;
        }
        if !shaped {
            let near = places.and_then(|list| by_place_name(list, text));
            let remedy = match near {
                Some((code, label)) => format!("Viết \"{code}\" ({label})."),
                None => "Viết năm:mã trong ngoặc kép, ví dụ \"2025:01477\".".to_owned(),
            };
            self.wrong(
                codes::BAD_PLACE,
                node,
                format!("“{}” không phải là mã địa bàn", short(text)),
                remedy,
            );
            return None;
        }
        if let Some(list) = places.filter(|list| list.term(text).is_none()) {
            let code = text.split_once(':').map_or("", |(_, code)| code);
            let other = list
                .terms
                .iter()
                .find(|term| term.code.split_once(':').is_some_and(|(_, other)| other == code));
            let remedy = match other {
                Some(term) => format!("Có phải là \"{}\" ({})?", term.code, term.labels.vi),
                None => propose(list, text),
            };
            self.wrong(
                codes::NOT_IN_VOCABULARY,
                node,
                format!("không có địa bàn mang mã “{}”", short(text)),
                remedy,
            );
            return None;
        }
        Some(Value::Place(text.to_owned()))
    }
}

/// The code whose label or other name is `text`, whatever the marks.
fn by_label<'v>(list: &'v Vocabulary, text: &str) -> Option<&'v str> {
    let wanted = fold(text);
    let same = |name: &str| fold(name) == wanted;
    let exact = list.terms.iter().find(|term| {
        same(&term.labels.vi)
            || term.labels.en.as_deref().is_some_and(same)
            || term.labels.zh.as_deref().is_some_and(same)
    });
    exact
        .or_else(|| {
            list.terms
                .iter()
                .find(|term| term.names.iter().any(|name| same(&name.name)))
        })
        .map(|term| term.code.as_str())
}

/// True when `text` is the label of one term as it is written, marks and all, and of no other.
fn exact_label(list: &Vocabulary, text: &str) -> bool {
    let wanted = text.to_lowercase();
    let same = list.terms.iter().filter(|term| term.labels.vi.to_lowercase() == wanted);
    same.count() == 1
}

/// A place by its name, today's units first.
fn by_place_name<'v>(list: &'v Vocabulary, text: &str) -> Option<(&'v str, &'v str)> {
    let wanted = fold(text);
    let named = list.terms.iter().filter(|term| {
        term.code.split_once(':').is_some_and(|(_, code)| code == text)
            || fold(&term.labels.vi) == wanted
            || term.place.as_ref().is_some_and(|place| fold(&place.short) == wanted)
    });
    named
        .max_by(|a, b| a.code.cmp(&b.code))
        .map(|term| (term.code.as_str(), term.labels.vi.as_str()))
}

/// The nearest code or label, else the first codes.
fn propose(list: &Vocabulary, text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        // Between numbers letters that differ mean nothing; a shorter code is the broader field.
        let above = (2..text.len()).rev().find_map(|end| list.term(text.get(..end)?));
        if let Some(term) = above {
            return format!("Mã gần nhất ở trên: “{}” ({}).", term.code, term.labels.vi);
        }
    } else if let Some(code) = nearest(text, list.terms.iter().map(|term| term.code.as_str())) {
        return format!("Có phải là “{code}”?");
    }
    let label = nearest(text, list.terms.iter().map(|term| term.labels.vi.as_str()));
    if let Some(term) = label.and_then(|label| list.terms.iter().find(|term| term.labels.vi == label)) {
        return format!("Có phải là “{}” ({})?", term.code, term.labels.vi);
    }
    let codes: Vec<&str> = list.terms.iter().take(12).map(|term| term.code.as_str()).collect();
    let more = if list.terms.len() > codes.len() { " …" } else { "" };
    format!("Các mã của danh mục: {}{more}.", codes.join(", "))
}
