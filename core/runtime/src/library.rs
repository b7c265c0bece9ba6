//! A loaded library: what every host object refers to, from any thread.

use std::cell::UnsafeCell;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use sandbridge_interface::plan::IdiomaticCallback;
use sandbridge_interface::{Code, Docs, Error, Interface, Result};

use crate::live::Live;
use crate::load::Loaded;
use crate::options::{OnBusy, Options};
use crate::owner::Owner;
use crate::release::Queue;
use crate::{Entered, Frame, Function};

/// A library: one instance, its interface, and what is needed to start it afresh. Clones are the
/// same library.
#[derive(Clone)]
pub struct Library(pub(crate) Arc<Shared>);

/// Where the library is that a life belongs to.
pub(crate) struct Home(*const Shared);

impl Home {
    /// The library without counting the reference, which would cost a tenth of a callback.
    ///
    /// # Safety
    /// Somebody else holds the library for as long as the result is used.
    #[inline(always)]
    pub(crate) unsafe fn borrow(&self) -> ManuallyDrop<Library> {
        // SAFETY: the pointer is that of an `Arc` that the caller knows to be held; the result is
        // never dropped.
        ManuallyDrop::new(Library(unsafe { Arc::from_raw(self.0) }))
    }
}

pub(crate) struct Shared {
    id: u64,
    pub(crate) loaded: Loaded,
    options: Options,
    pub(crate) functions: Vec<OnceLock<Arc<Function>>>,
    /// The same with facts applied.
    pub(crate) idioms: Vec<OnceLock<Arc<Function>>>,
    pub(crate) callbacks: Vec<OnceLock<Arc<IdiomaticCallback>>>,
    frame: OnceLock<Box<Frame>>,
    /// Who is inside.
    owner: Owner,
    is_closed: AtomicBool,
    released: Queue,
    inside: Inside,
}

/// What only the thread inside touches.
struct Inside {
    /// `None` once closed.
    live: UnsafeCell<Option<Arc<Live>>>,
    /// Why the instance is dead.
    dead: UnsafeCell<Option<Error>>,
}

// SAFETY: `inside` is only reached by the thread that `owner` let in, which the guard `Entered`
// stands for; the rest is `Sync` by itself.
unsafe impl Sync for Shared {}
// SAFETY: everything in it is `Send`; what is bound to a thread is only so while it is inside.
unsafe impl Send for Shared {}

impl Library {
    pub(crate) fn new(loaded: Loaded, options: Options) -> Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let live = Arc::new(Live::new(&loaded, &options, 0)?);
        let count = loaded.interface.functions.len();
        let functions = (0..count).map(|_| OnceLock::new()).collect();
        let idioms = (0..count).map(|_| OnceLock::new()).collect();
        let callbacks = loaded.interface.facts.callbacks.len();
        let callbacks = (0..callbacks).map(|_| OnceLock::new()).collect();
        let library = Self(Arc::new(Shared {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            loaded,
            options,
            functions,
            idioms,
            callbacks,
            frame: OnceLock::new(),
            owner: Owner::new(),
            is_closed: AtomicBool::new(false),
            released: Queue::default(),
            inside: Inside {
                live: UnsafeCell::new(Some(Arc::clone(&live))),
                dead: UnsafeCell::new(None),
            },
        }));
        live.settle(library.home());
        library.0.owner.settle();
        Ok(library)
    }

    fn home(&self) -> Home {
        Home(Arc::as_ptr(&self.0))
    }

    /// What the library offers.
    pub fn interface(&self) -> &Interface {
        &self.0.loaded.interface
    }

    /// What its header's comments say.
    pub fn docs(&self) -> &Docs {
        self.0.loaded.docs()
    }

    /// Its name, for messages.
    pub fn name(&self) -> &str {
        &self.interface().name
    }

    /// Tells libraries apart; no two in a process have the same.
    pub fn id(&self) -> u64 {
        self.0.id
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed.load(Ordering::Relaxed)
    }

    /// What waits to be freed.
    pub(crate) fn released(&self) -> &Queue {
        &self.0.released
    }

    /// The call frame that hosts share with their language, made when first asked for.
    #[inline]
    pub fn frame(&self) -> &Frame {
        self.0.frame.get_or_init(Frame::new)
    }

    /// Takes the instance for this thread, waiting for others as the options say. Nested calls on
    /// the same thread get it at once.
    ///
    /// # Errors
    /// [`Code::Closed`], [`Code::DeadInstance`] with the reason, or [`Code::Busy`].
    #[inline]
    pub fn enter(&self) -> Result<Entered<'_>> {
        self.take()?;
        self.entered()
    }

    /// Like [`Library::enter`], but `None` where that would wait: for hosts that must let go of a
    /// lock of their own first.
    ///
    /// # Errors
    /// As for [`Library::enter`].
    #[inline]
    pub fn try_enter(&self) -> Result<Option<Entered<'_>>> {
        let is_inside = self.0.owner.try_take()?;
        self.entered_if(is_inside)
    }

    /// Like [`Library::try_enter`], without an atomic exchange (5 of 50 ns): for hosts with one lock
    /// that threads hold whenever they enter or leave. [`Library::wait_until_free`] is how such a
    /// host waits.
    ///
    /// # Errors
    /// As for [`Library::enter`].
    ///
    /// # Safety
    /// Every entry to this library and every end of one, [`Library::close`] and [`Library::reset`]
    /// included, happens on a thread that holds the same lock.
    #[inline]
    pub unsafe fn try_enter_locked(&self) -> Result<Option<Entered<'_>>> {
        // SAFETY: passed on to the caller.
        let is_inside = unsafe { self.0.owner.try_take_locked() }?;
        self.entered_if(is_inside)
    }

    #[inline]
    fn entered_if(&self, is_inside: bool) -> Result<Option<Entered<'_>>> {
        if is_inside {
            return self.entered().map(Some);
        }
        match self.0.options.on_busy {
            OnBusy::Wait => Ok(None),
            OnBusy::Error => Err(self.busy()),
        }
    }

    /// [`Library::enter`] on the thread that is inside.
    #[inline]
    pub(crate) fn enter_again(&self) -> Result<Entered<'_>> {
        self.0.owner.enter_again();
        self.entered()
    }

    /// Returns when no other thread is inside, which may be over at once.
    #[cold]
    pub fn wait_until_free(&self) {
        self.0.owner.wait_until_free();
    }

    /// Lets this thread stay inside between its calls, or no longer: entering then takes no atomic
    /// operation (5 of 50 ns). Other threads are kept out meanwhile, as during a call. For hosts
    /// whose libraries belong to one thread.
    ///
    /// # Errors
    /// As for [`Library::enter`].
    pub fn keep(&self, is_kept: bool) -> Result<()> {
        let _entered = self.enter()?;
        self.0.owner.keep(is_kept);
        Ok(())
    }

    #[inline(always)]
    fn entered(&self) -> Result<Entered<'_>> {
        let inside = &self.0.inside;
        // SAFETY: this thread is inside; `dead` and `live` are only written by `settle` and the
        // like, which do not run between here and the end of the borrow.
        let (live, dead) = unsafe { (&*inside.live.get(), &*inside.dead.get()) };
        let (Some(live), None) = (live, dead) else { return Err(self.refused(dead.as_ref())) };
        let mut entered = Entered::new(self, live);
        if self.0.released.is_waiting() && self.depth() == 1 {
            self.0.released.free(&mut entered)?;
        }
        Ok(entered)
    }

    #[cold]
    fn refused(&self, dead: Option<&Error>) -> Error {
        let error = self.refusal(dead);
        self.leave();
        error
    }

    #[cold]
    fn refusal(&self, dead: Option<&Error>) -> Error {
        match dead {
            Some(why) => Error::new(
                Code::DeadInstance,
                format!("{} is dead since an earlier call: {}", self.name(), why.message()),
            )
            .with_help("call reset() for a fresh instance; its memory starts anew"),
            None => Error::new(Code::Closed, format!("{} is closed", self.name()))
                .with_help("load it again"),
        }
    }

    #[cold]
    fn busy(&self) -> Error {
        Error::new(Code::Busy, format!("{} is in use by another thread", self.name()))
            .with_help("load it once per thread, or let threads wait for each other")
    }

    #[inline(always)]
    fn take(&self) -> Result<()> {
        if self.0.owner.try_take()? { Ok(()) } else { self.take_later() }
    }

    #[cold]
    fn take_later(&self) -> Result<()> {
        match self.0.options.on_busy {
            OnBusy::Wait => self.0.owner.wait(),
            OnBusy::Error => Err(self.busy()),
        }
    }

    #[inline(always)]
    pub(crate) fn leave(&self) {
        self.0.owner.leave();
    }

    /// How deeply this thread is inside.
    #[inline]
    pub(crate) fn depth(&self) -> u32 {
        self.0.owner.depth()
    }

    /// The lowest address of the stack of the thread that is inside.
    #[inline(always)]
    pub(crate) fn lowest(&self) -> usize {
        self.0.owner.lowest()
    }

    /// Marks the instance as dead; the thread is inside.
    pub(crate) fn kill(&self, why: &Error) {
        // SAFETY: this thread is inside, and no reference to the place is alive: `entered` ended
        // its borrow before the guard was handed out.
        unsafe { *self.0.inside.dead.get() = Some(why.clone()) };
    }

    /// Releases the instance. Views keep its memory mapped; everything else is refused from now
    /// on. Closing twice is fine.
    ///
    /// # Errors
    /// [`Code::Busy`] from within one of its own callbacks.
    pub fn close(&self) -> Result<()> {
        self.alone("close", || {
            self.0.is_closed.store(true, Ordering::Relaxed);
            // SAFETY: this thread is inside, at depth 1, so that no guard is alive.
            let old = unsafe { (*self.0.inside.live.get()).take() };
            // SAFETY: as above.
            unsafe { *self.0.inside.dead.get() = None };
            end(old);
            Ok(())
        })
    }

    /// Starts a fresh instance in place of the present one, dead or alive. Pointers into the
    /// former one are refused from now on.
    ///
    /// # Errors
    /// [`Code::Closed`], [`Code::Busy`] from within a callback, or what starting it ends in.
    pub fn reset(&self) -> Result<()> {
        self.alone("reset", || {
            // SAFETY: this thread is inside, at depth 1, so that no guard is alive.
            let live = unsafe { &mut *self.0.inside.live.get() };
            let Some(old) = live else { return Err(self.refusal(None)) };
            let generation = old.generation.wrapping_add(1);
            let fresh = Arc::new(Live::new(&self.0.loaded, &self.0.options, generation)?);
            fresh.settle(self.home());
            let old = live.replace(fresh);
            // SAFETY: as above.
            unsafe { *self.0.inside.dead.get() = None };
            end(old);
            Ok(())
        })
    }

    fn alone(&self, what: &str, act: impl FnOnce() -> Result<()>) -> Result<()> {
        self.take()?;
        let done = if self.depth() > 1 {
            Err(Error::new(
                Code::Busy,
                format!("{} cannot {what} while one of its own calls is running", self.name()),
            )
            .with_help("let the callback return first"))
        } else {
            act()
        };
        self.leave();
        done
    }
}

/// Lets go of a life. Its host functions go first, even where views keep the memory: they may hold
/// on to the library.
fn end(old: Option<Arc<Live>>) {
    if let Some(old) = old {
        let functions = old.callbacks.take();
        drop(functions);
    }
}
