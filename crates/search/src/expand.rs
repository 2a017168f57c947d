//! Other names: what the vocabularies call the same thing.

use std::collections::{HashMap, HashSet};

use catalogue::Declarations;
use vietnamese::Analyzer;

use crate::document::PLACES;

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

/// What a name belongs to.
#[derive(Debug, Clone)]
pub(crate) struct NamedTerm {
    pub(crate) vocabulary: String,
    pub(crate) code: String,
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
    pairs: HashSet<String>,
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

impl Names {
    pub(crate) fn new(declarations: &Declarations) -> Self {
        let mut out = Self::default();
        let mut analyzer = Analyzer::new();
        for (id, vocabulary) in &declarations.vocabularies {
            for term in &vocabulary.terms {
                let place = id == PLACES;
                let mut texts: Vec<(&str, &str)> = vec![(&term.labels.vi, "vi")];
                texts.extend(term.labels.en.as_deref().map(|t| (t, "en")));
                texts.extend(term.labels.zh.as_deref().map(|t| (t, "zh")));
                texts.extend(term.names.iter().map(|n| (n.name.as_str(), n.lang.as_str())));
                if let Some(p) = &term.place {
                    texts.push((&p.short, "vi"));
                }
                out.add(&mut analyzer, id, &term.code, &texts, place);
            }
        }
        out
    }

    fn add(&mut self, analyzer: &mut Analyzer, vocabulary: &str, code: &str, texts: &[(&str, &str)], place: bool) {
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
            if lang.starts_with("vi") || lang == "tyz" || lang == "nut" || lang == "ium" || place {
                for t in &tokens {
                    let forms = self.syllables.entry(t.ascii.clone()).or_default();
                    if !forms.contains(&t.written) {
                        forms.push(t.written.clone());
                    }
                }
            }
            for pair in tokens.windows(2) {
                self.pairs.insert(format!("{} {}", pair[0].written, pair[1].written));
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

    /// Written forms of an ASCII syllable that occur in Vietnamese names.
    pub(crate) fn forms(&self, ascii: &str) -> &[String] {
        self.syllables.get(ascii).map_or(&[], Vec::as_slice)
    }

    /// True when some name holds these two side by side.
    pub(crate) fn has_pair(&self, a: &str, b: &str) -> bool {
        self.pairs.contains(&format!("{a} {b}"))
    }
}
