//! Numbers of a report: short, and never `NaN`.

use serde_json::Value;

/// A number with four significant digits, as an integer where it is one.
pub(crate) fn four(x: f64) -> Value {
    significant(x, 4)
}

/// The same of a number that may be missing.
pub(crate) fn opt(x: Option<f64>) -> Value {
    x.map_or(Value::Null, four)
}

/// A number with some significant digits.
pub(crate) fn significant(x: f64, digits: i32) -> Value {
    if !x.is_finite() {
        return Value::Null;
    }
    if x == 0.0 {
        return 0.into();
    }
    let power = digits - 1 - x.abs().log10().floor() as i32;
    if power <= 0 {
        let step = 10f64.powi(-power);
        return (((x / step).round() * step) as i64).into();
    }
    let scale = 10f64.powi(power);
    let rounded = (x * scale).round() / scale;
    if rounded.fract() == 0.0 { (rounded as i64).into() } else { rounded.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases = [
            (0.0, "0"),
            (12.0, "12"),
            (123_456.7, "123500"),
            (0.123_456, "0.1235"),
            (-2.000_001, "-2"),
            (f64::NAN, "null"),
            (99_999.0, "100000"),
        ];
        for (x, text) in cases {
            assert_eq!(four(x).to_string(), text);
        }
    }
}
