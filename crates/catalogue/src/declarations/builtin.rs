//! The collection of a folder that declares nothing: any Markdown file is a record.

use crate::yaml::{Key, Node};
use crate::{Collection, Field, FieldType, Labels, Show};

/// Id of the built-in collection.
pub(crate) const ID: &str = "tai-lieu";

fn labels(vi: &str, en: &str, zh: &str) -> Labels {
    Labels {
        vi: vi.to_owned(),
        en: Some(en.to_owned()),
        zh: Some(zh.to_owned()),
    }
}

fn field(name: &str, kind: FieldType, label: Labels, search: f32, list: bool) -> Field {
    let show = Show { list, page: true };
    Field {
        name: name.to_owned(),
        kind,
        label,
        help: None,
        required: false,
        required_unless: None,
        facet: false,
        search,
        show,
    }
}

/// The built-in collection: nothing is required, unknown front matter keys are passed over.
pub(crate) fn collection() -> Collection {
    let text = |max| FieldType::Text { max };
    let mut fields = vec![
        field("ma", text(80), labels("Mã", "Identifier", "编号"), 1.0, false),
        field("ten", text(300), labels("Tên", "Title", "名称"), 4.0, true),
        field("tom_tat", text(600), labels("Tóm tắt", "Summary", "简介"), 2.0, true),
        field(
            "tu_khoa",
            FieldType::Tags,
            labels("Từ khoá", "Keywords", "关键词"),
            2.0,
            true,
        ),
        field("nam", FieldType::Year, labels("Năm", "Year", "年份"), 0.0, true),
        field(
            "ngay_tao",
            FieldType::Date,
            labels("Ngày tạo", "Created", "创建日期"),
            0.0,
            false,
        ),
        field(
            "ngay_sua",
            FieldType::Date,
            labels("Ngày sửa", "Updated", "更新日期"),
            0.0,
            false,
        ),
        field(
            "trang_thai",
            text(40),
            labels("Trạng thái", "Status", "状态"),
            0.0,
            false,
        ),
        field(
            "quyen_xem",
            text(40),
            labels("Quyền xem", "Visibility", "查看权限"),
            0.0,
            false,
        ),
    ];
    for field in fields
        .iter_mut()
        .filter(|field| matches!(field.name.as_str(), "tu_khoa" | "nam"))
    {
        field.facet = true;
    }
    for field in fields
        .iter_mut()
        .filter(|field| matches!(field.name.as_str(), "trang_thai" | "quyen_xem"))
    {
        field.show = Show::default();
    }
    Collection {
        id: ID.to_owned(),
        order: 1,
        prefix: String::new(),
        labels: labels("Tài liệu", "Documents", "文档"),
        description: labels(
            "Các tệp Markdown trong thư mục nội dung.",
            "The Markdown files of the content folder.",
            "内容文件夹中的 Markdown 文件。",
        ),
        body_required: false,
        schema_org: "CreativeWork".to_owned(),
        fields,
    }
}

/// The title that other tools write, for the built-in collection only.
pub(crate) fn title(collection: &Collection, members: &[(Key, Node)]) -> Option<String> {
    if !collection.is_builtin() {
        return None;
    }
    let node = members
        .iter()
        .find(|(key, _)| key.text == "title")
        .map(|(_, node)| node)?;
    let title = node.text()?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}
