//! What Java holds by address: a library and its functions.

use std::sync::{Arc, Mutex, PoisonError};

use jni::sys::jlong;
use sandbridge_interface::{Code, Error, Result, SignatureId};
use sandbridge_runtime::{Entered, Function, FunctionPointer, Library, Slot};

use crate::arrival::Arrival;
use crate::quick::Quick;

/// The native part of a `dev.sandbridge.Library`. It outlives `close()`: freed by the cleaner
/// once no object that may call it is reachable.
pub(crate) struct Owner {
    pub(crate) library: Library,
    pub(crate) arrival: Arc<Arrival>,
    targets: Mutex<Vec<Arc<Target>>>,
}

/// A function with all that a call needs.
pub(crate) struct Target {
    pub(crate) library: Library,
    pub(crate) function: Arc<Function>,
    pub(crate) arrival: Arc<Arrival>,
    /// The way without memory of a function with facts.
    pub(crate) quick: Option<Quick>,
    /// Of a function type, which: it is called through pointers.
    signature: Option<SignatureId>,
}

impl Owner {
    pub(crate) fn new(library: Library) -> Self {
        let arrival = Arc::new(Arrival::new(library.frame()));
        Self { library, arrival, targets: Mutex::default() }
    }

    /// Gives the owner to Java.
    pub(crate) fn into_handle(self) -> jlong {
        Box::into_raw(Box::new(self)) as jlong
    }

    /// The owner that Java calls `handle`.
    ///
    /// # Safety
    /// `handle` came from [`Owner::into_handle`], and the Java object that holds it is reachable.
    pub(crate) unsafe fn of<'a>(handle: jlong) -> &'a Self {
        // SAFETY: the caller vouches for it.
        unsafe { &*(handle as *const Self) }
    }

    /// Takes the owner back.
    ///
    /// # Safety
    /// As for [`Owner::of`], and nobody uses the handle again.
    pub(crate) unsafe fn take(handle: jlong) -> Box<Self> {
        // SAFETY: the caller vouches for it.
        unsafe { Box::from_raw(handle as *mut Self) }
    }

    /// The address of what calls `function`, valid as long as the owner.
    pub(crate) fn target(&self, function: Arc<Function>) -> jlong {
        self.keep(function, None)
    }

    /// The same for calls through pointers to functions of that type.
    pub(crate) fn pointer_target(&self, function: Arc<Function>, signature: SignatureId) -> jlong {
        self.keep(function, Some(signature))
    }

    fn keep(&self, function: Arc<Function>, signature: Option<SignatureId>) -> jlong {
        let (library, quick) = (self.library.clone(), Quick::of(&function.plan));
        let arrival = self.arrival.clone();
        let target = Arc::new(Target { library, function, arrival, quick, signature });
        let address = Arc::as_ptr(&target) as jlong;
        self.targets.lock().unwrap_or_else(PoisonError::into_inner).push(target);
        address
    }

    /// The library for this thread, where a pointer of that generation is used.
    pub(crate) fn enter_at(&self, generation: i32) -> Result<Entered<'_>> {
        let entered = self.library.enter()?;
        check_generation(&entered, &self.library, generation)?;
        Ok(entered)
    }
}

impl Target {
    /// The target that Java calls `handle`.
    ///
    /// # Safety
    /// `handle` came from [`Owner::target`], and the owner lives.
    #[inline(always)]
    pub(crate) unsafe fn of<'a>(handle: jlong) -> &'a Self {
        // SAFETY: the caller vouches for it.
        unsafe { &*(handle as *const Self) }
    }

    /// Calls the function, or what `pointer` points to as one of that type.
    pub(crate) fn call(
        &self,
        entered: &mut Entered<'_>,
        pointer: u32,
        slots: &mut [Slot],
    ) -> Result<()> {
        match self.signature {
            None => entered.call(&self.function, slots),
            Some(signature) => {
                entered.call_pointer(FunctionPointer(pointer), signature, &self.function, slots)
            }
        }
    }
}

/// Refuses a pointer into an earlier life of the instance.
pub(crate) fn check_generation(
    entered: &Entered<'_>,
    library: &Library,
    generation: i32,
) -> Result<()> {
    if entered.generation() as i32 == generation {
        return Ok(());
    }
    Err(Error::new(
        Code::ForeignPointer,
        format!("the pointer is from before the reset of {}", library.name()),
    )
    .with_help("allocate it again: a reset starts with fresh memory"))
}
