//! The interface is whole in its three languages, with the real declarations and records of this repository.

use std::path::Path;

use catalogue::{Field, FieldType, Labels};

use crate::weight::{body, catalogue_of};

/// Vocabularies of proper names, which have no translation where nobody gave one; they are marked as Vietnamese.
const NAMES: [&str; 3] = ["dia-ban", "viet-tat", "ten-goi"];
/// Letters that only Vietnamese has among the languages of the interface.
const VIETNAMESE: &str = "ăâđêôơưạảãầấậẩẫằắặẳẵẹẻẽềếệểễỉĩịọỏõồốộổỗờớợởỡụủũừứựửữỳýỵỷỹ";

#[test]
fn every_label_is_there_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    let (_, declared, _) = catalogue_of(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"),
        folder.path(),
    );
    let mut missing = Vec::new();
    let mut look = |labels: &Labels, of: String| {
        if labels.en.is_none() || labels.zh.is_none() {
            missing.push(format!("{of}: {}", labels.vi));
        }
    };
    for collection in &declared.collections {
        look(&collection.labels, collection.id.clone());
        look(&collection.description, collection.id.clone());
        fields(&collection.fields, &mut |field| {
            look(&field.label, format!("{}.{}", collection.id, field.name))
        });
    }
    for vocabulary in declared
        .vocabularies
        .values()
        .filter(|v| !NAMES.contains(&v.id.as_str()))
    {
        look(&vocabulary.labels, vocabulary.id.clone());
        for term in &vocabulary.terms {
            look(&term.labels, format!("{} {}", vocabulary.id, term.code));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn fields(all: &[Field], each: &mut impl FnMut(&Field)) {
    for field in all {
        each(field);
        let mut kind = &field.kind;
        while let FieldType::List { of } = kind {
            kind = of;
        }
        if let FieldType::Group { fields: members } = kind {
            fields(members, each);
        }
    }
}

#[tokio::test]
async fn what_is_vietnamese_on_a_foreign_page_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (router, _, records) = catalogue_of(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"),
        folder.path(),
    );
    let pages = [
        "/",
        "/tim",
        "/tim?q=hat+de",
        "/tim?q=xx+hat+de+zz&collection=su-kien",
        "/tim?q=thong+nong",
        "/ban-do",
        "/mua-vu?thang=3",
        "/chinh-sach",
        "/su-kien",
        "/gioi-thieu",
        "/noi/2025:01477",
        "/noi/2020:01477",
        "/chu-de/hat-de",
        "/chu-de/lon",
        "/so-sanh",
        "/so-sanh?ma=kt-say-hat-de&ma=kt-ghep-hat-de",
    ];
    let mut urls: Vec<String> = pages.iter().map(|p| (*p).to_owned()).collect();
    urls.extend(records);
    let mut found = Vec::new();
    for url in urls {
        // In Chinese, where a name within a translated text stands among Han characters.
        let sign = if url.contains('?') { '&' } else { '?' };
        let page = body(&router, &format!("{url}{sign}lang=zh"), "identity").await;
        let page = String::from_utf8(page).unwrap();
        found.extend(unmarked(&page).into_iter().map(|text| format!("{url}: {text}")));
    }
    found.truncate(60);
    assert!(found.is_empty(), "{found:#?}");
}

/// Texts with Vietnamese letters that no `lang` around them calls Vietnamese (or a language of the province).
fn unmarked(page: &str) -> Vec<String> {
    const VOID: [&str; 8] = ["meta", "link", "input", "br", "img", "hr", "path", "circle"];
    let mut out = Vec::new();
    let mut open: Vec<(String, bool)> = Vec::new();
    let main = page.find("<body>").unwrap();
    for piece in page[main..].split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name: String = tag
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .collect();
        if let Some(closed) = name.strip_prefix('/') {
            while open.pop().is_some_and(|(n, _)| n != closed) {}
        } else if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            let inherited = open.last().is_some_and(|(_, marked)| *marked);
            let marked = match tag.split("lang=\"").nth(1) {
                Some(lang) => !lang.starts_with("zh"),
                None => inherited,
            };
            open.push((name, marked));
        }
        let text = text.replace("Nhịp Cầu", "");
        let marked = open.last().is_some_and(|(_, marked)| *marked);
        let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if !marked && !chinese && text.to_lowercase().chars().any(|c| VIETNAMESE.contains(c)) {
            out.push(text.trim().to_owned());
        }
    }
    out
}

#[test]
fn the_look_for_unmarked_text_can_fail() {
    let page = |main: &str| format!("<html lang=\"zh-CN\"><body><p>{main}</p></body></html>");
    assert_eq!(unmarked(&page("Hạt dẻ")), ["Hạt dẻ"]);
    assert_eq!(unmarked(&page("<span lang=\"vi\">Hạt dẻ</span>, 板栗")), [""; 0]);
    assert_eq!(unmarked(&page("<span lang=\"vi\">Hạt</span><br>dẻ")), ["dẻ"]);
    assert_eq!(unmarked(&page("Trùng Khánh板栗")), [""; 0]);
    assert_eq!(unmarked(&page("<b lang=\"vi\">Hạt <i lang=\"zh\">Dẻ</i></b>")), ["Dẻ"]);
}
