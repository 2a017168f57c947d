//! The arguments of a request: which there may be, and what is wrong with them.

use super::token::Token;
use crate::moment;

/// An error of the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) why: String,
}

impl Fault {
    pub(super) fn new(code: &'static str, why: impl Into<String>) -> Self {
        Self { code, why: why.into() }
    }
}

/// Which lists there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Identifiers,
    Records,
}

/// A request that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Request {
    Identify,
    Formats { identifier: Option<String> },
    Sets,
    Record { identifier: String, prefix: String },
    List { what: List, token: Token },
}

/// Arguments of a verb: those it must have and those it may have.
fn allowed(verb: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match verb {
        "Identify" => (&[], &[]),
        "ListMetadataFormats" => (&[], &["identifier"]),
        "ListSets" => (&[], &["resumptionToken"]),
        "GetRecord" => (&["identifier", "metadataPrefix"], &[]),
        "ListIdentifiers" | "ListRecords" => (&["metadataPrefix"], &["from", "until", "set", "resumptionToken"]),
        _ => return None,
    })
}

/// Reads the arguments.
pub(super) fn read(pairs: &[(String, String)]) -> Result<Request, Fault> {
    let bad = |why: &str| Fault::new("badArgument", why);
    let verbs: Vec<&str> = pairs
        .iter()
        .filter(|(n, _)| n == "verb")
        .map(|(_, v)| v.as_str())
        .collect();
    let verb = match verbs.as_slice() {
        [verb] => *verb,
        [] => return Err(Fault::new("badVerb", "the argument verb is missing")),
        _ => return Err(Fault::new("badVerb", "the argument verb is repeated")),
    };
    let Some((needed, more)) = allowed(verb) else {
        return Err(Fault::new("badVerb", "there is no such verb"));
    };
    for (at, (name, _)) in pairs.iter().enumerate().filter(|(_, (n, _))| n != "verb") {
        if !needed.contains(&name.as_str()) && !more.contains(&name.as_str()) {
            return Err(bad("an argument is not one of this verb"));
        }
        if pairs.iter().skip(at + 1).any(|(other, _)| other == name) {
            return Err(bad("an argument is repeated"));
        }
    }
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    if let Some(token) = value("resumptionToken") {
        if pairs.len() > 2 {
            return Err(bad("resumptionToken is exclusive"));
        }
        let wrong = || Fault::new("badResumptionToken", "the token was not given by this repository");
        return match verb {
            "ListIdentifiers" => Ok(Request::List {
                what: List::Identifiers,
                token: Token::read(&token).ok_or_else(wrong)?,
            }),
            "ListRecords" => Ok(Request::List {
                what: List::Records,
                token: Token::read(&token).ok_or_else(wrong)?,
            }),
            // The list of sets is given whole, so no token was ever given for it.
            _ => Err(wrong()),
        };
    }
    if needed.iter().any(|name| value(name).is_none()) {
        return Err(bad("a required argument is missing"));
    }
    Ok(match verb {
        "Identify" => Request::Identify,
        "ListMetadataFormats" => Request::Formats {
            identifier: value("identifier"),
        },
        "ListSets" => Request::Sets,
        "GetRecord" => Request::Record {
            identifier: value("identifier").unwrap_or_default(),
            prefix: value("metadataPrefix").unwrap_or_default(),
        },
        list => Request::List {
            what: if list == "ListRecords" {
                List::Records
            } else {
                List::Identifiers
            },
            token: selection(&value)?,
        },
    })
}

fn selection(value: &impl Fn(&str) -> Option<String>) -> Result<Token, Fault> {
    let bad = |why: &str| Fault::new("badArgument", why);
    let (from, until) = (value("from"), value("until"));
    if let (Some(from), Some(until)) = (&from, &until)
        && from.len() != until.len()
    {
        return Err(bad("from and until differ in granularity"));
    }
    let at = |text: Option<String>, last: bool| match text {
        None => Ok(None),
        Some(text) => datestamp(&text, last)
            .map(Some)
            .ok_or_else(|| bad("a date is not of the form YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")),
    };
    let (from, until) = (at(from, false)?, at(until, true)?);
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        return Err(bad("from is later than until"));
    }
    Ok(Token {
        prefix: value("metadataPrefix").unwrap_or_default(),
        from,
        until,
        set: value("set"),
        after: None,
        cursor: 0,
    })
}

/// Seconds of a date of either granularity; the last second of a day where it ends a span.
fn datestamp(text: &str, last: bool) -> Option<i64> {
    if text.len() == 10 {
        return moment::day(text).map(|at| if last { at + 86_399 } else { at });
    }
    let form = text.len() == 20
        && text
            .bytes()
            .zip("0000-00-00T00:00:00Z".bytes())
            .all(|(c, form)| if form == b'0' { c.is_ascii_digit() } else { c == form });
    form.then(|| moment::parse(text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Result<Request, &'static str> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        read(&pairs).map_err(|fault| fault.code)
    }

    #[test]
    fn what_is_wrong_is_named_by_its_code() {
        for (query, code) in [
            ("", "badVerb"),
            ("verb=Nothing", "badVerb"),
            ("verb=Identify&verb=Identify", "badVerb"),
            ("verb=Identify&set=x", "badArgument"),
            ("verb=GetRecord&identifier=x", "badArgument"),
            ("verb=ListRecords", "badArgument"),
            (
                "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc",
                "badArgument",
            ),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2020", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-13-01", "badArgument"),
            (
                "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00:00+07:00",
                "badArgument",
            ),
            (
                "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2021-01-01T00:00:00Z",
                "badArgument",
            ),
            (
                "verb=ListRecords&metadataPrefix=oai_dc&from=2021-01-01&until=2020-01-01",
                "badArgument",
            ),
            (
                "verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc",
                "badArgument",
            ),
            ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
            ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ] {
            assert_eq!(of(query), Err(code), "{query}");
        }
    }

    #[test]
    fn a_day_is_whole() {
        let Ok(Request::List { token, .. }) =
            of("verb=ListRecords&metadataPrefix=oai_dc&from=1970-01-01&until=1970-01-01")
        else {
            panic!("a list");
        };
        assert_eq!((token.from, token.until), (Some(0), Some(86_399)));
    }
}
