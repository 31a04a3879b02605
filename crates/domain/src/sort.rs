//! The one sort of the browser's code path, and what is found by it. Every type that the standard library sorts or
//! hashes brings 3 to 5 kB of code that each visitor waits for.

/// Two numbers to sort by, and what they belong to.
pub type Key = (u64, u64, usize);

/// Sorts: on the server as the standard library does, which is quick for a hundred thousand keys too.
pub fn sort(keys: &mut [Key]) {
    #[cfg(not(target_arch = "wasm32"))]
    keys.sort_unstable();
    #[cfg(target_arch = "wasm32")]
    shell_sort(keys);
}

/// Rows are mostly in order already, which Shell's sort likes; at 5,000 keys it is as fast as any other.
#[cfg(any(target_arch = "wasm32", test))]
fn shell_sort(keys: &mut [Key]) {
    for gap in [8_861, 3_938, 1_750, 701, 301, 132, 57, 23, 10, 4, 1] {
        for i in gap..keys.len() {
            let key = keys[i];
            let mut at = i;
            while at >= gap && keys[at - gap] > key {
                keys[at] = keys[at - gap];
                at -= gap;
            }
            keys[at] = key;
        }
    }
}

/// An index by number: what is there is found by halving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index(Vec<Key>);

impl Index {
    /// Builds it from numbers and what they belong to.
    pub fn new(pairs: impl Iterator<Item = (u64, usize)>) -> Index {
        let mut keys: Vec<Key> = pairs.map(|(number, of)| (number, of as u64, of)).collect();
        sort(&mut keys);
        Index(keys)
    }

    /// What belongs to a number, in ascending order.
    pub fn get(&self, number: u64) -> impl Iterator<Item = usize> + '_ {
        let from = self.0.partition_point(|(n, ..)| *n < number);
        self.0[from..].iter().take_while(move |(n, ..)| *n == number).map(|(_, _, of)| *of)
    }
}

/// A number for a text (FNV-1a). Different texts may have the same: whoever finds one looks again.
pub fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |n, byte| (n ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut keys in prop::collection::vec((0..50u64, any::<u64>(), any::<usize>()), 0..400)) {
            let mut other = keys.clone();
            shell_sort(&mut keys);
            other.sort_unstable();
            prop_assert_eq!(keys, other);
        }

        #[test]
        fn an_index_finds_all_and_only_what_was_put_in(numbers in prop::collection::vec(0..30u64, 0..100)) {
            let index = Index::new(numbers.iter().copied().zip(0..));
            for wanted in 0..31 {
                let found: Vec<usize> = index.get(wanted).collect();
                let real: Vec<usize> = (0..numbers.len()).filter(|i| numbers[*i] == wanted).collect();
                prop_assert_eq!(found, real);
            }
        }
    }
}
