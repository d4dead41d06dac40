//! What the words about a size mean, language by language.

use super::lexemes::{Digits, Lexeme};
use std::collections::HashMap;

/// The meaning of a word, a phrase or a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum SizeToken {
    /// A number in digits.
    Digits(Digits),
    /// A number in words below a thousand: `five`, `twenty`, `doscientos`.
    Card(f64),
    /// A whole number that nothing is added to: `half-million`.
    Exact(f64),
    /// A word that multiplies the number before it: `hundred`, `thousand`.
    Mult(f64),
    /// The same where it is a number without an article too: `mille`, `mil`.
    Bare(f64),
    /// The same where the form is that of one after `about` and `more than`, and that of many elsewhere: `тысячи`.
    Either(f64),
    /// The same in short, only after digits: `k`.
    Suffix(f64),
    /// A noun that is a number: `dozen`, `une centaine`.
    Noun(f64),
    /// A number of which only the unit is known: `hundreds`.
    Many(f64),
    /// `half`, `quarter`: before a word that multiplies.
    Part(f64),
    /// `a`, `une`
    Article,
    /// `several`, `a few`
    Several,
    /// `about`, `some`: the number itself.
    About,
    /// `almost`: less than the number, nobody knows how much.
    Nearly,
    /// `at least`: the number or more.
    Least,
    /// `up to`: the number or less.
    Most,
    /// `more than`
    More,
    /// `less than`
    Less,
    /// `not`, `no`: turns round the next.
    Not,
    /// `or more`, `plus`: after the number.
    OrMore,
    /// `or fewer`: after the number.
    OrLess,
    /// `between`
    Between,
    /// `from`
    From,
    /// `to`
    To,
    /// `-`: the same, or within a number as in `twenty-five`.
    Dash,
    /// `and`
    And,
    /// `or`
    Or,
    /// `but`
    But,
    /// `of`
    Of,
    /// People: participants, students, workers.
    People,
    /// What may stand before people: `striking`, `local`.
    Which,
    /// `a crowd of`, `a total of`
    Crowd,
    /// `strong`, after a dash
    Strong,
    /// `according to`, `per`
    By,
    /// `the`
    The,
    /// Who says so: police, organisers, media.
    Teller,
    /// `said`, `estimated`
    Said,
    /// `in`, `across`
    In,
    /// Places that are counted: `cities`
    Places,
    /// `in total`, `nationwide`: changes nothing.
    Nothing,
    /// `,` and `;`
    Comma,
    /// `:`
    Colon,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// The words of one language.
pub(crate) struct Language {
    /// Phrases by their first word, the longest first.
    phrases: HashMap<String, Vec<(Vec<String>, SizeToken)>>,
}

impl Language {
    /// Makes a language of phrases and their meanings.
    pub(crate) fn new(lists: &[&[(&str, SizeToken)]]) -> Language {
        let mut phrases: HashMap<String, Vec<(Vec<String>, SizeToken)>> = HashMap::new();
        let signs: &[(&str, SizeToken)] = SIGNS;
        for (phrase, token) in lists.iter().copied().chain([signs]).flatten() {
            let words: Vec<String> = pieces(phrase);
            if let Some(first) = words.first() {
                phrases.entry(first.clone()).or_default().push((words, *token));
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Language { phrases }
    }

    /// The tokens of a text; `None` where a word is not known.
    pub(crate) fn tokens(&self, lexemes: &[Lexeme]) -> Option<Vec<SizeToken>> {
        let (mut at, mut tokens) = (0, Vec::with_capacity(lexemes.len()));
        while let Some(lexeme) = lexemes.get(at) {
            let first = match lexeme {
                Lexeme::Number(digits) => {
                    let (token, pieces) = of_digits(*digits, &lexemes[at + 1..])?;
                    tokens.push(token);
                    at += 1 + pieces;
                    continue;
                }
                Lexeme::Word(word) => word.clone(),
                // A point before digits is no end of a sentence.
                Lexeme::Sign('.') if matches!(lexemes.get(at + 1), Some(Lexeme::Number(_))) => {
                    let after_word = at > 0 && matches!(lexemes[at - 1], Lexeme::Word(_));
                    after_word.then(|| ".".to_string())?
                }
                Lexeme::Sign(sign) => sign.to_string(),
            };
            let matches = |words: &[String]| {
                words.iter().enumerate().all(|(i, word)| match lexemes.get(at + i) {
                    Some(Lexeme::Word(found)) => found == word,
                    Some(Lexeme::Sign(sign)) => word.chars().eq([*sign]),
                    _ => false,
                })
            };
            let (words, token) = self.phrases.get(&first)?.iter().find(|(words, _)| matches(words))?;
            tokens.push(*token);
            at += words.len();
        }
        Some(tokens)
    }
}

/// Digits with what belongs to them, and how many pieces that is: `100s`, `100's`, `1/2`.
fn of_digits(digits: Digits, after: &[Lexeme]) -> Option<(SizeToken, usize)> {
    let plural = |piece: Option<&Lexeme>| matches!(piece, Some(Lexeme::Word(word)) if word == "s");
    let pieces = match after {
        [Lexeme::Sign('\''), rest @ ..] if plural(rest.first()) => 2,
        _ if plural(after.first()) => 1,
        [Lexeme::Sign('/'), Lexeme::Number(below), ..] => {
            let part = digits.value / below.value;
            return [0.25, 0.5, 0.75].contains(&part).then_some((SizeToken::Part(part), 2));
        }
        _ => return Some((SizeToken::Digits(digits), 0)),
    };
    // `100s` are hundreds; `500s` are nothing that people say.
    let unit = (1..=6).map(|n| 10f64.powi(n)).find(|unit| *unit == digits.value)?;
    Some((SizeToken::Many(unit), pieces))
}

/// The pieces of a phrase, as those of a text.
fn pieces(phrase: &str) -> Vec<String> {
    let lexemes = super::lexemes::lexemes(phrase).unwrap_or_default();
    let piece = |lexeme| match lexeme {
        Lexeme::Word(word) => word,
        Lexeme::Sign(sign) => sign.to_string(),
        Lexeme::Number(digits) => digits.value.to_string(),
    };
    lexemes.into_iter().map(piece).collect()
}

/// Signs mean the same in every language.
const SIGNS: &[(&str, SizeToken)] = &[
    ("+/-", SizeToken::About),
    ("±", SizeToken::About),
    ("~", SizeToken::About),
    (">=", SizeToken::Least),
    ("=>", SizeToken::Least),
    (">", SizeToken::More),
    ("<=", SizeToken::Most),
    ("=<", SizeToken::Most),
    ("<", SizeToken::Less),
    ("+", SizeToken::OrMore),
    ("-", SizeToken::Dash),
    (",", SizeToken::Comma),
    (";", SizeToken::Comma),
    ("&", SizeToken::And),
    (":", SizeToken::Colon),
    ("(", SizeToken::Open),
    (")", SizeToken::Close),
    ("[", SizeToken::Open),
    ("]", SizeToken::Close),
    (".", SizeToken::Nothing),
];
