//! Values that many records share, each held once.

use std::collections::HashMap;
use std::hash::Hash;

/// Values by number. They are never taken out: of collections and sets of fields there are few.
#[derive(Debug)]
pub(crate) struct Once<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Once<T> {
    /// The number of a value.
    pub(crate) fn put(&mut self, value: &T) -> u32 {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }

    /// The value of a number that [`Once::put`] gave.
    pub(crate) fn get(&self, number: u32) -> &T {
        &self.values[number as usize]
    }

    /// The numbers of the values that are wanted.
    pub(crate) fn which(&self, wanted: impl Fn(&T) -> bool) -> Which {
        Which(self.values.iter().map(wanted).collect())
    }
}

/// Numbers of values.
pub(crate) struct Which(Vec<bool>);

impl Which {
    /// True when the number is among them.
    pub(crate) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize).copied().unwrap_or(false)
    }
}
