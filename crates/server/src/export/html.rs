//! A page as a run of tags: each is kept, changed, taken out with what it holds, or taken out alone. What is written is
//! the page again; how it lies in lines stays.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, LocalName, QualName, ns};

use crate::show::push_escaped;

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
];

/// A start tag.
pub(super) struct Start<'a> {
    tag: &'a mut Tag,
    /// Names of the elements it lies in, outermost first.
    pub(super) within: &'a [Open],
}

/// An element whose end tag is to come.
pub(super) struct Open {
    name: LocalName,
    /// Its tags are not written.
    bare: bool,
    /// Written before its end tag.
    before_end: String,
}

impl Open {
    /// True for an element of this name.
    pub(super) fn is(&self, name: &str) -> bool {
        &*self.name == name
    }

    /// True when its own tags were taken out.
    pub(super) fn is_bare(&self) -> bool {
        self.bare
    }
}

/// What becomes of an element.
pub(super) enum Fate {
    /// Written as it now is.
    Kept,
    /// Written, and this HTML right after its start tag.
    Followed(String),
    /// Written, and this HTML before its end tag.
    Ending(String),
    /// Taken out with all that it holds.
    Removed,
    /// Its tags are taken out, what it holds stays.
    Bare,
}

impl Start<'_> {
    /// Its name, in lower case.
    pub(super) fn name(&self) -> &str {
        &self.tag.name
    }

    /// An attribute, with references resolved.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut attrs = self.tag.attrs.iter();
        attrs.find(|a| &*a.name.local == name).map(|a| &*a.value)
    }

    /// Gives an attribute another value.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = StrTendril::from(value);
        match self.tag.attrs.iter_mut().find(|a| &*a.name.local == name) {
            Some(attr) => attr.value = value,
            None => self.tag.attrs.push(Attribute {
                name: QualName::new(None, ns!(), LocalName::from(name)),
                value,
            }),
        }
    }

    /// True when the element right around it has this name.
    pub(super) fn lies_in(&self, name: &str) -> bool {
        self.within.last().is_some_and(|open| open.is(name))
    }
}

/// Writes a page again, each start tag as `decide` says.
pub(super) fn rewrite(html: &str, decide: impl FnMut(&mut Start<'_>) -> Fate) -> String {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let sink = Sink(RefCell::new(Writer {
        decide,
        out: String::with_capacity(html.len()),
        open: Vec::new(),
        removing: None,
    }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // Our pages ask for no script and no other encoding, at which the tokenizer would stop.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().out
}

struct Sink<F>(RefCell<Writer<F>>);

struct Writer<F> {
    decide: F,
    out: String,
    open: Vec<Open>,
    /// Number of open elements at the one that is being taken out.
    removing: Option<usize>,
}

impl<F: FnMut(&mut Start<'_>) -> Fate> TokenSink for Sink<F> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => writer.start(tag),
            Token::TagToken(tag) => writer.end(&tag.name),
            Token::CharacterTokens(text) => writer.text(&text),
            Token::DoctypeToken(Doctype { name: Some(name), .. }) => {
                writer.out.push_str("<!doctype ");
                writer.out.push_str(&name);
                writer.out.push('>');
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl<F: FnMut(&mut Start<'_>) -> Fate> Writer<F> {
    fn start(&mut self, mut tag: Tag) {
        let closed = tag.self_closing || VOID.contains(&&*tag.name);
        let mut open = Open {
            name: tag.name.clone(),
            bare: false,
            before_end: String::new(),
        };
        if self.removing.is_none() {
            let mut start = Start {
                tag: &mut tag,
                within: &self.open,
            };
            let fate = (self.decide)(&mut start);
            match fate {
                Fate::Kept => self.write(&tag),
                Fate::Followed(html) => {
                    self.write(&tag);
                    self.out.push_str(&html);
                }
                Fate::Ending(html) => {
                    self.write(&tag);
                    open.before_end = html;
                }
                Fate::Removed if closed => {}
                Fate::Removed => self.removing = Some(self.open.len()),
                Fate::Bare => open.bare = true,
            }
        }
        if !closed {
            self.open.push(open);
        }
    }

    fn end(&mut self, name: &LocalName) {
        // An end tag closes what was left open inside.
        let Some(at) = self.open.iter().rposition(|open| open.name == *name) else {
            return;
        };
        let open = self.open.swap_remove(at);
        self.open.truncate(at);
        match self.removing {
            Some(from) if from < at => return,
            Some(from) => {
                self.removing = None;
                if from == at {
                    return;
                }
            }
            None => {}
        }
        self.out.push_str(&open.before_end);
        if !open.bare {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    fn text(&mut self, text: &str) {
        if self.removing.is_none() {
            push_escaped(&mut self.out, text);
        }
    }

    fn write(&mut self, tag: &Tag) {
        self.out.push('<');
        self.out.push_str(&tag.name);
        for attr in &tag.attrs {
            self.out.push(' ');
            self.out.push_str(&attr.name.local);
            if !attr.value.is_empty() {
                self.out.push_str("=\"");
                push_escaped(&mut self.out, &attr.value);
                self.out.push('"');
            }
        }
        self.out.push_str(if tag.self_closing { "/>" } else { ">" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(html: &str) -> String {
        rewrite(html, |tag| match tag.name() {
            "b" => Fate::Removed,
            "i" => Fate::Bare,
            "meta" => Fate::Followed("<x>".to_owned()),
            "ul" => Fate::Ending("<li>end</li>".to_owned()),
            "a" => {
                tag.set("href", "y?a=1&b=2");
                Fate::Kept
            }
            _ => Fate::Kept,
        })
    }

    #[test]
    fn a_page_comes_back_as_it_was() {
        let page = "<!doctype html>\n<html lang=\"vi\"><p class=\"x\" hidden>1 &lt; 2 &amp; 3<br></p>\n<svg><path d=\"M0 0\"/></svg></html>\n";
        assert_eq!(made(page), page);
    }

    #[test]
    fn elements_meet_their_fate() {
        assert_eq!(made("1<b>2<b>3</b><p>4</b>5"), "15");
        assert_eq!(made("1<i>2<b>3</b></i>4"), "124");
        assert_eq!(
            made("<meta charset=\"utf-8\"><ul><li>1</ul>"),
            "<meta charset=\"utf-8\"><x><ul><li>1<li>end</li></ul>"
        );
        assert_eq!(made("<a href=\"x\">1</a></i>"), "<a href=\"y?a=1&amp;b=2\">1</a>");
    }
}
