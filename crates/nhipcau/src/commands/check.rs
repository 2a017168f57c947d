//! `nhipcau check`: everything that is wrong with the content.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;

use crate::cli::{Common, ReportFormat};
use crate::report::{self, Writer};

/// Status when the content has errors; warnings alone are no reason to stop anyone.
const ERRORS: u8 = 1;

/// Reports on all of the content or on some files.
pub(crate) fn run(common: &Common, files: &[PathBuf], format: ReportFormat) -> Result<ExitCode> {
    let report = ingest::check(&common.content, (!files.is_empty()).then_some(files), super::today())?;
    let (errors, warnings) = (report.errors(), report.warnings());
    let mut out = std::io::stdout().lock();
    match format {
        ReportFormat::Text => {
            let writer = Writer::new(&common.content);
            for finding in &report.diagnostics {
                writeln!(out, "{}\n", writer.text(finding))?;
            }
            writeln!(out, "{}", report::count(report.files, errors, warnings))?;
        }
        ReportFormat::Json => {
            let whole = json!({
                "files": report.files,
                "records": report.records,
                "errors": errors,
                "warnings": warnings,
                "diagnostics": report.diagnostics,
            });
            serde_json::to_writer_pretty(&mut out, &whole)?;
            writeln!(out)?;
        }
    }
    Ok(if errors > 0 {
        ExitCode::from(ERRORS)
    } else {
        ExitCode::SUCCESS
    })
}
