//! `nhipcau ingest`: makes the index equal to the content.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use catalogue::Severity;
use ingest::{Outcome, Progress};

use crate::cli::Common;
use crate::progress::Bar;
use crate::report::number;

/// Updates the index, or builds it anew.
pub(crate) fn run(common: &Common, full: bool) -> Result<ExitCode> {
    let declarations = super::declarations(common, true)?;
    let began = Instant::now();
    let bar = Bar::new();
    let mut step = |progress: Progress| bar.step(progress);
    // What an index was rebuilt for is in the log.
    let outcome = if full {
        ingest::build(&common.content, &common.index, &declarations, &mut step)?
    } else {
        ingest::ensure(&common.content, &common.index, &declarations, &mut step)?.outcome
    };
    drop(bar);
    let seconds = format!("{:.1}", began.elapsed().as_secs_f64()).replace('.', ",");
    println!("{} Mất {seconds} giây.", counts(&outcome));
    if let Some(remark) = remark(&outcome) {
        println!("{remark}");
    }
    refuse_unreadable(common, &outcome)?;
    Ok(ExitCode::SUCCESS)
}

/// What changed, in one sentence.
pub(crate) fn counts(outcome: &Outcome) -> String {
    format!(
        "Chỉ mục có {} bản ghi: {} mới, {} thay đổi, {} giữ nguyên; bỏ {}.",
        number(outcome.records()),
        number(outcome.added),
        number(outcome.changed),
        number(outcome.unchanged),
        number(outcome.removed),
    )
}

/// What the author should look at, if anything.
pub(crate) fn remark(outcome: &Outcome) -> Option<String> {
    let errors = outcome
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .count();
    let warnings = outcome.diagnostics.len() - errors;
    let excluded = outcome.excluded.len();
    (errors + warnings + excluded > 0).then(|| {
        format!(
            "Các tệp vừa đọc có {} lỗi, {} cảnh báo; {} tệp không đưa vào chỉ mục được. Xem từng chỗ: nhipcau check",
            number(errors),
            number(warnings),
            number(excluded)
        )
    })
}

/// A file that can not even be opened is a matter of the machine, not of its text: someone has to know at once.
pub(crate) fn refuse_unreadable(common: &Common, outcome: &Outcome) -> Result<()> {
    let Some((path, fault)) = outcome.unreadable.first() else {
        return Ok(());
    };
    let path = common.content.join(path);
    let reason = ingest::reason(fault);
    match outcome.unreadable.len() {
        1 => bail!("không đọc được “{}”: {reason}", path.display()),
        n => bail!("không đọc được “{}” và {} tệp nữa: {reason}", path.display(), n - 1),
    }
}
