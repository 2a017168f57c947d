//! Run-together text, cut into syllables.

use vietnamese::{fold, syllable, words};

use crate::index::SearchError;
use crate::query::read::Sources;

impl Sources<'_> {
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
    piece.is_ascii() && words::is_bare_syllable(piece)
}
