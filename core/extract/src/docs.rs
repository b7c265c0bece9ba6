//! What comments say of each thing, by the path under which hosts look it up.

use std::collections::{BTreeMap, HashMap};

use sandbridge_interface::{Docs, Interface, RecordId, Type, spell};

/// Documentation found so far. The first that is found for a thing stays.
#[derive(Debug, Default)]
pub(crate) struct DocTable {
    paths: BTreeMap<String, String>,
    records: HashMap<RecordId, String>,
    members: HashMap<RecordId, Vec<(String, String)>>,
    /// Where the last declaration ended and what documents it, for the next one of its group.
    pub(crate) last_prototype: Option<(u32, String)>,
}

impl DocTable {
    pub(crate) fn path(&mut self, path: String, doc: Option<String>) {
        if let Some(doc) = doc {
            self.paths.entry(path).or_insert(doc);
        }
    }

    pub(crate) fn record(&mut self, id: RecordId, doc: Option<String>) {
        if let Some(doc) = doc {
            self.records.entry(id).or_insert(doc);
        }
    }

    pub(crate) fn member(&mut self, id: RecordId, name: &str, doc: Option<String>) {
        if let Some(doc) = doc {
            self.members.entry(id).or_default().push((name.to_owned(), doc));
        }
    }

    /// The paths of all that is documented and in the interface, whose records `remap` numbers.
    pub(crate) fn finish(
        self,
        interface: &Interface,
        remap: impl Fn(RecordId) -> Option<RecordId>,
    ) -> Docs {
        let mut docs = Docs(self.paths);
        let paths = record_paths(interface);
        for (id, doc) in self.records {
            if let Some(id) = remap(id)
                && interface.record(id).is_tag
            {
                docs.0.entry(paths[id.index()].clone()).or_insert(doc);
            }
        }
        for (id, members) in self.members {
            let Some(id) = remap(id) else { continue };
            for (name, doc) in members {
                docs.0.entry(format!("{}.{name}", paths[id.index()])).or_insert(doc);
            }
        }
        docs
    }
}

/// What each record's members are called by: its own name, or where it lies in another.
fn record_paths(interface: &Interface) -> Vec<String> {
    let mut paths: Vec<String> = (0u32..)
        .zip(&interface.records)
        .map(|(index, _)| spell::record_name(interface, RecordId(index)))
        .collect();
    // An inner record is completed before the one that holds it, so outer ones come first here.
    for outer in (0..interface.records.len()).rev().chain(0..interface.records.len()) {
        for field in &interface.records[outer].fields {
            let mut ty = interface.resolve(field.ty);
            while let Type::Array { of, .. } = interface.ty(ty) {
                ty = interface.resolve(*of);
            }
            let Type::Record(inner) = *interface.ty(ty) else { continue };
            if interface.record(inner).name.is_none() {
                paths[inner.index()] = match &field.name {
                    Some(name) => format!("{}.{name}", paths[outer]),
                    None => paths[outer].clone(),
                };
            }
        }
    }
    paths
}
