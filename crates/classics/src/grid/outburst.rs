//! Outbursts: runs of ticks with many active (Epstein 2002: more than fifty).

/// Outbursts of one series.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Outbursts {
    /// Quiet ticks between the end of one outburst and the start of the next.
    pub waits: Vec<f64>,
    /// Active citizens summed over the ticks of each outburst that ended.
    pub totals: Vec<f64>,
    /// How many began.
    pub begun: u32,
}

/// Finds the outbursts: an outburst is a run of ticks with more than `above` active.
pub fn outbursts(active: &[u32], above: u32) -> Outbursts {
    let mut found = Outbursts::default();
    let (mut total, mut ended) = (None, None);
    for (t, &now) in active.iter().enumerate() {
        match (&mut total, now > above) {
            (None, true) => {
                found.begun += 1;
                if let Some(end) = ended {
                    found.waits.push((t - end) as f64);
                }
                total = Some(f64::from(now));
            }
            (Some(sum), true) => *sum += f64::from(now),
            (Some(sum), false) => {
                found.totals.push(*sum);
                (total, ended) = (None, Some(t));
            }
            (None, false) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_above_the_line_are_outbursts() {
        let found = outbursts(&[0, 60, 70, 50, 0, 0, 51, 3, 99], 50);
        assert_eq!(found, Outbursts { waits: vec![3.0, 1.0], totals: vec![130.0, 51.0], begun: 3 });
        assert_eq!(outbursts(&[], 50), Outbursts::default());
    }
}
