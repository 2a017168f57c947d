//! `/api/v1`.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::site::TestSite;

#[tokio::test]
async fn search_answers_in_the_shape_of_the_contract() {
    let site = TestSite::new();
    let answer = site.get("/api/v1/search?q=say+hat+de&limit=1&explain=1").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "application/json")
    );
    let json = answer.json();
    assert_eq!(json["query"], "say hat de");
    assert!(json["total"].as_u64().unwrap() >= 1 && json["took_us"].is_u64());
    let hit = &json["hits"][0];
    assert_eq!(
        (hit["id"].as_str(), hit["collection"].as_str()),
        (Some("kt-say-hat-de"), Some("ky-thuat"))
    );
    assert_eq!(hit["url"], "/ky-thuat/kt-say-hat-de");
    assert!(hit["score"].as_f64().unwrap() > 0.0 && hit["explain"].is_array());
    assert!(hit["snippet"].as_str().unwrap().contains("<mark>"));
    assert_eq!(hit["row"]["dia_ban"][0]["label"], "Xã Trùng Khánh");
    assert_eq!(json["understood"]["searched_as"], "sấy hạt dẻ");
}

#[tokio::test]
async fn several_values_of_a_facet_are_any_of_them() {
    let site = TestSite::new();
    let json = site
        .get("/api/v1/search?q=&collection=ky-thuat&collection=chinh-sach&doi_tuong=hat-de&sort=title")
        .await
        .json();
    assert_eq!(json["total"], 2);
    let of = |key: &str, value: &str| {
        json["facets"][key]
            .as_array()
            .unwrap()
            .iter()
            .find(|v| v["value"] == value)
            .cloned()
            .unwrap()
    };
    assert_eq!(of("collection", "ky-thuat")["selected"], true);
    assert_eq!(of("doi_tuong", "hat-de")["label"], "Hạt dẻ");
    assert_eq!(of("doi_tuong", "ong")["count"], 1);
}

#[tokio::test]
async fn only_the_facets_that_are_asked_for_are_counted() {
    let site = TestSite::new();
    let search = async |rest: &str| site.get(&format!("/api/v1/search?{rest}")).await.json();
    let keys = |json: &serde_json::Value| -> Vec<String> {
        let facets = json["facets"].as_object();
        facets.map(|f| f.keys().cloned().collect()).unwrap_or_default()
    };
    for q in [
        "q=",
        "q=hat+de",
        "q=hat+de&collection=ky-thuat",
        "q=&doi_tuong=hat-de&dia_ban=2025:01477",
    ] {
        let all = search(&format!("{q}&facets=1")).await;
        assert_eq!(all["facets"], search(q).await["facets"], "{q}");
        assert!(keys(&all).len() > 3, "{q}: {all}");
        // A facet that is asked for twice is counted once.
        let some = search(&format!("{q}&facets=doi_tuong,collection,%20doi_tuong")).await;
        assert_eq!(keys(&some), ["collection", "doi_tuong"], "{q}");
        for key in ["collection", "doi_tuong"] {
            assert_eq!(some["facets"][key], all["facets"][key], "{q}");
        }
        assert_eq!(some["total"], all["total"], "{q}");
        // Also beside `fields`, where facets are left out unless they are asked for.
        let small = search(&format!("{q}&fields=id&facets=dia_ban")).await;
        assert_eq!(keys(&small), ["dia_ban"], "{q}");
        assert_eq!(small["facets"]["dia_ban"], all["facets"]["dia_ban"], "{q}");
        for none in ["facets=0", "facets=false", "fields=id"] {
            assert!(keys(&search(&format!("{q}&{none}")).await).is_empty(), "{q}: {none}");
        }
    }
    // A filter narrows whether or not its facet is counted.
    let filtered = search("q=&collection=ky-thuat&facets=doi_tuong").await;
    assert_eq!(
        (filtered["total"].as_u64(), keys(&filtered)),
        (Some(2), vec!["doi_tuong".to_owned()])
    );
    assert_ne!(
        filtered["facets"]["doi_tuong"],
        search("q=&facets=doi_tuong").await["facets"]["doi_tuong"]
    );
}

#[tokio::test]
async fn an_empty_query_lists_everything_newest_first() {
    let json = TestSite::new().get("/api/v1/search?fields=id,title").await.json();
    let ids: Vec<&str> = json["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 8);
    assert_eq!(ids[..4], ["kt-nuoi-ong", "kt-say-hat-de", "mh-say", "mh-hat-de"]);
    assert_eq!(json["hits"][0].as_object().unwrap().len(), 2);
}

#[tokio::test]
async fn what_can_not_be_followed_is_refused_with_the_reason() {
    let site = TestSite::new();
    for (query, says) in [
        ("limit=101", "limit lớn nhất là 100"),
        ("limit=-1", "limit phải là số nguyên"),
        ("offset=10001", "offset lớn nhất là 10000"),
        ("sort=best", "sort phải là relevance, newest hoặc title"),
        ("mau_sac=do", "Không có tham số hay bộ lọc “mau_sac”"),
        ("fields=id,secret", "fields chỉ nhận"),
        ("literal=maybe", "literal phải là 1 hoặc 0"),
        ("facets=collection,mau_sac", "không có bộ lọc “mau_sac”"),
        ("facets=", "facets phải là 1, 0 hoặc tên các bộ lọc"),
        ("facets=1,collection", "không có bộ lọc “1”"),
    ] {
        let answer = site.get(&format!("/api/v1/search?q=ong&{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let json = answer.json();
        assert_eq!(
            (json["status"].as_u64(), json["type"].as_str()),
            (Some(400), Some("about:blank"))
        );
        assert!(json["detail"].as_str().unwrap().contains(says), "{json}");
    }
    // Nothing typed into q is an error.
    for q in ["%22", "((((", "a:b:c", "-", "%00%FF", "AND+OR"] {
        assert_eq!(
            site.get(&format!("/api/v1/search?q={q}")).await.status,
            StatusCode::OK,
            "{q}"
        );
    }
}

#[tokio::test]
async fn records_and_collections() {
    let site = TestSite::new();
    let json = site.get("/api/v1/records/kt-say-hat-de").await.json();
    assert_eq!(json["fields"]["chi_phi"]["from"], 1_200_000.0);
    assert_eq!(json["fields"]["doi_tuong"][0]["code"], "hat-de");
    assert_eq!(json["fields"]["vat_tu"][0]["so_luong"], 1500.5);
    assert!(json["body_html"].as_str().unwrap().contains("<h2"));
    let json = site.get("/api/v1/collections").await.json();
    assert_eq!(
        (
            json["collections"][0]["id"].as_str(),
            json["collections"][0]["count"].as_u64()
        ),
        (Some("ky-thuat"), Some(2))
    );
    assert_eq!(json["facets"]["dia_ban"], "Địa bàn");
    let missing = site.get("/api/v1/records/khong-co").await;
    assert_eq!(
        (missing.status, missing.header("content-type")),
        (StatusCode::NOT_FOUND, "application/problem+json")
    );
    assert!(site.get("/api/v1/suggest?q=hat").await.json()["suggestions"].is_array());
}

#[tokio::test]
async fn other_methods_are_refused() {
    let site = TestSite::new();
    let answer = site
        .send(Request::post("/api/v1/search").body(Body::empty()).unwrap())
        .await;
    assert_eq!(
        (answer.status, answer.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD")
    );
}
