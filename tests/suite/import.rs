//! Office files into drafts, from the command line: what is written, what is told, what is never touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::support::{Place, root};

/// A folder with the declarations of the catalogue itself.
fn place() -> Place {
    let place = Place::plain();
    for folder in ["_collections", "_vocabularies"] {
        for entry in fs::read_dir(root().join("content").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            place.write(&format!("{folder}/{name}"), &fs::read_to_string(&path).unwrap());
        }
    }
    place
}

fn fixture(name: &str) -> PathBuf {
    root().join("crates/import/tests/files").join(name)
}

/// Runs an import with a data folder of the place's own.
fn import(place: &Place, arguments: &[&str]) -> (Option<i32>, String, String) {
    let data = place.path().join("data");
    let mut all = vec!["import", "--data", data.to_str().unwrap()];
    all.extend(arguments);
    let ran = place.run(&all);
    (ran.status, ran.out, ran.err)
}

/// Every file under a folder, as paths relative to it.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_workbook_becomes_drafts_that_nobody_else_sees() {
    let place = place();
    let book = fixture("ket-qua-200.xlsx");
    let book = book.to_str().unwrap();
    let (status, out, err) = import(&place, &["--dry-run", book]);
    assert_eq!(status, Some(0), "{out}{err}");
    assert!(out.contains("sẽ có 198 bản nháp"), "{out}");
    assert!(!place.content().join("ket-qua").exists(), "only looked at");

    let (status, out, err) = import(&place, &[book]);
    assert_eq!(status, Some(0), "{out}{err}");
    assert!(out.contains("198 bản nháp mới trong"), "{out}");
    for line in [
        "Cần người xem (12 chỗ):",
        "ket-qua-200.xlsx 14 ",
        "ket-qua-200.xlsx G36 (Năm nghiệm thu) ",
        "“hai nghìn mười” không phải là một năm",
        "thiếu trường bắt buộc “tom_tat”",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    let written = files(&place.content().join("ket-qua"));
    assert_eq!(written.len(), 199, "the drafts and the original");
    let original = place.content().join("ket-qua/tep/ket-qua-200.xlsx");
    assert_eq!(fs::read(original).unwrap(), fs::read(book).unwrap());
    // Drafts are in no index that anyone can search.
    place.run(&["ingest"]);
    let found = place.run(&["search", "dong riềng"]);
    assert!(found.out.contains("0 kết quả"), "{}", found.out);

    // Again: nothing is overwritten, not even what a person has mended.
    let one = "ket-qua/kq-nghien-cuu-chon-giong-dong-rieng-vu-1.md";
    place.write(one, "mended by hand");
    let (status, out, _) = import(&place, &[book]);
    assert_eq!(status, Some(0));
    assert!(
        out.contains("0 bản nháp mới") && out.contains("198 bản ghi đã có nên không ghi đè"),
        "{out}"
    );
    assert_eq!(fs::read_to_string(place.content().join(one)).unwrap(), "mended by hand");
    assert_eq!(files(&place.content().join("ket-qua")), written);

    // The columns are kept as they were understood, to be put right.
    let mapping = fs::read_to_string(place.path().join("data/anh-xa-cot/ket-qua.toml")).unwrap();
    assert!(
        mapping.contains("\"Tên đề tài\" = \"ten\"") && mapping.contains("\"Cán bộ theo dõi\" = \"\""),
        "{mapping}"
    );
}

#[test]
fn a_folder_of_documents_and_one_that_is_refused() {
    let place = place();
    let office = place.path().join("van-phong");
    fs::create_dir(&office).unwrap();
    for name in ["dong-rieng.docx", "u-chua-tcvn3.docx"] {
        fs::copy(fixture(name), office.join(name)).unwrap();
    }
    fs::write(office.join("hong.docx"), "không phải Word").unwrap();
    fs::write(office.join("~$dong-rieng.docx"), "x").unwrap();
    fs::write(office.join("ghi chú.txt"), "x").unwrap();
    let (status, out, err) = import(&place, &["--collection", "ky-thuat", office.to_str().unwrap()]);
    assert_eq!(status, Some(2), "{out}{err}");
    assert!(
        out.contains("hong.docx: không nhập — tệp hỏng hoặc không đúng định dạng"),
        "{out}"
    );
    assert_eq!(
        files(&place.content().join("ky-thuat")),
        [
            "kt-ky-thuat-u-chua-than-la-ngo.md",
            "kt-quy-trinh-trong-dong-rieng-tren-dat-doc.md",
            "tep/dong-rieng.docx",
            "tep/kt-quy-trinh-trong-dong-rieng-tren-dat-doc-anh-1.png",
            "tep/u-chua-tcvn3.docx",
        ]
    );
    // Nothing that is written has a broken link or a missing file.
    let checked = place.run(&["check", "--format", "json"]);
    for code in ["NC0604", "NC0601", "NC02"] {
        assert!(!checked.out.contains(code), "{code}: {}", checked.out);
    }

    let (status, _, err) = import(&place, &["khong-co.docx"]);
    assert_eq!((status, err.as_str()), (Some(2), "Lỗi: không thấy “khong-co.docx”.\n"));
    let before = files(place.path());
    let (status, out, _) = import(&place, &[office.join("hong.docx").to_str().unwrap()]);
    assert_eq!((status, out.contains("không nhập")), (Some(2), true));
    assert_eq!(files(place.path()), before, "nothing is left behind");
}

#[test]
fn a_killed_import_leaves_whole_files_only() {
    let place = place();
    let book = fixture("ket-qua-200.xlsx");
    let data = place.path().join("data");
    let line = ["import", "--data", data.to_str().unwrap(), book.to_str().unwrap()];
    let mut rng = fastrand::Rng::with_seed(5);
    let folder = place.content().join("ket-qua");
    let mut partly = 0;
    for _ in 0..6 {
        let mut child = place
            .command(&line)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Once the first files are there, at a moment of chance.
        for _ in 0..2_000 {
            if child.try_wait().unwrap().is_some() || files(&folder).len() > 1 {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(rng.u64(0..60)));
        child.kill().unwrap();
        child.wait().unwrap();
        let there = files(&folder);
        for path in there
            .iter()
            .filter(|path| !path.rsplit('/').next().unwrap().starts_with('.'))
        {
            let bytes = fs::read(folder.join(path)).unwrap();
            match path.ends_with(".md") {
                true => {
                    let text = String::from_utf8(bytes).unwrap();
                    let ends = text.starts_with("---\nma: kq-") && text.ends_with("- **Cán bộ theo dõi**: phòng A\n");
                    assert!(ends || text.contains("*("), "{path}: {text}");
                    assert!(text.contains("trang_thai: nhap\n"), "{path}");
                }
                false => assert_eq!(bytes, fs::read(&book).unwrap(), "{path}"),
            }
        }
        partly += usize::from(there.len() > 1 && there.len() < 199);
        drop(fs::remove_dir_all(&folder));
    }
    assert!(partly > 0, "no import was killed in its middle");
    let (status, out, err) = import(&place, &[book.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{out}{err}");
    assert_eq!(files(&folder).len(), 199);
}
