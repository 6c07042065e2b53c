//! The theme's assets: their names carry the hash of their bytes, so that browsers may keep them for ever.

use sha2::{Digest, Sha256};

use crate::registry::identifier;

/// A file of the theme that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path below the theme's `assets/`: `site.css`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where an asset is published: `assets/site.0a1b2c3d.css`.
pub(crate) fn address(asset: &Asset) -> String {
    let digest = digest(&asset.bytes).to_string();
    let hash = &digest[..8];
    let (folder, file) = asset.name.rsplit_once('/').map_or(("", asset.name.as_str()), |(a, b)| (a, b));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => {
            format!("assets/{folder}{slash}{stem}.{hash}.{extension}")
        }
        _ => format!("assets/{folder}{slash}{file}.{hash}"),
    }
}

/// The SHA-256 digest of bytes, which shows itself as `sha256sum` prints it.
pub(crate) fn digest(bytes: &[u8]) -> identifier::Digest {
    <[u8; 32]>::from(Sha256::digest(bytes)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_assets_by_their_bytes() {
        let asset = |name: &str| Asset { name: name.to_owned(), bytes: b"x".to_vec() };
        assert_eq!(address(&asset("site.css")), "assets/site.2d711642.css");
        assert_eq!(address(&asset("fonts/a.b.woff")), "assets/fonts/a.b.2d711642.woff");
        assert_eq!(address(&asset("LICENSE")), "assets/LICENSE.2d711642");
    }
}
