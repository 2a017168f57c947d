//! Every link of a copy leads to a file of it, and to a place in that file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::support::files;

/// Links of a page that lead nowhere.
fn dead(copy: &BTreeMap<PathBuf, Vec<u8>>, path: &Path) -> Vec<String> {
    let page = String::from_utf8_lossy(&copy[path]).into_owned();
    links(&page)
        .into_iter()
        .filter(|link| !is_there(copy, path, &page, link))
        .collect()
}

fn links(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for attribute in [" href=\"", " src=\"", " action=\""] {
        for rest in page.split(attribute).skip(1) {
            out.push(rest.split('"').next().unwrap().replace("&amp;", "&"));
        }
    }
    out
}

fn is_there(copy: &BTreeMap<PathBuf, Vec<u8>>, path: &Path, page: &str, link: &str) -> bool {
    if ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| link.starts_with(scheme))
    {
        return true;
    }
    let (link, fragment) = link.split_once('#').map_or((link, None), |(link, at)| (link, Some(at)));
    let file = link.split('?').next().unwrap();
    let holds = |page: &str| fragment.is_none_or(|id| page.contains(&format!(" id=\"{id}\"")));
    if file.is_empty() {
        return holds(page);
    }
    if file.starts_with('/') || file.contains('\\') || file.contains(':') {
        return false;
    }
    let mut target = path.parent().unwrap().to_owned();
    for part in Path::new(file).components() {
        match part {
            Component::ParentDir => assert!(target.pop()),
            part => target.push(part),
        }
    }
    copy.get(&target)
        .is_some_and(|bytes| holds(&String::from_utf8_lossy(bytes)))
}

fn all_dead(folder: &Path) -> Vec<String> {
    let copy = files(folder);
    let pages = copy.keys().filter(|path| path.extension().is_some_and(|e| e == "html"));
    pages
        .flat_map(|path| {
            dead(&copy, path)
                .into_iter()
                .map(move |link| format!("{}: {link}", path.display()))
        })
        .collect()
}

#[test]
fn every_link_of_the_real_catalogue_has_its_file() {
    let dead = all_dead(super::real());
    assert!(
        dead.is_empty(),
        "{} dead: {:#?}",
        dead.len(),
        &dead[..dead.len().min(20)]
    );
}

#[test]
fn links_to_what_is_not_public_are_words() {
    let place = super::small();
    assert_eq!(super::export(&place).status, Some(0));
    let copy = place.path().join("usb");
    assert_eq!(all_dead(&copy), Vec::<String>::new());
    let page = std::fs::read_to_string(copy.join("trang/ky-thuat/kt-say.html")).unwrap();
    assert!(page.contains("<a href=\"kt-ep.html\">ép</a> và nháp."), "{page}");
}

#[test]
fn names_fit_every_disk() {
    for path in files(super::real()).keys() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-~".contains(c);
        assert!(name.chars().all(plain) && name.len() < 100, "{}", path.display());
    }
}

#[test]
fn the_walk_can_fail() {
    let page = "<a href=\"b.html\">1</a> <a href=\"b.html#x\">2</a> <a href=\"c.html\">3</a> <a href=\"/tim\">4</a> <a href=\"#y\">5</a>";
    let copy = BTreeMap::from([
        (PathBuf::from("/x/a.html"), page.as_bytes().to_vec()),
        (PathBuf::from("/x/b.html"), b"<p id=\"z\">".to_vec()),
    ]);
    assert_eq!(
        dead(&copy, Path::new("/x/a.html")),
        ["b.html#x", "c.html", "/tim", "#y"]
    );
}
