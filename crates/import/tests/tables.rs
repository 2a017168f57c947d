//! Tables as drafts, each fault at its cell.

#![allow(clippy::unwrap_used)]

mod common;

use common::{declared, fixture, read};
use import::{Import, Mapping, Options};

/// Findings as `place code`.
fn located(import: &Import) -> Vec<(String, &'static str)> {
    let drafts = import.drafts.iter().flat_map(|draft| &draft.findings);
    let mut found: Vec<(String, &'static str)> = import
        .findings
        .iter()
        .chain(drafts)
        .map(|f| (f.place.to_string(), f.code))
        .collect();
    found.sort();
    found
}

#[test]
fn two_hundred_results_with_ten_kinds_of_fault() {
    let declarations = declared();
    let import = read(&declarations, None, "Kết quả 2020.xlsx", &fixture("ket-qua-200.xlsx")).unwrap();
    assert_eq!(import.collection, "ket-qua", "told by the titles of the columns");
    // A row without a title and a row that is there twice give no draft.
    assert_eq!(import.drafts.len(), 198);
    assert_eq!(
        located(&import),
        [
            ("14", "NC0901"),
            ("25", "NC0902"),
            ("C91 (Tóm tắt)", "NC0905"),
            ("D113 (Mã số nhiệm vụ)", "NC0910"),
            ("G36 (Năm nghiệm thu)", "NC0903"),
            ("H47 (Kinh phí (triệu đồng))", "NC0903"),
            ("I58 (Ngày nghiệm thu)", "NC0903"),
            ("J69 (Xếp loại)", "NC0904"),
            ("L80 (Địa điểm thực hiện)", "NC0904"),
            ("N102 (Website)", "NC0903"),
            // And the one column that no field is known for.
            ("O3 (Cán bộ theo dõi)", "NC0906"),
        ]
        .map(|(place, code)| (place.to_owned(), code))
    );
    let first = &import.drafts[0];
    assert_eq!(
        first.to_markdown(),
        "---
ma: kq-nghien-cuu-chon-giong-dong-rieng-vu-1
ten: \"Nghiên cứu chọn giống dong riềng vụ 1\"
tom_tat: \"Thử chọn giống cho cây dong riềng trên 2 ha, ghi số liệu hai vụ.\"
linh_vuc: [\"401\"]
dia_ban: [\"2025:01477\"]
tep:
  - {ten: \"Tệp gốc: Kết quả 2020.xlsx\", duong_dan: \"tep/ket-qua-2020.xlsx\"}
nguon:
  - {trich: \"Báo cáo tổng kết 1\", url: \"https://example.org/1\"}
nhiem_vu:
  ma_so: \"CB-001\"
chu_tri: \"Trung tâm thử nghiệm\"
chu_nhiem: [\"Nguyễn Văn B\"]
nam: 2001
kinh_phi: 101000000
nghiem_thu:
  ngay: 2002-02-02
  xep_loai: dat
trang_thai: nhap
ngay_tao: 2026-11-25
---

## Chưa xếp vào trường nào

- **Cán bộ theo dõi**: phòng A
"
    );
    // What could not be read stays as it was written; every draft is a file without a fault of form.
    let mut names = std::collections::HashSet::new();
    for draft in &import.drafts {
        let text = draft.to_markdown();
        let (record, found) = catalogue::parse_record(&declarations, &draft.path(), text.as_bytes());
        assert!(found.iter().all(|d| d.code == "NC0302"), "{text}\n{found:?}");
        assert_eq!(record.unwrap().status, catalogue::Status::Draft);
        assert!(names.insert(draft.ma.clone()));
    }
    for kept in [
        "hai nghìn mười",
        "khoảng 200",
        "31/02/2015",
        "Tuyệt vời",
        "Xã Không Có",
        "trang của sở",
    ] {
        assert!(import.drafts.iter().any(|draft| draft.body.contains(kept)), "{kept}");
    }
    assert_eq!(import.original.path, "tep/ket-qua-2020.xlsx");
    assert_eq!(import.original.bytes, fixture("ket-qua-200.xlsx"));
}

/// The text of a table in one encoding, and what it must give.
const TABLE: &str = "Tên kỹ thuật;Tóm tắt;Cán bộ\nSấy lạnh; nghiền;x\n\"Ủ chua; thân ngô\";Hai hố, mỗi hố 2 tấn;Hoà\n";

#[test]
fn csv_in_every_encoding_of_offices() {
    let declarations = declared();
    let wide = |little: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(TABLE.encode_utf16());
        units
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    };
    let comma = "Tên kỹ thuật,Tóm tắt,Cán bộ\nSấy lạnh, nghiền,x\n\"Ủ chua; thân ngô\",\"Hai hố, mỗi hố 2 tấn\",Hoà\n";
    // TCVN3 as a file of an old Excel holds it: one byte a letter.
    let old: Vec<u8> = "T\u{aa}n k\u{fc} thu\u{cb}t;T\u{e3}m t\u{be}t;C\u{b8}n b\u{e9}\nS\u{ca}y l\u{b9}nh; nghi\u{d2}n;x\n\"\u{f1} chua; th\u{a9}n ng\u{ab}\";Hai h\u{e8}, m\u{e7}i h\u{e8} 2 t\u{ca}n;Ho\u{b5}\n"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for (name, bytes) in [
        ("utf-8", TABLE.as_bytes().to_vec()),
        ("mark", [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat()),
        ("utf-16le", wide(true)),
        ("utf-16be", wide(false)),
        ("comma", comma.as_bytes().to_vec()),
        ("tcvn3", old),
    ] {
        let import =
            read(&declarations, Some("ky-thuat"), "bảng.csv", &bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        let titles: Vec<String> = import.drafts.iter().map(|d| d.title.to_lowercase()).collect();
        assert_eq!(titles, ["sấy lạnh", "ủ chua; thân ngô"], "{name}");
        assert!(
            import.drafts[1]
                .to_markdown()
                .contains("tom_tat: \"Hai hố, mỗi hố 2 tấn\""),
            "{name}"
        );
        assert!(import.drafts[1].body.contains("Hoà"), "{name}");
    }
}

#[test]
fn a_mapping_put_right_by_a_person_counts() {
    let declarations = declared();
    let table = "Tên;Ghi nhận;Mục tiêu gì đó\nSấy lạnh;x;Giữ màu\n";
    let plain = read(&declarations, Some("ky-thuat"), "a.csv", table.as_bytes()).unwrap();
    let said = plain.mapping.unwrap().to_text();
    assert!(
        said.contains("\"Ghi nhận\" = \"\"") && said.contains("\"Tên\" = \"ten\""),
        "{said}"
    );
    let put_right = said
        .replace("\"Ghi nhận\" = \"\"", "\"Ghi nhận\" = \"bo-qua\"")
        .lines()
        .map(|line| {
            if line.contains("Mục tiêu") {
                "\"MUC TIEU GI DO\" = \"muc_dich\""
            } else {
                line
            }
        })
        .collect::<Vec<_>>()
        .join("\n");
    let mapping = Mapping::parse(&put_right).unwrap();
    let options = Options {
        collection: Some("ky-thuat"),
        mapping: Some(&mapping),
        today: jiff::civil::date(2026, 11, 25),
    };
    let import = import::import(&declarations, &options, "a.csv", table.as_bytes()).unwrap();
    let text = import.drafts[0].to_markdown();
    assert!(
        text.contains("muc_dich: \"Giữ màu\"") && !text.contains("Chưa xếp"),
        "{text}"
    );
    assert_eq!(import.findings, Vec::new());
}

#[test]
fn ragged_rows_and_titles_lose_nothing() {
    let declarations = declared();
    let table = "BẢNG THEO DÕI\n\nTên;Tóm tắt;Tóm tắt;\nA b;c;d;e;thừa\n";
    let import = read(&declarations, Some("ky-thuat"), "a.csv", table.as_bytes()).unwrap();
    let body = &import.drafts[0].body;
    for kept in ["**Tóm tắt**: d", "**Cột D**: e", "**Cột E**: thừa"] {
        assert!(body.contains(kept), "{kept}: {body}");
    }
    let codes: Vec<&str> = located(&import).iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["NC0907", "NC0906", "NC0908"], "{:?}", located(&import));
    let none = read(&declarations, Some("ky-thuat"), "a.csv", b"x;y\n1;2\n");
    assert!(
        none.unwrap_err().to_string().starts_with("không thấy dòng tiêu đề"),
        "no titles"
    );
    let which = read(&declarations, None, "a.csv", "Tên;Tóm tắt\nA;b\n".as_bytes());
    assert!(
        which
            .unwrap_err()
            .to_string()
            .starts_with("không rõ tệp thuộc bộ dữ liệu nào")
    );
}
