//! Signing in and out as a server does it, over restarts and changes at the command line.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::IpAddr;
use std::path::Path;

use accounts::{Accounts, Act, ChangeError, People, Refused, Role, Token};
use jiff::{SignedDuration, Timestamp};

const PASSWORD: &str = "ba con trâu đi cày";
const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn place() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let people = People::new(dir.path());
    people
        .add("lan", "Hoàng Thị Lan", Role::Writer, PASSWORD, at(0))
        .unwrap();
    dir
}

fn signed_in(accounts: &Accounts, seconds: i64) -> Token {
    accounts
        .sign_in("lan", PASSWORD, HOME, None, at(seconds))
        .unwrap()
        .token
}

fn alive(accounts: &Accounts, token: &Token, seconds: i64) -> bool {
    accounts.session(token, at(seconds)).unwrap().is_some()
}

/// Everything that the data folder holds, as text.
fn written(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap();
    files.map(|f| fs::read_to_string(f.unwrap().path()).unwrap()).collect()
}

#[test]
fn nothing_secret_is_written_and_files_are_private() {
    let dir = place();
    let accounts = Accounts::open(dir.path(), at(0));
    let token = signed_in(&accounts, 1);
    let _ = accounts.sign_in("lan", "mật khẩu gõ sai", HOME, None, at(2));
    let _ = accounts.sign_in("mật-khẩu-gõ-nhầm-ô", "x", HOME, None, at(2));
    let text = written(dir.path());
    for secret in [PASSWORD, token.as_str(), "gõ sai", "nhầm-ô"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("$argon2id$v=19$m=19456,t=2,p=1$"));
    #[cfg(unix)]
    for file in fs::read_dir(dir.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?}", file.path());
    }
}

#[test]
fn a_token_is_new_at_every_sign_in_and_the_old_one_ends() {
    let dir = place();
    let accounts = Accounts::open(dir.path(), at(0));
    let old = signed_in(&accounts, 1);
    let new = accounts
        .sign_in(" LAN ", PASSWORD, HOME, Some(&old), at(2))
        .unwrap()
        .token;
    assert_ne!(old, new);
    assert!(!alive(&accounts, &old, 3) && alive(&accounts, &new, 3));
    let form = new.csrf().unwrap();
    assert_ne!(form, new.csrf().unwrap(), "another on every page");
    assert!(new.is_csrf(&form) && !new.is_csrf(&old.csrf().unwrap()));
    for bad in [
        "",
        &form[..95],
        &form[1..],
        &form.replace(&form[..32], &"0".repeat(32)),
        &"é".repeat(48),
    ] {
        assert!(!new.is_csrf(bad), "{bad}");
    }
    // A token that someone planted in the browser never becomes a session.
    let planted = Token::of(&"ab".repeat(32)).unwrap();
    accounts.sign_in("lan", PASSWORD, HOME, Some(&planted), at(4)).unwrap();
    assert!(!alive(&accounts, &planted, 5));
    for bad in ["", "x", &"AB".repeat(32), &"ab".repeat(33), &"é".repeat(32)] {
        assert!(Token::of(bad).is_none(), "{bad}");
    }
}

#[test]
fn sessions_outlive_a_restart_and_end_in_time() {
    let dir = place();
    let token = signed_in(&Accounts::open(dir.path(), at(0)), 1);
    let accounts = Accounts::open(dir.path(), at(10));
    assert!(alive(&accounts, &token, 10));
    let hours = |n: i64| n * 3600;
    assert!(alive(&accounts, &token, hours(7)));
    assert!(alive(&accounts, &token, hours(14)), "used again within eight hours");
    // The last use was written down, so the restart does not end it.
    assert!(alive(&Accounts::open(dir.path(), at(hours(15))), &token, hours(15)));
    assert!(!alive(&accounts, &token, hours(23)), "eight hours unused");

    let accounts = Accounts::open(dir.path(), at(hours(24)));
    let token = signed_in(&accounts, 0);
    for n in 1..28 {
        assert!(alive(&accounts, &token, hours(6 * n)), "{n}");
    }
    assert!(
        !alive(&accounts, &token, hours(7 * 24)),
        "seven days, used all the time"
    );
}

#[test]
fn sign_out_here_and_everywhere() {
    let dir = place();
    let accounts = Accounts::open(dir.path(), at(0));
    let (one, two, three) = (
        signed_in(&accounts, 1),
        signed_in(&accounts, 1),
        signed_in(&accounts, 1),
    );
    accounts.sign_out(&one, at(2)).unwrap();
    assert!(!alive(&accounts, &one, 3) && alive(&accounts, &two, 3));
    assert!(
        !alive(&Accounts::open(dir.path(), at(3)), &one, 3),
        "nor after a restart"
    );
    accounts.sign_out_everywhere("lan", "lan", at(4)).unwrap();
    assert!(!alive(&accounts, &two, 5) && !alive(&accounts, &three, 5));
    let acts: Vec<Act> = accounts
        .trail()
        .last(3, |_| true)
        .unwrap()
        .iter()
        .map(|e| e.act)
        .collect();
    assert_eq!(acts, [Act::SignOutEverywhere, Act::SignOut, Act::SignIn]);
}

#[test]
fn changes_at_the_command_line_are_seen_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path(), at(0));
    assert!(!accounts.any());
    let people = People::new(dir.path());
    people
        .add("lan", "Hoàng Thị Lan", Role::Writer, PASSWORD, at(0))
        .unwrap();
    assert!(accounts.any());
    let token = signed_in(&accounts, 1);
    people.set_role("lan", Role::Reviewer).unwrap();
    assert!(!alive(&accounts, &token, 2), "another role ends the session");
    let token = signed_in(&accounts, 3);
    assert_eq!(accounts.session(&token, at(3)).unwrap().unwrap().1.role, Role::Reviewer);
    people.set_password("lan", "năm con bò ra đồng").unwrap();
    assert!(!alive(&accounts, &token, 4), "another password ends the session");
    assert!(matches!(
        accounts.sign_in("lan", PASSWORD, HOME, None, at(5)),
        Err(Refused::Wrong)
    ));
    let token = accounts
        .sign_in("lan", "năm con bò ra đồng", HOME, None, at(6))
        .unwrap()
        .token;
    people.remove("lan").unwrap();
    assert!(!alive(&accounts, &token, 7));
    // A new account of the same name and password is not the old one.
    people
        .add("lan", "Lan khác", Role::Administrator, PASSWORD, at(8))
        .unwrap();
    assert!(!alive(&accounts, &token, 9));
}

#[test]
fn an_unknown_name_is_answered_as_a_wrong_password_is() {
    let dir = place();
    let accounts = Accounts::open(dir.path(), at(0));
    let answers = |name: &str, from: u8| -> Vec<String> {
        let from = IpAddr::from([10, 0, 0, from]);
        (0..8)
            .map(|n| {
                accounts
                    .sign_in(name, "sai", from, None, at(n))
                    .unwrap_err()
                    .to_string()
            })
            .collect()
    };
    let (known, unknown) = (answers("lan", 1), answers("ai-do", 2));
    assert_eq!(known, unknown);
    assert!(known[0].starts_with("tên đăng nhập hoặc mật khẩu"));
    assert!(known[7].starts_with("đã thử quá nhiều lần"));
    // The right password has to wait as well, else the wait would not stop a guesser; and it is taken afterwards.
    let from = IpAddr::from([10, 0, 0, 3]);
    assert!(matches!(
        accounts.sign_in("lan", PASSWORD, from, None, at(7)),
        Err(Refused::Wait(_))
    ));
    let later = at(7) + SignedDuration::from_mins(5);
    assert!(accounts.sign_in("lan", PASSWORD, from, None, later).is_ok());
}

#[test]
fn people_are_changed_with_care() {
    let dir = place();
    let people = People::new(dir.path());
    let add = |name: &str, password: &str| people.add(name, "Tên", Role::Writer, password, at(0));
    assert!(matches!(add("lan", PASSWORD), Err(ChangeError::Taken(_))));
    assert!(matches!(add("../lan", PASSWORD), Err(ChangeError::Name(_))));
    assert!(matches!(add("minh", "123"), Err(ChangeError::Password(_))));
    assert!(matches!(people.remove("minh"), Err(ChangeError::Unknown(_))));
    assert!(matches!(
        people.set_role("minh", Role::Writer),
        Err(ChangeError::Unknown(_))
    ));
    // Many at once: none is lost.
    std::thread::scope(|scope| {
        for n in 0..6 {
            let folder = dir.path();
            scope.spawn(move || {
                let name = format!("nguoi{n}");
                People::new(folder)
                    .add(&name, "Tên", Role::Writer, PASSWORD, at(0))
                    .unwrap()
            });
        }
    });
    assert_eq!(people.all().unwrap().len(), 7);
}

#[test]
fn a_broken_file_keeps_everyone_out_and_is_told() {
    let dir = place();
    let accounts = Accounts::open(dir.path(), at(0));
    let token = signed_in(&accounts, 1);
    fs::write(dir.path().join("tai-khoan.json"), "{").unwrap();
    assert!(!accounts.any());
    assert!(accounts.session(&token, at(2)).is_err());
    let refused = accounts
        .sign_in("lan", PASSWORD, HOME, None, at(3))
        .unwrap_err()
        .to_string();
    assert!(refused.contains("bị hỏng"), "{refused}");
}
