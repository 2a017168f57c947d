//! Records like this one; proposals and nearest topics where nothing is found.

use search::Index;

use super::checks::Checks;
use super::{ask, ask_with, ids, real, seen, small};

#[test]
fn similar_records() {
    let mut c = Checks::new("similar");
    for (index, suffix) in [(small(), ""), (real(), " (real)")] {
        let mut every: Vec<String> = Vec::new();
        for offset in (0..index.len()).step_by(100) {
            let page = ask_with(index, "", |r| (r.limit, r.offset) = (100, offset));
            every.extend(ids(&page).iter().map(|id| (*id).to_owned()));
        }
        c.that(format!("all{suffix}"), every.len() == index.len(), || {
            format!("{} of {}", every.len(), index.len())
        });
        for ma in &every {
            let got = like(index, ma, 5);
            let holds = (!got.is_empty() || suffix.is_empty()) && got.len() <= 5 && !got.contains(ma);
            c.that(format!("{ma} has some{suffix}"), holds, || format!("{got:?}"));
        }
        c.that(
            format!("nothing for no record{suffix}"),
            like(index, "kt-khong-co", 5).is_empty(),
            String::new,
        );
        c.that(
            format!("none wanted{suffix}"),
            like(index, &every[0], 0).is_empty(),
            String::new,
        );
    }
    let i = small();
    for (ma, near, far) in [
        (
            "kt-say-de",
            &["kt-sau-de", "kt-ghep-de"][..],
            &["kt-de-nui", "tc-so-khcn"][..],
        ),
        ("kt-de-nui", &["kt-de-con"], &["kt-say-de", "kt-sau-de"]),
        (
            "kt-trong-so",
            &["kt-dau-so"],
            &["tc-so-khcn", "tc-so-nong-nghiep", "cs-so-lieu"],
        ),
        ("kt-trong-hoi", &["kt-tinh-dau-hoi"], &["tc-hoi-nong-dan"]),
        ("kt-chuoi", &["kt-cay-mo"], &["kt-rung-mo"]),
        ("cs-93-2021", &["cs-30-2014"], &["kt-va06"]),
    ] {
        let got = like(i, ma, 3);
        let at = |ma: &&str| got.iter().position(|g| g == ma);
        let last = near
            .iter()
            .map(at)
            .collect::<Option<Vec<usize>>>()
            .and_then(|p| p.into_iter().max());
        let holds = last.is_some_and(|last| far.iter().filter_map(at).all(|p| p > last));
        c.that(format!("{ma} near"), holds, || format!("{got:?}"));
    }
    c.finish();
}

fn like(index: &Index, ma: &str, limit: usize) -> Vec<String> {
    index
        .similar(ma, limit)
        .unwrap()
        .into_iter()
        .map(|row| row.ma)
        .collect()
}

#[test]
fn nothing_found_offers_a_way_on() {
    let mut c = Checks::new("similar, nothing found");
    for (index, q, meant) in [
        (small(), "hatttdee", "hạt dẻ"),
        (small(), "\"hat te\"", "hạt dẻ"),
        (small(), "ten:\"hạt rẻ\"", "hạt dẻ"),
        (small(), "nam:2018 \"hạt dẻ ghép\"", "hạt dẻ"),
        (real(), "thacđden", "thạch đen"),
        (real(), "trunggkhanhh", "Trùng Khánh"),
    ] {
        let response = ask(index, q);
        let holds = response.total > 0
            || response
                .understood
                .did_you_mean
                .iter()
                .any(|m| m.to_lowercase().contains(&meant.to_lowercase()));
        c.that(format!("{q} proposes {meant}"), holds, || seen(&response));
        for proposal in &response.understood.did_you_mean {
            c.that(
                format!("{q} proposes what has results"),
                ask(index, proposal).total > 0,
                || proposal.clone(),
            );
        }
    }
    // Topics: the nearest, and where nothing is near, those with most records; each has a page with records.
    for (index, q, wanted) in [
        (small(), "hatttdee", "Hạt dẻ"),
        (real(), "thacđden", "Thạch đen"),
        (real(), "hạt dẻ nam:1901", "Hạt dẻ"),
    ] {
        let topics = ask(index, q).understood.topics;
        let holds = topics.iter().any(|t| t.text == wanted) && topics.iter().all(|t| t.url.starts_with('/'));
        c.that(format!("{q} leads to {wanted}"), holds, || format!("{topics:?}"));
    }
    for index in [small(), real()] {
        let response = ask(index, "xyzw");
        let holds = !response.understood.topics.is_empty() && response.understood.did_you_mean.is_empty();
        c.that("xyzw leads somewhere", holds, || seen(&response));
    }
    c.answer(small(), "hạt dẻ", "leads nowhere", |r| {
        r.understood.topics.is_empty()
    });
    // Found: nothing is proposed. Nothing like it: nothing is made up.
    for q in ["hạt dẻ", "xấy hạt dẻ", "hat de"] {
        c.answer(small(), q, "proposes nothing", |r| r.understood.did_you_mean.is_empty());
    }
    c.finish();
}
