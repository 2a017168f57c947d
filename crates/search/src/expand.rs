//! Other names: what the vocabularies call the same thing.

use std::collections::{HashMap, HashSet};

use catalogue::{Declarations, FieldType, Leaf};
use vietnamese::{Analyzer, syllable};

use crate::document::{PLACES, coded_term};

/// Longest name looked for, in tokens.
pub(crate) const MAX_NAME_TOKENS: usize = 8;

/// One token of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameToken {
    pub(crate) ascii: String,
    pub(crate) written: String,
}

/// A name of a term.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// As the vocabulary prints it.
    pub(crate) text: String,
    /// BCP 47 tag.
    pub(crate) lang: String,
    pub(crate) tokens: Vec<NameToken>,
    /// The term it belongs to.
    pub(crate) term: usize,
}

/// Id of the vocabulary of subjects: the plants, animals and products that records are about.
pub(crate) const SUBJECTS: &str = "doi-tuong";

/// What the terms of a vocabulary are, as far as a search cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Places of all eras.
    Place,
    /// Things that records are about.
    Thing,
    /// Abbreviations and what they stand for.
    Abbreviation,
    /// Rings of words that mean the same; no record carries their codes.
    Synonym,
    /// Values of a field: kinds, states, levels.
    Choice,
}

/// What a name belongs to.
#[derive(Debug, Clone)]
pub(crate) struct NamedTerm {
    pub(crate) vocabulary: String,
    pub(crate) code: String,
    pub(crate) sort: Sort,
    /// Positions of its names.
    pub(crate) names: Vec<usize>,
}

/// All names of all vocabularies, found by their written form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) names: Vec<Named>,
    pub(crate) terms: Vec<NamedTerm>,
    by_written: HashMap<String, Vec<usize>>,
    syllables: HashMap<String, Vec<String>>,
    /// Every word of every name, in whatever language.
    words: HashSet<String>,
    /// What stands after a word in some name.
    pairs: HashMap<String, HashSet<String>>,
    /// Keys of the facets whose values are codes of a vocabulary, by its id.
    facets: HashMap<String, Vec<String>>,
}

/// The key of a run of written forms.
pub(crate) fn key<'a>(written: impl Iterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for (n, word) in written.enumerate() {
        if n > 0 {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The vocabularies that fields take their values from, with the keys of those fields that are facets.
fn used_vocabularies(declarations: &Declarations) -> HashMap<String, Vec<String>> {
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    for Leaf {
        name: key, kind, field, ..
    } in declarations.collections.iter().flat_map(|c| c.leaves())
    {
        if let FieldType::Choice { vocabulary } = kind {
            let keys = out.entry(vocabulary.clone()).or_default();
            if field.facet && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    out
}

impl Named {
    /// True when a Vietnamese reader would write it so.
    pub(crate) fn is_vietnamese(&self) -> bool {
        self.lang.starts_with("vi")
    }
}

impl Names {
    /// True when a query that holds the name is also searched by the other names of its term. Verbs and other plain
    /// words that some list holds as a name are no thing that could be called otherwise.
    pub(crate) fn expands(&self, name: &Named) -> bool {
        match self.terms[name.term].sort {
            Sort::Place => false,
            Sort::Thing | Sort::Abbreviation => true,
            Sort::Synonym => name.tokens.len() > 1 || !syllable::is_legal(&name.tokens[0].written),
            Sort::Choice => !name.is_vietnamese(),
        }
    }

    pub(crate) fn new(declarations: &Declarations) -> Self {
        let mut out = Self::default();
        let mut analyzer = Analyzer::new();
        out.facets = used_vocabularies(declarations);
        for (id, vocabulary) in &declarations.vocabularies {
            let sort = match id.as_str() {
                PLACES => Sort::Place,
                SUBJECTS => Sort::Thing,
                _ if vocabulary.abbreviations => Sort::Abbreviation,
                _ if out.facets.contains_key(id) => Sort::Choice,
                _ => Sort::Synonym,
            };
            for term in &vocabulary.terms {
                let mut texts: Vec<(&str, &str)> = vec![(&term.labels.vi, "vi")];
                texts.extend(term.labels.en.as_deref().map(|t| (t, "en")));
                texts.extend(term.labels.zh.as_deref().map(|t| (t, "zh")));
                texts.extend(term.names.iter().map(|n| (n.name.as_str(), n.lang.as_str())));
                if let Some(p) = &term.place {
                    texts.push((&p.short, "vi"));
                }
                out.add(&mut analyzer, (id, &term.code, sort), &texts);
            }
        }
        out
    }

    fn add(&mut self, analyzer: &mut Analyzer, (vocabulary, code, sort): (&str, &str, Sort), texts: &[(&str, &str)]) {
        let term = self.terms.len();
        let mut names = Vec::new();
        for &(text, lang) in texts {
            let mut tokens = Vec::new();
            analyzer.analyze(text, &mut |t| {
                tokens.push(NameToken {
                    ascii: t.ascii.to_owned(),
                    written: t.written.to_owned(),
                })
            });
            // A single letter or number names nothing by itself.
            let bare = tokens.len() == 1 && tokens[0].written.chars().count() < 2 && tokens[0].ascii.is_ascii();
            if tokens.is_empty() || tokens.len() > MAX_NAME_TOKENS || bare {
                continue;
            }
            let written = key(tokens.iter().map(|t| t.written.as_str()));
            if names
                .iter()
                .any(|&n: &usize| key(self.names[n].tokens.iter().map(|t| t.written.as_str())) == written)
            {
                continue;
            }
            if lang.starts_with("vi") || lang == "tyz" || lang == "nut" || lang == "ium" || sort == Sort::Place {
                for t in &tokens {
                    let forms = self.syllables.entry(t.ascii.clone()).or_default();
                    if !forms.contains(&t.written) {
                        forms.push(t.written.clone());
                    }
                }
            }
            self.words.extend(tokens.iter().map(|t| t.written.clone()));
            for pair in tokens.windows(2) {
                let after = self.pairs.entry(pair[0].written.clone()).or_default();
                after.insert(pair[1].written.clone());
            }
            self.by_written.entry(written).or_default().push(self.names.len());
            names.push(self.names.len());
            self.names.push(Named {
                text: text.to_owned(),
                lang: lang.to_owned(),
                tokens,
                term,
            });
        }
        self.terms.push(NamedTerm {
            vocabulary: vocabulary.to_owned(),
            code: code.to_owned(),
            sort,
            names,
        });
    }

    /// Names written like this.
    pub(crate) fn find(&self, written: &str) -> impl Iterator<Item = &Named> {
        self.by_written
            .get(written)
            .into_iter()
            .flatten()
            .map(|&n| &self.names[n])
    }

    /// Terms of coded fields that records about the term carry.
    pub(crate) fn codes(&self, term: &NamedTerm) -> impl Iterator<Item = String> {
        let keys = match term.sort {
            Sort::Thing | Sort::Choice => self.facets.get(&term.vocabulary),
            _ => None,
        };
        keys.into_iter().flatten().map(|key| coded_term(key, &term.code))
    }

    /// Written forms of an ASCII syllable that occur in Vietnamese names.
    pub(crate) fn forms(&self, ascii: &str) -> &[String] {
        self.syllables.get(ascii).map_or(&[], Vec::as_slice)
    }

    /// True when some name holds this word.
    pub(crate) fn has_word(&self, written: &str) -> bool {
        self.words.contains(written)
    }

    /// The words that stand right after this one in some name.
    pub(crate) fn after(&self, written: &str) -> Option<&HashSet<String>> {
        self.pairs.get(written)
    }
}
