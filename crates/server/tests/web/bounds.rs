//! The bounds, and the headers of every answer.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use search::Writer;
use server::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::site::TestSite;

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let site = TestSite::new();
    for uri in [
        "/",
        "/tim?q=ong",
        "/khong/co",
        "/api/v1/search",
        "/livez",
        "/api/v1/search?sort=x",
    ] {
        let answer = site.get(uri).await;
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'; "),
            "{uri}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{uri}");
        assert!(
            !answer.header("referrer-policy").is_empty() && !answer.header("cache-control").is_empty(),
            "{uri}"
        );
    }
}

#[tokio::test]
async fn a_validator_saves_the_search_until_the_index_changes() {
    let site = TestSite::new();
    let first = site.get("/tim?q=ong").await;
    assert_eq!(first.header("cache-control"), "public, no-cache");
    let etag = first.header("etag").to_owned();
    let again = || {
        Request::get("/tim?q=ong")
            .header("if-none-match", format!("\"x\", {etag}"))
            .body(Body::empty())
            .unwrap()
    };
    let second = site.send(again()).await;
    assert_eq!(
        (second.status, second.body.len(), second.header("etag")),
        (StatusCode::NOT_MODIFIED, 0, etag.as_str())
    );
    let mut writer = Writer::open(site.folder.path(), site.declarations.clone()).unwrap();
    writer.remove("ky-thuat/kt-nuoi-ong.md").unwrap();
    writer.commit().unwrap();
    drop(writer);
    assert!(site.index.reload(&site.declarations).unwrap());
    let third = site.send(again()).await;
    assert_eq!(third.status, StatusCode::OK);
    assert_ne!(third.header("etag"), etag);
    assert_eq!(site.get("/ky-thuat/kt-nuoi-ong").await.header("etag"), "");
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever_under_a_name_of_its_content() {
    let site = TestSite::new();
    let home = site.get("/").await.body;
    let at = home.find("/tinh/").unwrap();
    let url = home[at..].split('"').next().unwrap();
    let css = site.get(url).await;
    assert_eq!(
        (css.status, css.header("content-type")),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert_eq!(css.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(
        site.get("/tinh/000000000000/site.css").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn answers_are_compressed_as_the_client_can() {
    let site = TestSite::new();
    for (accepts, gets) in [("gzip", "gzip"), ("br, gzip", "br"), ("identity", "")] {
        let request = Request::get("/tim?q=ong")
            .header("accept-encoding", accepts)
            .body(Body::empty())
            .unwrap();
        let answer = site.send(request).await;
        assert_eq!(answer.header("content-encoding"), gets);
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn addresses_and_bodies_over_the_bound_are_refused() {
    let site = TestSite::new();
    let long = format!("/tim?q={}", "a".repeat(9000));
    let page = site.get(&long).await;
    assert_eq!(page.status, StatusCode::URI_TOO_LONG);
    page.has("Yêu cầu quá dài").has_not("aaaaaaaaaa");
    assert_eq!(
        site.get(&long.replace("/tim", "/api/v1/search")).await.json()["status"],
        414
    );
    let request = Request::post("/tim")
        .header("content-length", "70000")
        .body(Body::from(vec![b'a'; 70_000]))
        .unwrap();
    assert_eq!(site.send(request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn requests_over_the_bound_are_shed_and_health_still_answers() {
    let site = TestSite::with(&Limits {
        concurrency: 0,
        ..Limits::default()
    });
    let page = site.get("/").await;
    assert_eq!(
        (page.status, page.header("retry-after")),
        (StatusCode::SERVICE_UNAVAILABLE, "5")
    );
    page.has("Máy chủ đang bận");
    assert_eq!(
        site.get("/api/v1/search").await.header("content-type"),
        "application/problem+json"
    );
    assert_eq!(
        (site.get("/livez").await.status, site.get("/readyz").await.status),
        (StatusCode::OK, StatusCode::OK)
    );
}

#[test]
fn a_request_that_takes_too_long_is_given_up() {
    // One thread for work on the index, and it is busy.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .unwrap();
    runtime.block_on(async {
        let site = TestSite::with(&Limits {
            request_timeout: Duration::from_millis(50),
            ..Limits::default()
        });
        let busy = tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(600)));
        let page = site.get("/tim?q=ong").await;
        assert_eq!(
            (page.status, page.header("retry-after")),
            (StatusCode::SERVICE_UNAVAILABLE, "5")
        );
        busy.await.unwrap();
    });
}

/// A server on a port of its own, and what stops it.
async fn start(
    router: Router,
    limits: Limits,
) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let served = tokio::spawn(async move {
        let shutdown = async {
            stopped.await.ok();
        };
        server::serve(listener, router, &limits, shutdown).await.unwrap();
    });
    (address, stop, served)
}

/// Reads until the other side closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut all))
        .await
        .expect("still open")
        .ok();
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn a_client_that_says_nothing_or_dribbles_is_dropped() {
    let limits = Limits {
        header_timeout: Duration::from_millis(200),
        ..Limits::default()
    };
    let (address, _stop, _served) = start(TestSite::new().router, limits).await;
    let began = Instant::now();
    let silent = TcpStream::connect(address).await.unwrap();
    let mut dribbling = TcpStream::connect(address).await.unwrap();
    dribbling.write_all(b"GET / HTTP/1.1\r\nHo").await.unwrap();
    let mut kept = TcpStream::connect(address).await.unwrap();
    kept.write_all(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let (_, _, answered) = tokio::join!(rest(silent), rest(dribbling), rest(kept));
    assert!(answered.starts_with("HTTP/1.1 200 OK"), "{answered}");
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_head_over_the_bound_is_refused() {
    let (address, _stop, _served) = start(TestSite::new().router, Limits::default()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n", "a".repeat(60_000));
    stream.write_all(head.as_bytes()).await.ok();
    assert!(rest(stream).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn connections_over_the_bound_wait_for_room() {
    let limits = Limits {
        connections: 1,
        header_timeout: Duration::from_millis(300),
        ..Limits::default()
    };
    let (address, _stop, _served) = start(TestSite::new().router, limits).await;
    let _silent = TcpStream::connect(address).await.unwrap();
    let mut second = TcpStream::connect(address).await.unwrap();
    second
        .write_all(b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    assert!(rest(second).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_stop_lets_requests_in_work_finish_and_closes_idle_connections() {
    let slow = Router::new().route(
        "/slow",
        get(|| async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "done"
        }),
    );
    let (address, stop, served) = start(slow, Limits::default()).await;
    let idle = TcpStream::connect(address).await.unwrap();
    let mut busy = TcpStream::connect(address).await.unwrap();
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    let (answered, _) = tokio::join!(rest(busy), rest(idle));
    assert!(answered.ends_with("done"), "{answered}");
    served.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_request_that_hangs_does_not_hold_up_a_stop_for_ever() {
    let hanging = Router::new().route("/hang", get(|| async { std::future::pending::<()>().await }));
    let (address, stop, served) = start(
        hanging,
        Limits {
            drain: Duration::from_millis(200),
            ..Limits::default()
        },
    )
    .await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"GET /hang HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(3), served)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn what_the_client_holds_is_answered_before_any_work() {
    let site = TestSite::new();
    let etag = site.get("/tim?q=hat+de").await.header("etag").to_owned();
    let held = |uri: &str| {
        let request = Request::get(uri).header("if-none-match", etag.as_str());
        site.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(held("/tim?q=ong").await.status, StatusCode::NOT_MODIFIED);
    // The answer that takes looking for a record to be known is not reached either.
    assert_eq!(site.get("/ky-thuat/khong-co").await.status, StatusCode::NOT_FOUND);
    assert_eq!(held("/ky-thuat/khong-co").await.status, StatusCode::NOT_MODIFIED);
}
