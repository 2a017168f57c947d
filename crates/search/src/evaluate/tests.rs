//! Against the queries of tantivy, which go about it another way.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Occur, Query, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::*;

/// Words by falling frequency: the n-th is in every n-th document of a segment, as it were.
const WORDS: usize = 40;
/// Documents of the first segment: several windows, the last one not full. The second is smaller than a window.
const DOCUMENTS: [usize; 2] = [SIZE * 3 + 77, 300];

fn word(n: usize) -> String {
    format!("w{n}")
}

fn index() -> (Searcher, Field) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("default")
        .set_index_option(IndexRecordOption::WithFreqs);
    let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 20 << 20).unwrap();
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    let mut random = fastrand::Rng::with_seed(7);
    for documents in DOCUMENTS {
        for at in 0..documents {
            let mut text = String::new();
            for n in 0..WORDS {
                // The last words are so rare, and so close together, that whole windows lack them.
                let rare = n >= WORDS - 4 && !(at / 97).is_multiple_of(23);
                if !rare && random.usize(..=n * n / 8) == 0 {
                    for _ in 0..random.usize(1..4) {
                        text.push_str(&word(n));
                        text.push(' ');
                    }
                }
            }
            let mut document = TantivyDocument::default();
            document.add_text(field, text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
    }
    (index.reader().unwrap().searcher(), field)
}

/// The same clause as a query of tantivy.
fn query(clause: &Clause) -> Box<dyn Query> {
    let all = |occur: Occur, of: &[Clause]| -> Vec<_> { of.iter().map(|c| (occur, query(c))).collect() };
    match clause {
        Clause::Term { field, text, weight } => Box::new(BoostQuery::new(
            Box::new(TermQuery::new(
                Term::from_field_text(*field, text),
                IndexRecordOption::WithFreqs,
            )),
            *weight,
        )),
        Clause::Any(of) => Box::new(BooleanQuery::new(all(Occur::Should, of))),
        Clause::Best { of, tie } => Box::new(DisjunctionMaxQuery::with_tie_breaker(
            of.iter().map(query).collect(),
            *tie,
        )),
        Clause::All(of) => Box::new(BooleanQuery::new(all(Occur::Must, of))),
        Clause::AtLeast(n, of) => Box::new(BooleanQuery::with_minimum_required_clauses(all(Occur::Should, of), *n)),
        Clause::Constant(of, score) => Box::new(ConstScoreQuery::new(query(of), *score)),
        Clause::Asked { must, should, not } => {
            let mut clauses = all(Occur::Must, must);
            clauses.extend(all(Occur::Should, should));
            clauses.extend(all(Occur::MustNot, not));
            Box::new(BooleanQuery::new(clauses))
        }
    }
}

fn by_tantivy(searcher: &Searcher, clause: &Clause) -> BTreeMap<(usize, u32), f32> {
    let weight = query(clause)
        .weight(EnableScoring::enabled_from_searcher(searcher))
        .unwrap();
    let mut out = BTreeMap::new();
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let mut take = |doc, score| {
            out.insert((ord, doc), score);
        };
        weight.for_each(segment, &mut take).unwrap();
    }
    out
}

/// The constants that tantivy has.
const BM25: Bm25 = Bm25 { k1: 1.2, b: 0.75 };

fn by_ours(searcher: &Searcher, clause: &Clause) -> BTreeMap<(usize, u32), f32> {
    let terms = Terms::weighed(searcher, BM25);
    let mut out = BTreeMap::new();
    for ord in 0..searcher.segment_readers().len() {
        let mut before = None;
        each(&terms, ord, clause, 0.0, |doc, score| {
            assert!(before < Some(doc), "records come once, in rising order");
            before = Some(doc);
            out.insert((ord, doc), score);
            0.0
        })
        .unwrap();
    }
    out
}

fn clauses(field: Field) -> impl Strategy<Value = Clause> {
    // Words beyond the last are in no document.
    let weight = prop_oneof![Just(0.0_f32), Just(1.0), 0.1_f32..3.0];
    let term = (0..WORDS + 2, weight).prop_map(move |(n, weight)| Clause::Term {
        field,
        text: word(n),
        weight,
    });
    term.prop_recursive(4, 24, 5, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..5);
        prop_oneof![
            some().prop_map(Clause::Any),
            (some(), prop_oneof![Just(0.0_f32), Just(0.05)]).prop_map(|(of, tie)| Clause::Best { of, tie }),
            some().prop_map(Clause::All),
            (1_usize..4, some()).prop_map(|(n, of)| Clause::AtLeast(n.min(of.len()), of)),
            (inner.clone(), 0.0_f32..5.0).prop_map(|(of, score)| Clause::Constant(Box::new(of), score)),
            (
                prop::collection::vec(inner.clone(), 0..3),
                some(),
                prop::collection::vec(inner.clone(), 0..2)
            )
                .prop_map(|(must, should, not)| Clause::Asked { must, should, not }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn finds_and_scores_what_tantivy_does(clause in INDEX.with(|(_, field)| clauses(*field))) {
        INDEX.with(|(searcher, _)| {
            let (ours, theirs) = (by_ours(searcher, &clause), by_tantivy(searcher, &clause));
            let documents = |found: &BTreeMap<(usize, u32), f32>| found.keys().copied().collect::<Vec<_>>();
            prop_assert_eq!(documents(&ours), documents(&theirs));
            for (at, score) in &ours {
                let their = theirs[at];
                prop_assert!((score - their).abs() <= 1e-4 * their.abs().max(1.0), "{at:?}: {score} and {their}");
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_floor_leaves_the_best_and_their_number_alone(
        clause in INDEX.with(|(_, field)| clauses(*field)),
        top in 1_usize..40,
    ) {
        INDEX.with(|(searcher, _)| {
            let all = by_ours(searcher, &clause);
            let mut scores: Vec<f32> = all.values().copied().collect();
            scores.sort_by(|a, b| b.total_cmp(a));
            scores.truncate(top);
            prop_assert_eq!(best(searcher, &clause, top), (all.len(), scores));
            Ok(())
        })?;
    }
}

/// The best `top`, with the floor that they set.
fn best(searcher: &Searcher, clause: &Clause, top: usize) -> (usize, Vec<f32>) {
    let terms = Terms::weighed(searcher, BM25);
    let (mut found, mut best) = (0, Vec::new());
    for ord in 0..searcher.segment_readers().len() {
        let floor = |best: &Vec<f32>| best.get(top - 1).copied().unwrap_or_default();
        each(&terms, ord, clause, floor(&best), |_, score| {
            found += 1;
            let at = best.partition_point(|&held| held >= score);
            best.insert(at, score);
            best.truncate(top);
            floor(&best)
        })
        .unwrap();
    }
    (found, best)
}

thread_local! {
    static INDEX: (Searcher, Field) = index();
}

#[test]
fn scores_are_multiplied() {
    INDEX.with(|(searcher, field)| {
        let term = |n: usize| Clause::Term {
            field: *field,
            text: word(n),
            weight: 0.5,
        };
        let clause = Clause::Any(vec![term(2), Clause::All(vec![term(1), term(5)])]);
        let once = by_ours(searcher, &clause);
        let twice = by_ours(searcher, &clause.times(2.0));
        assert!(!once.is_empty() && once.len() == twice.len());
        for (at, score) in once {
            assert!((twice[&at] - 2.0 * score).abs() < 1e-4);
        }
    });
}

#[test]
fn nothing_is_asked_of_nothing() {
    INDEX.with(|(searcher, _)| {
        for clause in [
            Clause::Any(Vec::new()),
            Clause::All(Vec::new()),
            Clause::AtLeast(1, Vec::new()),
        ] {
            assert!(by_ours(searcher, &clause).is_empty(), "{clause:?}");
        }
    });
}
