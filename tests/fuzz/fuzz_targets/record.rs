//! Any bytes as the file of a record, as the staff may send them: it is read the same twice, what is mended has fewer
//! findings, its page holds nothing that runs, and its form gives back the same bytes.
#![no_main]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use catalogue::{Declarations, Severity};
use form::{Context, Names};
use libfuzzer_sys::fuzz_target;

#[path = "declared.rs"]
mod declared;
/// The part of the editing room that is pure.
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "../../../crates/editor/src/form/mod.rs"]
mod form;

/// No record has a title.
struct Nobody;

impl Names for Nobody {
    fn title(&self, _: &str) -> Option<String> {
        None
    }

    fn named(&self, _: &str, _: &[String]) -> Option<String> {
        None
    }
}

fn declarations() -> &'static Declarations {
    static DECLARED: OnceLock<Declarations> = OnceLock::new();
    DECLARED.get_or_init(declared::real)
}

const PATH: &str = "ky-thuat/kt-thu.md";

fn errors(found: &catalogue::Parsed) -> usize {
    found
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .count()
}

fuzz_target!(|bytes: &[u8]| {
    let declarations = declarations();
    let parsed = catalogue::parse(declarations, PATH, bytes);
    assert_eq!(
        catalogue::parse(declarations, PATH, bytes),
        parsed,
        "read the same twice"
    );
    for found in &parsed.diagnostics {
        assert_eq!(found.line == 0, found.column == 0, "{found:?}");
        assert!(!found.message.is_empty() && !found.remedy.is_empty(), "{found:?}");
    }
    for file in &parsed.files {
        assert!(
            !file.path.starts_with('/') && !file.path.split('/').any(|part| part == ".."),
            "{file:?}"
        );
    }
    if let Some(record) = &parsed.record {
        assert!(!record.ma.is_empty() && !record.title.is_empty());
        for tag in record.body.html.to_ascii_lowercase().split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or(tag);
            for never in ["script", "iframe", "style", "object"] {
                assert!(!tag.trim_start_matches('/').starts_with(never), "{tag}");
            }
            for never in ["=\"javascript:", "=\"data:"] {
                assert!(!tag.contains(never), "{tag}");
            }
        }
    }
    if let Some(mended) = catalogue::mend(declarations, PATH, bytes) {
        let after = catalogue::parse(declarations, PATH, mended.text.as_bytes());
        assert!(
            mended.after < mended.before && after.total == mended.after,
            "{mended:?}"
        );
        assert!(errors(&after) <= errors(&parsed), "{mended:?}");
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let collection = declarations.collection("ky-thuat").expect("declared");
    let context = Context {
        declarations,
        collection,
        names: &Nobody,
    };
    let form = form::read(context, text, &BTreeMap::new());
    assert_eq!(form::write(context, text, &form.pairs()), text, "nothing changed");
    let sent = form
        .pairs()
        .into_iter()
        .map(|(name, value)| (name, value.replace('\n', "\r\n")));
    assert_eq!(
        form::write(context, text, &sent.collect::<Vec<_>>()),
        text,
        "as browsers send it"
    );
});
