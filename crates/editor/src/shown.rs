//! Words and forms that every page of the room uses for the same thing.

use catalogue::Status;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A state for people.
pub(crate) fn state(status: Status) -> &'static str {
    match status {
        Status::Draft => "Bản nháp",
        Status::InReview => "Chờ duyệt",
        Status::Published => "Đã xuất bản",
        Status::Archived => "Lưu kho",
    }
}

/// A day as people write it.
pub(crate) fn day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// A moment as people of the place write it: `25/11/2026 15:04`.
pub(crate) fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%d/%m/%Y %H:%M").to_string()
}
