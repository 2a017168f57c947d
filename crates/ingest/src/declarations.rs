//! The declarations, from their files.

use std::path::Path;
use std::{fs, io};

use catalogue::{Declarations, Diagnostic, Severity, codes};

use crate::walk::{self, DECLARED};
use crate::{Error, read};

/// Largest file of declarations that is read at all, in bytes; the catalogue has its own, lower bound.
const MAX_FILE: u64 = 16 << 20;

/// Reads `_collections/*.yaml` and `_vocabularies/*.yaml`, with every mistake in them.
///
/// # Errors
/// The content folder is missing, or a file of declarations can not be read: records would mean something else
/// without it.
pub fn load_declarations(content: &Path) -> Result<(Declarations, Vec<Diagnostic>), Error> {
    walk::root(content)?;
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    for folder in DECLARED {
        let dir = content.join(folder);
        let unreadable = |path: &Path, fault| Error::Unreadable {
            path: path.to_owned(),
            fault,
        };
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(unreadable(&dir, error)),
        };
        for entry in entries {
            let file = entry.map_err(|e| unreadable(&dir, e))?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_yaml = file.extension().is_some_and(|e| e == "yaml" || e == "yml");
            if name.starts_with('.') || !is_yaml || !file.is_file() {
                continue;
            }
            let (bytes, _) = read::bounded(&file, MAX_FILE).map_err(|e| unreadable(&file, e))?;
            let path = format!("{folder}/{name}");
            let text = String::from_utf8(bytes).unwrap_or_else(|broken| {
                diagnostics.push(not_utf8(&path));
                String::from_utf8_lossy(broken.as_bytes()).into_owned()
            });
            files.push((path, text));
        }
    }
    let (declarations, found) = catalogue::declarations::parse(&files);
    diagnostics.extend(found);
    diagnostics.sort_by(|a, b| (&a.path, a.line, a.column, a.code).cmp(&(&b.path, b.line, b.column, b.code)));
    Ok((declarations, diagnostics))
}

fn not_utf8(path: &str) -> Diagnostic {
    Diagnostic {
        code: codes::NOT_UTF8,
        severity: Severity::Error,
        path: path.to_owned(),
        line: 0,
        column: 0,
        length: 0,
        source: String::new(),
        message: "tệp khai báo không phải UTF-8".to_owned(),
        remedy: "Mở tệp bằng Notepad, chọn Lưu thành…, ô Mã hoá chọn UTF-8, rồi lưu lại.".to_owned(),
        field: None,
    }
}
