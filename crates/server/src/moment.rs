//! Moments as machines write them.

use jiff::Timestamp;

/// `2026-11-25T15:24:00Z`.
pub(crate) fn iso(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

/// Seconds of an RFC 3339 moment; fractions are cut off.
pub(crate) fn parse(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_second)
}

/// Seconds of the beginning of a day, `YYYY-MM-DD`, UTC.
pub(crate) fn day(text: &str) -> Option<i64> {
    let fits = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    if !fits {
        return None;
    }
    parse(&format!("{text}T00:00:00Z"))
}
