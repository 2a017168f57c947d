//! Everything that is wrong with the content, without touching the index.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use catalogue::{Diagnostic, Severity, advice};
use jiff::civil::Date;

use crate::{Error, load_declarations, read, walk};

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// Findings by path, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// Files looked at: records, and declarations with findings.
    pub files: usize,
    /// Records that could be read.
    pub records: usize,
}

impl Report {
    /// Findings that are errors.
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count()
    }

    /// Findings that are warnings.
    pub fn warnings(&self) -> usize {
        self.diagnostics.len() - self.errors()
    }
}

/// Checks all of `content`, or only `only` of it. Links are always looked up in all of it, and so are records that
/// say the same. `today` decides what is overdue and which policy is still in force.
///
/// # Errors
/// The content, or a file asked for, can not be read, or lies elsewhere.
pub fn check(content: &Path, only: Option<&[PathBuf]>, today: Date) -> Result<Report, Error> {
    let root = crate::walk::root(content)?;
    let wanted = only.map(|files| wanted(&root, files)).transpose()?;
    let (declarations, mut diagnostics) = load_declarations(content)?;
    let files = walk(content)?;
    let mut parsed = Vec::with_capacity(files.len());
    let mut briefs = Vec::with_capacity(files.len());
    let Ok(()) = read::each(
        &declarations,
        &files,
        |_| None,
        |at, reading| -> Result<(), Infallible> {
            if let (Some(mut reading), Some(file)) = (reading, files.get(at)) {
                diagnostics.extend(advice::alone(&declarations, &reading.parsed, today));
                briefs.extend(advice::brief(&reading.parsed));
                // The text is checked; only what the others may point to has to stay.
                if let Some(record) = &mut reading.parsed.record {
                    record.body = catalogue::Rendered::default();
                    record.values = Vec::new();
                }
                reading.parsed.fields = Vec::new();
                reading.parsed.edits = Vec::new();
                parsed.push((file.path.clone(), reading.parsed));
            }
            Ok(())
        },
    );
    let looked_at = |path: &str| wanted.as_ref().is_none_or(|wanted| wanted.contains(path));
    let records = parsed
        .iter()
        .filter(|(path, one)| looked_at(path) && one.record.is_some())
        .count();
    let files = parsed.iter().filter(|(path, _)| looked_at(path)).count();
    let exists = |path: &str| root.join(path).is_file();
    diagnostics.extend(catalogue::check_links(
        &declarations,
        parsed.iter().map(|(_, one)| one),
        &exists,
    ));
    diagnostics.extend(advice::between(&briefs, today));
    diagnostics.extend(parsed.into_iter().flat_map(|(_, one)| one.diagnostics));
    diagnostics.retain(|d| looked_at(&d.path));
    order(&mut diagnostics);
    Ok(Report {
        diagnostics,
        files,
        records,
    })
}

/// The order of findings: by path, line and column.
pub(crate) fn order(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| (&a.path, a.line, a.column, a.code).cmp(&(&b.path, b.line, b.column, b.code)));
}

/// The files asked for, as paths under `content/`.
pub(crate) fn wanted(root: &Path, files: &[PathBuf]) -> Result<BTreeSet<String>, Error> {
    let mut wanted = BTreeSet::new();
    for file in files {
        let unreadable = |fault| Error::Unreadable {
            path: file.clone(),
            fault,
        };
        let absolute = file.canonicalize().map_err(unreadable)?;
        if absolute.is_dir() {
            wanted.extend(crate::walk::walk_under(root, &absolute)?.into_iter().map(|f| f.path));
            continue;
        }
        let path = crate::walk::relative(root, &absolute).ok_or_else(|| Error::Outside(file.clone()))?;
        wanted.insert(path);
    }
    Ok(wanted)
}
