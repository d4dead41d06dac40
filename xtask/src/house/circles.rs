//! Files that need each other: strongly connected components (Tarjan 1972).

use std::collections::BTreeSet;

/// Circles of two or more, each sorted, largest first.
pub(super) fn circles(needs: &[&BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search { needs, number: vec![None; needs.len()], low: vec![0; needs.len()], ..Search::default() };
    for file in 0..needs.len() {
        if search.number[file].is_none() {
            search.visit(file);
        }
    }
    search.found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    search.found
}

#[derive(Default)]
struct Search<'a> {
    needs: &'a [&'a BTreeSet<usize>],
    number: Vec<Option<usize>>,
    low: Vec<usize>,
    stack: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn visit(&mut self, file: usize) -> usize {
        let number = self.next;
        self.next += 1;
        (self.number[file], self.low[file]) = (Some(number), number);
        self.stack.push(file);
        for &other in self.needs[file] {
            let low = match self.number[other] {
                None => self.visit(other),
                Some(seen) if self.stack.contains(&other) => seen,
                Some(_) => continue,
            };
            self.low[file] = self.low[file].min(low);
        }
        if self.low[file] == number {
            let from = self.stack.iter().position(|&f| f == file).expect("it was pushed above");
            let mut circle = self.stack.split_off(from);
            circle.sort_unstable();
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
        self.low[file]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_a_chain_is_none() {
        let needs = [vec![1], vec![2], vec![0, 3], vec![4], vec![3], vec![0]].map(|n| n.into_iter().collect());
        assert_eq!(circles(&needs.iter().collect::<Vec<_>>()), [vec![0, 1, 2], vec![3, 4]]);
        let chain = [vec![1], vec![2], vec![]].map(|n| n.into_iter().collect());
        assert!(circles(&chain.iter().collect::<Vec<_>>()).is_empty());
    }
}
