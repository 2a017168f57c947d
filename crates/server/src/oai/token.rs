//! Resumption tokens. They hold all that is needed to go on, so the server remembers nothing, and they outlive a restart:
//! a list goes on behind a moment and an identifier, not at a count, and so misses nothing that changes meanwhile.

/// A list that is asked for, from its beginning or from somewhere in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Token {
    pub(super) prefix: String,
    pub(super) from: Option<i64>,
    pub(super) until: Option<i64>,
    pub(super) set: Option<String>,
    /// The last entry that was told.
    pub(super) after: Option<(i64, String)>,
    /// Entries told so far.
    pub(super) cursor: usize,
}

/// First part: the form of the rest.
const FORM: &str = "1";

impl Token {
    /// As it is given to a harvester: parts between `~`, which no part has.
    pub(super) fn write(&self) -> String {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let (at, ma) = self.after.clone().unwrap_or_default();
        [
            FORM.to_owned(),
            self.prefix.clone(),
            number(self.from),
            number(self.until),
            self.set.clone().unwrap_or_default(),
            at.to_string(),
            ma,
            self.cursor.to_string(),
        ]
        .join("~")
    }

    /// Reads what [`Token::write`] gave; `None` for anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('~').collect();
        let [FORM, prefix, from, until, set, at, ma, cursor] = parts.as_slice() else {
            return None;
        };
        let number = |text: &str| -> Option<Option<i64>> {
            if text.is_empty() {
                return Some(None);
            }
            text.parse().ok().map(Some)
        };
        let name =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
        if !name(prefix) || !name(ma) || !(set.is_empty() || name(set)) {
            return None;
        }
        Some(Self {
            prefix: (*prefix).to_owned(),
            from: number(from)?,
            until: number(until)?,
            set: (!set.is_empty()).then(|| (*set).to_owned()),
            after: Some((at.parse().ok()?, (*ma).to_owned())),
            cursor: cursor.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_nothing_else_does() {
        let token = Token {
            prefix: "oai_dc".to_owned(),
            from: Some(5),
            until: None,
            set: Some("linh-vuc:4:401".to_owned()),
            after: Some((7, "kt-a".to_owned())),
            cursor: 100,
        };
        let text = token.write();
        assert_eq!(text, "1~oai_dc~5~~linh-vuc:4:401~7~kt-a~100");
        assert_eq!(Token::read(&text), Some(token));
        for wrong in [
            "",
            "1~oai_dc",
            "2~oai_dc~5~~~7~kt-a~100",
            "1~oai_dc~x~~~7~kt-a~100",
            "1~oai_dc~5~~~7~~100",
            "1~<>~5~~~7~a~1",
        ] {
            assert_eq!(Token::read(wrong), None, "{wrong}");
        }
    }
}
