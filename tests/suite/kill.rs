//! `kill -9` at any moment: what is there afterwards opens whole, or is rebuilt by the next start.
//!
//! By hand, as the README says: `NHIPCAU_KILL_ROUNDS=50 NHIPCAU_KILL_RECORDS=10000 cargo test --release -p nhipcau-tests kill`.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::corpus::{Corpus, Shape};
use crate::support::{Place, root};

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

#[test]
fn a_killed_ingest_leaves_a_whole_index_or_none() {
    let (rounds, records) = (setting("NHIPCAU_KILL_ROUNDS", 6), setting("NHIPCAU_KILL_RECORDS", 1500));
    let place = Place::plain();
    let content = root().join("content");
    let corpus = Corpus::read(&content, 3).unwrap();
    corpus
        .write(&content, &place.content(), records, 3, Shape::Full)
        .unwrap();

    let began = Instant::now();
    let whole = place.run(&["ingest"]);
    let full = began.elapsed();
    assert_eq!(whole.status, Some(0), "{}", whole.err);
    let mut rng = fastrand::Rng::with_seed(11);
    let mut killed = 0;
    for round in 0..rounds {
        // A third each: a first build, a rebuild beside an index, a large update.
        match round % 3 {
            0 => fs::remove_dir_all(place.index()).unwrap(),
            1 => {}
            _ => touch(&place, round),
        }
        let args: &[&str] = if round % 3 == 1 {
            &["ingest", "--full"]
        } else {
            &["ingest"]
        };
        let mut child = place
            .command(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(full.mul_f64(rng.f64()).max(Duration::from_millis(5)));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let next = place.run(&["ingest"]);
        assert_eq!(next.status, Some(0), "round {round}: {}", next.err);
        let (declarations, _) = ::ingest::load_declarations(&place.content()).unwrap();
        let manifest = search::verify(&place.index(), &declarations).unwrap();
        assert_eq!(manifest.records, records as u64, "round {round}");
        let generations = fs::read_dir(place.index())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().is_dir())
            .count();
        assert_eq!(generations, 1, "round {round}: nothing half-made stays");
    }
    assert!(killed > 0, "no kill came in time: the rounds showed nothing");
}

/// Changes every file.
fn touch(place: &Place, round: usize) {
    for file in ::ingest::walk(&place.content()).unwrap() {
        let text = fs::read_to_string(&file.absolute).unwrap();
        fs::write(&file.absolute, format!("{text}\nLần {round}.\n")).unwrap();
    }
}
