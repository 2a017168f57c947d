//! What a form is: sections of inputs, rows and groups within, the body, and what is to be said of each.

use catalogue::{Code, Severity};

/// A record as a form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    /// The declared fields by subject; last, what the file has beyond them.
    pub sections: Vec<Section>,
    /// The Markdown.
    pub body: Body,
    /// What is said of the file as a whole.
    pub notes: Vec<Note>,
}

/// Inputs under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Anchor.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// Its inputs.
    pub inputs: Vec<Input>,
}

/// The body of a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Markdown, with `\n` as line end.
    pub value: String,
    /// An empty body is an error.
    pub required: bool,
    /// What is said of it.
    pub notes: Vec<Note>,
}

/// A finding beside its input.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Code of the finding.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub remedy: String,
    /// Line of the file, from 1; 0 for the file as a whole.
    pub line: usize,
}

impl Note {
    /// True for an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One field, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Name of its pairs: `f.buoc.0.ten`.
    pub name: String,
    /// Label for people.
    pub label: String,
    /// Help for the author.
    pub help: Option<String>,
    /// It must have a value.
    pub required: bool,
    /// How it is entered.
    pub control: Control,
    /// What is said of it.
    pub notes: Vec<Note>,
}

/// How a value is entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Control {
    /// One line.
    Line {
        /// The value as written.
        value: String,
        /// What kind of line.
        kind: LineKind,
    },
    /// Several lines of text, or one long one.
    Area {
        /// The text.
        value: String,
        /// Most characters, if there is a bound.
        max: Option<usize>,
    },
    /// One of a few.
    Choose {
        /// The options; the first is none.
        options: Vec<Choice>,
    },
    /// Any of a few.
    Checks {
        /// The options.
        options: Vec<Choice>,
    },
    /// Several short values on one line, with commas between.
    Joined {
        /// The line.
        value: String,
        /// They are numbers.
        numbers: bool,
    },
    /// From and to.
    Pair {
        /// The lower value, or the only one.
        from: String,
        /// The higher value.
        to: String,
        /// Unit as printed.
        unit: Option<String>,
    },
    /// A name that is looked up.
    Lookup {
        /// `Title [code]`, or what was written.
        value: String,
        /// Where it is looked up.
        source: Lookup,
    },
    /// Inputs that belong together.
    Group {
        /// They.
        inputs: Vec<Input>,
    },
    /// A list; the last rows are empty.
    Rows {
        /// They.
        rows: Vec<Row>,
    },
    /// What no other control can express.
    Yaml {
        /// The value as it stands in the file.
        value: String,
    },
}

/// What a line holds.
#[derive(Debug, Clone, PartialEq)]
pub enum LineKind {
    /// Text of so many characters at most.
    Text(usize),
    /// An address of the web.
    Url,
    /// A path of a file beside the record.
    File,
    /// A year.
    Year,
    /// A date; `false` when what is written is none, so that a date input would drop it.
    Date(bool),
    /// A number with its unit.
    Number(Option<String>),
}

/// Where a name is looked up.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// Terms of a vocabulary.
    Vocabulary(String),
    /// Records of these collections; empty for all. A name without a record is allowed where `free`.
    Records {
        /// Collections.
        to: Vec<String>,
        /// A plain name will do.
        free: bool,
    },
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is written.
    pub value: String,
    /// What people see.
    pub label: String,
    /// It is chosen.
    pub chosen: bool,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Number in the names of its inputs.
    pub index: usize,
    /// Its inputs: one for a list of plain values.
    pub inputs: Vec<Input>,
    /// It stands in the file.
    pub filled: bool,
    /// What is said of the row as a whole.
    pub notes: Vec<Note>,
}

impl Form {
    /// Every top-level input.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.sections.iter().flat_map(|section| &section.inputs)
    }

    /// The top-level input of a declared field.
    pub fn field(&self, name: &str) -> Option<&Input> {
        self.inputs()
            .find(|input| input.name.strip_prefix(super::FIELD) == Some(name))
    }

    /// What a browser submits when nothing is changed.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for input in self.inputs() {
            input.pairs(&mut pairs);
        }
        pairs.push((super::BODY.to_owned(), self.body.value.clone()));
        pairs
    }

    /// How many errors and warnings there are.
    pub fn counts(&self) -> (usize, usize) {
        let mut all: Vec<&Note> = self.notes.iter().chain(&self.body.notes).collect();
        for input in self.inputs() {
            input.all_notes(&mut all);
        }
        let errors = all.iter().filter(|note| note.is_error()).count();
        (errors, all.len() - errors)
    }
}

impl Input {
    /// What a browser submits for it.
    pub(super) fn pairs(&self, pairs: &mut Vec<(String, String)>) {
        let mut put = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
        match &self.control {
            Control::Line { value, .. }
            | Control::Area { value, .. }
            | Control::Joined { value, .. }
            | Control::Lookup { value, .. }
            | Control::Yaml { value } => put(&self.name, value),
            Control::Choose { options } => {
                let chosen = options.iter().find(|option| option.chosen);
                put(&self.name, chosen.map_or("", |option| &option.value));
            }
            Control::Checks { options } => {
                // A mark that the boxes were there, also with none ticked.
                put(&self.name, "");
                for option in options.iter().filter(|option| option.chosen) {
                    put(&self.name, &option.value);
                }
            }
            Control::Pair { from, to, .. } => {
                put(&format!("{}.tu", self.name), from);
                put(&format!("{}.den", self.name), to);
            }
            Control::Group { inputs } => inputs.iter().for_each(|input| input.pairs(pairs)),
            Control::Rows { rows } => {
                for input in rows.iter().flat_map(|row| &row.inputs) {
                    input.pairs(pairs);
                }
            }
        }
    }

    /// Everything that is said of it and of its parts.
    pub fn all_notes<'a>(&'a self, all: &mut Vec<&'a Note>) {
        all.extend(&self.notes);
        match &self.control {
            Control::Group { inputs } => inputs.iter().for_each(|input| input.all_notes(all)),
            Control::Rows { rows } => {
                for row in rows {
                    all.extend(&row.notes);
                    row.inputs.iter().for_each(|input| input.all_notes(all));
                }
            }
            _ => {}
        }
    }

    /// The anchor of its control.
    pub fn id(&self) -> String {
        self.name.replace('.', "-")
    }
}
