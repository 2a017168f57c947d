//! `nhipcau user …`: who may sign in to the editing room.

use std::io::{self, IsTerminal, Read};
use std::process::ExitCode;

use accounts::{Act, Entry, MAX_PASSWORD, MIN_PASSWORD, People, Role, Trail};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::{Common, UserCommand};

/// Who acts at the command line, in the trail.
const WHO: &str = "(dòng lệnh)";
/// Most bytes read for a password: letters of Vietnamese take up to four each, decomposed twice as many.
const MAX_LINE: u64 = 8 * MAX_PASSWORD as u64;

/// Does what was asked with accounts.
pub(crate) fn run(common: &Common, command: &UserCommand) -> Result<ExitCode> {
    let people = People::new(&common.data);
    let note = |act: Act, told: &str| {
        Trail::new(&common.data).note(Entry::new(Timestamp::now(), WHO, act).note(told));
    };
    match command {
        UserCommand::List => list(&people)?,
        UserCommand::Add {
            account,
            role,
            name,
            password_stdin,
        } => {
            // Before the password is asked for.
            people.may_add(account, name)?;
            let password = password(*password_stdin)?;
            let person = people.add(account, name, *role, &password, Timestamp::now())?;
            note(Act::AddPerson, &format!("{}, vai trò {}", person.name, role.code()));
            println!("Đã thêm {} ({}), vai trò: {}.", person.name, person.shown, role.label());
            if *role == Role::Writer && people.all()?.iter().all(|person| person.role == Role::Writer) {
                println!("Chưa có người duyệt: thêm một người với --role duyet thì bài viết mới xuất bản được.");
            }
        }
        UserCommand::Password {
            account,
            password_stdin,
        } => {
            people.known(account)?;
            let password = password(*password_stdin)?;
            let person = people.set_password(account, &password)?;
            note(Act::ChangePassword, &person.name);
            println!(
                "Đã đổi mật khẩu của {}; mọi phiên đăng nhập cũ đã hết hiệu lực.",
                person.name
            );
        }
        UserCommand::Role { account, role } => {
            let person = people.set_role(account, *role)?;
            note(Act::ChangeRole, &format!("{}, vai trò {}", person.name, role.code()));
            println!(
                "{} ({}) nay có vai trò: {}; người ấy phải đăng nhập lại.",
                person.name,
                person.shown,
                role.label()
            );
        }
        UserCommand::Remove { account } => {
            let person = people.remove(account)?;
            note(Act::RemovePerson, &person.name);
            println!("Đã xoá tài khoản {} ({}).", person.name, person.shown);
            if people.all()?.is_empty() {
                println!("Không còn tài khoản nào: trang /bien-tap đã tắt.");
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A line for each person.
fn list(people: &People) -> Result<()> {
    let all = people.all()?;
    if all.is_empty() {
        println!("Chưa có tài khoản nào. Thêm: nhipcau user add TÊN --role quan-tri --name \"Họ tên\"");
        return Ok(());
    }
    let width = all.iter().map(|person| person.name.len()).max().unwrap_or(0);
    for person in all.iter() {
        let since = person.since.to_zoned(TimeZone::system()).strftime("%d/%m/%Y");
        println!(
            "{:width$}  {:8}  từ {since}  {}",
            person.name,
            person.role.code(),
            person.shown
        );
    }
    Ok(())
}

/// The password, asked for twice without showing it, or the first line of the input.
fn password(from_input: bool) -> Result<String> {
    if from_input {
        let mut bytes = Vec::new();
        io::stdin()
            .take(MAX_LINE + 2)
            .read_to_end(&mut bytes)
            .context("không đọc được đầu vào")?;
        let Ok(text) = String::from_utf8(bytes) else {
            bail!("mật khẩu không phải UTF-8, hoặc quá dài");
        };
        return Ok(text.lines().next().unwrap_or_default().to_owned());
    }
    if !io::stdin().is_terminal() {
        bail!("không có cửa sổ lệnh để hỏi mật khẩu; dùng --password-stdin");
    }
    let ask = |prompt: &str| rpassword::prompt_password(prompt).context("không đọc được mật khẩu");
    let first = ask(&format!(
        "Mật khẩu ({MIN_PASSWORD} đến {MAX_PASSWORD} ký tự, không hiện ra): "
    ))?;
    if first != ask("Gõ lại mật khẩu: ")? {
        bail!("hai lần gõ không giống nhau; chưa thay đổi gì");
    }
    Ok(first)
}
