//! Any query against a small catalogue: it is answered, and what is marked is the record's own text.
#![no_main]

use std::sync::{Arc, OnceLock};

use libfuzzer_sys::fuzz_target;
use search::{Index, SearchRequest, Writer};
use tempfile::TempDir;

#[path = "../../suite/search/fixture.rs"]
mod fixture;
#[path = "marks.rs"]
mod marks;

fn index() -> &'static Index {
    static INDEX: OnceLock<(Index, TempDir)> = OnceLock::new();
    let (index, _) = INDEX.get_or_init(|| {
        let declarations = fixture::declarations();
        let dir = tempfile::tempdir().expect("a folder for the index");
        let mut writer = Writer::create(dir.path(), Arc::clone(&declarations), 1).expect("an index");
        for (path, text) in fixture::RECORDS {
            let (record, findings) = catalogue::parse_record(&declarations, path, text.as_bytes());
            writer
                .put(&record.unwrap_or_else(|| panic!("{path}: {findings:?}")), path, false)
                .expect("a record");
        }
        writer.publish().expect("a generation");
        (Index::open(dir.path(), declarations).expect("the index"), dir)
    });
    index
}

fuzz_target!(|q: &str| {
    for literal in [false, true] {
        let request = SearchRequest {
            q: q.to_owned(),
            literal,
            explain: true,
            ..SearchRequest::default()
        };
        let answer = index().search(&request).expect("no query is an error");
        assert!(answer.hits.len() <= request.limit && answer.hits.len() <= answer.total);
        for hit in &answer.hits {
            assert_eq!(marks::plain(&hit.title_html), hit.title);
            marks::plain(&hit.snippet);
            assert!(hit.score.is_finite());
        }
    }
    let _ = index().suggest(q, 8).expect("no text is an error");
});
