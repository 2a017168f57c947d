//! `/api/v1`: the catalogue for other programs.

pub(crate) mod collections;
pub(crate) mod plain;
pub(crate) mod records;
pub(crate) mod search;
pub(crate) mod suggest;
