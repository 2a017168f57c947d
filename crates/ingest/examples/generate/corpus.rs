//! Records made of our own sentences, as many as wanted, the same for the same seed.
//!
//! Front matter is that of a real record with another `ma` and title, so facets, places and links are like real ones.
//! Bodies mix sentences of all bodies: a sentence of rank r is drawn with probability ∝ 1/r, as words and phrases of a
//! real collection are. One sentence in three ends in two words of the general word list, so that the vocabulary goes on
//! growing with the collection, as real ones do (Heaps' law).
//!
//! Plain records are a title and a body of some 1.8 KB, the size of a news article, without declarations: what a program
//! with two fields indexes just as well.

use std::fs;
use std::io;
use std::path::Path;

use catalogue::Declarations;
use fastrand::Rng;

/// Fewest and most sentences of a body.
const SENTENCES: std::ops::Range<usize> = 12..60;
/// Sentences in a paragraph.
const PARAGRAPH: usize = 4;
/// The same for a plain record.
const SENTENCES_PLAIN: std::ops::Range<usize> = 6..24;
/// Files in a folder.
const FOLDER: usize = 1000;
/// The general word list of the analyzer.
const WORDS: &str = include_str!("../../../vietnamese/data/words.txt");

/// What kind of records are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Front matter of real records.
    Full,
    /// Title and body.
    #[allow(
        dead_code,
        reason = "benches and tests that include this file make full records alone"
    )]
    Plain,
}

/// What new records are made of.
#[derive(Debug)]
pub(crate) struct Corpus {
    templates: Vec<Template>,
    sentences: Vec<String>,
    words: Vec<&'static str>,
    /// Sums of the weights up to each sentence.
    weights: Vec<f64>,
}

#[derive(Debug)]
struct Template {
    collection: String,
    prefix: String,
    /// Lines of the front matter without `ma` and `ten`.
    front: String,
}

impl Corpus {
    /// Takes sentences and front matters from the records of `content`.
    ///
    /// # Errors
    /// The content can not be read or holds no record.
    pub(crate) fn read(content: &Path, seed: u64) -> io::Result<Self> {
        let (declarations, _) = ingest::load_declarations(content).map_err(io::Error::other)?;
        let (mut templates, mut sentences) = (Vec::new(), Vec::new());
        for file in ingest::walk(content).map_err(io::Error::other)? {
            let bytes = fs::read(&file.absolute)?;
            let (Some(record), _) = catalogue::parse_record(&declarations, &file.path, &bytes) else {
                continue;
            };
            sentences.extend(
                record
                    .body
                    .text
                    .split_inclusive(['.', '?', '!', '\n'])
                    .map(str::trim)
                    .filter(|s| s.len() > 30)
                    .map(str::to_owned),
            );
            templates.extend(template(
                &declarations,
                &record.collection,
                &String::from_utf8_lossy(&bytes),
            ));
        }
        if templates.is_empty() || sentences.is_empty() {
            return Err(io::Error::other("no records to take sentences from"));
        }
        Rng::with_seed(seed).shuffle(&mut sentences);
        let mut sum = 0.0;
        let weights = (1..=sentences.len())
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        let words = WORDS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split('\t').next())
            .collect();
        Ok(Self {
            templates,
            sentences,
            words,
            weights,
        })
    }

    /// Writes `count` records into `out`, full ones beside the declarations of `content`; gives the bytes of the records.
    ///
    /// # Errors
    /// The disk refused.
    pub(crate) fn write(&self, content: &Path, out: &Path, count: usize, seed: u64, shape: Shape) -> io::Result<u64> {
        let declared: &[&str] = match shape {
            Shape::Full => &["_collections", "_vocabularies"],
            Shape::Plain => &[],
        };
        for folder in declared {
            fs::create_dir_all(out.join(folder))?;
            for entry in fs::read_dir(content.join(folder))? {
                let entry = entry?;
                fs::copy(entry.path(), out.join(folder).join(entry.file_name()))?;
            }
        }
        let mut rng = Rng::with_seed(seed);
        let mut bytes = 0;
        for number in 0..count {
            let template = &self.templates[rng.usize(..self.templates.len())];
            let ma = format!("{}-sinh-{number:07}", template.prefix);
            let text = match shape {
                Shape::Full => self.record(&mut rng, &format!("ma: {ma}\n"), &template.front, SENTENCES),
                Shape::Plain => self.record(&mut rng, "", "", SENTENCES_PLAIN),
            };
            let folder = out.join(&template.collection).join(format!("{:04}", number / FOLDER));
            if number % FOLDER < self.templates.len() * 4 {
                fs::create_dir_all(&folder)?;
            }
            let path = folder.join(format!("{ma}.md"));
            if fs::write(&path, &text).is_err() {
                fs::create_dir_all(&folder)?;
                fs::write(&path, &text)?;
            }
            bytes += text.len() as u64;
        }
        Ok(bytes)
    }

    fn record(&self, rng: &mut Rng, ma: &str, front: &str, sentences: std::ops::Range<usize>) -> String {
        let title: Vec<&str> = self.sentence(rng).split_whitespace().take(14).collect();
        let title = title.join(" ").replace(['"', '\\'], "");
        let mut text = format!("---\n{ma}ten: \"{title}\"\n{front}---\n");
        for at in 0..rng.usize(sentences) {
            if at % (PARAGRAPH * 3) == 0 {
                let heading: Vec<&str> = self.sentence(rng).split_whitespace().take(7).collect();
                text.push_str(&format!("\n\n## {}\n", heading.join(" ")));
            }
            text.push_str(if at % PARAGRAPH == 0 { "\n\n" } else { " " });
            text.push_str(self.sentence(rng));
            if rng.u8(..3) == 0 {
                for _ in 0..2 {
                    text.push(' ');
                    text.push_str(self.words[rng.usize(..self.words.len())]);
                }
                text.push('.');
            }
        }
        text.push('\n');
        text
    }

    fn sentence(&self, rng: &mut Rng) -> &str {
        let sum = self.weights.last().copied().unwrap_or(0.0);
        let at = self.weights.partition_point(|w| *w < rng.f64() * sum);
        &self.sentences[at.min(self.sentences.len() - 1)]
    }
}

fn template(declarations: &Declarations, collection: &str, text: &str) -> Option<Template> {
    let front = text.strip_prefix("---\n")?.split("\n---\n").next()?;
    let kept: Vec<&str> = front
        .lines()
        .filter(|line| !line.starts_with("ma:") && !line.starts_with("ten:"))
        .collect();
    let prefix = declarations.collection(collection)?.prefix.clone();
    (!prefix.is_empty()).then(|| Template {
        collection: collection.to_owned(),
        prefix,
        front: format!("{}\n", kept.join("\n")),
    })
}
