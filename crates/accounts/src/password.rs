//! Passwords: what may be one, and argon2id.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;

/// Fewest characters of a password.
pub const MIN_PASSWORD: usize = 10;
/// Most characters of a password.
pub const MAX_PASSWORD: usize = 128;
/// Fewest different characters.
const MIN_DIFFERENT: usize = 5;

/// Memory in KiB, passes, lanes: the first choice of OWASP's Password Storage Cheat Sheet for argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// Why something can not be a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("mật khẩu phải có từ {MIN_PASSWORD} đến {MAX_PASSWORD} ký tự")]
    Length,
    /// Guessed at once.
    #[error("mật khẩu quá dễ đoán; hãy dùng một câu ngắn mà chỉ mình bạn nhớ")]
    Guessable,
    /// The library refused.
    #[error("không tính được mật khẩu: {0}")]
    Fault(String),
}

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The password as it is hashed: keyboards and systems compose Vietnamese letters in different ways.
fn normal(typed: &str) -> String {
    typed.nfc().collect()
}

/// Says whether `typed` may become the password of `name`.
pub(crate) fn judge(name: &str, typed: &str) -> Result<(), PasswordError> {
    let typed = normal(typed);
    if !(MIN_PASSWORD..=MAX_PASSWORD).contains(&typed.chars().count()) {
        return Err(PasswordError::Length);
    }
    let small = typed.to_lowercase();
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    let letters: Vec<u32> = small.chars().map(u32::from).collect();
    // 1234567890, abcdefghij and the like, in either direction.
    let run = letters.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) == 1).count();
    // What is left once the words that everyone tries are taken out: the account's own name is one of them.
    let known = [
        "matkhau",
        "mật khẩu",
        "password",
        "qwertyuiop",
        "nhipcau",
        "caobang",
        "123456",
    ];
    let own = Some(name).filter(|name| name.len() > 2);
    let rest = known
        .into_iter()
        .chain(own)
        .fold(small, |rest, word| rest.replace(word, ""));
    if different.len() < MIN_DIFFERENT || run + 2 >= letters.len() || rest.chars().count() <= MIN_PASSWORD / 2 {
        return Err(PasswordError::Guessable);
    }
    Ok(())
}

/// The hash that is kept, with a salt of its own.
pub(crate) fn hash(typed: &str) -> Result<String, PasswordError> {
    let made = argon2().hash_password(normal(typed).as_bytes());
    made.map(|hash| hash.to_string())
        .map_err(|fault| PasswordError::Fault(fault.to_string()))
}

/// True when `typed` is the password behind `kept`. Takes the time and memory of one hashing, also when `kept` is none.
pub(crate) fn verify(kept: Option<&str>, typed: &str) -> bool {
    // What is longer can not be a password; hashing it whole would be work for nothing.
    let typed: String = normal(typed).chars().take(MAX_PASSWORD + 1).collect();
    let parsed = kept.and_then(|kept| PasswordHash::new(kept).ok());
    match parsed {
        Some(kept) => argon2().verify_password(typed.as_bytes(), &kept).is_ok(),
        None => {
            if let Ok(nobody) = PasswordHash::new(&NOBODY) {
                // For its time alone.
                let _ = argon2().verify_password(typed.as_bytes(), &nobody);
            }
            false
        }
    }
}

/// The hash of a password that nobody has, for names that nobody has.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("không ai có mật khẩu này").unwrap_or_default());

/// Makes ready, aside, what the first sign-in would otherwise spend time on: it takes as long as one hashing, and a start has
/// more urgent work.
pub(crate) fn warm() {
    // Without a thread for it, the first one that needs it makes it.
    let _ = std::thread::Builder::new().spawn(|| {
        std::thread::sleep(START);
        LazyLock::force(&NOBODY);
    });
}

/// How long a start may take.
const START: std::time::Duration = std::time::Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_argon2id_with_its_own_salt() {
        let (one, two) = (
            hash("quả lê Đông Khê").expect("made"),
            hash("quả lê Đông Khê").expect("made"),
        );
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two);
        assert!(verify(Some(&one), "quả lê Đông Khê"));
        let decomposed: String = "quả lê Đông Khê".nfd().collect();
        assert!(verify(Some(&one), &decomposed), "another keyboard, the same password");
        assert!(!verify(Some(&one), "quả lê đông khê"));
        assert!(!verify(None, "không ai có mật khẩu này"));
        assert!(!verify(Some("rác"), ""));
    }

    #[test]
    fn what_is_guessed_at_once_is_refused() {
        for bad in [
            "aaaaaaaaaaaa",
            "1234567890",
            "0987654321",
            "abcdefghijkl",
            "matkhau123456",
            "lan.anh.2025",
            "caobang123456",
        ] {
            assert_eq!(judge("lan.anh", bad), Err(PasswordError::Guessable), "{bad}");
        }
        assert_eq!(judge("lan", "ngắn"), Err(PasswordError::Length));
        assert_eq!(judge("lan", &"dài ".repeat(40)), Err(PasswordError::Length));
        for fine in ["ba con trâu đi cày", "Tr0ng-h@t-de", "caobang mua hat de"] {
            assert_eq!(judge("lan", fine), Ok(()), "{fine}");
        }
    }
}
