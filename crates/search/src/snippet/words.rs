//! Where a text holds the words of a query and other names of what it asks for.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use vietnamese::{Analyzer, tone};

use crate::snippet::glance::Glance;

/// Weight of another name in the choice of a passage.
const NAME: f32 = 0.6;

/// A word of the text that matches: where, which word of the query, how much it weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: usize,
    pub(super) weight: f32,
}

/// What is looked for in a text.
#[derive(Debug, Default)]
pub(crate) struct Marked {
    /// Written form → (word of the query, weight).
    pub(crate) words: HashMap<String, (usize, f32)>,
    /// Words that matter only side by side.
    pub(crate) runs: Vec<Run>,
}

/// Words side by side.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Written forms; never empty.
    pub(crate) words: Vec<String>,
    /// The word of the query that it stands for, where it is marked: another name. `None` where it is only looked for.
    pub(crate) name_of: Option<usize>,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    pub(super) hits: Vec<Hit>,
    /// Which of [`Marked::runs`] the text holds.
    pub(crate) runs: Vec<bool>,
}

/// Analyzers that were in use: what they have read once they read at a glance. Each may hold a megabyte.
static RESTED: Mutex<Vec<Analyzer>> = Mutex::new(Vec::new());
/// Most of them kept.
const MOST_RESTED: usize = 2;

/// Looks for the words of one query.
pub(super) struct Finder {
    /// Taken when it is first needed.
    analyzer: Option<Analyzer>,
    glance: Option<Glance>,
    marked: Marked,
}

impl Finder {
    pub(super) fn new(marked: Marked) -> Self {
        let runs = marked.runs.iter().flat_map(|run| run.words.iter());
        Self {
            analyzer: None,
            glance: Glance::of(marked.words.keys().chain(runs), tone::spellings),
            marked,
        }
    }

    /// What the text holds, read as the index reads it.
    pub(super) fn exact(&mut self, text: &str) -> Looked {
        let Self { analyzer, marked, .. } = self;
        let analyzer = analyzer.get_or_insert_with(|| rested().pop().unwrap_or_default());
        let mut progress = Progress::new(marked);
        analyzer.analyze(text, &mut |t| progress.take((t.start, t.end), Some(t.written)));
        progress.done()
    }

    /// The same for a long text, many times faster: at a glance, where that is enough.
    pub(super) fn quick(&mut self, text: &str) -> Looked {
        let Some(glance) = &self.glance else {
            return self.exact(text);
        };
        let mut progress = Progress::new(&self.marked);
        if glance.read(text, |place, written| progress.take(place, written)) {
            return progress.done();
        }
        self.exact(text)
    }
}

fn rested() -> MutexGuard<'static, Vec<Analyzer>> {
    RESTED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Finder {
    fn drop(&mut self) {
        let mut rested = rested();
        if rested.len() < MOST_RESTED {
            rested.extend(self.analyzer.take());
        }
    }
}

/// A text being read word by word.
struct Progress<'a> {
    marked: &'a Marked,
    /// How much of each run the last words make, and where it began.
    runs: Vec<(usize, usize)>,
    /// Some run is begun.
    begun: bool,
    looked: Looked,
}

impl<'a> Progress<'a> {
    fn new(marked: &'a Marked) -> Self {
        Self {
            marked,
            runs: vec![(0, 0); marked.runs.len()],
            begun: false,
            looked: Looked {
                hits: Vec::new(),
                runs: vec![false; marked.runs.len()],
            },
        }
    }

    /// The next word; `None` is one that nobody looks for.
    #[inline]
    fn take(&mut self, (start, end): (usize, usize), written: Option<&str>) {
        let Some(written) = written else {
            if std::mem::take(&mut self.begun) {
                self.runs.iter_mut().for_each(|(done, _)| *done = 0);
            }
            return;
        };
        let Looked { hits, runs: seen } = &mut self.looked;
        for ((run, (done, began)), seen) in self.marked.runs.iter().zip(&mut self.runs).zip(seen) {
            let next = |done: usize| written == run.words[done];
            if *done > 0 && !next(*done) {
                *done = 0;
            }
            if !next(*done) {
                continue;
            }
            if *done == 0 {
                *began = start;
            }
            *done += 1;
            if *done < run.words.len() {
                self.begun = true;
                continue;
            }
            *done = 0;
            *seen = true;
            if let Some(word) = run.name_of {
                hits.retain(|h| h.start < *began);
                hits.push(Hit {
                    start: *began,
                    end,
                    word,
                    weight: NAME,
                });
            }
        }
        if let Some(&(word, weight)) = self.marked.words.get(written)
            && hits.last().is_none_or(|h| h.end <= start)
        {
            hits.push(Hit {
                start,
                end,
                word,
                weight,
            });
        }
    }

    fn done(self) -> Looked {
        self.looked
    }
}
