//! The open interfaces, as far as no client of others is needed to try them; those are in `tests/interop`.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalogue::declarations;
use http_body_util::BodyExt;
use search::{Index, Writer};
use server::{Limits, Site};
use tower::ServiceExt;

use crate::site::TestSite;

#[tokio::test]
async fn every_form_of_a_record_has_its_type_and_leads_back() {
    let site = TestSite::new();
    for (extension, media) in [
        (".md", "text/markdown; charset=utf-8"),
        (".bib", "application/x-bibtex; charset=utf-8"),
        (".ris", "application/x-research-info-systems; charset=utf-8"),
        (".csl.json", "application/vnd.citationstyles.csl+json"),
        (".jsonld", "application/ld+json"),
        (".linkset.json", "application/linkset+json"),
    ] {
        let answer = site.get(&format!("/ky-thuat/kt-say-hat-de{extension}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media));
        assert!(answer.header("link").contains("rel=\"describes\""), "{extension}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(!answer.header("etag").is_empty());
        // A record that moved is found under its new collection, in the same form.
        let moved = site.get(&format!("/chinh-sach/kt-say-hat-de{extension}")).await;
        assert_eq!(moved.header("location"), format!("/ky-thuat/kt-say-hat-de{extension}"));
        for hidden in ["kt-nhap", "khong-co"] {
            let missing = site.get(&format!("/ky-thuat/{hidden}{extension}")).await;
            assert_eq!(
                (missing.status, missing.header("content-type")),
                (StatusCode::NOT_FOUND, "application/problem+json")
            );
        }
    }
}

#[tokio::test]
async fn what_programs_ask_is_open_to_other_sites_and_pages_are_not() {
    let site = TestSite::new();
    let asked = Request::options("/api/v1/search").body(Body::empty()).unwrap();
    let answer = site.send(asked).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("access-control-allow-methods"), "GET, HEAD");
    for path in [
        "/api/v1/search?q=ong",
        "/moi.atom",
        "/oai?verb=Identify",
        "/api/v1/khong-co",
    ] {
        assert_eq!(
            site.get(path).await.header("access-control-allow-origin"),
            "*",
            "{path}"
        );
    }
    for path in ["/", "/tim", "/ky-thuat/kt-say-hat-de"] {
        assert_eq!(site.get(path).await.header("access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn unknown_parameters_are_refused_everywhere() {
    let site = TestSite::new();
    for path in [
        "/api/v1/suggest?x=1",
        "/api/v1/records?x=1",
        "/api/v1/changes?since=hom-nay",
        "/api/v1/records?cursor=1",
        "/api/v1/records.csv?bo=x",
        "/api/v1/openapi.json?x=1",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn a_list_in_parts_is_whole() {
    let site = TestSite::new();
    let total = site.get("/api/v1/search?q=&limit=0").await.json()["total"]
        .as_u64()
        .unwrap();
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let json = site
            .get(&format!("/api/v1/records?limit=2&fields=id{next}"))
            .await
            .json();
        let records = json["records"].as_array().unwrap();
        seen.extend(records.iter().map(|r| r["id"].as_str().unwrap().to_owned()));
        match json["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    let count = u64::try_from(seen.len()).unwrap();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (total, usize::try_from(total).unwrap()));
}

#[tokio::test]
async fn a_compressed_download_has_no_strong_validator() {
    let site = TestSite::new();
    let path = "/api/v1/records.ndjson";
    let plain = site.get(path).await;
    assert!(plain.header("etag").starts_with('"') && plain.header("accept-ranges") == "bytes");
    let asked = Request::get(path).header("accept-encoding", "gzip").body(Body::empty());
    assert!(site.send(asked.unwrap()).await.header("etag").starts_with("W/"));
    let part = Request::get(path).header("range", "bytes=0-9").body(Body::empty());
    let part = site.send(part.unwrap()).await;
    assert_eq!(
        (part.status, part.body.as_str()),
        (StatusCode::PARTIAL_CONTENT, &plain.body[..10])
    );
}

#[tokio::test]
async fn a_page_in_a_frame_has_a_policy_of_its_own() {
    let site = TestSite::new();
    let frame = site.get("/nhung?n=2&bo=ky-thuat").await;
    assert!(
        frame
            .header("content-security-policy")
            .ends_with("frame-ancestors 'self'")
    );
    frame.has("<form action=\"http://localhost/tim\"").has_not("<script");
    assert_eq!(frame.body.matches("<li>").count(), 2);
    assert!(
        site.get("/")
            .await
            .header("content-security-policy")
            .ends_with("frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn the_graph_of_a_page_ends_no_element() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-say-hat-de").await;
    let (_, rest) = page.body.split_once("<script type=\"application/ld+json\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    let graph: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(graph["@context"], "https://schema.org");
    assert!(page.header("link").contains("rel=\"cite-as\""));
    // Error pages and lists that are made of a query have no address of their own.
    for path in ["/tim?q=ong", "/khong-co-trang-nay"] {
        site.get(path).await.has_not("rel=\"canonical\"").has_not("ld+json");
    }
}

/// A catalogue that declares nothing, with one file.
async fn plain(query: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let declared = Arc::new(declarations::parse(&[]).0);
    let mut writer = Writer::create(folder.path(), Arc::clone(&declared), 1).unwrap();
    let (record, _) = catalogue::parse_record(&declared, "tai-lieu/mot.md", "# Một\n\nHai ba.\n".as_bytes());
    writer.put(&record.unwrap(), "0", false).unwrap();
    writer.publish().unwrap();
    let index = Index::open(folder.path(), declared).unwrap();
    let router = server::router(index, Arc::new(Site::default()), &Limits::default());
    let request = Request::get(format!("/oai?{query}")).body(Body::empty()).unwrap();
    let body = router
        .oneshot(request)
        .await
        .unwrap()
        .into_body()
        .collect()
        .await
        .unwrap();
    String::from_utf8(body.to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn a_catalogue_that_declares_nothing_has_no_sets() {
    for query in [
        "verb=ListSets",
        "verb=ListRecords&metadataPrefix=oai_dc&set=bo:tai-lieu",
    ] {
        let answer = plain(query).await;
        assert!(answer.contains("<error code=\"noSetHierarchy\">"), "{answer}");
    }
    assert!(
        plain("verb=ListRecords&metadataPrefix=oai_dc")
            .await
            .contains("<dc:title")
    );
}
