//! The records of the catalogue itself, through their forms.

use catalogue::FieldType;
use editor::form::{self, Control, Form, Input};

use super::{as_browsers_send, changed, content, context, declarations, read};

#[test]
fn every_file_of_the_content_comes_back_unchanged() {
    let declarations = declarations();
    let mut files = 0;
    for file in ingest::walk(content()).unwrap() {
        let text = std::fs::read_to_string(&file.absolute).unwrap();
        let collection = file.path.split('/').next().unwrap();
        let context = context(&declarations, collection);
        let form = read(context, &text);
        assert!(
            form.inputs()
                .all(|input| !matches!(input.control, Control::Yaml { .. })),
            "{}",
            file.path
        );
        let pairs = as_browsers_send(form.pairs());
        assert_eq!(form::write(context, &text, &pairs), text, "{}", file.path);
        files += 1;
    }
    assert!(files > 200, "{files}");
}

/// One change in each field of each file changes its own lines and no others.
#[test]
fn a_changed_field_leaves_every_other_line_alone() {
    let declarations = declarations();
    for file in ingest::walk(content()).unwrap().iter().step_by(7) {
        let text = std::fs::read_to_string(&file.absolute).unwrap();
        let context = context(&declarations, file.path.split('/').next().unwrap());
        let form = read(context, &text);
        for input in form.inputs() {
            let key = input.name.strip_prefix("f.").unwrap();
            let mut own = Vec::new();
            collect(input, &mut own);
            let Some(name) = own.last() else { continue };
            let new = form::write(context, &text, &changed(&form, &[(name, "Chữ: “khác” #1")]));
            let lines = |text: &str| -> Vec<String> {
                let outline = catalogue::outline(text);
                let others = outline.entries.iter().filter(|entry| entry.key != key);
                others.map(|entry| text[entry.lines.clone()].to_owned()).collect()
            };
            assert_eq!(lines(&new), lines(&text), "{} {name}", file.path);
            assert_eq!(
                new[catalogue::outline(&new).body..],
                text[catalogue::outline(&text).body..]
            );
            assert_ne!(new, text, "{} {name}", file.path);
        }
    }
}

/// The names of inputs that take any text.
fn collect(input: &Input, names: &mut Vec<String>) {
    match &input.control {
        Control::Line { .. } | Control::Area { .. } => names.push(input.name.clone()),
        Control::Group { inputs } => inputs.iter().for_each(|input| collect(input, names)),
        Control::Rows { rows } => rows
            .iter()
            .flat_map(|row| &row.inputs)
            .for_each(|input| collect(input, names)),
        _ => {}
    }
}

/// Every type of the declarations has a control of its own, with a label.
#[test]
fn every_declared_field_has_an_input() {
    let declarations = declarations();
    for collection in &declarations.collections {
        let form = read(context(&declarations, &collection.id), "---\n---\n");
        for field in &collection.fields {
            if matches!(field.name.as_str(), "ma" | "trang_thai") {
                assert!(form.field(&field.name).is_none());
                continue;
            }
            let input = form.field(&field.name).unwrap();
            assert_eq!(input.label, field.label.vi);
            assert_eq!(input.required, field.required || field.required_unless.is_some());
            let fits = match (&field.kind, &input.control) {
                (FieldType::List { .. }, Control::Rows { rows }) => !rows.is_empty(),
                (_, Control::Yaml { .. }) => false,
                _ => true,
            };
            assert!(fits, "{} {:?}", field.name, input.control);
        }
    }
}

/// Taking out, moving and adding rows, in every list of every third file: the form that comes back is the one submitted.
#[test]
fn lists_of_the_content_are_changed_as_asked() {
    let declarations = declarations();
    let values = |form: &Form, list: &str| -> Vec<String> {
        let own = form
            .pairs()
            .into_iter()
            .filter(|(name, value)| form::is_within(name, list) && !value.is_empty());
        own.map(|(_, value)| value).collect()
    };
    let mut lists = 0;
    for file in ingest::walk(content()).unwrap().iter().step_by(3) {
        let text = std::fs::read_to_string(&file.absolute).unwrap();
        let context = context(&declarations, file.path.split('/').next().unwrap());
        let form = read(context, &text);
        for input in form.inputs() {
            let Control::Rows { rows } = &input.control else {
                continue;
            };
            let filled = rows.iter().filter(|row| row.filled).count();
            if filled == 0 {
                continue;
            }
            lists += 1;
            let mut acts = vec![form::Act::Remove(format!("{}.0", input.name))];
            acts.push(form::Act::Remove(format!("{}.{}", input.name, filled - 1)));
            if filled > 1 {
                acts.push(form::Act::Up(format!("{}.{}", input.name, filled - 1)));
            }
            for act in acts {
                let (pairs, _) = form::act(form.pairs(), &act);
                let mut wanted: Vec<(String, String)> = pairs
                    .iter()
                    .filter(|(name, value)| form::is_within(name, &input.name) && !value.is_empty())
                    .cloned()
                    .collect();
                // By row: moving a row changes its number, not its place among the pairs.
                wanted.sort_by_key(|(name, _)| {
                    let rest = name[input.name.len() + 1..].to_owned();
                    rest.split('.').next().unwrap().parse::<usize>().unwrap()
                });
                let wanted: Vec<String> = wanted.into_iter().map(|(_, value)| value).collect();
                let new = form::write(context, &text, &pairs);
                let back = read(context, &new);
                assert_eq!(values(&back, &input.name), wanted, "{} {act:?}\n{new}", file.path);
                for other in form.inputs().filter(|other| other.name != input.name) {
                    assert_eq!(
                        values(&back, &other.name),
                        values(&form, &other.name),
                        "{} {act:?}",
                        file.path
                    );
                }
                assert_eq!(back.body, form.body);
            }
        }
    }
    assert!(lists > 200, "{lists}");
}
