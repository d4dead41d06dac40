//! How many bytes the count of a person takes: the fewest that the graph allows.

use super::rule::NEVER;
use super::simd::{Simd, reached_plain};

/// An unsigned integer that holds counts of active others.
///
/// The highest value is kept for "never": a graph uses a width only if no degree reaches it.
pub(crate) trait Width: Copy + Send + Sync + Default + PartialEq + std::fmt::Debug {
    /// The need that no count reaches.
    const NEVER: Self;
    /// A need as this width; what does not fit is never reached either.
    fn need(need: u32) -> Self;
    /// One more or one fewer active other.
    fn bump(&mut self, up: bool);
    /// The count as a plain number.
    fn get(self) -> u32;
    /// For each 64 people the bits of those whose count has reached their need.
    fn reached(simd: Simd, counts: &[Self], needs: &[Self], words: &mut [u64]);
}

macro_rules! width {
    ($($t:ty: $reached:expr;)*) => {$(
        impl Width for $t {
            const NEVER: $t = <$t>::MAX;
            fn need(need: u32) -> $t {
                if need == NEVER { <$t>::MAX } else { need.try_into().unwrap_or(<$t>::MAX) }
            }
            #[inline(always)]
            fn bump(&mut self, up: bool) {
                *self = if up { self.wrapping_add(1) } else { self.wrapping_sub(1) };
            }
            fn get(self) -> u32 {
                self.into()
            }
            fn reached(simd: Simd, counts: &[$t], needs: &[$t], words: &mut [u64]) {
                let compare: fn(Simd, &[$t], &[$t], &mut [u64]) = $reached;
                compare(simd, counts, needs, words);
            }
        }
    )*};
}

width! {
    u8: |simd, c, n, w| simd.reached_u8(c, n, w);
    u16: |_, c, n, w| reached_plain(c, n, w);
    u32: |_, c, n, w| reached_plain(c, n, w);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_past_the_width_is_never_reached() {
        assert_eq!(u8::need(7), 7);
        assert_eq!(u8::need(300), u8::NEVER);
        assert_eq!(u16::need(NEVER), u16::NEVER);
        assert_eq!(u32::need(NEVER), u32::NEVER);
    }

    #[test]
    fn counts_go_up_and_down() {
        let mut c = 5u8;
        c.bump(true);
        c.bump(false);
        c.bump(false);
        assert_eq!(c.get(), 4);
    }
}
