//! What a graph looks like: the size of its components.

use super::rows::Rows;

/// The number of nodes in the largest connected component (ties taken both ways).
pub fn largest_component(rows: &Rows) -> u32 {
    let mut parent: Vec<u32> = (0..rows.nodes()).collect();
    for node in 0..rows.nodes() {
        for &other in rows.row(node) {
            let (a, b) = (root(&mut parent, node), root(&mut parent, other));
            parent[a.max(b) as usize] = a.min(b);
        }
    }
    let mut sizes = vec![0u32; parent.len()];
    for node in 0..rows.nodes() {
        sizes[root(&mut parent, node) as usize] += 1;
    }
    sizes.into_iter().max().unwrap_or(0)
}

/// The representative of a node, halving the path on the way (Tarjan & van Leeuwen 1984).
fn root(parent: &mut [u32], mut node: u32) -> u32 {
    while parent[node as usize] != node {
        parent[node as usize] = parent[parent[node as usize] as usize];
        node = parent[node as usize];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::super::generate::random;
    use super::*;
    use groundswell_chance::draw::Key;

    #[test]
    fn components_are_found() {
        let rows = Rows::from_pairs(7, &[(0, 1), (2, 3), (3, 4), (5, 6), (6, 4)]).unwrap();
        assert_eq!(largest_component(&rows), 5);
        assert_eq!(largest_component(&Rows::from_pairs(0, &[]).unwrap()), 0);
    }

    #[test]
    fn the_giant_component_has_the_size_of_an_epidemic() {
        let rows = random(100_000, 2.0, Key::new(3, 3)).unwrap();
        let share = f64::from(largest_component(&rows)) / 1e5;
        assert!((share - 0.796812).abs() < 0.01, "{share}");
    }
}
