//! `nhipcau new`: a file to fill in.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::cli::Common;

/// Makes `content/COLLECTION/PREFIX-SLUG.md`; a file that exists is never touched.
pub(crate) fn run(common: &Common, collection: &str, title: &str) -> Result<ExitCode> {
    let title = title.trim();
    if title.is_empty() {
        bail!("tên bản ghi còn trống");
    }
    let declarations = super::declarations(common, false)?;
    let Some(collection) = declarations.collection(collection) else {
        let known: Vec<&str> = declarations.collections.iter().map(|c| c.id.as_str()).collect();
        bail!(
            "không có bộ dữ liệu “{collection}”; các bộ dữ liệu: {}",
            known.join(", ")
        );
    };
    let slug = catalogue::slug(title);
    let slug = if slug.is_empty() { "moi" } else { &slug };
    // The built-in collection of a folder without declarations has no folder and no prefix.
    let (folder, name) = match collection.prefix.as_str() {
        "" => (common.content.clone(), format!("{slug}.md")),
        prefix => (common.content.join(&collection.id), format!("{prefix}-{slug}.md")),
    };
    let path = folder.join(name);
    let text = catalogue::scaffold(collection, &declarations, title, &super::today().to_string());
    fs::create_dir_all(&folder).with_context(|| format!("không tạo được thư mục “{}”", folder.display()))?;
    let mut file = match File::options().write(true).create_new(true).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("tệp “{}” đã có; đặt tên khác, hoặc mở tệp đó ra sửa", path.display())
        }
        Err(error) => bail!("không tạo được tệp “{}”: {}", path.display(), ingest::reason(&error)),
    };
    file.write_all(text.as_bytes())
        .with_context(|| format!("không ghi được tệp “{}”", path.display()))?;
    println!(
        "Đã tạo {}\nĐiền các trường, rồi kiểm tra: nhipcau check {}",
        path.display(),
        path.display()
    );
    Ok(ExitCode::SUCCESS)
}
