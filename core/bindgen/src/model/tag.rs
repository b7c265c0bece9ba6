//! What the tag of a union means, for the comments of the tag and of the members that it governs: one
//! text for all languages, with C's spellings in backticks.

use sandbridge_interface::plan::{Access, Case, Member, Tag, members, shape};
use sandbridge_interface::{Interface, RecordId};

/// The tag of a record's union, with the names of what it governs.
pub(super) struct Tagged<'i> {
    interface: &'i Interface,
    tag: Tag,
    own: Vec<Member>,
    /// The members of the union, which are the record's own where the union has no name.
    governed: Vec<Member>,
}

impl<'i> Tagged<'i> {
    /// None where facts know no tag.
    pub(super) fn of(interface: &'i Interface, record: RecordId) -> Option<Self> {
        let shape = shape(interface, record)?;
        let (tag, own) = (shape.tag?, shape.members);
        let governed = match tag.union {
            None => own.clone(),
            Some(at) => match own.get(at as usize)?.access {
                Access::Record { record } => members(interface, record),
                _ => return None,
            },
        };
        Some(Self { interface, tag, own, governed })
    }

    /// What there is to say of the record's member at that position.
    pub(super) fn of_member(&self, at: usize) -> Option<String> {
        match self.tag.union {
            _ if self.tag.member as usize == at => Some(self.of_tag()),
            None => self.of_governed(at),
            Some(union) => (union as usize == at).then(|| self.of_union()),
        }
    }

    /// What there is to say of the member at that position of the union with the name `union`.
    pub(super) fn within(&self, union: usize, at: usize) -> Option<String> {
        let is_it = self.tag.union.is_some_and(|known| known as usize == union);
        if is_it { self.of_governed(at) } else { None }
    }

    fn of_tag(&self) -> String {
        match self.tag.union.and_then(|at| self.own.get(at as usize)) {
            Some(union) => format!("Says which member of `{}` is live.", union.name),
            None => {
                let names = self.tag.cases.iter().map(|case| self.named(case));
                format!("Says which is live: {}.", listed(names.collect()))
            }
        }
    }

    fn of_union(&self) -> String {
        let cases = self.tag.cases.iter().map(|case| {
            let (member, values) = (self.named(case), self.values(case));
            format!("{member} is live where `{}` is {values}", self.name())
        });
        cases.collect::<Vec<_>>().join("; ") + "."
    }

    fn of_governed(&self, at: usize) -> Option<String> {
        let case = self.tag.cases.iter().find(|case| case.member as usize == at)?;
        Some(format!("Live where `{}` is {}.", self.name(), self.values(case)))
    }

    fn name(&self) -> &str {
        self.own.get(self.tag.member as usize).map_or("", |tag| &tag.name)
    }

    fn named(&self, case: &Case) -> String {
        let member = self.governed.get(case.member as usize);
        format!("`{}`", member.map_or("", |member| &member.name))
    }

    /// The values that make a member live: ``1 (`KIND_COUNT`) or 7``.
    fn values(&self, case: &Case) -> String {
        let enumeration = match self.own.get(self.tag.member as usize).map(|tag| &tag.access) {
            Some(Access::Number { enumeration, .. } | Access::Bits { enumeration, .. }) => {
                enumeration.and_then(|at| self.interface.enums.get(at as usize))
            }
            _ => None,
        };
        let value = |&value: &i64| {
            let mut variants = enumeration.iter().flat_map(|of| &of.variants);
            match variants.find(|one| one.value == i128::from(value)) {
                Some(one) => format!("{value} (`{}`)", one.name),
                None => value.to_string(),
            }
        };
        listed(case.values.iter().map(value).collect())
    }
}

/// `a, b or c`.
fn listed(mut words: Vec<String>) -> String {
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) }
}
