//! Which characters the bytes of a file stand for.

use super::names::composed;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::borrow::Cow;
use std::io::{self, Cursor, Read};

/// What words of bytes that are not UTF-8 look like: of western letters among plain ones, or of Cyrillic throughout.
#[derive(Clone, Copy, Debug, Default)]
pub struct Legacy {
    western: usize,
    cyrillic: usize,
}

impl Legacy {
    /// Looks at some bytes.
    pub fn observe(&mut self, bytes: &[u8]) {
        // Of both encodings; 0xA8 and 0xB8 are Ё and ё.
        let high = |b: &u8| *b >= 0xC0 || [0xA8, 0xB8].contains(b);
        for word in bytes.split(|b| !b.is_ascii_alphabetic() && !high(b)) {
            match word.iter().filter(|b| high(b)).count() {
                0 => {}
                n if n < word.len() => self.western += 1,
                // A letter alone is a word in both.
                1 => {}
                _ => self.cyrillic += 1,
            }
        }
    }

    /// The encoding that fits what was seen; Windows-1252 where nothing speaks for Cyrillic.
    pub fn encoding(self) -> &'static Encoding {
        if self.cyrillic > 2 * self.western { WINDOWS_1251 } else { WINDOWS_1252 }
    }
}

/// UTF-16 without a mark is known by its zeros: every second byte of plain letters.
fn unmarked_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let (pairs, zeros) = (head.len() / 2, |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count());
    match (zeros(0), zeros(1)) {
        _ if pairs < 4 => None,
        (0, odd) if odd * 3 > pairs * 2 => Some(UTF_16LE),
        (even, 0) if even * 3 > pairs * 2 => Some(UTF_16BE),
        _ => None,
    }
}

/// How much of a source is looked at to tell UTF-16 without a mark.
const HEAD: usize = 512;

/// A source whose beginning was looked at: the beginning, and the source as if nobody had. Where the source breaks off
/// behind its beginning, what came before is read first, and the error comes after it.
///
/// # Errors
/// Of a source of which nothing can be read.
pub fn looked_at<R: Read>(mut source: R, bytes: usize) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut head = Vec::with_capacity(bytes);
    let broken = match source.by_ref().take(bytes as u64).read_to_end(&mut head) {
        Err(error) if head.is_empty() => return Err(error),
        read => Broken(read.err()),
    };
    Ok((head.clone(), Cursor::new(head).chain(broken).chain(source)))
}

/// Says an error once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A source without its byte order mark; UTF-16 is turned into UTF-8, everything else passes as it is.
///
/// # Errors
/// Of the source.
pub fn as_utf8<'a>(source: impl Read + 'a) -> io::Result<impl Read + 'a> {
    let (head, whole) = looked_at(source, HEAD)?;
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.strip_bom(true).bom_override(true);
    match unmarked_utf16(&head) {
        Some(encoding) => builder.encoding(Some(encoding)),
        None => builder.utf8_passthru(true),
    };
    Ok(builder.build(whole))
}

/// Bytes that are UTF-8 for the most part and are damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The first that is wrong.
    pub at: usize,
}

/// A text of bytes, in composed letters, and its encoding where that is not UTF-8.
///
/// # Errors
/// Bytes of which more letters are UTF-8 than are not: taken for another encoding, its right letters would be lost.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Option<&'static str>), Damaged> {
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding).filter(|e| *e != encoding_rs::UTF_8);
    if let Some(encoding) = marked.or_else(|| unmarked_utf16(&bytes[..bytes.len().min(HEAD)])) {
        let text = encoding.decode(&bytes).0.into_owned();
        return Ok((owned_composed(text), Some(encoding.name())));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok((owned_composed(without_mark(text)), None)),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    if right > wrong {
        return Err(Damaged { bytes, at });
    }
    let mut legacy = Legacy::default();
    legacy.observe(&bytes);
    let encoding = legacy.encoding();
    Ok((encoding.decode_without_bom_handling(&bytes).0.into_owned(), Some(encoding.name())))
}

fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

fn owned_composed(text: String) -> String {
    match composed(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "id,place\n1,Zürich\n2,Besançon\n3,Øksnes\n";
        let units = || text.encode_utf16();
        let le: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        for (name, bytes) in [
            ("utf-8", text.as_bytes().to_vec()),
            ("marked", ["\u{feff}".as_bytes(), text.as_bytes()].concat()),
            ("utf-16le", le.clone()),
            ("utf-16be", be.clone()),
            ("utf-16le marked", [&[0xff, 0xfe], &*le].concat()),
            ("utf-16be marked", [&[0xfe, 0xff], &*be].concat()),
            ("windows-1252", WINDOWS_1252.encode(text).0.into_owned()),
        ] {
            assert_eq!(decode(bytes.clone()).expect("a text").0, text, "{name}");
            let mut streamed = Vec::new();
            as_utf8(&*bytes).and_then(|mut source| source.read_to_end(&mut streamed)).expect("readable");
            let mut legacy = Legacy::default();
            legacy.observe(&streamed);
            let streamed =
                String::from_utf8(streamed).unwrap_or_else(|e| legacy.encoding().decode(e.as_bytes()).0.into_owned());
            assert_eq!(streamed, text, "{name}");
        }
    }

    #[test]
    fn cyrillic_and_western_letters_are_told_apart() {
        for text in ["id,город\n1,Алматы\n", "Ақтау пикет и митинг в центре".replace('қ', "к").as_str(), "Ёлкино"]
        {
            let bytes = WINDOWS_1251.encode(text).0.into_owned();
            assert_eq!(decode(bytes), Ok((text.to_string(), Some("windows-1251"))));
        }
        for text in ["Öskemen", "São Paulo à Besançon, créée", "Åre, Übach", "El Niño"] {
            let bytes = WINDOWS_1252.encode(text).0.into_owned();
            assert_eq!(decode(bytes), Ok((text.to_string(), Some("windows-1252"))));
        }
        let damaged = ["Өскемен, Алматы".as_bytes(), b"\xff"].concat();
        assert_eq!(decode(damaged.clone()), Err(Damaged { at: damaged.len() - 1, bytes: damaged }));
    }
}
