//! Distances on the globe.

/// Mean radius of the Earth in km.
const EARTH: f64 = 6371.0;

/// Great-circle distance in km between two points in degrees (haversine formula).
pub fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let rad = std::f64::consts::PI / 180.0;
    let (dlat, dlon) = ((b.0 - a.0) * rad / 2.0, (b.1 - a.1) * rad / 2.0);
    let h = libm::sin(dlat) * libm::sin(dlat)
        + libm::cos(a.0 * rad) * libm::cos(b.0 * rad) * libm::sin(dlon) * libm::sin(dlon);
    2.0 * EARTH * libm::asin(libm::sqrt(h.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn great_circles_are_as_long_as_an_atlas_says() {
        // Almaty to Aktau is about 2,030 km.
        let d = distance((43.2525, 76.9115), (43.6611, 51.1739));
        assert!((d - 2060.0).abs() < 40.0, "{d}");
        assert_eq!(distance((50.0, 60.0), (50.0, 60.0)), 0.0);
    }
}
