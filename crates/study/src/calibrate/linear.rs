//! What a random walk with the shape of weighted points needs: their moments and a triangular factor.

/// Weighted mean and covariance of points; weights need not sum to 1.
pub fn moments(points: &[&[f64]], weights: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let d = points.first().map_or(0, |point| point.len());
    let total: f64 = weights.iter().sum();
    let mean: Vec<f64> =
        (0..d).map(|k| points.iter().zip(weights).map(|(x, w)| w * x[k]).sum::<f64>() / total).collect();
    // The one above the diagonal is summed in the same order as the one below: it is symmetric.
    let entry = |i: usize, j: usize| {
        let term = |(x, w): (&&[f64], &f64)| w / total * (x[i] - mean[i]) * (x[j] - mean[j]);
        points.iter().zip(weights).map(term).sum::<f64>()
    };
    let covariance = (0..d).map(|i| (0..d).map(|j| entry(i.max(j), i.min(j))).collect()).collect();
    (mean, covariance)
}

/// The lower triangular factor of a covariance (Cholesky). A direction without spread is
/// given a hair of it, so that there is always a factor.
pub fn factor(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let d = covariance.len();
    let mut lower = vec![vec![0.0; d]; d];
    for i in 0..d {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            lower[i][j] = if i == j {
                libm::sqrt((covariance[i][i] - sum).max(1e-10))
            } else {
                (covariance[i][j] - sum) / lower[j][j]
            };
        }
    }
    lower
}

/// How many equally weighted particles weighted ones are worth (Kong 1992).
pub fn effective(weights: impl Iterator<Item = f64> + Clone) -> f64 {
    let squares: f64 = weights.clone().map(|w| w * w).sum();
    let total: f64 = weights.sum();
    if squares > 0.0 { total * total / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_gives_back_its_covariance() {
        let covariance = vec![vec![4.0, 2.0, 0.5], vec![2.0, 3.0, 1.0], vec![0.5, 1.0, 2.0]];
        let lower = factor(&covariance);
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| lower[i][k] * lower[j][k]).sum();
                assert!((product - covariance[i][j]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn moments_and_worth_are_weighted() {
        let points: [&[f64]; 3] = [&[0.0, 1.0], &[1.0, 0.0], &[2.0, 5.0]];
        let (mean, covariance) = moments(&points, &[1.0, 1.0, 0.0]);
        assert_eq!((mean, covariance), (vec![0.5, 0.5], vec![vec![0.25, -0.25], vec![-0.25, 0.25]]));
        assert_eq!(effective([1.0, 1.0, 1.0].into_iter()), 3.0);
        assert_eq!(effective([1.0, 0.0].into_iter()), 1.0);
    }
}
