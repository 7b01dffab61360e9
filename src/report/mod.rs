//! What people look at.

#[cfg(feature = "html")]
pub mod html;
pub mod text;
