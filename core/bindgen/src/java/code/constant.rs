//! The constant pool of a class file.

use std::collections::HashMap;

/// Constants by their content: each stands there once.
#[derive(Debug, Default)]
pub(super) struct Pool {
    bytes: Vec<u8>,
    count: u16,
    known: HashMap<Vec<u8>, u16>,
}

impl Pool {
    /// The pool with its number of entries in front.
    pub(super) fn finish(&self) -> Vec<u8> {
        let mut all = (self.count + 1).to_be_bytes().to_vec();
        all.extend(&self.bytes);
        all
    }

    fn add(&mut self, entry: Vec<u8>, places: u16) -> u16 {
        if let Some(&known) = self.known.get(&entry) {
            return known;
        }
        let index = self.count + 1;
        self.count += places;
        self.bytes.extend(&entry);
        self.known.insert(entry, index);
        index
    }

    fn pair(&mut self, tag: u8, first: u16, second: u16) -> u16 {
        let mut entry = vec![tag];
        entry.extend(first.to_be_bytes());
        entry.extend(second.to_be_bytes());
        self.add(entry, 1)
    }

    fn single(&mut self, tag: u8, index: u16) -> u16 {
        let mut entry = vec![tag];
        entry.extend(index.to_be_bytes());
        self.add(entry, 1)
    }

    /// Text, in Java's modified UTF-8. What is too long for a constant is cut off at a character.
    pub(super) fn text(&mut self, text: &str) -> u16 {
        let mut encoded = Vec::with_capacity(text.len());
        for unit in text.encode_utf16() {
            let more = match unit {
                0x01..=0x7f => vec![unit as u8],
                0x00 | 0x80..=0x7ff => vec![0xc0 | (unit >> 6) as u8, 0x80 | (unit & 0x3f) as u8],
                _ => vec![
                    0xe0 | (unit >> 12) as u8,
                    0x80 | (unit >> 6 & 0x3f) as u8,
                    0x80 | (unit & 0x3f) as u8,
                ],
            };
            if encoded.len() + more.len() > usize::from(u16::MAX) {
                break;
            }
            encoded.extend(more);
        }
        let mut entry = vec![1];
        entry.extend((encoded.len() as u16).to_be_bytes());
        entry.extend(encoded);
        self.add(entry, 1)
    }

    pub(super) fn integer(&mut self, value: i32) -> u16 {
        let mut entry = vec![3];
        entry.extend(value.to_be_bytes());
        self.add(entry, 1)
    }

    pub(super) fn long(&mut self, value: i64) -> u16 {
        let mut entry = vec![5];
        entry.extend(value.to_be_bytes());
        self.add(entry, 2)
    }

    pub(super) fn double(&mut self, value: f64) -> u16 {
        let mut entry = vec![6];
        entry.extend(value.to_bits().to_be_bytes());
        self.add(entry, 2)
    }

    pub(super) fn class(&mut self, name: &str) -> u16 {
        let name = self.text(name);
        self.single(7, name)
    }

    pub(super) fn string(&mut self, text: &str) -> u16 {
        let text = self.text(text);
        self.single(8, text)
    }

    pub(super) fn field(&mut self, class: &str, name: &str, descriptor: &str) -> u16 {
        self.member(9, class, name, descriptor)
    }

    pub(super) fn method(&mut self, class: &str, name: &str, descriptor: &str) -> u16 {
        self.member(10, class, name, descriptor)
    }

    pub(super) fn interface_method(&mut self, class: &str, name: &str, descriptor: &str) -> u16 {
        self.member(11, class, name, descriptor)
    }

    fn member(&mut self, tag: u8, class: &str, name: &str, descriptor: &str) -> u16 {
        let class = self.class(class);
        let named = self.name_and_type(name, descriptor);
        self.pair(tag, class, named)
    }

    fn name_and_type(&mut self, name: &str, descriptor: &str) -> u16 {
        let (name, descriptor) = (self.text(name), self.text(descriptor));
        self.pair(12, name, descriptor)
    }

    /// A handle of that kind to a member.
    pub(super) fn method_handle(&mut self, kind: u8, member: u16) -> u16 {
        let mut entry = vec![15, kind];
        entry.extend(member.to_be_bytes());
        self.add(entry, 1)
    }

    /// A call that the bootstrap method at `bootstrap` links.
    pub(super) fn invoke_dynamic(&mut self, bootstrap: u16, name: &str, descriptor: &str) -> u16 {
        let named = self.name_and_type(name, descriptor);
        self.pair(18, bootstrap, named)
    }
}
