//! CPU time (Linux): nanoseconds on a core, whatever else the machine does.

use std::fs;
use std::path::Path;

/// What `work` gives, and the CPU nanoseconds of this thread that it takes.
pub(crate) fn thread<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = this_thread();
    let out = work();
    (out, this_thread() - begun)
}

/// Exact, where `/proc` is only brought up to date by the scheduler.
fn this_thread() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// CPU nanoseconds so far of all threads of the process whose name begins with `prefix`.
pub(crate) fn threads(prefix: &str) -> f64 {
    let Ok(tasks) = fs::read_dir("/proc/self/task") else {
        return 0.0;
    };
    tasks
        .flatten()
        .filter(|task| fs::read_to_string(task.path().join("comm")).is_ok_and(|name| name.starts_with(prefix)))
        .map(|task| on_core(&task.path().join("schedstat").to_string_lossy()))
        .sum()
}

/// The first number of a `schedstat` file.
fn on_core(path: &str) -> f64 {
    fs::read_to_string(path)
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(0.0)
}

/// Bytes of all files below a folder.
pub(crate) fn size(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => size(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}

/// CPU time of a process so far, in nanoseconds. The kernel counts in hundredths of a second (USER_HZ).
pub(crate) fn process(id: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() * 1e7
}
