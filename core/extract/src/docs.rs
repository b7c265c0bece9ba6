//! Which comment documents which declaration.
//!
//! Three habits are told apart by blank lines. A comment on the line above, or with one blank line
//! between when another sets it apart from what precedes it, belongs to what follows. A comment
//! that begins on the line where a declaration ends belongs to that. A block comment right below a
//! prototype and followed by a blank line belongs to the prototype, which is zlib's habit.

use std::collections::{BTreeMap, HashMap};

use sandbridge_interface::{Docs, Interface, RecordId, Type, spell};

use crate::comment::{self, Comment};
use crate::parser::Parser;

/// Where a declaration stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// The start of its first token.
    pub(crate) start: u32,
    /// The end of its last token.
    pub(crate) end: u32,
    /// The end of the `;` or `,` behind it.
    pub(crate) separator: Option<u32>,
}

/// Documentation found so far. The first that is found for a thing stays.
#[derive(Debug, Default)]
pub(crate) struct DocTable {
    paths: BTreeMap<String, String>,
    records: HashMap<RecordId, String>,
    members: HashMap<RecordId, Vec<(String, String)>>,
    /// Where the last prototype ended and what documents it, for the next one of its group.
    last_prototype: Option<(u32, String)>,
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

impl Parser<'_> {
    /// The comment of a member, constant, macro, type or variable.
    pub(crate) fn beside_or_above(&self, extent: Extent) -> Option<String> {
        self.beside(extent).or_else(|| self.above(extent.start))
    }

    /// The comment of a prototype, or that of its group.
    pub(crate) fn around_prototype(&mut self, extent: Extent) -> Option<String> {
        let end = extent.separator.unwrap_or(extent.end);
        let own = self
            .above_tight(extent.start)
            .or_else(|| self.beside(extent))
            .or_else(|| self.below(end))
            .or_else(|| self.above(extent.start));
        let group = self.docs.last_prototype.take();
        let doc = own.or_else(|| {
            let (last, doc) = group?;
            // Right below the last prototype, with no comment between.
            let is_next = self.lines_between(last, extent.start) <= 1;
            (is_next && self.comment_before(extent.start).is_none()).then_some(doc)
        });
        self.docs.last_prototype = doc.clone().map(|doc| (end, doc));
        doc
    }

    /// On the line where the declaration ends, or within it at its end.
    fn beside(&self, extent: Extent) -> Option<String> {
        let ends = [extent.separator, Some(extent.end)];
        ends.into_iter().flatten().find_map(|end| {
            let comment = self.comment_after(end)?;
            let is_back = comment::points_back(self.text_of(comment));
            let is_beside = self.lines_between(end, comment.start) == 0
                && self.lines_between(end, comment.before) > 0;
            // `A /* of A */ }` ends with its line or not.
            let is_inner = self.lines_between(end, comment.start) == 0 && end == extent.end;
            (is_beside || is_back || is_inner).then(|| self.clean(comment)).flatten()
        })
    }

    fn above(&self, start: u32) -> Option<String> {
        self.above_tight(start).or_else(|| {
            let comment = self.comment_before(start)?;
            let text = self.text_of(comment);
            let is_near = self.lines_between(comment.end, start) == 2;
            let is_apart = comment::is_marked(text) || self.lines_above(comment) >= 2;
            // What stands apart at the top of a file is about the file.
            let is_notice = comment.after == 0 || text.contains("opyright");
            (is_near && is_apart && !is_notice).then(|| self.clean(comment)).flatten()
        })
    }

    fn above_tight(&self, start: u32) -> Option<String> {
        let comment = self.comment_before(start)?;
        let is_tight = self.lines_between(comment.end, start) <= 1;
        is_tight.then(|| self.clean(comment)).flatten()
    }

    /// Right below, and apart from what follows.
    fn below(&self, end: u32) -> Option<String> {
        let comment = self.comment_after(end)?;
        let is_block = self.text_of(comment).starts_with("/*");
        let is_next = self.lines_between(end, comment.start) == 1;
        let next = self.next_comment(comment).map_or(comment.before, |next| next.start);
        let is_last = next as usize >= self.source.text.trim_end().len();
        let is_apart = is_last || self.lines_between(comment.end, next) >= 2;
        (is_block && is_next && is_apart).then(|| self.clean(comment)).flatten()
    }

    /// The last comment between what precedes `start` and `start`, unless it belongs to that.
    fn comment_before(&self, start: u32) -> Option<Comment> {
        let after = self.source.comments.partition_point(|comment| comment.start < start);
        let comment = *self.source.comments.get(after.checked_sub(1)?)?;
        let is_own = comment.before == start
            && (comment.after == 0 || self.lines_between(comment.after, comment.start) > 0)
            && !comment::points_back(self.text_of(comment));
        is_own.then_some(comment)
    }

    /// The first comment behind what ends at `end`.
    fn comment_after(&self, end: u32) -> Option<Comment> {
        let first = self.source.comments.partition_point(|comment| comment.after < end);
        self.source.comments.get(first).copied().filter(|comment| comment.after == end)
    }

    fn next_comment(&self, comment: Comment) -> Option<Comment> {
        let next = self.source.comments.partition_point(|other| other.start <= comment.start);
        self.source.comments.get(next).copied().filter(|next| next.after == comment.after)
    }

    /// Lines between a comment and what precedes it, another comment included.
    fn lines_above(&self, comment: Comment) -> usize {
        let index = self.source.comments.partition_point(|other| other.start < comment.start);
        let previous = index.checked_sub(1).and_then(|index| self.source.comments.get(index));
        let end = previous.map_or(comment.after, |previous| previous.end.max(comment.after));
        self.lines_between(end, comment.start)
    }

    fn lines_between(&self, from: u32, to: u32) -> usize {
        let places = &self.source.places;
        places.line_index(to).saturating_sub(places.line_index(from))
    }

    fn text_of(&self, comment: Comment) -> &str {
        self.source.text.get(comment.start as usize..comment.end as usize).unwrap_or_default()
    }

    fn clean(&self, comment: Comment) -> Option<String> {
        Some(comment::clean(self.text_of(comment))).filter(|text| !text.is_empty())
    }
}
