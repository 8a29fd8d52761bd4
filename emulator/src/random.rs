/// A small generator of pseudo-random numbers (Steele, Lea, Flood: "Fast splittable pseudorandom
/// number generators", 2014). The seed decides all of them: a test run can be repeated.
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// A generator of its own for each purpose (`stream`), so that a fault that is drawn does not
    /// change the ids that come after it.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self(mix(seed) ^ mix(!stream))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 to 1, 1 excluded.
    pub(crate) fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.next() >> 11) as f64 * STEP
    }

    /// A random UUID (RFC 9562, 5.4).
    pub(crate) fn uuid(&mut self) -> u128 {
        const VERSION: u128 = 0xF << 76;
        const VARIANT: u128 = 0b11 << 62;
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        (bits & !VERSION & !VARIANT) | (0x4 << 76) | (0b10 << 62)
    }
}

/// Spreads a number over all 64 bits; the finalizer of SplitMix64.
pub(crate) fn mix(number: u64) -> u64 {
    let z = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_decides_every_number() {
        let draw = |seed, stream| SplitMix64::new(seed, stream).next();
        assert_eq!(draw(7, 0), draw(7, 0));
        assert_ne!(draw(7, 0), draw(8, 0));
        assert_ne!(draw(7, 0), draw(7, 1));
    }

    #[test]
    fn a_uuid_says_that_it_is_random() {
        for _ in 0..100 {
            let uuid = format!("{:032x}", SplitMix64::new(1, 2).uuid());
            assert_eq!(uuid.chars().nth(12), Some('4'));
            assert!(matches!(uuid.chars().nth(16), Some('8' | '9' | 'a' | 'b')));
        }
    }

    #[test]
    fn a_unit_stays_below_one() {
        let mut random = SplitMix64::new(1, 0);
        let mean = (0..10_000).map(|_| random.unit()).sum::<f64>() / 10_000.0;
        assert!((0.49..0.51).contains(&mean), "{mean}");
        assert!((0..10_000).all(|_| (0.0..1.0).contains(&random.unit())));
    }
}
