//! Which files of the content folder are records.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::Error;

/// Folders of declarations, which hold no records.
pub(crate) const DECLARED: [&str; 2] = ["_collections", "_vocabularies"];

/// One file that should be a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Path under `content/`, with `/`. What is not UTF-8 in a name is replaced by `�`.
    pub path: String,
    /// Where it lies.
    pub absolute: PathBuf,
    /// Size in bytes when it was seen.
    pub size: u64,
}

/// Every `.md` file under `content`, ordered by path.
///
/// Left out: the folders of declarations, hidden files and folders, and symbolic links, except a link to a file that
/// lies under `content` itself.
///
/// # Errors
/// The folder is missing or can not be read.
pub fn walk(content: &Path) -> Result<Vec<SourceFile>, Error> {
    walk_under(content, content)
}

/// As [`walk`], for one folder of `content`.
pub(crate) fn walk_under(content: &Path, folder: &Path) -> Result<Vec<SourceFile>, Error> {
    let mut files: Vec<SourceFile> = each(content, folder)?.collect::<Result<_, _>>()?;
    files.sort();
    Ok(files)
}

/// The files of [`walk`] under one folder of `content`, in the order of the disk: there may be more than one wants to hold.
pub(crate) fn each<'a>(
    content: &'a Path,
    folder: &'a Path,
) -> Result<impl Iterator<Item = Result<SourceFile, Error>> + 'a, Error> {
    let root = root(content)?;
    let entries = WalkDir::new(folder)
        .follow_links(false)
        .into_iter()
        .filter_entry(move |entry| {
            entry.path() == content || relative(content, entry.path()).is_some_and(|path| !is_aside(&path))
        });
    Ok(entries.filter_map(move |entry| match entry {
        Ok(entry) => source_file(content, &root, entry.path()).map(Ok),
        // Gone since its folder was listed: then it is not there.
        Err(error)
            if error
                .io_error()
                .is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound)
                && error.depth() > 0 =>
        {
            None
        }
        Err(error) => {
            let path = error.path().unwrap_or(folder).to_owned();
            let fault = error.into_io_error().unwrap_or_else(|| std::io::Error::other("loop"));
            Some(Err(Error::Unreadable { path, fault }))
        }
    }))
}

/// The file as a source, when it is one.
pub(crate) fn source_file(content: &Path, root: &Path, absolute: &Path) -> Option<SourceFile> {
    let path = relative(content, absolute)?;
    if is_aside(&path) || absolute.extension().is_none_or(|e| e != "md") {
        return None;
    }
    let own = fs::symlink_metadata(absolute).ok()?;
    let metadata = if own.is_symlink() {
        let target = fs::canonicalize(absolute).ok()?;
        if !target.starts_with(root) {
            return None;
        }
        fs::metadata(&target).ok()?
    } else {
        own
    };
    metadata.is_file().then(|| SourceFile {
        path,
        absolute: absolute.to_owned(),
        size: metadata.len(),
    })
}

/// The content folder without links, so that targets can be compared with it.
pub(crate) fn root(content: &Path) -> Result<PathBuf, Error> {
    let root = fs::canonicalize(content).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::NotFound => Error::ContentMissing(content.to_owned()),
        _ => Error::Unreadable {
            path: content.to_owned(),
            fault,
        },
    })?;
    if root.is_dir() {
        Ok(root)
    } else {
        Err(Error::NotAFolder(content.to_owned()))
    }
}

/// Path under `content`, with `/`.
pub(crate) fn relative(content: &Path, absolute: &Path) -> Option<String> {
    let path = absolute.strip_prefix(content).ok()?;
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(parts.join("/"))
}

/// True for paths that hold no records: declarations and everything hidden.
pub(crate) fn is_aside(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or("");
    DECLARED.contains(&first) || path.split('/').any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_records_only() {
        let dir = tempfile::tempdir().expect("a folder");
        let content = dir.path().join("content");
        for file in [
            "b/hai.md",
            "a/mot.md",
            "a/.an.md",
            ".git/x.md",
            "_collections/x.md",
            "a/_collections/ba.md",
            "a/anh.png",
            "a/co.MD",
        ] {
            let path = content.join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "x").expect("written");
        }
        fs::write(dir.path().join("ngoai.md"), "x").expect("written");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(dir.path().join("ngoai.md"), content.join("a/ra-ngoai.md")).expect("linked");
            std::os::unix::fs::symlink(content.join("b"), content.join("a/vong")).expect("linked");
            std::os::unix::fs::symlink(content.join("b/hai.md"), content.join("a/trong.md")).expect("linked");
        }
        let found: Vec<String> = walk(&content).expect("walked").into_iter().map(|f| f.path).collect();
        let wanted = if cfg!(unix) {
            vec!["a/_collections/ba.md", "a/mot.md", "a/trong.md", "b/hai.md"]
        } else {
            vec!["a/_collections/ba.md", "a/mot.md", "b/hai.md"]
        };
        assert_eq!(found, wanted);
    }

    #[test]
    fn says_what_is_missing() {
        let dir = tempfile::tempdir().expect("a folder");
        assert!(matches!(
            walk(&dir.path().join("khong-co")),
            Err(Error::ContentMissing(_))
        ));
        let file = dir.path().join("tep");
        fs::write(&file, "x").expect("written");
        assert!(matches!(walk(&file), Err(Error::NotAFolder(_))));
    }
}
