//! Links between records, leaves, display and scaffolds, from outside.

mod common;

use catalogue::{Declarations, Lang, Parsed, Status, Value, Visibility, check_links, codes, scaffold};

fn file(declarations: &Declarations, path: &str, front: &str, body: &str) -> Parsed {
    let ma = path.rsplit('/').next().unwrap_or("").trim_end_matches(".md").to_owned();
    let text = format!("---\nma: {ma}\nten: Thử\nminh_hoa: true\ndong_y_cong_khai: true\n{front}---\n\n{body}\n");
    let text = if path.starts_with("khac/") {
        text
    } else {
        text.replace("dong_y_cong_khai: true\n", "")
    };
    let parsed = catalogue::parse(declarations, path, text.as_bytes());
    assert_eq!(common::listing(&parsed.diagnostics), "", "{path}");
    parsed
}

#[test]
fn links_are_checked_across_records() {
    let declarations = common::declared();
    let all = [
        file(
            &declarations,
            "mau/m-say-hat-de.md",
            "lien_quan: [m-trong-thach-den, m-trong-thach, m-say-hat-de]\nmau_khac: m-trong-thach-den\nnguoi: k-x\ntep: tep/a.pdf\n",
            "Xem [đây](m-khong-co.md) và [tệp](tep/co.pdf) ![lò](anh/mat.png).",
        ),
        file(&declarations, "mau/m-trong-thach-den.md", "", "Nội dung."),
        file(&declarations, "mau/con/m-trong-thach-den.md", "", "Nội dung."),
        file(&declarations, "khac/k-x.md", "", ""),
    ];
    let found = check_links(&declarations, &all, &|path| path == "mau/tep/co.pdf");
    let seen: Vec<String> = found
        .iter()
        .map(|d| {
            format!(
                "{} {} {}:{} {} → {}",
                d.code, d.path, d.line, d.column, d.message, d.remedy
            )
        })
        .collect();
    let expected = [
        "NC0603 mau/con/m-trong-thach-den.md 2:5 mã “m-trong-thach-den” đã dùng ở mau/m-trong-thach-den.md → Đổi mã của bản ghi mới hơn; mã đã công bố thì giữ nguyên.",
        "NC0603 mau/m-trong-thach-den.md 2:5 mã “m-trong-thach-den” đã dùng ở mau/con/m-trong-thach-den.md → Đổi mã của bản ghi mới hơn; mã đã công bố thì giữ nguyên.",
        "NC0601 mau/m-say-hat-de.md 5:32 không có bản ghi nào mang mã “m-trong-thach” → Có phải là “m-trong-thach-den”?",
        "NC0605 mau/m-say-hat-de.md 5:47 liên kết “m-say-hat-de” trỏ về chính bản ghi này → Xoá liên kết này.",
        "NC0602 mau/m-say-hat-de.md 6:11 “m-trong-thach-den” thuộc “Mẫu” (mau/m-trong-thach-den.md) → Trường “mau_khac” chỉ liên kết tới: Mẫu khác.",
        "NC0604 mau/m-say-hat-de.md 8:6 không thấy tệp “mau/tep/a.pdf” → Chép tệp vào đúng chỗ, hoặc sửa đường dẫn (chú ý chữ hoa, chữ thường).",
        "NC0601 mau/m-say-hat-de.md 11:5 không có bản ghi nào mang mã “m-khong-co” → Tạo bản ghi đó, hoặc xoá liên kết.",
        "NC0604 mau/m-say-hat-de.md 11:47 không thấy tệp “mau/anh/mat.png” → Chép tệp vào đúng chỗ, hoặc sửa đường dẫn (chú ý chữ hoa, chữ thường).",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn leaves_reach_into_groups_and_lists() {
    let declarations = common::declared();
    let collection = declarations.collection("mau").expect("declared");
    let names: Vec<String> = collection.leaves().into_iter().map(|leaf| leaf.name).collect();
    assert!(
        names.contains(&"nghiem_thu.xep_loai".to_owned())
            && names.contains(&"nguon.trich".to_owned())
            && !names.contains(&"nguon".to_owned())
    );
    assert!(
        collection
            .leaf("nguon.trich")
            .is_some_and(|leaf| leaf.many && leaf.top.name == "nguon")
    );

    let parsed = file(
        &declarations,
        "mau/m-a.md",
        "nguon: [{trich: Một}, {trich: Hai, url: https://a.vn}]\nnghiem_thu: {ngay: 2018-05-30, xep_loai: hat-de}\ncay: [hat-de, thach-den]\ndo_cao: {tu: 500, den: 1000}\n",
        "x",
    );
    let record = parsed.record.expect("a record");
    assert_eq!(
        record.leaf_values("nguon.trich"),
        [&Value::Text("Một".into()), &Value::Text("Hai".into())]
    );
    assert_eq!(
        record.leaf_values("nghiem_thu.xep_loai"),
        [&Value::Choice("hat-de".into())]
    );
    assert_eq!(record.leaf_values("cay").len(), 2);
    assert_eq!(record.leaf_values("khong.co"), Vec::<&Value>::new());

    let shown = |name: &str, lang| {
        collection
            .field(name)
            .and_then(|field| Some(declarations.display(&field.kind, record.value(name)?, lang)))
            .unwrap_or_default()
    };
    assert_eq!(shown("cay", Lang::Vi), "Hạt dẻ, Thạch đen");
    assert_eq!(shown("cay", Lang::Zh), "板栗、仙草");
    assert_eq!(shown("nghiem_thu", Lang::Vi), "Ngày: 30/05/2018; Xếp loại: Hạt dẻ");
    assert_eq!(shown("do_cao", Lang::Vi), "500–1.000 m");
}

#[test]
fn what_holds_a_record_back_fails_closed() {
    let declarations = common::declared();
    let read = |path: &str, front: &str| {
        let text = format!("---\nten: Thử\nminh_hoa: true\n{front}---\n\nNội dung.\n");
        catalogue::parse_record(&declarations, path, text.as_bytes())
            .0
            .expect("a record")
    };
    for wrong in [
        "trang_thai: Bản nháp\n",
        "trang_thai: [nhap]\n",
        "trang_thai: \"nhap\n",
        "trang_thai:nhap\n",
        "  trang_thai: nhap\n",
    ] {
        assert_eq!(read("mau/m-a.md", wrong).status, Status::Draft, "{wrong}");
    }
    for wrong in ["quyen_xem: Nội bộ\n", "quyen_xem: noi-bo: x\n", "quyen_xem:\n"] {
        assert_eq!(read("mau/m-a.md", wrong).visibility, Visibility::Internal, "{wrong}");
    }
    assert_eq!(read("mau/m-a.md", "").status, Status::Published);
    assert!(!read("khac/k-a.md", "").is_public() && !read("khac/k-a.md", "dong_y_cong_khai: có\n").is_public());
    assert!(read("khac/k-a.md", "dong_y_cong_khai: true\n").is_public());
}

#[test]
fn a_scaffold_parses_and_names_only_what_is_missing() {
    let declarations = common::declared();
    for collection in &declarations.collections {
        let text = scaffold(collection, &declarations, "Quy trình: sấy “hạt dẻ”", "2026-11-22");
        let path = format!("{}/{}-quy-trinh-say-hat-de.md", collection.id, collection.prefix);
        let (record, found) = catalogue::parse_record(&declarations, &path, text.as_bytes());
        let record = record.expect("a record");
        assert_eq!(
            (record.title.as_str(), record.status),
            ("Quy trình: sấy “hạt dẻ”", Status::Draft)
        );
        assert!(
            found
                .iter()
                .all(|d| matches!(d.code, codes::MISSING_FIELD | codes::MISSING_UNLESS)),
            "{}",
            common::listing(&found)
        );
        // With every example switched on, it is still YAML.
        let all: String = text
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n")
            .collect();
        let (_, found) = catalogue::parse_record(&declarations, &path, all.as_bytes());
        assert!(
            found.iter().all(|d| !d.code.starts_with("NC02")),
            "{}",
            common::listing(&found)
        );
    }
}

#[test]
fn a_folder_without_declarations_works() {
    let (declarations, found) = catalogue::declarations::parse(&[]);
    assert!(found.is_empty() && declarations.collections.len() == 1 && declarations.collections[0].is_builtin());
    let read = |path: &str, text: &str| catalogue::parse_record(&declarations, path, text.as_bytes());
    let (record, found) = read("ghi/Ghi chép.md", "---\ntitle: Một: hai\ntags: x\n---\n\n# Ba\n\nbốn");
    assert_eq!(
        record.map(|r| (r.title, r.ma, r.collection)),
        Some(("Một: hai".into(), "ghi-ghi-chep".into(), "tai-lieu".into()))
    );
    assert_eq!(found.len(), 1);
    let (record, _) = read("板栗.md", "không có chữ la-tinh trong tên tệp");
    assert!(record.is_some_and(|r| r.title == "板栗" && r.title_from_path && r.ma.starts_with("ban-ghi-")));
}
