//! What visitors' browsers search in: from a plan to the files of [`lookup::search`].

mod text;

pub use lookup::search::SearchError;
pub use text::{FOLDER, Known, Search};
