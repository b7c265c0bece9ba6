//! Which comment documents which declaration.
//!
//! Three habits are told apart by blank lines. A comment on the line above, or with one blank line
//! between when another sets it apart from what precedes it, belongs to what follows. A comment
//! that begins on the line where a declaration ends belongs to that. A block comment right below a
//! prototype and followed by a blank line belongs to the prototype, which is zlib's habit.
//!
//! The preprocessor joins the lines of a macro call, so that a comment below a long prototype
//! seems to stand apart from both neighbours. The file's habit, learnt from its clear cases,
//! decides these.

use std::collections::{HashMap, HashSet};

use crate::comment::{self, Comment};
use crate::parser::Parser;
use crate::source::Source;

/// A comment this many lines below a prototype may still be its own in a file of that habit.
const FAR: usize = 12;

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

/// The files whose prototypes are followed by their comments.
#[derive(Debug, Default)]
pub(crate) struct Habits {
    below: HashSet<usize>,
}

impl Habits {
    /// Counts the clear cases of both habits in each file.
    pub(crate) fn of(source: &Source<'_>) -> Self {
        let mut votes: HashMap<usize, (u32, u32)> = HashMap::new();
        let mut next_start = u32::MAX;
        for comment in source.comments.iter().rev() {
            let next = comment.before.min(next_start);
            next_start = comment.start;
            if source.places.is_system(comment.start) || !follows_prototype(source, *comment) {
                continue;
            }
            let above = source.places.lines_between(comment.after, comment.start);
            let below = source.places.lines_between(comment.end, next);
            let (is_below, is_above) = votes.entry(source.places.file(comment.start)).or_default();
            if above == 1 && below >= 2 && source.text_at(*comment).starts_with("/*") {
                *is_below += 1;
            } else if above >= 2 && below == 1 {
                *is_above += 1;
            }
        }
        let below = votes.into_iter().filter(|(_, (below, above))| below > above);
        Self { below: below.map(|(file, _)| file).collect() }
    }
}

/// Whether a comment stands behind `);`.
fn follows_prototype(source: &Source<'_>, comment: Comment) -> bool {
    let after = source.tokens.partition_point(|token| token.start < comment.after);
    let token = |back: usize| after.checked_sub(back).and_then(|at| source.tokens.get(at));
    token(1).is_some_and(|token| token.is_punct(";") && token.end() == comment.after)
        && token(2).is_some_and(|token| token.is_punct(")"))
}

impl Parser<'_> {
    /// The comment of a member, constant, macro or type.
    pub(crate) fn beside_or_above(&self, extent: Extent) -> Option<String> {
        self.beside(extent).or_else(|| self.above(extent.start))
    }

    /// The comment of a prototype or variable, or that of its group.
    pub(crate) fn around(&mut self, extent: Extent, is_prototype: bool) -> Option<String> {
        let end = extent.separator.unwrap_or(extent.end);
        let own = self
            .above_tight(extent.start)
            .or_else(|| self.beside(extent))
            .or_else(|| if is_prototype { self.below(end) } else { None })
            .or_else(|| self.above(extent.start));
        let group = self.docs.last_prototype.take();
        let doc = own.or_else(|| {
            let (last, doc) = group?;
            // Right below the last one, with no comment between.
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
            let is_back = comment::points_back(self.source.text_at(comment));
            let begins_there = self.lines_between(end, comment.start) == 0;
            // `A /* of A */ }` may go on; `A; /* of B */ B;` is not about `A`.
            let next = self.source.text.get(comment.before as usize..);
            let closes = next.is_some_and(|text| text.starts_with('}'));
            let is_last =
                end == extent.end || closes || self.lines_between(end, comment.before) > 0;
            (is_back || (begins_there && is_last)).then(|| self.clean(comment)).flatten()
        })
    }

    fn above(&self, start: u32) -> Option<String> {
        self.above_tight(start).or_else(|| {
            let comment = self.comment_before(start)?;
            let text = self.source.text_at(comment);
            let is_near = self.lines_between(comment.end, start) == 2;
            let is_apart = self.lines_above(comment) >= 2 && !self.puts_below(start);
            // What stands apart at the top of a file is about the file.
            let is_notice = comment.after == 0 || text.contains("opyright");
            let is_own = comment::is_marked(text) || is_apart;
            (is_near && is_own && !is_notice).then(|| self.clean(comment)).flatten()
        })
    }

    fn above_tight(&self, start: u32) -> Option<String> {
        let comment = self.comment_before(start)?;
        let is_tight = self.lines_between(comment.end, start) <= 1;
        is_tight.then(|| self.clean(comment)).flatten()
    }

    /// Below, and apart from what follows.
    fn below(&self, end: u32) -> Option<String> {
        let comment = self.comment_after(end)?;
        let is_block = self.source.text_at(comment).starts_with("/*");
        let distance = self.lines_between(end, comment.start);
        let is_near = distance == 1 || (self.puts_below(end) && (1..=FAR).contains(&distance));
        let next = self.next_comment(comment).map_or(comment.before, |next| next.start);
        let is_last = next as usize >= self.source.text.trim_end().len();
        let is_apart = is_last || self.lines_between(comment.end, next) >= 2;
        (is_block && is_near && is_apart).then(|| self.clean(comment)).flatten()
    }

    /// Whether the file at that place puts comments below prototypes.
    fn puts_below(&self, offset: u32) -> bool {
        self.habits.below.contains(&self.source.places.file(offset))
    }

    /// The last comment between what precedes `start` and `start`, unless it belongs to that.
    fn comment_before(&self, start: u32) -> Option<Comment> {
        let after = self.source.comments.partition_point(|comment| comment.start < start);
        let comment = *self.source.comments.get(after.checked_sub(1)?)?;
        let is_own = comment.before == start
            && (comment.after == 0 || self.lines_between(comment.after, comment.start) > 0)
            && !comment::points_back(self.source.text_at(comment));
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
        self.source.places.lines_between(from, to)
    }

    fn clean(&self, comment: Comment) -> Option<String> {
        Some(comment::clean(self.source.text_at(comment))).filter(|text| !text.is_empty())
    }
}
