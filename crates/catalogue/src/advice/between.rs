//! Warnings that need all records: repealed policies that others cite, and records that say the same.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;

use super::{make, padded, place};
use crate::refs::{At, Parsed, Reference};
use crate::{Diagnostic, Record, Value, codes};

/// Words of one shingle of a body.
const SHINGLE: usize = 5;
/// Most hashes kept of a body: its smallest ones, which estimate how much two bodies share.
const SKETCH: usize = 96;
/// Fewer shingles than this make no body worth comparing.
const MIN_SHINGLES: usize = 30;
/// Share of the sketch that two bodies must have in common.
const SAME_BODY: f64 = 0.6;
/// Share of the words that two titles of one year must have in common.
const SAME_TITLE: f64 = 0.8;
/// More records of one year than this are compared by their whole titles only.
const MAX_YEAR: usize = 400;

/// What is kept of a record to compare it with others.
#[derive(Debug, Clone)]
pub struct Brief {
    ma: String,
    path: String,
    collection: String,
    title: String,
    words: Vec<String>,
    year: Option<i32>,
    code: Option<String>,
    /// The smallest hashes of its body, ascending.
    sketch: Vec<u64>,
    links: Vec<Reference>,
    title_at: At,
    /// For a policy: the day from which it is no longer in force, as far as the record says so.
    repealed: Option<Repealed>,
    issuer: Option<String>,
}

/// What a policy record says about its end.
#[derive(Debug, Clone)]
enum Repealed {
    /// `hieu_luc: het`.
    Now,
    /// `hieu_luc_den`: the last day in force.
    After(Date),
}

/// What is kept of a parsed file; `None` when it gave no record.
pub fn brief(parsed: &Parsed) -> Option<Brief> {
    let record = parsed.record.as_ref()?;
    let text = |name: &str| record.value(name).and_then(Value::as_str);
    let title = padded(&record.title);
    let mut words: Vec<String> = title.split_whitespace().map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    let repealed = match (text("hieu_luc"), text("hieu_luc_den").and_then(|day| day.parse().ok())) {
        (Some("het"), _) => Some(Repealed::Now),
        (Some(_), Some(day)) => Some(Repealed::After(day)),
        _ => None,
    };
    Some(Brief {
        ma: record.ma.clone(),
        path: record.path.clone(),
        collection: record.collection.clone(),
        // A title that is only the name of the file says nothing about the content.
        title: if record.title_from_path { String::new() } else { title },
        words,
        year: match record.value("nam") {
            Some(Value::Year(year)) => Some(*year),
            _ => None,
        },
        code: code_of(record),
        sketch: sketch(&record.body.text),
        links: parsed.links.clone(),
        title_at: place(parsed, "ten"),
        repealed,
        issuer: text("co_quan").map(str::to_owned),
    })
}

/// The number that others know the thing by: of a research task, or of a legal text.
fn code_of(record: &Record) -> Option<String> {
    let task = record.value("nhiem_vu").and_then(|task| task.get("ma_so"));
    let code = task.or_else(|| record.value("so_hieu"))?.as_str()?;
    let code: String = padded(code).split_whitespace().collect();
    (code.len() >= 4 && code.bytes().any(|b| b.is_ascii_digit())).then_some(code)
}

/// The smallest hashes of all runs of five words.
fn sketch(text: &str) -> Vec<u64> {
    let folded = padded(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut hashes: Vec<u64> = words
        .windows(SHINGLE)
        .map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    if hashes.len() < MIN_SHINGLES {
        return Vec::new();
    }
    hashes.truncate(SKETCH);
    hashes
}

/// Warnings across `briefs`, in their order. `today` decides which policies are still in force.
pub fn between(briefs: &[Brief], today: Date) -> Vec<Diagnostic> {
    let mut found = repealed(briefs, today);
    found.extend(duplicates(briefs));
    found
}

/// Links to policies that are no longer in force, where a reader would take them for advice.
fn repealed(briefs: &[Brief], today: Date) -> Vec<Diagnostic> {
    let gone: HashMap<&str, &Brief> = briefs
        .iter()
        .filter(|one| match &one.repealed {
            Some(Repealed::Now) => true,
            Some(Repealed::After(day)) => *day < today,
            None => false,
        })
        .map(|one| (one.ma.as_str(), one))
        .collect();
    let mut found = Vec::new();
    for one in briefs {
        for link in &one.links {
            let Some(policy) = gone.get(link.ma.as_str()) else {
                continue;
            };
            // The history of the law among its own, and the list of who issued it.
            if one.collection == policy.collection || policy.issuer.as_deref() == Some(one.ma.as_str()) {
                continue;
            }
            let after = briefs
                .iter()
                .find(|other| other.links.iter().any(|l| l.field == "thay_the" && l.ma == policy.ma));
            let remedy = match after {
                Some(new) => format!("Dẫn văn bản thay thế nó, “{}”, hoặc bỏ liên kết.", new.ma),
                None => "Dẫn văn bản đang có hiệu lực, hoặc bỏ liên kết.".to_owned(),
            };
            found.push(make(
                codes::REPEALED_POLICY,
                &one.path,
                &link.at,
                format!("chính sách “{}” đã hết hiệu lực", policy.ma),
                remedy,
            ));
        }
    }
    found
}

/// Pairs that are likely one thing: the later in order is reported, naming the earlier.
fn duplicates(briefs: &[Brief]) -> Vec<Diagnostic> {
    let mut reported: HashSet<usize> = HashSet::new();
    let mut found = Vec::new();
    let mut tell = |at: usize, other: usize, why: &str| {
        let (later, earlier) = (at.max(other), at.min(other));
        let (Some(one), Some(first)) = (briefs.get(later), briefs.get(earlier)) else {
            return;
        };
        if one.ma == first.ma || !reported.insert(later) {
            return;
        }
        found.push(make(
            codes::LIKELY_DUPLICATE,
            &one.path,
            &one.title_at,
            format!("có thể trùng với “{}” ({}): {why}", first.ma, first.path),
            "So hai bản ghi: nếu là một thì gộp lại; nếu khác thì nêu chỗ khác trong tên, hoặc dẫn nhau ở lien_quan."
                .to_owned(),
        ));
    };
    for (at, other) in same(briefs, |one| one.code.clone()) {
        tell(at, other, "cùng số hiệu");
    }
    let title = |one: &Brief| {
        (one.words.len() > 1)
            .then(|| one.title.clone())
            .filter(|t| !t.is_empty())
    };
    for (at, other) in same(briefs, title) {
        let years = (
            briefs.get(at).and_then(|b| b.year),
            briefs.get(other).and_then(|b| b.year),
        );
        // One title in two years is a series, such as a yearly fair.
        if !matches!(years, (Some(a), Some(b)) if a != b) {
            tell(at, other, "cùng tên");
        }
    }
    for (at, other) in near_titles(briefs) {
        tell(at, other, "tên gần giống và cùng năm");
    }
    for (at, other) in near_bodies(briefs) {
        tell(at, other, "nội dung phần lớn giống nhau");
    }
    found
}

/// Pairs of one collection with the same key; each later one with the first.
fn same(briefs: &[Brief], key: impl Fn(&Brief) -> Option<String>) -> Vec<(usize, usize)> {
    let mut first: HashMap<(&str, String), usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, one) in briefs.iter().enumerate() {
        let Some(key) = key(one) else { continue };
        match first.get(&(one.collection.as_str(), key.clone())) {
            Some(&other) => pairs.push((at, other)),
            None => {
                first.insert((one.collection.as_str(), key), at);
            }
        }
    }
    pairs
}

fn near_titles(briefs: &[Brief]) -> Vec<(usize, usize)> {
    let mut years: HashMap<(&str, i32), Vec<usize>> = HashMap::new();
    for (at, one) in briefs.iter().enumerate() {
        if let Some(year) = one.year.filter(|_| one.words.len() >= 4) {
            years.entry((one.collection.as_str(), year)).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for group in years.into_values().filter(|group| group.len() <= MAX_YEAR) {
        for (n, &at) in group.iter().enumerate() {
            for &other in group.iter().take(n) {
                let (Some(a), Some(b)) = (briefs.get(at), briefs.get(other)) else {
                    continue;
                };
                if !know_each_other(a, b) && share(&a.words, &b.words) >= SAME_TITLE {
                    pairs.push((at, other));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Only bodies that share one of their very smallest hashes are compared: those that share most of them nearly always do.
fn near_bodies(briefs: &[Brief]) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, one) in briefs.iter().enumerate() {
        let mut tried = HashSet::new();
        for hash in one.sketch.iter().take(12) {
            let others = seen.entry(*hash).or_default();
            for &other in others.iter().take(50) {
                let Some(earlier) = briefs.get(other).filter(|_| tried.insert(other)) else {
                    continue;
                };
                if earlier.collection == one.collection
                    && !know_each_other(one, earlier)
                    && share(&one.sketch, &earlier.sketch) >= SAME_BODY
                {
                    pairs.push((at, other));
                }
            }
            others.push(at);
        }
    }
    pairs
}

/// True when one names the other: their author has told them apart.
fn know_each_other(a: &Brief, b: &Brief) -> bool {
    a.links.iter().any(|link| link.ma == b.ma) || b.links.iter().any(|link| link.ma == a.ma)
}

/// What two sorted lists have in common, of what either holds.
fn share<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let (mut x, mut y, mut common) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.get(x), b.get(y)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, common) = (x + 1, y + 1, common + 1),
        }
    }
    let union = a.len() + b.len() - common;
    if union == 0 { 0.0 } else { common as f64 / union as f64 }
}
