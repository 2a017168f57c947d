//! Organisations and people: what they did, who may be named, and how to reach the Centre.

use std::path::Path;

use crate::site::TestSite;
use crate::weight::{body, catalogue_of};

const STATE: &str = "trang_thai: xuat-ban\nquyen_xem: cong-khai\nminh_hoa: true\nngay_sua: 2026-10-01\n";

/// A catalogue with the declarations of this repository and these records: path, name, fields.
async fn page(records: &[(&str, &str, &str)], url: &str) -> String {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let content = tempfile::tempdir().unwrap();
    for folder in ["_collections", "_vocabularies"] {
        std::fs::create_dir_all(content.path().join(folder)).unwrap();
        for file in std::fs::read_dir(own.join(folder)).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), content.path().join(folder).join(file.file_name())).unwrap();
        }
    }
    for (path, title, fields) in records {
        let file = content.path().join(format!("{path}.md"));
        let ma = path.split('/').next_back().unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let text = format!("---\nma: {ma}\nten: {title}\ntom_tat: Chỉ để thử.\n{fields}{STATE}---\n\nNội dung.\n");
        std::fs::write(file, text).unwrap();
    }
    let index = tempfile::tempdir().unwrap();
    let (router, _, _) = catalogue_of(content.path(), index.path());
    String::from_utf8(body(&router, url, "identity").await).unwrap()
}

const PARTIES: [(&str, &str, &str); 6] = [
    ("to-chuc/tc-vien-thu", "Viện thử", "loai: vien\n"),
    (
        "chuyen-gia/cg-co",
        "Người đã đồng ý",
        "chuyen_mon: [thử]\ndong_y_cong_khai: true\nnoi_cong_tac: tc-vien-thu\n",
    ),
    (
        "chuyen-gia/cg-khong",
        "Người chưa đồng ý",
        "chuyen_mon: [thử]\ndong_y_cong_khai: false\nnoi_cong_tac: tc-vien-thu\n",
    ),
    (
        "ket-qua/kq-mot",
        "Kết quả một",
        "chu_tri: tc-vien-thu\nchu_nhiem: [cg-co]\n",
    ),
    ("cong-nghe/cn-mot", "Công nghệ một", "chu_so_huu: tc-vien-thu\n"),
    ("chinh-sach/cs-mot", "Chính sách một", "don_vi: [tc-vien-thu]\n"),
];

#[tokio::test]
async fn an_organisation_shows_what_it_did_by_kind() {
    let page = page(&PARTIES, "/to-chuc/tc-vien-thu").await;
    let (_, did) = page.split_once("class=\"did\"").expect("what it did");
    let (did, rest) = did.split_once("</section>").unwrap();
    for text in [
        "Kết quả nghiên cứu (1)",
        "href=\"/ket-qua/kq-mot\"",
        "(Tổ chức chủ trì)",
        "Công nghệ sẵn sàng chuyển giao (1)",
        "href=\"/cong-nghe/cn-mot\"",
        "Chuyên gia (1)",
        "href=\"/chuyen-gia/cg-co\"",
    ] {
        assert!(did.contains(text), "“{text}” is not in\n{did}");
    }
    // A policy that concerns it is none of its works, but names it.
    assert!(!did.contains("cs-mot") && rest.contains("href=\"/chinh-sach/cs-mot\""));
    assert!(!page.contains("cg-khong") && !page.contains("Người chưa đồng ý"));
    assert_eq!(page.matches("href=\"/ket-qua/kq-mot\"").count(), 1);
}

#[tokio::test]
async fn an_expert_shows_the_results_led() {
    let page = page(&PARTIES, "/chuyen-gia/cg-co").await;
    let (_, did) = page.split_once("class=\"did\"").expect("what the expert did");
    assert!(did.contains("href=\"/ket-qua/kq-mot\"") && did.contains("(Chủ nhiệm)"));
}

#[tokio::test]
async fn how_to_reach_the_centre_is_said_in_any_case() {
    TestSite::new()
        .get("/ky-thuat/kt-say-hat-de")
        .await
        .has("href=\"tel:02063000000\"")
        .has_not("chưa ghi số điện thoại")
        .has_not("Chưa có số điện thoại");
    // Nothing is configured, and nothing is made up.
    let page = page(&PARTIES, "/ket-qua/kq-mot").await;
    assert!(page.contains("chưa ghi số điện thoại"));
    assert!(!page.contains("tel:") && !page.contains("mailto:"));
}
