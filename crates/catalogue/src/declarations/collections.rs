//! The collections: `_chung.yaml` first, then one file each.

use super::fields;
use super::reader::{Reader, check_keys, head, labels, number, required, required_labels, text, texts};
use crate::text::{nearest, short};
use crate::yaml::{Kind, Node};
use crate::{Collection, Declarations, Field, codes};

const KEYS: [&str; 8] = [
    "id",
    "order",
    "prefix",
    "labels",
    "description",
    "body",
    "schema_org",
    "fields",
];

/// Reads the collections into `declarations`, whose vocabularies are already there.
pub(super) fn read(open: &mut [Reader<'_>], declarations: &mut Declarations) {
    let mut common = Vec::new();
    let mut collections: Vec<Collection> = Vec::new();
    for reader in open.iter_mut().filter(|reader| is_common(reader)) {
        let Some(root) = reader.root.take() else { continue };
        check_keys(&mut reader.findings, &root, &["fields"], "tệp trường dùng chung");
        common = fields::read_all(&mut reader.findings, declarations, &root, "fields", &[], 1);
        reader.root = Some(root);
    }
    for reader in open.iter_mut().filter(|reader| is_collection(reader)) {
        let Some(root) = reader.root.take() else { continue };
        if let Some(collection) = one(reader, &root, declarations, &common, &collections) {
            collections.push(collection);
        }
        reader.root = Some(root);
    }
    collections.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    let ids: Vec<&str> = collections.iter().map(|collection| collection.id.as_str()).collect();
    for reader in open
        .iter_mut()
        .filter(|reader| is_common(reader) || is_collection(reader))
    {
        let Some(root) = reader.root.take() else { continue };
        check_to(reader, &root, &ids);
        reader.root = Some(root);
    }
    declarations.collections = collections;
}

fn is_common(reader: &Reader<'_>) -> bool {
    matches!(
        reader.findings.path(),
        "_collections/_chung.yaml" | "_collections/_chung.yml"
    )
}

fn is_collection(reader: &Reader<'_>) -> bool {
    reader.findings.path().starts_with("_collections/") && !reader.stem().starts_with('_')
}

fn one(
    reader: &mut Reader<'_>,
    root: &Node,
    declarations: &Declarations,
    common: &[Field],
    others: &[Collection],
) -> Option<Collection> {
    let stem = reader.stem();
    let findings = &mut reader.findings;
    if !matches!(root.kind, Kind::Map(_)) {
        findings.at(
            codes::DECL_VALUE,
            head(root),
            "khai báo phải là nhóm khoá: giá trị",
            "Viết: id: …, labels: {…}, fields: […].",
        );
        return None;
    }
    check_keys(findings, root, &KEYS, "bộ dữ liệu");
    let id = required(findings, root, "id", "bộ dữ liệu").unwrap_or_else(|| stem.clone());
    let at = |key: &str| root.get(key).map_or(head(root), |node| node.span.clone());
    if id != stem || !crate::typed::is_ma(&id) {
        findings.at(
            codes::DECL_ID,
            at("id"),
            format!("mã “{}” khác tên tệp “{}”", short(&id), short(&stem)),
            "Đổi tên tệp hoặc đổi id cho trùng nhau; chỉ dùng a–z, 0–9 và dấu gạch nối.",
        );
    }
    if others.iter().any(|other| other.id == id) {
        findings.at(
            codes::DECL_DUPLICATE,
            at("id"),
            format!("bộ dữ liệu “{}” đã được khai báo", short(&id)),
            "Giữ một tệp khai báo.",
        );
        return None;
    }
    let prefix = required(findings, root, "prefix", "bộ dữ liệu").unwrap_or_else(|| id.clone());
    if let Some(other) = others.iter().find(|other| other.prefix == prefix) {
        findings.at(
            codes::DECL_DUPLICATE,
            at("prefix"),
            format!("tiền tố “{}” đã dùng cho “{}”", short(&prefix), other.id),
            "Chọn tiền tố khác.",
        );
    }
    let body = text(findings, root, "body").unwrap_or_else(|| "optional".to_owned());
    if !matches!(body.as_str(), "required" | "optional") {
        findings.at(
            codes::DECL_VALUE,
            at("body"),
            format!("“body” không có giá trị “{}”", short(&body)),
            "Dùng required hoặc optional.",
        );
    }
    let own = fields::read_all(findings, declarations, root, "fields", common, 1);
    Some(Collection {
        order: number(findings, root, "order")
            .filter(|order| (0.0..1e6).contains(order))
            .map_or(1000, |order| order as u32),
        labels: required_labels(findings, root, "labels", "bộ dữ liệu", &id),
        description: labels(findings, root, "description").unwrap_or_default(),
        body_required: body == "required",
        schema_org: text(findings, root, "schema_org").unwrap_or_else(|| "CreativeWork".to_owned()),
        fields: common.iter().cloned().chain(own).collect(),
        prefix,
        id,
    })
}

/// Every `to`, at any depth, names a declared collection.
fn check_to(reader: &mut Reader<'_>, node: &Node, ids: &[&str]) {
    if node.get("type").is_some() {
        for (name, at) in texts(&mut reader.findings, node, "to") {
            if !ids.contains(&name.as_str()) {
                let remedy = match nearest(&name, ids.iter().copied()) {
                    Some(near) => format!("Có phải là “{near}”?"),
                    None => format!("Các bộ dữ liệu: {}.", ids.join(", ")),
                };
                reader.findings.at(
                    codes::DECL_COLLECTION,
                    at,
                    format!("không có bộ dữ liệu “{}”", short(&name)),
                    remedy,
                );
            }
        }
    }
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| check_to(reader, item, ids)),
        Kind::Map(members) => members.iter().for_each(|(_, member)| check_to(reader, member, ids)),
        _ => {}
    }
}
