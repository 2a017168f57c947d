//! Reading the parameters of the API; what can not be followed is refused with the reason.

use crate::error::Error;
use crate::moment;
use crate::params::{self, shown};

/// The parameters of a request, of which all are known.
pub(super) struct Ask {
    pairs: Vec<(String, String)>,
}

impl Ask {
    /// Reads a query. `known` are the names that the address takes.
    pub(super) fn new(query: Option<&str>, known: &[&str]) -> Result<Self, Error> {
        let pairs = params::pairs(query);
        match pairs.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) if known.is_empty() => Err(Error::BadRequest(format!(
                "Địa chỉ này không có tham số, cũng không có “{}”.",
                shown(name)
            ))),
            Some((name, _)) => Err(Error::BadRequest(format!(
                "Không có tham số “{}”. Các tham số: {}.",
                shown(name),
                known.join(", ")
            ))),
            None => Ok(Self { pairs }),
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        params::first(&self.pairs, name).filter(|value| !value.is_empty())
    }

    pub(super) fn number(&self, name: &str, default: usize, most: usize) -> Result<usize, Error> {
        match params::first(&self.pairs, name) {
            Some(value) => params::number(name, value, most),
            None => Ok(default),
        }
    }

    /// A moment, RFC 3339, in seconds.
    pub(super) fn moment(&self, name: &str) -> Result<Option<i64>, Error> {
        let Some(value) = params::first(&self.pairs, name) else {
            return Ok(None);
        };
        match moment::parse(value) {
            Some(at) => Ok(Some(at)),
            None => Err(Error::BadRequest(format!(
                "{name} phải là thời điểm như 2026-11-25T08:00:00Z, không phải “{}”.",
                shown(value)
            ))),
        }
    }

    /// Where a list goes on: moment and `ma`.
    pub(super) fn cursor(&self) -> Result<Option<(i64, String)>, Error> {
        let Some(value) = params::first(&self.pairs, "cursor") else {
            return Ok(None);
        };
        let parts = value.split_once('.').and_then(|(at, ma)| {
            let plain = at.len() <= 12 && at.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| at.parse().ok()).flatten().map(|at| (at, ma.to_owned()))
        });
        match parts {
            Some(parts) => Ok(Some(parts)),
            None => Err(Error::BadRequest(format!(
                "cursor phải lấy nguyên từ next của lần trả lời trước, không phải “{}”.",
                shown(value)
            ))),
        }
    }

    /// The members asked for with `fields`; `None` for all of them.
    pub(super) fn members(&self, known: &[&str]) -> Result<Option<Vec<String>>, Error> {
        members(&self.pairs, known)
    }
}

/// The members asked for with `fields`, of those that there are; `None` for all of them.
pub(super) fn members(pairs: &[(String, String)], known: &[&str]) -> Result<Option<Vec<String>>, Error> {
    let Some(list) = params::first(pairs, "fields") else {
        return Ok(None);
    };
    let names: Vec<String> = list.split(',').map(|n| n.trim().to_owned()).collect();
    match names.iter().find(|n| !known.contains(&n.as_str())) {
        Some(_) => Err(Error::BadRequest(format!(
            "fields chỉ nhận các tên: {}.",
            known.join(", ")
        ))),
        None => Ok(Some(names)),
    }
}

/// The cursor behind an entry.
pub(super) fn next(entry: &history::Entry) -> String {
    format!("{}.{}", entry.changed, entry.ma)
}
