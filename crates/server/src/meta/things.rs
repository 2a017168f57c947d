//! What a record is about, as the schema.org type that its collection declares.

use catalogue::{Declarations, Lang, Value as Typed};
use serde_json::{Value, json};

use super::facts::{Agent, Coded, Facts, texts};
use crate::moment;
use crate::public::Public;

/// Types of things that are made and published, and so have authors and a licence.
const WORKS: [&str; 8] = [
    "Article",
    "CreativeWork",
    "Dataset",
    "HowTo",
    "Legislation",
    "Report",
    "TechArticle",
    "WebPage",
];

/// The thing, under its `@id`.
pub(super) fn thing(declarations: &Declarations, public: &Public, facts: &Facts, id: &str) -> Value {
    let mut thing = json!({
        "@type": facts.schema_org,
        "@id": id,
        "identifier": facts.ma,
        "name": facts.title,
        "url": facts.url,
    });
    put(&mut thing, "description", text(&facts.summary));
    let names = facts.other_names.iter().map(|(name, _)| name.as_str());
    let translated = facts.translations.iter().map(|(_, title, _)| title.as_str());
    put(
        &mut thing,
        "alternateName",
        list(names.chain(translated).map(|n| json!(n))),
    );
    if WORKS.contains(&facts.schema_org.as_str()) {
        work(&mut thing, facts);
    }
    let show = Shown { declarations, public };
    match facts.schema_org.as_str() {
        "HowTo" => how_to(&mut thing, &show),
        "Product" => product(&mut thing, &show, facts),
        "Legislation" => legislation(&mut thing, &show, facts),
        "Event" => event(&mut thing, &show, facts),
        "Dataset" => dataset(&mut thing, &show, facts),
        "Organization" => organisation(&mut thing, &show),
        "Person" => person(&mut thing, &show),
        "Report" => report(&mut thing, &show),
        "Article" => thing["headline"] = json!(facts.title.chars().take(110).collect::<String>()),
        _ => {}
    }
    thing
}

/// A record whose values are read as text.
struct Shown<'a> {
    declarations: &'a Declarations,
    public: &'a Public,
}

impl Shown<'_> {
    /// A value as people read it; nothing where there is none.
    fn text(&self, name: &str) -> Option<Value> {
        let record = &self.public.record;
        let field = self.declarations.collection(&record.collection)?.field(name)?;
        let value = record.value(name)?;
        text(&self.declarations.display(&field.kind, value, Lang::Vi))
    }

    fn items(&self, name: &str) -> &[Typed] {
        self.public.record.value(name).map_or(&[], Typed::items)
    }

    fn strings(&self, name: &str) -> Option<Value> {
        list(texts(self.public, name).into_iter().map(Value::String))
    }
}

fn put(thing: &mut Value, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        thing[name] = value;
    }
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(text))
}

/// A list; the value itself where there is one, nothing where there is none.
fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let mut values: Vec<Value> = values.collect();
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => Some(Value::Array(values)),
    }
}

fn member<'a>(group: &'a Typed, name: &str) -> Option<&'a str> {
    group.get(name).and_then(Typed::as_str).filter(|t| !t.is_empty())
}

fn agent(agent: &Agent) -> Value {
    let mut out = json!({
        "@type": if agent.is_person { "Person" } else { "Organization" },
        "name": agent.name,
    });
    put(&mut out, "url", agent.url.as_deref().and_then(text));
    out
}

fn place(place: &Coded) -> Value {
    json!({ "@type": "Place", "name": place.label, "identifier": place.code })
}

fn term(term: &Coded) -> Value {
    let mut out = json!({ "@type": "DefinedTerm", "name": term.label, "termCode": term.code });
    put(&mut out, "url", term.uri.as_deref().and_then(text));
    out
}

fn work(thing: &mut Value, facts: &Facts) {
    thing["author"] = list(facts.makers.iter().map(agent)).unwrap_or_default();
    thing["publisher"] = json!({ "@type": "Organization", "name": facts.publisher });
    thing["inLanguage"] = json!("vi");
    thing["datePublished"] = json!(facts.issued);
    thing["dateModified"] = json!(moment::iso(facts.modified));
    put(thing, "license", facts.licence_url.and_then(text));
    put(
        thing,
        "keywords",
        list(facts.all_keywords().into_iter().map(|k| json!(k))),
    );
    put(
        thing,
        "about",
        list(facts.subjects.iter().chain(&facts.fields).map(term)),
    );
    put(thing, "spatialCoverage", list(facts.places.iter().map(place)));
    let source = |s: &super::facts::Source| match &s.url {
        Some(url) => json!({ "@type": "CreativeWork", "name": s.text, "url": url }),
        None => json!({ "@type": "CreativeWork", "name": s.text }),
    };
    put(thing, "citation", list(facts.sources.iter().map(source)));
    put(
        thing,
        "mentions",
        list(facts.related.iter().map(|url| json!({ "@id": url }))),
    );
}

fn how_to(thing: &mut Value, show: &Shown<'_>) {
    let step = |(n, group): (usize, &Typed)| {
        let name = member(group, "ten")?;
        let how = member(group, "noi_dung").unwrap_or(name);
        Some(json!({ "@type": "HowToStep", "position": n + 1, "name": name, "text": how }))
    };
    let steps: Vec<Value> = show.items("buoc").iter().enumerate().filter_map(step).collect();
    if !steps.is_empty() {
        thing["step"] = Value::Array(steps);
    }
    let supply = show
        .items("vat_tu")
        .iter()
        .filter_map(|group| Some(json!({ "@type": "HowToSupply", "name": member(group, "ten")? })));
    put(thing, "supply", list(supply));
    let tool = texts(show.public, "dung_cu").into_iter();
    put(
        thing,
        "tool",
        list(tool.map(|name| json!({ "@type": "HowToTool", "name": name }))),
    );
}

fn product(thing: &mut Value, show: &Shown<'_>, facts: &Facts) {
    put(thing, "category", show.text("phan_loai"));
    let owner = facts.makers.iter().find(|m| !m.is_person);
    put(thing, "manufacturer", owner.map(agent));
    let property = show.items("thong_so").iter().filter_map(|group| {
        let (name, value) = (member(group, "ten")?, member(group, "gia_tri")?);
        Some(json!({ "@type": "PropertyValue", "name": name, "value": value }))
    });
    put(thing, "additionalProperty", list(property));
    let price = show
        .public
        .record
        .value("chuyen_giao")
        .and_then(|group| group.get("gia"));
    if let Some(Typed::Money(from, to)) = price {
        thing["offers"] = if from == to {
            json!({ "@type": "Offer", "price": from, "priceCurrency": "VND" })
        } else {
            json!({ "@type": "AggregateOffer", "lowPrice": from, "highPrice": to, "priceCurrency": "VND" })
        };
    }
}

fn legislation(thing: &mut Value, show: &Shown<'_>, facts: &Facts) {
    put(thing, "legislationIdentifier", show.text("so_hieu"));
    put(thing, "legislationType", show.text("loai"));
    put(thing, "legislationDate", show.public.text("ngay").and_then(text));
    put(
        thing,
        "legislationPassedBy",
        facts.makers.iter().find(|m| !m.is_person).map(agent),
    );
    let force = match show.public.text("hieu_luc") {
        Some("con") => Some("InForce"),
        Some("het") => Some("NotInForce"),
        Some("mot-phan") => Some("PartiallyInForce"),
        _ => None,
    };
    put(
        thing,
        "legislationLegalForce",
        force.map(|f| json!(format!("https://schema.org/{f}"))),
    );
    put(thing, "sameAs", show.public.text("duong_dan").and_then(text));
}

fn event(thing: &mut Value, show: &Shown<'_>, facts: &Facts) {
    put(thing, "startDate", show.public.text("bat_dau").and_then(text));
    put(thing, "endDate", show.public.text("ket_thuc").and_then(text));
    let venue = show
        .public
        .text("dia_diem")
        .map(|at| json!({ "@type": "Place", "name": at, "address": at }));
    put(thing, "location", venue);
    let organiser = show.items("to_chuc").iter().filter_map(|value| match value {
        Typed::Name(name) => Some(json!({ "@type": "Organization", "name": name })),
        _ => None,
    });
    let makers = facts.makers.iter().filter(|m| m.url.is_some()).map(agent);
    put(thing, "organizer", list(organiser.chain(makers)));
    thing["eventStatus"] = json!("https://schema.org/EventScheduled");
}

fn dataset(thing: &mut Value, show: &Shown<'_>, facts: &Facts) {
    thing["creator"] = thing["author"].clone();
    let figures = show.items("so_lieu").iter().filter_map(|group| {
        let (name, value) = (member(group, "ten")?, member(group, "gia_tri")?);
        Some(json!({ "@type": "PropertyValue", "name": name, "value": value }))
    });
    put(thing, "variableMeasured", list(figures));
    thing["distribution"] = json!({
        "@type": "DataDownload",
        "encodingFormat": "text/markdown",
        "contentUrl": facts.form(".md"),
    });
}

fn organisation(thing: &mut Value, show: &Shown<'_>) {
    put(thing, "address", show.text("dia_chi"));
    put(thing, "telephone", show.text("dien_thoai"));
    put(thing, "email", show.text("email"));
    put(thing, "sameAs", show.public.text("web").and_then(text));
    put(
        thing,
        "knowsAbout",
        show.strings("nang_luc").or_else(|| show.strings("san_pham")),
    );
    if let Some(short) = show.text("viet_tat") {
        thing["alternateName"] = short;
    }
}

fn person(thing: &mut Value, show: &Shown<'_>) {
    put(thing, "honorificPrefix", show.text("hoc_vi"));
    put(thing, "knowsAbout", show.strings("chuyen_mon"));
    let works_for = match show.public.record.value("noi_cong_tac") {
        Some(Typed::Name(name)) => Some(json!({ "@type": "Organization", "name": name })),
        _ => None,
    };
    put(thing, "affiliation", works_for);
    let orcid = show
        .public
        .text("orcid")
        .map(|id| format!("https://orcid.org/{}", id.trim()));
    put(thing, "sameAs", orcid.as_deref().and_then(text));
}

fn report(thing: &mut Value, show: &Shown<'_>) {
    let task = show.public.record.value("nhiem_vu");
    let number = task.and_then(|group| member(group, "ma_so"));
    put(thing, "reportNumber", number.and_then(text));
}
