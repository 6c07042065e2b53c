//! Keys of the age format: the public ones that holders are encrypted to, and the office's private ones.

use std::fmt;
use std::io::Read;

use age::armor::ArmoredReader;
use age::secrecy::SecretString;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor};

use crate::registry::identifier::Digest;
use crate::registry::records::recipients::RecipientList;

/// Whom to encrypt to: the lines of `content/recipients.txt`.
pub struct Recipients {
    pub(super) keys: Vec<Recipient>,
    /// Tells this set of keys from another.
    pub digest: Digest,
}

impl fmt::Debug for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipients").field("digest", &self.digest).finish_non_exhaustive()
    }
}

/// The office's private keys.
pub struct Keys(pub(super) Vec<Identity>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// What is wrong with keys. Says nothing of what they are.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A line of the list of recipients is none.
    #[error("content/recipients.txt 第 {0} 行不是 age 公钥（age1 开头，用 age-keygen 生成）")]
    Recipient(usize),
    /// The list is empty.
    #[error(
        "content/recipients.txt 里没有公钥：先用 age-keygen 生成一对，把公钥（age1 开头）写进去，私钥离线保管"
    )]
    NoRecipient,
    /// The file of the private key holds none.
    #[error("私钥文件里没有 age 私钥（AGE-SECRET-KEY-1 开头，用 age-keygen 生成）")]
    NoIdentity,
    /// The file holds a public key.
    #[error("这个文件里是公钥，打不开任何东西：要给出私钥文件（AGE-SECRET-KEY-1 开头）")]
    Public,
    /// The file holds another kind of key.
    #[error("这是 ssh 私钥，持证人信息是用 age 公钥加密的：要给出 age-keygen 生成的私钥文件")]
    Ssh,
    /// It is protected by a passphrase, and none was given.
    #[error("这把私钥有口令保护，没有输入口令")]
    NoPassphrase,
    /// The passphrase is not that of the key.
    #[error("私钥的口令不对")]
    Passphrase,
    /// It is encrypted, but not by a passphrase.
    #[error("私钥文件本身是加密给别的公钥的，不是用口令保护的：先用 age 解开")]
    Nested,
    /// It would take too long.
    #[error("解开私钥的口令要算太久：用 age -p 重新加上口令")]
    Work,
    /// The file is damaged.
    #[error("私钥文件已损坏")]
    Damaged,
}

impl Recipients {
    /// The lines of a list that are no keys.
    pub fn strangers(list: &RecipientList) -> Vec<usize> {
        let is_none = |(_, key): &&(usize, String)| key.parse::<Recipient>().is_err();
        list.keys.iter().filter(is_none).map(|(line, _)| *line).collect()
    }

    /// Reads the keys of a list.
    ///
    /// # Errors
    /// The first line that is no key; a list without any.
    pub fn read(list: &RecipientList) -> Result<Self, KeyError> {
        let key = |(line, key): &(usize, String)| key.parse().map_err(|_| KeyError::Recipient(*line));
        let keys: Vec<Recipient> = list.keys.iter().map(key).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(KeyError::NoRecipient) } else { Ok(Self { keys, digest: list.digest() }) }
    }
}

impl Keys {
    /// Reads the file of a private key as `age-keygen` writes it, or as `age -p` protects it by a passphrase, which
    /// `passphrase` is then asked for.
    ///
    /// # Errors
    /// Why there is no key in it.
    pub fn read(file: &[u8], passphrase: impl FnOnce() -> Option<String>) -> Result<Self, KeyError> {
        let text = String::from_utf8_lossy(file);
        if text.starts_with("age-encryption.org/") || text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") {
            return Self::plain(&unlocked(file, passphrase)?);
        }
        Self::plain(&text)
    }

    /// Those of several files.
    pub fn together(files: Vec<Self>) -> Self {
        Self(files.into_iter().flat_map(|keys| keys.0).collect())
    }

    fn plain(text: &str) -> Result<Self, KeyError> {
        let keys: Vec<Identity> = text.lines().filter_map(|line| line.trim().parse().ok()).collect();
        if !keys.is_empty() {
            return Ok(Self(keys));
        }
        let begins = |what: &str| text.lines().any(|line| line.trim_start().starts_with(what));
        Err(match () {
            () if text.contains("PRIVATE KEY-----") => KeyError::Ssh,
            () if begins("age1") => KeyError::Public,
            () => KeyError::NoIdentity,
        })
    }
}

/// What a passphrase protects.
fn unlocked(file: &[u8], passphrase: impl FnOnce() -> Option<String>) -> Result<String, KeyError> {
    const MOST_BYTES: u64 = 1 << 20;
    let decryptor = Decryptor::new(ArmoredReader::new(file)).map_err(|_| KeyError::Damaged)?;
    if !decryptor.is_scrypt() {
        return Err(KeyError::Nested);
    }
    let passphrase = passphrase().filter(|typed| !typed.is_empty()).ok_or(KeyError::NoPassphrase)?;
    let identity = age::scrypt::Identity::new(SecretString::from(passphrase));
    let opened = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
    let reader = opened.map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            KeyError::Passphrase
        }
        DecryptError::ExcessiveWork { .. } => KeyError::Work,
        _ => KeyError::Damaged,
    })?;
    let mut text = String::new();
    reader.take(MOST_BYTES).read_to_string(&mut text).map_err(|_| KeyError::Damaged)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(file: &str) -> String {
        Keys::read(file.as_bytes(), || None).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_private_key_is_called_by_name() {
        let (private, public) = {
            use age::secrecy::ExposeSecret;
            let key = Identity::generate();
            (key.to_string().expose_secret().to_owned(), key.to_public().to_string())
        };
        assert!(Keys::read(format!("# created\n{private}\r\n").as_bytes(), || None).is_ok());
        assert!(told(&public).contains("公钥"));
        assert!(told("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n").contains("ssh"));
        assert!(told("").contains("没有 age 私钥") && told(&private[..40]).contains("没有 age 私钥"));
        assert!(told("age-encryption.org/v1\n-> X").contains("损坏"));
    }

    #[test]
    fn a_list_names_the_line_that_is_no_key() {
        let read = |text: &str| Recipients::read(&RecipientList::read(text)).map(|list| list.keys.len());
        let key = Identity::generate().to_public().to_string();
        assert_eq!(read(&format!("# 甲\n{key}\n")).ok(), Some(1));
        assert!(read(&format!("{key}\nssh-ed25519 AAAA\n")).unwrap_err().to_string().contains("第 2 行"));
        assert!(read("# 无\n").unwrap_err().to_string().contains("没有公钥"));
    }
}
