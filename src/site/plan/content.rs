//! What a file holds, and what decides it.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::site::context::Page;

/// What a file holds.
#[derive(Debug)]
pub enum Content<'p> {
    /// A page for the theme to render.
    Page(Box<Page<'p>>),
    /// The bytes themselves.
    Bytes(Cow<'p, [u8]>),
}

impl Content<'_> {
    /// What decides the bytes of the file, as one number: the same input, the same file. `theme` stands for
    /// the templates and what all pages share ([`crate::theme::Renderer::digest`]); `buffer` is reused.
    pub fn input(&self, theme: &[u8; 32], buffer: &mut Vec<u8>) -> [u8; 32] {
        let mut hash = Sha256::new();
        match self {
            Self::Bytes(bytes) => {
                hash.update(b"bytes\0");
                hash.update(bytes);
            }
            Self::Page(page) => {
                hash.update(b"page\0");
                hash.update(theme);
                hash.update(page.subject.template());
                buffer.clear();
                // A context that cannot be written has no stable input: hashing its error rebuilds the page.
                if let Err(error) = postcard::to_io(page.as_ref(), &mut *buffer) {
                    buffer.extend(error.to_string().as_bytes());
                }
                hash.update(&*buffer);
            }
        }
        hash.finalize().into()
    }
}
