//! The best passage of a text, and marks on the reader's words.

mod glance;
mod words;

use std::fmt::Write as _;

use self::words::{Finder, Hit};
pub(crate) use self::words::{Looked, Marked, Run};

/// Length of a passage, in bytes of text; about three lines on a phone.
const PASSAGE: usize = 260;
/// Bytes of a body that are looked through.
const LOOKED_AT: usize = 64 << 10;

/// Cuts snippets for one query.
pub(crate) struct Snippets {
    finder: Finder,
}

impl Snippets {
    pub(crate) fn new(marked: Marked) -> Self {
        Self {
            finder: Finder::new(marked),
        }
    }

    /// The whole text as HTML, escaped, with its matches marked.
    pub(crate) fn mark(&mut self, text: &str) -> String {
        let hits = self.finder.quick(text).hits;
        render(text, 0, text.len(), &strong(&hits))
    }

    /// Looks through a body.
    pub(crate) fn look(&mut self, text: &str) -> Looked {
        self.finder.quick(&text[..floor(text, LOOKED_AT)])
    }

    /// The best passage of a body that was looked through, as HTML; the beginning when nothing matches.
    pub(crate) fn passage(&mut self, text: &str, looked: &Looked) -> String {
        let text = &text[..floor(text, LOOKED_AT)];
        let (start, end) = window(text, &looked.hits);
        let inside = self.finder.quick(&text[start..end]).hits;
        let mut out = String::with_capacity(PASSAGE * 2);
        if start > 0 && !text[..start].trim_end().is_empty() {
            out.push('…');
        }
        out.push_str(&render(&text[start..end], 0, end - start, &strong(&inside)));
        if !text[end..].trim().is_empty() {
            out.push('…');
        }
        out
    }
}

/// Stop words are marked only beside a word that counts.
fn strong(hits: &[Hit]) -> Vec<Hit> {
    let counts = |h: &Hit| h.weight >= 0.1;
    let near = |a: &Hit, b: &Hit| b.start.saturating_sub(a.end) <= 1;
    hits.iter()
        .enumerate()
        .filter(|(i, h)| {
            counts(h)
                || (*i > 0 && near(&hits[i - 1], h) && counts(&hits[i - 1]))
                || hits.get(i + 1).is_some_and(|n| near(h, n) && counts(n))
        })
        .map(|(_, h)| *h)
        .collect()
}

/// The window of [`PASSAGE`] bytes with the most different words, then the most neighbours; set to word boundaries.
fn window(text: &str, hits: &[Hit]) -> (usize, usize) {
    if text.len() <= PASSAGE {
        return (0, text.len());
    }
    let mut best: Option<(f32, usize, usize)> = None;
    let mut last = 0;
    for first in 0..hits.len() {
        last = last.max(first);
        while last + 1 < hits.len() && hits[last + 1].end - hits[first].start <= PASSAGE * 3 / 4 {
            last += 1;
        }
        let inside = &hits[first..=last];
        let mut score = 0.0;
        for (i, h) in inside.iter().enumerate() {
            let seen = inside[..i].iter().any(|o| o.word == h.word);
            score += if seen { 0.15 * h.weight } else { h.weight };
            if i > 0 && h.start.saturating_sub(inside[i - 1].end) <= 1 && h.word == inside[i - 1].word + 1 {
                score += 0.5 * h.weight;
            }
        }
        if best.is_none_or(|(s, _, _)| score > s + 1e-4) {
            best = Some((score, hits[first].start, hits[last].end));
        }
    }
    let (from, to) = best.map_or((0, 0), |(_, a, b)| (a, b));
    // Begin at a sentence or a line where one begins shortly before, else a little before the first match.
    let slack = PASSAGE.saturating_sub(to - from);
    let earliest = ceil(text, from.saturating_sub(slack * 2 / 3));
    let before = &text[earliest..from];
    let start = before
        .rfind('\n')
        .map(|i| earliest + i + 1)
        .or_else(|| before.rfind(". ").map(|i| earliest + i + 2))
        .unwrap_or_else(|| word_start(text, earliest, from));
    let end = word_end(text, (start + PASSAGE).max(to).min(text.len()), to);
    (start, end)
}

/// The first word boundary at or after `at`, not beyond `limit`.
fn word_start(text: &str, at: usize, limit: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let mut all = text[at..limit].char_indices();
    all.find(|(_, c)| c.is_whitespace())
        .map_or(limit, |(i, c)| at + i + c.len_utf8())
}

/// The last word boundary at or before `at`, not before `limit`.
fn word_end(text: &str, at: usize, limit: usize) -> usize {
    let at = floor(text, at);
    if at == text.len() {
        return at;
    }
    text[limit..at.max(limit)]
        .rfind(char::is_whitespace)
        .map_or_else(|| at.max(limit), |i| limit + i)
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The character boundary at or after `at`.
fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Escapes and marks. Matches that only a space parts share one mark.
fn render(text: &str, start: usize, end: usize, hits: &[Hit]) -> String {
    let mut out = String::with_capacity(end - start + 32);
    let mut at = start;
    let mut i = 0;
    while i < hits.len() {
        let from = hits[i].start.max(at);
        let mut to = hits[i].end;
        while i + 1 < hits.len() && text[to..hits[i + 1].start.max(to)].chars().all(|c| c == ' ') {
            i += 1;
            to = hits[i].end;
        }
        i += 1;
        escape(&text[at..from], &mut out);
        out.push_str("<mark>");
        escape(&text[from..to], &mut out);
        out.push_str("</mark>");
        at = to;
    }
    escape(&text[at..end.max(at)], &mut out);
    out
}

/// Escapes for HTML text; line breaks become spaces.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => {
                let _ = write!(out, "&#39;");
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vietnamese::Analyzer;

    use super::*;

    /// The words of a line, each wanted; neighbours are another name in turn.
    fn marked(line: &str) -> Marked {
        let mut words = Vec::new();
        Analyzer::new().analyze(line, &mut |token| words.push(token.written.to_owned()));
        let runs = words.windows(2).enumerate().map(|(n, pair)| Run {
            words: pair.to_vec(),
            name_of: (n % 2 == 0).then_some(n),
        });
        Marked {
            runs: runs.collect(),
            words: words.iter().cloned().zip((0..).map(|n| (n, 1.0))).collect(),
        }
    }

    /// The text under the marks; `None` where they do not pair.
    fn plain(html: &str) -> Option<String> {
        let mut text = String::new();
        for (n, piece) in html.split("<mark>").enumerate() {
            let (inside, after) = if n == 0 {
                ("", piece)
            } else {
                piece.split_once("</mark>")?
            };
            text.push_str(inside);
            text.push_str(after);
        }
        let signs = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ];
        (!text.contains(['<', '>'])).then(|| signs.iter().fold(text, |text, (code, sign)| text.replace(code, sign)))
    }

    /// Found by fuzzing: such a blank is longer than a byte, and a passage began within it.
    #[test]
    fn a_passage_begins_behind_any_blank() {
        for blank in ["\u{a0}", "\u{2007}", "\u{3000}", "\u{85}"] {
            let text = format!("{}hạt{blank}dẻ{blank}", format!("chữ{blank}").repeat(200)).repeat(2);
            let mut snippets = Snippets::new(marked("hạt dẻ"));
            let looked = snippets.look(&text);
            let passage = snippets.passage(&text, &looked);
            assert!(passage.contains("<mark>hạt"), "{passage}");
            assert!(passage.starts_with("…chữ"), "{passage}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Nothing of a text is lost or made up, and the quick look sees what the analyzer sees.
        #[test]
        fn any_words_in_any_text(
            line in "(hạt|dẻ|H'Mông|KH&CN|m|co2|VietGAP|板栗|[a-zđạ]{1,4}| ){0,8}",
            text in "(hạt|DẺ|H'Mông|KH&CN|m²|CO₂|VietGAP|板栗|[a-zĐạ]{1,4}| |\u{a0}|\u{3000}|, |&|<b>|'|\u{301}|\\PC|\n){0,300}",
        ) {
            let own = text.replace(['\n', '\r'], " ");
            let mut snippets = Snippets::new(marked(&line));
            prop_assert_eq!(plain(&snippets.mark(&text)), Some(own.clone()));
            let looked = snippets.look(&text);
            let passage = plain(&snippets.passage(&text, &looked));
            prop_assert!(passage.is_some_and(|passage| own.contains(passage.trim_matches('…'))));
            let exact = snippets.finder.exact(&text);
            prop_assert_eq!(looked.hits, exact.hits);
            prop_assert_eq!(looked.runs, exact.runs);
        }
    }
}
