//! Speed of `analyze` with all three tiers, on running text made of the word list and a few
//! sentences of our own. Criterion prints bytes per second; the label of each case holds the
//! number of characters per byte, and the first lines give characters per second directly.

#![allow(clippy::print_stderr, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_normalization::UnicodeNormalization;
use vietnamese::Analyzer;

const SENTENCES: &str = "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ tỉnh Cao Bằng vừa nghiệm thu \
đề tài nuôi cấy mô giống mía VA06 tại huyện Hoà An, năng suất 1.300 kg/ha, tăng 12,5% so với năm 2021. \
Theo Nghị quyết 93/2021/NQ-HĐND, hạt dẻ Trùng Khánh (Castanea mollissima) được cấp chỉ dẫn địa lý; \
“bà con đồng bào H'Mông, Tày, Nùng đã quen kỹ thuật chăm sóc”, ông Hoàng Văn Thuỷ nói.\n";

/// News-like text of about 1 MB: list words in a fixed shuffle, with punctuation, capitals and
/// numbers, and our sentences in between.
fn text() -> String {
    let words: Vec<&str> = include_str!("../data/words.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split('\t').next())
        .collect();
    let mut out = String::new();
    let mut state = 7_u64;
    while out.len() < 1_000_000 {
        for n in 0..60 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            // The square favours the head of a permuted list, as running text does.
            let r = (state >> 40) as f64 / (1 << 24) as f64;
            let at = (r * r * words.len() as f64) as usize;
            let word = words[at * 7919 % words.len()];
            let mut letters = word.chars();
            if n % 12 == 0 {
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            }
            out.push_str(letters.as_str());
            out.push_str(match n % 12 {
                11 => ". ",
                5 => ", ",
                _ => " ",
            });
        }
        out.push_str(SENTENCES);
    }
    out
}

fn run(analyzer: &mut Analyzer, text: &str) -> usize {
    let mut sum = 0;
    analyzer.analyze(text, &mut |t| sum += t.written.len() + t.toneless.len() + t.ascii.len());
    sum
}

fn speed(c: &mut Criterion) {
    let nfc = text();
    let cases = [
        ("composed", nfc.clone()),
        ("decomposed", nfc.nfd().collect()),
        ("ascii", vietnamese::fold::ascii(&nfc)),
    ];
    let mut analyzer = Analyzer::new();
    let mut group = c.benchmark_group("analyze");
    for (name, text) in &cases {
        let chars = text.chars().count();
        run(&mut analyzer, text);
        let start = Instant::now();
        for _ in 0..20 {
            black_box(run(&mut analyzer, black_box(text)));
        }
        let rate = 20.0 * chars as f64 / start.elapsed().as_secs_f64() / 1e6;
        eprintln!(
            "{name}: {rate:.1} million characters/s, {:.2} bytes per character",
            text.len() as f64 / chars as f64
        );
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |b| b.iter(|| run(&mut analyzer, black_box(text))));
    }
    group.throughput(Throughput::Bytes(400));
    group.bench_function("first 400 bytes, new analyzer", |b| {
        b.iter(|| run(&mut Analyzer::new(), black_box(&SENTENCES[..400])))
    });
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
