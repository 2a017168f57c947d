//! Searches that found nothing: what people looked for and the catalogue does not have.
//!
//! Kept under the data folder are the words, how often, and the day of the last time: no address, no time of day, nothing
//! that looks like a person's number or mail. Everything is bounded, and written away from the request.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Name of the file.
const FILE: &str = "khong-thay.json";
/// Most searches kept.
const MAX: usize = 2000;
/// Days that a search is kept after its last time.
const DAYS: i64 = 92;
/// Shortest and longest query kept, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=80;
/// Most digits in a row: telephone numbers and those of identity cards have more, also written in groups.
const MAX_DIGITS: usize = 7;
/// Most searches taken in a minute; who sends more tells nothing about what people need.
const MAX_A_MINUTE: u32 = 120;
/// Searches that wait to be taken; what comes on top is let go.
const WAITING: usize = 256;
/// The file is written this long after a change, with all that came meanwhile.
const PAUSE: Duration = Duration::from_secs(2);
/// Most bytes of the file that are read.
const MAX_FILE: u64 = 4 << 20;

/// One search that found nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// The words as they were typed last.
    #[serde(rename = "chu")]
    pub text: String,
    /// How often.
    #[serde(rename = "lan")]
    pub times: u32,
    /// The day of the last time.
    #[serde(rename = "ngay")]
    pub day: Date,
}

/// The searches of one data folder; clones share them.
#[derive(Debug, Clone)]
pub struct Misses {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    kept: Arc<Mutex<BTreeMap<String, Miss>>>,
    sender: Option<SyncSender<(String, Date)>>,
    writer: Option<JoinHandle<()>>,
}

impl Misses {
    /// Opens what is kept in a data folder. A file that can not be read is begun anew.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn open(data: &Path) -> io::Result<Self> {
        let path = data.join(FILE);
        let kept = Arc::new(Mutex::new(load(&path)));
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        let held = Arc::clone(&kept);
        let writer = thread::Builder::new()
            .name("misses".to_owned())
            .spawn(move || follow(&receiver, &held, &path))?;
        Ok(Self {
            inner: Arc::new(Inner {
                kept,
                sender: Some(sender),
                writer: Some(writer),
            }),
        })
    }

    /// Notes a search, if it is one to keep. Never waits.
    pub fn note(&self, query: &str, today: Date) {
        if let Some(text) = worth(query)
            && let Some(sender) = &self.inner.sender
        {
            // Full when too many come at once: then it is let go.
            let _ = sender.try_send((text, today));
        }
    }

    /// Searches of the last `days` days until `today`, the most frequent first.
    pub fn last(&self, days: i64, today: Date) -> Vec<Miss> {
        let kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last: Vec<Miss> = kept
            .values()
            .filter(|miss| age(miss.day, today) <= days)
            .cloned()
            .collect();
        last.sort_by(|a, b| {
            b.times
                .cmp(&a.times)
                .then_with(|| b.day.cmp(&a.day))
                .then_with(|| a.text.cmp(&b.text))
        });
        last
    }
}

impl Drop for Inner {
    /// What was noted is on the disk when the server has stopped.
    fn drop(&mut self) {
        self.sender = None;
        if let Some(writer) = self.writer.take() {
            // A writer that failed has said so.
            let _ = writer.join();
        }
    }
}

fn age(day: Date, today: Date) -> i64 {
    today.duration_since(day).as_hours() / 24
}

/// The words of a query that may be kept.
fn worth(query: &str) -> Option<String> {
    let text = query.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = text.to_lowercase();
    let apart = |c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '.' | '-' | '(' | ')' | '+');
    let digits = |row: &str| row.chars().filter(char::is_ascii_digit).count();
    let longest = text.split(apart).map(digits).max().unwrap_or(0);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let fits = LENGTH.contains(&text.chars().count())
        && letters >= 2
        && longest <= MAX_DIGITS
        && !text.chars().any(char::is_control)
        && !small.contains('@')
        && !small.contains("://")
        && !small.contains("www.");
    fits.then_some(text)
}

/// Under what a search is kept: the same words with and without marks are one search.
fn key(text: &str) -> String {
    vietnamese::fold::ascii(text).to_lowercase()
}

fn load(path: &Path) -> BTreeMap<String, Miss> {
    let read = || -> io::Result<String> {
        let mut text = String::new();
        File::open(path)?.take(MAX_FILE).read_to_string(&mut text)?;
        Ok(text)
    };
    match read() {
        Ok(text) => match serde_json::from_str::<Vec<Miss>>(&text) {
            Ok(kept) => kept.into_iter().map(|miss| (key(&miss.text), miss)).collect(),
            Err(fault) => {
                tracing::warn!(%fault, "the searches without a result can not be read and begin anew");
                BTreeMap::new()
            }
        },
        Err(_) => BTreeMap::new(),
    }
}

/// Takes searches until nobody can send more, and writes them after a pause.
fn follow(receiver: &Receiver<(String, Date)>, kept: &Mutex<BTreeMap<String, Miss>>, path: &Path) {
    let mut write_at: Option<Instant> = None;
    let mut minute = (Instant::now(), 0);
    loop {
        let next = match write_at {
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => receiver.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        match next {
            Ok((text, day)) => {
                if minute.0.elapsed() >= Duration::from_secs(60) {
                    minute = (Instant::now(), 0);
                }
                minute.1 += 1;
                if minute.1 <= MAX_A_MINUTE {
                    add(&mut kept.lock().unwrap_or_else(PoisonError::into_inner), text, day);
                    write_at.get_or_insert_with(|| Instant::now() + PAUSE);
                }
                if write_at.is_none_or(|at| at > Instant::now()) {
                    continue;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                if write_at.is_some() {
                    write(kept, path);
                }
                return;
            }
        }
        write(kept, path);
        write_at = None;
    }
}

/// Counts a search, within the bounds.
fn add(kept: &mut BTreeMap<String, Miss>, text: String, day: Date) {
    let key = key(&text);
    if let Some(miss) = kept.get_mut(&key) {
        miss.times = miss.times.saturating_add(1);
        miss.day = miss.day.max(day);
        // Words with marks say more than words without.
        if !text.is_ascii() || miss.text.is_ascii() {
            miss.text = text;
        }
        return;
    }
    if kept.len() >= MAX {
        kept.retain(|_, miss| age(miss.day, day) <= DAYS);
    }
    if kept.len() >= MAX {
        let least = kept.iter().min_by_key(|(_, miss)| (miss.times, miss.day));
        if let Some(key) = least.map(|(key, _)| key.clone()) {
            kept.remove(&key);
        }
    }
    kept.insert(key, Miss { text, times: 1, day });
}

fn write(kept: &Mutex<BTreeMap<String, Miss>>, path: &Path) {
    let rows: Vec<Miss> = {
        let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.values().cloned().collect()
    };
    let save = || -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // tempfile makes its files for their owner alone.
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut temporary, &rows)?;
        temporary.write_all(b"\n")?;
        temporary.as_file().sync_all()?;
        temporary.persist(path).map(drop).map_err(|failed| failed.error)
    };
    if let Err(fault) = save() {
        tracing::warn!(%fault, "the searches without a result could not be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_tells_of_a_person_is_left_out() {
        for kept in ["máy sấy hạt dẻ", "  máy   sấy ", "QĐ 1909/2022", "lúa"] {
            assert!(worth(kept).is_some(), "{kept}");
        }
        for left in [
            "",
            "a",
            "0912 345 678",
            "hỏi 0912345678",
            "004 201 001 234",
            "lan@example.vn",
            "https://a.b",
            "www.a.b",
            "1234",
            "\u{7}chuông kêu",
            &"dài ".repeat(30),
        ] {
            assert_eq!(worth(left), None, "{left}");
        }
    }

    #[test]
    fn they_are_counted_kept_and_bounded() {
        let dir = tempfile::tempdir().expect("a folder");
        let today = date(2026, 11, 25);
        let misses = Misses::open(dir.path()).expect("opened");
        for query in [
            "may say hat de",
            "máy sấy hạt dẻ",
            "may  say hat de",
            "lò nung",
            "0912345678",
        ] {
            misses.note(query, today);
        }
        drop(misses);
        let text = fs::read_to_string(dir.path().join(FILE)).expect("written when dropped");
        assert!(!text.contains("0912"), "{text}");
        let misses = Misses::open(dir.path()).expect("opened");
        let last = misses.last(31, today);
        let told: Vec<(&str, u32)> = last.iter().map(|miss| (miss.text.as_str(), miss.times)).collect();
        assert_eq!(told, [("máy sấy hạt dẻ", 3), ("lò nung", 1)]);
        assert!(misses.last(31, date(2027, 1, 25)).is_empty());

        let mut kept = BTreeMap::new();
        for n in 0..MAX + 50 {
            let name: String = format!("{n:05}").bytes().map(|b| char::from(b - b'0' + b'a')).collect();
            add(&mut kept, name.clone(), today);
            if n == 0 {
                add(&mut kept, name, today);
            }
        }
        assert_eq!(kept.len(), MAX);
        assert!(kept.contains_key("aaaaa"), "what is asked for often stays");
    }

    #[test]
    fn a_flood_is_let_go() {
        let dir = tempfile::tempdir().expect("a folder");
        let misses = Misses::open(dir.path()).expect("opened");
        for n in 0..5000_u32 {
            let name: String = format!("{n:05}").bytes().map(|b| char::from(b - b'0' + b'a')).collect();
            misses.note(&name, date(2026, 11, 25));
        }
        drop(misses);
        let kept = load(&dir.path().join(FILE));
        assert!(
            !kept.is_empty() && kept.len() <= MAX_A_MINUTE as usize,
            "{}",
            kept.len()
        );
    }
}
