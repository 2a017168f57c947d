//! Weighs the readings of a query against one another: a chain over its tokens, with the index and the general word
//! list as language model (forward–backward, Rabiner 1989).

use vietnamese::words::{self, Known};

use crate::expand::Names;
use crate::index::SearchError;
use crate::lexicon::{Lexicon, of_pair};
use crate::query::read::Reading;

/// Share of the single-token model in a transition.
const BACKOFF: f32 = 0.25;
/// Up to so many pairs of readings are looked up one by one.
const FEW_PAIRS: usize = 4;
/// Documents that a pair of the general word list is worth, by its class 1–4.
const WORD_PRIOR: [f32; 4] = [2.0, 1.2, 0.8, 0.5];
/// Documents that a pair in a name of a vocabulary is worth.
const NAMED_PRIOR: f32 = 2.0;
/// Documents that a syllable of the general list is worth, by its class 1–4.
const SYLLABLE_PRIOR: [f32; 4] = [2.0, 1.0, 0.6, 0.4];

/// How likely the readings are, given the whole query.
pub(crate) struct Posterior {
    /// P(reading), per token, in the order of its readings.
    pub(crate) single: Vec<Vec<f32>>,
    /// P(reading of token i, reading of token i + 1): `[i][a][b]`; empty across a break.
    pub(crate) pair: Vec<Vec<Vec<f32>>>,
}

/// The language model.
pub(crate) struct Model<'a> {
    pub(crate) lexicon: &'a Lexicon<'a>,
    pub(crate) names: &'a Names,
}

/// The readings of two neighbours side by side: `[a][b]`.
pub(crate) struct Joint {
    /// Documents that hold the two.
    held: Vec<Vec<u32>>,
    /// Documents that the word list and the vocabularies add.
    expected: Vec<Vec<f32>>,
}

impl Joint {
    /// True when the index holds these two.
    pub(crate) fn is_held(&self, a: usize, b: usize) -> bool {
        self.held[a][b] > 0
    }

    /// True when the index, the word list or a vocabulary knows any two of them.
    pub(crate) fn joins(&self) -> bool {
        self.held.iter().flatten().any(|&df| df > 0) || self.expected.iter().flatten().any(|&df| df > 0.0)
    }
}

impl Model<'_> {
    fn weight(&self, r: &Reading) -> f32 {
        let general = words::syllable_class(&r.written).map_or(0.0, |c| SYLLABLE_PRIOR[usize::from(c.clamp(1, 4)) - 1]);
        r.df as f32 + general + 0.05
    }

    /// What is known of the readings of two neighbours.
    pub(crate) fn joint(&self, a: &[Reading], b: &[Reading]) -> Result<Joint, SearchError> {
        let mut held = vec![vec![0; b.len()]; a.len()];
        if a.len() * b.len() > FEW_PAIRS {
            self.hold_all(a, b, &mut held)?;
        } else {
            for (a, row) in a.iter().zip(&mut held) {
                for (b, df) in b.iter().zip(row) {
                    *df = self.lexicon.pair_df((&a.ascii, &a.written), (&b.ascii, &b.written))?;
                }
            }
        }
        let known: Vec<Known> = b.iter().map(|b| Known::of(&b.written)).collect();
        let expected = a.iter().map(|a| self.expected(a, b, &known)).collect();
        Ok(Joint { held, expected })
    }

    /// As [`Lexicon::pair_df`] for every two of them, with one look at all written forms of two ASCII forms.
    fn hold_all(&self, a: &[Reading], b: &[Reading], held: &mut [Vec<u32>]) -> Result<(), SearchError> {
        let (firsts, seconds) = (by_ascii(a), by_ascii(b));
        for (first, of_first) in &firsts {
            for (second, of_second) in &seconds {
                // Two forms are sooner looked up than found among all.
                if let ([i], [j]) = (of_first.as_slice(), of_second.as_slice()) {
                    let (a, b) = (&a[*i], &b[*j]);
                    held[*i][*j] = self.lexicon.pair_df((&a.ascii, &a.written), (&b.ascii, &b.written))?;
                    continue;
                }
                for (x, y, df) in self.lexicon.pair_range(first, second)?.iter().filter_map(of_pair) {
                    let at = |of: &[usize], readings: &[Reading], written: &str| {
                        of.iter().copied().find(|&i| readings[i].written == written)
                    };
                    if let (Some(i), Some(j)) = (at(of_first, a, x), at(of_second, b, y)) {
                        held[i][j] = df;
                    }
                }
            }
        }
        Ok(())
    }

    /// What the word list and the vocabularies add to a pair, for every reading of the second.
    fn expected(&self, a: &Reading, b: &[Reading], known: &[Known]) -> Vec<f32> {
        let first = Known::of(&a.written);
        let named = self.names.after(&a.written);
        let of = |(b, &known): (&Reading, &Known)| {
            let class = words::pair_class([first, known], [&a.written, &b.written]);
            let general = class.map_or(0.0, |c| WORD_PRIOR[usize::from(c.clamp(1, 4)) - 1]);
            let named = named.is_some_and(|after| after.contains(&b.written));
            general + if named { NAMED_PRIOR } else { 0.0 }
        };
        b.iter().zip(known).map(of).collect()
    }

    /// Posterior of all readings. `joints[i]` is what is known of tokens i and i + 1; `None` where they are no neighbours.
    pub(crate) fn posterior(&self, readings: &[Vec<Reading>], joints: &[Option<Joint>]) -> Posterior {
        let total = self.lexicon.documents().max(1.0) * 60.0;
        let weights: Vec<Vec<f32>> = readings
            .iter()
            .map(|rs| rs.iter().map(|r| self.weight(r)).collect())
            .collect();
        let prior: Vec<Vec<f32>> = weights
            .iter()
            .map(|ws| ws.iter().map(|w| w / total).collect())
            .collect();
        let step = |(i, joint): (usize, &Option<Joint>)| {
            let Some(Joint { held, expected }) = joint else {
                return Vec::new();
            };
            let rows = weights[i].iter().zip(held.iter().zip(expected));
            let row = |(&from, (held, expected)): (&f32, (&Vec<u32>, &Vec<f32>))| {
                let pairs = held.iter().zip(expected).zip(&prior[i + 1]);
                let step = |((&held, &expected), &p): ((&u32, &f32), &f32)| {
                    let seen = (held as f32 + expected).min(from);
                    (1.0 - BACKOFF) * seen / (from + 2.0) + BACKOFF * p
                };
                pairs.map(step).collect()
            };
            rows.map(row).collect()
        };
        let steps: Vec<Vec<Vec<f32>>> = joints.iter().enumerate().map(step).collect();
        let channel: Vec<Vec<f32>> = readings
            .iter()
            .map(|rs| {
                let top = rs.iter().map(|r| r.channel).fold(f32::NEG_INFINITY, f32::max);
                rs.iter().map(|r| (r.channel - top).exp()).collect()
            })
            .collect();
        chain(&prior, &channel, &steps)
    }
}

/// Positions of the readings of each ASCII form.
fn by_ascii(readings: &[Reading]) -> Vec<(&str, Vec<usize>)> {
    let mut out: Vec<(&str, Vec<usize>)> = Vec::new();
    for (i, reading) in readings.iter().enumerate() {
        match out.iter_mut().find(|(ascii, _)| *ascii == reading.ascii) {
            Some((_, of)) => of.push(i),
            None => out.push((&reading.ascii, vec![i])),
        }
    }
    out
}

/// Forward–backward, scaled at every step. An empty step is a break: the next token starts anew.
fn chain(prior: &[Vec<f32>], channel: &[Vec<f32>], steps: &[Vec<Vec<f32>>]) -> Posterior {
    let n = prior.len();
    let mut forward: Vec<Vec<f32>> = Vec::with_capacity(n);
    for i in 0..n {
        let mut row: Vec<f32> = match i.checked_sub(1).map(|p| &steps[p]) {
            Some(step) if !step.is_empty() => (0..prior[i].len())
                .map(|b| forward[i - 1].iter().zip(step).map(|(f, s)| f * s[b]).sum())
                .collect(),
            _ => prior[i].clone(),
        };
        for (f, c) in row.iter_mut().zip(&channel[i]) {
            *f *= c;
        }
        normalise(&mut row);
        forward.push(row);
    }
    let mut backward: Vec<Vec<f32>> = prior.iter().map(|p| vec![1.0; p.len()]).collect();
    for i in (0..n.saturating_sub(1)).rev() {
        if steps[i].is_empty() {
            continue;
        }
        let (head, tail) = backward.split_at_mut(i + 1);
        for (a, value) in head[i].iter_mut().enumerate() {
            *value = (0..prior[i + 1].len())
                .map(|b| steps[i][a][b] * channel[i + 1][b] * tail[0][b])
                .sum();
        }
        normalise(&mut head[i]);
    }
    let single = forward
        .iter()
        .zip(&backward)
        .map(|(f, b)| {
            let mut row: Vec<f32> = f.iter().zip(b).map(|(x, y)| x * y).collect();
            normalise(&mut row);
            row
        })
        .collect();
    let mut pair = Vec::with_capacity(steps.len());
    for (i, step) in steps.iter().enumerate() {
        let mut rows: Vec<Vec<f32>> = step
            .iter()
            .enumerate()
            .map(|(a, row)| {
                row.iter()
                    .enumerate()
                    .map(|(b, s)| forward[i][a] * s * channel[i + 1][b] * backward[i + 1][b])
                    .collect()
            })
            .collect();
        let sum: f32 = rows.iter().flatten().sum();
        if sum > 0.0 {
            rows.iter_mut().flatten().for_each(|v| *v /= sum);
        }
        pair.push(rows);
    }
    Posterior { single, pair }
}

fn normalise(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        row.iter_mut().for_each(|v| *v /= sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certain_neighbour_decides() {
        // Two readings a token; the first token is undecided, the second step favours (1, 0).
        let prior = vec![vec![0.5, 0.5], vec![0.5, 0.5]];
        let channel = vec![vec![1.0, 1.0], vec![1.0, 1.0]];
        let steps = vec![vec![vec![0.01, 0.01], vec![0.9, 0.1]]];
        let p = chain(&prior, &channel, &steps);
        assert!(p.single[0][1] > 0.95 && p.single[1][0] > 0.85);
        assert!((p.pair[0].iter().flatten().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_break_keeps_tokens_apart() {
        let prior = vec![vec![0.9, 0.1], vec![0.2, 0.8]];
        let channel = vec![vec![1.0, 1.0], vec![1.0, 1.0]];
        let p = chain(&prior, &channel, &[Vec::new()]);
        assert!((p.single[0][0] - 0.9).abs() < 1e-5 && (p.single[1][1] - 0.8).abs() < 1e-5);
    }
}
