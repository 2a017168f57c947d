//! The cookies: one for the session, one for the sign-in page.

use accounts::Token;
use axum::http::{HeaderMap, HeaderValue, header};

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Who is signed in.
    Session,
    /// Binds the sign-in form to the browser that asked for it: nobody is signed in by someone else's form.
    Door,
}

impl Kind {
    fn name(self, secure: bool) -> &'static str {
        // A browser takes `__Secure-` from https alone, so that plain http on the way can not plant one.
        match (self, secure) {
            (Self::Session, true) => "__Secure-nhipcau-phien",
            (Self::Session, false) => "nhipcau-phien",
            (Self::Door, true) => "__Secure-nhipcau-cua",
            (Self::Door, false) => "nhipcau-cua",
        }
    }
}

/// The token in a cookie. Where a browser sends several of one name, one was planted: then it counts as none.
pub(super) fn read(headers: &HeaderMap, kind: Kind, secure: bool) -> Option<Token> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut found = pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == kind.name(secure));
    let (_, value) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    Token::of(value)
}

/// The header that sets a cookie; it goes when the browser is closed. No token takes it away.
pub(super) fn set(kind: Kind, token: Option<&Token>, secure: bool) -> HeaderValue {
    let same_site = match kind {
        // A link in a mail leads to the record and not to the sign-in page.
        Kind::Session => "Lax",
        Kind::Door => "Strict",
    };
    let line = format!(
        "{}={}; Path=/bien-tap; HttpOnly; SameSite={same_site}{}{}",
        kind.name(secure),
        token.map_or("", Token::as_str),
        if secure { "; Secure" } else { "" },
        if token.is_none() { "; Max-Age=0" } else { "" },
    );
    // Letters, digits and the marks above alone.
    HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_read_back_and_doubled_ones_are_not() {
        let token = Token::of(&"0f".repeat(32)).expect("a token");
        let line = set(Kind::Session, Some(&token), true);
        let line = line.to_str().expect("ascii");
        assert!(line.starts_with("__Secure-nhipcau-phien=0f0f"));
        assert!(line.ends_with("; Path=/bien-tap; HttpOnly; SameSite=Lax; Secure"));
        let held = |cookies: &[&str]| {
            let mut headers = HeaderMap::new();
            for cookie in cookies {
                headers.append(header::COOKIE, HeaderValue::from_str(cookie).expect("ascii"));
            }
            read(&headers, Kind::Session, false)
        };
        let own = format!("nhipcau-phien={}", "0f".repeat(32));
        assert_eq!(held(&[&format!("a=b; {own}; nhipcau-cua=x")]), Some(token));
        assert_eq!(held(&[&format!("{own}; nhipcau-phien={}", "ab".repeat(32))]), None);
        assert_eq!(held(&[&own, &own]), None);
        assert_eq!(held(&["nhipcau-phien=x", ""]), None);
    }
}
