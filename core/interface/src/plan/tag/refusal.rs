//! What tags refuse, and the messages that say so.

use super::super::{Access, Member, members};
use super::Tag;
use crate::{Code, Error, Interface, RecordId, spell};

/// What a tag refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Reading a member while the tag has a value that does not stand for it.
    Read {
        /// The member, by position as in [`Case`](super::Case).
        member: u32,
        /// The tag's value.
        value: i128,
    },
    /// Making a record from two members of its union.
    Both {
        /// One of them.
        one: u32,
        /// The other.
        other: u32,
    },
    /// Making a record from a tag and a member that it does not stand for.
    Contradiction {
        /// The member.
        member: u32,
        /// The tag's value.
        value: i128,
    },
}

impl Tag {
    /// The error for what is refused of a record with this tag.
    #[cold]
    pub fn refused(
        &self,
        interface: &Interface,
        (library, record): (&str, RecordId),
        refusal: Refusal,
    ) -> Error {
        let text = Words::new(interface, self, record);
        let (own, record) = (text.tag(), &text.record);
        let (message, help) = match refusal {
            Refusal::Read { member, value } => {
                let name = text.member(member);
                (
                    format!(
                        "the member `{name}` of `{record}` is not live: {}",
                        text.meaning(value)
                    ),
                    format!("ask `{own}` first; writing `{name}` makes it live"),
                )
            }
            Refusal::Both { one, other } => {
                let (one, other) = (text.member(one), text.member(other));
                (
                    format!(
                        "`{record}` was given both `{one}` and `{other}`, of which one is live at a \
                         time"
                    ),
                    format!("give the one that `{own}` stands for"),
                )
            }
            Refusal::Contradiction { member, value } => {
                let name = text.member(member);
                (
                    format!("`{record}` was given `{name}`, but {}", text.meaning(value)),
                    format!("leave `{own}` out: giving `{name}` sets it"),
                )
            }
        };
        Error::new(Code::NotLive, format!("{library}: {message}")).with_help(help)
    }
}

/// The names that messages use.
struct Words<'a> {
    interface: &'a Interface,
    tag: &'a Tag,
    record: String,
    own: Vec<Member>,
    /// The name of the union and its members.
    inner: Option<(String, Vec<Member>)>,
}

impl<'a> Words<'a> {
    fn new(interface: &'a Interface, tag: &'a Tag, record: RecordId) -> Self {
        let own = members(interface, record);
        let inner = tag.union.and_then(|at| own.get(at as usize)).and_then(|union| {
            let Access::Record { record } = union.access else { return None };
            Some((union.name.clone(), members(interface, record)))
        });
        Self { interface, tag, record: spell::record_name(interface, record), own, inner }
    }

    fn tag(&self) -> &str {
        self.own.get(self.tag.member as usize).map_or("", |tag| &tag.name)
    }

    fn member(&self, at: u32) -> String {
        match &self.inner {
            Some((union, members)) => {
                let name = members.get(at as usize).map_or("", |member| &member.name);
                format!("{union}.{name}")
            }
            None => self.own.get(at as usize).map_or_else(String::new, |m| m.name.clone()),
        }
    }

    /// `` `kind` is 1 (KIND_A), which stands for `count` ``.
    fn meaning(&self, value: i128) -> String {
        let enumeration = match self.own.get(self.tag.member as usize).map(|tag| &tag.access) {
            Some(Access::Number { enumeration, .. } | Access::Bits { enumeration, .. }) => {
                *enumeration
            }
            _ => None,
        };
        let variants = enumeration.and_then(|at| self.interface.enums.get(at as usize));
        let variant = variants.and_then(|of| of.variants.iter().find(|one| one.value == value));
        let constant = variant.map_or_else(String::new, |one| format!(" ({})", one.name));
        let live = match self.tag.live(value) {
            Some(live) => format!("stands for `{}`", self.member(live)),
            None => "stands for no member".to_owned(),
        };
        format!("`{}` is {value}{constant}, which {live}", self.tag())
    }
}
