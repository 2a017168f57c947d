//! The weights of ranking, in one place. Chosen by measuring (`README.md` of this crate holds the table).

use crate::evaluate::Bm25;

/// How frequency and length count.
pub(crate) const BM25: Bm25 = Bm25 { k1: 1.2, b: 0.65 };
/// Weight of a pair of neighbours, against 1 for a syllable.
pub(crate) const PAIR: f32 = 0.5;
/// The same in a query of few words, where neighbours are the very thing that is looked for.
pub(crate) const PAIR_SHORT: f32 = 1.2;
/// Most tokens of such a query.
pub(crate) const SHORT: usize = 3;
/// Weight of a syllable that is a word by itself, in the query and in the record.
pub(crate) const WORD: f32 = 0.5;
/// The same where the whole query is that one syllable.
pub(crate) const WORD_ONLY: f32 = 2.0;
/// Weight of another name, against 1 for the reader's own words.
pub(crate) const OTHER_NAME: f32 = 0.5;
/// The same for an abbreviation and what it stands for.
pub(crate) const ABBREVIATION: f32 = 0.9;
/// What every further name of the same thing in a record adds, as a share of what it would alone.
pub(crate) const MORE_NAMES: f32 = 0.05;
/// Weight of a record whose place is meant by a name in the query.
pub(crate) const PLACE: f32 = 3.0;
/// Weight of a record that is said to be about a thing named in the query, or of a kind named in it.
pub(crate) const TAG: f32 = 1.0;
/// Score of the record whose `ma` was typed: above what words can reach, also after the second pass.
pub(crate) const IDENTIFIER: f32 = 10_000.0;
/// Weight of a stop word.
pub(crate) const STOP: f32 = 0.6;
/// Power of the share of the query that a record covers.
pub(crate) const COVERAGE: f32 = 0.35;
/// What a title that covers the whole query adds, as a share of the score.
pub(crate) const TITLE: f32 = 0.1;
/// What a title typed in full adds, as a share of the score; less where some of it is not typed, nothing below half.
pub(crate) const WHOLE_TITLE: f32 = 1.0;
/// Hits that the second pass looks at.
pub(crate) const SECOND_PASS: usize = 128;
/// With fewer records that hold all words, records that hold most of them are listed too.
pub(crate) const ENOUGH: usize = 10;
/// Share of the words that a record must hold to be listed when too few hold them all.
pub(crate) const RELAXED: f32 = 0.3;
/// Power of the likelihood of a reading that becomes its weight.
pub(crate) const READING: f32 = 0.5;
/// Weight of the readings of a lone syllable typed with hats but no tone, against 1 for the form typed.
pub(crate) const LONE_TONELESS: f32 = 0.85;
/// What the weight of such readings is multiplied by where others of them are the names of things.
pub(crate) const LONE_UNNAMED: f32 = 0.25;
/// Weight of such a reading by how common it is as a word: class 1–4 of the word list, then unlisted. The commonest are
/// mostly grammatical words, which are seldom asked for alone.
pub(crate) const LONE_CLASS: [f32; 5] = [0.9, 1.0, 0.8, 0.5, 0.3];
