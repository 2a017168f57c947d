//! Page weights with the real content of this repository, compressed as for a browser on plain http.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use catalogue::{Declarations, declarations};
use http_body_util::BodyExt;
use search::{Index, Writer};
use server::{Limits, Site};
use tower::ServiceExt;

const KB: usize = 1024;
/// Budget of a page, bytes.
const PAGE: usize = 15 * KB;
/// Budget of the style sheet, bytes.
const STYLE: usize = 5 * KB;
/// Budget of the script of suggestions, and of all scripts together, bytes.
const SCRIPT: usize = KB;
const SCRIPTS: usize = 5 * KB;

#[tokio::test]
async fn pages_stay_within_their_budget() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let folder = tempfile::tempdir().unwrap();
    let (router, _, records) = catalogue_of(&content, folder.path());
    assert!(records.len() > 100);
    let mut urls: Vec<String> = [
        "/",
        "/tim",
        "/tim?q=say+hat+de",
        "/tim?q=c%C3%A2y",
        "/tim?q=%E5%85%AB%E8%A7%92&lang=zh",
        "/gioi-thieu",
    ]
    .map(str::to_owned)
    .to_vec();
    urls.extend(records);
    let mut over = Vec::new();
    for url in urls {
        for encoding in ["gzip", "br"] {
            let bytes = weight(&router, &url, encoding).await;
            if bytes > PAGE {
                over.push(format!("{url} {encoding}: {bytes}"));
            }
        }
    }
    assert!(over.is_empty(), "over {PAGE} bytes: {over:#?}");
    let home = String::from_utf8(body(&router, "/", "identity").await).unwrap();
    for (name, budget) in [("site.css", STYLE), ("suggest.js", SCRIPT)] {
        let address = home.split('"').find(|part| part.ends_with(name)).unwrap();
        let bytes = weight(&router, address, "gzip").await;
        assert!(bytes <= budget, "{name}: {bytes} bytes");
    }
    let mut scripts = weight(&router, "/sw.js", "gzip").await;
    for address in home.split('"').filter(|part| part.ends_with(".js")) {
        scripts += weight(&router, address, "gzip").await;
    }
    assert!(scripts > 2 * KB && scripts <= SCRIPTS, "scripts: {scripts} bytes");
}

async fn weight(router: &Router, url: &str, encoding: &str) -> usize {
    body(router, url, encoding).await.len()
}

pub(crate) async fn body(router: &Router, url: &str, encoding: &str) -> Vec<u8> {
    let request = Request::get(url)
        .header("accept-encoding", encoding)
        .body(Body::empty())
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{url}: {}", answer.status());
    answer.into_body().collect().await.unwrap().to_bytes().to_vec()
}

/// The service of a folder of content, its declarations, and the addresses of its public records.
pub(crate) fn catalogue_of(content: &Path, folder: &Path) -> (Router, Arc<Declarations>, Vec<String>) {
    let mut files = Vec::new();
    for sub in ["_collections", "_vocabularies"] {
        files.extend(
            read(content, &content.join(sub))
                .into_iter()
                .map(|(path, text)| (path, String::from_utf8(text).unwrap())),
        );
    }
    let declared = Arc::new(declarations::parse(&files).0);
    let mut writer = Writer::create(folder, Arc::clone(&declared), 2).unwrap();
    let mut urls = Vec::new();
    for collection in &declared.collections {
        for (path, bytes) in read(content, &content.join(&collection.id)) {
            if let Some(record) = catalogue::parse_record(&declared, &path, &bytes).0 {
                writer.put(&record, "0", false).unwrap();
                if record.is_public() {
                    urls.push(record.url());
                }
            }
        }
    }
    writer.publish().unwrap();
    let index = Index::open(folder, Arc::clone(&declared)).unwrap();
    let router = server::router(index, Arc::new(Site::default()), &Limits::default());
    (router, declared, urls)
}

/// Files directly in `folder`, by their path under `content`.
fn read(content: &Path, folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    paths.sort();
    let name = |path: &Path| path.strip_prefix(content).unwrap().to_string_lossy().replace('\\', "/");
    paths
        .into_iter()
        .map(|path| (name(&path), std::fs::read(&path).unwrap()))
        .collect()
}
