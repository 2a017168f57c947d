//! Attachments: what is taken in, what becomes of it, and who gets it.

use std::io::Cursor;

use accounts::Act;
use axum::http::StatusCode;
use image::{ImageFormat, Rgb, RgbImage};

use super::room::{House, write};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    RgbImage::from_pixel(width, height, Rgb([9, 90, 70]))
        .write_to(&mut Cursor::new(&mut out), ImageFormat::Png)
        .unwrap();
    out
}

/// A photograph that says where it was taken.
fn jpeg_with_place() -> Vec<u8> {
    let mut plain = Vec::new();
    RgbImage::from_pixel(40, 30, Rgb([200, 120, 40]))
        .write_to(&mut Cursor::new(&mut plain), ImageFormat::Jpeg)
        .unwrap();
    let exif = b"Exif\0\0II*\0\x08\0\0\0\0\0GPSLatitude 22.6657 Cao Bang";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut out = plain[..2].to_vec();
    out.extend_from_slice(&[0xff, 0xe1]);
    out.extend_from_slice(&length);
    out.extend_from_slice(exif);
    out.extend_from_slice(&plain[2..]);
    out
}

/// The head of a picture of many pixels, with nothing behind it.
fn bomb() -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    // The checksum of the head, so that the picture is refused for its size.
    let crc = !bytes[12..29].iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(crc & 1)))
        })
    });
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

#[test]
fn what_could_be_run_or_would_fill_the_memory_is_refused_and_noted() {
    let house = House::with(&[("tn-mo", "", "Thân.")]);
    let before = house.content();
    let mut lan = house.signed("lan");
    let html = b"<!doctype html><script>alert(document.cookie)</script>".as_slice();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>".as_slice();
    let mut gif = b"GIF89a/*".to_vec();
    gif.extend_from_slice(b"*/=1;alert(1)//");
    let hostile: Vec<(&str, Vec<u8>)> = vec![
        ("a.html", html.to_vec()),
        ("a.svg", svg.to_vec()),
        ("a.png", svg.to_vec()),
        ("a.png", html.to_vec()),
        ("a.pdf", html.to_vec()),
        ("a.txt", html.to_vec()),
        ("a.csv", svg.to_vec()),
        ("a.docx", html.to_vec()),
        ("a.gif", gif),
        ("a.php", b"<?php system($_GET['x']); ?>".to_vec()),
        ("a.png", bomb()),
        ("a.exe", b"MZ".to_vec()),
        ("../../a.md", b"---\nma: x\n---\n".to_vec()),
        ("tn-mo.md", b"---\nma: tn-mo\n---\n".to_vec()),
    ];
    for (name, bytes) in &hostile {
        let answer = lan.upload("/bien-tap/tep/tn-mo", &[(name, bytes)]);
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {}",
            answer.text
        );
        assert!(answer.text.contains("Không nhận tệp"), "{name}");
    }
    assert_eq!(house.content(), before, "nothing was written");
    let noted = house.noted(Act::Refused, |e| {
        e.note.as_deref().is_some_and(|note| note.starts_with("Không nhận tệp"))
    });
    assert_eq!(noted, hostile.len());
}

#[test]
fn pictures_are_written_anew_under_a_safe_name() {
    let house = House::with(&[("tn-mo", "", "Thân.")]);
    let mut lan = house.signed("lan");
    let mut polyglot = png(2400, 600);
    polyglot.extend_from_slice(b"<script>alert(1)</script>");
    let photograph = jpeg_with_place();
    assert!(photograph.windows(3).any(|part| part == b"GPS"));
    let sent: [(&str, &[u8]); 3] = [
        ("../../../Lò sấy.svg", &polyglot),
        ("ảnh vườn.jpg", &photograph),
        ("Báo cáo 2025.pdf", b"%PDF-1.7\n%x"),
    ];
    let answer = lan.upload("/bien-tap/tep/tn-mo", &sent);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let folder = house.place.content().join("tai-nguyen/tep");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let (kiln, garden) = (read("tn-mo-lo-say.png"), read("tn-mo-anh-vuon.jpg"));
    assert!(!kiln.windows(7).any(|part| part == b"<script"));
    assert!(
        !garden.windows(3).any(|part| part == b"GPS"),
        "where it was taken is gone"
    );
    let kiln = image::load_from_memory(&kiln).unwrap();
    assert_eq!((kiln.width(), kiln.height()), (1600, 400));
    assert_eq!(read("tn-mo-bao-cao-2025.pdf"), b"%PDF-1.7\n%x");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3, "nothing elsewhere");
    // The same name again is another file; nothing is overwritten.
    lan.upload("/bien-tap/tep/tn-mo", &[("Báo cáo 2025.pdf", b"%PDF-1.7\n%khac")]);
    assert_eq!(read("tn-mo-bao-cao-2025.pdf"), b"%PDF-1.7\n%x");
    assert_eq!(read("tn-mo-bao-cao-2025-2.pdf"), b"%PDF-1.7\n%khac");
    assert_eq!(house.noted(Act::Attach, |e| e.who == "lan" && e.version.is_some()), 4);
    let page = lan.get("/bien-tap/tep/tn-mo");
    assert!(
        page.text.contains("![Mô tả ảnh](tep/tn-mo-lo-say.png)"),
        "{}",
        page.text
    );
    let shown = lan.get("/bien-tap/tep-xem/tai-nguyen/tep/tn-mo-lo-say.png");
    assert_eq!(
        (shown.status, shown.header("content-type")),
        (StatusCode::OK, "image/png")
    );
    assert!(shown.header("content-security-policy").contains("sandbox"));
}

const NAMED: &str = "tep:\n  - {ten: Báo cáo, duong_dan: tep/bao-cao.pdf, giay_phep: CC BY 4.0}\n  - {ten: Mẫu đơn, duong_dan: tep/don.docx}\n  - {ten: \"Tệp gốc: de-tai.docx\", duong_dan: tep/de-tai.docx}\n  - {ten: Mất, duong_dan: tep/mat.pdf}\n";

#[test]
fn the_public_gets_what_a_public_record_names_and_nothing_else() {
    let body = "![Lò sấy](tep/lo.png)\n\nXem [bảng](tep/bang.csv), [gốc](tep/de-tai.docx), [khai báo](../_collections/_chung.yaml).";
    let house = House::with(&[
        ("tn-mo", &format!("trang_thai: nhap\n{NAMED}"), body),
        ("tn-kin", "quyen_xem: noi-bo\n", "![kín](tep/kin.png)"),
        ("tn-tom", "quyen_xem: tom-tat\n", "![tóm](tep/tom.png)"),
    ]);
    let folder = house.place.content().join("tai-nguyen/tep");
    std::fs::create_dir_all(&folder).unwrap();
    let picture = png(320, 200);
    for (name, bytes) in [
        ("bao-cao.pdf", b"%PDF-1.7 0123456789".as_slice()),
        ("don.docx", b"PK\x03\x04 don"),
        ("de-tai.docx", b"PK\x03\x04 goc"),
        ("bang.csv", b"a,b\n1,2\n"),
        ("lo.png", &picture),
        ("kin.png", &picture),
        ("tom.png", &picture),
        ("chua-ai-nhac.png", &picture),
        ("trang.html", b"<script>1</script>"),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let at = |name: &str| format!("/tai-nguyen/tep/{name}");
    let all = [
        "bao-cao.pdf",
        "don.docx",
        "de-tai.docx",
        "bang.csv",
        "lo.png",
        "kin.png",
        "tom.png",
        "chua-ai-nhac.png",
        "trang.html",
        "mat.pdf",
    ];
    let mut reader = house.browser();
    for name in all {
        assert_eq!(
            reader.get(&at(name)).status,
            StatusCode::NOT_FOUND,
            "of a draft: {name}"
        );
    }
    write(&house.place, "tn-mo", NAMED, body);
    house.follow();
    for (name, media, way) in [
        ("bao-cao.pdf", "application/pdf", "inline"),
        (
            "don.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "attachment",
        ),
        ("bang.csv", "text/csv; charset=utf-8", "attachment"),
        ("lo.png", "image/png", "inline"),
    ] {
        let answer = reader.get(&at(name));
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        assert_eq!(answer.header("content-type"), media);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(
            answer.header("content-disposition"),
            format!("{way}; filename=\"{name}\"")
        );
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert_eq!(policy.contains("sandbox"), name != "bao-cao.pdf", "{policy}");
        assert_eq!(answer.bytes.as_ref(), std::fs::read(folder.join(name)).unwrap());
        let again = reader.send(
            axum::http::Method::GET,
            &at(name),
            &[("if-none-match", answer.header("etag"))],
            axum::body::Body::empty(),
        );
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
    for name in [
        "de-tai.docx",
        "kin.png",
        "tom.png",
        "chua-ai-nhac.png",
        "trang.html",
        "mat.pdf",
    ] {
        assert_eq!(reader.get(&at(name)).status, StatusCode::NOT_FOUND, "{name}");
    }
    let part = reader.send(
        axum::http::Method::GET,
        &at("bao-cao.pdf"),
        &[("range", "bytes=0-3")],
        axum::body::Body::empty(),
    );
    assert_eq!((part.status, part.text.as_str()), (StatusCode::PARTIAL_CONTENT, "%PDF"));
    assert_eq!(part.header("content-range"), "bytes 0-3/19");

    let page = reader.get("/tai-nguyen/tn-mo").text;
    assert!(
        page.contains(
            "<img width=\"320\" height=\"200\" loading=\"lazy\" src=\"/tai-nguyen/tep/lo.png\" alt=\"Lò sấy\">"
        ),
        "{page}"
    );
    assert!(
        page.contains("<a href=\"/tai-nguyen/tep/bao-cao.pdf\">Báo cáo</a> (PDF, 1 KB) · CC BY 4.0"),
        "{page}"
    );
    assert!(page.contains(">Mẫu đơn</a> (Word, 1 KB)"));
    assert!(
        !page.contains("Tệp gốc") && !page.contains("Mất"),
        "neither the original nor what is not there"
    );
    // Back to a draft, it is gone again.
    write(&house.place, "tn-mo", &format!("trang_thai: nhap\n{NAMED}"), body);
    house.follow();
    assert_eq!(reader.get(&at("lo.png")).status, StatusCode::NOT_FOUND);
}
