//! What is not public is not in the copy: not on a page, not in the data, not among the terms of its search.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{data, export};
use crate::support::{Place, files, root};

const FACTS: &str = "nguon:\n  - trich: \"Nguồn để thử, 2026\"\n";

/// The real declarations with records whose words are found nowhere else.
fn planted() -> Place {
    let place = Place::plain();
    for folder in ["_collections", "_vocabularies"] {
        for (path, bytes) in files(&root().join("content").join(folder)) {
            let name = path.file_name().unwrap().to_str().unwrap();
            place.write(&format!("{folder}/{name}"), std::str::from_utf8(&bytes).unwrap());
        }
    }
    let record = |folder: &str, ma: &str, word: &str, more: &str| {
        place.write(
            &format!("{folder}/{ma}.md"),
            &format!(
                "---\nma: {ma}\nten: \"Bản ghi {word}ten\"\ntom_tat: \"Câu {word}cau.\"\n{FACTS}{more}---\n## Làm\n\nThân {word}than.\n"
            ),
        );
    };
    record("tai-nguyen", "tn-mo", "quangmo", "loai: vung-trong\n");
    record(
        "tai-nguyen",
        "tn-nhap",
        "quangnhap",
        "loai: vung-trong\ntrang_thai: nhap\n",
    );
    record(
        "tai-nguyen",
        "tn-kin",
        "quangkin",
        "loai: vung-trong\nquyen_xem: noi-bo\n",
    );
    record(
        "tai-nguyen",
        "tn-tom",
        "quangtom",
        "loai: vung-trong\nquyen_xem: tom-tat\n",
    );
    record(
        "chuyen-gia",
        "cg-khong",
        "quangkhong",
        "chuyen_mon: [thử]\ndong_y_cong_khai: false\n",
    );
    record(
        "chuyen-gia",
        "cg-co",
        "quangco",
        "chuyen_mon: [thử]\ndong_y_cong_khai: true\n",
    );
    // A file that a public record names, the office file that it was made from, and files of records that are not public.
    let folder = place.content().join("tai-nguyen/tep");
    fs::create_dir_all(&folder).unwrap();
    for name in ["mo.pdf", "goc.docx", "quangnhap.pdf", "quangkin.pdf"] {
        fs::write(folder.join(name), format!("%PDF-1.7 {name}")).unwrap();
    }
    let with_files = |ma: &str, word: &str, more: &str, file: &str| {
        let tep = format!(
            "tep:\n  - {{ten: Bản in, duong_dan: tep/{file}}}\n  - {{ten: \"Tệp gốc: x.docx\", duong_dan: tep/goc.docx}}\n"
        );
        record("tai-nguyen", ma, word, &format!("loai: vung-trong\n{more}{tep}"));
    };
    with_files("tn-mo", "quangmo", "", "mo.pdf");
    with_files("tn-nhap", "quangnhap", "trang_thai: nhap\n", "quangnhap.pdf");
    with_files("tn-kin", "quangkin", "quyen_xem: noi-bo\n", "quangkin.pdf");
    place
}

/// Every ASCII form among the terms, put together again.
fn terms(copy: &Path) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for n in 0..data(copy, "dau")["first"].as_array().unwrap().len() {
        let piece = data(copy, &format!("tu{n}"));
        let mut last = String::new();
        for line in piece.as_str().unwrap().lines() {
            let mut rest = line.chars();
            let first = u32::from(rest.next().unwrap());
            let shared = (first - 35 - u32::from(first > 92)) as usize;
            let suffix = rest.as_str().split(' ').next().unwrap();
            last = last.chars().take(shared).chain(suffix.chars()).collect();
            out.insert(last.clone());
        }
    }
    out
}

#[test]
fn no_secret_is_in_the_copy() {
    let place = planted();
    let ran = export(&place);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("Đã xuất 3 bản ghi"), "{}", ran.out);
    let copy = place.path().join("usb");
    let terms = terms(&copy);
    for word in [
        "quangmoten",
        "quangmocau",
        "quangmothan",
        "quangtomten",
        "quangtomcau",
        "quangcothan",
    ] {
        assert!(terms.contains(word), "{word}");
    }
    let hidden = |text: &str| {
        text.contains("quangnhap")
            || text.contains("quangkin")
            || text.contains("quangkhong")
            || text.contains("quangtomthan")
    };
    let told: Vec<&String> = terms.iter().filter(|term| hidden(term)).collect();
    assert_eq!(told, Vec::<&String>::new());
    for (path, bytes) in files(&copy) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!hidden(&text), "{}", path.display());
        let names = ["tn-nhap", "tn-kin", "cg-khong"];
        assert!(!names.iter().any(|ma| text.contains(ma)), "{}", path.display());
    }
    assert!(fs::metadata(copy.join("trang/tai-nguyen/tn-kin.html")).is_err());
    let given = files(&copy.join("trang/tai-nguyen/tep"));
    let names: Vec<_> = given
        .keys()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["mo.pdf"],
        "the file of the public record alone, and not its original"
    );
    let page = fs::read_to_string(copy.join("trang/tai-nguyen/tn-mo.html")).unwrap();
    assert!(page.contains("href=\"tep/mo.pdf\""), "{page}");
}
