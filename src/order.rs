//! Sorting by numbers.

/// Sorts by a number for each item, the smallest first; equal ones keep their order.
///
/// The standard library's sort takes half a kilobyte of WebAssembly for each type. Here all
/// types share the one that sorts places, and what leads from there to swaps.
pub fn sort_by_number<T>(items: &mut [T], key: &dyn Fn(&T) -> f64) {
    let keys: Vec<f64> = items.iter().map(key).collect();
    for (one, other) in swaps(&keys) {
        items.swap(one, other);
    }
}

/// The swaps, one after the other, that sort numbers.
#[inline(never)]
fn swaps(numbers: &[f64]) -> Vec<(usize, usize)> {
    let mut places = order(numbers);
    let mut swaps = Vec::new();
    for start in 0..places.len() {
        // Around the circle of those that take each other's places.
        let mut at = start;
        while places[at] != start {
            let next = places[at];
            swaps.push((at, next));
            places[at] = at;
            at = next;
        }
        places[at] = at;
    }
    swaps
}

/// The places of numbers, that of the smallest first; those of equal ones keep their order.
#[inline(never)]
pub fn order(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_are_in_order_and_equal_ones_as_they_were(numbers in prop::collection::vec(-9..9_i32, 0..40)) {
            let mut items: Vec<(i32, usize)> = numbers.into_iter().zip(0..).collect();
            let mut wanted = items.clone();
            wanted.sort();
            sort_by_number(&mut items, &|(number, _)| f64::from(*number));
            prop_assert_eq!(items, wanted);
        }
    }
}
