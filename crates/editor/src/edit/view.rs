//! Inputs as HTML: one template that stands in itself, as groups and rows do.

use askama::Template;

use crate::form::{Control, Input, LineKind, Lookup, Note, Row};

/// An input with what its template asks.
#[derive(Template)]
#[template(path = "edit/input.html")]
pub(super) struct View<'a> {
    input: &'a Input,
    /// Fields that an import guessed.
    guessed: &'a [String],
    /// Address of the form, for buttons that come back to their place.
    action: &'a str,
    /// Within a row of a list.
    inner: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(input: &'a Input, guessed: &'a [String], action: &'a str) -> Self {
        Self {
            input,
            guessed,
            action,
            inner: false,
        }
    }

    /// The HTML.
    pub(super) fn html(&self) -> String {
        self.render().unwrap_or_else(|fault| {
            tracing::error!(%fault, "a template failed");
            String::new()
        })
    }

    fn inside(&self, input: &'a Input) -> String {
        View {
            input,
            guessed: self.guessed,
            action: self.action,
            inner: true,
        }
        .html()
    }

    fn id(&self) -> String {
        self.input.id()
    }

    fn is_guessed(&self) -> bool {
        let name = self.input.name.strip_prefix("f.").unwrap_or(&self.input.name);
        self.guessed.iter().any(|guessed| guessed == name)
    }

    /// Top-level groups and lists fold away; those that have something are open.
    fn folds(&self) -> bool {
        let kind = matches!(
            self.input.control,
            Control::Group { .. } | Control::Rows { .. } | Control::Checks { .. }
        );
        kind && !self.inner && !self.input.required
    }

    fn is_open(&self) -> bool {
        let mut notes = Vec::new();
        self.input.all_notes(&mut notes);
        !notes.is_empty() || self.is_guessed() || has_value(self.input)
    }

    /// Boxes with a number each stand closer.
    fn are_numbers(&self, options: &[crate::form::Choice]) -> bool {
        options.iter().all(|option| option.label.len() <= 2)
    }

    fn is_wrong(&self) -> bool {
        self.input.notes.iter().any(Note::is_error)
    }

    /// The ids of what describes the input.
    fn described(&self) -> String {
        let hint = if self.hint().is_some() {
            format!("{}-y ", self.id())
        } else {
            String::new()
        };
        format!("{hint}{}-n", self.id())
    }

    /// The help, with what the kind of input adds to it.
    fn hint(&self) -> Option<String> {
        let more = match &self.input.control {
            Control::Joined { numbers: false, .. } => Some("Cách nhau bằng dấu phẩy."),
            Control::Joined { numbers: true, .. } => Some("Các số, cách nhau bằng dấu phẩy."),
            Control::Pair { unit: Some(unit), .. } if unit == "đồng" => Some("Một số thì chỉ điền ô Từ."),
            Control::Yaml { .. } => {
                Some("Giá trị này không xếp được vào ô nhập thường; sửa theo cú pháp YAML, hoặc để nguyên.")
            }
            Control::Line {
                kind: LineKind::Date(false),
                ..
            } => Some("Viết năm-tháng-ngày, ví dụ 2018-05-30."),
            Control::Line {
                kind: LineKind::Url, ..
            } => Some("Bắt đầu bằng https:// hoặc http://."),
            Control::Lookup {
                source: Lookup::Records { free: true, .. },
                ..
            } if !self.inner => Some("Gõ để tìm bản ghi; chưa có bản ghi thì gõ tên."),
            Control::Lookup { .. } if !self.inner => Some("Gõ để tìm."),
            _ => None,
        };
        match (&self.input.help, more) {
            (Some(help), Some(more)) => Some(format!("{help} {more}")),
            (Some(help), None) => Some(help.clone()),
            (None, more) => more.map(str::to_owned),
        }
    }

    /// How many lines a box of text shows.
    fn lines(&self, value: &str, max: &Option<usize>) -> usize {
        let least = if max.is_some_and(|max| max <= 400) { 2 } else { 4 };
        let lines: usize = value.split('\n').map(|line| 1 + line.chars().count() / 90).sum();
        lines.clamp(least, 14)
    }

    /// Where the script looks names up.
    fn source(&self, source: &Lookup) -> String {
        match source {
            Lookup::Vocabulary(id) => format!("dm={id}"),
            Lookup::Records { to, .. } => format!("den={}", to.join(",")),
        }
    }

    /// The list of names for browsers without script.
    fn list(&self, source: &Lookup) -> String {
        match source {
            Lookup::Vocabulary(id) => format!("ds-{id}"),
            Lookup::Records { .. } => "ds-ban-ghi".to_owned(),
        }
    }

    fn is_lone(&self, row: &Row) -> bool {
        row.inputs.len() == 1 && row.inputs.iter().all(|input| input.name == self.row(row))
    }

    fn row(&self, row: &Row) -> String {
        format!("{}.{}", self.input.name, row.index)
    }
}

/// True for an input in which something stands, or more rows were asked for.
fn has_value(input: &Input) -> bool {
    match &input.control {
        Control::Line { value, .. }
        | Control::Area { value, .. }
        | Control::Joined { value, .. }
        | Control::Lookup { value, .. }
        | Control::Yaml { value } => !value.is_empty(),
        Control::Choose { options } | Control::Checks { options } => {
            options.iter().any(|option| option.chosen && !option.value.is_empty())
        }
        Control::Pair { from, to, .. } => !from.is_empty() || !to.is_empty(),
        Control::Group { inputs } => inputs.iter().any(has_value),
        Control::Rows { rows } => rows.len() > 2 || rows.iter().any(|row| row.filled),
    }
}
