//! Signing in and out: fixation, stolen cookies, guessing, roles.

use std::net::IpAddr;

use accounts::{Act, People, Role};
use axum::http::StatusCode;
use server::Site;

use super::room::{House, PASSWORD, PEOPLE};
use crate::support::{Place, Server};

#[test]
fn until_there_is_an_account_nothing_tells_of_the_room() {
    let house = House::with(&[]);
    for (name, _) in PEOPLE {
        People::new(&house.data()).remove(name).unwrap();
    }
    let mut browser = house.browser();
    let (there, nowhere) = (browser.get("/bien-tap/dang-nhap"), browser.get("/khong/co"));
    assert_eq!(there.status, StatusCode::NOT_FOUND);
    assert_eq!(
        there.header("content-security-policy"),
        nowhere.header("content-security-policy")
    );
    assert_eq!(browser.post("/bien-tap/dang-nhap", &[]).status, StatusCode::NOT_FOUND);
    // The running server sees the first account at once.
    People::new(&house.data())
        .add("lan", "Lan", Role::Writer, PASSWORD, jiff::Timestamp::UNIX_EPOCH)
        .unwrap();
    assert_eq!(browser.get("/bien-tap/dang-nhap").status, StatusCode::OK);
}

#[test]
fn cookies_are_for_this_room_alone_and_answers_for_one_reader() {
    let house = House::with(&[]);
    let mut browser = house.signed("lan");
    let csrf = browser.csrf();
    let page = browser.get("/bien-tap");
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe") && !policy.contains("http"));
    assert!(page.header("etag").is_empty());
    let out = browser.post("/bien-tap/dang-xuat", &[("csrf", &csrf)]);
    assert_eq!(
        out.header("set-cookie"),
        "nhipcau-phien=; Path=/bien-tap; HttpOnly; SameSite=Lax; Max-Age=0"
    );

    let site = Site {
        base_url: Some("https://nhipcau.test".to_owned()),
        ..Site::default()
    };
    let house = House::at(&[], site);
    let mut browser = house.browser();
    browser.sign_in("lan", PASSWORD);
    assert!(browser.cookies.contains_key("__Secure-nhipcau-phien"));
    assert!(browser.is_in());
    // A cookie that plain http could have planted is none there.
    let value = browser.cookies.remove("__Secure-nhipcau-phien").unwrap();
    browser.cookies.insert("nhipcau-phien".to_owned(), value);
    assert!(!browser.is_in());
}

#[test]
fn a_planted_session_is_not_the_one_after_signing_in() {
    let house = House::with(&[]);
    // The attacker's own session, and a token that was never one, planted in the browser of the victim.
    for planted in [house.signed("lan").session(), "ab".repeat(32)] {
        let mut victim = house.browser();
        victim.cookies.insert("nhipcau-phien".to_owned(), planted.clone());
        victim.get("/bien-tap");
        let csrf = {
            let mut fresh = house.browser();
            let csrf = fresh.get("/bien-tap/dang-nhap").csrf();
            victim.cookies.extend(fresh.cookies);
            csrf
        };
        let answer = victim.post(
            "/bien-tap/dang-nhap",
            &[("csrf", &csrf), ("ten", "binh"), ("mat_khau", PASSWORD)],
        );
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_ne!(victim.session(), planted);
        let mut attacker = house.browser();
        attacker.cookies.insert("nhipcau-phien".to_owned(), planted);
        assert!(!attacker.is_in(), "what was planted is no session afterwards");
        assert!(victim.is_in());
    }
    // Nobody is signed in by a form that was fetched in another browser.
    let csrf = house.browser().get("/bien-tap/dang-nhap").csrf();
    let mut victim = house.browser();
    victim.get("/bien-tap/dang-nhap");
    let answer = victim.post(
        "/bien-tap/dang-nhap",
        &[("csrf", &csrf), ("ten", "lan"), ("mat_khau", PASSWORD)],
    );
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!victim.cookies.contains_key("nhipcau-phien"));
    assert_eq!(
        house.noted(Act::Refused, |e| e.path.as_deref() == Some("/bien-tap/dang-nhap")),
        1
    );
}

#[test]
fn a_stolen_cookie_ends_with_the_session() {
    let house = House::with(&[]);
    let stolen = |of: &super::room::Browser<'_>| {
        let mut thief = house.browser();
        thief.cookies.insert("nhipcau-phien".to_owned(), of.session());
        thief
    };
    let mut lan = house.signed("lan");
    let mut thief = stolen(&lan);
    assert!(thief.is_in());
    lan.form("/bien-tap/dang-xuat", &[]);
    assert!(!thief.is_in(), "signed out");

    let (mut one, two) = (house.signed("lan"), house.signed("lan"));
    let mut thief = stolen(&two);
    one.form("/bien-tap/dang-xuat-moi-noi", &[]);
    assert!(!thief.is_in() && !one.is_in(), "signed out everywhere");

    let mut lan = house.signed("lan");
    let mut thief = stolen(&house.signed("lan"));
    let fields = [
        ("cu", PASSWORD),
        ("moi", "năm con bò ra đồng"),
        ("lai", "năm con bò ra đồng"),
    ];
    let changed = lan.form("/bien-tap/tai-khoan/mat-khau", &fields);
    assert!(changed.text.contains("Đã đổi mật khẩu"), "{}", changed.text);
    assert!(!thief.is_in(), "another password");
    assert!(lan.is_in(), "who changed it stays");

    let mut binh = house.signed("binh");
    People::new(&house.data()).set_role("binh", Role::Writer).unwrap();
    assert!(!binh.is_in(), "another role");
    let mut binh = house.signed("binh");
    house
        .signed("minh")
        .form("/bien-tap/nguoi/dang-xuat", &[("ten", "binh")]);
    assert!(!binh.is_in(), "signed out by the administrator");
    People::new(&house.data()).remove("lan").unwrap();
    assert!(!lan.is_in(), "gone");
    for act in [Act::SignOut, Act::SignOutEverywhere, Act::ChangePassword] {
        assert!(house.noted(act, |_| true) > 0, "{act:?}");
    }
}

#[test]
fn guessing_is_slowed_down_and_tells_nothing() {
    let house = House::with(&[]);
    let mut browser = house.browser();
    let mut answers = |name: &str, last: u8| -> Vec<(StatusCode, String)> {
        browser.from = IpAddr::from([10, 1, 0, last]);
        let tries = (0..7).map(|_| {
            let answer = browser.sign_in(name, "đoán mò cho vui");
            let (_, told) = answer.text.split_once("role=\"alert\"").unwrap();
            let told = told.split("</div>").next().unwrap();
            (answer.status, told.chars().filter(|c| !c.is_ascii_digit()).collect())
        });
        tries.collect()
    };
    let (known, unknown) = (answers("lan", 1), answers("khong-ai", 2));
    assert_eq!(known, unknown, "whether the name exists is not told");
    assert_eq!(known[0].0, StatusCode::FORBIDDEN);
    assert_eq!(known[6].0, StatusCode::TOO_MANY_REQUESTS);
    // The right password, from elsewhere too, has to wait: else waiting would stop nobody.
    let mut other = house.browser();
    let waits = other.sign_in("lan", PASSWORD);
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(waits.header("retry-after").parse::<u32>().unwrap() >= 1);
    // An address that tries one name after the other waits as well.
    let mut spray = house.browser();
    spray.from = IpAddr::from([10, 2, 0, 1]);
    let last = (0..15).map(|n| spray.sign_in(&format!("ten{n}"), "x").status).last();
    assert_eq!(last, Some(StatusCode::TOO_MANY_REQUESTS));
    assert!(house.noted(Act::SignInFailed, |e| e.who == "lan") >= 7);
    let trail = house.trail();
    assert!(!trail.contains("đoán mò") && !trail.contains("khong-ai"), "{trail}");
}

#[test]
fn the_start_says_whether_editing_is_on() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let place = Place::declared();
    let told = |place: &Place| {
        let mut child = place
            .command(&["--listen", "127.0.0.1:0", "serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told: Vec<String> = lines.take(2).map(Result::unwrap).collect();
        let server = Server {
            child,
            address: told[0]
                .split("http://")
                .nth(1)
                .unwrap()
                .split(' ')
                .next()
                .unwrap()
                .parse()
                .unwrap(),
        };
        let status = server.get("/bien-tap/dang-nhap").0;
        (told[1].clone(), status, server.address)
    };
    let (line, status, _) = told(&place);
    assert!(line.starts_with("Biên tập: đang tắt vì chưa có tài khoản"), "{line}");
    assert_eq!(status, 404);
    let mut add = place
        .command(&[
            "user",
            "add",
            "lan",
            "--role",
            "duyet",
            "--name",
            "Hoàng Thị Lan",
            "--password-stdin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut add.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes()).unwrap();
    let added = add.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&added.stdout),
        "Đã thêm lan (Hoàng Thị Lan), vai trò: Người duyệt.\n"
    );
    let (line, status, address) = told(&place);
    assert_eq!(line, format!("Biên tập: http://{address}/bien-tap (1 tài khoản)"));
    assert_eq!(status, 200);
    let refused = place.run(&[
        "user",
        "add",
        "lan",
        "--role",
        "viet",
        "--name",
        "Lan",
        "--password-stdin",
    ]);
    assert_eq!(refused.status, Some(2));
    assert!(refused.err.contains("đã có tài khoản “lan”"), "{}", refused.err);
    let list = place.run(&["user", "list"]);
    assert!(
        list.out.starts_with("lan  duyet") && list.out.ends_with("Hoàng Thị Lan\n"),
        "{}",
        list.out
    );
}
