//! What does not hold yet.

/// Area and case. The tests fail when one of these holds: then it is to be taken out here.
pub(crate) const KNOWN_GAPS: &[(&str, &str)] = &[
    (
        "questions, titles",
        "Cong vien dia chat toan cau UNESCO Non nuoc Cao Bang (real)",
    ),
    ("slips", "nuôi cây mô tê bào says nuôi cấy mô tế bào (real)"),
];
