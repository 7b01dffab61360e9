//! What people look at.

pub mod text;
