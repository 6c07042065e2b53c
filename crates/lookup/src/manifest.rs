//! What one has to know before a lookup: whose certificates, how many buckets, what the name key costs.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::number::Number;
use crate::seal::Kdf;

/// The version of the lookup.
pub const FORMAT: u32 = 1;
/// No site has more buckets than two to this power.
pub const MOST_BITS: u8 = 24;
/// The folder of the buckets, from the site's root.
pub const FOLDER: &str = "certificates/lookup";
/// The file of the manifest, from the site's root.
pub const FILE: &str = "certificates/lookup/manifest.json";

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the lookup.
    pub format: u32,
    /// The site's id, which is in every salt.
    pub site: String,
    /// There are two to this power buckets.
    pub bits: u8,
    /// The cost of the name key.
    pub kdf: Kdf,
}

/// Why a text is not a manifest one can use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// Not a manifest at all.
    #[error("收到的不是证书查询的清单，可能是网络登录页或出错页面")]
    NotAManifest,
    /// Of another version.
    #[error("证书查询的格式（版本 {0}）与本程序不同")]
    Format(u32),
    /// With figures out of bounds.
    #[error("证书查询的清单里有超出范围的数")]
    Bounds,
}

impl Manifest {
    /// The manifest of a site with so many certificates.
    pub fn new(site: &str, kdf: Kdf, certificates: usize, per_bucket: usize) -> Self {
        Self { format: FORMAT, site: site.to_owned(), bits: bits(certificates, per_bucket), kdf }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// See [`ManifestError`].
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let version: Version = serde_json::from_str(text).map_err(|_| ManifestError::NotAManifest)?;
        if version.format != FORMAT {
            return Err(ManifestError::Format(version.format));
        }
        let manifest: Self = serde_json::from_str(text).map_err(|_| ManifestError::NotAManifest)?;
        let fits = manifest.bits <= MOST_BITS && manifest.kdf.check().is_ok();
        if fits { Ok(manifest) } else { Err(ManifestError::Bounds) }
    }

    /// The manifest as text.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The bucket of a number.
    pub fn bucket(&self, number: Number) -> u32 {
        let mut hash = Sha256::new();
        hash.update(&self.site);
        hash.update(number.bytes());
        let digest = hash.finalize();
        let first = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
        first.checked_shr(32 - u32::from(self.bits.min(MOST_BITS))).unwrap_or(0)
    }

    /// How many buckets there are.
    pub fn buckets(&self) -> u32 {
        1 << self.bits.min(MOST_BITS)
    }
}

/// The file of a bucket, from the site's root.
pub fn file(bucket: u32) -> String {
    format!("{FOLDER}/{bucket:06x}.bucket")
}

/// The smallest power of two of buckets that leaves no more than so many certificates in each, on average.
pub fn bits(certificates: usize, per_bucket: usize) -> u8 {
    let enough = |bits: &u8| certificates.div_ceil(1 << bits) <= per_bucket.max(1);
    (0..MOST_BITS).find(enough).unwrap_or(MOST_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(bits: u8) -> Manifest {
        let kdf = Kdf { memory_kib: 8, iterations: 1, parallelism: 1 };
        Manifest { format: FORMAT, site: "sample".to_owned(), bits, kdf }
    }

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let text = manifest(3).text();
        assert_eq!(Manifest::parse(&text), Ok(manifest(3)));
        assert_eq!(Manifest::parse("<!doctype html>"), Err(ManifestError::NotAManifest));
        let newer = text.replace("\"format\":1", "\"format\":9");
        assert_eq!(Manifest::parse(&newer), Err(ManifestError::Format(9)));
        let dear = text.replace("\"memory_kib\":8", "\"memory_kib\":4000000000");
        assert_eq!(Manifest::parse(&dear), Err(ManifestError::Bounds));
    }

    #[test]
    fn buckets_are_the_first_bits() {
        let number = Number::strict("Y000012000001203000001").unwrap();
        assert_eq!(manifest(0).bucket(number), 0);
        for bits in 1..MOST_BITS {
            assert_eq!(manifest(bits + 1).bucket(number) >> 1, manifest(bits).bucket(number));
            assert!(manifest(bits).bucket(number) < manifest(bits).buckets());
        }
        assert_eq!([bits(0, 96), bits(96, 96), bits(97, 96), bits(1_000_000, 96)], [0, 0, 1, 14]);
        assert_eq!(file(10), "certificates/lookup/00000a.bucket");
    }
}
