//! Which column is which field: by its title, with or without marks, nearly or exactly; or as a person has said.

use std::collections::BTreeMap;

use catalogue::{Collection, FieldType, Leaf};
use serde::{Deserialize, Serialize};

use crate::cell::folded;

/// What a score must reach to count as the same title.
const ENOUGH: f64 = 0.72;
/// The section of the body that a column becomes.
const BODY: &str = "noi-dung";
/// A column that is left out.
const NOTHING: &str = "bo-qua";

/// Titles that offices use for our fields, folded.
const SYNONYMS: &[(&str, &str)] = &[
    ("ten de tai", "ten"),
    ("ten nhiem vu", "ten"),
    ("ten du an", "ten"),
    ("ten de tai du an", "ten"),
    ("ten nhiem vu khoa hoc va cong nghe", "ten"),
    ("ten ket qua", "ten"),
    ("ten cong nghe", "ten"),
    ("ten quy trinh", "ten"),
    ("ten don vi", "ten"),
    ("ten doanh nghiep", "ten"),
    ("ten mo hinh", "ten"),
    ("ten san pham", "ten"),
    ("tieu de", "ten"),
    ("tom tat", "tom_tat"),
    ("tom tat noi dung", "tom_tat"),
    ("mo ta ngan", "tom_tat"),
    ("ma so", "nhiem_vu.ma_so"),
    ("ma so de tai", "nhiem_vu.ma_so"),
    ("ma so nhiem vu", "nhiem_vu.ma_so"),
    ("cap de tai", "nhiem_vu.cap"),
    ("cap nhiem vu", "nhiem_vu.cap"),
    ("cap quan ly", "nhiem_vu.cap"),
    ("muc tieu", "nhiem_vu.muc_tieu"),
    ("chuong trinh", "nhiem_vu.chuong_trinh"),
    ("co quan chu tri", "chu_tri"),
    ("don vi chu tri", "chu_tri"),
    ("to chuc chu tri", "chu_tri"),
    ("chu nhiem", "chu_nhiem"),
    ("chu nhiem de tai", "chu_nhiem"),
    ("chu nhiem nhiem vu", "chu_nhiem"),
    ("chu nhiem du an", "chu_nhiem"),
    ("nam bat dau", "bat_dau"),
    ("nam ket thuc", "nam"),
    ("nam nghiem thu", "nam"),
    ("nam thuc hien", "nam"),
    ("nam", "nam"),
    ("tong kinh phi", "kinh_phi"),
    ("kinh phi thuc hien", "kinh_phi"),
    ("ngay nghiem thu", "nghiem_thu.ngay"),
    ("quyet dinh nghiem thu", "nghiem_thu.quyet_dinh"),
    ("so quyet dinh", "nghiem_thu.quyet_dinh"),
    ("ket qua nghiem thu", "nghiem_thu.xep_loai"),
    ("xep loai", "nghiem_thu.xep_loai"),
    ("san pham", "san_pham"),
    ("san pham chinh", "san_pham"),
    ("linh vuc", "linh_vuc"),
    ("linh vuc nghien cuu", "linh_vuc"),
    ("dia diem", "dia_ban"),
    ("dia ban", "dia_ban"),
    ("dia diem thuc hien", "dia_ban"),
    ("xa phuong", "dia_ban"),
    ("noi thuc hien", "dia_ban_goc"),
    ("tu khoa", "tu_khoa"),
    ("nguon", "nguon.trich"),
    ("tai lieu", "nguon.trich"),
    ("nguon tai lieu", "nguon.trich"),
    ("duong dan", "nguon.url"),
    ("lien ket", "nguon.url"),
    ("website", "nguon.url"),
    ("link", "nguon.url"),
    ("don vi phoi hop", "don_vi"),
    ("don vi thuc hien", "don_vi"),
    ("noi dung", BODY),
    ("mo ta", BODY),
    ("noi dung chinh", BODY),
    ("ket qua dat duoc", BODY),
    ("ket qua chinh", BODY),
    ("ghi chu", BODY),
    ("stt", NOTHING),
    ("tt", NOTHING),
    ("so tt", NOTHING),
    ("so thu tu", NOTHING),
];

/// Where the text of a column goes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Target {
    /// A leaf field by its dotted name, and how many of its units one of the column is.
    Field { name: String, factor: f64 },
    /// A section of the body under the title of the column.
    Body,
    /// Nowhere: numbers of rows.
    Nothing,
    /// A field that an earlier column has.
    Twice(String),
    /// Not known.
    Unknown,
}

/// Columns by their titles, as it is kept between two imports: `"Tên đề tài" = "ten"`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads a file of it.
    ///
    /// # Errors
    /// What is wrong with it, in Vietnamese.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| format!("tệp ánh xạ cột viết sai: {}", error.message()))
    }

    /// The file, with a word on how to change it.
    pub fn to_text(&self) -> String {
        let mut out = String::from(
            "# Cột nào vào trường nào. Sửa vế phải thành tên trường (xem _collections), ví dụ nghiem_thu.ngay;\n\
             # \"noi-dung\" = đưa vào nội dung, \"bo-qua\" = không nhập, \"\" = chưa biết (giữ ở cuối nội dung).\n",
        );
        for (title, field) in &self.columns {
            let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
            out.push_str(&format!("{} = {}\n", quoted(title), quoted(field)));
        }
        out
    }

    /// Puts what `other` says over this.
    pub fn merge(&mut self, other: &Mapping) {
        self.columns
            .extend(other.columns.iter().map(|(k, v)| (k.clone(), v.clone())));
    }

    pub(crate) fn learn(&mut self, titles: &[String], targets: &[Target]) {
        for (title, target) in titles.iter().zip(targets).filter(|(title, _)| !title.is_empty()) {
            let field = match target {
                Target::Field { name, .. } => name.clone(),
                Target::Body => BODY.to_owned(),
                Target::Nothing => NOTHING.to_owned(),
                Target::Twice(_) | Target::Unknown => String::new(),
            };
            self.columns.entry(title.clone()).or_insert(field);
        }
    }

    fn find(&self, title: &str) -> Option<&str> {
        let wanted = folded(title);
        let found = self.columns.iter().find(|(key, _)| folded(key) == wanted);
        found.map(|(_, field)| field.as_str())
    }
}

/// The names of the fields of a collection, made once for all rows that may be titles.
pub(crate) struct Names<'c> {
    leaves: Vec<Leaf<'c>>,
    /// Folded names with their fields.
    names: Vec<(String, String)>,
}

impl<'c> Names<'c> {
    pub(crate) fn new(collection: &'c Collection) -> Self {
        let leaves = collection.leaves();
        let names = names(&leaves);
        Self { leaves, names }
    }

    fn leaf(&self, name: &str) -> Option<&Leaf<'c>> {
        self.leaves.iter().find(|leaf| leaf.name == name)
    }
}

/// The targets of a row of titles, and how well they fit the collection: the sum of the scores.
pub(crate) fn targets(fields: &Names<'_>, saved: Option<&Mapping>, titles: &[String]) -> (Vec<Target>, f64) {
    let mut proposals: Vec<(f64, usize, String)> = Vec::new();
    let mut targets = vec![Target::Unknown; titles.len()];
    let mut said = vec![false; titles.len()];
    for (at, title) in titles.iter().enumerate().filter(|(_, title)| !title.is_empty()) {
        if let Some(field) = saved.and_then(|saved| saved.find(title)) {
            // Of a file that was put right nothing is guessed any more.
            if let Some(slot) = said.get_mut(at) {
                *slot = true;
            }
            if !field.is_empty() {
                proposals.push((2.0, at, field.to_owned()));
            }
            continue;
        }
        let bare = folded(without_unit(title));
        for (name, field) in &fields.names {
            let score = likeness(&bare, name);
            if score >= ENOUGH {
                proposals.push((score, at, field.clone()));
            }
        }
    }
    proposals.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut score = 0.0;
    let mut taken: Vec<String> = Vec::new();
    for (points, at, field) in proposals {
        let Some(slot) = targets.get_mut(at) else { continue };
        if !matches!(slot, Target::Unknown | Target::Twice(_)) {
            continue;
        }
        match field.as_str() {
            BODY => *slot = Target::Body,
            NOTHING => *slot = Target::Nothing,
            _ if fields.leaf(&field).is_none() => {}
            _ if taken.contains(&field) => {
                if *slot == Target::Unknown {
                    *slot = Target::Twice(field);
                }
            }
            _ => {
                let money = fields
                    .leaf(&field)
                    .is_some_and(|leaf| matches!(leaf.kind, FieldType::Money));
                let title = titles.get(at).map_or("", String::as_str);
                score += points.min(1.0);
                *slot = Target::Field {
                    name: field.clone(),
                    factor: if money { unit(title) } else { 1.0 },
                };
                taken.push(field);
            }
        }
    }
    // `Tên gì đó`, alone of its kind, names the record.
    let is_name = |at: usize, title: &String| {
        targets.get(at) == Some(&Target::Unknown) && said.get(at) == Some(&false) && folded(title).starts_with("ten ")
    };
    let named: Vec<usize> = titles
        .iter()
        .enumerate()
        .filter(|(at, title)| is_name(*at, title))
        .map(|(at, _)| at)
        .collect();
    if let [one] = named.as_slice()
        && !taken.iter().any(|name| name == "ten")
        && fields.leaf("ten").is_some()
        && let Some(slot) = targets.get_mut(*one)
    {
        score += ENOUGH;
        *slot = Target::Field {
            name: "ten".to_owned(),
            factor: 1.0,
        };
    }
    (targets, score)
}

/// Every name that a field may have in a title, folded.
fn names(leaves: &[Leaf<'_>]) -> Vec<(String, String)> {
    let mut names = Vec::new();
    let labels: Vec<String> = leaves.iter().map(|leaf| folded(&leaf.field.label.vi)).collect();
    for leaf in leaves {
        // The state of a draft, its dates and its files are ours to say.
        if matches!(
            leaf.top.name.as_str(),
            "ma" | "trang_thai" | "tep" | "dich" | "ngay_tao" | "ngay_sua" | "minh_hoa"
        ) {
            continue;
        }
        let own = [Some(&leaf.field.label.vi), leaf.field.label.en.as_ref()];
        let nested = leaf.name.contains('.');
        for label in own.into_iter().flatten() {
            // `Tên` within a group is not the title of the record.
            let alone = labels.iter().filter(|other| **other == folded(label)).count() <= 1;
            if !nested || alone {
                names.push((folded(label), leaf.name.clone()));
            }
            if nested {
                names.push((folded(&format!("{label} {}", leaf.top.label.vi)), leaf.name.clone()));
                names.push((folded(&format!("{} {label}", leaf.top.label.vi)), leaf.name.clone()));
            }
        }
        names.push((folded(&leaf.name.replace(['.', '_'], " ")), leaf.name.clone()));
    }
    for (name, field) in SYNONYMS {
        if matches!(*field, BODY | NOTHING) || leaves.iter().any(|leaf| leaf.name == *field) {
            names.push(((*name).to_owned(), (*field).to_owned()));
        }
    }
    names
}

/// A title without its unit in brackets.
fn without_unit(title: &str) -> &str {
    title.split(['(', '[']).next().unwrap_or(title)
}

/// What one of a column of money is in đồng, by the unit in its title.
fn unit(title: &str) -> f64 {
    let folded = format!(" {} ", folded(title));
    let has = |word: &str| folded.contains(&format!(" {word} "));
    match () {
        () if has("ty dong") || has("ty") => 1e9,
        () if has("trieu dong") || has("trieu") || has("trd") || has("tr d") => 1e6,
        () if has("nghin dong") || has("ngan dong") || has("1000d") || has("1000 dong") || has("nghin") => 1e3,
        () => 1.0,
    }
}

/// How alike two folded titles are, 0–1.
fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    // No title is as long as a cell of text.
    if a.len() > 120 {
        return 0.0;
    }
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let common = x.iter().filter(|word| y.contains(word)).count();
    // `Tên nhiệm vụ KH&CN` holds `tên nhiệm vụ`; one word alone says too little.
    let words = if common >= 2 {
        2.0 * common as f64 / (x.len() + y.len()) as f64
    } else {
        0.0
    };
    let longest = a.chars().count().max(b.chars().count());
    // Far apart in length is far apart in letters.
    let near = a.len().abs_diff(b.len()) * 5 <= longest;
    let letters = if longest >= 6 && near {
        1.0 - distance(a, b) as f64 / longest as f64
    } else {
        0.0
    };
    // A slip of the keyboard, not another word.
    let letters = if letters >= 0.85 { letters } else { 0.0 };
    words.max(letters) * 0.98
}

/// Edit distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(80).enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let (Some(&left), Some(&up)) = (row.get(j), row.get(j + 1)) else {
                break;
            };
            let best = (diagonal + usize::from(x != *y)).min(left + 1).min(up + 1);
            diagonal = up;
            if let Some(slot) = row.get_mut(j + 1) {
                *slot = best;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_alike() {
        assert!(likeness("to chuc chu tri", "to chuc chu tri") >= 1.0);
        assert!(likeness("ten nhiem vu kh cn", "ten nhiem vu") >= ENOUGH);
        assert!(likeness("chu nhim de tai", "chu nhiem de tai") >= ENOUGH);
        assert!(likeness("nam", "ten") < ENOUGH);
        assert!((unit("Kinh phí (triệu đồng)") - 1e6).abs() < 1.0);
        assert!((unit("Kinh phí") - 1.0).abs() < 0.1);
    }

    #[test]
    fn a_saved_mapping_reads_back() {
        let text = "\"Tên “đề tài”\" = \"ten\"\nSTT = \"bo-qua\"\n";
        let mapping = Mapping::parse(text).expect("a mapping");
        assert_eq!(Mapping::parse(&mapping.to_text()), Ok(mapping));
        assert!(Mapping::parse("a = [").is_err());
    }
}
