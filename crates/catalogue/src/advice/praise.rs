//! Words of praise that stand where a number belongs.

use super::padded;

/// Praise that says nothing on its own. Folded forms would also hit other words, so marks count.
const PRAISE: [&str; 18] = [
    "hiện đại",
    "tiên tiến",
    "độc đáo",
    "ưu việt",
    "vượt trội",
    "hàng đầu",
    "đột phá",
    "tối ưu",
    "tốt nhất",
    "hoàn hảo",
    "đẳng cấp",
    "chất lượng cao",
    "hiệu quả cao",
    "năng suất cao",
    "giá trị cao",
    "hoàn toàn mới",
    "thế hệ mới",
    "đầu tiên tại việt nam",
];
/// `mới` is praise after one of these; elsewhere it is time (`mới trồng`), a programme (`nông thôn mới`) or a name.
const NEW_WHAT: [&str; 14] = [
    "công nghệ",
    "kỹ thuật",
    "kĩ thuật",
    "phương pháp",
    "giải pháp",
    "quy trình",
    "qui trình",
    "sản phẩm",
    "thiết bị",
    "máy móc",
    "hướng đi",
    "cách làm",
    "mô hình",
    "dây chuyền",
];
/// Praise that is part of a name or of a plain statement.
const PLAIN: [&str; 3] = ["trung bình tiên tiến", "hàng đầu tiên", "sản phẩm mới sinh"];
/// Numbers written as words; `một` alone is mostly the article.
const NUMBERS: [&str; 12] = [
    "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "trăm", "nghìn", "triệu",
];

/// The first word of praise of a summary that holds no number.
pub(super) fn without_number(summary: &str) -> Option<&'static str> {
    if summary.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut words = String::from(" ");
    for word in summary
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        words.push_str(word);
        words.push(' ');
    }
    if NUMBERS.iter().any(|number| words.contains(&format!(" {number} "))) {
        return None;
    }
    for plain in PLAIN {
        words = words.replace(&format!(" {plain} "), " ");
    }
    let praise = PRAISE.into_iter().find(|praise| words.contains(&format!(" {praise} ")));
    let new = || {
        NEW_WHAT
            .iter()
            .any(|what| words.contains(&format!(" {what} mới ")))
            .then_some("mới")
    };
    let bare = || (padded(summary).trim() == "moi").then_some("mới");
    praise.or_else(new).or_else(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn praise_needs_a_number() {
        for (summary, word) in [
            ("Công nghệ mới, hiện đại, tiên tiến cho bà con.", Some("hiện đại")),
            ("Giải pháp mới cho bà con vùng cao.", Some("mới")),
            ("Máy hiện đại, sấy 200 kg một mẻ.", None),
            ("Sấy hiệu quả cao gấp ba lần phơi nắng.", None),
            ("Hỗ trợ doanh nghiệp đổi mới công nghệ.", None),
            ("Xã đạt chuẩn nông thôn mới.", None),
            ("Cây giống mới trồng phải che nắng.", None),
            ("", None),
        ] {
            assert_eq!(without_number(summary), word, "{summary}");
        }
    }
}
