//! What a page could run, as a browser would read it.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that load or change what a page is.
const FOREIGN: [&str; 11] = [
    "iframe", "object", "embed", "base", "applet", "frame", "math", "audio", "video", "template", "style",
];
/// Attributes that hold an address.
const ADDRESSES: [&str; 7] = ["href", "src", "action", "formaction", "xlink:href", "srcdoc", "poster"];

#[derive(Default)]
struct Looker {
    found: RefCell<Vec<String>>,
    in_script: RefCell<Option<bool>>,
}

impl TokenSink for Looker {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = &*tag.name;
                let value = |wanted: &str| {
                    tag.attrs
                        .iter()
                        .find(|a| &*a.name.local == wanted)
                        .map(|a| a.value.to_string())
                };
                for attribute in &tag.attrs {
                    let (key, text) = (&*attribute.name.local, attribute.value.to_ascii_lowercase());
                    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                    let runs = ["javascript:", "data:", "vbscript:"]
                        .iter()
                        .any(|scheme| bare.starts_with(scheme));
                    if key.starts_with("on") || key == "style" || (ADDRESSES.contains(&key) && runs) {
                        self.found.borrow_mut().push(format!("<{name} {key}={text:?}>"));
                    }
                }
                if FOREIGN.contains(&name) || (name == "meta" && value("http-equiv").is_some()) {
                    self.found.borrow_mut().push(format!("<{name}>"));
                }
                if name == "script" {
                    let data = value("type").is_some_and(|kind| kind == "application/ld+json");
                    let own =
                        value("src").is_some_and(|src| src.starts_with("/tinh/") || src.starts_with("/bien-tap/tinh/"));
                    if !data && !own {
                        self.found.borrow_mut().push(format!("<script {:?}>", value("src")));
                    }
                    *self.in_script.borrow_mut() = Some(data);
                    return TokenSinkResult::RawData(RawKind::ScriptData);
                }
                if matches!(name, "title" | "textarea") {
                    return TokenSinkResult::RawData(RawKind::Rcdata);
                }
            }
            Token::TagToken(tag) if &*tag.name == "script" => *self.in_script.borrow_mut() = None,
            Token::CharacterTokens(text) if *self.in_script.borrow() == Some(false) && !text.trim().is_empty() => {
                self.found.borrow_mut().push(format!("inline script {text:?}"));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Everything of a page that a browser would run or load from elsewhere.
pub(super) fn runs(page: &str) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let options = TokenizerOpts {
        initial_state: Some(State::Data),
        ..TokenizerOpts::default()
    };
    let tokenizer = Tokenizer::new(Looker::default(), options);
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.found.take()
}

#[test]
fn what_runs_is_found() {
    for bad in [
        "<script>alert(1)</script>",
        "<script src=https://evil.test/x.js></script>",
        "<img src=x onerror=alert(1)>",
        "<a href=' java\nscript:alert(1)'>",
        "<svg onload=alert(1)>",
        "<iframe srcdoc=x>",
        "<p style='background:url(x)'>",
        "<meta http-equiv=refresh content=0>",
        "<form action=javascript:alert(1)>",
        "</title><script>1</script>",
    ] {
        assert!(!runs(bad).is_empty(), "{bad}");
    }
    for fine in [
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<title><script>alert(1)</script></title>",
        "<textarea><img src=x onerror=alert(1)></textarea>",
        "<input value=\"<script>alert(1)</script>\">",
        "<script type=\"application/ld+json\">{\"a\":\"x\"}</script>",
        "<script defer src=\"/tinh/1/suggest.js\"></script>",
    ] {
        assert_eq!(runs(fine), Vec::<String>::new(), "{fine}");
    }
}

/// The fields of the form with this action, in their order, as a browser would send them when no button is pressed.
pub(super) fn fields(page: &str, action: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once(&format!("action=\"{action}\"")).expect("the form");
    let form = form.split("</form>").next().unwrap();
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(form.split_once('>').unwrap().1));
    let tokenizer = Tokenizer::new(Filled::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take().found
}

#[derive(Default)]
struct Filled(RefCell<Reading>);

#[derive(Default)]
struct Reading {
    found: Vec<(String, String)>,
    /// Name of the open text area, with what it holds.
    area: Option<(String, String)>,
    /// Name of the open list, with its first choice and the chosen one.
    list: Option<(String, Option<String>, Option<String>)>,
}

impl TokenSink for Filled {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let value = |wanted: &str| {
                    tag.attrs
                        .iter()
                        .find(|a| &*a.name.local == wanted)
                        .map(|a| a.value.to_string())
                };
                let name = value("name");
                match (&*tag.name, name) {
                    ("input", Some(name)) => {
                        let ticked = !matches!(value("type").as_deref(), Some("checkbox" | "radio"))
                            || value("checked").is_some();
                        if ticked {
                            reading
                                .found
                                .push((name, value("value").unwrap_or_else(|| "on".to_owned())));
                        }
                    }
                    ("textarea", Some(name)) => {
                        reading.area = Some((name, String::new()));
                        return TokenSinkResult::RawData(RawKind::Rcdata);
                    }
                    ("select", Some(name)) => reading.list = Some((name, None, None)),
                    ("option", _) => {
                        let choice = value("value");
                        if let Some((_, first, chosen)) = &mut reading.list {
                            if value("selected").is_some() {
                                chosen.clone_from(&choice);
                            }
                            *first = first.take().or(choice);
                        }
                    }
                    _ => {}
                }
            }
            Token::TagToken(tag) if &*tag.name == "textarea" => {
                if let Some((name, text)) = reading.area.take() {
                    // The first line break of a text area is not part of it.
                    let text = text.strip_prefix('\n').unwrap_or(&text).replace('\n', "\r\n");
                    reading.found.push((name, text));
                }
            }
            Token::TagToken(tag) if &*tag.name == "select" => {
                if let Some((name, first, chosen)) = reading.list.take() {
                    reading.found.extend(chosen.or(first).map(|value| (name, value)));
                }
            }
            Token::CharacterTokens(text) => {
                if let Some((_, area)) = &mut reading.area {
                    area.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
