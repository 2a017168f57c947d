//! Typed tokens and their possible readings.

use std::borrow::Cow;

use vietnamese::{Analyzer, Kind, fold, keystrokes};

use crate::expand::Names;
use crate::index::SearchError;
use crate::lexicon::Lexicon;
use crate::query::manner::Manner;
use crate::response::ChangeKind;

/// A token as typed.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    /// The characters typed.
    pub(crate) raw: String,
    pub(crate) written: String,
    pub(crate) toneless: String,
    pub(crate) ascii: String,
    pub(crate) kind: Kind,
    /// Number of the item of the query that it stands in: pairs do not cross items.
    pub(crate) item: usize,
    /// What keystrokes typed it, decoded.
    pub(crate) decoded: Option<String>,
    /// How it came to be one token, where the typed text was cut or decoded first.
    pub(crate) origin: ChangeKind,
}

impl Typed {
    /// Written form and ASCII form of what was meant by the fingers: the decoded keystrokes of one who types keystrokes.
    pub(crate) fn meant(&self, manner: &Manner) -> (Cow<'_, str>, Cow<'_, str>) {
        match &self.decoded {
            Some(decoded) if manner.keystrokes > 0.5 => (Cow::Borrowed(decoded), Cow::Owned(fold::ascii(decoded))),
            _ => (Cow::Borrowed(&self.written), Cow::Borrowed(&self.ascii)),
        }
    }
}

/// What a token may mean.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) ascii: String,
    pub(crate) written: String,
    /// Documents that hold it.
    pub(crate) df: u32,
    /// ln P(typed | this), up to a constant of the token.
    pub(crate) channel: f32,
    pub(crate) kind: ChangeKind,
}

/// Most readings kept of a token.
pub(super) const MAX_READINGS: usize = 40;
/// With this much certainty that all marks are typed, no others are looked up.
const SURE: f32 = 0.999;

/// Cuts a text into typed tokens; with `literal`, nothing is decoded on the way.
pub(crate) fn tokens(analyzer: &mut Analyzer, text: &str, item: usize, literal: bool, out: &mut Vec<Typed>) {
    // VIQR writes marks with signs: decoded before the cut, chunk by chunk.
    let viqr = !literal && writes_viqr(text);
    for chunk in text.split_whitespace() {
        let bare = chunk.trim_matches(|c: char| matches!(c, ',' | ';' | '!' | ':'));
        let signs = if viqr {
            keystrokes::viqr_within(bare).or_else(|| keystrokes::viqr_within(bare.trim_end_matches(['.', '?'])))
        } else {
            None
        };
        if let Some(decoded) = signs {
            let decoded = vietnamese::tone::canonical(&decoded.to_lowercase()).into_owned();
            let ascii = fold::ascii(&decoded);
            out.push(Typed {
                raw: chunk.to_owned(),
                written: decoded.clone(),
                toneless: fold::toneless(&decoded),
                ascii,
                kind: Kind::Syllable,
                item,
                decoded: None,
                origin: ChangeKind::Keystrokes,
            });
            continue;
        }
        analyzer.analyze(chunk, &mut |t| {
            let raw = &chunk[t.start..t.end];
            let decoded = if t.written == t.ascii && matches!(t.kind, Kind::Syllable | Kind::Word | Kind::Code) {
                keystrokes::telex(raw).or_else(|| keystrokes::vni(raw))
            } else {
                None
            };
            let decoded = decoded
                .map(|d| vietnamese::tone::canonical(&d.to_lowercase()).into_owned())
                .filter(|d| *d != t.written);
            out.push(Typed {
                raw: raw.to_owned(),
                written: t.written.to_owned(),
                toneless: t.toneless.to_owned(),
                ascii: t.ascii.to_owned(),
                kind: t.kind,
                item,
                decoded,
                origin: ChangeKind::Typed,
            });
        });
    }
}

/// True when some chunk of the text can only be VIQR: a hat, horn or breve sign, or a tone sign inside a syllable (`ha.t`).
fn writes_viqr(text: &str) -> bool {
    text.split_whitespace()
        .any(|chunk| chunk.contains(['^', '(', '+']) || (has_inner_tone(chunk) && keystrokes::viqr(chunk).is_some()))
}

/// True when a tone sign of VIQR stands between a vowel and another letter.
fn has_inner_tone(chunk: &str) -> bool {
    let sign = |b: u8| matches!(b, b'.' | b'?' | b'\'' | b'`' | b'~');
    let vowel = |b: u8| matches!(b.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    chunk.is_ascii()
        && chunk
            .as_bytes()
            .windows(3)
            .any(|w| vowel(w[0]) && sign(w[1]) && w[2].is_ascii_alphabetic())
}

/// Everything that readings are looked up in.
pub(crate) struct Sources<'a> {
    pub(crate) lexicon: &'a Lexicon<'a>,
    pub(crate) names: &'a Names,
}

impl Sources<'_> {
    /// True when the token as it stands is a word of the index or of a vocabulary, whatever its marks.
    pub(crate) fn knows(&self, typed: &Typed) -> Result<bool, SearchError> {
        Ok(self.lexicon.df(&typed.ascii, &typed.written)? > 0
            || !self.lexicon.forms(&typed.ascii)?.is_empty()
            || !self.names.forms(&typed.ascii).is_empty())
    }

    /// True when the very form typed is known.
    pub(crate) fn holds(&self, ascii: &str, written: &str) -> Result<bool, SearchError> {
        Ok(self.lexicon.df(ascii, written)? > 0 || self.names.forms(ascii).iter().any(|f| f == written))
    }

    /// Readings by marks and keystrokes.
    pub(crate) fn readings(&self, typed: &Typed, manner: &Manner) -> Result<Vec<Reading>, SearchError> {
        let mut out: Vec<Reading> = Vec::new();
        if manner.marked + manner.keystrokes > SURE {
            let df = self.lexicon.df(&typed.ascii, &typed.written)?;
            let (ascii, written) = (typed.ascii.clone(), typed.written.clone());
            out.push(Reading {
                ascii,
                written,
                df,
                channel: 0.0,
                kind: ChangeKind::Typed,
            });
        } else {
            self.by_ascii(&typed.ascii, &mut out)?;
        }
        if let Some(decoded) = &typed.decoded {
            let ascii = fold::ascii(decoded);
            if self.holds(&ascii, decoded)? && !out.iter().any(|r| r.written == *decoded) {
                let df = self.lexicon.df(&ascii, decoded)?;
                out.push(Reading {
                    ascii,
                    written: decoded.clone(),
                    df,
                    channel: 0.0,
                    kind: ChangeKind::Keystrokes,
                });
            }
        }
        for r in &mut out {
            r.channel = manner.channel(typed, &r.written, &r.ascii).max(1e-12).ln();
            r.kind = if r.written == typed.written {
                typed.origin
            } else if typed.decoded.as_ref() == Some(&r.written) {
                ChangeKind::Keystrokes
            } else {
                ChangeKind::Marks
            };
        }
        // Marks that were typed win: a form of other marks is out of the question, not merely unlikely.
        out.retain(|r| r.channel > -20.0);
        out.sort_by(|a, b| b.df.cmp(&a.df).then_with(|| a.written.cmp(&b.written)));
        out.truncate(MAX_READINGS);
        if !out.iter().any(|r| r.written == typed.written) {
            let channel = manner.channel(typed, &typed.written, &typed.ascii).max(1e-12).ln();
            out.push(Reading {
                ascii: typed.ascii.clone(),
                written: typed.written.clone(),
                df: 0,
                channel,
                kind: typed.origin,
            });
        }
        Ok(out)
    }

    fn by_ascii(&self, ascii: &str, out: &mut Vec<Reading>) -> Result<(), SearchError> {
        for (written, df) in self.lexicon.forms(ascii)?.iter() {
            out.push(Reading {
                ascii: ascii.to_owned(),
                written: written.clone(),
                df: *df,
                channel: 0.0,
                kind: ChangeKind::Typed,
            });
        }
        for written in self.names.forms(ascii) {
            if !out.iter().any(|r| r.written == *written) {
                out.push(Reading {
                    ascii: ascii.to_owned(),
                    written: written.clone(),
                    df: 0,
                    channel: 0.0,
                    kind: ChangeKind::Typed,
                });
            }
        }
        Ok(())
    }
}
