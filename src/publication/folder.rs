//! Whether a site may take the place of the one in a folder.

use super::told::Told;
use super::{PublicationError, Source};
use crate::repository::short;

impl Source {
    /// What a folder is to say of the site that is made from this.
    pub fn note(&self) -> String {
        Told::lines(self)
    }
}

/// Refuses a site that was made from older records than the one in a folder, by the note of the folder, or from others.
/// `source` is none where no history can be read.
///
/// # Errors
/// When it is refused.
pub fn refuse_older(source: Option<&Source>, note: &str) -> Result<(), PublicationError> {
    let told = Told::read(note);
    let made_from = told.commit.as_deref().map(|commit| short(commit).to_owned());
    let Some(source) = source else { return Err(PublicationError::Unknowable { made_from }) };
    let follows = source.follows_named(told.commit.as_deref())?;
    if let Some(other) = told.other(source, follows) {
        return Err(PublicationError::OtherRegistryInFolder { other });
    }
    if follows {
        return Ok(());
    }
    Err(PublicationError::OlderThanFolder { made_from, here: short(&source.commit()).to_owned() })
}
