//! What the texts of the records hold.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use catalogue::{Declarations, FieldType, Leaf, Record};
use tantivy::tokenizer::{TokenStream, Tokenizer};
use vietnamese::{Analyzer, words};

use crate::analysis::TierTokenizer;
use crate::document::{self, PLACES};
use crate::expand::{self, MAX_NAME_TOKENS, Names};
use crate::index::Snapshot;
use crate::terms::SEP;
use crate::tiers::Tiers;

/// Saturation of BM25, as tantivy has it.
const K1: f32 = 1.2;
/// Part of the length in BM25, as tantivy has it.
const B: f32 = 0.75;
/// Weight, as a share of the highest, of a record whose place is meant by a name.
const CODED: f32 = 0.6;
/// Values of the hash of a neighbour.
pub(super) const HASHES: u32 = 64;

/// A record that holds a term or a name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Posting {
    pub(super) record: u32,
    /// How often, weighted; after [`gather`] the saturated share of BM25, 0–1.
    pub(super) weight: f32,
    /// It stands there as a word by itself.
    pub(super) lone: bool,
    /// Of a name: which of the names of its term, in the order in which they are written, is there most.
    pub(super) name: u32,
}

/// A term.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) postings: Vec<Posting>,
    /// Record and hash of what stands right after, ordered.
    pub(super) follows: Vec<(u32, u32)>,
}

/// All that the records hold.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// By ASCII form, then by written form.
    pub(super) terms: BTreeMap<String, BTreeMap<String, Entry>>,
    /// By position in `Names::terms`.
    pub(super) named: BTreeMap<usize, Vec<Posting>>,
}

/// Hash of what stands after a term, by its ASCII form, so that it is found without marks as well.
pub(super) fn hash(ascii: &str) -> u32 {
    ascii
        .encode_utf16()
        .fold(7, |h: u32, unit| (h * 31 + u32::from(unit)) % 65_521)
        % HASHES
}

/// Looks through all records, in the order of their numbers.
pub(super) fn gather(snapshot: &Snapshot, records: &[Record]) -> Gathered {
    let declarations = &snapshot.declarations;
    let mut tokenizer = TierTokenizer::new(Tiers::All);
    let mut finder = Finder::new(&snapshot.names);
    let mut out = Gathered::default();
    let mut lengths = Vec::new();
    for (number, record) in (0..).zip(records) {
        let mut length = 0.0;
        let mut held: HashMap<(String, String), (f32, bool)> = HashMap::new();
        let mut pairs: BTreeSet<(String, String, u32)> = BTreeSet::new();
        let mut named: BTreeMap<usize, BTreeMap<u32, f32>> = BTreeMap::new();
        document::searched(declarations, record, &mut |text, weight| {
            let weight = weight.round().max(1.0);
            let mut stream = tokenizer.token_stream(text);
            while stream.advance() {
                let term = stream.token().text.as_str();
                let (tier, forms) = term.split_at(1);
                let (ascii, written) = forms.split_once(SEP).unwrap_or((forms, ""));
                let written = if written.is_empty() { ascii } else { written };
                match tier {
                    "b" => {
                        let (Some((a, b)), Some((form, _))) = (ascii.split_once(' '), written.split_once(' ')) else {
                            continue;
                        };
                        // A stop word beside a word tells nothing, unless the two are one word.
                        if written.split(' ').any(|w| words::is_stopword(w).is_some())
                            && words::class(written).is_none()
                        {
                            continue;
                        }
                        pairs.insert((a.to_owned(), form.to_owned(), hash(b)));
                    }
                    tier => {
                        let key = (ascii.to_owned(), written.to_owned());
                        let (count, lone) = held.entry(key).or_default();
                        if tier == "w" {
                            *lone = true;
                        } else {
                            *count += weight;
                            length += weight;
                        }
                    }
                }
            }
            finder.find(text, &mut |term, name| {
                *named.entry(term).or_default().entry(name).or_default() += weight
            });
        });
        for ((ascii, written), (weight, lone)) in held {
            let entry = out.terms.entry(ascii).or_default().entry(written).or_default();
            entry.postings.push(Posting {
                record: number,
                weight,
                lone,
                name: 0,
            });
        }
        for (ascii, written, hash) in pairs {
            let entry = out.terms.entry(ascii).or_default().entry(written).or_default();
            entry.follows.push((number, hash));
        }
        for (term, names) in named {
            // Of equals the first: the label.
            let most = names.iter().rev().max_by(|a, b| a.1.total_cmp(b.1));
            out.named.entry(term).or_default().push(Posting {
                record: number,
                weight: names.values().sum(),
                lone: false,
                name: most.map_or(0, |(name, _)| *name),
            });
        }
        lengths.push(length);
    }
    let average = lengths.iter().sum::<f32>() / (lengths.len().max(1) as f32);
    let terms = out.terms.values_mut().flat_map(BTreeMap::values_mut);
    let all = terms.map(|entry| &mut entry.postings).chain(out.named.values_mut());
    for posting in all.flatten() {
        let length = lengths[posting.record as usize] / average.max(1.0);
        posting.weight /= posting.weight + K1 * (1.0 - B + B * length);
    }
    for entry in out.terms.values_mut().flat_map(BTreeMap::values_mut) {
        keep_shared(&mut entry.follows);
    }
    add_places(snapshot, records, &mut out.named);
    out
}

/// Leaves the neighbours that more than one record has: what is in one alone is found by its words, and is most of all.
fn keep_shared(follows: &mut Vec<(u32, u32)>) {
    let mut counts = [0_u32; HASHES as usize];
    for &(_, hash) in follows.iter() {
        counts[hash as usize] += 1;
    }
    follows.retain(|&(_, hash)| counts[hash as usize] > 1);
}

/// Adds the records that lie in a place to those that name it; of a former place, those of today's units.
fn add_places(snapshot: &Snapshot, records: &[Record], named: &mut BTreeMap<usize, Vec<Posting>>) {
    let declarations = &snapshot.declarations;
    let mut within: HashMap<String, Vec<u32>> = HashMap::new();
    for (number, record) in (0..).zip(records) {
        for code in places(declarations, record) {
            within.entry(code).or_default().push(number);
        }
    }
    for (at, term) in snapshot.names.terms.iter().enumerate() {
        if term.vocabulary != PLACES {
            continue;
        }
        let units = document::todays_units(declarations, &term.code);
        let former = units != [term.code.as_str()];
        let mut found: BTreeMap<u32, u32> = BTreeMap::new();
        for (unit, code) in (0..).zip(&units) {
            for &record in within.get(code).map_or(&[][..], Vec::as_slice) {
                // Today's units are told after the names.
                let told = u32::try_from(term.names.len()).unwrap_or_default() + unit;
                found.entry(record).or_insert(if former { told } else { 0 });
            }
        }
        if found.is_empty() {
            continue;
        }
        let list = named.entry(at).or_default();
        for (record, name) in found {
            match list.binary_search_by_key(&record, |posting| posting.record) {
                Ok(found) => list[found].weight = list[found].weight.max(CODED),
                Err(at) => list.insert(
                    at,
                    Posting {
                        record,
                        weight: CODED,
                        lone: false,
                        name,
                    },
                ),
            }
        }
    }
}

/// Today's units of all places of a record.
fn places(declarations: &Declarations, record: &Record) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let leaves = declarations.collection(&record.collection).map(|c| c.leaves());
    for Leaf { name, field, kind, .. } in leaves.into_iter().flatten() {
        if field.facet && matches!(kind, FieldType::Place) {
            for value in record.leaf_values(&name) {
                document::facet_values(declarations, kind, value, &mut out);
            }
        }
    }
    out
}

/// Finds names of the vocabularies in running text.
struct Finder<'a> {
    names: &'a Names,
    /// What names begin with.
    prefixes: HashSet<String>,
    analyzer: Analyzer,
}

impl<'a> Finder<'a> {
    fn new(names: &'a Names) -> Self {
        let mut prefixes = HashSet::new();
        for name in &names.names {
            for end in 1..=name.tokens.len() {
                prefixes.insert(expand::key(name.tokens[..end].iter().map(|t| t.written.as_str())));
            }
        }
        Self {
            names,
            prefixes,
            analyzer: Analyzer::new(),
        }
    }

    /// Gives the term of every name, and which of its names it is, as often as it stands there.
    fn find(&mut self, text: &str, sink: &mut dyn FnMut(usize, u32)) {
        let mut tokens: Vec<(String, bool)> = Vec::new();
        self.analyzer
            .analyze(text, &mut |token| tokens.push((token.written.to_owned(), token.gap)));
        for start in 0..tokens.len() {
            let mut key = String::new();
            let mut told: Vec<usize> = Vec::new();
            for (n, (written, gap)) in tokens[start..].iter().take(MAX_NAME_TOKENS).enumerate() {
                if n > 0 {
                    if *gap {
                        break;
                    }
                    key.push(' ');
                }
                key.push_str(written);
                if !self.prefixes.contains(&key) {
                    break;
                }
                for name in self.names.find(&key) {
                    // Two names of one term that begin here are one mention of it.
                    if !told.contains(&name.term) {
                        told.push(name.term);
                        sink(name.term, self.which(name));
                    }
                }
            }
        }
    }

    /// Where a name stands among the names of its term.
    fn which(&self, name: &expand::Named) -> u32 {
        let all = self.names.terms[name.term].names.iter();
        let at = all
            .map(|&n| &self.names.names[n].text)
            .position(|text| *text == name.text);
        at.and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
    }
}
