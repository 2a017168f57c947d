//! `/bien-tap/dang-nhap`: signing in, and out again.

use accounts::{Refused, Token};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::cookie::{self, Kind};
use super::{Fields, From, Signed};
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;

/// The page.
pub(super) const PATH: &str = "/bien-tap/dang-nhap";
/// Parameter that says where to go afterwards.
const NEXT: &str = "tiep";
/// Longest address to go to afterwards.
const MAX_NEXT: usize = 2000;
/// Longest name that is shown again in the form.
const MAX_NAME: usize = 64;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    look: Look,
    csrf: String,
    next: String,
    name: String,
    problem: Option<String>,
}

/// The sign-in page that leads to `here` afterwards.
pub(super) fn address(here: &str) -> String {
    match here {
        "/bien-tap" => PATH.to_owned(),
        _ => {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair(NEXT, here)
                .finish();
            format!("{PATH}?{query}")
        }
    }
}

/// An address of the room to go to: nothing else is one, so that a link can not lead people off.
fn next(said: &str) -> String {
    let plain = said.len() <= MAX_NEXT
        && said.bytes().all(|b| (b'!'..=b'~').contains(&b) && b != b'\\')
        && said
            .strip_prefix("/bien-tap")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        && !said.contains("//")
        && !said.starts_with(PATH);
    if plain { said } else { "/bien-tap" }.to_owned()
}

/// The page. Who is signed in already goes on.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = query.unwrap_or_default();
    let said = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == NEXT);
    let next = next(said.map(|(_, value)| value).unwrap_or_default().as_ref());
    if look.signed.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    page(&room, look, &headers, next, String::new(), None, StatusCode::OK)
}

/// The form, with a token that is bound to a cookie of this browser.
fn page(
    room: &Room,
    look: Look,
    headers: &HeaderMap,
    next: String,
    name: String,
    problem: Option<String>,
    status: StatusCode,
) -> Result<Response, Error> {
    let secure = room.is_secure();
    let door = match cookie::read(headers, Kind::Door, secure) {
        Some(door) => door,
        None => Token::new()?,
    };
    let page = Page {
        look,
        csrf: door.csrf()?,
        next,
        name,
        problem,
    };
    let cookie = cookie::set(Kind::Door, Some(&door), secure);
    Ok((
        status,
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        layout::html(&page)?,
    )
        .into_response())
}

/// Signs in.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    From(from): From,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Error> {
    let secure = room.is_secure();
    let next = next(fields.get(NEXT));
    let name: String = fields.get("ten").trim().chars().take(MAX_NAME).collect();
    let again = |problem: String, status: StatusCode| {
        page(
            &room,
            look.clone(),
            &headers,
            next.clone(),
            name.clone(),
            Some(problem),
            status,
        )
    };
    let Some(door) = cookie::read(&headers, Kind::Door, secure) else {
        return again(no_cookie(&room), StatusCode::FORBIDDEN);
    };
    if !door.is_csrf(fields.get("csrf")) {
        return Err(Error::NotOurForm("mã của trang đăng nhập không đúng"));
    }
    let password = fields.get("mat_khau").to_owned();
    let old = cookie::read(&headers, Kind::Session, secure);
    let typed = fields.get("ten").to_owned();
    let signed = room
        .heavy(move |room| {
            Ok(room
                .accounts()
                .sign_in(&typed, &password, from, old.as_ref(), Timestamp::now()))
        })
        .await?;
    match signed {
        Ok(signed) => {
            let cookies = AppendHeaders([
                (
                    header::SET_COOKIE,
                    cookie::set(Kind::Session, Some(&signed.token), secure),
                ),
                (header::SET_COOKIE, cookie::set(Kind::Door, None, secure)),
            ]);
            Ok((cookies, Redirect::to(&next)).into_response())
        }
        Err(Refused::Wrong) => again(
            "Tên đăng nhập hoặc mật khẩu không đúng.".to_owned(),
            StatusCode::FORBIDDEN,
        ),
        Err(Refused::Wait(wait)) => {
            let seconds = wait.as_secs().max(1);
            let mut response = again(
                format!("Đã thử sai nhiều lần. Thử lại sau {}.", spoken(seconds)),
                StatusCode::TOO_MANY_REQUESTS,
            )?;
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            Ok(response)
        }
        Err(Refused::Fault(fault)) => Err(fault.into()),
    }
}

fn spoken(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds} giây"),
        _ => format!("{} phút", (seconds + 59) / 60),
    }
}

/// Why the browser did not send what it was given.
fn no_cookie(room: &Room) -> String {
    match room.site().base_url.as_deref().filter(|_| room.is_secure()) {
        Some(base) => format!(
            "Trình duyệt không gửi lại cookie nên chưa đăng nhập được. Hãy mở trang này ở địa chỉ {}/bien-tap.",
            base.trim_end_matches('/')
        ),
        None => "Trình duyệt không gửi lại cookie nên chưa đăng nhập được. Hãy cho phép cookie của trang này, rồi thử \
                 lại."
            .to_owned(),
    }
}

/// Ends this session.
pub(super) async fn sign_out(State(room): State<Room>, signed: Signed) -> Result<Response, Error> {
    let token = signed.token.clone();
    room.run(move |room| Ok(room.accounts().sign_out(&token, Timestamp::now())?))
        .await?;
    Ok(gone(&room))
}

/// To the sign-in page, without a cookie.
pub(super) fn gone(room: &Room) -> Response {
    let cookie = cookie::set(Kind::Session, None, room.is_secure());
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(PATH)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_room_is_gone_to() {
        for fine in ["/bien-tap", "/bien-tap/sua/ky-thuat/kt-a?x=1", "/bien-tap?q=%C3%A1"] {
            assert_eq!(next(fine), fine);
        }
        for bad in [
            "",
            "/",
            "//evil.test",
            "https://evil.test",
            "/bien-tap//evil.test",
            "/bien-tap\\evil",
            "/bien-tapx",
            "/bien-tap/a\r\nSet-Cookie: x",
            "/bien-tap/dang-nhap?tiep=/bien-tap",
            "/bien-tap/á",
        ] {
            assert_eq!(next(bad), "/bien-tap", "{bad:?}");
        }
        assert_eq!(
            address("/bien-tap/a?b=c&d"),
            "/bien-tap/dang-nhap?tiep=%2Fbien-tap%2Fa%3Fb%3Dc%26d"
        );
    }
}
