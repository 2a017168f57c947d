//! Any bytes as an office file, as the staff send them: refused, or drafts that are drafts. Archives are taken as they
//! are; marked-up text as the inside of a document and of a workbook whose archive is sound; anything else as a table.
#![no_main]

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use catalogue::{Declarations, Status};
use import::Options;
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

#[path = "declared.rs"]
mod declared;

fn declarations() -> &'static Declarations {
    static DECLARED: OnceLock<Declarations> = OnceLock::new();
    DECLARED.get_or_init(declared::real)
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

fn around(before: &str, bytes: &[u8], after: &str) -> Vec<u8> {
    [before.as_bytes(), bytes, after.as_bytes()].concat()
}

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/></Relationships>";
const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
    <sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

/// Names and bytes of the files that it is taken for.
fn files(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    if bytes.starts_with(b"PK") {
        return vec![("van-ban.docx", bytes.to_vec()), ("bang.xlsx", bytes.to_vec())];
    }
    if !bytes.starts_with(b"<") {
        return vec![("bang.csv", bytes.to_vec())];
    }
    let document = around(
        "<w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>",
        bytes,
        "</w:body></w:document>",
    );
    let sheet = around(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
        bytes,
        "</sheetData></worksheet>",
    );
    let workbook = zipped(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", &sheet),
    ]);
    vec![
        ("van-ban.docx", zipped(&[("word/document.xml", &document)])),
        ("van-ban.docx", zipped(&[("word/document.xml", bytes)])),
        ("bang.xlsx", workbook),
    ]
}

fn read(name: &str, bytes: &[u8]) {
    let declarations = declarations();
    let options = Options {
        collection: Some("ket-qua"),
        mapping: None,
        today: jiff::civil::date(2026, 11, 25),
    };
    let Ok(import) = import::import(declarations, &options, name, bytes) else {
        return;
    };
    assert_eq!(import.original.bytes, bytes, "the original is kept as it is");
    for draft in &import.drafts {
        let (path, text) = (draft.path(), draft.to_markdown());
        assert!(
            !path.contains("..") && !path.starts_with('/') && path.ends_with(".md"),
            "{path}"
        );
        let (record, found) = catalogue::parse_record(declarations, &path, text.as_bytes());
        let record = record.unwrap_or_else(|| panic!("{path}: {found:?}\n{text}"));
        assert_eq!(record.status, Status::Draft, "{text}");
        assert_eq!(record.ma, draft.ma, "{text}");
    }
}

fuzz_target!(|bytes: &[u8]| {
    for (name, bytes) in files(bytes) {
        read(name, &bytes);
    }
});
