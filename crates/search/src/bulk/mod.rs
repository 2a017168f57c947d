//! Writing a new index: threads that make whole segments of many records each.
//!
//! tantivy's writer is made for changes; half of what a rebuild cost was its table of terms. The segments made here are
//! what it would have written (`tests.rs` holds the two against each other), and are given to it to be committed.

mod keys;
mod order;
mod pairs;
mod postings;
mod segment;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tantivy::{Index, SegmentMeta, TantivyDocument, TantivyError};

use self::segment::Building;
use crate::schema::Fields;

/// Records handed over at once.
const BATCH: usize = 32;
/// Batches that wait for a thread.
const WAITING: usize = 4;

type Batch = Vec<TantivyDocument>;

/// The threads of a rebuild. Dropped before it is finished, it leaves no thread that still writes.
pub(crate) struct Bulk {
    sender: Option<SyncSender<Batch>>,
    /// Set when all records were handed over; threads that see the end of them before that give up.
    whole: Arc<AtomicBool>,
    batch: Batch,
    threads: Vec<JoinHandle<tantivy::Result<Vec<SegmentMeta>>>>,
}

impl Bulk {
    /// Starts this many threads; each ends a segment when it takes `memory` bytes.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn new(index: &Index, fields: &Fields, threads: usize, memory: usize) -> std::io::Result<Self> {
        let (sender, receiver) = sync_channel(WAITING * threads);
        let receiver = Arc::new(Mutex::new(receiver));
        let whole = Arc::new(AtomicBool::new(false));
        let threads = (0..threads)
            .map(|_| {
                let (index, fields) = (index.clone(), fields.clone());
                let (receiver, whole) = (Arc::clone(&receiver), Arc::clone(&whole));
                std::thread::Builder::new()
                    .name("segments".to_owned())
                    .spawn(move || segments(&index, &fields, &receiver, &whole, memory))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            sender: Some(sender),
            whole,
            batch: Vec::with_capacity(BATCH),
            threads,
        })
    }

    /// Hands a record over.
    ///
    /// # Errors
    /// A thread could not write; nothing more can be added.
    pub(crate) fn add(&mut self, document: TantivyDocument) -> tantivy::Result<()> {
        self.batch.push(document);
        if self.batch.len() < BATCH { Ok(()) } else { self.send() }
    }

    fn send(&mut self) -> tantivy::Result<()> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        let sent = self.sender.as_ref().is_some_and(|sender| sender.send(batch).is_ok());
        if sent {
            return Ok(());
        }
        // All threads are gone, and one of them knows why.
        self.join()?;
        Err(lost())
    }

    /// Writes what was added to the end: the segments, in no order.
    ///
    /// # Errors
    /// A thread could not write.
    pub(crate) fn finish(mut self) -> tantivy::Result<Vec<SegmentMeta>> {
        self.send()?;
        self.whole.store(true, Ordering::Release);
        self.join()
    }

    fn join(&mut self) -> tantivy::Result<Vec<SegmentMeta>> {
        self.sender = None;
        let mut out = Vec::new();
        for thread in self.threads.drain(..) {
            out.extend(thread.join().map_err(|_| lost())??);
        }
        Ok(out)
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        self.sender = None;
        for thread in self.threads.drain(..) {
            // What it could not write is not wanted any more.
            let _ = thread.join();
        }
    }
}

fn lost() -> TantivyError {
    TantivyError::ErrorInThread("segments".to_owned())
}

/// What a thread does: segments from batches, until there are no more.
fn segments(
    index: &Index,
    fields: &Fields,
    receiver: &Mutex<Receiver<Batch>>,
    whole: &AtomicBool,
    memory: usize,
) -> tantivy::Result<Vec<SegmentMeta>> {
    let mut out = Vec::new();
    let mut building: Option<Building> = None;
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = next else { break };
        for document in &batch {
            let segment = match &mut building {
                Some(segment) => segment,
                None => building.insert(Building::new(index, fields)?),
            };
            segment.add(document)?;
            if segment.memory() >= memory
                && let Some(full) = building.take()
            {
                out.push(full.finish()?);
            }
        }
    }
    if let Some(last) = building
        && whole.load(Ordering::Acquire)
    {
        out.push(last.finish()?);
    }
    Ok(out)
}
