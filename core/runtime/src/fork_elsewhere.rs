//! Systems where processes do not fork.

use crate::owner::Owner;

pub(crate) fn note(_owner: *const Owner) {}

pub(crate) fn forget(_owner: *const Owner) {}
