//! A page of the server as a page of the copy: links become files, and what needs a server is taken out.
//!
//! What a template marks with `data-online` is taken out whole. Links without a file lose their text as well, unless they
//! name a record, a place or a subject: those stay as words. Scripts of the server ask it for things: only those of the
//! copy's own search stay.

use catalogue::Lang;

use super::addresses::{Addresses, NOTE, SEARCH, Target, relative};
use super::html::{self, Fate, Start};
use crate::app::App;
use crate::format;
use crate::show::escape;
use crate::texts::{fill, texts};
use crate::urls::{lang_code, with_query};

/// What a page of the copy may load: files beside it. `'self'` is for a copy that someone puts on a web server.
const CSP: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; \
                   form-action 'self' file:; base-uri 'none'";
/// What a form asks for: without a server nobody answers.
const CONTROLS: [&str; 5] = ["input", "select", "button", "label", "textarea"];

/// What stands on every page of the copy.
pub(super) struct Frame {
    notes: Vec<Note>,
}

/// The line at the foot of the pages of one language.
struct Note {
    lang: Lang,
    text: String,
    more: &'static str,
}

impl Frame {
    pub(super) fn new(app: &App) -> Self {
        let made = app.today().to_string();
        let note = |&lang: &Lang| {
            let t = texts(lang);
            Note {
                lang,
                text: fill(t.copy_made, &[("date", &format::date(&made, lang))]),
                more: t.copy_about,
            }
        };
        Self {
            notes: app.site.languages.iter().map(note).collect(),
        }
    }
}

/// The page as it lies in the copy, and the links on it as the server has them.
pub(super) fn page(addresses: &Addresses, frame: &Frame, file: &str, html: &str) -> (String, Vec<String>) {
    let mut rewriter = Rewriter {
        addresses,
        frame,
        file,
        note: None,
        links: Vec::new(),
    };
    let out = html::rewrite(html, |tag| rewriter.fate(tag));
    (out, rewriter.links)
}

struct Rewriter<'a> {
    addresses: &'a Addresses,
    frame: &'a Frame,
    file: &'a str,
    /// Of the language that the page says it is in.
    note: Option<&'a Note>,
    links: Vec<String>,
}

impl Rewriter<'_> {
    fn fate(&mut self, tag: &mut Start<'_>) -> Fate {
        if tag.get("data-online").is_some() {
            return Fate::Removed;
        }
        match tag.name() {
            "html" => {
                let lang = tag.get("lang");
                self.note = self.frame.notes.iter().find(|note| Some(note.lang.tag()) == lang);
                Fate::Kept
            }
            "meta" if tag.get("charset").is_some() => Fate::Followed(format!(
                "\n<meta http-equiv=\"content-security-policy\" content=\"{CSP}\">"
            )),
            "a" => self.follow(tag, "href"),
            "link" => self.link(tag),
            "img" | "source" => self.load(tag),
            "script" => {
                let source = tag.get("src").unwrap_or_default();
                if source.ends_with("/copy.js") || source.starts_with("/_xuat/") {
                    self.load(tag)
                } else {
                    Fate::Removed
                }
            }
            "form" => self.form(tag),
            // The language is told by the folder.
            "input" if tag.get("type") == Some("hidden") => Fate::Removed,
            name if CONTROLS.contains(&name) && tag.within.iter().any(|open| open.is("form") && open.is_bare()) => {
                Fate::Removed
            }
            "div" if tag.lies_in("footer") => Fate::Ending(self.foot()),
            _ => Fate::Kept,
        }
    }

    /// The way to an address from here.
    fn way(&mut self, address: &str) -> Result<String, Target> {
        match self.addresses.target(address) {
            Target::File(page) => {
                self.links.push(address.to_owned());
                Ok(format!("{}{}", relative(self.file, &page.file), page.rest))
            }
            other => Err(other),
        }
    }

    fn follow(&mut self, tag: &mut Start<'_>, attribute: &str) -> Fate {
        match tag.get(attribute).map(str::to_owned).map(|address| self.way(&address)) {
            Some(Ok(way)) => {
                tag.set(attribute, &way);
                Fate::Kept
            }
            Some(Err(Target::Gone)) => Fate::Removed,
            Some(Err(Target::Missing)) => Fate::Bare,
            _ => Fate::Kept,
        }
    }

    fn link(&mut self, tag: &mut Start<'_>) -> Fate {
        match tag.get("rel").unwrap_or_default() {
            // Where the page is on the net stays true.
            "canonical" if tag.get("href").is_some_and(|href| href.contains("://")) => Fate::Kept,
            "stylesheet" | "icon" => self.load(tag),
            "alternate" if tag.get("hreflang").is_some() => self.load(tag),
            _ => Fate::Removed,
        }
    }

    /// What a page loads has to be there.
    fn load(&mut self, tag: &mut Start<'_>) -> Fate {
        let attribute = if tag.name() == "link" { "href" } else { "src" };
        match self.follow(tag, attribute) {
            Fate::Kept
                if tag
                    .get(attribute)
                    .is_some_and(|a| !a.contains(':') && !a.starts_with('/')) =>
            {
                Fate::Kept
            }
            _ => Fate::Removed,
        }
    }

    fn form(&mut self, tag: &mut Start<'_>) -> Fate {
        let action = tag.get("action").unwrap_or_default();
        if action == "/tim" {
            let search = with_query(SEARCH, self.note.map(|note| ("lang", lang_code(note.lang))));
            if let Ok(way) = self.way(&search) {
                tag.set("action", &way);
            }
            Fate::Kept
        } else if action.starts_with('#') {
            // What it shows stays; what it asks for goes.
            Fate::Bare
        } else {
            Fate::Removed
        }
    }

    /// Of when the copy is, and where that is explained.
    fn foot(&mut self) -> String {
        let Some(note) = self.note else {
            return String::new();
        };
        let about = with_query(NOTE, [("lang", lang_code(note.lang))]);
        match self.way(&about) {
            Ok(way) => format!(
                "<p>{}. <a href=\"{}\">{}</a></p>\n",
                escape(&note.text),
                escape(&way),
                escape(note.more)
            ),
            Err(_) => String::new(),
        }
    }
}
