//! What every request must prove before a handler sees it, and what every answer carries.
//!
//! A request that may write is let through only when it comes from a page of ours, from someone who is signed in, with
//! the token of that session in its form. So no handler can forget to ask.

use accounts::{Act, Entry, Token};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use server::{CachePolicy, Policy};

use super::cookie::{self, Kind};
use super::{From, Signed, forms, origin, sign_in};
use crate::error::{self, Error};
use crate::layout::Look;
use crate::limits;
use crate::room::Room;

/// What a browser may load and do in the room.
const CSP: &str = concat!(
    "default-src 'none'; ",   // nothing that is not named below
    "script-src 'self'; ",    // the script of the form; no inline script
    "connect-src 'self'; ",   // it asks this server and no other
    "style-src 'self'; ",     // the style sheets; no inline style
    "img-src 'self'; ",       // the icon and images of records
    "form-action 'self'; ",   // forms of the room
    "base-uri 'none'; ",      // a page can not redirect its relative addresses
    "frame-ancestors 'none'", // no page of the room in someone's frame
);

/// Stands around every route of the room.
pub(crate) async fn check(State(room): State<Room>, request: Request, next: Next) -> Response {
    let asked = room.clone();
    // Until there is an account the room is not there, and nothing tells that it could be.
    if !asked.run(|room| Ok(room.accounts().any())).await.unwrap_or(false) {
        return server::not_found();
    }
    let (mut parts, body) = request.into_parts();
    let from = origin::address(&parts);
    let path = parts.uri.path().to_owned();
    let mut look = Look {
        site: room.site().clone(),
        signed: None,
        path: path.clone(),
    };
    let proved = prove(&room, &mut parts, body).await;
    look.signed = parts.extensions.get::<Signed>().cloned();
    let mut response = match proved {
        Ok(body) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => error.into_response(),
    };
    if let Some(error) = response.extensions_mut().remove::<Error>() {
        if let Some(why) = error.refusal() {
            note(&room, &look, from, &path, why).await;
        }
        response = error::page(&look, &error);
    }
    finish(response)
}

/// Finds who is asking; for a request that may write, makes sure that it comes from a form of ours. Gives the body.
async fn prove(room: &Room, parts: &mut Parts, body: Body) -> Result<Body, Error> {
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    if let Some(token) = cookie::read(&parts.headers, Kind::Session, room.is_secure()) {
        let signed = room.run(move |room| signed(room, token)).await?;
        if let Some(signed) = signed {
            parts.extensions.insert(signed);
        }
    }
    if reads {
        return Ok(Body::empty());
    }
    if let Some(why) = origin::foreign(room.site(), &parts.headers) {
        return Err(Error::NotOurForm(why));
    }
    if parts.uri.path() == sign_in::PATH {
        // Nobody is signed in there: the form proves itself by a token of its own.
        return read(body, limits::MAX_SIGN_IN).await.map(Body::from);
    }
    // What someone typed is not lost because the session ended meanwhile.
    let may_come_back = origin::affirmed(&parts.headers) && forms::kind(&parts.headers) == forms::Body::Fields;
    let Some(signed) = parts.extensions.get::<Signed>().cloned() else {
        if !may_come_back {
            return Err(Error::SignedOut);
        }
        let body = read(body, limits::MAX_FORM).await?;
        return Err(again(parts, &body, false));
    };
    let most = match forms::kind(&parts.headers) {
        forms::Body::Files => limits::MAX_UPLOAD,
        forms::Body::Fields | forms::Body::Other => limits::MAX_FORM,
    };
    let body = read(body, most).await?;
    match forms::token(&parts.headers, &body).await? {
        Some(sent) if signed.token.is_csrf(&sent) => Ok(Body::from(body)),
        Some(_) if may_come_back => Err(again(parts, &body, true)),
        Some(_) => Err(Error::NotOurForm("mã của biểu mẫu không đúng")),
        None => Err(Error::NotOurForm("biểu mẫu không có mã")),
    }
}

/// The form as it was sent, to be sent again.
fn again(parts: &Parts, body: &axum::body::Bytes, signed_in: bool) -> Error {
    let to = parts.uri.path_and_query().map_or(parts.uri.path(), |at| at.as_str());
    Error::Again {
        signed_in,
        to: to.to_owned(),
        fields: forms::Fields::of(body)
            .0
            .into_iter()
            .filter(|(name, _)| name != forms::CSRF)
            .collect(),
    }
}

async fn read(body: Body, most: usize) -> Result<axum::body::Bytes, Error> {
    to_bytes(body, most).await.map_err(|_| Error::TooLarge)
}

/// Who is signed in under a token.
fn signed(room: &Room, token: Token) -> Result<Option<Signed>, Error> {
    let Some((_, person)) = room.accounts().session(&token, Timestamp::now())? else {
        return Ok(None);
    };
    Ok(Some(Signed {
        role: person.role,
        person: person.into(),
        csrf: token.csrf()?,
        token,
    }))
}

/// Notes a refusal in the trail.
async fn note(room: &Room, look: &Look, From(from): From, path: &str, why: String) {
    let who = look.signed.as_ref().map_or("", Signed::name);
    let entry = Entry::new(Timestamp::now(), who, Act::Refused)
        .path(path)
        .from(from)
        .note(&why);
    // The log tells when it could not be noted.
    let _ = room
        .run(move |room| {
            room.accounts().trail().note(entry);
            Ok(())
        })
        .await;
}

/// What every answer of the room carries: it is for one reader, and for no robot.
fn finish(mut response: Response) -> Response {
    let chosen = response.extensions().get::<CachePolicy>().is_some();
    if !chosen {
        response.extensions_mut().insert(CachePolicy::Private);
    }
    if response.extensions().get::<Policy>().is_none() {
        response.extensions_mut().insert(Policy(HeaderValue::from_static(CSP)));
    }
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    response
}
