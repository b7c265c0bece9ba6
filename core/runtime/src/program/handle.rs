//! The table of handles: which objects of the library the host refers to.
//!
//! An id is a place in the table and a serial number that no other handle of the process has, so
//! that ids of closed handles, of other libraries and of lives before a reset find nothing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};

use sandbridge_interface::GuestAddr;

/// Kinds are positions in [`Facts::handles`](sandbridge_interface::facts::Facts::handles); this one
/// stands for pointers with a lease.
pub(super) const LEASE: u32 = u32::MAX;

/// One handle.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    serial: u32,
    pub(super) kind: u32,
    pub(super) addr: GuestAddr,
    /// The next in the chain of handles at its address, which was opened before it; 0 at the end.
    next: u64,
    pub(super) parent: Option<u64>,
    /// Those that it must outlive, in the order in which they came.
    pub(super) children: Vec<u64>,
    pub(super) is_owned: bool,
    /// The object's memory belongs to the handle.
    pub(super) is_object: bool,
    /// The host let go of it; it closes with its last child.
    pub(super) is_dropped: bool,
    /// Functions that end a lease.
    pub(super) until: Vec<u32>,
}

/// All handles of one life of an instance.
#[derive(Default)]
pub(crate) struct Handles {
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    /// The handle that was opened last at an address, where the chain of all of them starts.
    by_address: HashMap<GuestAddr, u64, BuildHasherDefault<Scatter>>,
}

/// Spreads addresses over a table with one multiplication, because callbacks are lent handles at each
/// call. A library that chose addresses which collide would only slow itself down, as any loop does.
#[derive(Default)]
struct Scatter(u64);

impl Hasher for Scatter {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(byte.into()));
    }

    fn write_u32(&mut self, word: u32) {
        // 2^64 by the golden ratio (Knuth, "The Art of Computer Programming", 6.4); the table looks at
        // both ends of the hash.
        let spread = (self.0 ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = spread ^ spread >> 32;
    }
}

impl Handles {
    /// A new handle.
    pub(super) fn open(&mut self, kind: u32, addr: GuestAddr, parent: Option<u64>) -> u64 {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let serial = NEXT.fetch_add(1, Ordering::Relaxed);
        let entry = Entry {
            serial,
            kind,
            addr,
            next: 0,
            parent,
            children: Vec::new(),
            is_owned: false,
            is_object: false,
            is_dropped: false,
            until: Vec::new(),
        };
        let place = match self.free.pop() {
            Some(place) => {
                self.entries[place as usize] = Some(entry);
                place
            }
            None => {
                self.entries.push(Some(entry));
                self.entries.len() as u32 - 1
            }
        };
        // Places are counted from 1, so that no id is 0.
        let id = u64::from(serial) << 32 | u64::from(place + 1);
        let next = self.by_address.insert(addr, id).unwrap_or(0);
        if next != 0
            && let Some(entry) = self.get_mut(id)
        {
            entry.next = next;
        }
        if let Some(parent) = parent.and_then(|parent| self.get_mut(parent)) {
            parent.children.push(id);
        }
        id
    }

    /// The handle of that id, unless it was closed.
    pub(super) fn get(&self, id: u64) -> Option<&Entry> {
        let entry = self.entries.get(place(id)?)?.as_ref()?;
        (entry.serial == (id >> 32) as u32).then_some(entry)
    }

    pub(super) fn get_mut(&mut self, id: u64) -> Option<&mut Entry> {
        let entry = self.entries.get_mut(place(id)?)?.as_mut()?;
        (entry.serial == (id >> 32) as u32).then_some(entry)
    }

    /// The open handle of that kind at an address.
    pub(super) fn find(&self, kind: u32, addr: GuestAddr) -> Option<u64> {
        let mut id = *self.by_address.get(&addr)?;
        loop {
            let entry = self.get(id)?;
            if entry.kind == kind {
                return Some(id);
            }
            id = entry.next;
        }
    }

    /// Takes a handle out of the table, and out of its parent's children.
    pub(super) fn remove(&mut self, id: u64) -> Option<Entry> {
        self.get(id)?;
        let place = place(id)?;
        let entry = self.entries.get_mut(place)?.take()?;
        self.free.push(place as u32);
        self.unlink(id, &entry);
        if let Some(parent) = entry.parent.and_then(|parent| self.get_mut(parent)) {
            parent.children.retain(|&child| child != id);
        }
        Some(entry)
    }

    /// Takes a handle out of the chain at its address.
    fn unlink(&mut self, id: u64, entry: &Entry) {
        let Some(first) = self.by_address.get_mut(&entry.addr) else { return };
        if *first == id && entry.next == 0 {
            self.by_address.remove(&entry.addr);
        } else if *first == id {
            *first = entry.next;
        } else {
            let mut at = *first;
            while let Some(other) = self.get_mut(at) {
                if other.next == id {
                    other.next = entry.next;
                    return;
                }
                at = other.next;
            }
        }
    }

    /// The leases that `is_over` says are over.
    pub(super) fn leases(&self, is_over: impl Fn(&Entry) -> bool) -> Vec<u64> {
        let leases = self.entries.iter().enumerate().filter_map(|(place, entry)| {
            let entry = entry.as_ref()?;
            let id = u64::from(entry.serial) << 32 | (place as u64 + 1);
            (entry.kind == LEASE && is_over(entry)).then_some(id)
        });
        leases.collect()
    }
}

fn place(id: u64) -> Option<usize> {
    (id as u32).checked_sub(1).map(|place| place as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_used_again_has_another_id() {
        let mut handles = Handles::default();
        let first = handles.open(0, GuestAddr(64), None);
        assert!(handles.remove(first).is_some());
        let second = handles.open(0, GuestAddr(64), None);
        assert_ne!(first, second);
        assert!(handles.get(first).is_none());
        assert_eq!(handles.find(0, GuestAddr(64)), Some(second));
        assert!(handles.remove(first).is_none());
    }

    #[test]
    fn a_parent_knows_its_children() {
        let mut handles = Handles::default();
        let parent = handles.open(0, GuestAddr(64), None);
        let child = handles.open(1, GuestAddr(128), Some(parent));
        assert_eq!(handles.get(parent).map(|entry| entry.children.clone()), Some(vec![child]));
        handles.remove(child);
        assert_eq!(handles.get(parent).map(|entry| entry.children.len()), Some(0));
    }

    #[test]
    fn handles_of_several_kinds_are_at_one_address() {
        let mut handles = Handles::default();
        let ids = [0, 1, 2, 3].map(|kind| handles.open(kind, GuestAddr(64), None));
        for (gone, left) in [(1, vec![0, 2, 3]), (3, vec![0, 2]), (0, vec![2]), (2, vec![])] {
            assert!(handles.remove(ids[gone]).is_some());
            let found = (0..4).filter_map(|kind| handles.find(kind, GuestAddr(64)));
            let expected = left.iter().map(|&kind: &usize| ids[kind]);
            assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        }
        assert!(handles.by_address.is_empty());
    }

    #[test]
    fn no_id_is_zero_or_found_by_chance() {
        let mut handles = Handles::default();
        let id = handles.open(3, GuestAddr(8), None);
        assert!(handles.get(0).is_none());
        assert!(handles.get(id ^ 1 << 40).is_none());
        assert!(handles.get(id + 1).is_none());
    }
}
