//! A part of an Office file as a small tree: local names, attributes, texts. No entity is ever resolved but the five of
//! XML itself and character numbers.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::Refusal;
use crate::limits::{MAX_DEPTH, MAX_NODES};

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Name without prefix.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Child>,
}

/// What an element holds.
#[derive(Debug)]
pub(crate) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// The attribute with this local name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| node.name == name)
    }

    /// Down a path of names.
    pub(crate) fn down(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The `val` of a child, as Word writes most properties.
    pub(crate) fn val(&self, name: &str) -> Option<&str> {
        self.child(name)?.get("val")
    }

    /// A property that is on when it is there, unless it says otherwise.
    pub(crate) fn on(&self, name: &str) -> Option<bool> {
        let node = self.child(name)?;
        Some(!matches!(node.get("val"), Some("0" | "false" | "off" | "none")))
    }

    /// The first element of this name anywhere below.
    pub(crate) fn find(&self, name: &str) -> Option<&Node> {
        self.nodes()
            .find_map(|node| if node.name == name { Some(node) } else { node.find(name) })
    }

    /// All text below.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        out
    }

    fn gather(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.gather(out),
            }
        }
    }
}

/// The tree of a part.
pub(crate) fn parse(text: &str) -> Result<Node, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    let mut count = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| Refusal::Broken(error.to_string()))?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > MAX_DEPTH {
                    return Err(Refusal::Hostile(format!("XML lồng quá {MAX_DEPTH} cấp")));
                }
                open.push(node(&start)?);
            }
            Event::Empty(start) => {
                count += 1;
                add(&mut open, Child::Node(node(&start)?));
            }
            Event::End(_) => {
                let done = if open.len() > 1 { open.pop() } else { None };
                if let Some(done) = done {
                    add(&mut open, Child::Node(done));
                }
            }
            Event::Text(text) => say(&mut open, &text.xml10_content()),
            Event::CData(text) => say(&mut open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let number = name
                    .resolve_char_ref()
                    .map_err(|error| Refusal::Broken(error.to_string()))?;
                let c = number.or_else(|| named(&name.xml10_content()));
                match c {
                    Some(c) => say(&mut open, c.encode_utf8(&mut [0; 4])),
                    None => return Err(Refusal::Hostile("XML gọi một thực thể không có".to_owned())),
                }
            }
            Event::DocType(_) => return Err(Refusal::Hostile("có khai báo DOCTYPE/ENTITY trong XML".to_owned())),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
        if count > MAX_NODES {
            return Err(Refusal::TooMuch(format!("hơn {MAX_NODES} phần tử")));
        }
    }
    if open.len() > 1 {
        return Err(Refusal::Broken("XML bị cắt giữa chừng".to_owned()));
    }
    open.pop().ok_or(Refusal::NoContent)
}

fn named(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn node(start: &BytesStart<'_>) -> Result<Node, Refusal> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| Refusal::Broken(error.to_string()))?;
        let key = local(attribute.key.as_ref());
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| Refusal::Broken(error.to_string()))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Node {
        name: local(start.name().as_ref()),
        attributes,
        children: Vec::new(),
    })
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn add(open: &mut [Node], child: Child) {
    if let Some(node) = open.last_mut() {
        node.children.push(child);
    }
}

fn say(open: &mut [Node], text: &str) {
    let Some(node) = open.last_mut() else { return };
    match node.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => node.children.push(Child::Text(text.to_owned())),
    }
}
