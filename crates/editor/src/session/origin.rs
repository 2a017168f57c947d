//! Where a request comes from: the page that sent it, and the address of who asks.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use server::Site;

use super::From;

/// Why a form is not taken; `None` when it may come from a page of ours. Browsers say where a form comes from; a client
/// that says nothing of it is judged by the token of its form alone.
pub(super) fn foreign(site: &Site, headers: &HeaderMap) -> Option<&'static str> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(from) = said("sec-fetch-site")
        && !matches!(from, "same-origin" | "none")
    {
        return Some("biểu mẫu gửi từ trang của nơi khác (Sec-Fetch-Site)");
    }
    let origin = headers.get(header::ORIGIN)?;
    let origin = origin.to_str().unwrap_or_default();
    let base = site.base_url.as_deref().map(|base| base.trim_end_matches('/'));
    let host = origin.split_once("://").map(|(_, host)| host);
    let ours = base.is_some_and(|base| base.eq_ignore_ascii_case(origin))
        || host.is_some_and(|host| said("host").is_some_and(|own| own.eq_ignore_ascii_case(host)));
    (!ours).then_some("biểu mẫu gửi từ trang của nơi khác (Origin)")
}

/// True when the browser says that the form comes from a page of this site. To be asked where [`foreign`] has nothing to
/// say against it.
pub(super) fn affirmed(headers: &HeaderMap) -> bool {
    let same = headers.get("sec-fetch-site").is_some_and(|from| from == "same-origin");
    same || headers.contains_key(header::ORIGIN)
}

/// The address of who asks. Behind a proxy on the same machine it is what the proxy saw, the last of
/// `X-Forwarded-For`; from elsewhere that header proves nothing.
pub(super) fn address(parts: &Parts) -> From {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    if !peer.to_canonical().is_loopback() {
        return From(peer);
    }
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let last = forwarded
        .and_then(|line| line.to_str().ok())
        .and_then(|line| line.rsplit(',').next());
    From(last.and_then(|last| last.trim().parse().ok()).unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, Request};

    #[test]
    fn pages_of_others_are_told_from_ours() {
        let judge = |base: Option<&str>, pairs: &[(&'static str, &str)]| {
            let site = Site {
                base_url: base.map(str::to_owned),
                ..Site::default()
            };
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_str(value).expect("a value"));
            }
            foreign(&site, &headers).is_none()
        };
        let host = ("host", "kh.vn:8080");
        assert!(judge(None, &[host]));
        assert!(judge(
            None,
            &[host, ("origin", "http://kh.vn:8080"), ("sec-fetch-site", "same-origin")]
        ));
        assert!(judge(
            Some("https://kh.vn/"),
            &[("host", "127.0.0.1:8080"), ("origin", "https://kh.vn")]
        ));
        for bad in [
            "null",
            "http://kh.vn",
            "http://kh.vn.evil.test",
            "https://evil.test",
            "kh.vn:8080",
            "",
        ] {
            assert!(!judge(None, &[host, ("origin", bad)]), "{bad}");
        }
        for bad in ["cross-site", "same-site", "x"] {
            assert!(!judge(None, &[host, ("sec-fetch-site", bad)]), "{bad}");
        }
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let from = |peer: [u8; 4], forwarded: &str| {
            let (mut parts, ()) = Request::builder()
                .header("x-forwarded-for", forwarded)
                .body(())
                .expect("a request")
                .into_parts();
            parts.extensions.insert(ConnectInfo(SocketAddr::from((peer, 1))));
            address(&parts).0
        };
        assert_eq!(from([127, 0, 0, 1], "9.9.9.9, 10.0.0.7"), IpAddr::from([10, 0, 0, 7]));
        assert_eq!(from([127, 0, 0, 1], "rác"), IpAddr::from([127, 0, 0, 1]));
        assert_eq!(from([10, 0, 0, 9], "10.0.0.7"), IpAddr::from([10, 0, 0, 9]));
    }
}
