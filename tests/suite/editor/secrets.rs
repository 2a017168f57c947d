//! A draft that was made in the room is in nothing that the public can ask, nor is its attachment.

use std::io::Cursor;

use axum::http::StatusCode;
use image::{ImageFormat, Rgb, RgbImage};

use super::room::{House, write};

/// Every interface of the public, with places for a query and for the `ma`.
const PUBLIC: [&str; 34] = [
    "/",
    "/tim",
    "/tim?q=quangnhap",
    "/tim?q=tn-nhap",
    "/tim?q=Vùng+thử",
    "/tim.atom?q=quangnhap",
    "/moi.atom",
    "/tai-nguyen.atom",
    "/tai-nguyen",
    "/tai-nguyen.md",
    "/tai-nguyen/tn-nhap",
    "/tai-nguyen/tn-nhap.md",
    "/tai-nguyen/tn-nhap.bib",
    "/tai-nguyen/tn-nhap.jsonld",
    "/nhung?n=20",
    "/goi-y?q=quang",
    "/so-sanh?ma=tn-nhap",
    "/ban-do",
    "/sitemap.xml",
    "/sitemap/1",
    "/llms.txt",
    "/dcat.jsonld",
    "/api/v1/search?q=quangnhap",
    "/api/v1/search?q=",
    "/api/v1/suggest?q=quang",
    "/api/v1/records",
    "/api/v1/records/tn-nhap",
    "/api/v1/records.ndjson",
    "/api/v1/records.csv",
    "/api/v1/changes?since=1970-01-01T00:00:00Z",
    "/api/v1/collections",
    "/oai?verb=ListRecords&metadataPrefix=nhipcau",
    "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
    "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:nhipcau.test:tn-nhap",
];

#[test]
fn a_draft_and_its_attachment_are_nowhere_in_public() {
    let house = House::with(&[("tn-mo", "", "## Làm\n\nThân công khai. Xem tn-mo.")]);
    write(
        &house.place,
        "tn-nhap",
        "trang_thai: nhap\ntu_khoa: [quangnhapkhoa]\n",
        "## Làm\n\nThân quangnhapthan.",
    );
    house.follow();
    let mut lan = house.signed("lan");
    let mut picture = Vec::new();
    RgbImage::from_pixel(30, 20, Rgb([1, 2, 3]))
        .write_to(&mut Cursor::new(&mut picture), ImageFormat::Png)
        .unwrap();
    let answer = lan.upload("/bien-tap/tep/tn-nhap", &[("quangnhapanh.png", &picture)]);
    assert_eq!(answer.status, StatusCode::OK);
    let named = "![Ảnh](tep/tn-nhap-quangnhapanh.png)";
    write(
        &house.place,
        "tn-nhap",
        "trang_thai: nhap\n",
        &format!("Thân quangnhapthan {named}"),
    );
    house.follow();
    assert!(
        lan.get("/bien-tap/ban-ghi?q=tn-nhap").text.contains("tn-nhap"),
        "the staff finds it"
    );

    let mut reader = house.browser();
    let mut good = 0;
    for path in PUBLIC {
        let answer = reader.get(
            &path
                .replace('ừ', "%E1%BB%AB")
                .replace('ử', "%E1%BB%AD")
                .replace('ù', "%C3%B9"),
        );
        good += usize::from(answer.status == StatusCode::OK);
        // What the reader typed may be shown again; all else is the secret.
        let typed = path.contains("quangnhap") || path.contains("tn-nhap");
        for secret in ["quangnhapthan", "quangnhapkhoa", "quangnhapanh", "Câu 12 về tn-nhap"] {
            assert!(!answer.text.contains(secret), "{path} tells {secret}");
        }
        assert!(typed || !answer.text.contains("tn-nhap"), "{path}");
    }
    assert!(good >= 20, "{good} interfaces answered");
    let file = "/tai-nguyen/tep/tn-nhap-quangnhapanh.png";
    assert_eq!(reader.get(file).status, StatusCode::NOT_FOUND);
    write(&house.place, "tn-nhap", "", &format!("Thân quangnhapthan {named}"));
    house.follow();
    assert_eq!(reader.get(file).status, StatusCode::OK, "published, it is there");
    assert!(reader.get("/tim?q=quangnhapthan").text.contains("tn-nhap"));
}
