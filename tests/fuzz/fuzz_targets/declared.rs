//! The declarations of the catalogue itself.

use std::path::Path;

use catalogue::Declarations;

pub(crate) fn real() -> Declarations {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let mut files = Vec::new();
    for folder in ["_collections", "_vocabularies"] {
        for entry in std::fs::read_dir(content.join(folder)).expect("the content") {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.push((
                format!("{folder}/{name}"),
                std::fs::read_to_string(&path).expect("text"),
            ));
        }
    }
    files.sort();
    catalogue::declarations::parse(&files).0
}
