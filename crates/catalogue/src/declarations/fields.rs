//! One declared field: its type, and what belongs to the type.

use super::reader::{check_keys, flag, head, labels, number, required, required_labels, text, texts};
use crate::source::Findings;
use crate::text::{nearest, short};
use crate::yaml::{Kind, Node};
use crate::{Declarations, Field, FieldType, Show, codes};

/// Deepest nesting of groups and lists.
const MAX_DEPTH: usize = 6;
/// Default bound of a text, in characters.
const MAX_TEXT: usize = 300;
/// The names of the types, as written in a declaration.
const TYPES: [&str; 17] = [
    "text",
    "markdown",
    "choice",
    "tags",
    "year",
    "date",
    "number",
    "money",
    "range",
    "place",
    "link",
    "person",
    "organisation",
    "url",
    "file",
    "list",
    "group",
];
/// Keys that belong to a type.
const TYPE_KEYS: [&str; 10] = [
    "type",
    "max",
    "vocabulary",
    "unit",
    "min",
    "max_value",
    "integer",
    "to",
    "of",
    "fields",
];
/// Keys of a field besides.
const FIELD_KEYS: [&str; 8] = [
    "name",
    "label",
    "help",
    "required",
    "required_unless",
    "facet",
    "search",
    "show",
];

/// Reads a list of fields. `taken` are the names that already exist.
pub(super) fn read_all(
    findings: &mut Findings<'_>,
    declarations: &Declarations,
    node: &Node,
    key: &str,
    taken: &[Field],
    depth: usize,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let Some(list) = node.get(key) else { return fields };
    let Kind::List(items) = &list.kind else {
        findings.at(
            codes::DECL_VALUE,
            list.span.clone(),
            format!("“{key}” phải là danh sách các trường"),
            "Viết mỗi trường một dòng: - {name: …, type: …, label: {…}}.",
        );
        return fields;
    };
    for item in items {
        let Some(field) = read(findings, declarations, item, depth) else {
            continue;
        };
        if taken.iter().chain(&fields).any(|other| other.name == field.name) {
            let at = item.get("name").map_or(head(item), |name| name.span.clone());
            findings.at(
                codes::DECL_DUPLICATE_FIELD,
                at,
                format!("trường “{}” đã được khai báo", field.name),
                "Đổi tên một trong hai trường; trường dùng chung nằm trong _chung.yaml.",
            );
            continue;
        }
        fields.push(field);
    }
    check_unless(findings, items, taken, &fields);
    fields
}

/// `required_unless` names a flag beside it.
fn check_unless(findings: &mut Findings<'_>, items: &[Node], taken: &[Field], fields: &[Field]) {
    for item in items {
        let Some(node) = item.get("required_unless") else {
            continue;
        };
        let name = node.text().unwrap_or("");
        let flag = taken.iter().chain(fields).find(|field| field.name == name);
        if !flag.is_some_and(|field| field.kind == FieldType::Flag) {
            findings.at(
                codes::DECL_UNLESS,
                node.span.clone(),
                format!("“{}” không phải là trường kiểu flag", short(name)),
                "Ghi tên một trường type: flag của cùng khai báo.",
            );
        }
    }
}

fn read(findings: &mut Findings<'_>, declarations: &Declarations, node: &Node, depth: usize) -> Option<Field> {
    if !matches!(node.kind, Kind::Map(_)) {
        findings.at(
            codes::DECL_VALUE,
            node.span.clone(),
            "trường phải là nhóm khoá: giá trị",
            "Viết: - {name: …, type: …, label: {…}}.",
        );
        return None;
    }
    let known: Vec<&str> = FIELD_KEYS.iter().chain(&TYPE_KEYS).copied().collect();
    check_keys(findings, node, &known, "trường");
    let name = required(findings, node, "name", "trường")?;
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !plain || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        let at = node.get("name").map_or(head(node), |name| name.span.clone());
        findings.at(
            codes::DECL_VALUE,
            at,
            format!("tên trường “{}” viết sai dạng", short(&name)),
            "Chỉ dùng a–z, 0–9 và dấu gạch dưới, bắt đầu bằng chữ.",
        );
    }
    let label = required_labels(findings, node, "label", "trường", &name);
    let kind = kind(findings, declarations, node, depth)?;
    Some(Field {
        kind,
        label,
        help: labels(findings, node, "help"),
        required: flag(findings, node, "required"),
        required_unless: text(findings, node, "required_unless"),
        facet: flag(findings, node, "facet"),
        search: number(findings, node, "search").unwrap_or(0.0) as f32,
        show: show(findings, node),
        name,
    })
}

/// The type of a field or of the items of a list.
fn kind(findings: &mut Findings<'_>, declarations: &Declarations, node: &Node, depth: usize) -> Option<FieldType> {
    if depth > MAX_DEPTH {
        findings.at(
            codes::DECL_DEEP,
            head(node),
            format!("khai báo lồng nhau quá {MAX_DEPTH} cấp"),
            "Tách thành trường riêng hoặc bộ dữ liệu riêng.",
        );
        return None;
    }
    let name = required(findings, node, "type", "trường")?;
    let kind = match name.as_str() {
        "text" => FieldType::Text {
            max: number(findings, node, "max")
                .filter(|max| *max >= 1.0)
                .map_or(MAX_TEXT, |max| max as usize),
        },
        "markdown" => FieldType::Markdown,
        "choice" => FieldType::Choice {
            vocabulary: vocabulary(findings, declarations, node)?,
        },
        "tags" => FieldType::Tags,
        "year" => FieldType::Year,
        "date" => FieldType::Date,
        "number" => FieldType::Number {
            unit: text(findings, node, "unit"),
            min: number(findings, node, "min"),
            max_value: number(findings, node, "max_value"),
            integer: flag(findings, node, "integer"),
        },
        "money" => FieldType::Money,
        "range" => FieldType::Range {
            unit: text(findings, node, "unit"),
        },
        "place" => FieldType::Place,
        "link" => FieldType::Link { to: to(findings, node) },
        "person" => FieldType::Person { to: to(findings, node) },
        "organisation" => FieldType::Organisation { to: to(findings, node) },
        "url" => FieldType::Url,
        "file" => FieldType::File,
        "flag" => FieldType::Flag,
        "list" => FieldType::List {
            of: Box::new(items(findings, declarations, node, depth)?),
        },
        "group" => {
            let fields = read_all(findings, declarations, node, "fields", &[], depth + 1);
            if fields.is_empty() {
                findings.at(
                    codes::DECL_MISSING,
                    head(node),
                    "nhóm không có trường nào",
                    "Thêm “fields: [{name: …, type: …, label: {…}}]”.",
                );
            }
            FieldType::Group { fields }
        }
        other => {
            let at = node.get("type").map_or(head(node), |kind| kind.span.clone());
            let remedy = match nearest(other, TYPES.iter().copied().chain(["flag"])) {
                Some(near) => format!("Có phải là “{near}”?"),
                None => format!("Các kiểu: {}, flag.", TYPES.join(", ")),
            };
            findings.at(
                codes::DECL_TYPE,
                at,
                format!("không có kiểu “{}”", short(other)),
                remedy,
            );
            return None;
        }
    };
    Some(kind)
}

/// The type of the items of a list: `of: {type: …}`.
fn items(findings: &mut Findings<'_>, declarations: &Declarations, node: &Node, depth: usize) -> Option<FieldType> {
    match node.get("of") {
        Some(of) if matches!(of.kind, Kind::Map(_)) => {
            check_keys(findings, of, &TYPE_KEYS, "kiểu của mục");
            kind(findings, declarations, of, depth + 1)
        }
        Some(of) => {
            findings.at(
                codes::DECL_VALUE,
                of.span.clone(),
                "“of” phải là nhóm nêu kiểu của mục",
                "Viết: of: {type: text}.",
            );
            None
        }
        None => {
            findings.at(
                codes::DECL_MISSING,
                head(node),
                "danh sách thiếu “of”",
                "Thêm “of: {type: text}”.",
            );
            None
        }
    }
}

fn vocabulary(findings: &mut Findings<'_>, declarations: &Declarations, node: &Node) -> Option<String> {
    let name = required(findings, node, "vocabulary", "trường kiểu choice")?;
    if declarations.vocabulary(&name).is_none() {
        let at = node.get("vocabulary").map_or(head(node), |value| value.span.clone());
        let remedy = match nearest(&name, declarations.vocabularies.keys().map(String::as_str)) {
            Some(near) => format!("Có phải là “{near}”?"),
            None => format!("Tạo tệp _vocabularies/{}.yaml.", short(&name)),
        };
        findings.at(
            codes::DECL_VOCABULARY,
            at,
            format!("chưa có danh mục “{}”", short(&name)),
            remedy,
        );
    }
    Some(name)
}

fn to(findings: &mut Findings<'_>, node: &Node) -> Vec<String> {
    texts(findings, node, "to").into_iter().map(|(name, _)| name).collect()
}

/// `show: [list, page]`; absent shows it on the page only.
fn show(findings: &mut Findings<'_>, node: &Node) -> Show {
    if node.get("show").is_none() {
        return Show {
            list: false,
            page: true,
        };
    }
    let mut show = Show::default();
    for (word, at) in texts(findings, node, "show") {
        match word.as_str() {
            "list" => show.list = true,
            "page" => show.page = true,
            "none" => {}
            other => findings.at(
                codes::DECL_VALUE,
                at,
                format!("“show” không có giá trị “{}”", short(other)),
                "Dùng list, page hoặc none.",
            ),
        }
    }
    show
}
