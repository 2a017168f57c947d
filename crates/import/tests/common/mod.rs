//! What the suites share: the real declarations, and archives made by hand.
#![allow(dead_code, reason = "each suite uses a part of it")]

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use catalogue::Declarations;
use import::{Import, Options, Refusal};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The folder of this crate.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The declarations of the catalogue itself.
pub(crate) fn declared() -> Declarations {
    let content = root().join("../../content");
    let mut files = Vec::new();
    for folder in ["_collections", "_vocabularies"] {
        for entry in std::fs::read_dir(content.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((format!("{folder}/{name}"), std::fs::read_to_string(&path).unwrap()));
        }
    }
    catalogue::declarations::parse(&files).0
}

/// A fixture; `make.py` beside them made them.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/files").join(Path::new(name))).unwrap()
}

/// Imports bytes as a file of this name.
pub(crate) fn read(
    declarations: &Declarations,
    collection: Option<&str>,
    name: &str,
    bytes: &[u8],
) -> Result<Import, Refusal> {
    let options = Options {
        collection,
        mapping: None,
        today: jiff::civil::date(2026, 11, 25),
    };
    import::import(declarations, &options, name, bytes)
}

/// An archive of these parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, packed).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub(crate) fn word(body: &str) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", document.as_bytes())])
}

/// A paragraph of one run.
pub(crate) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}
