//! Marked words and passages: any words wanted in any text. What is shown is the text's own, marks stand in pairs around
//! whole words, and the quick look finds what the analyzer finds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snippet::Wanted;
use vietnamese::Analyzer;

#[path = "marks.rs"]
mod marks;
#[path = "snippet.rs"]
mod snippet;

/// What the first line asks for: its words, every third one a stop word; pairs of neighbours, every second another name.
fn wanted(line: &str) -> Wanted {
    let mut words: Vec<String> = Vec::new();
    Analyzer::new().analyze(line, &mut |token| words.push(token.written.to_owned()));
    words.truncate(12);
    let runs = words.windows(2).enumerate();
    Wanted {
        runs: runs
            .map(|(n, pair)| (pair.to_vec(), (n % 2 == 0).then_some(n)))
            .collect(),
        words: words
            .into_iter()
            .enumerate()
            .map(|(n, word)| (word, if n % 3 == 2 { 0.05 } else { 1.0 }))
            .collect(),
    }
}

fuzz_target!(|input: &str| {
    let Some((line, text)) = input.split_once('\n') else {
        return;
    };
    let wanted = wanted(line);
    let own = text.replace(['\n', '\r'], " ");
    let mut snippets = wanted.snippets();
    assert_eq!(marks::plain(&snippets.mark(text)), own);

    let looked = snippets.look(text);
    let passage = marks::plain(&snippets.passage(text, &looked));
    let cut = |text: &str| text.trim_matches('…').to_owned();
    let inner = passage.strip_prefix('…').unwrap_or(&passage);
    let inner = inner.strip_suffix('…').unwrap_or(inner);
    assert!(
        own.contains(&passage) || own.contains(inner) || own.contains(&cut(&passage)),
        "{passage:?} of {own:?}"
    );
    assert!(own.trim().is_empty() || !passage.trim().is_empty(), "{own:?}");
    wanted.assert_quick_is_exact(text);
});
