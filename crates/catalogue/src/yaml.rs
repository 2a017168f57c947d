//! The YAML library behind one door: text in, a small bounded tree with byte ranges out.
//!
//! Anchors, aliases and tags are refused, depth and size are bounded, and every fault carries a byte
//! offset. No other file of the workspace knows the library.

use std::ops::Range;

use serde_saphyr::granit_parser::{ErrorKind, Event, Parser, ScalarStyle, options};

/// How much a document may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Nested lists and mappings.
    pub(crate) depth: usize,
    /// Scalars, lists, mappings and keys.
    pub(crate) nodes: usize,
}

/// Front matter of a record.
pub(crate) const RECORD: Bounds = Bounds {
    depth: 16,
    nodes: 5_000,
};
/// A file of declarations: lists of places and crops are long.
pub(crate) const DECLARATION: Bounds = Bounds {
    depth: 24,
    nodes: 400_000,
};

/// A value with the bytes that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From its first byte to behind its last; behind a block scalar also the line end.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// An unquoted scalar.
    Plain(String),
    /// A quoted or block scalar.
    Quoted(String),
    /// Several values.
    List(Vec<Node>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key, without quotes.
    pub text: String,
    /// The bytes that it was read from.
    pub span: Range<usize>,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Plain(text) | Kind::Quoted(text) => Some(text),
            _ => None,
        }
    }

    /// True for nothing at all and for the empty text.
    pub fn is_empty(&self) -> bool {
        match &self.kind {
            Kind::Null => true,
            Kind::Plain(text) | Kind::Quoted(text) => text.trim().is_empty(),
            Kind::List(items) => items.is_empty(),
            Kind::Map(members) => members.is_empty(),
        }
    }

    /// The member of a mapping.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(members) => members.iter().find(|(key, _)| key.text == name).map(|(_, node)| node),
            _ => None,
        }
    }
}

/// Why reading stopped, or what was refused on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub(crate) why: Why,
    pub(crate) span: Range<usize>,
}

/// Kinds of faults, as far as a different remedy follows from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    Deep,
    Big,
    Alias,
    Tag,
    ComplexKey,
    /// A second document in one file.
    Documents,
    Colon,
    Tab,
    Quote,
    AfterQuote,
    Escape,
    Bracket,
    Indent,
    Special,
    NoColon,
    Other,
}

impl Why {
    /// True when the tree was still read to its end.
    pub(crate) fn is_partial(self) -> bool {
        matches!(self, Why::Alias | Why::Tag | Why::ComplexKey)
    }
}

/// A tree, as far as it could be read. `root` is absent when the text is empty or broken.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) root: Option<Node>,
    pub(crate) faults: Vec<Fault>,
}

/// An open list or mapping.
struct Frame {
    span: Range<usize>,
    items: Vec<Node>,
    members: Vec<(Key, Node)>,
    key: Option<Key>,
    is_map: bool,
}

/// Reads one document. Ranges are counted from `offset`, so that a part of a file keeps its places.
pub(crate) fn parse(text: &str, offset: usize, bounds: Bounds) -> Tree {
    let options = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        disallow_directives: true,
        flow_nesting_limit: bounds.depth + 2,
        block_nesting_limit: bounds.depth + 2,
    };
    let mut builder = Builder {
        bounds,
        offset,
        tree: Tree::default(),
        open: Vec::new(),
        nodes: 0,
        documents: 0,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                if !builder.event(event, range.start + offset..range.end.max(range.start) + offset) {
                    builder.tree.root = None;
                    return builder.tree;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len()) + offset;
                builder.tree.root = None;
                builder.fault(why(error.kind()), at..at);
                return builder.tree;
            }
        }
    }
    builder.tree
}

struct Builder {
    bounds: Bounds,
    offset: usize,
    tree: Tree,
    open: Vec<Frame>,
    nodes: usize,
    documents: usize,
}

impl Builder {
    /// Takes one event; false when reading must stop.
    fn event(&mut self, event: Event<'_>, span: Range<usize>) -> bool {
        if event.is_node() {
            self.nodes += 1;
            if self.nodes > self.bounds.nodes {
                self.fault(Why::Big, span);
                return false;
            }
        }
        if event.tag().is_some() {
            self.fault(Why::Tag, span.clone());
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.fault(Why::Documents, span);
                    return false;
                }
            }
            Event::Scalar(text, style, ..) => {
                let kind = match style {
                    ScalarStyle::Plain if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => Kind::Null,
                    ScalarStyle::Plain => Kind::Plain(text.into_owned()),
                    _ => Kind::Quoted(text.into_owned()),
                };
                self.close(Node { span, kind });
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.fault(Why::Alias, span.clone());
                self.close(Node { span, kind: Kind::Null });
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.open.len() >= self.bounds.depth {
                    self.fault(Why::Deep, span);
                    return false;
                }
                let is_map = matches!(event, Event::MappingStart(..));
                self.open.push(Frame {
                    span,
                    items: Vec::new(),
                    members: Vec::new(),
                    key: None,
                    is_map,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(frame) = self.open.pop() {
                    let end = frame.last_byte().max(if span.end > span.start { span.end } else { 0 });
                    let kind = if frame.is_map {
                        Kind::Map(frame.members)
                    } else {
                        Kind::List(frame.items)
                    };
                    self.close(Node {
                        span: frame.span.start..end,
                        kind,
                    });
                }
            }
            _ => {}
        }
        true
    }

    /// Puts a finished node where it belongs.
    fn close(&mut self, node: Node) {
        let Some(frame) = self.open.last_mut() else {
            self.tree.root = Some(node);
            return;
        };
        if !frame.is_map {
            frame.items.push(node);
        } else if let Some(key) = frame.key.take() {
            frame.members.push((key, node));
        } else {
            let span = node.span.clone();
            let text = match node.kind {
                Kind::Plain(text) | Kind::Quoted(text) => text,
                Kind::Null => "null".to_owned(),
                _ => {
                    frame.key = Some(Key {
                        text: String::new(),
                        span: span.clone(),
                    });
                    self.fault(Why::ComplexKey, span);
                    return;
                }
            };
            frame.key = Some(Key { text, span });
        }
    }

    fn fault(&mut self, why: Why, span: Range<usize>) {
        debug_assert!(span.start >= self.offset);
        // One alias says it all; a bomb holds thousands.
        if !self.tree.faults.iter().any(|fault| fault.why == why) {
            self.tree.faults.push(Fault { why, span });
        }
    }
}

impl Frame {
    /// End of the last child, or of the opening itself.
    fn last_byte(&self) -> usize {
        let child = if self.is_map {
            self.members.last().map(|(_, node)| node.span.end)
        } else {
            self.items.last().map(|node| node.span.end)
        };
        child.unwrap_or(self.span.end).max(self.span.end)
    }
}

/// The library's error as one of ours.
fn why(kind: &ErrorKind) -> Why {
    use ErrorKind as E;
    match kind {
        E::RecursionLimitExceeded => Why::Deep,
        E::MappingValueNotAllowed
        | E::InvalidColonPlacement
        | E::FlowMappingValueAdjacentCollection
        | E::MappingKeyNotAllowed => Why::Colon,
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar
        | E::InvalidBlockEntryWhitespace => Why::Tab,
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => Why::Quote,
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => Why::AfterQuote,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogate
        | E::InvalidLowSurrogateHexEscape
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => Why::Escape,
        E::UnclosedFlowCollection { .. }
        | E::MismatchedFlowCollectionEnd { .. }
        | E::MisplacedFlowCollectionEnd
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofImplicitFlowMapping => Why::Bracket,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::InvalidBlockScalarIndent
        | E::InvalidFlowScalarIndent => Why::Indent,
        E::UnexpectedCharacter { .. }
        | E::MissingAnchorOrAliasName
        | E::UndeclaredTagHandle
        | E::InvalidBlockScalarHeader
        | E::InvalidTagTerminator
        | E::ExpectedNodeContent
        | E::DirectiveDisallowed
        | E::UnknownAnchor => Why::Special,
        E::SimpleKeyExpected | E::InvalidSimpleKey => Why::NoColon,
        E::MultipleDocumentsUnsupported | E::ExpectedDocumentStart | E::InvalidDocumentEnd => Why::Documents,
        _ => Why::Other,
    }
}
