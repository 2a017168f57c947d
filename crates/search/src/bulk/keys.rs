//! The terms of a field that holds values as they are: which records have which.

use std::collections::HashMap;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

/// Records by value.
#[derive(Default)]
pub(super) struct Keys {
    records: HashMap<Vec<u8>, Vec<DocId>>,
    values: u64,
    /// Bytes in use, about.
    memory: usize,
}

impl Keys {
    /// Notes that a record has a value.
    pub(super) fn add(&mut self, record: DocId, value: &[u8]) {
        self.values += 1;
        match self.records.get_mut(value) {
            Some(records) if records.last() == Some(&record) => {}
            Some(records) => {
                records.push(record);
                self.memory += size_of::<DocId>();
            }
            None => {
                self.records.insert(value.to_vec(), vec![record]);
                self.memory += value.len() + 64;
            }
        }
    }

    /// Values of all records.
    pub(super) fn values(&self) -> u64 {
        self.values
    }

    /// Bytes in use, about.
    pub(super) fn memory(&self) -> usize {
        self.memory
    }

    /// True when there is nothing to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Writes every value in order, with its records.
    pub(super) fn write(self, out: &mut FieldSerializer<'_>) -> tantivy::Result<()> {
        let mut values: Vec<_> = self.records.into_iter().collect();
        values.sort_unstable();
        for (value, records) in values {
            out.new_term_without_freq(&value)?;
            for record in records {
                out.write_doc(record, 0, &[]);
            }
            out.close_term()?;
        }
        Ok(())
    }
}
