//! A small catalogue, and a client for it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use catalogue::{Declarations, declarations};
use http_body_util::BodyExt;
use search::{Index, Writer};
use server::{Limits, Site};
use tempfile::TempDir;
use tower::ServiceExt;

const COLLECTIONS: [(&str, &str); 10] = [
    ("_collections/_chung.yaml", include_str!("content/chung.yaml")),
    ("_collections/ky-thuat.yaml", include_str!("content/ky-thuat.yaml")),
    ("_collections/chinh-sach.yaml", include_str!("content/chinh-sach.yaml")),
    ("_collections/mo-hinh.yaml", include_str!("content/mo-hinh.yaml")),
    ("_collections/to-chuc.yaml", include_str!("content/to-chuc.yaml")),
    (
        "_vocabularies/muc-bang-chung.yaml",
        include_str!("content/muc-bang-chung.yaml"),
    ),
    ("_vocabularies/hieu-luc.yaml", include_str!("content/hieu-luc.yaml")),
    (
        "_vocabularies/noi-dung-ho-tro.yaml",
        include_str!("content/noi-dung-ho-tro.yaml"),
    ),
    ("_vocabularies/dia-ban.yaml", include_str!("content/dia-ban.yaml")),
    ("_vocabularies/doi-tuong.yaml", include_str!("content/doi-tuong.yaml")),
];
const RECORDS: [(&str, &str); 9] = [
    ("ky-thuat/kt-say-hat-de.md", include_str!("content/kt-say-hat-de.md")),
    ("ky-thuat/kt-nuoi-ong.md", include_str!("content/kt-nuoi-ong.md")),
    ("chinh-sach/cs-ho-tro.md", include_str!("content/cs-ho-tro.md")),
    ("chinh-sach/cs-cu.md", include_str!("content/cs-cu.md")),
    ("chinh-sach/cs-giong.md", include_str!("content/cs-giong.md")),
    ("mo-hinh/mh-hat-de.md", include_str!("content/mh-hat-de.md")),
    ("mo-hinh/mh-say.md", include_str!("content/mh-say.md")),
    ("to-chuc/tc-vien.md", include_str!("content/tc-vien.md")),
    ("ky-thuat/kt-nhap.md", include_str!("content/kt-nhap.md")),
];

/// A catalogue in a folder that goes with it.
pub(crate) struct TestSite {
    pub(crate) router: Router,
    pub(crate) index: Index,
    pub(crate) declarations: Arc<Declarations>,
    pub(crate) folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Panics with the page where the text is not in it.
    #[track_caller]
    pub(crate) fn has(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "“{text}” is not in\n{}", self.body);
        self
    }

    #[track_caller]
    pub(crate) fn has_not(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "“{text}” is in\n{}", self.body);
        self
    }
}

impl TestSite {
    pub(crate) fn new() -> Self {
        Self::with(&Limits::default())
    }

    /// Without its own records but these, under the usual limits.
    pub(crate) fn of(records: &[(&str, &str)]) -> Self {
        Self::made(&Limits::default(), records)
    }

    pub(crate) fn with(limits: &Limits) -> Self {
        Self::made(limits, &RECORDS)
    }

    fn made(limits: &Limits, records: &[(&str, &str)]) -> Self {
        let files: Vec<(String, String)> = COLLECTIONS
            .iter()
            .map(|(p, t)| ((*p).to_owned(), (*t).to_owned()))
            .collect();
        let (declared, findings) = declarations::parse(&files);
        assert!(findings.is_empty(), "{findings:#?}");
        let declarations = Arc::new(declared);
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::create(folder.path(), Arc::clone(&declarations), 1).unwrap();
        for (path, text) in records {
            let (record, findings) = catalogue::parse_record(&declarations, path, text.as_bytes());
            assert!(findings.is_empty(), "{findings:#?}");
            writer.put(&record.unwrap(), "0", false).unwrap();
        }
        writer.publish().unwrap();
        let index = Index::open(folder.path(), Arc::clone(&declarations)).unwrap();
        let site = Site {
            phone: Some("0206 3 000 000".to_owned()),
            ..Site::default()
        };
        let clock = Arc::new(|| jiff::civil::date(2026, 11, 22));
        let router = server::router_at(index.clone(), Arc::new(site), limits, clock);
        Self {
            router,
            index,
            declarations,
            folder,
        }
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send(Request::get(uri).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
