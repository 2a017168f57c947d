//! Saving at the door of the crate: nothing overwritten unread, every version kept, whole files after `kill -9`.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ingest::save::{Author, Hand, Proposal, Remark, SaveError, Store, commit, hash};
use jiff::Timestamp;

const PATH: &str = "ky-thuat/kt-a.md";

struct Place {
    dir: tempfile::TempDir,
    store: Store,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("content")).unwrap();
    let store = Store::open(&dir.path().join("content"), &dir.path().join("data")).unwrap();
    Place { dir, store }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

#[test]
fn a_record_is_made_changed_and_every_version_stays() {
    let Place { dir, store } = place();
    assert_eq!(store.read(PATH).unwrap(), None);
    let one = store.save(PATH, None, b"one", at(0)).unwrap();
    let two = store.save(PATH, Some(&one), "hai".as_bytes(), at(1)).unwrap();
    assert_eq!(store.read(PATH).unwrap().unwrap().hash, two);
    // A clock that was set back does not mix up the order.
    store.save(PATH, Some(&two), b"three", at(-5000)).unwrap();
    let versions = store.versions(PATH).unwrap();
    let texts: Vec<Vec<u8>> = versions
        .iter()
        .map(|version| store.version(PATH, version).unwrap().bytes)
        .collect();
    assert_eq!(texts, [b"one".to_vec(), b"hai".to_vec(), b"three".to_vec()]);
    assert_eq!(versions[0].at, "20261118T110640.000000Z");
    assert_eq!(fs::read(dir.path().join("content").join(PATH)).unwrap(), b"three");
    let beside: Vec<_> = fs::read_dir(dir.path().join("content/ky-thuat")).unwrap().collect();
    assert_eq!(beside.len(), 1, "nothing but the record");
}

#[test]
fn who_comes_second_gets_both_texts() {
    let Place { dir, store } = place();
    let read = store.save(PATH, None, b"one", at(0)).unwrap();
    store.save(PATH, Some(&read), b"first saver", at(1)).unwrap();
    match store.save(PATH, Some(&read), b"second saver", at(2)) {
        Err(SaveError::Conflict { now: Some(now) }) => assert_eq!(now.bytes, b"first saver"),
        other => panic!("{other:?}"),
    }
    // An edit on disk counts as someone else's.
    let now = hash(b"first saver");
    fs::write(dir.path().join("content").join(PATH), b"on disk").unwrap();
    match store.save(PATH, Some(&now), b"second saver", at(3)) {
        Err(SaveError::Conflict { now: Some(now) }) => assert_eq!(now.bytes, b"on disk"),
        other => panic!("{other:?}"),
    }
    // What was on disk is kept when it is replaced knowingly.
    store.save(PATH, Some(&hash(b"on disk")), b"merged", at(4)).unwrap();
    let texts: Vec<Vec<u8>> = store
        .versions(PATH)
        .unwrap()
        .iter()
        .map(|version| store.version(PATH, version).unwrap().bytes)
        .collect();
    assert!(texts.contains(&b"on disk".to_vec()));
    fs::remove_file(dir.path().join("content").join(PATH)).unwrap();
    let gone = store.save(PATH, Some(&hash(b"merged")), b"x", at(5));
    assert!(matches!(gone, Err(SaveError::Conflict { now: None })), "{gone:?}");
    assert!(matches!(
        store.save(PATH, None, b"again", at(6)),
        Ok(saved) if saved == hash(b"again")
    ));
    assert!(matches!(
        store.save(PATH, None, b"x", at(7)),
        Err(SaveError::Conflict { .. })
    ));
    assert!(matches!(store.create(PATH, b"x"), Err(SaveError::Exists(_))));
}

#[test]
fn no_path_leaves_the_folder() {
    let Place { dir, store } = place();
    fs::create_dir(dir.path().join("outside")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(dir.path().join("outside"), dir.path().join("content/link")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("outside/x.md"), dir.path().join("content/x.md")).unwrap();
    }
    for path in [
        "../a.md",
        "a/../../b.md",
        "/etc/passwd",
        "C:/a.md",
        "a\\b.md",
        ".git/config",
        "a//b.md",
        "",
        "link/a.md",
        "x.md",
        "a\0.md",
        "ky-thuat/.hidden.md",
    ] {
        for saved in [
            store.save(path, None, b"x", at(0)).map(|_| ()),
            store.create(path, b"x"),
            store.read(path).map(|_| ()),
            store.versions(path).map(|_| ()),
        ] {
            assert!(matches!(saved, Err(SaveError::Outside(_))), "{path}: {saved:?}");
        }
    }
    assert_eq!(fs::read_dir(dir.path().join("outside")).unwrap().count(), 0);
}

#[test]
fn where_content_is_a_work_tree_a_save_is_a_commit() {
    let Place { dir, store } = place();
    let content = dir.path().join("content");
    let author = Author {
        name: "Nông Thị A".to_owned(),
        email: "a@nhipcau.invalid".to_owned(),
    };
    store.save(PATH, None, b"one", at(0)).unwrap();
    assert!(
        commit(&content, &[PATH], &author, "x").unwrap().is_none(),
        "no work tree"
    );
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .arg("-C")
            .arg(&content)
            .args(arguments)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    };
    if Command::new("git").arg("--version").output().is_err() {
        fs::create_dir(content.join(".git")).unwrap();
        let refused = commit(&content, &[PATH], &author, "x");
        assert!(matches!(refused, Err(ingest::save::CommitError::NoGit(_))));
        return;
    }
    git(&["init", "--quiet"]);
    fs::write(content.join("khac.md"), "prepared by someone else").unwrap();
    git(&["add", "khac.md"]);
    let head = commit(&content, &[PATH], &author, "ky-thuat: sửa một chỗ")
        .unwrap()
        .unwrap();
    assert_eq!(head, git(&["rev-parse", "HEAD"]));
    assert_eq!(
        git(&["log", "--format=%an <%ae> %s"]),
        "Nông Thị A <a@nhipcau.invalid> ky-thuat: sửa một chỗ"
    );
    assert_eq!(git(&["show", "--name-only", "--format="]), PATH);
    assert!(
        commit(&content, &[PATH], &author, "again").unwrap().is_none(),
        "nothing new"
    );
}

/// The saver that is killed: this test run again as a process of its own.
const SAVER: &str = "NHIPCAU_TEST_SAVER";

#[test]
fn a_killed_saver_leaves_every_file_whole() {
    if let Ok(dir) = std::env::var(SAVER) {
        save_without_end(Path::new(&dir));
        return;
    }
    let Place { dir, store } = place();
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_killed_saver_leaves_every_file_whole"])
            .env(SAVER, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(rng.u64(30..400)));
        child.kill().unwrap();
        child.wait().unwrap();
        // Every record, and every kept version, is one of the texts that were saved.
        for folder in ["content", "data"] {
            for entry in walkdir::WalkDir::new(dir.path().join(folder)) {
                let entry = entry.unwrap();
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if entry.file_type().is_file() && !hidden {
                    assert!(is_whole(&fs::read(entry.path()).unwrap()), "{}", entry.path().display());
                }
            }
        }
        for number in 0..200 {
            let path = format!("ky-thuat/kt-{number}.md");
            if store.read(&path).unwrap().is_some() {
                assert!(store.versions(&path).is_ok());
            }
        }
    }
    assert!(
        store.read("ky-thuat/kt-0.md").unwrap().is_some(),
        "something was saved at all"
    );
}

/// A text that says how long it is.
fn text(round: usize) -> Vec<u8> {
    let body = format!("lần {round}\n").repeat(400 + round % 7 * 100);
    format!("{}\n{body}", body.len()).into_bytes()
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or("");
    text.split_once('\n')
        .is_some_and(|(length, body)| length.parse() == Ok(body.len()))
}

/// 200 records, changed over and over until the process is killed, or for a while at most.
fn save_without_end(dir: &Path) {
    let store = Store::open(&dir.join("content"), &dir.join("data")).unwrap();
    for round in 0..20 {
        for number in 0..200 {
            let path = format!("ky-thuat/kt-{number}.md");
            let base = store.read(&path).unwrap().map(|text| text.hash);
            store
                .save(&path, base.as_deref(), &text(round + number), Timestamp::now())
                .unwrap();
        }
    }
}

#[test]
fn a_proposal_waits_beside_the_record_and_is_never_lost() {
    let Place { dir: _dir, store } = place();
    let path = PATH;
    let proposal = |text: &str| Proposal {
        path: path.to_owned(),
        by: "lan".to_owned(),
        shown: "Lan".to_owned(),
        at: at(0),
        base: hash(b"cu"),
        sent: true,
        text: text.to_owned(),
    };
    store.propose(&proposal("một")).unwrap();
    store.propose(&proposal("hai")).unwrap();
    assert_eq!(store.proposals().unwrap(), [proposal("hai")]);
    assert_eq!(store.proposal(path, "lan").unwrap(), Some(proposal("hai")));
    assert_eq!(store.proposal(path, "hoa").unwrap(), None);
    store.withdraw(path, "lan").unwrap();
    assert!(store.proposals().unwrap().is_empty());
    let kept: Vec<Vec<u8>> = store
        .versions(path)
        .unwrap()
        .iter()
        .map(|version| store.version(path, version).unwrap().bytes)
        .collect();
    assert_eq!(kept, ["một".as_bytes(), "hai".as_bytes()]);
    assert!(matches!(store.proposal("../x", "lan"), Err(SaveError::Outside(_))));
    assert!(matches!(store.proposal(path, "../lan"), Err(SaveError::Outside(_))));

    let remark = Remark {
        by: "Duyệt".to_owned(),
        at: at(0),
        text: "Thiếu nguồn".to_owned(),
    };
    store.remark(path, remark.clone()).unwrap();
    assert_eq!(store.remarks(path).unwrap(), [remark]);
    let hand = Hand {
        hash: hash(b"moi"),
        by: "lan".to_owned(),
        shown: "Lan".to_owned(),
        at: at(0),
        what: "Lưu".to_owned(),
    };
    store.sign(path, hand.clone()).unwrap();
    assert_eq!(store.hands(path).unwrap(), [hand]);
}
