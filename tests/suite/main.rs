//! The product tried from outside.
