//! Points on the Earth and how far they are from each other.

/// Mean radius of the Earth in km.
const RADIUS: f64 = 6371.0;
/// Radians in a degree.
const DEGREE: f64 = std::f64::consts::PI / 180.0;
/// Kilometres in a degree of latitude.
pub const DEGREE_KM: f64 = RADIUS * DEGREE;

/// Great-circle distance in km between two points in degrees (haversine formula).
pub fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dlat, dlon) = ((b.0 - a.0) * DEGREE / 2.0, (b.1 - a.1) * DEGREE / 2.0);
    let h = libm::sin(dlat) * libm::sin(dlat)
        + libm::cos(a.0 * DEGREE) * libm::cos(b.0 * DEGREE) * libm::sin(dlon) * libm::sin(dlon);
    2.0 * RADIUS * libm::asin(libm::sqrt(h.min(1.0)))
}

/// A point in degrees of latitude and longitude as a direction from the centre of the Earth, of length 1.
/// Middles of such points know neither poles nor a date line.
pub fn direction((latitude, longitude): (f64, f64)) -> [f64; 3] {
    let (latitude, longitude) = (latitude * DEGREE, longitude * DEGREE);
    let around = libm::cos(latitude);
    [around * libm::cos(longitude), around * libm::sin(longitude), libm::sin(latitude)]
}

/// Great-circle distance in km between two directions of length 1.
pub fn between(a: [f64; 3], b: [f64; 3]) -> f64 {
    let chord = (0..3).map(|i| (a[i] - b[i]) * (a[i] - b[i])).sum::<f64>();
    2.0 * RADIUS * libm::asin((libm::sqrt(chord) / 2.0).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn great_circles_are_as_long_as_an_atlas_says() {
        // Almaty to Aktau is about 2,030 km.
        let (almaty, aktau) = ((43.2525, 76.9115), (43.6611, 51.1739));
        let d = distance(almaty, aktau);
        assert!((d - 2060.0).abs() < 40.0, "{d}");
        assert!((between(direction(almaty), direction(aktau)) - d).abs() < 1e-6);
        assert_eq!(distance((50.0, 60.0), (50.0, 60.0)), 0.0);
        let across = between(direction((0.0, 179.5)), direction((0.0, -179.5)));
        assert!((across - distance((0.0, 0.0), (0.0, 1.0))).abs() < 1e-6, "the date line is no wall: {across}");
    }
}
