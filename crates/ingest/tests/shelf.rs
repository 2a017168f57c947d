//! The shelf tells of a file what a check of the whole content tells.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;
use std::{fs, thread, time::Duration};

use ingest::Shelf;
use jiff::civil::date;

fn content() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"))
}

#[test]
fn the_findings_of_a_file_are_those_of_the_check() {
    let today = date(2027, 6, 1);
    let declarations = Arc::new(ingest::load_declarations(content()).unwrap().0);
    let shelf = Shelf::new(content());
    let report = ingest::check(content(), None, today).unwrap();
    assert!(!report.diagnostics.is_empty(), "the day makes some overdue");
    for file in ingest::walk(content()).unwrap() {
        let bytes = fs::read(&file.absolute).unwrap();
        let (_, found) = shelf.check(&declarations, &file.path, &bytes, today).unwrap();
        let wanted: Vec<_> = report
            .diagnostics
            .iter()
            .filter(|d| d.path == file.path)
            .cloned()
            .collect();
        assert_eq!(found, wanted, "{}", file.path);
    }
    assert_eq!(shelf.entries(&declarations).unwrap().len(), report.records);
}

#[test]
fn what_changes_on_disk_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.md");
    let declarations = Arc::new(ingest::load_declarations(dir.path()).unwrap().0);
    let shelf = Shelf::new(dir.path());
    assert!(shelf.entries(&declarations).unwrap().is_empty());
    fs::write(&file, "---\nma: bai-a\nten: Một\n---\nThân").unwrap();
    shelf.look_again(&declarations).unwrap();
    assert_eq!(shelf.find(&declarations, "bai-a").unwrap().unwrap().title, "Một");
    fs::write(&file, "---\nma: bai-a\nten: Hai hai\n---\nThân").unwrap();
    thread::sleep(Duration::from_millis(800));
    assert_eq!(shelf.find(&declarations, "bai-a").unwrap().unwrap().title, "Hai hai");
    fs::remove_file(&file).unwrap();
    shelf.look_again(&declarations).unwrap();
    assert_eq!(shelf.find(&declarations, "bai-a").unwrap(), None);
}

#[test]
fn the_findings_of_everything_are_those_of_the_check_and_made_once() {
    let (today, later) = (date(2026, 11, 25), date(2027, 6, 1));
    let declarations = Arc::new(ingest::load_declarations(content()).unwrap().0);
    let shelf = Shelf::new(content());
    for day in [today, later, today] {
        let report = ingest::check(content(), None, day).unwrap();
        let found = shelf.findings(&declarations, day).unwrap();
        assert_eq!(*found, report.diagnostics, "{day}");
        assert!(Arc::ptr_eq(&found, &shelf.findings(&declarations, day).unwrap()));
    }
}

#[test]
fn a_file_that_a_record_names_is_looked_for_at_every_look() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("a.md"),
        "---\nma: bai-a\nten: Một\n---\n![Lò](tep/lo.png)\n",
    )
    .unwrap();
    let declarations = Arc::new(ingest::load_declarations(dir.path()).unwrap().0);
    let shelf = Shelf::new(dir.path());
    let missing = || {
        let found = shelf.findings(&declarations, date(2026, 11, 25)).unwrap();
        found
            .iter()
            .filter(|d| d.code == catalogue::codes::MISSING_FILE)
            .count()
    };
    assert_eq!(missing(), 1);
    fs::create_dir(dir.path().join("tep")).unwrap();
    fs::write(dir.path().join("tep/lo.png"), "x").unwrap();
    assert_eq!(missing(), 0);
}
