//! Steps before a call in an order in which each finds what it reads.

use super::Before;

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
/// The operands that are waited for, when steps wait for each other.
pub(super) fn in_order(
    mut known: Vec<u32>,
    mut steps: Vec<Pending>,
) -> Result<Vec<Before>, Vec<u32>> {
    let mut ordered = Vec::with_capacity(steps.len());
    while !steps.is_empty() {
        let ready = |step: &Pending| step.needs.iter().all(|need| known.contains(need));
        let Some(next) = steps.iter().position(ready) else {
            let mut waiting: Vec<u32> = steps.into_iter().flat_map(|step| step.needs).collect();
            waiting.retain(|need| !known.contains(need));
            waiting.sort_unstable();
            waiting.dedup();
            return Err(waiting);
        };
        let next = steps.remove(next);
        known.extend(next.provides);
        ordered.push(next.step);
    }
    Ok(ordered)
}
