//! However it is typed, the same intent gives the same first results.

use search::Index;

use super::checks::Checks;
use super::encodings::{bare, nfd, toneless};
use super::{ask, ids, real, seen, small};

/// Other spellings of the very same letters: exactly the same answer.
fn same(c: &mut Checks, index: &Index, base: &str, variant: &str) {
    let (wanted, got) = (ask(index, base), ask(index, variant));
    c.that(
        format!("{variant:?} as {base}"),
        ids(&wanted) == ids(&got) && wanted.total == got.total,
        || format!("wanted {}; {}", seen(&wanted), seen(&got)),
    );
}

/// The same first hit and the same first `n`.
fn alike(c: &mut Checks, index: &Index, base: &str, variant: &str, n: usize) {
    let (wanted, got) = (ask(index, base), ask(index, variant));
    let top = |ids: Vec<&str>| {
        let mut top: Vec<String> = ids.into_iter().take(n).map(str::to_owned).collect();
        top.sort();
        top
    };
    let holds = ids(&wanted).first() == ids(&got).first() && top(ids(&wanted)) == top(ids(&got)) && wanted.total > 0;
    c.that(format!("{variant:?} like {base}"), holds, || {
        format!("wanted {}; {}", seen(&wanted), seen(&got))
    });
}

#[test]
fn the_same_letters_written_otherwise() {
    let mut c = Checks::new("variants, letters");
    for (index, queries) in [
        (small(), &["hạt dẻ", "nuôi cấy mô", "Hoà An", "dược liệu"][..]),
        (
            real(),
            &[
                "hạt dẻ",
                "hạt dẻ Trùng Khánh",
                "nuôi cấy mô",
                "đông trùng hạ thảo",
                "kỹ thuật ủ phân",
            ],
        ),
    ] {
        for q in queries {
            same(&mut c, index, q, &q.to_uppercase());
            same(&mut c, index, q, &q.to_lowercase());
            same(&mut c, index, q, &nfd(q));
            same(&mut c, index, q, &nfd(&q.to_uppercase()));
            same(&mut c, index, q, &q.replace(' ', "\u{a0}"));
            same(&mut c, index, q, &q.replace(' ', "  \t"));
            same(&mut c, index, q, &q.replace(' ', " \u{200b}"));
            same(&mut c, index, q, &format!("\u{feff}{q}\u{200d}"));
            same(&mut c, index, q, &q.replace('đ', "ð").replace('Đ', "Ð"));
            // A soft hyphen or a zero-width joiner inside a syllable is not seen either.
            let mut inside: String = q.chars().take(2).collect();
            inside.push('\u{200b}');
            inside.extend(q.chars().skip(2));
            same(&mut c, index, q, &inside);
        }
        // The tone on the other vowel, i for y.
        for (base, variant) in [
            ("Hoà An", "Hòa An"),
            ("hoá chất", "hóa chất"),
            ("uỷ ban", "ủy ban"),
            ("kỹ thuật", "kĩ thuật"),
            ("ký sinh trùng", "kí sinh trùng"),
            ("khoẻ", "khỏe"),
        ] {
            same(&mut c, index, base, variant);
        }
    }
    c.finish();
}

#[test]
fn fewer_marks() {
    let mut c = Checks::new("variants, marks");
    let i = small();
    for v in ["hat de", "hạt de", "hat dẻ", "HAT DE", "hat dẻ ", "hạt\u{a0}de"] {
        alike(&mut c, i, "hạt dẻ", v, 3);
        c.before(
            i,
            v,
            &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
            &["kt-de-nui", "kt-de-con"],
        );
    }
    for (q, n) in [
        ("nuôi cấy mô", 2),
        ("cây dược liệu", 1),
        ("nấm hương", 1),
        ("làng nghề rèn", 1),
        ("tinh dầu hồi", 1),
        ("trồng rừng mỡ", 1),
        ("hát then", 1),
        ("ong nội lấy mật", 1),
        ("Sở Nông nghiệp", 1),
        ("ép lạnh dầu sở", 1),
    ] {
        alike(&mut c, i, q, &bare(q), n);
        alike(&mut c, i, q, &toneless(q), n);
        alike(&mut c, i, q, &bare(&q.to_uppercase()), n);
        alike(&mut c, i, q, &half(q, 0), n);
        alike(&mut c, i, q, &half(q, 1), n);
    }
    // Bare, it may be anything with these letters; both kinds are found.
    c.within(i, "de", 6, &["kt-say-de", "kt-de-nui"]);
    c.within(i, "bo", 6, &["kt-bo-ve", "kt-trong-bo"]);
    let r = real();
    for q in [
        "nuôi cấy mô",
        "hạt dẻ Trùng Khánh",
        "thạch đen",
        "lợn đen Táp Ná",
        "đông trùng hạ thảo",
        "chỉ dẫn địa lý",
        "gà cáy củm",
        "lan kim tuyến",
        "phòng bệnh vàng lá",
        "xử lý nước thải",
    ] {
        alike(&mut c, r, q, &bare(q), 3);
        alike(&mut c, r, q, &toneless(q), 3);
        alike(&mut c, r, q, &half(q, 0), 3);
        alike(&mut c, r, q, &half(q, 1), 3);
    }
    // What is shown back is spelled as the catalogue spells it.
    c.answer(r, "ky thuat", "says kỹ thuật", |a| {
        a.understood.searched_as.as_deref() == Some("kỹ thuật")
    });
    c.answer(r, "chi dan dia ly", "says chỉ dẫn địa lý", |a| {
        a.understood.searched_as.as_deref() == Some("chỉ dẫn địa lý")
    });
    c.answer(r, "hop tac xa", "says hợp tác xã", |a| {
        a.understood.searched_as.as_deref() == Some("hợp tác xã")
    });
    // Names of organisations too, though their codes are written without marks.
    for (bare, whole) in [
        ("cuc so huu tri tue", "cục sở hữu trí tuệ"),
        ("vien chan nuoi", "viện chăn nuôi"),
        ("so khoa hoc va cong nghe", "sở khoa học và công nghệ"),
        ("hop tac xa bich loan", "hợp tác xã bích loan"),
    ] {
        alike(&mut c, r, whole, bare, 1);
        c.answer(r, bare, &format!("says {whole}"), |a| {
            a.understood.searched_as.as_deref() == Some(whole)
        });
    }
    c.finish();
}

/// Every second word without marks.
fn half(q: &str, from: usize) -> String {
    let words: Vec<String> = q
        .split(' ')
        .enumerate()
        .map(|(n, w)| if n % 2 == from { bare(w) } else { w.to_owned() })
        .collect();
    words.join(" ")
}
