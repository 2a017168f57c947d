//! The checks that need all records: links, duplicate identifiers, attachments.

use std::collections::HashMap;

use crate::refs::make;
use crate::text::{nearest, short};
use crate::{Declarations, Diagnostic, Parsed, codes};

/// After so many findings no more proposals are searched for: something larger is wrong.
const MAX_PROPOSALS: usize = 500;

/// A record that exists: what a link may find.
struct Known<'a> {
    collection: &'a str,
    path: &'a str,
}

/// Problems between records: duplicates first, then in the order of `parsed` and of each file.
///
/// `exists` says whether a path under `content/` is a file. A broken link gets the nearest existing `ma` as its
/// proposal. Of records that share a `ma`, each but the first in `parsed` is reported, naming the first, and the
/// first is reported once, naming the second.
pub fn check_links<'a>(
    declarations: &Declarations,
    parsed: impl IntoIterator<Item = &'a Parsed>,
    exists: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let parsed: Vec<&Parsed> = parsed.into_iter().collect();
    let mut found = Vec::new();
    let mut known: HashMap<&str, Known<'_>> = HashMap::new();
    let mut first: HashMap<&str, &Parsed> = HashMap::new();
    for one in &parsed {
        let Some(record) = &one.record else { continue };
        match first.get(record.ma.as_str()) {
            None => {
                first.insert(&record.ma, one);
                known.insert(
                    &record.ma,
                    Known {
                        collection: &record.collection,
                        path: &record.path,
                    },
                );
            }
            Some(other) => duplicate(&mut found, one, other),
        }
    }
    // Sorted, so that the same content always gives the same proposals.
    let mut names: Vec<&str> = known.keys().copied().collect();
    names.sort_unstable();
    for one in &parsed {
        let Some(record) = &one.record else { continue };
        let before = found.len();
        for link in &one.links {
            if link.ma == record.ma {
                found.push(make(
                    codes::SELF_LINK,
                    &record.path,
                    &link.at,
                    format!("liên kết “{}” trỏ về chính bản ghi này", link.ma),
                    "Xoá liên kết này.".to_owned(),
                ));
            } else if let Some(target) = known.get(link.ma.as_str()) {
                if !link.to.is_empty() && !link.to.iter().any(|to| to == target.collection) {
                    found.push(wrong_collection(declarations, &record.path, link, target));
                }
            } else {
                let propose = found.len() < MAX_PROPOSALS;
                found.push(broken(&record.path, link, &known, if propose { &names } else { &[] }));
            }
        }
        for file in one.files.iter().filter(|file| !exists(&file.path)) {
            let message = format!("không thấy tệp “{}”", short(&file.path));
            found.push(make(
                codes::MISSING_FILE,
                &record.path,
                &file.at,
                message,
                "Chép tệp vào đúng chỗ, hoặc sửa đường dẫn (chú ý chữ hoa, chữ thường).".to_owned(),
            ));
        }
        // In the order of the file, not of the declaration.
        found[before..].sort_by_key(|d| (d.line, d.column));
    }
    found
}

fn duplicate(found: &mut Vec<Diagnostic>, one: &Parsed, other: &Parsed) {
    let (Some(record), Some(earlier)) = (&one.record, &other.record) else {
        return;
    };
    for (at, here, there) in [(&one.ma_at, record, earlier), (&other.ma_at, earlier, record)] {
        let reported = found
            .iter()
            .any(|d| d.code == codes::DUPLICATE_MA && d.path == here.path);
        if !reported {
            let message = format!("mã “{}” đã dùng ở {}", here.ma, there.path);
            found.push(make(
                codes::DUPLICATE_MA,
                &here.path,
                at,
                message,
                "Đổi mã của bản ghi mới hơn; mã đã công bố thì giữ nguyên.".to_owned(),
            ));
        }
    }
}

fn wrong_collection(
    declarations: &Declarations,
    path: &str,
    link: &crate::Reference,
    target: &Known<'_>,
) -> Diagnostic {
    let name = |id: &str| {
        declarations
            .collection(id)
            .map_or_else(|| id.to_owned(), |collection| collection.labels.vi.clone())
    };
    let wanted: Vec<String> = link.to.iter().map(|id| name(id)).collect();
    let message = format!("“{}” thuộc “{}” ({})", link.ma, name(target.collection), target.path);
    make(
        codes::WRONG_COLLECTION,
        path,
        &link.at,
        message,
        format!("Trường “{}” chỉ liên kết tới: {}.", link.field, wanted.join(", ")),
    )
}

fn broken(path: &str, link: &crate::Reference, known: &HashMap<&str, Known<'_>>, names: &[&str]) -> Diagnostic {
    let fits = |at: &&str| {
        link.to.is_empty()
            || known
                .get(*at)
                .is_some_and(|target| link.to.iter().any(|to| to == target.collection))
    };
    let remedy = match nearest(&link.ma, names.iter().copied().filter(fits)) {
        Some(near) => format!("Có phải là “{near}”?"),
        None => "Tạo bản ghi đó, hoặc xoá liên kết.".to_owned(),
    };
    make(
        codes::BROKEN_LINK,
        path,
        &link.at,
        format!("không có bản ghi nào mang mã “{}”", short(&link.ma)),
        remedy,
    )
}
