//! Advice that needs several records, and mending, at the door of the crate.

mod common;

use catalogue::{advice, codes, mend, parse};
use jiff::civil::date;
use proptest::prelude::*;

/// Findings between records given as `(ma, front matter, body)`.
fn between(records: &[(&str, &str, &str)]) -> Vec<(String, &'static str, String)> {
    let declarations = common::declared();
    let briefs: Vec<advice::Brief> = records
        .iter()
        .map(|(ma, front, body)| {
            let text = format!("---\nma: {ma}\nminh_hoa: true\n{front}\n---\n\n{body}\n");
            let parsed = parse(&declarations, &format!("cong-nghe/{ma}.md"), text.as_bytes());
            assert_eq!(parsed.diagnostics, Vec::new(), "{ma}");
            advice::brief(&parsed).expect("a record")
        })
        .collect();
    let found = advice::between(&briefs, date(2026, 11, 25));
    found.into_iter().map(|d| (d.path, d.code, d.message)).collect()
}

const LONG: &str = "Ngâm hạt giống trong nước ấm bốn giờ rồi vớt ra để ráo, ủ trong khăn ẩm đến khi nứt nanh thì gieo vào \
    bầu đất trộn phân chuồng hoai mục, tưới giữ ẩm mỗi sáng, che nắng nửa tháng đầu và làm cỏ khi cây được ba lá thật.";

#[test]
fn a_repealed_policy_is_not_cited() {
    // The sample collection plays both parts, so the policy names another issuer and another collection is needed.
    let declarations = common::declared();
    let read = |path: &str, text: &str| {
        let parsed = parse(&declarations, path, text.as_bytes());
        advice::brief(&parsed).expect("a record")
    };
    let policy = |ma: &str, end: &str| {
        read(
            &format!("cong-nghe/{ma}.md"),
            &format!("---\nma: {ma}\nten: Nghị quyết {ma}\nminh_hoa: true\n{end}\n---\n\nx\n"),
        )
    };
    let briefs = [
        policy("cn-cu", "hieu_luc: het"),
        policy("cn-moi", "hieu_luc: con\nthay_the: [cn-cu]"),
        policy("cn-het-han", "hieu_luc: con\nhieu_luc_den: 2026-11-24"),
        policy("cn-con-han", "hieu_luc: con\nhieu_luc_den: 2026-11-25"),
        read(
            "mau/m-thu.md",
            "---\nma: m-thu\nten: Thử\nminh_hoa: true\nlien_quan: [cn-cu, cn-moi, cn-het-han, cn-con-han]\n---\n\nx\n",
        ),
    ];
    let found = advice::between(&briefs, date(2026, 11, 25));
    let told: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|d| (d.path.as_str(), d.message.as_str(), d.remedy.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "mau/m-thu.md",
                "chính sách “cn-cu” đã hết hiệu lực",
                "Dẫn văn bản thay thế nó, “cn-moi”, hoặc bỏ liên kết."
            ),
            (
                "mau/m-thu.md",
                "chính sách “cn-het-han” đã hết hiệu lực",
                "Dẫn văn bản đang có hiệu lực, hoặc bỏ liên kết."
            ),
        ]
    );
    assert!(found.iter().all(|d| d.code == codes::REPEALED_POLICY && d.line == 5));
}

#[test]
fn one_thing_twice_is_seen() {
    let found = between(&[
        ("cn-a", "ten: Sấy hạt dẻ bằng khói lạnh\nnam: 2018", "x"),
        ("cn-b", "ten: say hat de bang khoi lanh\nnam: 2018", "y"),
        ("cn-c", "ten: Một tên\nso_hieu: 93/2021/NQ-HĐND", "x"),
        ("cn-d", "ten: Hai tên\nso_hieu: 93/2021/nq-hdnd", "y"),
        (
            "cn-e",
            "ten: Quy trình trồng cây thạch đen trên đất dốc\nnam: 2020",
            "x",
        ),
        ("cn-g", "ten: Quy trình trồng thạch đen trên đất dốc\nnam: 2020", "y"),
        ("cn-h", "ten: Ươm cây", LONG),
        ("cn-i", "ten: Gieo hạt", &format!("{LONG} Xong.")),
    ]);
    let pairs: Vec<(&str, &str)> = found
        .iter()
        .map(|(path, _, message)| (path.as_str(), message.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            (
                "cong-nghe/cn-d.md",
                "có thể trùng với “cn-c” (cong-nghe/cn-c.md): cùng số hiệu"
            ),
            (
                "cong-nghe/cn-b.md",
                "có thể trùng với “cn-a” (cong-nghe/cn-a.md): cùng tên"
            ),
            (
                "cong-nghe/cn-g.md",
                "có thể trùng với “cn-e” (cong-nghe/cn-e.md): tên gần giống và cùng năm"
            ),
            (
                "cong-nghe/cn-i.md",
                "có thể trùng với “cn-h” (cong-nghe/cn-h.md): nội dung phần lớn giống nhau"
            ),
        ]
    );
    assert!(found.iter().all(|(_, code, _)| *code == codes::LIKELY_DUPLICATE));
}

#[test]
fn what_is_told_apart_is_no_duplicate() {
    let found = between(&[
        ("cn-a", "ten: Hội chợ nông sản\nnam: 2023", "x"),
        ("cn-b", "ten: Hội chợ nông sản\nnam: 2024", "y"),
        ("cn-c", "ten: Ươm cây", LONG),
        ("cn-d", "ten: Gieo hạt\nlien_quan: [cn-c]", LONG),
        ("cn-e", "ten: Quy trình trồng thạch đen trên đất dốc\nnam: 2020", "x"),
        (
            "cn-g",
            "ten: Quy trình trồng thạch đen trên đất ruộng bậc thang\nnam: 2020",
            "y",
        ),
    ]);
    assert_eq!(found, Vec::new());
}

/// The file after mending.
fn mended(text: impl AsRef<[u8]>) -> Option<String> {
    mend(&common::declared(), "mau/m-thu.md", text.as_ref()).map(|mended| mended.text)
}

const REST: &str = "minh_hoa: true\n---\n\nNội dung.\n";

#[test]
fn what_is_safe_is_mended() {
    for (before, after) in [
        ("ten: Quy trình: sấy lạnh", "ten: \"Quy trình: sấy lạnh\""),
        ("ten: Sấy \"lạnh\": cách làm", "ten: \"Sấy \\\"lạnh\\\": cách làm\""),
        ("ten:Sấy lạnh", "ten: Sấy lạnh"),
        ("ten： Sấy lạnh", "ten: Sấy lạnh"),
        ("ten: “Sấy lạnh”", "ten: \"Sấy lạnh\""),
        ("ten: @sấy", "ten: \"@sấy\""),
        ("ten: \"Sấy\" lạnh", "ten: '\"Sấy\" lạnh'"),
        ("ten: Ðất ðồi", "ten: Đất đồi"),
        ("ten: Sa\u{302}\u{301}y", "ten: Sấy"),
        (
            "ten: A\ntu_khoa:\n  -sấy\n  -lạnh",
            "ten: A\ntu_khoa:\n  - sấy\n  - lạnh",
        ),
        (
            "ten: A\ntu_khoa:\n\t- sấy\n\t- lạnh",
            "ten: A\ntu_khoa:\n  - sấy\n  - lạnh",
        ),
        ("ten: A\nngay: 30/5/2018", "ten: A\nngay: 2018-05-30"),
        ("ten: A\nngay: ngày 3 tháng 5 năm 2018", "ten: A\nngay: 2018-05-03"),
        ("ten: A\nnam: năm 2018", "ten: A\nnam: 2018"),
        ("ten: A\ngia: 1.200.000 đồng", "ten: A\ngia: 1200000"),
        ("ten: A\ngia: 1,5 triệu", "ten: A\ngia: 1500000"),
        ("ten: A\nkhoi_luong: 1.234,5 kg", "ten: A\nkhoi_luong: 1234.5"),
        ("ten: A\nnhom: Thạch đen", "ten: A\nnhom: thach-den"),
        ("ten: A\ncay: Nông nghiệp", "ten: A\ncay: [\"401\"]"),
        ("ten: A\nTóm tắt: B", "ten: A\ntom_tat: B"),
    ] {
        let file = |front: &str| format!("---\nma: m-thu\n{front}\n{REST}");
        assert_eq!(mended(file(before)), Some(file(after)), "{before}");
        assert_eq!(mended(file(after)), None, "{after} is done");
    }
    assert_eq!(
        mended(format!("\u{feff}---\nma: m-thu\nten: A\n{REST}")),
        Some(format!("---\nma: m-thu\nten: A\n{REST}"))
    );
}

#[test]
fn what_is_not_sure_stays() {
    for front in [
        // Month and day the other way round, a year of two digits, a day that does not exist.
        "ten: A\nngay: 05/30/2018",
        "ten: A\nngay: 3/5/18",
        "ten: A\nngay: 31/2/2018",
        "ten: A\nkhoi_luong: 1.200",
        "ten: A\nkhoi_luong: 1,200",
        "ten: A\nkhoi_luong: 12 tấn",
        "ten: A\ngia: khoảng 2 tỷ",
        "ten: A\nnam: 2017-2018",
        // Two vocabulary terms are not told apart without their marks.
        "ten: A\nnhom: thach den",
        "ten: Sấy: lạnh # ghi chú",
        "ten: \"Sấy lạnh",
        "ten: A\ntu_khoa: a, b",
        "ten: Sấy\u{7}lạnh",
    ] {
        let file = format!("---\nma: m-thu\n{front}\n{REST}");
        assert_eq!(mended(&file), None, "{front}");
    }
    assert_eq!(mended(b"---\nma: m-thu\nten: S\xffy\n---\n\nx\n"), None);
}

#[test]
fn old_encodings_become_unicode() {
    for name in [
        "file-tcvn3-bytes",
        "file-tcvn3-in-utf8",
        "file-vni-pasted",
        "file-nfd",
        "file-bom",
    ] {
        let bytes = std::fs::read(common::root().join(format!("bad/{name}.md"))).expect("a case");
        let after = mended(bytes).unwrap_or_else(|| panic!("{name} is mended"));
        assert_eq!(mended(&after), None, "{name}");
        assert!(!after.starts_with('\u{feff}') && unicode_normalization::is_nfc(&after));
    }
}

/// Words of all letters and digits, composed, with `đ` for eth.
fn words(text: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.nfc().map(|c| if c == 'ð' { 'đ' } else { c }).collect();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

proptest! {
    /// Whatever is written, mending lowers the number of findings, adds no error, loses no word, and is done at once.
    #[test]
    fn mending_loses_nothing(
        title in r#"[A-Za-zạếữđð :#"'\[{@%*&!|>“”-]{0,40}"#,
        items in prop::collection::vec(r#"[a-zạếữđ :•-]{1,12}"#, 0..4),
        bullet in prop::sample::select(vec!["- ", "-", "• ", "* ", "\t- ", ""]),
        space in prop::sample::select(vec![": ", ":", "： ", " : "]),
        body in r#"[a-zạếữđð .,:#*_<>\n-]{0,80}"#,
        mark in prop::sample::select(vec!["", "\u{feff}"]),
    ) {
        let list: String = items.iter().map(|item| format!("\n  {bullet}{item}")).collect();
        let file = format!("{mark}---\nma: m-thu\nten{space}{title}\ntu_khoa:{list}\n{REST}{body}\n");
        let declarations = common::declared();
        let before = parse(&declarations, "mau/m-thu.md", file.as_bytes());
        if let Some(done) = mend(&declarations, "mau/m-thu.md", file.as_bytes()) {
            let after = parse(&declarations, "mau/m-thu.md", done.text.as_bytes());
            prop_assert!(after.total < before.total);
            prop_assert_eq!(after.total, done.after);
            let errors = |p: &catalogue::Parsed| p.diagnostics.iter().filter(|d| d.severity == catalogue::Severity::Error).count();
            prop_assert!(errors(&after) <= errors(&before));
            prop_assert_eq!(words(&done.text), words(&file));
            prop_assert_eq!(mend(&declarations, "mau/m-thu.md", done.text.as_bytes()), None);
        }
    }
}
