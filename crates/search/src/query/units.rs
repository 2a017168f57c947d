//! Reads typed tokens: which written forms each may stand for, and how much each form weighs.

use vietnamese::{Analyzer, Kind, words};

use crate::index::SearchError;
use crate::params;
use crate::query::manner::Manner;
use crate::query::model::{Joint, Model};
use crate::query::read::{Reading, Sources, Typed, tokens};
use crate::query::stops;
use crate::query::understand::{Pair, Query, Unit, Weighted};
use crate::response::{Change, ChangeKind};

/// Readings less likely than this share of the best are not searched.
const KEEP: f32 = 0.02;
/// The same for a query of one token.
const KEEP_ALONE: f32 = 1e-5;
/// Most readings searched of one token.
const MAX_SEARCHED: usize = 6;
/// The same for a query of one token.
const MAX_SEARCHED_ALONE: usize = 30;

/// Reads every token and weighs the readings.
pub(super) fn read_units(
    sources: &Sources,
    query: &mut Query,
    typed: Vec<Typed>,
    literal: bool,
) -> Result<(), SearchError> {
    let linked: Vec<bool> = typed.windows(2).map(|w| w[0].item == w[1].item).collect();
    let mut unreadable = 0;
    for t in &typed {
        unreadable += usize::from(t.decoded.is_some() && !sources.knows(t)?);
    }
    let manner = Manner::of(&typed, unreadable);
    let mut readings: Vec<Vec<Reading>> = Vec::with_capacity(typed.len());
    for t in &typed {
        if literal {
            let df = sources.lexicon.df(&t.ascii, &t.written)?;
            readings.push(vec![Reading {
                ascii: t.ascii.clone(),
                written: t.written.clone(),
                df,
                channel: 0.0,
                kind: ChangeKind::Typed,
            }]);
        } else {
            readings.push(sources.readings(t, &manner)?);
        }
    }
    let model = Model {
        lexicon: sources.lexicon,
        names: sources.names,
    };
    if !literal {
        for i in (0..linked.len()).filter(|&i| linked[i]) {
            let (a, b) = (&typed[i], &typed[i + 1]);
            // Only where all marks are typed: elsewhere every form is a reading already.
            let legal = |t: &Typed| t.kind == Kind::Syllable || t.decoded.is_some();
            if !(legal(a) && legal(b) && manner.marked + manner.keystrokes > 0.5) {
                continue;
            }
            let (a, b) = (a.meant(&manner), b.meant(&manner));
            let (left, right) = readings.split_at_mut(i + 1);
            sources.wrong_marks(((&a.0, &a.1), (&b.0, &b.1)), (&mut left[i], &mut right[0]))?;
        }
    }
    let joint = |readings: &[Vec<Reading>], i: usize| {
        let two = linked[i].then(|| model.joint(&readings[i], &readings[i + 1]));
        two.transpose()
    };
    let mut joints: Vec<Option<Joint>> = (0..linked.len())
        .map(|i| joint(&readings, i))
        .collect::<Result<_, _>>()?;
    if !literal {
        let doubtful = doubtful(sources, &typed, &readings, &joints);
        for (i, t) in typed.iter().enumerate().filter(|&(i, _)| doubtful[i]) {
            sources.slips(t, &manner, &mut readings[i])?;
        }
        for (i, known) in joints.iter_mut().enumerate() {
            if doubtful[i] || doubtful[i + 1] {
                *known = joint(&readings, i)?;
            }
        }
    }
    let posterior = model.posterior(&readings, &joints);
    // Readings kept of each token, best first: positions in `readings`.
    let alone = typed.len() == 1;
    let mut kept: Vec<Vec<usize>> = posterior.single.iter().map(|p| best(p, alone)).collect();
    for (i, kept) in kept.iter_mut().enumerate() {
        let slip = settle(sources, kept, &readings[i], &posterior.single[i]);
        query.unsaid.push(slip.map(|r| readings[i][r].written.clone()));
    }
    // A lone syllable without a tone has no neighbours to tell what was meant: its forms are searched almost alike.
    let undecided = !literal && alone && typed[0].written == typed[0].toneless;
    // Where some form is what a thing is called (`ong`), the forms that are no thing's name stand well behind it.
    let is_name = |written: &str| {
        let mut named = sources.names.find(written);
        named.any(|name| sources.names.expands(name) && name.is_vietnamese())
    };
    let any_name = undecided && kept[0].iter().any(|&r| is_name(&readings[0][r].written));
    for (i, t) in typed.into_iter().enumerate() {
        let top = kept[i].first().map_or(1.0, |&r| posterior.single[i][r]);
        let forms = kept[i]
            .iter()
            .map(|&r| {
                let reading = &readings[i][r];
                let weight = match undecided {
                    true if any_name && !is_name(&reading.written) => {
                        params::LONE_UNNAMED * lone_weight(&t, &reading.written)
                    }
                    true => lone_weight(&t, &reading.written),
                    false => (posterior.single[i][r] / top).min(1.0).powf(params::READING),
                };
                Weighted {
                    ascii: reading.ascii.clone(),
                    written: reading.written.clone(),
                    weight,
                    kind: reading.kind,
                }
            })
            .collect();
        query.units.push(Unit {
            forms,
            stop: false,
            alone: false,
            typed: t,
        });
    }
    for (i, joint) in joints.iter().enumerate() {
        let Some(joint) = joint else { continue };
        let mut forms = Vec::new();
        let top = posterior.pair[i].iter().flatten().copied().fold(1e-9f32, f32::max);
        for (a, &ra) in kept[i].iter().enumerate() {
            for (b, &rb) in kept[i + 1].iter().enumerate() {
                let p = posterior.pair[i][ra][rb] / top;
                if p >= KEEP && joint.is_held(ra, rb) {
                    forms.push((a, b, p.powf(params::READING)));
                }
            }
        }
        if !forms.is_empty() {
            query.pairs.push(Pair { first: i, forms });
        }
    }
    stops::mark_words(query, &linked);
    Ok(())
}

/// Weight of a reading of a lone syllable typed without a tone: the form typed before others, common words before rare
/// ones.
fn lone_weight(typed: &Typed, written: &str) -> f32 {
    let class = words::syllable_class(written).map_or(5, |c| usize::from(c.clamp(1, 4)));
    let common = params::LONE_CLASS[class - 1];
    match (typed.written == written, typed.written == typed.ascii) {
        (true, _) => common.sqrt(),
        (false, true) => common,
        (false, false) => params::LONE_TONELESS * common,
    }
}

/// Tokens that may hold a slip: not known as typed, or known but at odds with both neighbours.
fn doubtful(sources: &Sources, typed: &[Typed], readings: &[Vec<Reading>], joints: &[Option<Joint>]) -> Vec<bool> {
    let joined: Vec<Option<bool>> = joints.iter().map(|j| j.as_ref().map(Joint::joins)).collect();
    let doubt = |(i, t): (usize, &Typed)| {
        let word = matches!(t.kind, Kind::Syllable | Kind::Word);
        let known = readings[i].iter().any(|r| r.df > 0 && r.kind != ChangeKind::Spelling)
            || readings[i].iter().any(|r| sources.names.has_word(&r.written))
            || sources.names.has_word(&t.written);
        let left = i.checked_sub(1).and_then(|before| joined[before]);
        let right = joined.get(i).copied().flatten();
        let neighbours = [left, right];
        let alone = neighbours.iter().any(Option::is_some) && !neighbours.contains(&Some(true));
        word && t.ascii.len() > 1 && (!known || alone)
    };
    typed.iter().enumerate().map(doubt).collect()
}

/// A slip that is corrected is said, and what is not said is not searched: where the token is no word at all, the best
/// reading that finds something comes first; where what was typed stays first, readings by a slip go. Gives the best of these.
fn settle(sources: &Sources, kept: &mut Vec<usize>, readings: &[Reading], p: &[f32]) -> Option<usize> {
    let holds = |r: &Reading| r.df > 0 || sources.names.has_word(&r.written);
    let first = &readings[*kept.first()?];
    if !holds(first)
        && words::syllable_class(&first.written).is_none()
        && let Some(at) = kept
            .iter()
            .position(|&r| holds(&readings[r]) && p[r] >= KEEP * p[kept[0]])
    {
        kept[..=at].rotate_right(1);
    }
    if readings[kept[0]].kind == ChangeKind::Spelling {
        return None;
    }
    let slip = kept.iter().copied().find(|&r| readings[r].kind == ChangeKind::Spelling);
    kept.retain(|&r| readings[r].kind != ChangeKind::Spelling);
    slip
}

/// Positions of the likely readings, best first.
fn best(p: &[f32], alone: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]).then(a.cmp(&b)));
    let top = order.first().map_or(0.0, |&i| p[i]);
    let (keep, most) = if alone {
        (KEEP_ALONE, MAX_SEARCHED_ALONE)
    } else {
        (KEEP, MAX_SEARCHED)
    };
    order.retain(|&i| p[i] >= top * keep);
    order.truncate(most);
    order
}

/// Cuts tokens that are no word of the index but a run of syllables that are.
pub(super) fn cut_run_together(
    sources: &Sources,
    typed: Vec<Typed>,
    changes: &mut Vec<Change>,
) -> Result<Vec<Typed>, SearchError> {
    let mut out = Vec::with_capacity(typed.len());
    let mut analyzer = Analyzer::new();
    for t in typed {
        if t.kind != Kind::Word || t.decoded.is_some() || t.ascii.len() < 5 || sources.knows(&t)? {
            out.push(t);
            continue;
        }
        match sources.cut(&t.written)? {
            Some(pieces) => {
                let text = pieces.join(" ");
                changes.push(Change {
                    from: t.raw.clone(),
                    to: text.clone(),
                    kind: ChangeKind::Spacing,
                });
                let start = out.len();
                tokens(&mut analyzer, &text, t.item, true, &mut out);
                out[start..].iter_mut().for_each(|p| p.origin = ChangeKind::Spacing);
            }
            None => out.push(t),
        }
    }
    Ok(out)
}
