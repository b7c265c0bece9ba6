//! Function pointers, variables and `errno`: what a library offers beside its functions.

mod vector;

use std::sync::Arc;

use sandbridge_interface::{Code, Error, GuestAddr, Result, SignatureId, abi, name, plan, spell};
use wasmtime::Ref;

use crate::callback::{self, FunctionPointer, HostFunction};
use crate::{Entered, Function, Library, Slot};

impl Library {
    /// The function type that `name` means: a `typedef` of it or of a pointer to it, or its spelling.
    ///
    /// # Errors
    /// [`Code::UnknownType`].
    pub fn signature_named(&self, name: &str) -> Result<SignatureId> {
        name::find_signature(self.interface(), name).ok_or_else(|| {
            let message = format!("{} has no function type `{name}`", self.name());
            Error::new(Code::UnknownType, message)
                .with_help("name a function type of its header, or spell one: `int (*)(int)`")
        })
    }

    /// How a function of the type `signature` is called through a pointer; see
    /// [`Entered::call_pointer`].
    ///
    /// # Errors
    /// [`Code::UnsupportedType`] for a type that no plan covers.
    pub fn function_type(&self, signature: SignatureId) -> Result<Arc<Function>> {
        let name = spell::function_pointer(self.interface(), signature);
        let plan = plan::plan_pointer(self.interface(), signature, &name)?;
        let width = abi::wasm_signature(self.interface(), signature).params.len().max(1);
        Ok(Arc::new(Function { index: usize::MAX, plan, width, symbol: name, library: self.id() }))
    }
}

impl Entered<'_> {
    /// Makes `function` callable from C as a function of the type `signature`. It stays so until
    /// [`Entered::remove_callback`], or the end of the instance. It is given slots as
    /// [`plan::callback_plan`] says: C's, but for vectors their address.
    ///
    /// # Errors
    /// [`Code::UnsupportedType`], [`Code::WrongAbi`] when the module has no function table,
    /// [`Code::CallDepth`] when it is full.
    pub fn add_callback(
        &mut self,
        signature: SignatureId,
        function: HostFunction,
    ) -> Result<FunctionPointer> {
        let interface = self.library().interface();
        let wasm = abi::wasm_signature(interface, signature);
        let function = match plan::gathering(interface, signature)? {
            Some(gathering) => vector::gathered(gathering, function),
            None => function,
        };
        let live = self.live();
        let table = live.table()?;
        // SAFETY: this thread is inside, and `&mut self` excludes other uses of the context.
        let context = unsafe { live.context() };
        live.callbacks.borrow_mut().add(context, table, &wasm, function)
    }

    /// Takes a host function back: C may keep the pointer, but calling it is an error.
    pub fn remove_callback(&mut self, pointer: FunctionPointer) {
        let removed = self.live().callbacks.borrow_mut().remove(pointer);
        drop(removed);
    }

    /// Calls what a C function pointer points to, as [`Entered::call`] calls an export. `function`
    /// comes from [`Library::function_type`] for `signature`.
    ///
    /// # Errors
    /// [`Code::FunctionType`] when it points to nothing or to a function of another type.
    pub fn call_pointer(
        &mut self,
        pointer: FunctionPointer,
        signature: SignatureId,
        function: &Function,
        slots: &mut [Slot],
    ) -> Result<()> {
        let wasm = abi::wasm_signature(self.library().interface(), signature);
        if slots.len() < wasm.params.len().max(1) {
            return Err(Error::bug(format!("a wrong call of `{}`", function.symbol)));
        }
        let live = self.live();
        // SAFETY: this thread is inside, and `&mut self` excludes other uses of the context.
        let mut context = unsafe { live.context() };
        let wanted = callback::function_type(context.engine(), &wasm);
        let wrong = |what: &str| {
            let (own, index) = (self.library().name(), pointer.0);
            Error::new(
                Code::FunctionType,
                format!("{own}: function pointer {index} as `{}`: {what}", function.symbol),
            )
            .with_help("the pointer was damaged, released, or cast to another type")
        };
        let found = match live.table()?.get(&mut context, pointer.0.into()) {
            Some(Ref::Func(Some(found))) => found,
            _ => return Err(wrong("it points to nothing")),
        };
        if !found.ty(&context).matches(&wanted) {
            return Err(wrong("the function there has another type"));
        }
        // SAFETY: the type was just compared, and there are slots for it.
        unsafe { self.invoke(found, &function.symbol, slots) }
    }

    /// The address of the variable that the module exports by that name.
    ///
    /// # Errors
    /// [`Code::NotExported`].
    pub fn variable(&self, name: &str) -> Result<GuestAddr> {
        // SAFETY: this thread is inside; the context is used for this one question.
        let found = unsafe { self.live().variable(name) };
        found.map(GuestAddr).ok_or_else(|| {
            Error::new(
                Code::NotExported,
                format!("{} exports no variable `{name}`", self.library().name()),
            )
            .with_help("export it when the library is built: its header must declare it `extern`")
        })
    }

    /// The C library's `errno`, when the module exports where it is.
    ///
    /// # Errors
    /// [`Code::NotExported`] when it does not.
    pub fn errno(&mut self) -> Result<i32> {
        let addr = self.errno_address()?;
        let bytes = self.read(addr, 4)?;
        Ok(bytes.first_chunk().map_or(0, |bytes| i32::from_le_bytes(*bytes)))
    }

    /// Sets `errno`.
    ///
    /// # Errors
    /// As for [`Entered::errno`].
    pub fn set_errno(&mut self, value: i32) -> Result<()> {
        let addr = self.errno_address()?;
        self.write(addr, &value.to_le_bytes())
    }

    fn errno_address(&mut self) -> Result<GuestAddr> {
        let found = self.aside("__errno_location", |live, context| live.errno_location(context))?;
        let name = self.library().name();
        found.map(GuestAddr).ok_or_else(|| {
            Error::new(Code::NotExported, format!("{name} does not export `__errno_location`"))
                .with_help("build it with `sandbridge build`, which exports it")
        })
    }
}
