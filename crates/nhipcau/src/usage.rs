//! Mistakes on the command line, said in Vietnamese.

use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::FAILED;
use crate::cli::Cli;

/// The line as typed; or help, version or a mistake has been printed and this is the status.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nothing can be done about an output that is closed.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ => {
            let sentence = sentence(&error);
            let stop = if sentence.ends_with(['?', '.']) { "" } else { "." };
            eprintln!("Lỗi: {sentence}{stop}\nXem hướng dẫn: nhipcau --help");
            ExitCode::from(FAILED)
        }
    })
}

/// What is wrong, in one sentence.
fn sentence(error: &clap::Error) -> String {
    let told = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        // Proposals come with the nearest last.
        Some(ContextValue::Strings(texts))
            if matches!(kind, ContextKind::SuggestedSubcommand | ContextKind::SuggestedArg) =>
        {
            texts.last().cloned().unwrap_or_default()
        }
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let or = |kind| match told(kind) {
        text if text.is_empty() => text,
        text => format!("; có phải là “{text}”?"),
    };
    let (arg, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tuỳ chọn “{arg}”{}", or(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            format!(
                "không có lệnh “{}”{}",
                told(ContextKind::InvalidSubcommand),
                or(ContextKind::SuggestedSubcommand)
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}” thiếu giá trị"),
        ErrorKind::InvalidValue => format!(
            "“{value}” không dùng được cho “{arg}”; chọn một trong: {}",
            told(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation if arg.starts_with("--listen") => {
            format!("“{value}” không phải là địa chỉ và cổng, ví dụ đúng: 127.0.0.1:8080")
        }
        ErrorKind::ValueValidation => match std::error::Error::source(error) {
            Some(why) => format!("“{value}” không dùng được cho “{arg}”: {why}"),
            None => format!("“{value}” không dùng được cho “{arg}”"),
        },
        ErrorKind::MissingRequiredArgument => format!("còn thiếu {}", arg.trim_end_matches('.')),
        ErrorKind::ArgumentConflict => format!("“{arg}” ghi hai lần hoặc không đi cùng nhau được"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("số giá trị của “{arg}” không đúng")
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "còn thiếu lệnh con; xem: nhipcau user --help".to_owned()
        }
        ErrorKind::InvalidUtf8 => "dòng lệnh có ký tự không phải UTF-8".to_owned(),
        _ => "dòng lệnh viết sai".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &[&str]) -> String {
        let words = std::iter::once("nhipcau").chain(line.iter().copied());
        sentence(&Cli::try_parse_from(words).expect_err("a mistake"))
    }

    #[test]
    fn mistakes_are_said_in_vietnamese() {
        assert_eq!(told(&["serv"]), "không có lệnh “serv”; có phải là “serve”?");
        assert_eq!(
            told(&["--conten", "x"]),
            "không có tuỳ chọn “--conten”; có phải là “--content”?"
        );
        assert_eq!(
            told(&["--listen", "8080"]),
            "“8080” không phải là địa chỉ và cổng, ví dụ đúng: 127.0.0.1:8080"
        );
        assert_eq!(
            told(&["--log", "xml"]),
            "“xml” không dùng được cho “--log <DẠNG>”; chọn một trong: text, json"
        );
        assert_eq!(told(&["new", "ky-thuat"]), "còn thiếu <TÊN>");
        assert_eq!(told(&["user"]), "còn thiếu lệnh con; xem: nhipcau user --help");
        assert_eq!(
            told(&["user", "add", "lan", "--role", "sep", "--name", "Lan"]),
            "“sep” không dùng được cho “--role <VAI_TRÒ>”: vai trò là một trong: viet, duyet, quan-tri"
        );
        assert_eq!(told(&["--content"]), "“--content <THƯ_MỤC>” thiếu giá trị");
    }

    #[test]
    fn the_table_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
