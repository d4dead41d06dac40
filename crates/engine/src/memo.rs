//! What is not computed again.

/// The value of a function at the last number that it was asked for: neighbours in a row often ask for the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memo {
    x: f64,
    y: f64,
}

impl Memo {
    /// Nothing was asked for yet.
    pub(crate) fn new() -> Memo {
        Memo { x: f64::NAN, y: f64::NAN }
    }

    /// The value at `x` of `f`, which must be the same function each time.
    #[inline(always)]
    pub(crate) fn of(&mut self, x: f64, f: impl FnOnce(f64) -> f64) -> f64 {
        if x != self.x {
            *self = Memo { x, y: f(x) };
        }
        self.y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_is_asked_for_once() {
        let (mut memo, mut asked) = (Memo::new(), 0);
        let values = [2.0, 2.0, 3.0, 2.0, f64::NAN].map(|x| {
            memo.of(x, |x| {
                asked += 1;
                2.0 * x
            })
        });
        assert_eq!((values[..4].to_vec(), values[4].is_nan(), asked), (vec![4.0, 4.0, 6.0, 4.0], true, 4));
    }
}
