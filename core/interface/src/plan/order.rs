//! Steps before a call in an order in which each finds what it reads.

use super::Before;
use crate::{Error, Result};

/// A step that waits for its turn.
pub(super) struct Pending {
    /// The operands that it makes readable.
    pub(super) provides: Vec<u32>,
    /// The operands that it reads.
    pub(super) needs: Vec<u32>,
    /// The step.
    pub(super) step: Before,
}

/// Puts `steps` in an order such that each reads only operands that are in `known` or provided by
/// an earlier step; otherwise they keep their order.
///
/// # Errors
/// A bug error when they wait for each other: facts were checked for that.
pub(super) fn in_order(mut known: Vec<u32>, mut steps: Vec<Pending>) -> Result<Vec<Before>> {
    let mut ordered = Vec::with_capacity(steps.len());
    while !steps.is_empty() {
        let ready = |step: &Pending| step.needs.iter().all(|need| known.contains(need));
        let Some(next) = steps.iter().position(ready) else {
            return Err(Error::bug("the facts of a function wait for each other"));
        };
        let next = steps.remove(next);
        known.extend(next.provides);
        ordered.push(next.step);
    }
    Ok(ordered)
}
