//! `/dcat.jsonld`: the catalogue in DCAT 3, so that portals of open data can take it in. A collection is a data set; its
//! files and its services are where the data is.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::{Collection, Labels};
use history::Entry;
use serde_json::{Value, json};

use super::facts::{licence_url, publisher};
use crate::app::App;
use crate::error::Error;
use crate::moment;
use crate::origin::Origin;
use crate::public;

/// The licence of what describes the catalogue; records state their own.
const LICENCE: &str = "CC-BY-4.0";
/// Authority tables of the European Union, which profiles of DCAT build on.
const FILE_TYPE: &str = "http://publications.europa.eu/resource/authority/file-type/";
const LANGUAGE: &str = "http://publications.europa.eu/resource/authority/language/";
/// Media types as IANA names them.
const MEDIA: &str = "https://www.iana.org/assignments/media-types/";
/// The province in GeoNames is not known to us for sure; the country is.
const COUNTRY: &str = "http://publications.europa.eu/resource/authority/country/VNM";

/// Answers with the description.
pub(crate) async fn get(State(app): State<App>, origin: Origin) -> Result<Response, Error> {
    app.run(move |app| {
        let text = describe(app, &origin)?.to_string();
        Ok(([(header::CONTENT_TYPE, "application/ld+json")], text).into_response())
    })
    .await
}

fn describe(app: &App, origin: &Origin) -> Result<Value, Error> {
    let site = &app.site;
    let entries = public::entries(app, None)?;
    let publisher_id = origin.url("/#don-vi");
    let licence = licence_url(LICENCE).unwrap_or_default();
    let mut graph = vec![json!({
        "@id": publisher_id,
        "@type": "foaf:Agent",
        "foaf:name": publisher(site),
    })];
    let mut datasets = Vec::new();
    let services = services(origin, &publisher_id, licence);
    for collection in &app.declarations().collections {
        let of: Vec<&Entry> = entries.iter().filter(|e| e.collection == collection.id).collect();
        if of.is_empty() {
            continue;
        }
        let id = origin.url(&format!("/dcat.jsonld#{}", collection.id));
        datasets.push(json!({ "@id": id }));
        graph.push(dataset(origin, collection, &of, &id, &publisher_id));
        graph.extend(distributions(origin, collection, licence));
    }
    let title = Labels {
        vi: site.name.clone(),
        ..Labels::default()
    };
    let mut catalogue = json!({
        "@id": origin.url("/dcat.jsonld#danh-muc"),
        "@type": "dcat:Catalog",
        "dct:title": texts(&title),
        "dct:description": texts(&site.tagline),
        "dct:publisher": { "@id": publisher_id },
        "dct:license": { "@id": licence },
        "dct:language": site.languages.iter().map(|l| json!({ "@id": language(*l) })).collect::<Vec<_>>(),
        "dct:spatial": { "@id": COUNTRY },
        "foaf:homepage": { "@id": origin.url("/") },
        "dcat:dataset": datasets,
        "dcat:service": services.iter().map(|s| json!({ "@id": s["@id"] })).collect::<Vec<_>>(),
        "dct:issued": time(entries.iter().map(|e| e.first).min()),
        "dct:modified": time(entries.iter().map(|e| e.changed).max()),
    });
    drop_nulls(&mut catalogue);
    graph.extend(services);
    graph.push(catalogue);
    Ok(json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    }))
}

fn dataset(origin: &Origin, collection: &Collection, entries: &[&Entry], id: &str, publisher: &str) -> Value {
    let ids: Vec<Value> = FILES
        .iter()
        .map(|file| json!({ "@id": distribution_id(origin, collection, file.extension) }))
        .collect();
    let mut out = json!({
        "@id": id,
        "@type": "dcat:Dataset",
        "dct:identifier": collection.id,
        "dct:title": texts(&collection.labels),
        "dct:description": texts(&collection.description),
        "dct:publisher": { "@id": publisher },
        "dct:language": { "@id": format!("{LANGUAGE}VIE") },
        "dct:spatial": { "@id": COUNTRY },
        "dct:conformsTo": { "@id": origin.url(&format!("/api/v1/collections/{}/schema", collection.id)) },
        "dcat:landingPage": { "@id": origin.url(&format!("/{}", collection.id)) },
        "dct:issued": time(entries.iter().map(|e| e.first).min()),
        "dct:modified": time(entries.iter().map(|e| e.changed).max()),
        "dcat:distribution": ids,
    });
    drop_nulls(&mut out);
    out
}

/// A file of a data set.
struct File {
    extension: &'static str,
    title: &'static str,
    media: &'static str,
    kind: &'static str,
}

const FILES: [File; 2] = [
    File {
        extension: "csv",
        title: "Bảng CSV",
        media: "text/csv",
        kind: "CSV",
    },
    File {
        extension: "ndjson",
        title: "Mỗi dòng một bản ghi JSON (NDJSON)",
        media: "application/x-ndjson",
        kind: "JSON",
    },
];

fn distribution_id(origin: &Origin, collection: &Collection, extension: &str) -> String {
    origin.url(&format!("/dcat.jsonld#{}-{extension}", collection.id))
}

fn distributions(origin: &Origin, collection: &Collection, licence: &str) -> Vec<Value> {
    let one = |file: &File| {
        let url = origin.url(&format!(
            "/api/v1/records.{}?collection={}",
            file.extension, collection.id
        ));
        let mut out = json!({
            "@id": distribution_id(origin, collection, file.extension),
            "@type": "dcat:Distribution",
            "dct:title": { "@value": file.title, "@language": "vi" },
            "dct:license": { "@id": licence },
            "dct:format": { "@id": format!("{FILE_TYPE}{}", file.kind) },
            "dcat:accessURL": { "@id": url },
            "dcat:downloadURL": { "@id": url },
            "dcat:accessService": { "@id": origin.url("/dcat.jsonld#api") },
        });
        // NDJSON has no registered type; a made-up address would name nothing.
        if !file.media.contains("/x-") {
            out["dcat:mediaType"] = json!({ "@id": format!("{MEDIA}{}", file.media) });
        }
        out
    };
    FILES.iter().map(one).collect()
}

fn services(origin: &Origin, publisher: &str, licence: &str) -> Vec<Value> {
    let one = |id: &str, title: &str, endpoint: &str, description: &str, standard: &str| {
        json!({
            "@id": origin.url(&format!("/dcat.jsonld#{id}")),
            "@type": "dcat:DataService",
            "dct:title": { "@value": title, "@language": "vi" },
            "dct:publisher": { "@id": publisher },
            "dct:license": { "@id": licence },
            "dct:conformsTo": { "@id": standard },
            "dcat:endpointURL": { "@id": origin.url(endpoint) },
            "dcat:endpointDescription": { "@id": origin.url(description) },
        })
    };
    vec![
        one(
            "api",
            "API tìm kiếm và bản ghi",
            "/api/v1",
            "/api/v1/openapi.json",
            "https://spec.openapis.org/oas/v3.1.0",
        ),
        one(
            "oai",
            "Thu thập siêu dữ liệu OAI-PMH",
            "/oai",
            "/oai?verb=Identify",
            "http://www.openarchives.org/OAI/2.0/",
        ),
    ]
}

fn texts(labels: &Labels) -> Value {
    let all = [
        ("vi", Some(&labels.vi)),
        ("en", labels.en.as_ref()),
        ("zh", labels.zh.as_ref()),
    ];
    all.iter()
        .filter_map(|(tag, text)| text.map(|text| json!({ "@value": text, "@language": tag })))
        .collect()
}

fn language(lang: catalogue::Lang) -> String {
    let code = match lang {
        catalogue::Lang::Vi => "VIE",
        catalogue::Lang::En => "ENG",
        catalogue::Lang::Zh => "ZHO",
    };
    format!("{LANGUAGE}{code}")
}

fn time(at: Option<i64>) -> Value {
    at.map_or(
        Value::Null,
        |at| json!({ "@value": moment::iso(at), "@type": "xsd:dateTime" }),
    )
}

fn drop_nulls(value: &mut Value) {
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
}
