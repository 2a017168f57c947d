//! A person who may edit, and what for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest name of an account.
const MAX_NAME: usize = 32;
/// Longest name of a person, in characters.
const MAX_SHOWN: usize = 80;

/// What a person may do. Each may also what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// `viet`: writes drafts and sends them for review.
    #[serde(rename = "viet")]
    Writer,
    /// `duyet`: publishes, sends back, archives, edits what is published.
    #[serde(rename = "duyet")]
    Reviewer,
    /// `quan-tri`: sees the whole trail and signs people out.
    #[serde(rename = "quan-tri")]
    Administrator,
}

impl Role {
    /// All roles, the lowest first.
    pub const ALL: [Self; 3] = [Self::Writer, Self::Reviewer, Self::Administrator];

    /// The code that files and the command line use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Writer => "viet",
            Self::Reviewer => "duyet",
            Self::Administrator => "quan-tri",
        }
    }

    /// The role with this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Writer => "Người viết",
            Self::Reviewer => "Người duyệt",
            Self::Administrator => "Quản trị",
        }
    }
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name to sign in with: small ASCII letters, digits, `.`, `-`, `_`.
    pub name: String,
    /// Name shown to people: “Họ tên”.
    pub shown: String,
    /// What the person may do.
    pub role: Role,
    /// Hash of the password, a PHC string.
    pub(crate) password: String,
    /// When the account was made.
    pub since: Timestamp,
}

impl Person {
    /// What sessions are bound to: another one after a change of password or role. Tells nothing of either.
    pub(crate) fn seal(&self) -> String {
        let mut hasher = blake3::Hasher::new_derive_key("nhipcau accounts seal of a person");
        for part in [&self.name, &self.password, self.role.code()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex().as_str()[..32].to_owned()
    }
}

/// Why a name can not be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// The name to sign in with.
    #[error(
        "tên đăng nhập “{0}” không dùng được: chỉ gồm chữ thường không dấu, số, dấu chấm, gạch nối, gạch dưới; \
         bắt đầu bằng chữ hoặc số; dài nhất {MAX_NAME} ký tự"
    )]
    Account(String),
    /// The name shown to people.
    #[error("họ tên phải có từ 1 đến {MAX_SHOWN} ký tự, trên một dòng")]
    Shown,
}

/// A name to sign in with, as it was typed: spaces around it and capitals do not matter.
pub(crate) fn folded(typed: &str) -> String {
    typed.trim().to_ascii_lowercase()
}

/// The name of an account, when it can be one.
pub(crate) fn account_name(typed: &str) -> Result<String, NameError> {
    let name = folded(typed);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let fits = name.len() <= MAX_NAME
        && name.starts_with(plain)
        && name.chars().all(|c| plain(c) || matches!(c, '.' | '-' | '_'));
    if fits {
        Ok(name)
    } else {
        Err(NameError::Account(typed.chars().take(MAX_NAME).collect()))
    }
}

/// The name of a person, with single spaces.
pub(crate) fn shown_name(typed: &str) -> Result<String, NameError> {
    use unicode_normalization::UnicodeNormalization;
    let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let fits = (1..=MAX_SHOWN).contains(&name.chars().count()) && !name.chars().any(hidden);
    if fits { Ok(name) } else { Err(NameError::Shown) }
}

/// What would make a name look like another, or break a line of git's.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(account_name(" Lan.Anh-2 "), Ok("lan.anh-2".to_owned()));
        for bad in ["", "-a", ".a", "a b", "lân", "a/b", &"a".repeat(33)] {
            assert!(account_name(bad).is_err(), "{bad:?}");
        }
        assert_eq!(shown_name("  Hoàng   Thị Lan "), Ok("Hoàng Thị Lan".to_owned()));
        for bad in ["", "  ", "a\u{202e}b", "A <x>", &"a".repeat(81)] {
            assert!(shown_name(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn roles_are_ordered_and_read_back() {
        assert!(Role::Writer < Role::Reviewer && Role::Reviewer < Role::Administrator);
        for role in Role::ALL {
            assert_eq!(Role::of(role.code()), Some(role));
            assert_eq!(
                serde_json::to_string(&role).expect("json"),
                format!("\"{}\"", role.code())
            );
        }
    }
}
