//! Readings by a slip: of finger or ear, or of a scanner.

use vietnamese::{Kind, confusion, words};

use crate::index::SearchError;
use crate::lexicon::{Neighbour, of_pair};
use crate::query::manner::Manner;
use crate::query::read::{MAX_READINGS, Reading, Sources, Typed};
use crate::response::ChangeKind;

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

impl Sources<'_> {
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
        for (first, second, df) in self.lexicon.pair_range(a.1, b.1)?.iter().filter_map(of_pair) {
            if df < enough {
                continue;
            }
            for ((typed, ascii), written, out) in [(a, first, &mut *to_a), (b, second, &mut *to_b)] {
                if out.iter().any(|r| r.written == written) {
                    continue;
                }
                if let Some(cost) = confusion::cost(written, typed) {
                    out.push(Reading {
                        df: self.lexicon.df(ascii, written)?,
                        ascii: ascii.to_owned(),
                        written: written.to_owned(),
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
        if typed.raw.chars().all(|c| c.is_ascii_uppercase()) && !words::is_bare_syllable(&typed.ascii) {
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
        let near = self
            .lexicon
            .neighbours(base_ascii, |ascii| !self.names.forms(ascii).is_empty())?;
        for Neighbour { ascii, forms } in near.iter() {
            if matches!(typed.kind, Kind::Syllable) && ascii.len() < 2 {
                continue;
            }
            let of_letters = if marked {
                None
            } else {
                let Some(cost) = confusion::cost(ascii, base_ascii) else {
                    continue;
                };
                Some(cost)
            };
            let named = self.names.forms(ascii).iter().map(|written| (written, 0));
            for (written, df) in forms.iter().map(|(written, df)| (written, *df)).chain(named) {
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
        let mut scored: Vec<(f32, Reading)> = out.drain(..).map(|r| (score(&r), r)).collect();
        let order =
            |a: &(f32, Reading), b: &(f32, Reading)| b.0.total_cmp(&a.0).then_with(|| a.1.written.cmp(&b.1.written));
        if scored.len() > MAX_READINGS {
            scored.select_nth_unstable_by(MAX_READINGS, order);
            scored.truncate(MAX_READINGS);
        }
        scored.sort_unstable_by(order);
        out.extend(scored.into_iter().map(|(_, reading)| reading));
        Ok(())
    }
}
