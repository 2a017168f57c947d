//! A list that grows without being moved, and without room for twice as much.

/// Items of one chunk.
const CHUNK: usize = 4096;

/// Items by place.
#[derive(Debug)]
pub(crate) struct Chunks<T>(Vec<Vec<T>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Chunks<T> {
    pub(crate) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * CHUNK + last.len())
    }

    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        self.0.get(place / CHUNK)?.get(place % CHUNK)
    }

    pub(crate) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.0.get_mut(place / CHUNK)?.get_mut(place % CHUNK)
    }

    pub(crate) fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < CHUNK => last.push(item),
            _ => {
                // Of a short list the first chunk grows as it needs.
                let mut chunk = Vec::with_capacity(if self.0.is_empty() { 0 } else { CHUNK });
                chunk.push(item);
                self.0.push(chunk);
            }
        }
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.0.truncate(len.div_ceil(CHUNK));
        if let Some(last) = self.0.last_mut() {
            let full = (len - 1) % CHUNK + 1;
            last.truncate(full);
        }
    }
}
