//! What the editor is made of that others wrote: files of npm packages that the maintainer fetched, known by their digests.

use sha2::{Digest as _, Sha256};

/// The packages, as npm is told to fetch them.
pub const PACKAGES: [&str; 5] = [
    "@sveltia/cms@0.221.1",
    "js-yaml@5.5.0",
    "@fontsource-variable/material-symbols-outlined@5.3.7",
    "@fontsource-variable/source-sans-3@5.3.0",
    "@fontsource/noto-mono@5.3.0",
];

/// A file of a package.
#[derive(Debug)]
pub struct Part {
    /// Where it lies below `node_modules`.
    pub path: &'static str,
    /// Its SHA-256 in the version this program was tried with.
    pub digest: &'static str,
    /// What it is called beside the page.
    pub name: &'static str,
    /// Where the editor would fetch it from if it were not changed to look beside the page.
    pub(super) address: Option<&'static str>,
}

/// All of them.
pub static PARTS: [Part; 8] = [
    Part {
        path: "@sveltia/cms/dist/sveltia-cms.js",
        digest: "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a",
        name: "sveltia-cms.js",
        address: None,
    },
    Part {
        path: "@sveltia/cms/locales/zh-CN.json",
        digest: "d7614d8608207066a1aa144e4cc64bd14a244e31681c60ac60b375ab311f28c7",
        name: "zh-CN.json",
        address: None,
    },
    Part {
        path: "@sveltia/cms/LICENSE.txt",
        digest: "dcbe3c626d85741f6fabefed0b34d07a2e92c032f63aa21c0279062363859c32",
        name: "sveltia-cms.LICENSE.txt",
        address: None,
    },
    Part {
        path: "js-yaml/dist/browser/js-yaml.umd.min.js",
        digest: "02970a652376ad653ff069c606ee7440b0514f52ed94a98426cb52426c8e5a02",
        name: "js-yaml.js",
        address: None,
    },
    Part {
        path: "js-yaml/LICENSE",
        digest: "a07bc24468b9654ce76a547d47a2db282d07733b715db4c73a98bd63961f9550",
        name: "js-yaml.LICENSE.txt",
        address: None,
    },
    Part {
        path: "@fontsource-variable/material-symbols-outlined/files/material-symbols-outlined-latin-wght-normal.woff2",
        digest: "98db9feefa170bf76e9c19d19af6dd62054165efc89c4b506c361e069719e884",
        name: "icons.woff2",
        address: Some(
            "https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2",
        ),
    },
    Part {
        path: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
        digest: "7a19a7027e125257d310c6dbd78ae3a30b5ea1e3794d60b12bb28227a003bfda",
        name: "letters.woff2",
        address: Some(
            "https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2",
        ),
    },
    Part {
        path: "@fontsource/noto-mono/files/noto-mono-latin-400-normal.woff2",
        digest: "2787a2983d94072a2c6262b1992a2642519800a889bd90ca1042d04a89852d58",
        name: "code.woff2",
        address: Some("https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2"),
    },
];

/// The program of the editor, fetching what lies beside the page from there.
pub(super) fn at_home(program: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(program).into_owned();
    let moved = |text: String, part: &Part| match part.address {
        Some(address) => text.replace(address, part.name),
        None => text,
    };
    PARTS.iter().fold(text, moved).into_bytes()
}

impl Part {
    /// Whether bytes are those of the version this program was tried with.
    pub fn is_known(&self, bytes: &[u8]) -> bool {
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        digest == self.digest
    }
}
