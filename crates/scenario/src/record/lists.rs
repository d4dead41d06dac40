//! Texts that name several places: `Santiago; national`, `Les Cayes; Cotes De Fer And Cavaillon`, `Konoin, Bomet`.

/// Words for the whole of a country, as keys of names.
const WHOLE: [&str; 10] = [
    "national",
    "nationwide",
    "nation wide",
    "countrywide",
    "country wide",
    "whole country",
    "entire country",
    "the whole country",
    "across the country",
    "throughout the country",
];

/// Whether a name, as a key, is that of the whole country.
pub(super) fn is_whole(key: &str) -> bool {
    WHOLE.contains(&key)
}

/// The names in a text; nothing if it is one name. Signs, two spaces and `and` are between them.
pub(super) fn names(text: &str) -> Vec<&str> {
    let pieces = text.split([';', ',', '/', '|', '&', '+', '\n']).flat_map(|piece| piece.split("  "));
    let names: Vec<&str> = pieces.flat_map(at_and).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > 1 || names.first().is_some_and(|name| *name != text.trim()) { names } else { Vec::new() }
}

/// The parts of a piece around the word `and`.
fn at_and(piece: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), piece.trim());
    loop {
        // Letters of one byte: where they stand in the text in small letters they stand in the text itself.
        let small = rest.to_ascii_lowercase();
        if small.starts_with("and ") {
            rest = rest[4..].trim_start();
        } else if let Some(at) = small.find(" and ") {
            parts.push(&rest[..at]);
            rest = rest[at + 5..].trim_start();
        } else {
            parts.push(rest);
            return parts;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_taken_apart_and_a_name_is_not() {
        let of = |text| names(text);
        assert_eq!(of("Santiago; national;  Plaza de Italia"), ["Santiago", "national", "Plaza de Italia"]);
        assert_eq!(of("Les Cayes; Cotes De Fer And Cavaillon"), ["Les Cayes", "Cotes De Fer", "Cavaillon"]);
        assert_eq!(of("Port-Au-Prince; And Jacmel"), ["Port-Au-Prince", "Jacmel"]);
        assert_eq!(of("Ol Moran  Laikipia North"), ["Ol Moran", "Laikipia North"]);
        assert!(of("Kraków").is_empty() && of(" Ciudad de México ").is_empty() && of("Andover").is_empty());
        assert!(is_whole("nationwide") && !is_whole("nation"));
    }
}
