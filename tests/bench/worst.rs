//! Queries made to be slow: the longest that are read, of whatever costs most.

use search::{Index, SearchRequest};

use crate::clock;

/// The slowest of several queries of 512 characters.
pub(crate) fn run(index: &Index) {
    let mut rng = fastrand::Rng::with_seed(5);
    let mut cases: Vec<(String, String)> = [
        (
            "common bare syllables",
            "cay trong giong nuoc dat phan nam kg ha thang ngay lam cho co va cua ",
        ),
        ("one bare syllable", "do "),
        ("keystrokes", "nuooi caays moo hatj dez trungf khanhs "),
        ("slips", "truonng khanhh hatt dder chaam socs nuoii ccay "),
        ("quoted pairs", "\"cây trồng\" \"kỹ thuật\" \"hạt dẻ\" "),
        ("exclusions", "cây -trồng -giống -nước "),
        ("run together", "khoahoccongnghenuoicaymotebaohatdetrungkhanh"),
        ("Han", "板栗嫁接组织培养"),
        ("brackets", "((((a:b\"-"),
    ]
    .into_iter()
    .map(|(name, unit)| (name.to_owned(), unit.repeat(512 / unit.chars().count() + 1)))
    .collect();
    for n in 0..40 {
        let any: String = (0..512)
            .map(|_| match rng.u8(..8) {
                0..=4 => char::from(rng.u8(b'a'..=b'z')),
                5 => ' ',
                6 => char::from_u32(rng.u32(0xC0..0x1F00)).unwrap_or('ơ'),
                _ => char::from_u32(rng.u32(1..0x1_0000)).unwrap_or('\u{ffff}'),
            })
            .collect();
        cases.push((format!("random {n}"), any));
    }
    let mut slowest: Vec<(f64, String)> = cases
        .into_iter()
        .map(|(name, text)| {
            let q: String = text.chars().take(512).collect();
            let request = SearchRequest {
                q,
                ..SearchRequest::default()
            };
            (clock::thread(|| index.search(&request).unwrap()).1 / 1e6, name)
        })
        .collect();
    slowest.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\nworst queries of 512 characters, CPU ms:");
    for (ms, name) in slowest.iter().take(6) {
        println!("  {name:30} {ms:8.2}");
    }
}
