//! What hosts and programs do with handles: adopt, look up, close.

use sandbridge_interface::facts::{Facts, Handle};
use sandbridge_interface::plan::may_point;
use sandbridge_interface::{Code, Error, GuestAddr, Result, TypeId, spell};

use super::evaluate::Names;
use super::handle::{Entry, LEASE};
use crate::{Entered, Library};

impl Library {
    /// Closes a handle once the library is entered next, when the host's object for it was
    /// collected. Like [`Library::release_later`] it may be called from any thread at any time.
    /// A handle with open children closes with the last of them.
    pub fn release_handle_later(&self, id: u64) {
        self.released().push_handle(id);
    }

    /// The class name of a kind of handle, for messages.
    pub fn handle_name(&self, kind: u32) -> &str {
        let handles = &self.interface().facts.handles;
        handles.get(kind as usize).map_or("handle", |handle| handle.name.as_str())
    }
}

impl Entered<'_> {
    /// Where the object of a handle is.
    ///
    /// # Errors
    /// [`Code::Closed`] when it was closed, with its parent or by itself; [`Code::ArgumentType`] when
    /// it is of another kind.
    pub fn handle_address(&self, id: u64, kind: u32) -> Result<GuestAddr> {
        let handles = self.live().handles.borrow();
        match handles.get(id) {
            Some(entry) if entry.kind == kind => Ok(entry.addr),
            Some(entry) => {
                let (wanted, given) = (self.library().handle_name(kind), entry.kind);
                let given = self.library().handle_name(given);
                Err(Error::new(
                    Code::ArgumentType,
                    format!("expected a `{wanted}`, got a `{given}`"),
                ))
            }
            None => Err(self.closed(kind)),
        }
    }

    /// What to pass where C has a pointer to `wanted`, any pointer when `None`, and the host gives a
    /// handle.
    ///
    /// # Errors
    /// As for [`Entered::handle_address`]; [`Code::ArgumentType`] when its object is of another type.
    pub fn handle_as_pointer(
        &self,
        id: u64,
        kind: u32,
        wanted: Option<TypeId>,
    ) -> Result<GuestAddr> {
        let addr = self.handle_address(id, kind)?;
        let interface = self.library().interface();
        let Some(wanted) = wanted else { return Ok(addr) };
        match interface.facts.handles.get(kind as usize) {
            Some(handle) if !may_point(interface, wanted, handle.ty) => {
                let (pointer, class) = (spell::declare(interface, wanted, "*"), &handle.name);
                let message = format!("expected a `{pointer}`, got a `{class}`");
                let given = spell::declare(interface, handle.ty, "*");
                Err(Error::new(Code::ArgumentType, message)
                    .with_help(format!("in C a `{class}` is a `{given}`")))
            }
            _ => Ok(addr),
        }
    }

    /// Whether a handle is open.
    pub fn handle_is_open(&self, id: u64) -> bool {
        self.live().handles.borrow().get(id).is_some()
    }

    /// The handle that a handle depends on.
    pub fn handle_parent(&self, id: u64) -> Option<u64> {
        self.live().handles.borrow().get(id)?.parent
    }

    /// Whether a pointer with this lease may still be used.
    ///
    /// # Errors
    /// [`Code::Closed`].
    pub fn check_lease(&self, lease: u64) -> Result<()> {
        if self.handle_is_open(lease) {
            return Ok(());
        }
        Err(Error::new(
            Code::Closed,
            "the pointer is no longer valid: what it points into was closed or changed",
        )
        .with_help("ask the library for it again"))
    }

    /// Closes a handle: its children first, in reverse order of their creation, then its own object by the
    /// function that the facts name. Closing twice is fine.
    ///
    /// # Errors
    /// [`Code::LibraryFailed`] when the closing function reports a failure; the handle is closed
    /// nevertheless. What the call itself ends in.
    pub fn close_handle(&mut self, id: u64) -> Result<()> {
        let mut done = Ok(());
        let mut next = Some(id);
        while let Some(id) = next {
            let parent = self.handle_parent(id);
            done = done.and(self.close_with_children(id));
            // A parent that the host let go of closes with its last child.
            next = parent.filter(|&parent| self.is_abandoned(parent));
        }
        done
    }

    fn close_with_children(&mut self, id: u64) -> Result<()> {
        let mut done = Ok(());
        // From the handle down to the one that is next: a chain may be longer than the host's stack.
        let mut path = vec![id];
        while let Some(&last) = path.last() {
            let child = {
                let handles = self.live().handles.borrow();
                handles.get(last).and_then(|entry| entry.children.last().copied())
            };
            match child {
                Some(child) => path.push(child),
                None => {
                    path.pop();
                    done = done.and(self.close_alone(last));
                }
            }
        }
        done
    }

    fn close_alone(&mut self, id: u64) -> Result<()> {
        let parent = self.handle_parent(id).and_then(|parent| self.address_of(parent));
        // Out of the table first: whatever the closing function calls back finds it closed.
        let removed = self.live().handles.borrow_mut().remove(id);
        let Some(entry) = removed else { return Ok(()) };
        let done = self.end_object(&entry, parent);
        self.let_go_for(id);
        done
    }

    fn is_abandoned(&self, id: u64) -> bool {
        let handles = self.live().handles.borrow();
        handles.get(id).is_some_and(|entry| entry.is_dropped && entry.children.is_empty())
    }

    /// Ends the object itself.
    fn end_object(&mut self, entry: &Entry, parent: Option<GuestAddr>) -> Result<()> {
        if !entry.is_owned {
            return Ok(());
        }
        let library = self.library();
        let facts = &library.interface().facts;
        let Some(handle) = facts.handles.get(entry.kind as usize) else { return Ok(()) };
        let mark = self.mark();
        let done = self.call_close(facts, handle, entry.addr, parent.unwrap_or(GuestAddr::NULL));
        self.release(mark);
        if entry.is_object && !self.live().is_dead.get() {
            self.free(entry.addr)?;
        }
        done
    }

    fn call_close(
        &mut self,
        facts: &Facts,
        handle: &Handle,
        this: GuestAddr,
        parent: GuestAddr,
    ) -> Result<()> {
        let Some(close) = &handle.close else { return Ok(()) };
        let names = Names { this, parent, ..Names::default() };
        let status = self.evaluate(names, close)?;
        let Some(rule) = handle.rule.and_then(|rule| facts.rules.get(rule as usize)) else {
            return Ok(());
        };
        self.check_status(rule, status, &handle.name)
    }

    /// The host's object for a handle is gone.
    pub(crate) fn drop_handle(&mut self, id: u64) -> Result<()> {
        let has_children = {
            let mut handles = self.live().handles.borrow_mut();
            let Some(entry) = handles.get_mut(id) else { return Ok(()) };
            entry.is_dropped = true;
            // A pointer into it needs it as much as a child does.
            !entry.children.is_empty()
        };
        if has_children { Ok(()) } else { self.close_handle(id) }
    }

    /// The handle for an address that C gave, 0 for `NULL`.
    pub(super) fn adopt(
        &mut self,
        kind: u32,
        addr: GuestAddr,
        is_owned: bool,
        parent: Option<u64>,
    ) -> Result<u64> {
        if addr.is_null() {
            return Ok(0);
        }
        if addr.0 as usize >= self.memory_size() {
            return Err(self.broken(kind, addr, "outside its memory"));
        }
        let known = self.live().handles.borrow().find(kind, addr);
        let facts = &self.library().interface().facts;
        let is_closable = facts.handles.get(kind as usize).is_some_and(|it| it.close.is_some());
        let is_known_owned = known
            .is_some_and(|id| self.live().handles.borrow().get(id).is_some_and(|it| it.is_owned));
        match (known, is_owned) {
            (Some(_), true) if is_known_owned => {
                Err(self.broken(kind, addr, "that is open already, for a new one"))
            }
            (Some(id), false) => Ok(id),
            (None, false) if is_closable && parent.is_none() => {
                Err(self.broken(kind, addr, "that is closed or was never opened"))
            }
            _ => {
                let is_object = facts.handles.get(kind as usize).is_some_and(|it| it.is_object);
                let mut handles = self.live().handles.borrow_mut();
                let id = handles.open(kind, addr, parent);
                if let Some(entry) = handles.get_mut(id) {
                    entry.is_owned = is_owned;
                    entry.is_object = is_object && is_owned;
                }
                Ok(id)
            }
        }
    }

    /// Ends handles that C lent for the time of a callback.
    pub(super) fn forget_handles(&mut self, ids: &[u64]) {
        let mut handles = self.live().handles.borrow_mut();
        for &id in ids.iter().rev() {
            handles.remove(id);
        }
    }

    /// A lease on a pointer, the same for the same pointer; 0 for `NULL`.
    pub(super) fn lease(&mut self, addr: GuestAddr, owner: Option<u64>, until: &[u32]) -> u64 {
        if addr.is_null() {
            return 0;
        }
        let mut handles = self.live().handles.borrow_mut();
        let same = |entry: &Entry| entry.parent == owner && entry.until == until;
        match handles.find(LEASE, addr) {
            Some(known) if handles.get(known).is_some_and(same) => known,
            _ => {
                let id = handles.open(LEASE, addr, owner);
                if let Some(entry) = handles.get_mut(id) {
                    entry.until = until.to_vec();
                }
                id
            }
        }
    }

    /// Ends the leases that a function ends, those of one handle when it was called with one.
    pub(super) fn end_leases(&mut self, function: u32, owner: Option<u64>) {
        let mut handles = self.live().handles.borrow_mut();
        let is_over = |entry: &Entry| {
            entry.until.contains(&function) && (owner.is_none() || entry.parent == owner)
        };
        for lease in handles.leases(is_over) {
            handles.remove(lease);
        }
    }

    fn address_of(&self, id: u64) -> Option<GuestAddr> {
        self.live().handles.borrow().get(id).map(|entry| entry.addr)
    }

    #[cold]
    fn closed(&self, kind: u32) -> Error {
        let name = self.library().handle_name(kind);
        Error::new(Code::Closed, format!("the `{name}` is closed"))
            .with_help("it was closed by itself, with its parent, or with the library's reset")
    }

    #[cold]
    fn broken(&self, kind: u32, addr: GuestAddr, what: &str) -> Error {
        let name = self.library().handle_name(kind);
        Error::new(
            Code::FactsBroken,
            format!("the library returned a `{name}` at {:#x} {what}", addr.0),
        )
        .with_help("the facts say who owns it: see `owned` and `borrowed` in the facts file")
    }
}
