//! What the suites share: the sample declarations and the folders of cases.
#![allow(dead_code, reason = "each suite uses a part of it")]

use std::path::{Path, PathBuf};

use catalogue::{Declarations, Diagnostic};

/// The folder `tests/` of this crate.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Every file below a folder, sorted, as `(path with /, bytes)`.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder of the suite").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("below")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, std::fs::read(&path).expect("a file of the suite")));
            }
        }
    }
    found.sort();
    found
}

/// Files as text, for declarations.
pub(crate) fn texts(folder: &Path) -> Vec<(String, String)> {
    files(folder)
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

/// The sample declarations; they are without fault.
pub(crate) fn declared() -> Declarations {
    let (declarations, found) = catalogue::declarations::parse(&texts(&root().join("declared")));
    assert_eq!(found, Vec::new(), "the sample declarations are clean");
    declarations
}

/// One line for each finding, and its remedy on the next.
pub(crate) fn listing(found: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| format!("{} {}:{} {}\n    → {}\n", d.code, d.line, d.column, d.message, d.remedy);
    found.iter().map(line).collect()
}

/// Compares with the `.expected` file, or writes it when `UPDATE_EXPECTED` is set.
pub(crate) fn compare(expected: &Path, header: &str, got: &str, failures: &mut Vec<String>) {
    let got = format!("{header}{got}");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(expected, &got).expect("the suite can be written");
        return;
    }
    let wanted = std::fs::read_to_string(expected).unwrap_or_default();
    if wanted != got {
        failures.push(format!("{}\n--- expected\n{wanted}--- got\n{got}", expected.display()));
    }
}
