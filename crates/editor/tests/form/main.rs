//! A form gives back the file that it was made from, and changes what was changed and nothing else.

#![allow(clippy::unwrap_used)]

mod content;

use std::collections::BTreeMap;
use std::path::Path;

use catalogue::{Collection, Declarations, Severity};
use editor::form::{self, Context, Control, Form, Input, Names};
use proptest::prelude::*;

struct Titles;

impl Names for Titles {
    fn title(&self, ma: &str) -> Option<String> {
        (ma == "tc-vien-chan-nuoi").then(|| "Viện Chăn nuôi".to_owned())
    }

    fn named(&self, title: &str, _: &[String]) -> Option<String> {
        (title == "Viện Chăn nuôi").then(|| "tc-vien-chan-nuoi".to_owned())
    }
}

fn content() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"))
}

fn declarations() -> Declarations {
    let (declarations, found) = ingest::load_declarations(content()).unwrap();
    assert!(found.is_empty(), "{found:?}");
    declarations
}

fn context<'a>(declarations: &'a Declarations, collection: &str) -> Context<'a> {
    let collection: &Collection = declarations.collection(collection).unwrap();
    Context {
        declarations,
        collection,
        names: &Titles,
    }
}

fn read(context: Context<'_>, text: &str) -> Form {
    form::read(context, text, &BTreeMap::new())
}

/// The pairs of the form with some of them changed.
fn changed(form: &Form, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs = form.pairs();
    for (name, value) in changes {
        match pairs.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = (*value).to_owned(),
            None => pairs.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    pairs
}

fn edited(text: &str, changes: &[(&str, &str)]) -> String {
    let declarations = declarations();
    let context = context(&declarations, "ky-thuat");
    let form = read(context, text);
    for (name, _) in changes {
        let known = form.pairs().iter().any(|(other, _)| other == name);
        assert!(known, "no input {name}: {:#?}", form.pairs());
    }
    form::write(context, text, &changed(&form, changes))
}

/// What a browser makes of line ends.
fn as_browsers_send(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs
        .into_iter()
        .map(|(name, value)| (name, value.replace('\n', "\r\n")))
        .collect()
}

const FILE: &str = "---
# Ghi chú của người biên tập
ma: kt-thu
ten: 'Sấy hạt dẻ'   # tên
tom_tat: Một câu.

la_lung: [giữ, nguyên]
doi_tuong: [hat-de]
nguon:
  # nguồn chính
  - trich: \"Báo cáo\"
    url: https://vi.du/a   # trang
  - {trich: Sổ tay, ngay_doc: 2026-01-02}
buoc:
  - {ten: \"Một\", noi_dung: \"Làm\", la: 1}
  - {ten: \"Hai\", noi_dung: \"Nữa\"}
trang_thai: nhap
---

Thân   bài
";

#[test]
fn a_scalar_is_replaced_in_its_place() {
    let new = edited(FILE, &[("f.ten", "Sấy: hạt dẻ"), ("f.nguon.0.url", "https://vi.du/b")]);
    let wanted = FILE
        .replace("'Sấy hạt dẻ'", "\"Sấy: hạt dẻ\"")
        .replace("https://vi.du/a ", "\"https://vi.du/b\" ");
    assert_eq!(new, wanted);
}

#[test]
fn rows_are_added_and_taken_out() {
    let new = edited(FILE, &[("f.nguon.2.trich", "Thêm"), ("f.buoc.2.ten", "Ba, và nữa")]);
    let wanted = FILE
        .replace("2026-01-02}\n", "2026-01-02}\n  - {trich: Thêm}\n")
        .replace("\"Nữa\"}\n", "\"Nữa\"}\n  - {ten: \"Ba, và nữa\"}\n");
    assert_eq!(new, wanted);
    let new = edited(FILE, &[("f.buoc.1.ten", ""), ("f.buoc.1.noi_dung", "")]);
    assert_eq!(new, FILE.replace("  - {ten: \"Hai\", noi_dung: \"Nữa\"}\n", ""));
    let new = edited(FILE, &[("f.nguon.0.ngay_doc", "2026-05-06")]);
    assert_eq!(new, FILE.replace("# trang\n", "# trang\n    ngay_doc: 2026-05-06\n"));
    let new = edited(FILE, &[("f.buoc.0.luu_y", "Cẩn thận")]);
    assert_eq!(new, FILE.replace("la: 1}", "la: 1, luu_y: Cẩn thận}"));
}

#[test]
fn new_fields_stand_where_they_are_declared() {
    let new = edited(FILE, &[("f.nhom", "che-bien"), ("f.tu_khoa", "dẻ, sấy khô; hạt")]);
    let wanted = FILE
        .replace(
            "doi_tuong: [hat-de]\n",
            "doi_tuong: [hat-de]\ntu_khoa: [dẻ, sấy khô, hạt]\n",
        )
        .replace("buoc:\n", "nhom: che-bien\nbuoc:\n");
    assert_eq!(new, wanted);
    let bare = "---\nma: kt-a\nten: A\ntrang_thai: nhap\nngay_tao: 2026-01-02\n---\n";
    let new = edited(
        bare,
        &[
            ("f.nhom", "che-bien"),
            ("f.han_ra_soat", "2027-01-01"),
            ("f.tom_tat", "B"),
        ],
    );
    let wanted = "---\nma: kt-a\nten: A\ntom_tat: B\nnhom: che-bien\ntrang_thai: nhap\nngay_tao: 2026-01-02\nhan_ra_soat: 2027-01-01\n---\n";
    assert_eq!(new, wanted);
}

#[test]
fn a_field_that_is_emptied_goes() {
    assert_eq!(
        edited(FILE, &[("f.tom_tat", "")]),
        FILE.replace("tom_tat: Một câu.\n", "")
    );
}

#[test]
fn names_become_codes() {
    let declarations = declarations();
    let context = context(&declarations, "ky-thuat");
    let form = read(context, FILE);
    let subjects = form.field("doi_tuong").unwrap();
    let Control::Rows { rows } = &subjects.control else {
        panic!("{subjects:?}")
    };
    let Control::Lookup { value, .. } = &rows[0].inputs[0].control else {
        panic!()
    };
    assert_eq!(value, "Hạt dẻ [hat-de]");
    let pairs = changed(
        &form,
        &[
            ("f.doi_tuong.1", "Lợn [lon]"),
            ("f.don_vi.0", "viện chăn nuôi"),
            ("f.don_vi.1", "Viện Chăn nuôi"),
            ("f.doanh_thu.tu", "1,2 triệu"),
            ("f.dia_ban.0", "2025:01477"),
        ],
    );
    let new = form::write(context, FILE, &pairs);
    assert!(new.contains("doi_tuong: [hat-de, lon]\n"), "{new}");
    assert!(new.contains("don_vi: [viện chăn nuôi, tc-vien-chan-nuoi]\n"), "{new}");
    assert!(new.contains("doanh_thu: 1200000\n"), "{new}");
    assert!(new.contains("dia_ban: [\"2025:01477\"]\n"), "{new}");
}

#[test]
fn what_no_form_expresses_is_shown_as_yaml() {
    let text = "---\nma: kt-a\nten: {a: 1}\nbuoc: chữ\nkhac:\n- x\nhong: a: b\n---\nThân";
    let declarations = declarations();
    let context = context(&declarations, "ky-thuat");
    let form = read(context, text);
    let shown = |name: &str| match &form.inputs().find(|input| input.name == name).unwrap().control {
        Control::Yaml { value } => value.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(shown("f.ten"), "{a: 1}");
    assert_eq!(shown("f.buoc"), "chữ");
    assert_eq!(shown("k.khac"), "\n- x");
    assert_eq!(shown("k.hong"), "a: b");
    assert_eq!(form::write(context, text, &as_browsers_send(form.pairs())), text);
    let new = form::write(
        context,
        text,
        &changed(&form, &[("k.khac", "\n- x\n- y"), ("f.ten", "\"Tên\"")]),
    );
    assert_eq!(
        new,
        "---\nma: kt-a\nten: \"Tên\"\nbuoc: chữ\nkhac:\n  - x\n  - y\nhong: a: b\n---\nThân"
    );
}

#[test]
fn line_ends_of_windows_stay() {
    let text = FILE.replace('\n', "\r\n");
    let new = edited(
        &text,
        &[("f.ten", "Mới"), ("f.nhom", "che-bien"), ("f.nguon.2.trich", "Thêm")],
    );
    assert!(!new.replace("\r\n", "").contains('\n'), "{new:?}");
    assert!(new.contains("Thân   bài\r\n"));
    let new = edited(&text, &[("than", "Một\nHai")]);
    assert!(new.ends_with("---\r\n\r\nMột\r\nHai\r\n"), "{new:?}");
}

#[test]
fn findings_stand_at_their_inputs() {
    let text = "---
ma: kt-thu
ten: \"Thử\"
nhom: khong-co
nguon:
  - {url: \"abc\"}
  - trich: Sổ
    ngay_doc: 30.5.2018
buoc:
  - {ten: \"Một\"}
phu_hop: {do_cao: {tu: 9, den: 1}}
la: 1
trang_thai: nhap
---

<b>x</b>
";
    let declarations = declarations();
    let context = context(&declarations, "ky-thuat");
    let mut form = read(context, text);
    let (_, found) = catalogue::parse_record(&declarations, "ky-thuat/kt-thu.md", text.as_bytes());
    form::attach(context, text, &found, &mut form);
    assert!(form.notes.is_empty(), "{:?}", form.notes);
    assert_eq!(form.body.notes.len(), 1);
    let mut at = BTreeMap::new();
    for input in form.inputs() {
        gather(input, &mut at);
    }
    let codes = |name: &str| at.get(name).cloned().unwrap_or_default();
    assert_eq!(codes("f.nhom"), ["NC0402"]);
    assert_eq!(codes("f.tom_tat"), ["NC0302"]);
    assert_eq!(codes("f.nguon.0.trich"), ["NC0302"]);
    assert_eq!(codes("f.nguon.0.url"), ["NC0411"]);
    assert_eq!(codes("f.nguon.1.ngay_doc"), ["NC0405"]);
    assert_eq!(codes("f.buoc.0.noi_dung"), ["NC0302"]);
    assert_eq!(codes("f.phu_hop.do_cao"), ["NC0410"]);
    assert_eq!(codes("k.la"), ["NC0301"]);
    let (errors, warnings) = form.counts();
    let of = |severity| found.iter().filter(|d| d.severity == severity).count();
    assert_eq!((errors, warnings), (of(Severity::Error), of(Severity::Warning)));
}

fn gather(input: &Input, at: &mut BTreeMap<String, Vec<&'static str>>) {
    at.entry(input.name.clone())
        .or_default()
        .extend(input.notes.iter().map(|note| note.code));
    match &input.control {
        Control::Group { inputs } => inputs.iter().for_each(|input| gather(input, at)),
        Control::Rows { rows } => rows
            .iter()
            .flat_map(|row| &row.inputs)
            .for_each(|input| gather(input, at)),
        _ => {}
    }
}

/// Found by fuzzing: what a form can not carry went away with a form that changed nothing.
#[test]
fn what_a_form_can_not_carry_stays_in_its_file() {
    let declarations = declarations();
    let context = context(&declarations, "ky-thuat");
    for text in [
        "---\nma: kt-thu\nten: Sấy\u{7} hạt\n---\n\nThân.\n",
        "---\nma: kt-thu\n---\n\nThân\u{1} bài.\rHai.\n",
    ] {
        let form = read(context, text);
        assert_eq!(form::write(context, text, &as_browsers_send(form.pairs())), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is submitted comes back, and nothing else of the file changes.
    #[test]
    fn any_text_comes_back(text in "\\PC{1,40}|[ -~\n\t]{1,40}|(: |- |#|'|\"|\\[|\\{|\\||>|&|\\*|!|---|\n| |a){1,12}", field in 0usize..6) {
        prop_assume!(!text.trim().is_empty());
        let names = ["f.ten", "f.nguon.0.trich", "f.nguon.2.trich", "f.buoc.1.noi_dung", "f.muc_dich", "than"];
        let name = names[field];
        let declarations = DECLARATIONS.with(Clone::clone);
        let context = context(&declarations, "ky-thuat");
        let form = read(context, FILE);
        let new = form::write(context, FILE, &as_browsers_send(changed(&form, &[(name, &text)])));
        let back = read(context, &new);
        let value = back.pairs().into_iter().find(|(other, _)| other == name).map(|(_, value)| value);
        prop_assert_eq!(value.as_deref(), Some(text.as_str()), "{}", new);
        let rest = |form: &Form| {
            let mut pairs = form.pairs();
            pairs.retain(|(other, value)| other != name && !value.is_empty());
            pairs
        };
        prop_assert_eq!(rest(&back), rest(&form), "{}", new);
        prop_assert!(new.contains("# Ghi chú của người biên tập"));
        prop_assert!(new.contains("la_lung: [giữ, nguyên]"));
    }

    /// Files that nobody would write: an unchanged form changes nothing, and no form breaks on them.
    #[test]
    fn odd_files_come_back(front in "(ten: |nguon:|buoc:|doi_tuong: |- |  - |\\{|\\}|\\[|\\]|a|\"|'|: |#|\n|  |---\n|&x |\\*x|\\|\n|gia: |tu: |1|,| ){0,30}", body in "\\PC{0,20}") {
        let text = format!("---\n{front}\n---\n{body}");
        let declarations = DECLARATIONS.with(Clone::clone);
        let context = context(&declarations, "ky-thuat");
        let form = read(context, &text);
        prop_assert_eq!(form::write(context, &text, &as_browsers_send(form.pairs())), text);
    }
}

thread_local! {
    static DECLARATIONS: std::rc::Rc<Declarations> = std::rc::Rc::new(declarations());
}
