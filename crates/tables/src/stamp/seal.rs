//! JSON that carries its own sha256, so that a changed bit shows although the text still parses.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// What stands between the sealed text and its sha256.
const MARK: &str = ",\n  \"checksum\": \"";
/// What stands after it.
const END: &str = "\"\n}\n";

/// An object as pretty JSON with a last field `checksum`: the sha256 of all that stands before it.
///
/// # Panics
/// The value is no object: a bug.
pub fn seal(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("plain data becomes JSON");
    let body = text.strip_suffix("\n}").expect("only objects are sealed");
    format!("{body}{MARK}{}{END}", hash(body))
}

/// Whether a text is exactly what [`seal`] wrote.
pub fn is_sealed(text: &str) -> bool {
    let parts = text.strip_suffix(END).and_then(|text| text.rsplit_once(MARK));
    parts.is_some_and(|(body, checksum)| checksum == hash(body))
}

fn hash(text: &str) -> String {
    super::file::hexadecimal(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_of_a_sealed_text_counts() {
        let text = seal(&serde_json::json!({ "name": "x", "list": [1, 2.5], "none": null }));
        assert!(is_sealed(&text));
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read["list"][1], 2.5);
        for bit in 0..text.len() * 8 {
            let mut bytes = text.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(!String::from_utf8(bytes).is_ok_and(|changed| is_sealed(&changed)), "bit {bit}");
        }
        assert!(!is_sealed("{}") && !is_sealed(""));
    }
}
