//! Which fields stand under which heading: the one table of that.

/// Anchor, heading, and the fields that every collection may have. The fields of the collection itself come second.
pub(super) const SECTIONS: [(&str, &str, &[&str]); 6] = [
    ("ten-goi", "Tên và tóm tắt", &["ma", "ten", "tom_tat", "ten_khac"]),
    ("noi-dung-rieng", "", &[]),
    (
        "phan-loai",
        "Phân loại, địa bàn",
        &[
            "linh_vuc",
            "bang_phan_loai",
            "doi_tuong",
            "tu_khoa",
            "dia_ban",
            "dia_ban_goc",
        ],
    ),
    (
        "nguon-tep",
        "Đơn vị, nguồn, tệp đính kèm",
        &["don_vi", "lien_quan", "nguon", "tep", "minh_hoa", "giay_phep"],
    ),
    ("ban-dich", "Bản dịch", &["ngon_ngu", "dich"]),
    (
        "quan-ly",
        "Quyền xem, thời hạn",
        &["quyen_xem", "han_ra_soat", "ngay_tao", "ngay_sua"],
    ),
];

/// Where a field of the collection itself goes.
pub(super) const OWN: usize = 1;

/// The last section that stands before the fields that manage a record.
pub(super) const NOTES: usize = 3;

/// Fields that a form does not change: the address of a record, and its state, which has its own buttons.
pub(super) const FIXED: [&str; 2] = ["ma", STATE];
/// The state of a record.
pub(super) const STATE: &str = "trang_thai";

/// The section of a field.
pub(super) fn section_of(name: &str) -> usize {
    SECTIONS
        .iter()
        .position(|(_, _, fields)| fields.contains(&name))
        .unwrap_or(OWN)
}
