//! Typed tokens and their possible readings.

use std::borrow::Cow;

use vietnamese::{Analyzer, Kind, confusion, fold, keystrokes, syllable, words};

use crate::expand::Names;
use crate::index::SearchError;
use crate::lexicon::{Form, Lexicon};
use crate::query::edits;
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
const MAX_READINGS: usize = 40;
/// With this much certainty that all marks are typed, no others are looked up.
const SURE: f32 = 0.999;
/// ln of the chance that a token holds a slip.
const SLIP: f32 = -4.5;
/// The same for a token that is no word of the index, of a vocabulary or of the general list.
const SLIP_UNKNOWN: f32 = -1.5;
/// The same for such a token of many letters: what lies one letter from it does so by no accident.
const SLIP_UNKNOWN_LONG: f32 = 0.0;
/// ln of the chance of other marks than were meant, where the pair is found so.
const SLIP_MARKS: f32 = -2.0;
/// How much oftener than as typed the index must hold a pair with other marks for the marks to be doubted.
const MISREAD: u32 = 4;
/// Letters of such a token.
const LONG: usize = 6;
/// What one unit of [`confusion::cost`] takes off the logarithm.
const CONFUSION: f32 = 1.0;

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

/// How the typist writes: a probability for each way, from the marks that the whole query shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// All marks typed.
    pub(crate) marked: f32,
    /// Hats but no tones.
    pub(crate) toneless: f32,
    /// No marks.
    pub(crate) bare: f32,
    /// Some words with, some without.
    pub(crate) mixed: f32,
    /// Keystrokes of an input method that was off.
    pub(crate) keystrokes: f32,
}

impl Manner {
    /// Judges by the share of syllables with marks: in ordinary text four of five carry one, two of three a tone.
    pub(crate) fn of(tokens: &[Typed], unreadable: usize) -> Self {
        let syllables: Vec<&Typed> = tokens.iter().filter(|t| matches!(t.kind, Kind::Syllable)).collect();
        let n = i32::try_from(syllables.len()).unwrap_or(i32::MAX);
        let tones = syllables.iter().filter(|t| t.written != t.toneless).count();
        let hats = syllables.iter().filter(|t| t.toneless != t.ascii).count();
        let marks = syllables.iter().filter(|t| t.written != t.ascii).count();
        let plain = n - i32::try_from(marks).unwrap_or(0);
        // Likelihood of the marks seen under each manner; unmarked syllables are 22 % of text, toneless ones 36 %.
        let marked = 0.62 * 0.22f32.powi(plain) * 0.78f32.powi(n - plain);
        let toneless = if tones == 0 {
            0.08 * 0.5f32.powi(n - i32::try_from(hats).unwrap_or(0)) * 0.5f32.powi(i32::try_from(hats).unwrap_or(0))
        } else {
            0.0
        };
        let bare = if marks == 0 { 0.27 } else { 0.0 };
        let mixed = 0.03 * 0.55f32.powi(plain) * 0.45f32.powi(n - plain);
        let keys = if unreadable > 0 { 0.9 } else { 0.002 }
            * if tokens.iter().any(|t| t.decoded.is_some()) {
                1.0
            } else {
                0.0
            };
        let sum = marked + toneless + bare + mixed;
        let rest = 1.0 - keys;
        Self {
            marked: rest * marked / sum,
            toneless: rest * toneless / sum,
            bare: rest * bare / sum,
            mixed: rest * mixed / sum,
            keystrokes: keys,
        }
    }

    /// P(typed | written), over all manners.
    fn channel(&self, typed: &Typed, written: &str, ascii: &str) -> f32 {
        let exact = typed.written == written;
        let same_ascii = typed.written == ascii;
        let same_flat = typed.toneless == typed.written && fold::toneless(written) == typed.written;
        let keyed = match &typed.decoded {
            Some(decoded) => decoded == written,
            None => exact,
        };
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        self.marked * is(exact)
            + self.toneless * is(same_flat)
            + self.bare * is(same_ascii)
            + self.mixed * (0.5 * is(exact) + 0.35 * is(same_ascii) + 0.15 * is(same_flat))
            + self.keystrokes * is(keyed)
    }
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

    /// Readings with other marks than were typed, of two neighbours that the index holds far oftener so (`được liệu` for
    /// `dược liệu`): a scanner's slip, or a finger's on the key of a mark. They are weighed like any other slip.
    pub(crate) fn wrong_marks(
        &self,
        (a, b): ((&str, &str), (&str, &str)),
        (to_a, to_b): (&mut Vec<Reading>, &mut Vec<Reading>),
    ) -> Result<(), SearchError> {
        let seen = self.lexicon.pair_df((a.1, a.0), (b.1, b.0))?;
        let enough = MISREAD.saturating_mul(seen.max(1));
        // No pair is in more documents than its words are.
        if self.lexicon.most(a.1)?.min(self.lexicon.most(b.1)?) < enough {
            return Ok(());
        }
        for (first, second, df) in self.lexicon.pair_forms(a.1, b.1)? {
            if df < enough {
                continue;
            }
            for ((typed, ascii), written, out) in [(a, first, &mut *to_a), (b, second, &mut *to_b)] {
                if out.iter().any(|r| r.written == written) {
                    continue;
                }
                if let Some(cost) = confusion::cost(&written, typed) {
                    out.push(Reading {
                        df: self.lexicon.df(ascii, &written)?,
                        ascii: ascii.to_owned(),
                        written,
                        channel: SLIP_MARKS - CONFUSION * cost,
                        kind: ChangeKind::Spelling,
                    });
                }
            }
        }
        Ok(())
    }

    /// Readings by a slip of finger or ear: words of the index at most one letter, and any marks, away from what was typed.
    pub(crate) fn slips(&self, typed: &Typed, manner: &Manner, out: &mut Vec<Reading>) -> Result<(), SearchError> {
        // Capitals that no marks make a syllable of are an abbreviation, known or not.
        if typed.raw.chars().all(|c| c.is_ascii_uppercase()) && !edits::is_bare_syllable(&typed.ascii) {
            return Ok(());
        }
        // A slip of one who types keystrokes is a slip in what they decode to.
        let (base, base_ascii) = typed.meant(manner);
        let (base, base_ascii) = (base.as_ref(), base_ascii.as_ref());
        let marked = base != base_ascii || manner.bare + manner.mixed < 0.3;
        let known = self.knows(typed)?
            || self.names.has_word(&typed.written)
            || words::syllable_class(&typed.written).is_some();
        let slip = match (known, typed.ascii.len() >= LONG) {
            (true, _) => SLIP,
            (false, false) => SLIP_UNKNOWN,
            (false, true) => SLIP_UNKNOWN_LONG,
        };
        let near = edits::is_foreign(base_ascii).then(|| self.lexicon.near(base_ascii));
        let near = near.transpose()?;
        let respelled = edits::respellings(base_ascii);
        for ascii in edits::within_one(base_ascii) {
            if matches!(typed.kind, Kind::Syllable) && ascii.len() < 2 {
                continue;
            }
            let of_letters = if marked {
                None
            } else {
                let Some(cost) = confusion::cost(&ascii, base_ascii) else {
                    continue;
                };
                Some(cost)
            };
            let looked_up;
            let held: &[Form] = match &near {
                Some(near) if !respelled.contains(&ascii) => near.get(&ascii).map_or(&[], Vec::as_slice),
                _ => {
                    looked_up = self.lexicon.forms(&ascii)?;
                    &looked_up
                }
            };
            let named = self.names.forms(&ascii).iter().map(|written| (written, 0));
            for (written, df) in held.iter().map(|(written, df)| (written, *df)).chain(named) {
                let Some(cost) = of_letters.or_else(|| confusion::cost(written, base)) else {
                    continue;
                };
                if !out.iter().any(|r| r.written == *written) {
                    out.push(Reading {
                        ascii: ascii.clone(),
                        written: written.clone(),
                        df,
                        channel: slip - CONFUSION * cost,
                        kind: ChangeKind::Spelling,
                    });
                }
            }
        }
        let score =
            |r: &Reading| r.channel + (r.df as f32 + 0.1).ln() + if r.written == typed.written { 100.0 } else { 0.0 };
        out.sort_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| a.written.cmp(&b.written)));
        out.truncate(MAX_READINGS);
        Ok(())
    }

    /// Cuts run-together text (`khoahoccongnghe`) into syllables that the index holds; the cut with the fewest, most frequent pieces.
    pub(crate) fn cut(&self, text: &str) -> Result<Option<Vec<String>>, SearchError> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let n = letters.len();
        if !(4..=60).contains(&n) {
            return Ok(None);
        }
        let at = |i: usize| letters.get(i).map_or(text.len(), |&(b, _)| b);
        // best[i]: cost of the best cut of the first i letters, and where its last piece begins.
        let mut best: Vec<Option<(f32, usize)>> = vec![None; n + 1];
        best[0] = Some((0.0, 0));
        for i in 0..n {
            let Some((cost, _)) = best[i] else { continue };
            for j in (i + 1)..=(i + 7).min(n) {
                let piece = &text[at(i)..at(j)];
                if !plausible(piece) {
                    continue;
                }
                let df: u32 = self
                    .lexicon
                    .forms(&fold::ascii(piece))?
                    .iter()
                    .filter(|(w, _)| piece.is_ascii() || w == piece)
                    .map(|&(_, n)| n)
                    .sum();
                if df == 0 {
                    continue;
                }
                let step = cost + 6.0 - (df as f32).ln().min(5.0) * 0.4;
                if best[j].is_none_or(|(c, _)| step < c) {
                    best[j] = Some((step, i));
                }
            }
        }
        let mut pieces = Vec::new();
        let mut end = n;
        while end > 0 {
            let Some((_, start)) = best[end] else { return Ok(None) };
            pieces.push(text[at(start)..at(end)].to_owned());
            end = start;
        }
        pieces.reverse();
        // Pieces that stand side by side nowhere are no text that was run together.
        for pair in pieces.windows(2) {
            if !self.lexicon.has_pair(&fold::ascii(&pair[0]), &fold::ascii(&pair[1]))? {
                return Ok(None);
            }
        }
        Ok((pieces.len() > 1).then_some(pieces))
    }
}

/// A piece that could be a syllable: legal as it stands, or legal with marks added.
fn plausible(piece: &str) -> bool {
    if syllable::is_legal(piece) {
        return true;
    }
    piece.is_ascii() && edits::is_bare_syllable(piece)
}
