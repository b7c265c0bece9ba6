//! Program arguments and environment variables.

use super::Wasi;
use super::errno::Outcome;
use super::guest::Guest;

type List = fn(&Wasi) -> &Vec<Vec<u8>>;

/// The number of texts and their bytes, each with its NUL.
pub(super) fn sizes(guest: &mut Guest<'_>, list: List, count: u32, size: u32) -> Outcome {
    let items = list(guest.wasi);
    let (number, bytes) = (items.len() as u32, items.iter().map(Vec::len).sum::<usize>() as u32);
    guest.put_u32(count, number)?;
    guest.put_u32(size, bytes)
}

/// The texts one after the other at `text`, and where each begins at `pointers`.
pub(super) fn get(guest: &mut Guest<'_>, list: List, pointers: u32, text: u32) -> Outcome {
    let items = list(guest.wasi).clone();
    let mut at = text;
    for (index, item) in (0u32..).zip(&items) {
        guest.put_u32(pointers.wrapping_add(index.wrapping_mul(4)), at)?;
        guest.put(at, item)?;
        at = at.wrapping_add(item.len() as u32);
    }
    Ok(())
}
