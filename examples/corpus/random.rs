//! A small generator of pseudo-random numbers (SplitMix64): the same seed gives the same corpus everywhere.

use std::fmt::Write;

/// The generator.
pub(crate) struct Random(u64);

impl Random {
    /// A generator for one thing of the corpus, so that each can be made without the others.
    pub(crate) fn of(seed: u64, thing: u64) -> Self {
        let mut random = Self(seed ^ thing.wrapping_mul(0xd129_0b26_e76a_9f51));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number of a range, both ends included.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// What looks like a SHA-256 digest.
    pub(crate) fn digest(&mut self) -> String {
        let mut digest = String::with_capacity(64);
        for _ in 0..4 {
            // Writing to a String cannot fail.
            let _ = write!(digest, "{:016x}", self.next());
        }
        digest
    }
}
