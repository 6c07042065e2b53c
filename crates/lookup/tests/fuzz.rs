//! Bytes nobody meant: no panic, no memory that the input does not account for, never an answer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use lookup::bucket::{self, Bucket, Entry, Public};
use lookup::bundle::{self, Bundle, Kind};
use lookup::manifest::Manifest;
use lookup::number::{Number, number_hint};
use lookup::seal::{
    Basic, Code, Full, Header, Kdf, Keys, header, line, normalise, read_header, read_line, seal,
};
use lookup::status::Status;
use proptest::collection::vec;
use proptest::prelude::*;

const KDF: Kdf = Kdf { memory_kib: 8, iterations: 1, parallelism: 1 };

fn number() -> Number {
    Number::strict("Y000012000001203000001").unwrap()
}

fn full() -> Full {
    let text = str::to_owned;
    let basic = Basic {
        level: text("3"),
        issued: text("2020-09-25"),
        assessed: String::new(),
        edition: text("2015"),
        occupation: text("6-18-02-04"),
        institution: text("2020-0001"),
    };
    Full { basic, name: text("示例一"), ..Full::default() }
}

fn sealed() -> lookup::seal::Seal {
    seal("sample", KDF, number(), &full(), &Code::new([7; 10])).unwrap()
}

fn manifest() -> Manifest {
    Manifest::new("sample", KDF, 1, 96)
}

fn packed() -> Vec<u8> {
    let entry = Entry { seal: sealed(), status: Status::Valid, events: Vec::new() };
    bucket::write(&manifest(), 0, vec![entry], Public::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4096) })]

    #[test]
    fn bundles_of_any_bytes(bytes in vec(any::<u8>(), 0..400), begins in any::<bool>()) {
        let bytes = if begins { [&b"skillreg"[..], b"seal\x01\x00", &bytes].concat() } else { bytes };
        prop_assert!(Bundle::open(bytes, Kind::BUCKET).is_err());
    }

    #[test]
    fn bundles_give_back_what_was_put_in(parts in vec(vec(any::<u8>(), 0..60), 0..8)) {
        let names: Vec<String> = (0..parts.len()).map(|at| format!("part/{at}")).collect();
        let named: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(parts.iter().map(Vec::as_slice)).collect();
        let bundle = Bundle::open(bundle::write(Kind::BLOCK, &named).unwrap(), Kind::BLOCK).unwrap();
        for (name, bytes) in named {
            prop_assert_eq!(&*bundle.part(name).unwrap(), bytes);
        }
    }

    #[test]
    fn lines_of_any_text(text in "\\PC{0,600}", at in 0..500usize, with in any::<char>()) {
        prop_assert!(read_line(&text).is_err());
        let _ = read_header(&text);
        let right = line(number(), &sealed());
        let right = right.trim_end();
        let mut characters: Vec<char> = right.chars().collect();
        let at = at % characters.len();
        characters[at] = with;
        let changed: String = characters.into_iter().collect();
        prop_assert_eq!(read_line(&changed).is_ok(), changed == right);
        prop_assert!(read_line(&right[..at]).is_err());
    }

    #[test]
    fn headers_are_read_as_written(site in "[a-z0-9-]{1,64}", memory in 8..1_048_576u32, iterations in 1..100u32) {
        let written = Header { site, kdf: Kdf { memory_kib: memory, iterations, parallelism: 1 } };
        prop_assert_eq!(read_header(header(&written).trim_end()), Ok(written));
    }

    #[test]
    fn boxes_of_any_bytes(bytes in vec(any::<u8>(), 0..300), at in 0..208usize, bit in 0..8u32) {
        let keys = Keys::of_code("sample", number(), &Code::new([7; 10]));
        prop_assert!(keys.open(number(), &bytes).is_none());
        let mut closed = sealed().code_box;
        closed[at] ^= 1 << bit;
        prop_assert!(keys.open(number(), &closed).is_none());
    }

    #[test]
    fn records_of_any_bytes(bytes in vec(any::<u8>(), 192..193)) {
        if let Ok(read) = Full::from_bytes(&bytes) {
            prop_assert_eq!(&read.to_bytes().unwrap()[..], &bytes[..]);
        }
        let _ = Basic::from_bytes(&bytes[..64]);
    }

    #[test]
    fn records_come_back(name in "\\PC{0,20}", score in "[0-9]{0,3}", tail in "[0-9X]{0,4}") {
        let written = Full { name, theory: score, id_tail: tail, ..full() };
        if let Ok(bytes) = written.to_bytes() {
            prop_assert_eq!(Full::from_bytes(&bytes), Ok(written));
        }
    }

    #[test]
    fn anything_typed(text in "\\PC{0,80}") {
        let hint = number_hint(&text);
        prop_assert_eq!(hint.complete, Number::typed(&text).is_ok());
        let _ = Code::typed(&text);
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }

    #[test]
    fn manifests_of_any_text(text in "\\PC{0,200}") {
        prop_assert!(Manifest::parse(&text).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2048) })]

    /// Whoever runs a host can make digests that hold: what tantivy then reads may be anything.
    #[test]
    fn buckets_forged(part in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        static PACKED: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let bundle = Bundle::open(PACKED.get_or_init(packed).clone(), Kind::BUCKET).unwrap();
        let mut parts: Vec<(String, Vec<u8>)> =
            bundle.parts().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
        let index: Vec<usize> =
            (0..parts.len()).filter(|part| parts[*part].0.contains('/') && !parts[*part].1.is_empty()).collect();
        let bytes = &mut parts[index[part.index(index.len())]].1;
        let at = at.index(bytes.len());
        bytes[at] = to;
        let named: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let forged = bundle::write(Kind::BUCKET, &named).unwrap();
        if let Ok(bucket) = Bucket::open(forged, &manifest(), 0) {
            let keys = Keys::of_code("sample", number(), &Code::new([7; 10]));
            if let Ok(Some(boxes)) = bucket.find(&keys) {
                prop_assert!(keys.open(number(), &boxes.code).is_none_or(|opened| opened == full().to_bytes().unwrap()));
            }
        }
    }

    #[test]
    fn buckets_changed_anywhere(at in any::<prop::sample::Index>(), to in any::<u8>(), cut in any::<bool>()) {
        static PACKED: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let right = PACKED.get_or_init(packed);
        let mut bytes = right.clone();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = to }
        let same = bytes == *right;
        prop_assert_eq!(Bucket::open(bytes, &manifest(), 0).is_ok(), same);
    }
}
