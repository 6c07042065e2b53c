//! Numbers and byte strings as the files of the search hold them: numbers in LEB128, strings with their length before.

/// Writes values one after another.
#[derive(Debug, Default)]
#[cfg(feature = "write")]
pub(super) struct Encoder(pub(super) Vec<u8>);

#[cfg(feature = "write")]
impl Encoder {
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }
}

/// Reads values one after another; none where the bytes end too soon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decoder<'a>(pub(super) &'a [u8]);

impl<'a> Decoder<'a> {
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(first & 0x7f).checked_shl(shift)?;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number of things that follow, each at least a byte long: so none is made room for that is not there.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= self.0.len())
    }

    pub(super) fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*array)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(super) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote() {
        let mut encoder = Encoder::default();
        for number in [0, 127, 128, u64::from(u32::MAX), u64::MAX] {
            encoder.number(number);
        }
        encoder.bytes("天津".as_bytes());
        let mut decoder = Decoder(&encoder.0);
        let numbers: Vec<_> = (0..5).map_while(|_| decoder.number()).collect();
        assert_eq!(numbers, [0, 127, 128, u64::from(u32::MAX), u64::MAX]);
        assert_eq!((decoder.text(), decoder.end()), (Some("天津"), Some(())));
    }

    #[test]
    fn refuses_what_ends_too_soon() {
        assert_eq!(Decoder(&[0x80, 0x80]).number(), None);
        assert_eq!(Decoder(&[9, 1]).bytes(), None);
        assert_eq!(Decoder(&[0xff; 11]).number(), None);
    }
}
