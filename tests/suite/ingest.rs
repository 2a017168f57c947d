//! The index follows the content, and only the content.

use std::fs;
use std::sync::Arc;

use ::ingest::{Error, Reason};
use search::Fault;
use serde_json::Value;

use crate::support::{Place, answer, files, root};

fn three() -> Place {
    let place = Place::declared();
    place.record(
        "kt-say",
        "Sấy hạt dẻ",
        "cay: [hat-de]\n",
        "Sấy ở nhiệt độ thấp, gió mạnh.",
    );
    place.record("kt-ghep", "Ghép cây dẻ", "cay: [hat-de]\n", "Ghép nêm vào tháng hai.");
    place.record("kt-u", "Ủ thạch đen", "cay: [thach-den]\n", "Ủ thân lá trước khi nấu.");
    place
}

#[test]
fn only_what_changed_touches_the_index() {
    let place = three();
    let first = place.ensure();
    assert!(matches!(first.rebuilt, Some(Fault::Missing)));
    assert_eq!(
        (first.outcome.added, first.outcome.diagnostics.len()),
        (3, 0),
        "{:?}",
        first.outcome.diagnostics
    );

    let before = files(&place.index());
    let idle = place.update();
    assert_eq!((idle.added, idle.changed, idle.removed, idle.unchanged), (0, 0, 0, 3));
    // A new time alone is no change.
    place.record(
        "kt-say",
        "Sấy hạt dẻ",
        "cay: [hat-de]\n",
        "Sấy ở nhiệt độ thấp, gió mạnh.",
    );
    assert!(!place.update().touched());
    assert_eq!(files(&place.index()), before, "nothing was written");

    place.record("kt-say", "Sấy hạt dẻ", "cay: [hat-de]\n", "Phơi trong nhà lưới.");
    place.record("kt-moi", "Trồng gừng", "", "Lên luống cao.");
    place.remove("ky-thuat/kt-u.md");
    let changed = place.update();
    assert_eq!(
        (changed.added, changed.changed, changed.removed, changed.unchanged),
        (1, 1, 1, 1)
    );
    assert_eq!(changed.records(), 3);
    assert_eq!(place.found("nhà lưới"), ["kt-say"]);
    assert_eq!(place.found("\"gió mạnh\""), [""; 0]);
    assert_eq!(place.found("gừng"), ["kt-moi"]);
    assert_eq!(place.found("\"thạch đen\""), [""; 0]);
    assert!(place.ensure().rebuilt.is_none());
}

#[test]
fn two_builds_answer_alike() {
    let place = Place::plain();
    let made = place.path().join("made");
    crate::corpus::Corpus::read(&root().join("content"), 7)
        .unwrap()
        .write(&root().join("content"), &made, 400, 7, crate::corpus::Shape::Full)
        .unwrap();
    let (declarations, _) = ::ingest::load_declarations(&made).unwrap();
    let declarations = Arc::new(declarations);
    let indexes: Vec<_> = ["một", "hai"]
        .iter()
        .map(|name| {
            let dir = place.path().join(name);
            ::ingest::build(&made, &dir, &declarations, &mut |_| {}).unwrap();
            search::Index::open(&dir, Arc::clone(&declarations)).unwrap()
        })
        .collect();
    // Sums of the same numbers in another order differ in their last bit.
    let rounded = |mut answer: Value| {
        for hit in answer["hits"].as_array_mut().unwrap() {
            hit["score"] = Value::from((hit["score"].as_f64().unwrap() * 1e3).round());
        }
        answer
    };
    for q in [
        "",
        "hạt dẻ",
        "nuoi cay mo",
        "phân bón",
        "trung khanh",
        "kỹ thuật -lúa",
        "\"hợp tác xã\"",
        "lon bi tieu chay",
    ] {
        let (one, two) = (rounded(answer(&indexes[0], q)), rounded(answer(&indexes[1], q)));
        assert!(one == two, "{q}: {}", first_difference(&one, &two, String::new()));
    }
}

/// Where two answers part.
fn first_difference(one: &Value, two: &Value, path: String) -> String {
    let pairs: Vec<(String, &Value, &Value)> = match (one, two) {
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .map(|(n, (a, b))| (n.to_string(), a, b))
            .collect(),
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            a.iter().map(|(k, v)| (k.clone(), v, &b[k])).collect()
        }
        _ => return format!("{path}: {one} ≠ {two}"),
    };
    let differing = pairs.into_iter().find(|(_, a, b)| a != b);
    differing.map_or(String::new(), |(key, a, b)| {
        first_difference(a, b, format!("{path}/{key}"))
    })
}

#[test]
fn one_wrong_byte_rebuilds() {
    let place = three();
    place.ensure();
    let store = files(&place.index())
        .into_keys()
        .find(|p| p.extension().is_some_and(|e| e == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&store, bytes).unwrap();
    let again = place.ensure();
    assert!(matches!(again.rebuilt, Some(Fault::Corrupt(_))), "{:?}", again.rebuilt);
    assert_eq!(again.outcome.added, 3);
    assert_eq!(place.found("dẻ"), ["kt-ghep", "kt-say"]);
}

#[test]
fn lost_files_rebuild() {
    let place = three();
    for lost in ["meta.json", "CURRENT"] {
        place.ensure();
        let path = files(&place.index()).into_keys().find(|p| p.ends_with(lost)).unwrap();
        fs::remove_file(path).unwrap();
        assert!(place.ensure().rebuilt.is_some(), "{lost}");
        assert_eq!(place.found("dẻ").len(), 2, "{lost}");
    }
    fs::remove_dir_all(place.index()).unwrap();
    assert!(matches!(place.ensure().rebuilt, Some(Fault::Missing)));
}

#[test]
fn other_declarations_rebuild() {
    let place = three();
    place.ensure();
    let path = "_vocabularies/cay.yaml";
    let text = fs::read_to_string(place.content().join(path)).unwrap();
    place.write(path, &text.replace("vi: hat-de", "vi: Hạt dẻ Trùng Khánh"));
    let again = place.ensure();
    assert!(
        matches!(again.rebuilt, Some(Fault::Declarations)),
        "{:?}",
        again.rebuilt
    );
    // The generation before is gone.
    assert_eq!(
        fs::read_dir(place.index())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().is_dir())
            .count(),
        1
    );
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let place = three();
    place.ensure();
    fs::create_dir(place.index().join("g-77")).unwrap();
    fs::write(place.index().join("g-77/x.store"), "x").unwrap();
    assert!(place.ensure().rebuilt.is_none());
    assert!(!place.index().join("g-77").exists());
}

#[test]
fn a_bad_file_never_stops_the_others() {
    let place = three();
    place.write(
        "ky-thuat/kt-hong.md",
        "---\nma: kt-hong\nten: Hỏng: không ngoặc\n---\nVẫn tìm được chữ chuồng trại.\n",
    );
    place.write("ky-thuat/kt-nhi-phan.md", "\u{0}\u{1}");
    fs::write(
        place.content().join("ky-thuat/kt-anh.md"),
        [0xff, 0xd8, 0xff, 0xe0, 0, 0x10],
    )
    .unwrap();
    fs::write(place.content().join("ky-thuat/kt-to.md"), vec![b'a'; 2 << 20]).unwrap();
    place.write("la/kt-la.md", "---\nma: kt-la\n---\nx\n");
    let outcome = place.ensure().outcome;
    assert_eq!(
        place.found("chuồng trại"),
        ["kt-hong"],
        "errors that harm nobody do not keep a record out"
    );
    assert_eq!(place.found("dẻ").len(), 2);
    let out: Vec<&str> = outcome.excluded.iter().map(|e| e.path.as_str()).collect();
    for path in ["ky-thuat/kt-anh.md", "ky-thuat/kt-to.md", "la/kt-la.md"] {
        assert!(out.contains(&path), "{path} in {out:?}");
        assert!(outcome.diagnostics.iter().any(|d| d.path == path), "{path}");
    }
}

#[test]
fn the_first_path_has_the_ma_whatever_came_last() {
    let place = Place::declared();
    place.write("ky-thuat/b.md", "---\nma: kt-mot\nten: Bản B\n---\ncó trâu\n");
    place.ensure();
    assert_eq!(place.found("trâu"), ["kt-mot"]);
    place.write("ky-thuat/a.md", "---\nma: kt-mot\nten: Bản A\n---\ncó ngựa\n");
    let outcome = place.update();
    assert_eq!((outcome.added, outcome.removed), (1, 1));
    assert_eq!(
        outcome.excluded[0].reason,
        Reason::Duplicate {
            first: "ky-thuat/a.md".to_owned()
        }
    );
    assert_eq!((place.found("ngựa").len(), place.found("trâu").len()), (1, 0));
    assert!(!place.update().touched(), "it stays so");
    place.remove("ky-thuat/a.md");
    let outcome = place.update();
    assert_eq!((outcome.added, outcome.removed), (1, 1), "the other takes its place");
    assert_eq!(place.found("trâu"), ["kt-mot"]);
}

#[test]
fn what_can_not_be_read_about_visibility_hides() {
    let place = Place::declared();
    let hidden = [
        ("kt-nhap", "trang_thai: nhap\n"),
        ("kt-noi-bo", "quyen_xem: noi-bo\n"),
        ("kt-sai-ma", "quyen_xem: nội bộ\n"),
        ("kt-sai-khoa", "quyen-xem: noi-bo\n"),
        ("kt-sai-chinh-ta", "quyen_xme: noi-bo\n"),
        ("kt-co-dau", "Trạng thái: nháp\n"),
        ("kt-hai-cham", "trang_thai: nhap: chưa xong\n"),
        ("kt-tab", "\tquyen_xem: noi-bo\n"),
        ("kt-ngoac", "quyen_xem: \"noi-bo\n"),
        ("kt-danh-sach", "quyen_xem: [noi-bo]\n"),
    ];
    for (ma, line) in hidden {
        place.record(ma, "Bí mật", line, "nội dung bí mật");
    }
    place.record(
        "kt-mo",
        "Công khai",
        "trang_thai: xuat-ban\nquyen_xem: cong-khai\n",
        "nội dung bí mật bật mí",
    );
    place.ensure();
    assert_eq!(place.found("bí mật"), ["kt-mo"]);
}

#[test]
fn a_public_record_that_turns_secret_goes_at_once() {
    let place = three();
    place.ensure();
    place.record(
        "kt-say",
        "Sấy hạt dẻ",
        "trang_thai: nhap\n",
        "Sấy ở nhiệt độ thấp, gió mạnh.",
    );
    place.update();
    assert_eq!(place.found("sấy"), [""; 0]);
    place.record("kt-ghep", "Ghép cây dẻ", "quyen_xem: ???\n", "Ghép nêm vào tháng hai.");
    assert_eq!(place.update().removed, 1);
    assert_eq!(place.found("ghép"), [""; 0]);
}

#[test]
fn one_writer_at_a_time() {
    let place = three();
    place.ensure();
    let held = fs::File::open(place.index().join(".lock")).unwrap();
    held.lock().unwrap();
    let refused = ::ingest::update(&place.content(), &place.index(), &place.declarations()).unwrap_err();
    assert!(matches!(refused, Error::Busy(_)));
    assert!(refused.to_string().starts_with("một tiến trình khác đang ghi chỉ mục"));
    drop(held);
    place.update();
}

#[test]
fn any_folder_of_markdown_works() {
    let place = Place::plain();
    place.write("ghi-chep/ong.md", "# Nuôi ong nội\n\nĐặt tổ nơi khuất gió.\n");
    place.write("trong.md", "Chỉ có chữ, không có gì khác.\n");
    place.write("co-ten.md", "---\ntitle: Ngô lai\n---\nGieo tháng ba.\n");
    let outcome = place.ensure().outcome;
    assert_eq!(
        (outcome.added, outcome.excluded.len()),
        (3, 0),
        "{:?}",
        outcome.diagnostics
    );
    assert_eq!(place.found("ong nội").len(), 1);
    assert_eq!(place.found("ngô lai").len(), 1);
}
