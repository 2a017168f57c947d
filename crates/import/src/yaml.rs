//! The front matter of a draft: values and how they are written.

/// A value of a front matter.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// Text, in quotes.
    Text(String),
    /// A code, a number, a date, a flag: written as it is.
    Plain(String),
    /// Several values.
    List(Vec<Yaml>),
    /// Keys and values.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// The entry of a map, made when it is missing.
    pub(crate) fn entry(&mut self, key: &str) -> Option<&mut Yaml> {
        let Yaml::Map(members) = self else { return None };
        if !members.iter().any(|(name, _)| name == key) {
            members.push((key.to_owned(), Yaml::Map(Vec::new())));
        }
        members.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Written on one line, inside brackets.
    fn flow(&self) -> String {
        match self {
            Yaml::Text(text) => quoted(text),
            // A code of digits alone would be read as a number.
            Yaml::Plain(text) => text.clone(),
            Yaml::List(items) => {
                let items: Vec<String> = items.iter().map(Yaml::flow).collect();
                format!("[{}]", items.join(", "))
            }
            Yaml::Map(members) => {
                let members: Vec<String> = members.iter().map(|(k, v)| format!("{k}: {}", v.flow())).collect();
                format!("{{{}}}", members.join(", "))
            }
        }
    }
}

/// The lines of `key: value`.
pub(crate) fn line(key: &str, value: &Yaml, out: &mut String) {
    match value {
        Yaml::List(items)
            if items
                .iter()
                .any(|item| matches!(item, Yaml::Map(_)) || item.flow().len() > 40) =>
        {
            out.push_str(&format!("{key}:\n"));
            for item in items {
                out.push_str(&format!("  - {}\n", item.flow()));
            }
        }
        Yaml::Map(members) => {
            out.push_str(&format!("{key}:\n"));
            for (name, value) in members {
                out.push_str(&format!("  {name}: {}\n", value.flow()));
            }
        }
        _ => out.push_str(&format!("{key}: {}\n", value.flow())),
    }
}

/// Text in double quotes, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
