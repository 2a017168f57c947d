//! The six verbs.

use history::{Entry, Selection};

use super::args::{Fault, List, Request};
use super::token::Token;
use super::{dc, full, sets};
use crate::app::App;
use crate::error::Error;
use crate::meta::facts::Facts;
use crate::moment;
use crate::origin::Origin;
use crate::public;
use crate::xml::Xml;

/// Entries in one answer.
const PAGE: usize = 100;
/// Mail address of a site that names none: the protocol wants one.
const NO_MAIL: &str = "postmaster";

/// The body of the answer, or the error of the protocol.
pub(super) fn answer(app: &App, origin: &Origin, request: &Request) -> Result<Result<String, Fault>, Error> {
    Ok(match request {
        Request::Identify => Ok(identify(app, origin)?),
        Request::Formats { identifier } => formats(app, origin, identifier.as_deref())?,
        Request::Sets => list_sets(app),
        Request::Record { identifier, prefix } => record(app, origin, identifier, prefix)?,
        Request::List { what, token } => list(app, origin, *what, token)?,
    })
}

/// The part of the identifiers that names this repository: a host with a dot in it, as their scheme wants.
fn repository(origin: &Origin) -> String {
    let host = origin.host();
    let is_name = host.contains('.') && host.bytes().any(|b| b.is_ascii_alphabetic());
    if is_name {
        host.to_owned()
    } else {
        "nhipcau.local".to_owned()
    }
}

fn identifier(origin: &Origin, ma: &str) -> String {
    format!("oai:{}:{ma}", repository(origin))
}

/// The entry behind an identifier.
fn find(app: &App, origin: &Origin, wanted: &str) -> Result<Result<Entry, Fault>, Error> {
    let ma = wanted
        .strip_prefix("oai:")
        .and_then(|rest| rest.strip_prefix(repository(origin).as_str()))
        .and_then(|rest| rest.strip_prefix(':'));
    let entry = match ma {
        Some(ma) => app.history()?.entry(ma),
        None => None,
    };
    Ok(entry.ok_or_else(|| Fault::new("idDoesNotExist", "there is no such item")))
}

fn identify(app: &App, origin: &Origin) -> Result<String, Error> {
    let mail = app
        .site
        .email
        .clone()
        .unwrap_or_else(|| format!("{NO_MAIL}@{}", repository(origin)));
    let mut xml = Xml::part();
    xml.open("Identify", &[])
        .leaf("repositoryName", &[], &app.site.name)
        .leaf("baseURL", &[], &origin.url("/oai"))
        .leaf("protocolVersion", &[], "2.0")
        .leaf("adminEmail", &[], &mail)
        .leaf("earliestDatestamp", &[], &moment::iso(app.history()?.earliest()))
        .leaf("deletedRecord", &[], "persistent")
        .leaf("granularity", &[], "YYYY-MM-DDThh:mm:ssZ")
        .leaf("compression", &[], "gzip");
    const OAI: &str = "http://www.openarchives.org/OAI/2.0/oai-identifier";
    xml.open("description", &[])
        .open(
            "oai-identifier",
            &[("xmlns", OAI), ("xsi:schemaLocation", &format!("{OAI} {OAI}.xsd"))],
        )
        .leaf("scheme", &[], "oai")
        .leaf("repositoryIdentifier", &[], &repository(origin))
        .leaf("delimiter", &[], ":")
        .leaf("sampleIdentifier", &[], &identifier(origin, "kt-mot-ban-ghi"));
    Ok(xml.end())
}

fn formats(app: &App, origin: &Origin, wanted: Option<&str>) -> Result<Result<String, Fault>, Error> {
    if let Some(wanted) = wanted {
        match find(app, origin, wanted)? {
            Ok(entry) if entry.gone => {
                return Ok(Err(Fault::new("noMetadataFormats", "the item is deleted")));
            }
            Ok(_) => {}
            Err(fault) => return Ok(Err(fault)),
        }
    }
    let mut xml = Xml::part();
    xml.open("ListMetadataFormats", &[]);
    let own = origin.url("/oai/record.xsd");
    for (prefix, schema, namespace) in [
        (dc::PREFIX, dc::SCHEMA, dc::NAMESPACE),
        (full::PREFIX, own.as_str(), full::NAMESPACE),
    ] {
        xml.open("metadataFormat", &[])
            .leaf("metadataPrefix", &[], prefix)
            .leaf("schema", &[], schema)
            .leaf("metadataNamespace", &[], namespace)
            .close();
    }
    Ok(Ok(xml.end()))
}

fn list_sets(app: &App) -> Result<String, Fault> {
    let declarations = app.declarations();
    if !sets::there_are(&declarations) {
        return Err(no_sets());
    }
    let mut xml = Xml::part();
    xml.open("ListSets", &[]);
    for set in sets::all(&declarations) {
        xml.open("set", &[])
            .leaf("setSpec", &[], &set.spec)
            .leaf("setName", &[], &set.name);
        if !set.about.is_empty() {
            xml.open("setDescription", &[]).open(
                "oai_dc:dc",
                &[
                    ("xmlns:oai_dc", dc::NAMESPACE),
                    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
                    ("xsi:schemaLocation", &format!("{} {}", dc::NAMESPACE, dc::SCHEMA)),
                ],
            );
            xml.leaf("dc:description", &[("xml:lang", "vi")], &set.about)
                .close()
                .close();
        }
        xml.close();
    }
    Ok(xml.end())
}

fn no_sets() -> Fault {
    Fault::new("noSetHierarchy", "the catalogue declares no collection")
}

fn cannot(prefix: &str) -> Option<Fault> {
    let known = prefix == dc::PREFIX || prefix == full::PREFIX;
    (!known).then(|| Fault::new("cannotDisseminateFormat", "there is no such metadata format"))
}

fn record(app: &App, origin: &Origin, wanted: &str, prefix: &str) -> Result<Result<String, Fault>, Error> {
    let entry = match find(app, origin, wanted)? {
        Ok(entry) => entry,
        Err(fault) => return Ok(Err(fault)),
    };
    if let Some(fault) = cannot(prefix) {
        return Ok(Err(fault));
    }
    let mut xml = Xml::part();
    xml.open("GetRecord", &[]);
    write(app, origin, &mut xml, List::Records, prefix, &entry)?;
    Ok(Ok(xml.end()))
}

fn list(app: &App, origin: &Origin, what: List, token: &Token) -> Result<Result<String, Fault>, Error> {
    let declarations = app.declarations();
    let resumed = token.after.is_some();
    let wrong = |fault: Fault| {
        let code = if resumed { "badResumptionToken" } else { fault.code };
        Ok(Err(Fault::new(code, fault.why)))
    };
    if let Some(fault) = cannot(&token.prefix) {
        return wrong(fault);
    }
    let mut selected = sets::Selected::default();
    if let Some(set) = &token.set {
        if !sets::there_are(&declarations) {
            return wrong(no_sets());
        }
        match sets::select(&declarations, set) {
            Some(found) => selected = found,
            None => return wrong(Fault::new("noRecordsMatch", "there is no such set")),
        }
    }
    let selection = Selection {
        from: token.from,
        until: token.until,
        collection: selected.collection.as_deref(),
        field: selected.field.as_deref(),
        after: token.after.as_ref().map(|(at, ma)| (*at, ma.as_str())),
        ..Selection::default()
    };
    let page = app.history()?.list(&selection, PAGE);
    if page.entries.is_empty() && !resumed {
        return Ok(Err(Fault::new("noRecordsMatch", "nothing is selected")));
    }
    if page.entries.is_empty() {
        // What was left changed since the token was given, behind its `until`.
        return wrong(Fault::new("badResumptionToken", "the list has changed; begin it again"));
    }
    let mut xml = Xml::part();
    xml.open(
        match what {
            List::Identifiers => "ListIdentifiers",
            List::Records => "ListRecords",
        },
        &[],
    );
    for entry in &page.entries {
        write(app, origin, &mut xml, what, &token.prefix, entry)?;
    }
    let told = token.cursor + page.entries.len();
    let size = page.total.max(told).to_string();
    let attributes = [
        ("completeListSize", size.as_str()),
        ("cursor", &token.cursor.to_string()),
    ];
    match page.entries.last() {
        Some(last) if page.more => {
            let next = Token {
                after: Some((last.changed, last.ma.clone())),
                cursor: told,
                ..token.clone()
            };
            xml.leaf("resumptionToken", &attributes, &next.write());
        }
        // The last part of a list that came in parts ends with an empty token.
        _ if resumed => {
            xml.empty("resumptionToken", &attributes);
        }
        _ => {}
    }
    Ok(Ok(xml.end()))
}

fn write(app: &App, origin: &Origin, xml: &mut Xml, what: List, prefix: &str, entry: &Entry) -> Result<(), Error> {
    let declarations = app.declarations();
    let found = public::of_entry(app, entry)?;
    let attributes: &[(&str, &str)] = if found.is_none() { &[("status", "deleted")] } else { &[] };
    if what == List::Records {
        xml.open("record", &[]);
    }
    xml.open("header", attributes)
        .leaf("identifier", &[], &identifier(origin, &entry.ma))
        .leaf("datestamp", &[], &moment::iso(entry.changed));
    for set in sets::of(&declarations, entry) {
        xml.leaf("setSpec", &[], &set);
    }
    xml.close();
    if what == List::Records {
        if let Some(found) = found {
            let facts = Facts::of(app, &found, origin)?;
            xml.open("metadata", &[]);
            if prefix == dc::PREFIX {
                dc::write(xml, &facts);
            } else {
                full::write(xml, &declarations, &found, &facts, &origin.url("/oai/record.xsd"));
            }
            xml.close();
        }
        xml.close();
    }
    Ok(())
}
