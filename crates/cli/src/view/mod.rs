//! How things look on a terminal. What they are comes from the store's views; nothing is computed here but text.

pub(crate) mod format;
pub(crate) mod front;
pub(crate) mod paint;
pub(crate) mod summary;
pub(crate) mod table;
