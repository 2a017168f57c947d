//! Against tantivy's own writer, which calls our tokenizers and goes about the rest another way.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use catalogue::Declarations;
use tantivy::Term;
use tantivy::index::SegmentComponent;
use tantivy::merge_policy::NoMergePolicy;

use super::*;
use crate::tiers::weighted;
use crate::{generation, schema};

/// Words, numbers, codes and signs; what is a lone word, a pair, a name, a stop word; scripts whose letters with accents
/// come before those without.
const PIECES: &[&str] = &[
    "hạt", "dẻ", "de", "dê", "Trùng", "Khánh", "của", "và", "có", "thể", "nuôi", "ong", "3,5", "1.300", "KH&CN", "CO₂",
    "板栗", "ά", "α", "wifi", "H'Mông", "hoà", "hòa", "ma", "máy", "-", ",", ".", "\n",
];

struct Made {
    index: Index,
    fields: Fields,
    writer: tantivy::IndexWriter,
}

fn empty() -> Made {
    let (schema, fields) = schema::build(&Declarations::default());
    let index = Index::create_in_ram(schema);
    generation::register(&index);
    let writer = index.writer_with_num_threads(1, 50 << 20).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Made { index, fields, writer }
}

fn text(random: &mut fastrand::Rng, pieces: usize) -> String {
    let mut out = String::new();
    for _ in 0..pieces {
        out.push_str(random.choice(PIECES).copied().unwrap_or_default());
        out.push(' ');
    }
    out
}

/// Records of all kinds: public or not, without words, with a word more often than an entry can count.
fn documents(fields: &Fields, count: usize) -> Vec<TantivyDocument> {
    let mut random = fastrand::Rng::with_seed(11);
    (0..count)
        .map(|n| {
            let mut doc = TantivyDocument::new();
            doc.add_text(fields.path, format!("ky-thuat/{n}.md"));
            doc.add_text(fields.hash, format!("{:x}", n * 7919));
            doc.add_text(fields.ma, format!("kt-{n}"));
            if n % 11 == 3 {
                return doc;
            }
            doc.add_text(fields.public, "r");
            doc.add_u64(fields.updated, 20_180_000 + random.u64(..400));
            doc.add_u64(fields.tie, random.u64(..));
            doc.add_bytes(fields.title_key, &random.u64(..).to_be_bytes());
            for _ in 0..random.usize(..3) {
                let title = text(&mut random, 6);
                doc.add_text(fields.title, &title);
                doc.add_text(fields.text, weighted(&title, 4.0));
            }
            doc.add_text(fields.text, weighted(&"ong ong, ".repeat(random.usize(..30)), 3.0));
            let length = random.usize(..120);
            doc.add_text(fields.text, weighted(&text(&mut random, length), 1.0));
            for value in ["a", "b", "a", "\u{10ffff}"] {
                if random.bool() {
                    doc.add_text(fields.coded, value);
                    doc.add_text(fields.links, format!("kt-{value}"));
                }
            }
            doc.add_text(fields.facets[0].field, "ky-thuat");
            for field in [fields.row, fields.body, fields.page] {
                doc.add_text(field, text(&mut random, 60));
            }
            doc
        })
        .collect()
}

fn by_tantivy(documents: &[TantivyDocument]) -> Made {
    let mut made = empty();
    for document in documents {
        made.writer.add_document(document.clone()).unwrap();
    }
    made.writer.commit().unwrap();
    made
}

fn by_ours(documents: &[TantivyDocument], memory: usize) -> Made {
    let mut made = empty();
    let mut bulk = Bulk::new(&made.index, &made.fields, 1, memory).unwrap();
    for document in documents {
        bulk.add(document.clone()).unwrap();
    }
    for segment in bulk.finish().unwrap() {
        made.writer.add_segment(segment).unwrap();
    }
    made.writer.commit().unwrap();
    made
}

#[test]
fn a_segment_is_what_tantivy_would_have_written() {
    let documents = documents(&empty().fields, 700);
    let segments = [by_tantivy(&documents), by_ours(&documents, usize::MAX)].map(|made| {
        let [segment] = made.index.searchable_segments().unwrap().try_into().unwrap();
        (made, segment)
    });
    let [(_, theirs), (_, ours)] = &segments;
    assert_eq!(ours.meta().max_doc(), theirs.meta().max_doc());
    for component in [
        SegmentComponent::FieldNorms,
        SegmentComponent::Terms,
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::FastFields,
        SegmentComponent::Store,
    ] {
        let [theirs, ours] = [theirs, ours].map(|s| s.open_read(component.clone()).unwrap().read_bytes().unwrap());
        assert!(!theirs.is_empty() && *theirs == *ours, "{component} differs");
    }
}

#[test]
fn segments_end_when_they_are_full_and_take_changes() {
    let mut made = by_ours(&documents(&empty().fields, 1000), 1 << 20);
    let segments = made.index.searchable_segment_metas().unwrap();
    assert!(
        segments.len() > 1 && segments.len() < 100,
        "{} segments",
        segments.len()
    );
    let records = |made: &Made| made.index.reader().unwrap().searcher().num_docs();
    assert_eq!(records(&made), 1000);
    made.writer
        .delete_term(Term::from_field_text(made.fields.path, "ky-thuat/7.md"));
    made.writer.commit().unwrap();
    assert_eq!(records(&made), 999);
}
