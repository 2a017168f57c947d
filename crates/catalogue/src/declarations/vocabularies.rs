//! The vocabularies: first every file on its own, then what terms say about one another.

use std::collections::HashMap;
use std::ops::Range;

use super::reader::{Reader, check_keys, head, labels, number, required, required_labels, text, texts};
use crate::source::Findings;
use crate::text::{fold, nearest, short};
use crate::yaml::{Kind, Node};
use crate::{Declarations, Name, Place, Term, Vocabulary, codes};

const KEYS: [&str; 8] = [
    "id", "labels", "kind", "source", "note", "document", "editions", "terms",
];
const TERM_KEYS: [&str; 11] = [
    "code", "labels", "broader", "names", "uri", "note", "hazard", "source", "document", "group", "edition",
];
const PLACE_KEYS: [&str; 7] = ["unit", "short", "point", "area_km2", "now", "within", "parts"];
/// The words for units, as the type [`Place`] has them.
const UNITS: [&str; 6] = ["xa", "phuong", "thi-tran", "huyen", "thanh-pho", "tinh"];
/// Id of the vocabulary of places.
const PLACES: &str = "dia-ban";
/// Id of the vocabulary of hazards.
const HAZARDS: &str = "canh-bao";

/// Reads one vocabulary into `declarations`.
pub(super) fn read(reader: &mut Reader<'_>, declarations: &mut Declarations) {
    let Some(root) = reader.root.take() else { return };
    let stem = reader.stem();
    let findings = &mut reader.findings;
    if !matches!(root.kind, Kind::Map(_)) {
        findings.at(
            codes::DECL_VALUE,
            head(&root),
            "danh mục phải là nhóm khoá: giá trị",
            "Viết: id: …, labels: {…}, terms: […].",
        );
        return;
    }
    check_keys(findings, &root, &KEYS, "danh mục");
    let id = required(findings, &root, "id", "danh mục").unwrap_or_else(|| stem.clone());
    let at = root.get("id").map_or(head(&root), |node| node.span.clone());
    if id != stem {
        findings.at(
            codes::DECL_ID,
            at.clone(),
            format!("mã “{}” khác tên tệp “{}”", short(&id), short(&stem)),
            "Đổi tên tệp hoặc đổi id cho trùng nhau.",
        );
    }
    if declarations.vocabularies.contains_key(&id) {
        findings.at(
            codes::DECL_DUPLICATE,
            at,
            format!("danh mục “{}” đã được khai báo", short(&id)),
            "Giữ một tệp khai báo.",
        );
        return;
    }
    let kind = text(findings, &root, "kind");
    if let (Some(kind), Some(node)) = (kind.as_deref().filter(|kind| *kind != "abbreviation"), root.get("kind")) {
        findings.at(
            codes::DECL_VALUE,
            node.span.clone(),
            format!("“kind” không có giá trị “{}”", short(kind)),
            "Dùng abbreviation, hoặc bỏ dòng này.",
        );
    }
    let mut vocabulary = Vocabulary {
        labels: required_labels(findings, &root, "labels", "danh mục", &id),
        abbreviations: kind.as_deref() == Some("abbreviation"),
        id: id.clone(),
        ..Vocabulary::default()
    };
    match root.get("terms").map(|node| &node.kind) {
        Some(Kind::List(items)) => {
            for item in items {
                add(findings, &mut vocabulary, item);
            }
        }
        Some(_) | None => findings.at(
            codes::DECL_MISSING,
            head(&root),
            "danh mục thiếu “terms”",
            "Thêm “terms:” rồi mỗi mục một dòng: - {code: …, labels: {…}}.",
        ),
    }
    declarations.vocabularies.insert(id, vocabulary);
    reader.root = Some(root);
}

/// Reads one term, and keeps it unless its code is taken.
fn add(findings: &mut Findings<'_>, vocabulary: &mut Vocabulary, node: &Node) {
    if !matches!(node.kind, Kind::Map(_)) {
        findings.at(
            codes::DECL_VALUE,
            node.span.clone(),
            "mục của danh mục phải là nhóm khoá: giá trị",
            "Viết: - {code: …, labels: {vi: …}}.",
        );
        return;
    }
    let is_place = vocabulary.id == PLACES;
    let known: Vec<&str> = TERM_KEYS
        .iter()
        .copied()
        .chain(if is_place { PLACE_KEYS.to_vec() } else { Vec::new() })
        .collect();
    check_keys(findings, node, &known, "mục của danh mục");
    let Some(code) = required(findings, node, "code", "mục của danh mục") else {
        return;
    };
    if vocabulary.by_code.contains_key(&code) {
        let at = node.get("code").map_or(head(node), |code| code.span.clone());
        findings.at(
            codes::DECL_DUPLICATE_CODE,
            at,
            format!("mã “{}” đã có trong danh mục", short(&code)),
            "Đổi mã, hoặc gộp hai mục.",
        );
        return;
    }
    let term = Term {
        labels: required_labels(findings, node, "labels", "mục của danh mục", &code),
        broader: text(findings, node, "broader"),
        names: names(findings, node),
        uri: text(findings, node, "uri"),
        note: labels(findings, node, "note"),
        hazard: text(findings, node, "hazard"),
        place: is_place.then(|| place(findings, node, &code)),
        code: code.clone(),
    };
    vocabulary.by_code.insert(code, vocabulary.terms.len());
    vocabulary.terms.push(term);
}

fn names(findings: &mut Findings<'_>, node: &Node) -> Vec<Name> {
    let Some(list) = node.get("names") else {
        return Vec::new();
    };
    let Kind::List(items) = &list.kind else {
        findings.at(
            codes::DECL_VALUE,
            list.span.clone(),
            "“names” phải là danh sách tên",
            "Viết: names: [{name: …, lang: vi}].",
        );
        return Vec::new();
    };
    let mut names = Vec::new();
    for item in items {
        if let Some(name) = item.text() {
            // A bare name is Vietnamese.
            names.push(Name {
                name: name.trim().to_owned(),
                lang: "vi".to_owned(),
            });
            continue;
        }
        check_keys(findings, item, &["name", "lang"], "tên");
        if let Some(name) = required(findings, item, "name", "tên") {
            let lang = text(findings, item, "lang").unwrap_or_else(|| "vi".to_owned());
            names.push(Name { name, lang });
        }
    }
    names
}

fn place(findings: &mut Findings<'_>, node: &Node, code: &str) -> Place {
    let unit = required(findings, node, "unit", "địa bàn").unwrap_or_default();
    if let (false, Some(value)) = (UNITS.contains(&unit.as_str()), node.get("unit")) {
        findings.at(
            codes::DECL_VALUE,
            value.span.clone(),
            format!("“unit” không có giá trị “{}”", short(&unit)),
            format!("Dùng một trong: {}.", UNITS.join(", ")),
        );
    }
    let era = code
        .split_once(':')
        .is_some_and(|(era, rest)| era.len() == 4 && era.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty());
    if !era {
        let at = node.get("code").map_or(head(node), |code| code.span.clone());
        findings.at(
            codes::DECL_VALUE,
            at,
            format!("mã địa bàn “{}” phải có dạng năm:mã", short(code)),
            "Viết trong ngoặc kép, ví dụ \"2025:01477\".",
        );
    }
    Place {
        unit,
        short: text(findings, node, "short")
            .or_else(|| {
                node.get("labels")
                    .and_then(|l| l.get("vi"))
                    .and_then(Node::text)
                    .map(str::to_owned)
            })
            .unwrap_or_default(),
        point: point(findings, node),
        area_km2: node.get("area_km2").and_then(|_| number(findings, node, "area_km2")),
        now: texts(findings, node, "now").into_iter().map(|(code, _)| code).collect(),
        within: text(findings, node, "within"),
    }
}

/// `[lon, lat]` in degrees.
fn point(findings: &mut Findings<'_>, node: &Node) -> Option<(f64, f64)> {
    let value = node.get("point").filter(|value| !matches!(value.kind, Kind::Null))?;
    let numbers: Vec<f64> = match &value.kind {
        Kind::List(items) => items
            .iter()
            .filter_map(Node::text)
            .filter_map(|text| crate::typed::plain(text.trim()))
            .collect(),
        _ => Vec::new(),
    };
    match numbers.as_slice() {
        [lon, lat] if (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat) => Some((*lon, *lat)),
        _ => {
            findings.at(
                codes::DECL_VALUE,
                value.span.clone(),
                "“point” phải là [kinh độ, vĩ độ]",
                "Viết kinh độ trước, ví dụ [106.25, 22.67].",
            );
            None
        }
    }
}

/// Checks what terms say about other terms: broader, hazard, now, within, and equal labels.
pub(super) fn check(reader: &mut Reader<'_>, declarations: &Declarations) {
    let Some(root) = reader.root.take() else { return };
    let findings = &mut reader.findings;
    let id = root
        .get("id")
        .and_then(Node::text)
        .map_or_else(String::new, |id| id.trim().to_owned());
    if let (Some(vocabulary), Some(Kind::List(items))) =
        (declarations.vocabulary(&id), root.get("terms").map(|node| &node.kind))
    {
        let mut labels: HashMap<(&str, String), &str> = HashMap::new();
        for item in items {
            broader(findings, vocabulary, item);
            if let Some(node) = item.get("hazard") {
                known(
                    findings,
                    declarations.vocabulary(HAZARDS),
                    node,
                    codes::DECL_HAZARD,
                    "mã cảnh báo",
                );
            }
            if vocabulary.id == PLACES {
                for (code, at) in texts(findings, item, "now")
                    .into_iter()
                    .chain(texts(findings, item, "within"))
                {
                    if vocabulary.term(&code).is_none() {
                        missing(findings, vocabulary, &code, at, codes::DECL_PLACE, "địa bàn");
                    }
                }
                continue;
            }
            let label = item
                .get("labels")
                .and_then(|l| l.get("vi"))
                .filter(|label| label.text().is_some());
            let code = item.get("code").and_then(Node::text).unwrap_or("");
            // A narrower term may well be called like the one above it; siblings may not.
            let above = item.get("broader").and_then(Node::text).unwrap_or("");
            if let Some(node) = label
                && let Some(other) = labels.insert((above, plain_label(node.text().unwrap_or(""))), code)
                && other != code
            {
                findings.at(
                    codes::DECL_DUPLICATE_LABEL,
                    node.span.clone(),
                    format!("tên này đã dùng cho mã “{}”", short(other)),
                    "Đặt tên phân biệt được, hoặc gộp hai mục.",
                );
            }
        }
    }
    reader.root = Some(root);
}

/// Case and blanks do not distinguish labels; tone marks do.
fn plain_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn broader(findings: &mut Findings<'_>, vocabulary: &Vocabulary, item: &Node) {
    let Some(node) = item.get("broader").filter(|node| !matches!(node.kind, Kind::Null)) else {
        return;
    };
    let Some(up) = node.text().map(str::trim) else { return };
    let code = item.get("code").and_then(Node::text).map_or("", str::trim);
    if vocabulary.term(up).is_none() {
        missing(
            findings,
            vocabulary,
            up,
            node.span.clone(),
            codes::DECL_BROADER,
            "mã cấp trên",
        );
    } else if up == code || vocabulary.ancestors(up).contains(&code) {
        findings.at(
            codes::DECL_BROADER,
            node.span.clone(),
            format!("mã cấp trên “{}” tạo thành vòng", short(up)),
            "Sửa broader để mỗi mục chỉ đi lên một phía.",
        );
    }
}

fn known(findings: &mut Findings<'_>, vocabulary: Option<&Vocabulary>, node: &Node, code: crate::Code, what: &str) {
    let Some(text) = node.text().map(str::trim) else { return };
    match vocabulary {
        Some(vocabulary) if vocabulary.term(text).is_some() => {}
        Some(vocabulary) => missing(findings, vocabulary, text, node.span.clone(), code, what),
        None => findings.at(
            code,
            node.span.clone(),
            format!("chưa có danh mục “{HAZARDS}”"),
            format!("Tạo tệp _vocabularies/{HAZARDS}.yaml."),
        ),
    }
}

fn missing(
    findings: &mut Findings<'_>,
    vocabulary: &Vocabulary,
    text: &str,
    at: Range<usize>,
    code: crate::Code,
    what: &str,
) {
    let near = nearest(text, vocabulary.terms.iter().map(|term| term.code.as_str())).or_else(|| {
        vocabulary
            .terms
            .iter()
            .find(|term| fold(&term.labels.vi) == fold(text))
            .map(|term| term.code.as_str())
    });
    let remedy = near.map_or_else(
        || "Dùng một mã đã có trong danh mục.".to_owned(),
        |near| format!("Có phải là “{near}”?"),
    );
    findings.at(code, at, format!("không có {what} “{}”", short(text)), remedy);
}
