//! Slips of finger and ear, scans, text run together, text of old fonts: corrected, shown, undone with one click.

use search::{ChangeKind, Index};

use super::checks::Checks;
use super::encodings::{tcvn3, vni};
use super::{ask, ask_with, ids, real, seen, small};

/// Finds what `meant` finds first, and says so.
fn corrected(c: &mut Checks, index: &Index, typed: &str, meant: &str, kind: ChangeKind) {
    let (wanted, got) = (ask(index, meant), ask(index, typed));
    let holds = wanted.total > 0 && ids(&wanted).first() == ids(&got).first();
    c.that(format!("{typed} finds {meant}"), holds, || {
        format!("wanted {}; {}", seen(&wanted), seen(&got))
    });
    let said = got.understood.searched_as.as_deref().map(str::to_lowercase) == Some(meant.to_lowercase());
    c.that(format!("{typed} says {meant}"), said, || seen(&got));
    let reason = got.understood.changes.iter().any(|change| {
        // A missing mark is a slip and a mark restored alike.
        change.kind == kind || (kind == ChangeKind::Spelling && change.kind == ChangeKind::Marks)
    });
    c.that(format!("{typed} says why"), reason, || seen(&got));
    // One click undoes it.
    let undone = ask_with(index, typed, |r| r.literal = true);
    let literal = undone.understood.searched_as.is_none() && undone.understood.changes.is_empty();
    c.that(format!("{typed} undone"), literal, || seen(&undone));
}

#[test]
fn slips_are_corrected() {
    let mut c = Checks::new("slips");
    for (index, pairs) in [
        (
            small(),
            &[
                ("xấy hạt dẻ", "sấy hạt dẻ"),
                ("hạt rẻ", "hạt dẻ"),
                ("hạt dẽ", "hạt dẻ"),
                ("hạt giẻ", "hạt dẻ"),
                ("xay hat de", "sấy hạt dẻ"),
                ("nuôi cây mô tê bào", "nuôi cấy mô tế bào"),
                ("cây được liệu", "cây dược liệu"),
                ("nắm hương", "nấm hương"),
                ("lấm hương", "nấm hương"),
                ("tinh giầu hồi", "tinh dầu hồi"),
                ("ong lội lấy mật", "ong nội lấy mật"),
                ("lợn con tiêu trảy", "lợn con tiêu chảy"),
                ("chưng cấtt tinh dầu", "chưng cất tinh dầu"),
                ("làng ngề rèn", "làng nghề rèn"),
                ("protien", "protein"),
                ("sofware", "software"),
            ][..],
        ),
        (
            real(),
            &[
                ("hạt rẻ", "hạt dẻ"),
                ("xấy hạt dẻ", "sấy hạt dẻ"),
                ("nuôi cây mô tê bào", "nuôi cấy mô tế bào"),
                ("cây được liệu", "cây dược liệu"),
                ("trồng lấm hương", "trồng nấm hương"),
                ("nấm linh tri", "nấm linh chi"),
                ("trúc xào", "trúc sào"),
                ("gà cái củm", "gà cáy củm"),
                ("chuyển dao công nghệ", "chuyển giao công nghệ"),
                ("quýt Trà Lỉnh", "quýt Trà Lĩnh"),
                ("nuôi giê núi", "nuôi dê núi"),
                ("vổ béo bò Mông", "vỗ béo bò Mông"),
            ],
        ),
    ] {
        for (typed, meant) in pairs {
            let mut area = Checks::new("slips");
            corrected(&mut area, index, typed, meant, ChangeKind::Spelling);
            let name = if std::ptr::eq(index, small()) { "" } else { " (real)" };
            c.take(area, name);
        }
    }
    c.finish();
}

#[test]
fn what_is_right_is_left_alone() {
    let mut c = Checks::new("slips, none");
    for q in [
        "hạt dẻ",
        "nuôi cấy mô tế bào",
        "cây dược liệu",
        "sấy hạt dẻ",
        "lợn con bị tiêu chảy",
        "quả lê",
        "cây mỡ",
        "dê con",
        "Hội Nông dân",
        "bò bị ve bám",
    ] {
        c.untouched(small(), q);
        c.untouched(real(), q);
    }
    // Nothing is proposed that the catalogue does not hold.
    for q in ["rẻ", "xyzw", "Elasticsearch", "blockchain", "kangaroo"] {
        c.untouched(small(), q);
    }
    for q in ["kangaroo", "xyzw", "Kubernetes"] {
        c.answer(real(), q, "finds nothing", |r| r.total == 0);
        c.untouched(real(), q);
    }
    c.finish();
}

#[test]
fn run_together_is_cut() {
    let mut c = Checks::new("slips, spacing");
    for (index, name) in [(small(), ""), (real(), " (real)")] {
        for (typed, meant) in [
            ("khoahoccongnghe", "khoa học công nghệ"),
            ("hatde", "hạt dẻ"),
            ("hạtdẻ", "hạt dẻ"),
            ("nuoicaymo", "nuôi cấy mô"),
            ("namhuong", "nấm hương"),
            ("hợptácxã", "hợp tác xã"),
        ] {
            let mut area = Checks::new("slips, spacing");
            corrected(&mut area, index, typed, meant, ChangeKind::Spacing);
            c.take(area, name);
        }
        for q in ["software", "window", "protein", "VietGAP"] {
            c.answer(index, q, &format!("not cut{name}"), |r| r.understood.changes.is_empty());
        }
    }
    c.finish();
}

#[test]
fn old_fonts_are_decoded() {
    let mut c = Checks::new("slips, encodings");
    for (index, name) in [(small(), ""), (real(), " (real)")] {
        for q in ["hạt dẻ", "nuôi cấy mô", "cây dược liệu", "công nghệ sấy hạt"] {
            for typed in [tcvn3(q), vni(q)] {
                let (wanted, got) = (ask(index, q), ask(index, &typed));
                let holds = wanted.total > 0 && ids(&wanted) == ids(&got);
                c.that(format!("{typed} as {q}{name}"), holds, || {
                    format!("wanted {}; {}", seen(&wanted), seen(&got))
                });
                let said = got
                    .understood
                    .changes
                    .iter()
                    .any(|change| change.kind == ChangeKind::Encoding)
                    && got.understood.searched_as.as_deref() == Some(q);
                c.that(format!("{typed} says {q}{name}"), said, || seen(&got));
            }
        }
        // Other languages are not.
        for q in ["café crème", "Müller Straße", "naïve façade"] {
            c.answer(index, q, &format!("not decoded{name}"), |r| {
                !r.understood
                    .changes
                    .iter()
                    .any(|change| change.kind == ChangeKind::Encoding)
            });
        }
    }
    c.finish();
}
