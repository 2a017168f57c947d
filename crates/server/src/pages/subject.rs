//! .
use crate::error::Error;
pub(crate) async fn get() -> Result<axum::response::Response, Error> {
    Err(Error::NotFound)
}
