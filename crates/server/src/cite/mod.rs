//! A record as citation programs take it. Names stay whole and keep their marks: a Vietnamese name has no part that is
//! “the family name” to these formats.

pub(crate) mod bibtex;
pub(crate) mod csl;
pub(crate) mod ris;

#[cfg(test)]
pub(crate) mod sample {
    use crate::meta::facts::{Agent, Coded, Facts, Source};

    /// A record with everything that is hard about it.
    pub(crate) fn facts() -> Facts {
        Facts {
            ma: "kq-mot".to_owned(),
            collection: "ket-qua".to_owned(),
            kind: "Kết quả nghiên cứu".to_owned(),
            schema_org: "Report".to_owned(),
            title: "Nhân giống {Thạch đen} & sấy 50 % ở 60 °C".to_owned(),
            summary: "Một câu.\nCâu hai.".to_owned(),
            translations: vec![("en", "Propagation".to_owned(), None)],
            other_names: vec![("Sương sáo".to_owned(), Some("vi-x-nam".to_owned()))],
            url: "https://kh.vn/ket-qua/kq-mot".to_owned(),
            subjects: vec![Coded {
                code: "thach-den".to_owned(),
                label: "Thạch đen".to_owned(),
                uri: None,
            }],
            fields: Vec::new(),
            keywords: vec!["Thạch đen".to_owned(), "nuôi cấy mô".to_owned()],
            places: Vec::new(),
            makers: vec![
                Agent {
                    name: "Nguyễn Thị Ánh".to_owned(),
                    url: None,
                    is_person: true,
                },
                Agent {
                    name: "Sở Khoa học và Công nghệ".to_owned(),
                    url: None,
                    is_person: false,
                },
            ],
            publisher: "Nhịp Cầu".to_owned(),
            issued: "2024-05-30".to_owned(),
            modified: 1_764_000_000,
            licence: Some("CC-BY-4.0".to_owned()),
            licence_url: Some("https://creativecommons.org/licenses/by/4.0/"),
            sources: vec![Source {
                text: "Báo cáo".to_owned(),
                url: None,
            }],
            related: Vec::new(),
        }
    }
}
