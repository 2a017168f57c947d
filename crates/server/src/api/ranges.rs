//! Ranges and validators of a file that is downloaded (RFC 9110, 13 and 14).

use axum::http::{HeaderMap, header};

/// What part is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// All of it; also where several parts are asked for, which a server need not follow.
    Whole,
    /// From the byte `first` to the byte `last`.
    Part {
        /// First byte.
        first: u64,
        /// Last byte.
        last: u64,
    },
    /// A part behind the end.
    Nothing,
}

/// Reads `Range` and `If-Range`. `etag` is the strong validator, `length` in bytes.
pub(crate) fn asked(headers: &HeaderMap, etag: &str, length: u64) -> Asked {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &axum::http::HeaderValue| v.to_str().ok())
    };
    let Some(range) = text(header::RANGE).and_then(|range| range.strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    // Strong comparison: a weak validator, or a date, does not tell bytes apart.
    if headers.contains_key(header::IF_RANGE) && text(header::IF_RANGE) != Some(etag) {
        return Asked::Whole;
    }
    let Some((first, last)) = range.trim().split_once('-') else {
        return Asked::Whole;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => part(first, last, length),
        (Ok(first), Err(_)) if last.is_empty() => part(first, u64::MAX, length),
        (Err(_), Ok(suffix)) if first.is_empty() => {
            if suffix == 0 || length == 0 {
                Asked::Nothing
            } else {
                part(length.saturating_sub(suffix), u64::MAX, length)
            }
        }
        _ => Asked::Whole,
    }
}

fn part(first: u64, last: u64, length: u64) -> Asked {
    if first >= length {
        Asked::Nothing
    } else {
        Asked::Part {
            first,
            last: last.min(length - 1),
        }
    }
}

/// True where the client holds this state (`If-None-Match`, weak comparison).
pub(crate) fn holds(headers: &HeaderMap, etag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter();
    lists
        .filter_map(|v| v.to_str().ok())
        .flat_map(|list| list.split(','))
        .any(|one| one.trim() == "*" || one.trim().trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(range: &str, if_range: Option<&str>) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().expect("a header"));
        if let Some(text) = if_range {
            headers.insert(header::IF_RANGE, text.parse().expect("a header"));
        }
        asked(&headers, "\"a\"", 100)
    }

    #[test]
    fn parts() {
        let part = |first, last| Asked::Part { first, last };
        assert_eq!(of("bytes=0-9", None), part(0, 9));
        assert_eq!(of("bytes=90-", None), part(90, 99));
        assert_eq!(of("bytes=-5", None), part(95, 99));
        assert_eq!(of("bytes=-500", None), part(0, 99));
        assert_eq!(of("bytes=50-500", None), part(50, 99));
        for nothing in ["bytes=100-", "bytes=-0"] {
            assert_eq!(of(nothing, None), Asked::Nothing);
        }
        for whole in ["bytes=0-1,5-6", "bytes=9-3", "bytes=x-", "lines=0-9", "bytes="] {
            assert_eq!(of(whole, None), Asked::Whole, "{whole}");
        }
        assert_eq!(of("bytes=0-9", Some("\"a\"")), part(0, 9));
        assert_eq!(of("bytes=0-9", Some("W/\"a\"")), Asked::Whole);
        assert_eq!(of("bytes=0-9", Some("\"b\"")), Asked::Whole);
    }
}
