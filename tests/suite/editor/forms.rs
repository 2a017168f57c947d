//! Forms that no page of this session sent, and roles that may not do what is asked: every route that writes.

use std::collections::BTreeSet;
use std::path::Path;

use accounts::{Act, Role};
use axum::body::Body;
use axum::http::{Method, StatusCode};

use super::room::{House, PEOPLE};
use crate::support::{files, root};

/// Every route that writes, with the role that it takes for the record `tn-mo`, which is published.
pub(super) const ROUTES: &[(&str, Role)] = &[
    ("/bien-tap/dang-xuat", Role::Writer),
    ("/bien-tap/dang-xuat-moi-noi", Role::Writer),
    ("/bien-tap/tai-khoan/mat-khau", Role::Writer),
    ("/bien-tap/nguoi/dang-xuat", Role::Administrator),
    ("/bien-tap/tep/tn-mo", Role::Writer),
    ("/bien-tap/moi", Role::Writer),
    ("/bien-tap/nhap-tep", Role::Writer),
    ("/bien-tap/sua/tn-mo", Role::Writer),
    ("/bien-tap/kiem-tra/tn-mo", Role::Writer),
    ("/bien-tap/xem-thu/tn-mo", Role::Writer),
    ("/bien-tap/ban-cu/tn-mo", Role::Writer),
    ("/bien-tap/de-xuat/tn-mo/lan", Role::Reviewer),
    ("/bien-tap/xoa/tn-mo", Role::Reviewer),
    ("/bien-tap/da-xoa", Role::Reviewer),
];

/// The routes that the source declares with a `post`, `{…}` for what changes.
fn declared() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, bytes) in files(&root().join("crates/editor/src")) {
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for route in text.split(".route(").skip(1) {
            let route: String = route
                .split_inclusive(';')
                .next()
                .unwrap()
                .split(".route(")
                .next()
                .unwrap()
                .to_owned();
            // What belongs to this route ends where its own parentheses do.
            let mut depth = 1;
            let own: String = route
                .chars()
                .take_while(|c| {
                    depth += i32::from(*c == '(') - i32::from(*c == ')');
                    depth > 0
                })
                .collect();
            let writes = ["post(", "put(", "delete(", "patch("]
                .iter()
                .any(|method| own.contains(method));
            let path = own
                .trim_start()
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next());
            if let Some(path) = path.filter(|_| writes) {
                found.insert(path.to_owned());
            } else if writes && own.trim_start().starts_with("sign_in::PATH") {
                found.insert("/bien-tap/dang-nhap".to_owned());
            }
        }
    }
    found
}

#[test]
fn every_route_that_writes_is_tried() {
    let tried: Vec<Vec<&str>> = ROUTES.iter().map(|(path, _)| path.split('/').collect()).collect();
    let declared = declared();
    assert!(declared.len() >= ROUTES.len(), "{declared:?}");
    for route in declared.iter().filter(|route| *route != "/bien-tap/dang-nhap") {
        let parts: Vec<&str> = route.split('/').collect();
        let is_tried = tried.iter().any(|path| {
            path.len() == parts.len() && path.iter().zip(&parts).all(|(a, b)| a == b || b.starts_with('{'))
        });
        assert!(is_tried, "{route} is not in the table of routes that are attacked");
    }
}

#[test]
fn a_form_that_no_page_of_ours_sent_changes_nothing() {
    let house = House::with(&[("tn-mo", "", "## Làm\n\nThân.")]);
    let before = house.content();
    let mut lan = house.signed("minh");
    let (own, others) = (lan.csrf(), house.signed("minh").csrf());
    let mut tried = 0;
    for (path, _) in ROUTES {
        let fields = |token: &str| -> Vec<(String, String)> {
            [
                ("csrf", token),
                ("ten", "binh"),
                ("bo", "tai-nguyen"),
                ("viec", "luu-kho"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
        };
        let mut send = |token: Option<&str>, headers: &[(&str, &str)]| {
            let fields = token.map(&fields).unwrap_or_default();
            let body = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&fields)
                .finish();
            let mut all = headers.to_vec();
            if !headers.iter().any(|(name, _)| *name == "content-type") {
                all.push(("content-type", "application/x-www-form-urlencoded"));
            }
            let answer = lan.send(Method::POST, path, &all, Body::from(body));
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{path} {headers:?}: {}",
                answer.text
            );
            tried += 1;
        };
        send(None, &[]);
        send(Some(""), &[]);
        send(Some(&"0".repeat(96)), &[]);
        send(Some(&others), &[]);
        for origin in [
            "https://evil.test",
            "null",
            "http://nhipcau.test.evil.test",
            "http://evil-nhipcau.test",
        ] {
            send(Some(&own), &[("origin", origin)]);
        }
        for site in ["cross-site", "same-site"] {
            send(Some(&own), &[("sec-fetch-site", site)]);
        }
        // A form can send text/plain from anywhere; a header can not be sent from there.
        send(Some(&own), &[("content-type", "text/plain")]);
    }
    assert!(lan.is_in(), "not even signed out");
    assert_eq!(house.content(), before);
    assert_eq!(
        house.noted(Act::Refused, |e| e.who == "minh"),
        tried.min(60),
        "each is noted, up to a bound"
    );
}

#[test]
fn who_is_not_signed_in_reads_nothing_and_writes_nothing() {
    let house = House::with(&[("tn-nhap", "trang_thai: nhap\n", "Chữ mật quangnhap.")]);
    let before = house.content();
    let mut nobody = house.browser();
    for path in [
        "/bien-tap",
        "/bien-tap/ban-ghi?q=thu",
        "/bien-tap/kiem-tra",
        "/bien-tap/nhat-ky",
        "/bien-tap/nguoi",
        "/bien-tap/tai-khoan",
        "/bien-tap/tep/tn-nhap",
        "/bien-tap/sua/tn-nhap",
        "/bien-tap/xem/tn-nhap",
        "/bien-tap/ban-cu/tn-nhap",
        "/bien-tap/tim?q=thu",
        "/bien-tap/moi",
        "/bien-tap/xoa/tn-nhap",
        "/bien-tap/da-xoa",
        "/bien-tap/tep-xem/tai-nguyen/tep/a.png",
    ] {
        let answer = nobody.get(path);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header("location").starts_with("/bien-tap/dang-nhap"), "{path}");
        assert!(answer.bytes.is_empty());
    }
    for (path, _) in ROUTES {
        assert_eq!(
            nobody.post(path, &[("csrf", "x")]).status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    assert_eq!(house.content(), before);
    assert_eq!(house.noted(Act::Refused, |e| e.who.is_empty()), ROUTES.len().min(60));
}

#[test]
fn nobody_does_what_the_role_does_not_allow() {
    let house = House::with(&[("tn-mo", "", "## Làm\n\nThân.")]);
    for (path, least) in ROUTES {
        for (name, role) in PEOPLE.iter().filter(|(_, role)| role < least) {
            let before = house.content();
            let answer = house.signed(name).form(path, &[("ten", "binh")]);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} as {role:?}");
            assert_eq!(house.content(), before);
            let noted = house.noted(Act::Refused, |e| e.who == *name && e.path.as_deref() == Some(*path));
            assert!(noted > 0, "{path} as {role:?} is noted");
        }
    }
    for (name, status) in [("lan", 403), ("binh", 403), ("minh", 200)] {
        assert_eq!(
            house.signed(name).get("/bien-tap/nguoi").status.as_u16(),
            status,
            "{name}"
        );
    }
    // Of the trail everyone but the administrator sees what is their own.
    let trail = house.signed("lan").get("/bien-tap/nhat-ky").text;
    assert!(trail.contains("Đăng nhập") && !trail.contains("binh"), "{trail}");
    assert!(house.signed("minh").get("/bien-tap/nhat-ky").text.contains("binh"));
}

#[test]
fn the_table_is_of_this_repository() {
    assert!(Path::new(&root().join("crates/editor/src/router.rs")).is_file());
}
