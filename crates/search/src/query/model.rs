//! Weighs the readings of a query against one another: a chain over its tokens, with the index and the general word
//! list as language model (forward–backward, Rabiner 1989).

use vietnamese::words;

use crate::expand::Names;
use crate::index::SearchError;
use crate::lexicon::Lexicon;
use crate::query::read::Reading;

/// Share of the single-token model in a transition.
const BACKOFF: f32 = 0.25;
/// Up to so many pairs of readings are looked up one by one.
const FEW_PAIRS: usize = 4;
/// Documents that a pair of the general word list is worth, by its class 1–4.
const WORD_PRIOR: [f32; 4] = [2.0, 1.2, 0.8, 0.5];
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

impl Model<'_> {
    fn weight(&self, r: &Reading) -> f32 {
        let general = words::syllable_class(&r.written).map_or(0.0, |c| SYLLABLE_PRIOR[usize::from(c.clamp(1, 4)) - 1]);
        r.df as f32 + general + 0.05
    }

    /// Documents of a pair: those of the index, and what the word list and the vocabularies add.
    fn pair(&self, a: &Reading, b: &Reading) -> Result<f32, SearchError> {
        let seen = self.lexicon.pair_df((&a.ascii, &a.written), (&b.ascii, &b.written))?;
        Ok(seen as f32 + self.expected(a, b))
    }

    /// What the word list and the vocabularies add to a pair.
    fn expected(&self, a: &Reading, b: &Reading) -> f32 {
        let mut word = String::with_capacity(a.written.len() + b.written.len() + 1);
        word.push_str(&a.written);
        word.push(' ');
        word.push_str(&b.written);
        let general = words::class(&word).map_or(0.0, |c| WORD_PRIOR[usize::from(c.clamp(1, 4)) - 1]);
        let named = if self.names.has_pair(&a.written, &b.written) {
            2.0
        } else {
            0.0
        };
        general + named
    }

    /// True when the index, the word list or a vocabulary knows the two side by side.
    pub(crate) fn joins(&self, a: &Reading, b: &Reading) -> Result<bool, SearchError> {
        Ok(self.pair(a, b)? > 0.0)
    }

    /// Posterior of all readings. `linked[i]` says that tokens i and i + 1 are neighbours.
    pub(crate) fn posterior(&self, readings: &[Vec<Reading>], linked: &[bool]) -> Result<Posterior, SearchError> {
        let n = readings.len();
        let total = self.lexicon.documents().max(1.0) * 60.0;
        let prior: Vec<Vec<f32>> = readings
            .iter()
            .map(|rs| rs.iter().map(|r| self.weight(r) / total).collect())
            .collect();
        let mut steps: Vec<Vec<Vec<f32>>> = Vec::with_capacity(n.saturating_sub(1));
        for i in 0..n.saturating_sub(1) {
            if !linked[i] {
                steps.push(Vec::new());
                continue;
            }
            let many = readings[i].len() * readings[i + 1].len() > FEW_PAIRS;
            let mut rows = Vec::with_capacity(readings[i].len());
            for a in &readings[i] {
                let from = self.weight(a);
                let mut row = Vec::with_capacity(readings[i + 1].len());
                for (b, p) in readings[i + 1].iter().zip(&prior[i + 1]) {
                    let seen = if many {
                        let held = self
                            .lexicon
                            .pair_df_of_all((&a.ascii, &a.written), (&b.ascii, &b.written))?;
                        held as f32 + self.expected(a, b)
                    } else {
                        self.pair(a, b)?
                    };
                    let seen = seen.min(from);
                    row.push((1.0 - BACKOFF) * seen / (from + 2.0) + BACKOFF * p);
                }
                rows.push(row);
            }
            steps.push(rows);
        }
        let channel: Vec<Vec<f32>> = readings
            .iter()
            .map(|rs| {
                let top = rs.iter().map(|r| r.channel).fold(f32::NEG_INFINITY, f32::max);
                rs.iter().map(|r| (r.channel - top).exp()).collect()
            })
            .collect();
        Ok(chain(&prior, &channel, &steps))
    }
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
