//! Giant bodies, giant forms, addresses that lead out.

use accounts::Act;
use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};

use super::room::House;

/// A body that does not say how long it is.
fn endless(size: usize) -> Body {
    let piece = Bytes::from(vec![b'a'; 1 << 20]);
    let pieces = (0..size.div_ceil(1 << 20)).map(move |_| Ok::<_, std::convert::Infallible>(piece.clone()));
    Body::from_stream(futures_util::stream::iter(pieces))
}

#[test]
fn giant_bodies_and_forms_are_refused() {
    let house = House::with(&[("tn-mo", "", "Thân.")]);
    let mut lan = house.signed("lan");
    let csrf = lan.csrf();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let files = [("content-type", "multipart/form-data; boundary=x")];
    let path = "/bien-tap/tep/tn-mo";
    let refused = |answer: StatusCode, why: &str| assert_eq!(answer, StatusCode::PAYLOAD_TOO_LARGE, "{why}");
    let said = [
        ("content-type", "multipart/form-data; boundary=x"),
        ("content-length", "99999999999"),
    ];
    refused(
        lan.send(Method::POST, path, &said, Body::empty()).status,
        "said to be giant",
    );
    refused(
        lan.send(Method::POST, path, &files, endless(30 << 20)).status,
        "a giant upload",
    );
    refused(
        lan.send(Method::POST, path, &form, endless(6 << 20)).status,
        "a giant form",
    );
    let many = format!("csrf={csrf}{}", "&a=b".repeat(20_000));
    refused(
        lan.send(Method::POST, path, &form, Body::from(many)).status,
        "a form of many fields",
    );
    let mut parts = String::new();
    for _ in 0..300 {
        parts.push_str("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n");
    }
    parts.push_str("--x--\r\n");
    refused(
        lan.send(Method::POST, path, &files, Body::from(parts)).status,
        "a form of many parts",
    );
    let mut nobody = house.browser();
    let csrf = nobody.get("/bien-tap/dang-nhap").csrf();
    let long = "mật khẩu ".repeat(10_000);
    let fields = [("csrf", csrf.as_str()), ("ten", "lan"), ("mat_khau", long.as_str())];
    refused(nobody.post("/bien-tap/dang-nhap", &fields).status, "a giant password");
    assert!(house.noted(Act::Refused, |e| e.note.as_deref() == Some("quá lớn")) >= 5);
    // The public pages keep their own, smaller bound.
    refused(
        lan.send(Method::POST, "/oai", &form, endless(1 << 20)).status,
        "a body for the public",
    );
    assert!(lan.is_in());
}

#[test]
fn no_address_leads_out_of_the_content() {
    let house = House::with(&[(
        "tn-mo",
        "",
        "[a](../../../etc/passwd) ![b](../_collections/_chung.yaml)",
    )]);
    std::fs::write(house.place.path().join("mat.png"), "mật").unwrap();
    std::fs::create_dir_all(house.place.content().join("tai-nguyen/tep")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        house.place.path().join("mat.png"),
        house.place.content().join("tai-nguyen/tep/lien-ket.png"),
    )
    .unwrap();
    std::fs::write(house.place.content().join(".an.png"), "ẩn").unwrap();
    let mut lan = house.signed("lan");
    for path in [
        "/bien-tap/tep-xem/../mat.png",
        "/bien-tap/tep-xem/..%2fmat.png",
        "/bien-tap/tep-xem/tai-nguyen/..%2f..%2fmat.png",
        "/bien-tap/tep-xem/tai-nguyen%2f..%2f..%2fmat.png",
        "/bien-tap/tep-xem/%2e%2e/mat.png",
        "/bien-tap/tep-xem/..%5cmat.png",
        "/bien-tap/tep-xem//etc/passwd.png",
        "/bien-tap/tep-xem/tai-nguyen/tep/lien-ket.png",
        "/bien-tap/tep-xem/.an.png",
        "/bien-tap/tep-xem/_collections/_chung.yaml",
        "/bien-tap/tep-xem/tai-nguyen/tn-mo.md",
        "/bien-tap/tep/..%2ftn-mo",
        "/bien-tap/tep/tn-mo%00",
        "/bien-tap/tep/%2e%2e",
    ] {
        let answer = lan.get(path);
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(
            !answer.text.contains("mật") || !answer.text.starts_with("mật"),
            "{path}"
        );
    }
    for path in [
        "/tai-nguyen/tep/lien-ket.png",
        "/tai-nguyen/..%2f..%2fmat.png",
        "/tai-nguyen/%2e%2e/%2e%2e/mat.png",
        "/_collections/_chung.yaml",
        "/.an.png",
    ] {
        assert!(lan.get(path).status.is_client_error(), "{path}");
    }
}
