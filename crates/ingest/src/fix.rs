//! What can be mended in the content without asking anyone what was meant.

use std::path::{Path, PathBuf};

use catalogue::Mended;
use catalogue::encoding::MAX_FILE;

use crate::{Error, load_declarations, read, walk};

/// A file that can be mended.
#[derive(Debug)]
pub struct Fix {
    /// Path under `content/`, with `/`.
    pub path: String,
    /// What the file holds now.
    pub old: Vec<u8>,
    /// What it should hold.
    pub mended: Mended,
}

/// Every file of `content`, or of `only`, that [`catalogue::mend`] can mend, in the order of paths. Nothing is written.
///
/// # Errors
/// The content, or a file asked for, can not be read, or lies elsewhere.
pub fn fixes(content: &Path, only: Option<&[PathBuf]>) -> Result<Vec<Fix>, Error> {
    let root = crate::walk::root(content)?;
    let wanted = only.map(|files| crate::check::wanted(&root, files)).transpose()?;
    let (declarations, _) = load_declarations(content)?;
    let mut fixes = Vec::new();
    for file in walk(content)? {
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(&file.path)) {
            continue;
        }
        // What can not be read is for the check to say.
        let Ok((old, size)) = read::bounded(&file.absolute, MAX_FILE as u64) else {
            continue;
        };
        if size > MAX_FILE as u64 {
            continue;
        }
        if let Some(mended) = catalogue::mend(&declarations, &file.path, &old) {
            let path = file.path;
            fixes.push(Fix { path, old, mended });
        }
    }
    Ok(fixes)
}
