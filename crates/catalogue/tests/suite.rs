//! Folders of files beside the findings that they must give, word for word.
//!
//! `tests/bad/*.md` each with a `.expected` beside it; `tests/good/*.md` give no finding, and their `.expected`
//! holds the record. A first line `# path: …` of an `.expected` sets the path that the file is read under;
//! without it, `mau/m-thu.md`. `UPDATE_EXPECTED=1` writes what is found: read the difference before you commit it.

mod common;

use std::path::Path;

use catalogue::{Declarations, Diagnostic, codes};
use common::{compare, declared, files, listing, root};

/// The path that a case is read under, and the header line that says so.
fn path_of(expected: &Path) -> (String, String) {
    let text = std::fs::read_to_string(expected).unwrap_or_default();
    match text.lines().next().and_then(|line| line.strip_prefix("# path: ")) {
        Some(path) => (path.to_owned(), format!("# path: {path}\n")),
        None => ("mau/m-thu.md".to_owned(), String::new()),
    }
}

/// Files that would be a burden in the repository.
fn generated() -> Vec<(String, Vec<u8>)> {
    let head = "---\nma: m-thu\nten: Thử\nminh_hoa: true\n";
    let body = |text: &str| format!("{head}---\n\n{text}\n").into_bytes();
    let front = |text: &str| format!("{head}{text}\n---\n\nNội dung.\n").into_bytes();
    let bomb: String = (1..20)
        .map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", ")))
        .collect();
    vec![
        ("gen-2mb".into(), body(&"chữ ".repeat(500_000))),
        ("gen-alias-bomb".into(), front(&format!("a0: &a0 [lol]\n{bomb}"))),
        ("gen-binary".into(), (0..=255).cycle().take(4096).collect()),
        (
            "gen-deep-block".into(),
            front(&(0..40).map(|n| format!("{}a:\n", "  ".repeat(n))).collect::<String>()),
        ),
        (
            "gen-deep-flow".into(),
            front(&format!("tu_khoa: {}{}", "[".repeat(1000), "]".repeat(1000))),
        ),
        (
            "gen-deep-lists".into(),
            body(
                &(0..60)
                    .map(|n| format!("{}- mục {n}\n", "  ".repeat(n)))
                    .collect::<String>(),
            ),
        ),
        (
            "gen-deep-maps".into(),
            front(&format!("nghiem_thu: {}1{}", "{a: ".repeat(1000), "}".repeat(1000))),
        ),
        ("gen-long-line".into(), body(&"a".repeat(25_000))),
        (
            "gen-many-keys".into(),
            front(&(0..6000).map(|n| format!("k{n}: 1\n")).collect::<String>()),
        ),
        (
            "gen-many-wrong".into(),
            front(&format!(
                "cay: [{}]",
                (0..2000).map(|n| format!("sai-{n}")).collect::<Vec<_>>().join(", ")
            )),
        ),
        (
            "gen-markdown-big".into(),
            body(&format!("{}\n", "<".repeat(9_000)).repeat(100)),
        ),
        ("gen-null-bytes".into(), body("một\0hai")),
        (
            "gen-quotes-30kb".into(),
            body(&format!("{}\n{}", ">".repeat(15_000), ">".repeat(15_000))),
        ),
        ("gen-utf16".into(), {
            let text = String::from_utf8(body("Lưu bằng Notepad.")).expect("UTF-8");
            [0xFF, 0xFE]
                .into_iter()
                .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
                .collect()
        }),
        (
            "gen-windows-1258".into(),
            b"---\nma: m-thu\nten: K\xfe thu\xe2\xf2t s\xe2\xecy h\xe0t de\xcc\n---\n\nL\xe0m kh\xf4 b\xe0ng n\xe3ng\n"
                .to_vec(),
        ),
    ]
}

/// What is wrong with a file, and what is to be thought over on a day that is always the same.
fn everything(declarations: &Declarations, path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let parsed = catalogue::parse(declarations, path, bytes);
    let advice = catalogue::advice::alone(declarations, &parsed, jiff::civil::date(2026, 11, 25));
    parsed.diagnostics.into_iter().chain(advice).collect()
}

/// A place is inside the text, and the carried line is that line.
fn assert_inside(text: &str, d: &Diagnostic) {
    if d.line == 0 {
        assert_eq!((d.column, d.length), (0, 0), "{d:?}");
        return;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let line = lines.get(d.line - 1).unwrap_or_else(|| panic!("line outside: {d:?}"));
    assert!(
        d.column >= 1 && d.column + d.length <= line.chars().count() + 1,
        "column outside: {d:?}"
    );
    assert!(d.source.chars().count() <= 2_001, "{d:?}");
}

#[test]
fn bad_files_give_exactly_their_findings() {
    let declarations = declared();
    let folder = root().join("bad");
    let mut failures = Vec::new();
    let mut cases: Vec<(String, Vec<u8>)> = files(&folder)
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_suffix(".md")?.to_owned(), bytes)))
        .collect();
    cases.extend(generated());
    assert!(cases.len() >= 45, "{} cases", cases.len());
    for (name, bytes) in &cases {
        let expected = folder.join(format!("{name}.expected"));
        let (path, header) = path_of(&expected);
        let found = everything(&declarations, &path, bytes);
        assert!(
            !found.is_empty() || std::env::var_os("UPDATE_EXPECTED").is_some(),
            "{name} gives no finding"
        );
        for d in &found {
            assert_eq!(d.severity, codes::info(d.code).expect("in the table").severity);
            assert!(!d.message.is_empty() && !d.remedy.is_empty(), "{name}: {d:?}");
            if let Ok(text) = std::str::from_utf8(bytes) {
                assert_inside(text, d);
            }
        }
        compare(&expected, &header, &listing(&found), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn good_files_give_their_record_and_no_finding() {
    let declarations = declared();
    let folder = root().join("good");
    let mut failures = Vec::new();
    for (name, bytes) in files(&folder).into_iter().filter(|(name, _)| name.ends_with(".md")) {
        let expected = folder.join(name.replace(".md", ".expected"));
        let (path, header) = path_of(&expected);
        let declarations = if path.starts_with("mau/") || path.starts_with("khac/") || path.starts_with("cong-nghe/") {
            &declarations
        } else {
            &builtin()
        };
        let (record, _) = catalogue::parse_record(declarations, &path, &bytes);
        assert_eq!(listing(&everything(declarations, &path, &bytes)), "", "{name}");
        let record = serde_json::to_string_pretty(&record).expect("a record is serialisable");
        compare(&expected, &header, &format!("{record}\n"), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn builtin() -> Declarations {
    catalogue::declarations::parse(&[]).0
}

#[test]
fn bad_declarations_give_exactly_their_findings() {
    let folder = root().join("bad-declarations");
    let mut failures = Vec::new();
    let base = common::texts(&root().join("declared"));
    for (name, bytes) in files(&folder).into_iter().filter(|(name, _)| name.ends_with(".yaml")) {
        // `_collections--thu.yaml` is read as `_collections/thu.yaml`, over the sample declarations.
        let path = name.replace("--", "/");
        let mut all: Vec<(String, String)> = base.iter().filter(|(other, _)| *other != path).cloned().collect();
        all.push((path, String::from_utf8(bytes).expect("UTF-8")));
        let (_, found) = catalogue::declarations::parse(&all);
        compare(
            &folder.join(name.replace(".yaml", ".expected")),
            "",
            &listing(&found),
            &mut failures,
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_code_is_shown_by_a_case_or_checked_elsewhere() {
    let mut shown = String::new();
    for folder in ["bad", "bad-declarations"] {
        for (name, bytes) in files(&root().join(folder)) {
            if name.ends_with(".expected") {
                shown.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
    }
    // Checked across records in `links.rs`.
    let elsewhere = [
        codes::BROKEN_LINK,
        codes::WRONG_COLLECTION,
        codes::DUPLICATE_MA,
        codes::MISSING_FILE,
        codes::SELF_LINK,
        // In `advice.rs`.
        codes::REPEALED_POLICY,
        codes::LIKELY_DUPLICATE,
    ];
    let unseen: Vec<&str> = codes::TABLE
        .iter()
        .map(|row| row.code)
        // What importing finds is in the tests of its crate.
        .filter(|code| !code.starts_with("NC09") && !elsewhere.contains(code) && !shown.contains(code))
        .collect();
    assert!(unseen.is_empty(), "no case shows {unseen:?}");
}
