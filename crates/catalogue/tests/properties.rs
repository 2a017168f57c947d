//! Whatever the bytes: no panic, no place outside the text, the same answer twice, nothing dangerous in the page.

mod common;

use std::sync::LazyLock;

use catalogue::{Declarations, Parsed};
use proptest::prelude::*;

static DECLARED: LazyLock<Declarations> = LazyLock::new(common::declared);
static BUILTIN: LazyLock<Declarations> = LazyLock::new(|| catalogue::declarations::parse(&[]).0);

/// Every file of the suite as a seed.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let all = ["good", "bad"]
        .into_iter()
        .flat_map(|folder| common::files(&common::root().join(folder)));
    all.filter(|(name, bytes)| name.ends_with(".md") && bytes.len() < 8_000)
        .map(|(_, bytes)| bytes)
        .collect()
});

/// Pieces that mean something to YAML or Markdown.
const PIECES: [&str; 40] = [
    "---\n",
    "\n",
    ": ",
    ":",
    "- ",
    "-",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "|\n",
    ">\n",
    "#",
    "&a ",
    "*a",
    "!",
    "%",
    "@",
    "\t",
    "  ",
    "\r\n",
    "ma: ",
    "ten: ",
    "nghiem_thu:\n",
    "cay: ",
    "ế",
    "\u{301}",
    "\u{200B}",
    "\u{FEFF}",
    "\0",
    "<b>",
    "[a](b)",
    "![",
    "> ",
    "| a |\n|---|\n",
    "[^1]",
    "1.200",
    "板栗",
];

fn check(bytes: &[u8]) -> Parsed {
    let parsed = catalogue::parse(&DECLARED, "mau/m-thu.md", bytes);
    for d in &parsed.diagnostics {
        assert!(d.length == 0 || d.line > 0, "{d:?}");
        assert_eq!(d.line == 0, d.column == 0, "{d:?}");
        // The cleaned text has as many lines as the file.
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(d.line <= text.split('\n').count(), "{d:?}");
        }
        let width = d.source.chars().count();
        assert!(
            width >= 2_000 || d.line == 0 || d.column + d.length <= width + 1,
            "{d:?}"
        );
        assert!(
            d.message.chars().count() < 600 && d.remedy.chars().count() < 1500,
            "{d:?}"
        );
        assert!(
            !d.message.is_empty() && !d.remedy.is_empty() && catalogue::codes::info(d.code).is_some(),
            "{d:?}"
        );
    }
    for file in &parsed.files {
        assert!(
            !file.path.split('/').any(|part| part == "..") && !file.path.starts_with('/'),
            "{file:?}"
        );
    }
    if let Some(record) = &parsed.record {
        assert!(!record.ma.is_empty() && !record.title.is_empty());
        assert!(!record.body.html.contains("<script") && !record.body.html.contains("<b>"));
        assert!(!record.body.text.contains("\n\n"));
        let json = serde_json::to_string(record).expect("serialisable");
        assert_eq!(
            serde_json::from_str::<catalogue::Record>(&json).expect("reads back"),
            *record
        );
    }
    let again = catalogue::parse(&DECLARED, "mau/m-thu.md", bytes);
    assert_eq!(again, parsed);
    let (record, _) = catalogue::parse_record(&BUILTIN, "a/b.md", bytes);
    assert_eq!(record.is_some(), parsed.record.is_some());
    parsed
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_text_as_front_matter(text in "\\PC{0,200}") {
        check(format!("---\n{text}\n---\n\nNội dung.\n").as_bytes());
    }

    #[test]
    fn pieces(at in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = at.into_iter().map(|n| PIECES[n]).collect();
        check(text.as_bytes());
        check(format!("---\n{text}\n---\n{text}").as_bytes());
    }

    #[test]
    fn good_files_with_mutations(seed in any::<prop::sample::Index>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..PIECES.len(), 0usize..6), 1..6)) {
        let mut bytes = seed.get(&SEEDS).clone();
        for (at, piece, drop) in cuts {
            let at = at.index(bytes.len() + 1);
            let end = (at + drop).min(bytes.len());
            bytes.splice(at..end, PIECES[piece].bytes());
        }
        check(&bytes);
    }

    #[test]
    fn any_declaration(at in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = at.into_iter().map(|n| PIECES[n]).collect();
        let files = [("_collections/a.yaml".to_owned(), format!("id: a\nfields:\n  - {text}")), ("_vocabularies/b.yaml".to_owned(), format!("terms:\n  - {text}"))];
        let _ = catalogue::declarations::parse(&files);
    }

    #[test]
    fn slugs_are_addresses(title in "\\PC{0,120}") {
        let slug = catalogue::slug(&title);
        prop_assert!(slug.len() <= 60 && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
    }
}
