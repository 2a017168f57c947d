//! How far an ingest is, as a bar on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use ingest::Progress;

/// Shown only when standard error is a terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar that begins to show with the first file.
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} tệp, còn {eta}") {
            bar.set_style(style);
        }
        bar.set_message("Lập chỉ mục");
        Self(bar)
    }

    /// Takes a step.
    pub(crate) fn step(&self, progress: Progress) {
        match progress {
            Progress::Reading { done, total } => {
                self.0.set_length(total as u64);
                self.0.set_position(done as u64);
            }
            Progress::Writing => self.0.set_message("Ghi chỉ mục"),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A count that runs on a terminal, of work whose end is not known beforehand.
pub(crate) struct Counter(ProgressBar);

impl Counter {
    /// Counts `what`.
    pub(crate) fn new(what: &'static str) -> Self {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self(bar)
    }

    /// So many are done.
    pub(crate) fn at(&self, done: usize) {
        self.0.set_position(done as u64);
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
