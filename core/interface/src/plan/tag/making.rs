//! Records that are being made: the members that are given decide the tag, or have to agree with it.

use super::{Refusal, Tag};
use crate::{Error, Interface, RecordId, Result};

/// What was given of a record that is being made, as far as its tag goes.
#[derive(Debug)]
pub struct Making<'a> {
    tag: Option<&'a Tag>,
    /// The tag's value, when it was given.
    value: Option<i128>,
    /// The union's member that was given.
    live: Option<u32>,
    /// Another member of the union, which is one too many.
    other: Option<u32>,
}

impl<'a> Making<'a> {
    /// Nothing was given yet.
    pub fn new(tag: Option<&'a Tag>) -> Self {
        Self { tag, value: None, live: None, other: None }
    }

    /// A member of the record was written to its `image`.
    #[inline]
    pub fn wrote(&mut self, member: u32, image: &[u8]) {
        let Some(tag) = self.tag else { return };
        if member == tag.member {
            self.value = tag.place(image).map(|bytes| tag.value(bytes));
        } else if tag.union.is_none() {
            self.gave(member);
        }
    }

    /// A member of the union with a name was given.
    pub fn gave(&mut self, member: u32) {
        if self.tag.is_some_and(|tag| tag.governs(member)) && self.live != Some(member) {
            self.other = self.live.replace(member);
        }
    }

    /// Sets the tag in the record's image, unless it was given.
    ///
    /// # Errors
    /// [`Code::NotLive`](crate::Code::NotLive) when two members of the union were given, or one that
    /// the tag does not stand for.
    #[inline]
    pub fn settle(
        self,
        interface: &Interface,
        of: (&str, RecordId),
        image: &mut [u8],
    ) -> Result<()> {
        match self.tag {
            Some(tag) if self.live.is_some() || self.value.is_some() => {
                self.decide(tag, interface, of, image)
            }
            _ => Ok(()),
        }
    }

    fn decide(
        self,
        tag: &Tag,
        interface: &Interface,
        of: (&str, RecordId),
        image: &mut [u8],
    ) -> Result<()> {
        let refuse = |refusal| Err(tag.refused(interface, of, refusal));
        if let (Some(one), Some(other)) = (self.other, self.live) {
            return refuse(Refusal::Both { one, other });
        }
        let Some(bytes) = tag.place_mut(image) else {
            return Err(Error::bug("a tag beyond its record"));
        };
        if let Some(value) = self.value {
            // A member of a union that is the record itself may have overwritten it.
            tag.put(value as i64, bytes);
        }
        let Some(live) = self.live else { return Ok(()) };
        let Some(wanted) = tag.wanted(live, tag.value(bytes)) else { return Ok(()) };
        match self.value {
            None => tag.put(wanted, bytes),
            Some(value) => return refuse(Refusal::Contradiction { member: live, value }),
        }
        Ok(())
    }
}
