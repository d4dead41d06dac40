//! What is assumed of a country where its tables say nothing. Every number here has the mark A.

use super::{SectorKind, SectorRow};

/// Adults among the population. The world's share of 15 and over is .75 (UN World Population Prospects 2019, 2025).
pub const ADULTS: f64 = 0.75;
/// Unemployment in per cent: near the mean of the world's countries (ILO).
pub const UNEMPLOYMENT: f64 = 6.0;
/// Police for each inhabitant: about the median of countries that report (UNODC: 300 for 100,000).
pub const POLICE: f64 = 0.003;
/// Share of employment in industry.
pub const INDUSTRY: f64 = 0.2;

/// Sectors: name, kind, share of employment, share in workplaces of twenty or more, wage against the mean.
pub const SECTORS: [(&str, SectorKind, f64, f64, f64); 8] = [
    ("agriculture", SectorKind::Land, 0.15, 0.20, 0.65),
    ("mining", SectorKind::Industry, 0.01, 0.95, 1.60),
    ("manufacturing", SectorKind::Industry, 0.13, 0.65, 1.00),
    ("construction", SectorKind::Other, 0.08, 0.45, 1.00),
    ("transport", SectorKind::Other, 0.07, 0.50, 1.10),
    ("trade", SectorKind::Other, 0.20, 0.25, 0.85),
    ("services", SectorKind::Other, 0.16, 0.40, 1.10),
    ("public", SectorKind::Other, 0.20, 0.95, 1.05),
];

/// The sectors of a country that has no table of its own.
pub fn sectors() -> [SectorRow; 8] {
    SECTORS.map(|(name, kind, share, workplace_share, wage_ratio)| SectorRow {
        name: name.into(),
        kind,
        share,
        workplace_share,
        wage_ratio,
    })
}

/// The kind of a sector that its table does not say, by its name.
pub fn kind(name: &str) -> SectorKind {
    match name {
        "agriculture" | "farming" | "forestry" | "fishing" => SectorKind::Land,
        "oil_gas" | "mining_metals" | "mining" | "manufacturing" | "energy" | "utilities" | "industry" => {
            SectorKind::Industry
        }
        _ => SectorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_of_sectors_sum_to_one() {
        let total: f64 = super::SECTORS.iter().map(|sector| sector.2).sum();
        assert!((total - 1.0).abs() < 1e-12, "{total}");
    }
}
