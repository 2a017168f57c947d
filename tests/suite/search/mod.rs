//! Vietnamese search as readers meet it: what they type, and what must and must not come back.
//!
//! Two catalogues: a small one made for the purpose (`fixture.rs`), and the real `content/`. Every point of what must
//! work has a file of its own. A case that does not hold yet is named in `gaps.rs`, and must leave it when it does.

mod checks;
mod encodings;
mod explain;
mod fixture;
mod gaps;
mod homographs;
mod keystrokes;
mod names;
mod places;
mod questions;
mod similar;
mod slips;
mod snippets;
mod suggest;
mod syntax;
mod variants;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use catalogue::Declarations;
use search::{Index, SearchRequest, SearchResponse, Writer};
use tempfile::TempDir;

use crate::support::root;

/// An index in a folder that lives as long as the tests.
struct Shelf {
    index: Index,
    /// Plain text of the bodies by `ma`.
    texts: BTreeMap<String, String>,
    _dir: TempDir,
}

/// The small catalogue.
fn small() -> &'static Index {
    &small_shelf().index
}

/// The real catalogue.
fn real() -> &'static Index {
    &real_shelf().index
}

/// Plain text of the body of a record.
fn text_of<'a>(index: &Index, ma: &str) -> &'a str {
    let shelf = if std::ptr::eq(index, small()) {
        small_shelf()
    } else {
        real_shelf()
    };
    shelf.texts.get(ma).map_or("", String::as_str)
}

fn small_shelf() -> &'static Shelf {
    static SMALL: OnceLock<Shelf> = OnceLock::new();
    SMALL.get_or_init(|| {
        let declarations = fixture::declarations();
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::create(dir.path(), Arc::clone(&declarations), 1).unwrap();
        let mut texts = BTreeMap::new();
        for (path, text) in fixture::RECORDS {
            let (record, findings) = catalogue::parse_record(&declarations, path, text.as_bytes());
            let record = record.unwrap_or_else(|| panic!("{path}: {findings:?}"));
            assert!(findings.is_empty(), "{path}: {findings:?}");
            writer.put(&record, path, false).unwrap();
            texts.insert(record.ma, record.body.text);
        }
        writer.publish().unwrap();
        shelf(dir, declarations, texts)
    })
}

fn real_shelf() -> &'static Shelf {
    static REAL: OnceLock<Shelf> = OnceLock::new();
    REAL.get_or_init(|| {
        let content = root().join("content");
        let (declarations, _) = ::ingest::load_declarations(&content).unwrap();
        let declarations = Arc::new(declarations);
        let dir = tempfile::tempdir().unwrap();
        ::ingest::build(&content, dir.path(), &declarations, &mut |_| {}).unwrap();
        let mut texts = BTreeMap::new();
        for file in ::ingest::walk(&content).unwrap() {
            let bytes = std::fs::read(content.join(&file.path)).unwrap();
            if let (Some(record), _) = catalogue::parse_record(&declarations, &file.path, &bytes) {
                texts.insert(record.ma, record.body.text);
            }
        }
        shelf(dir, declarations, texts)
    })
}

fn shelf(dir: TempDir, declarations: Arc<Declarations>, texts: BTreeMap<String, String>) -> Shelf {
    let index = Index::open(dir.path(), declarations).unwrap();
    Shelf {
        index,
        texts,
        _dir: dir,
    }
}

/// What a reader gets who types `q` and presses Enter.
fn ask(index: &Index, q: &str) -> SearchResponse {
    ask_with(index, q, |_| {})
}

/// The same with other wishes.
fn ask_with(index: &Index, q: &str, wish: impl FnOnce(&mut SearchRequest)) -> SearchResponse {
    let mut request = SearchRequest {
        q: q.to_owned(),
        ..SearchRequest::default()
    };
    wish(&mut request);
    index.search(&request).unwrap()
}

/// `ma` of the hits, best first.
fn ids(response: &SearchResponse) -> Vec<&str> {
    response.hits.iter().map(|h| h.id.as_str()).collect()
}

/// The first hits and what was understood, for a message.
fn seen(response: &SearchResponse) -> String {
    let first: Vec<&str> = ids(response).into_iter().take(6).collect();
    let understood = serde_json::to_string(&response.understood).unwrap();
    format!("{} hits {first:?}, understood {understood}", response.total)
}
