//! Lays the word lists of `data/` out as bytes that the program looks up as they are: made canonical and hashed when first
//! asked for, they took longer than everything else that a start does.
//!
//! The language is the crate's own: its modules are read here a second time.

// What is printed is read by cargo.
#![allow(clippy::print_stdout, dead_code, unreachable_pub)]

mod lists;

#[path = "../src/fold.rs"]
mod fold;
#[path = "../src/words/form.rs"]
mod form;
#[path = "../src/letters.rs"]
mod letters;
#[path = "../src/normalise.rs"]
mod normalise;
#[path = "../src/syllable.rs"]
mod syllable;
#[path = "../src/words/table.rs"]
mod table;
#[path = "../src/tone.rs"]
mod tone;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lists::List;
use table::Table;

fn main() -> io::Result<()> {
    for read in ["build", "data", "src"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?);
    let list = |name: &str| fs::read_to_string(Path::new("data").join(name));
    let words = list("words.txt")?;
    let general = lists::general(&words, &list("syllables.txt")?, &list("stopwords.txt")?);
    for (name, list) in [
        ("words", &general.words),
        ("syllables", &general.syllables),
        ("stops", &general.stops),
        ("bare", &lists::bare_syllables()),
    ] {
        write(&out, name, list)?;
    }
    let usual = lists::usual_spellings(&words);
    fs::write(out.join("usual.rs"), format!("&{usual:?}"))
}

fn write(out: &Path, name: &str, list: &List) -> io::Result<()> {
    let mut table = Table::default();
    list.iter().for_each(|(word, &class)| table.insert(word, class));
    let view = table.view();
    fs::write(out.join(format!("{name}.slots")), view.slots.as_flattened())?;
    fs::write(out.join(format!("{name}.text")), view.text)
}
