//! From the text of a file to a form.

use std::collections::BTreeMap;

use catalogue::{Entry, Field, FieldType, Node, outline};

use super::fits::items;
use super::reference::{lookup, shown};
use super::sections::{FIXED, SECTIONS, section_of};
use super::{Body, Choice, Context, Control, FIELD, Form, Input, LineKind, OTHER, Row, Section};

/// Most whole numbers that are listed as boxes.
const BOXES: f64 = 31.0;
/// Longer texts get several lines.
const LONG: usize = 200;
/// The bound of fields that state none, such as names: one line does for most.
const UNSAID: usize = 300;
/// A value that is longer than this, in characters, is seen better on several lines.
const SEEN: usize = 90;

/// The form of a file. `blank` says, by the name of a list, how many rows it shall show at the least.
pub fn read(context: Context<'_>, text: &str, blank: &BTreeMap<String, usize>) -> Form {
    let builder = Builder { context, text, blank };
    let outline = outline(text);
    let mut sections: Vec<Section> = SECTIONS
        .iter()
        .map(|(id, title, _)| Section {
            id,
            title: if title.is_empty() {
                context.collection.labels.vi.clone()
            } else {
                (*title).to_owned()
            },
            inputs: Vec::new(),
        })
        .collect();
    for field in context.collection.fields.iter().filter(|field| !is_fixed(&field.name)) {
        let input = builder.top(field, outline.entry(&field.name));
        if let Some(section) = sections.get_mut(section_of(&field.name)) {
            section.inputs.push(input);
        }
    }
    let mut others: Vec<Input> = Vec::new();
    for (at, entry) in outline.entries.iter().enumerate() {
        let first = outline.entries.iter().position(|other| other.key == entry.key) == Some(at);
        let declared = context.collection.field(&entry.key).is_some() || is_fixed(&entry.key);
        if !declared && first {
            others.push(builder.other(at, entry));
        }
    }
    sections.push(Section {
        id: "truong-khac",
        title: "Trường ngoài khai báo".to_owned(),
        inputs: others,
    });
    sections.retain(|section| !section.inputs.is_empty());
    Form {
        sections,
        body: Body {
            value: body(text.get(outline.body..).unwrap_or("")),
            required: context.collection.body_required,
            notes: Vec::new(),
        },
        notes: Vec::new(),
    }
}

/// True for fields that no form changes.
pub(super) fn is_fixed(name: &str) -> bool {
    FIXED.contains(&name)
}

/// The body as a text box holds it: without the line end that sets it apart from the fields, and the last one.
pub(super) fn body(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.strip_prefix('\n').unwrap_or(&text);
    text.strip_suffix('\n').unwrap_or(text).to_owned()
}

/// The value of an entry as it stands in the file, without its key.
pub(super) fn source<'t>(text: &'t str, entry: &Entry) -> &'t str {
    let lines = text.get(entry.lines.clone()).unwrap_or("");
    let value = match lines.split_once(':') {
        Some((_, value)) if !entry.key.is_empty() => value,
        _ => lines,
    };
    value.strip_prefix(' ').unwrap_or(value).trim_end()
}

pub(super) struct Builder<'a> {
    pub(super) context: Context<'a>,
    pub(super) text: &'a str,
    pub(super) blank: &'a BTreeMap<String, usize>,
}

impl Builder<'_> {
    fn top(&self, field: &Field, entry: Option<&Entry>) -> Input {
        let name = format!("{FIELD}{}", field.name);
        let node = entry.and_then(|entry| entry.value.as_ref());
        let fits = entry.is_none_or(|entry| entry.value.is_some()) && node.is_none_or(|n| self.fits(&field.kind, n));
        if fits {
            return self.input(name, field, node);
        }
        let value = entry.map_or("", |entry| source(self.text, entry)).replace("\r\n", "\n");
        Input {
            control: Control::Yaml { value },
            ..self.plain(name, field)
        }
    }

    fn other(&self, at: usize, entry: &Entry) -> Input {
        let name = if entry.key.is_empty() {
            format!("{OTHER}:{at}")
        } else {
            format!("{OTHER}{}", entry.key)
        };
        let label = if entry.key.is_empty() {
            "Dòng không đọc được"
        } else {
            &entry.key
        };
        Input {
            name,
            label: label.to_owned(),
            help: None,
            required: false,
            control: Control::Yaml {
                value: source(self.text, entry).replace("\r\n", "\n"),
            },
            notes: Vec::new(),
        }
    }

    fn plain(&self, name: String, field: &Field) -> Input {
        Input {
            name,
            label: field.label.vi.clone(),
            help: field.help.as_ref().map(|help| help.vi.clone()),
            required: field.required || field.required_unless.is_some(),
            control: Control::Yaml { value: String::new() },
            notes: Vec::new(),
        }
    }

    fn input(&self, name: String, field: &Field, node: Option<&Node>) -> Input {
        let control = self.control(&name, &field.kind, node, 2);
        Input {
            control,
            ..self.plain(name, field)
        }
    }

    /// The control of a value that [`Builder::fits`]. `spare` is the number of empty rows of an empty list.
    pub(super) fn control(&self, name: &str, kind: &FieldType, node: Option<&Node>, spare: usize) -> Control {
        let value = node.and_then(Node::text).unwrap_or("").to_owned();
        if let Some(source) = lookup(self.context, kind).filter(|_| !value.contains('\n')) {
            return Control::Lookup {
                value: shown(self.context, &source, &value),
                source,
            };
        }
        let line = |kind| Control::Line {
            value: value.clone(),
            kind,
        };
        match kind {
            FieldType::Text { max } if is_long(*max, &value) => Control::Area { value, max: Some(*max) },
            FieldType::Text { max } => line(LineKind::Text(*max)),
            FieldType::Markdown => Control::Area { value, max: None },
            // An input of one line would drop the line ends of what is odd already.
            _ if value.contains('\n') => Control::Area { value, max: None },
            FieldType::Url => line(LineKind::Url),
            FieldType::File => line(LineKind::File),
            FieldType::Year => line(LineKind::Year),
            FieldType::Date => line(LineKind::Date(value.is_empty() || is_date(&value))),
            FieldType::Number { unit, .. } => line(LineKind::Number(unit.clone())),
            FieldType::Money => self.pair(node, Some("đồng")),
            FieldType::Range { unit } => self.pair(node, unit.as_deref()),
            FieldType::Flag => Control::Choose {
                options: with_unknown(
                    vec![option("true", "Có", &value), option("false", "Không", &value)],
                    &value,
                ),
            },
            FieldType::Choice { vocabulary } => Control::Choose {
                options: with_unknown(self.terms(vocabulary, &[&value]), &value),
            },
            FieldType::Tags => joined(node, false),
            FieldType::List { of } if self.is_boxes(of) => Control::Checks {
                options: self.boxes(of, node),
            },
            FieldType::List { of } if is_short(of) => joined(node, true),
            FieldType::List { of } => self.rows(name, of, node, spare),
            FieldType::Group { fields } => Control::Group {
                inputs: self.members(name, fields, node),
            },
            FieldType::Place | FieldType::Link { .. } | FieldType::Person { .. } | FieldType::Organisation { .. } => {
                line(LineKind::Text(0))
            }
        }
    }

    fn members(&self, name: &str, fields: &[Field], node: Option<&Node>) -> Vec<Input> {
        let member = |field: &Field| {
            let name = format!("{name}.{}", field.name);
            let node = node.and_then(|node| node.get(&field.name));
            let control = self.control(&name, &field.kind, node, 1);
            Input {
                control,
                ..self.plain(name, field)
            }
        };
        fields.iter().map(member).collect()
    }

    fn rows(&self, name: &str, of: &FieldType, node: Option<&Node>, spare: usize) -> Control {
        let items = items(node);
        // A list of groups takes much room; one empty row is enough there.
        let spare = if matches!(of, FieldType::Group { .. }) {
            1
        } else {
            spare
        };
        let least = self.blank.get(name).copied().unwrap_or(0).min(super::rows::MAX_ROWS);
        let count = (items.len() + spare).max(least);
        let row = |index: usize| {
            let item = items.get(index).copied();
            let inner = format!("{name}.{index}");
            let inputs = match of {
                FieldType::Group { fields } => self.members(&inner, fields, item),
                _ => vec![Input {
                    label: format!("Mục {}", index + 1),
                    help: None,
                    required: false,
                    control: self.control(&inner, of, item, 1),
                    name: inner,
                    notes: Vec::new(),
                }],
            };
            Row {
                index,
                inputs,
                filled: item.is_some(),
                notes: Vec::new(),
            }
        };
        Control::Rows {
            rows: (0..count).map(row).collect(),
        }
    }

    fn pair(&self, node: Option<&Node>, unit: Option<&str>) -> Control {
        let part = |name: &str| {
            let part = node.and_then(|node| node.get(name)).and_then(Node::text);
            part.unwrap_or("").to_owned()
        };
        let alone = node.and_then(Node::text).map(str::to_owned);
        Control::Pair {
            from: alone.unwrap_or_else(|| part("tu")),
            to: part("den"),
            unit: unit.map(str::to_owned),
        }
    }

    fn terms(&self, vocabulary: &str, chosen: &[&str]) -> Vec<Choice> {
        let terms = self.context.declarations.vocabulary(vocabulary);
        let terms = terms.map_or(&[][..], |vocabulary| &vocabulary.terms);
        let choice = |term: &catalogue::Term| Choice {
            value: term.code.clone(),
            label: term.labels.vi.clone(),
            chosen: chosen.contains(&term.code.as_str()),
        };
        terms.iter().map(choice).collect()
    }

    /// True for items that are shown as boxes to tick.
    pub(super) fn is_boxes(&self, of: &FieldType) -> bool {
        match of {
            FieldType::Choice { .. } => lookup(self.context, of).is_none(),
            FieldType::Number {
                min: Some(min),
                max_value: Some(max),
                integer: true,
                ..
            } => max - min < BOXES && *min >= 0.0,
            _ => false,
        }
    }

    fn boxes(&self, of: &FieldType, node: Option<&Node>) -> Vec<Choice> {
        let chosen: Vec<&str> = items(node).iter().filter_map(|item| item.text()).collect();
        let mut options = match of {
            FieldType::Choice { vocabulary } => self.terms(vocabulary, &chosen),
            FieldType::Number {
                min: Some(min),
                max_value: Some(max),
                ..
            } => numbers(*min, *max)
                .map(|n| Choice {
                    chosen: chosen.contains(&n.as_str()),
                    label: n.clone(),
                    value: n,
                })
                .collect(),
            _ => Vec::new(),
        };
        for value in &chosen {
            if !options.iter().any(|option| option.value == *value) {
                options.push(unknown(value));
            }
        }
        options
    }
}

/// True for a text that gets several lines.
fn is_long(max: usize, value: &str) -> bool {
    (max > LONG && max != UNSAID) || value.chars().count() > SEEN || value.contains('\n')
}

/// Values of this type are entered with commas between.
pub(super) fn is_short(of: &FieldType) -> bool {
    matches!(of, FieldType::Number { .. } | FieldType::Year)
}

fn joined(node: Option<&Node>, numbers: bool) -> Control {
    let values: Vec<&str> = items(node).iter().filter_map(|item| item.text()).collect();
    Control::Joined {
        value: values.join(", "),
        numbers,
    }
}

/// Whole numbers from one bound to the other.
fn numbers(min: f64, max: f64) -> impl Iterator<Item = String> {
    let mut at = min;
    std::iter::from_fn(move || {
        let now = at;
        at += 1.0;
        (now <= max).then(|| format!("{now}"))
    })
}

fn option(value: &str, label: &str, now: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == now,
    }
}

fn unknown(value: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: format!("{value} (không có trong danh mục)"),
        chosen: true,
    }
}

/// The options with none before them, and with what is written but not known behind.
fn with_unknown(options: Vec<Choice>, value: &str) -> Vec<Choice> {
    let known = value.is_empty() || options.iter().any(|option| option.value == value);
    let mut all = vec![option("", "(chưa chọn)", value)];
    all.extend(options);
    if !known {
        all.push(unknown(value));
    }
    all
}

/// `YYYY-MM-DD` and in the calendar as far as an input of dates looks.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, len: usize| {
        (text.len() == len && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year @ 1..), Some(month @ 1..=12), Some(day @ 1..)) => {
            let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
            let days = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day <= days
        }
        _ => false,
    }
}
