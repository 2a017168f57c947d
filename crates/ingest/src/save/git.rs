//! The history in git, where the content folder is a work tree: one commit for each saved record.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Who changed something, as the commit says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Name shown to people.
    pub name: String,
    /// Address; an account without one gets `ten@nhipcau.invalid`.
    pub email: String,
}

/// Why there is no commit. What was saved stands all the same.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// There is no `git` to start.
    #[error("không chạy được git: {0}")]
    NoGit(io::Error),
    /// It refused.
    #[error("git không ghi được: {0}")]
    Refused(String),
}

/// Commits the files at `paths` (relative to `content`), and nothing else that may be prepared there. `None` when the
/// content is no work tree or the files are as git has them.
///
/// # Errors
/// `git` is missing or refuses.
pub fn commit(content: &Path, paths: &[&str], author: &Author, message: &str) -> Result<Option<String>, CommitError> {
    // A folder without a repository above it is looked for by hand, so that a machine without git is no fault there.
    let absolute = content.canonicalize().map_err(CommitError::NoGit)?;
    if !absolute.ancestors().any(|folder| folder.join(".git").exists()) {
        return Ok(None);
    }
    let inside = run(content, &["rev-parse", "--is-inside-work-tree"], author)?;
    if !inside.status.success() {
        return Err(refused(&inside));
    }
    let with = |head: &[&str]| -> Vec<String> {
        let head = head.iter().map(|part| (*part).to_owned());
        head.chain(["--".to_owned()])
            .chain(paths.iter().map(|path| format!(":(literal){path}")))
            .collect()
    };
    let add = run(content, &with(&["add"]), author)?;
    if !add.status.success() {
        return Err(refused(&add));
    }
    let clean = run(content, &with(&["diff", "--cached", "--quiet"]), author)?;
    if clean.status.success() {
        return Ok(None);
    }
    let done = run(content, &with(&["commit", "--quiet", "--only", "-m", message]), author)?;
    if !done.status.success() {
        return Err(refused(&done));
    }
    let head = run(content, &["rev-parse", "HEAD"], author)?;
    Ok(Some(String::from_utf8_lossy(&head.stdout).trim().to_owned()))
}

fn run<S: AsRef<std::ffi::OsStr>>(content: &Path, arguments: &[S], author: &Author) -> Result<Output, CommitError> {
    Command::new("git")
        .arg("-C")
        .arg(content)
        .args(arguments)
        .env("GIT_AUTHOR_NAME", &author.name)
        .env("GIT_AUTHOR_EMAIL", &author.email)
        .env("GIT_COMMITTER_NAME", &author.name)
        .env("GIT_COMMITTER_EMAIL", &author.email)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .map_err(CommitError::NoGit)
}

fn refused(output: &Output) -> CommitError {
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim();
    let said = if said.is_empty() {
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    } else {
        said.to_owned()
    };
    CommitError::Refused(said.chars().take(400).collect())
}
