//! Files that are broken, locked or made to harm: refused with a word that says what to do, and quickly.

#![allow(clippy::unwrap_used)]

mod common;

use common::{declared, fixture, paragraph, read, word, zipped};
use import::{Refusal, limits};

#[test]
fn each_is_refused_with_its_reason() {
    let declarations = declared();
    let document = |xml: &str| zipped(&[("word/document.xml", xml.as_bytes())]);
    let locked = |name: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend([0; 600]);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let zeros = vec![0; 40 << 20];
    let deep = format!("{}{}", "<w:p>".repeat(500), "</w:p>".repeat(500));
    let many: Vec<(String, Vec<u8>)> = (0..limits::MAX_ENTRIES + 1)
        .map(|n| (format!("f{n}"), Vec::new()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let mut cut = fixture("dong-rieng.docx");
    cut.truncate(20_000);
    let mut flipped = fixture("dong-rieng.docx");
    for at in (3_000..6_000).step_by(7) {
        flipped[at] ^= 0x5A;
    }
    let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
    let laughs = "<!DOCTYPE a [<!ENTITY l \"ll\"><!ENTITY m \"&l;&l;&l;\">]><w:document><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>";
    let outside: &[(&str, &[u8])] = &[("word/document.xml", b"<a/>"), ("../../etc/cron.d/x", b"x")];
    let absolute: &[(&str, &[u8])] = &[("/etc/passwd", b"x")];
    let drive: &[(&str, &[u8])] = &[("C:\\x", b"x")];
    for (what, name, bytes, said) in [
        ("empty", "a.docx", Vec::new(), "tệp trống"),
        ("kind", "a.pdf", b"%PDF".to_vec(), "chỉ nhập được"),
        ("old", "a.doc", locked("WordDocument"), "tệp ở dạng Word, Excel cũ"),
        ("locked", "a.docx", locked("EncryptedPackage"), "tệp có mật khẩu"),
        ("not a zip", "a.docx", b"hello".to_vec(), "tệp hỏng"),
        ("cut", "a.docx", cut, "tệp hỏng"),
        ("flipped", "a.docx", flipped, "tệp hỏng"),
        ("no document", "a.docx", zipped(&[("x.xml", b"<a/>")]), "tệp hỏng"),
        ("unclosed", "a.docx", document("<w:document><w:body><w:p>"), "tệp hỏng"),
        ("nothing", "a.docx", word(""), "tệp không có nội dung"),
        (
            "bomb",
            "a.docx",
            zipped(&[("word/media/x.bin", &zeros)]),
            "tệp không an toàn nên không được đọc: nén quá",
        ),
        (
            "bomb in xlsx",
            "a.xlsx",
            zipped(&[("xl/worksheets/sheet1.xml", &zeros)]),
            "tệp không an toàn",
        ),
        ("entries", "a.docx", zipped(&many), "tệp không an toàn"),
        (
            "parent",
            "a.docx",
            zipped(outside),
            "tệp không an toàn nên không được đọc: đường dẫn",
        ),
        (
            "absolute",
            "a.docx",
            zipped(absolute),
            "tệp không an toàn nên không được đọc: đường dẫn",
        ),
        (
            "drive",
            "a.xlsx",
            zipped(drive),
            "tệp không an toàn nên không được đọc: đường dẫn",
        ),
        (
            "entity",
            "a.docx",
            document(entity),
            "tệp không an toàn nên không được đọc: có khai báo DOCTYPE",
        ),
        (
            "laughs",
            "a.docx",
            document(laughs),
            "tệp không an toàn nên không được đọc: có khai báo DOCTYPE",
        ),
        (
            "unknown entity",
            "a.docx",
            word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"),
            "tệp không an toàn",
        ),
        (
            "deep",
            "a.docx",
            word(&deep),
            "tệp không an toàn nên không được đọc: XML lồng quá",
        ),
        ("csv that is none", "a.csv", b"a\0b\0c".to_vec(), "tệp hỏng"),
        ("not a workbook", "a.xlsx", word(&paragraph("x")), "tệp hỏng"),
    ] {
        let refused = read(&declarations, Some("ky-thuat"), name, &bytes).unwrap_err();
        assert!(refused.to_string().starts_with(said), "{what}: {refused}");
    }
    let large = read(&declarations, None, "a.csv", &vec![b'a'; limits::MAX_FILE + 1]);
    assert_eq!(large.unwrap_err(), Refusal::TooLarge);
    let unknown = read(&declarations, Some("kỹ thuật"), "a.csv", b"a").unwrap_err();
    assert!(unknown.to_string().contains("các bộ dữ liệu: ket-qua"), "{unknown}");
}

#[test]
fn a_sheet_that_claims_a_billion_cells_costs_two() {
    let declarations = declared();
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Tên</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Tóm tắt</t></is></c></row><row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Sấy lạnh</t></is></c></row></sheetData></worksheet>";
    let book = zipped(&[
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", b"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let import = read(&declarations, Some("ky-thuat"), "a.xlsx", &book).unwrap();
    assert_eq!(import.drafts.len(), 1);
    assert_eq!(import.drafts[0].title, "Sấy lạnh");
}

#[test]
fn an_image_that_is_none_costs_only_itself() {
    let declarations = declared();
    let rels = "<Relationships><Relationship Id=\"r1\" Target=\"media/a.png\"/><Relationship Id=\"r2\" Target=\"../../../etc/passwd\"/></Relationships>";
    let document = "<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:a=\"a\"><w:body><w:p><w:r><w:t>Chữ</w:t><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed=\"r2\"/></w:drawing></w:r></w:p></w:body></w:document>";
    // A head that claims 60,000 by 60,000 points.
    let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0".to_vec();
    huge.extend([0; 64]);
    let bytes = zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/media/a.png", &huge),
    ]);
    let import = read(&declarations, Some("ky-thuat"), "a.docx", &bytes).unwrap();
    let draft = &import.drafts[0];
    assert_eq!((draft.body.trim(), draft.attachments.len()), ("Chữ", 0));
    assert_eq!(
        draft.findings.iter().filter(|f| f.code == "NC0913").count(),
        2,
        "{:?}",
        draft.findings
    );
}

#[test]
fn no_bytes_bring_it_down() {
    let declarations = declared();
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 40).unwrap()
    };
    for name in ["dong-rieng.docx", "ong-noi-libreoffice.docx", "ket-qua-200.xlsx"] {
        let whole = fixture(name);
        for _ in 0..25 {
            let mut bytes = whole.clone();
            for _ in 0..1 + next() % 12 {
                let at = next() % bytes.len();
                bytes[at] = u8::try_from(next() % 256).unwrap();
            }
            bytes.truncate(bytes.len() - next() % 40);
            let _ = read(&declarations, Some("ket-qua"), name, &bytes);
        }
    }
}
