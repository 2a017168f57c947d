//! The address under which this site is reached: what machines read needs whole addresses.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::app::App;
use crate::site::Site;

/// Longest name of a host.
const MAX_HOST: usize = 255;

/// Scheme and host, without a final slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin(String);

impl Origin {
    /// The configured origin; else the host that the request names, if it can be one.
    pub(crate) fn of(site: &Site, host: Option<&str>) -> Self {
        if let Some(base) = &site.base_url {
            return Self(base.trim_end_matches('/').to_owned());
        }
        let fits = |host: &&str| {
            !host.is_empty()
                && host.len() <= MAX_HOST
                && host
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
        };
        Self(format!("http://{}", host.filter(fits).unwrap_or("localhost")))
    }

    /// The whole address of a path of this site.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The name of the host, without its port.
    pub(crate) fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        let rest = rest.split('/').next().unwrap_or(rest);
        match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => rest,
        }
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let host = parts.headers.get(header::HOST).and_then(|v| v.to_str().ok());
        Ok(Self::of(&app.site, host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_is_none_is_not_repeated() {
        let site = Site::default();
        assert_eq!(Origin::of(&site, Some("kh.vn:8080")).url("/x"), "http://kh.vn:8080/x");
        assert_eq!(Origin::of(&site, Some("kh.vn:8080")).host(), "kh.vn");
        assert_eq!(Origin::of(&site, Some("a\"><b")).url("/"), "http://localhost/");
        let site = Site {
            base_url: Some("https://kh.vn/".to_owned()),
            ..site
        };
        assert_eq!(Origin::of(&site, Some("other")).url("/x"), "https://kh.vn/x");
    }
}
