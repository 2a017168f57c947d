//! Documents as drafts: nothing of their text is lost.

#![allow(clippy::unwrap_used)]

mod common;

use common::{declared, fixture, paragraph, read, word};

#[test]
fn a_word_document_keeps_its_shape() {
    let declarations = declared();
    let import = read(&declarations, None, "Dong riềng.docx", &fixture("dong-rieng.docx")).unwrap();
    assert_eq!(import.collection, "ket-qua", "told by the labels of its first table");
    let [draft] = import.drafts.as_slice() else {
        panic!("one draft")
    };
    assert_eq!(
        draft.to_markdown(),
        "---
ma: kq-quy-trinh-trong-dong-rieng-tren-dat-doc
ten: \"Quy trình trồng dong riềng trên đất dốc\"
tom_tat: \"Đề tài thử ba mật độ trồng dong riềng trên đất dốc 15 độ. Mật độ 3 vạn khóm/ha cho củ nhiều nhất.\"
tep:
  - {ten: \"Tệp gốc: Dong riềng.docx\", duong_dan: \"tep/dong-rieng.docx\"}
nhiem_vu:
  ten: \"Nghiên cứu trồng dong riềng\"
chu_tri: \"Trung tâm thử nghiệm\"
nam: 2018
kinh_phi: 350000000
nghiem_thu:
  ngay: 2018-05-30
  xep_loai: dat
trang_thai: nhap
ngay_tao: 2026-11-25
---

Đề tài thử ba mật độ trồng dong riềng trên đất dốc 15 độ. Mật độ 3 vạn khóm/ha cho củ nhiều nhất.

## Cách làm

1. Làm đất trước một tháng
2. Bón lót phân chuồng
3. Trồng khi có mưa

### Vật tư

- Phân chuồng 10 tấn/ha
- Vôi bột
  - Loại vôi đã tôi

Chữ **đậm** và *nghiêng*, dấu \\* \\_ \\[x\\] \\<b> giữ nguyên.

| Mật độ | Năng suất (tấn/ha) | Ghi chú |
| --- | --- | --- |
| 2 vạn | 41,5 | a\\|b |
| 3 vạn | 52,3 |  |

![Hình 1. Ruộng dong riềng](tep/kq-quy-trinh-trong-dong-rieng-tren-dat-doc-anh-1.png)

Hình 1. Ruộng dong riềng


## Chưa xếp vào trường nào

- **Người phản biện**: Hội đồng mẫu
"
    );
    assert!(draft.guessed.contains(&"tom_tat".to_owned()) && !draft.guessed.contains(&"ten".to_owned()));
    let [image] = draft.attachments.as_slice() else {
        panic!("one image")
    };
    assert!(image.bytes.starts_with(b"\x89PNG"));
    let (_, found) = catalogue::parse_record(&declarations, &draft.path(), draft.to_markdown().as_bytes());
    let codes: Vec<&str> = found.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["NC0303"], "only its sources are missing");
}

#[test]
fn old_fonts_are_read_run_by_run() {
    let declarations = declared();
    let import = read(
        &declarations,
        Some("ky-thuat"),
        "ủ chua.docx",
        &fixture("u-chua-tcvn3.docx"),
    )
    .unwrap();
    let draft = &import.drafts[0];
    assert_eq!(draft.title, "KỸ THUẬT Ủ CHUA THÂN LÁ NGÔ", "a font of capitals");
    for text in [
        "**CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM**",
        "Thân lá ngô ủ chua nuôi được bò qua mùa đông, mỗi hố 2 tấn đủ cho hai con trong ba tháng.",
        "## 1. Đào hố",
        "đổ từng lớp rồi nén chặt. Đoạn này gõ bằng Unicode.",
        "Phần này gõ bằng bộ gõ VNI cũ.",
    ] {
        assert!(draft.body.contains(text), "{text}\n{}", draft.body);
    }
    assert!(draft.findings.iter().any(|f| f.code == "NC0909"));
}

#[test]
fn an_office_suite_that_is_not_word() {
    let declarations = declared();
    let import = read(
        &declarations,
        Some("ky-thuat"),
        "ong.docx",
        &fixture("ong-noi-libreoffice.docx"),
    )
    .unwrap();
    assert_eq!(import.drafts[0].title, "Nuôi ong nội ở vùng cao");
    assert_eq!(
        import.drafts[0].body.trim(),
        "Ong nội đi lấy mật từ tháng hai đến tháng tám, mỗi đàn cho 3–5 kg mật một vụ.

## Dụng cụ

- Thùng gỗ
  - Nắp
  - Cầu ong
- Khói

## Các bước

1. Chọn chỗ đặt
2. Bắt đàn

Xem [trang này](<https://example.org/ong>).

| Tháng | Việc |
| --- | --- |
| 2 | Chia đàn |"
    );
}

#[test]
fn what_is_met_in_real_documents() {
    let declarations = declared();
    let body = [
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>KỸ THUẬT TRỒNG GỪNG</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:t>1. Không phải danh sách</w:t></w:r></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:hyperlink r:id=\"x\"><w:r><w:t>liên kết không đích</w:t></w:r></w:hyperlink></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>gộp</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>lồng</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>hộp chữ</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>hộp chữ</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ]
    .concat();
    let import = read(&declarations, Some("ky-thuat"), "gung.docx", &word(&body)).unwrap();
    let draft = &import.drafts[0];
    assert_eq!(draft.title, "KỸ THUẬT TRỒNG GỪNG");
    assert_eq!(
        draft.body.trim(),
        "Giữ thêm

1\\. Không phải danh sách

Trong khung\\
dòng hai

liên kết không đích

| gộp |  |  |
| --- | --- | --- |
| a | b; c | lồng |

hộp chữ"
    );
    assert!(
        draft.findings.iter().filter(|f| f.code == "NC0914").count() == 2,
        "{:?}",
        draft.findings
    );
    let named = read(
        &declarations,
        Some("ky-thuat"),
        "Chè_đắng.docx",
        &word(&paragraph("một đoạn")),
    )
    .unwrap();
    assert_eq!(
        (named.drafts[0].title.as_str(), named.drafts[0].ma.as_str()),
        ("Chè đắng", "kt-che-dang")
    );
}
