//! What the buttons of a record do, and who has which.

use accounts::{Act, Role};
use catalogue::Status;

use crate::session::Signed;

/// A button below the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Keep the text, state as it is.
    Save,
    /// Only say what is wrong.
    Check,
    /// Keep the text and ask for review.
    Send,
    /// Keep the text and show it to everyone.
    Publish,
    /// Back to the writer, with a word.
    SendBack,
    /// Out of sight, and kept.
    Archive,
}

impl Wish {
    pub(super) fn read(value: &str) -> Wish {
        match value {
            "luu" => Wish::Save,
            "gui" => Wish::Send,
            "xuat-ban" => Wish::Publish,
            "tra-lai" => Wish::SendBack,
            "luu-kho" => Wish::Archive,
            _ => Wish::Check,
        }
    }

    /// The state afterwards.
    pub(super) fn state(self, now: Status) -> Status {
        match self {
            Wish::Save | Wish::Check => now,
            Wish::Send => Status::InReview,
            Wish::Publish => Status::Published,
            Wish::SendBack => Status::Draft,
            Wish::Archive => Status::Archived,
        }
    }

    /// For the trail.
    pub(super) fn act(self) -> Act {
        match self {
            Wish::Save | Wish::Check => Act::Save,
            Wish::Send => Act::Send,
            Wish::Publish => Act::Publish,
            Wish::SendBack => Act::SendBack,
            Wish::Archive => Act::Archive,
        }
    }

    /// The code in the address of the page afterwards.
    pub(super) fn done(self) -> &'static str {
        match self {
            Wish::Save | Wish::Check => "luu",
            Wish::Send => "gui",
            Wish::Publish => "xuat-ban",
            Wish::SendBack => "tra-lai",
            Wish::Archive => "luu-kho",
        }
    }

    /// Which role it takes where the record has this state.
    pub(super) fn needs(self, now: Status) -> Role {
        match self {
            Wish::Check => Role::Writer,
            Wish::Save | Wish::Send if matches!(now, Status::Draft | Status::InReview) => Role::Writer,
            _ => Role::Reviewer,
        }
    }
}

/// A button as the page shows it.
pub(super) struct Button {
    pub(super) value: &'static str,
    pub(super) label: &'static str,
    pub(super) main: bool,
}

/// The buttons of a record for this person. `in_place`: the text goes into the file itself.
pub(super) fn buttons(signed: &Signed, status: Status, in_place: bool) -> Vec<Button> {
    let button = |value, label, main| Button { value, label, main };
    if !in_place {
        return vec![button("gui", "Gửi đề xuất", true), button("luu", "Lưu đề xuất", false)];
    }
    let reviewer = signed.may(Role::Reviewer);
    match status {
        Status::Draft if reviewer => vec![
            button("luu", "Lưu nháp", true),
            button("gui", "Gửi duyệt", false),
            button("xuat-ban", "Xuất bản", false),
        ],
        Status::Draft => vec![button("gui", "Gửi duyệt", true), button("luu", "Lưu nháp", false)],
        Status::InReview if reviewer => vec![button("xuat-ban", "Xuất bản", true), button("luu", "Lưu", false)],
        Status::InReview => vec![button("luu", "Lưu", true)],
        Status::Published => vec![button("luu", "Lưu và công khai ngay", true)],
        Status::Archived => vec![button("luu", "Lưu", true), button("xuat-ban", "Xuất bản lại", false)],
    }
}
