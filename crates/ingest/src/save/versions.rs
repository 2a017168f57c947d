//! The versions of one file: plain files in a folder of its own, named by time and hash.

use std::path::Path;
use std::{fs, io};

use jiff::Timestamp;

use super::{atomic, hash};

/// One kept version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// When it was kept, UTC: `20261125T084512.123456Z`. Sorts by time.
    pub at: String,
    /// The first 12 characters of its hash.
    pub hash: String,
}

impl Version {
    pub(super) fn file_name(&self) -> String {
        format!("{}-{}.md", self.at, self.hash)
    }
}

/// Keeps `bytes` as the newest version, unless the newest holds the same.
pub(super) fn keep(folder: &Path, bytes: &[u8], now: Timestamp) -> io::Result<()> {
    let short = hash(bytes)[..12].to_owned();
    let kept = list(folder)?;
    let newest = kept.last();
    if newest.is_some_and(|version| version.hash == short) {
        return Ok(());
    }
    let mut now = now;
    // A clock that was set back must not put the newest before others.
    let stamp = loop {
        let stamp = now.strftime("%Y%m%dT%H%M%S.%6fZ").to_string();
        match newest {
            Some(version) if version.at >= stamp => now += jiff::SignedDuration::from_micros(1).max(gap(version, now)),
            _ => break stamp,
        }
    };
    let version = Version { at: stamp, hash: short };
    match atomic::write(&folder.join(version.file_name()), bytes, false) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// How far `now` lies behind a version, and a moment more.
fn gap(version: &Version, now: Timestamp) -> jiff::SignedDuration {
    let at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S%.fZ", &version.at)
        .ok()
        .and_then(|at| at.to_zoned(jiff::tz::TimeZone::UTC).ok());
    at.map_or(jiff::SignedDuration::from_secs(1), |at| {
        at.timestamp().duration_since(now) + jiff::SignedDuration::from_micros(1)
    })
}

/// The versions in a folder, the oldest first; none when there is no folder.
pub(super) fn list(folder: &Path) -> io::Result<Vec<Version>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut versions: Vec<Version> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let (at, hash) = name.strip_suffix(".md")?.split_once('-')?;
            let well_formed = !at.starts_with('.') && hash.len() == 12;
            well_formed.then(|| Version {
                at: at.to_owned(),
                hash: hash.to_owned(),
            })
        })
        .collect();
    versions.sort();
    Ok(versions)
}
