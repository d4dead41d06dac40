//! The table of a classic's parameters: name, default, range, unit, meaning, once.

use super::ClassicError;

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClassicMark {
    /// Printed in the paper.
    Literature,
    /// Estimated from data.
    Data,
    /// Chosen by us.
    Assumed,
}

/// One parameter of a classic model.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct ClassicParameter {
    /// As a user spells it.
    pub name: &'static str,
    /// The value if nothing is said.
    pub default: f64,
    /// The lowest value allowed.
    pub low: f64,
    /// The highest value allowed.
    pub high: f64,
    /// The unit, or nothing for a pure number.
    pub unit: &'static str,
    /// Where the default comes from.
    pub mark: ClassicMark,
    /// The names of the values if the parameter is a choice: value `i` is `choices[i]`.
    pub choices: &'static [&'static str],
    /// One line.
    pub meaning: &'static str,
}

/// The values of all parameters of one model.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassicSettings {
    model: &'static str,
    table: &'static [ClassicParameter],
    values: Vec<f64>,
}

impl ClassicSettings {
    /// Everything at its default.
    pub fn new(model: &'static str, table: &'static [ClassicParameter]) -> ClassicSettings {
        ClassicSettings { model, table, values: table.iter().map(|p| p.default).collect() }
    }

    /// Sets a parameter from text: a number, `inf`, or the name of a choice.
    ///
    /// # Errors
    /// An unknown name, a value outside the range, a choice that is not offered.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), ClassicError> {
        let i = self.place(name)?;
        let p = &self.table[i];
        if !p.choices.is_empty() {
            let found = p.choices.iter().position(|c| *c == text);
            self.values[i] = found.ok_or_else(|| ClassicError::NoSuchChoice {
                name: name.into(),
                found: text.into(),
                allowed: p.choices.iter().map(|c| c.to_string()).collect(),
            })? as f64;
            return Ok(());
        }
        self.set_number(name, text.trim().parse().unwrap_or(f64::NAN))
    }

    /// Sets a parameter from a number.
    ///
    /// # Errors
    /// An unknown name or a value outside the range.
    pub fn set_number(&mut self, name: &str, value: f64) -> Result<(), ClassicError> {
        let i = self.place(name)?;
        let p = &self.table[i];
        if !(value >= p.low && value <= p.high) {
            let unit = if p.unit.is_empty() { String::new() } else { format!(" {}", p.unit) };
            return Err(ClassicError::OutOfRange { name: name.into(), value, low: p.low, high: p.high, unit });
        }
        self.values[i] = value;
        Ok(())
    }

    /// The value of a parameter.
    ///
    /// # Panics
    /// If the model has no such parameter: a bug of the model, not of the user.
    pub fn get(&self, name: &str) -> f64 {
        self.values[self.place(name).unwrap_or_else(|e| panic!("{e}"))]
    }

    /// The value as a whole number, rounded down.
    pub fn count(&self, name: &str) -> u32 {
        self.get(name) as u32
    }

    /// Every parameter with its value, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static ClassicParameter, f64)> + '_ {
        self.table.iter().zip(self.values.iter().copied())
    }

    fn place(&self, name: &str) -> Result<usize, ClassicError> {
        self.table.iter().position(|p| p.name == name).ok_or_else(|| ClassicError::Unknown {
            model: self.model.into(),
            name: name.into(),
            nearest: nearest(name, self.table.iter().map(|p| p.name)),
        })
    }
}

/// The candidate fewest edits away, if that is at most a third of its length or two.
fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    candidates.map(|c| (edits(name, c), c)).filter(|(d, c)| *d <= 2.max(c.len() / 3)).min().map(|(_, c)| c.to_string())
}

/// Levenshtein's distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: &[ClassicParameter] = &[
        ClassicParameter {
            name: "mean",
            default: 25.0,
            low: -100.0,
            high: 200.0,
            unit: "people",
            mark: ClassicMark::Literature,
            choices: &[],
            meaning: "the mean",
        },
        ClassicParameter {
            name: "rule",
            default: 1.0,
            low: 0.0,
            high: 1.0,
            unit: "",
            mark: ClassicMark::Assumed,
            choices: &["smooth", "floor"],
            meaning: "the rule",
        },
    ];

    #[test]
    fn values_are_set_by_number_and_by_name() {
        let mut s = ClassicSettings::new("toy", TABLE);
        s.set("mean", "12.5").unwrap();
        s.set("rule", "smooth").unwrap();
        assert_eq!((s.get("mean"), s.get("rule")), (12.5, 0.0));
    }

    #[test]
    fn wrong_settings_say_what_is_allowed() {
        let mut s = ClassicSettings::new("toy", TABLE);
        let text = |e: ClassicError| e.to_string();
        assert_eq!(text(s.set("maen", "1").unwrap_err()), "maen is no parameter of toy; did you mean mean?");
        assert_eq!(text(s.set("mean", "900").unwrap_err()), "mean is 900; it must be from -100 to 200 people");
        assert_eq!(text(s.set("mean", "many").unwrap_err()), "mean is NaN; it must be from -100 to 200 people");
        assert_eq!(text(s.set("rule", "ceil").unwrap_err()), "rule is ceil; it must be one of smooth, floor");
    }
}
