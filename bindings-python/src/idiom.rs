//! Calls of functions with facts: their arguments by position or name, what surrounds the C call, and
//! what comes of it. A usual call allocates nothing but its results.

use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::facts::Omitted;
use sandbridge_interface::plan::{Give, Lifted, Outcome, Program};
use sandbridge_interface::{Code, Error, GuestAddr, name};
use sandbridge_runtime::{Entered, Function, Slot};

use crate::call;
use crate::error::{Failure, Result};
use crate::given::Registered;
use crate::handle_object;
use crate::library::Shared;
use crate::lower::{Back, Lowering};
use crate::object::Owned;
use crate::outcome;
use crate::pace::Pace;
use crate::sequence;

/// Registers that need no allocation.
const FEW: usize = 24;
/// Arguments that need none.
const FEW_ARGS: usize = 12;

/// A function with facts, with what calling it takes.
pub(crate) struct Idiom {
    function: Arc<Function>,
    /// What the interpreter calls the parameters, each the one object that names like it share.
    names: Box<[Owned]>,
    /// What stands for arguments that are left out.
    omitted: Box<[Option<Owned>]>,
    /// The named tuple of several results.
    pub(crate) results: Option<Owned>,
    pace: Pace,
}

/// The arguments of a call: by position, then by name.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) args: &'a [*mut ffi::PyObject],
    /// How many go by position.
    pub(crate) positional: usize,
    /// A tuple of the others' names, or null.
    pub(crate) names: *mut ffi::PyObject,
}

/// Why a call ended, before this thread is attached again.
enum Ended {
    Core(Error),
    Host(Failure),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl Ended {
    /// This thread is attached.
    fn failure(self) -> Failure {
        match self {
            Self::Core(error) => error.into(),
            Self::Host(failure) => failure,
        }
    }
}

impl Idiom {
    /// Prepares the function at that position of the interface.
    pub(crate) fn new(shared: &Shared, position: usize) -> Result<Self> {
        let function = shared.library.idiomatic_at(position)?;
        let args = function.plan.args.iter();
        let names = args.clone().map(|arg| interned(&call::parameter(&arg.name)));
        let omitted = args.map(|arg| match arg.omitted {
            None => Ok(None),
            Some(Omitted::Null) => Ok(Some(Owned::none())),
            Some(Omitted::Number(number)) => {
                // SAFETY: a new reference or null comes back.
                unsafe { Owned::new(ffi::PyLong_FromLongLong(number)) }.map(Some)
            }
        });
        let (names, omitted) =
            (names.collect::<Result<_>>()?, omitted.collect::<Result<Box<[_]>>>()?);
        let outcomes = function.plan.program.as_deref().map_or(&[][..], |it| &it.outcomes);
        let fields = || outcomes.iter().map(|one| call::parameter(&one.name)).collect::<Vec<_>>();
        let results = match outcomes.len() {
            0 | 1 => None,
            _ => Some(shared.result_class(position as u32, &fields())?),
        };
        Ok(Self { function, names, omitted, results, pace: Pace::default() })
    }

    /// Converts the arguments, calls, and converts what comes back.
    #[inline(always)]
    pub(crate) fn call(&self, shared: &Arc<Shared>, given: Given<'_>) -> Result<Owned> {
        let is_complete = given.positional == self.names.len() && given.names.is_null();
        let done = match is_complete {
            true => self.run(shared, given.args),
            false => self.arrange(shared, given),
        };
        match done {
            Err(failure) => Err(shared.own_failure(failure)),
            done => done,
        }
    }

    /// Puts arguments in the order of the parameters, and fills those that were left out.
    #[inline(never)]
    fn arrange(&self, shared: &Arc<Shared>, given: Given<'_>) -> Result<Owned> {
        let count = self.names.len();
        if given.positional > count {
            return match self.function.plan.is_variadic && given.names.is_null() {
                true => self.run(shared, given.args),
                false => Err(self.wrong_count(shared, given.positional)),
            };
        }
        let mut few = [ptr::null_mut(); FEW_ARGS];
        let mut many = Vec::new();
        let places = match few.get_mut(..count) {
            Some(places) => places,
            None => {
                many.resize(count, ptr::null_mut());
                many.as_mut_slice()
            }
        };
        let (positional, named) = given.args.split_at(given.positional);
        places[..positional.len()].copy_from_slice(positional);
        for (index, value) in named.iter().enumerate() {
            // SAFETY: names are a tuple with one for each of these values.
            let name = unsafe { ffi::PyTuple_GetItem(given.names, index as isize) };
            let place = self.position(shared, name)?;
            match places.get_mut(place) {
                Some(place) if place.is_null() => *place = *value,
                _ => return Err(self.given_twice(shared, place)),
            }
        }
        for (index, place) in places.iter_mut().enumerate().filter(|(_, place)| place.is_null()) {
            match self.omitted.get(index).and_then(Option::as_ref) {
                Some(value) => *place = value.as_ptr(),
                None => return Err(self.missing(shared, index)),
            }
        }
        self.run(shared, places)
    }

    /// The parameter of that name.
    fn position(&self, shared: &Shared, wanted: *mut ffi::PyObject) -> Result<usize> {
        // Names in source text are the one object of their text.
        if let Some(found) = self.names.iter().position(|name| name.as_ptr() == wanted) {
            return Ok(found);
        }
        let text = sequence::utf8(wanted)?;
        for (index, name) in self.names.iter().enumerate() {
            if sequence::utf8(name.as_ptr())? == text {
                return Ok(index);
            }
        }
        Err(self.unknown(shared, &String::from_utf8_lossy(text)))
    }

    #[inline(always)]
    fn run(&self, shared: &Arc<Shared>, args: &[*mut ffi::PyObject]) -> Result<Owned> {
        let Some(program) = self.function.plan.program.as_deref() else {
            return Err(Error::bug("a function without a program").into());
        };
        let count = program.registers as usize;
        let mut few = [Slot::i32(0); FEW];
        match few.get_mut(..count) {
            Some(registers) => self.run_with(shared, program, args, registers),
            None => self.run_with(shared, program, args, &mut vec![Slot::i32(0); count]),
        }
    }

    #[inline(always)]
    fn run_with(
        &self,
        shared: &Arc<Shared>,
        program: &Program,
        args: &[*mut ffi::PyObject],
        registers: &mut [Slot],
    ) -> Result<Owned> {
        let mut entered = shared.enter()?;
        let mark = entered.mark();
        let mut registered = Registered::default();
        let done = self.run_inside(shared, program, &mut entered, args, registers, &mut registered);
        for pointer in registered.temporary {
            entered.remove_callback(pointer);
        }
        entered.release(mark);
        done
    }

    #[inline(always)]
    fn run_inside(
        &self,
        shared: &Arc<Shared>,
        program: &Program,
        entered: &mut Entered<'_>,
        args: &[*mut ffi::PyObject],
        registers: &mut [Slot],
        registered: &mut Registered,
    ) -> Result<Owned> {
        let plan = &self.function.plan;
        let mut lowering = Lowering::new(shared, entered, args, registers, plan.args.len());
        let mut lowered = plan.lower.iter().try_for_each(|step| lowering.step(step));
        if lowered.is_ok() {
            let mut given = program.given.iter();
            lowered = given.try_for_each(|give| lowering.give(give, registered));
        }
        let (size, area, back) = lowering.finish();
        if let Err((arg, failure)) = lowered {
            registered.held.drain(..).for_each(|(pointer, _)| entered.remove_callback(pointer));
            back.iter().for_each(|copy| copy.abandon(entered));
            return Err(self.at_parameter(shared, arg, failure));
        }
        let mut turn = self.pace.begin(shared, size);
        let mut is_over = false;
        let done = entered.run(&self.function, registers, |entered, registers| {
            self.pace.end(shared, turn.take());
            is_over = true;
            let lifted = self.finish(shared, program, entered, registers, &back, area);
            lifted.map_err(|failure| {
                let_go_of_handles(shared, program, registers);
                Ended::Host(failure)
            })
        });
        if !registered.held.is_empty() {
            tie(program, args, registered);
        }
        if !is_over {
            self.pace.end(shared, turn.take());
            back.iter().for_each(|copy| copy.abandon(entered));
        }
        done.map_err(Ended::failure)
    }

    /// Copies back what C wrote, and lifts what it gives.
    #[inline(always)]
    fn finish(
        &self,
        shared: &Arc<Shared>,
        program: &Program,
        entered: &mut Entered<'_>,
        registers: &[Slot],
        back: &[Back<'_>],
        area: GuestAddr,
    ) -> Result<Owned> {
        for copy in back {
            copy.take(entered)?;
        }
        let area = (!area.is_null()).then_some(area);
        let lift = |one: &Outcome| {
            outcome::lift(shared, entered, &one.value, registers, area, false)
                .map_err(|failure| self.at_result(shared, one, failure))
        };
        match (program.outcomes.as_slice(), &self.results) {
            ([], _) => Ok(Owned::none()),
            ([one], _) => lift(one),
            (several, Some(class)) => named_tuple(class, several.iter().map(lift)),
            _ => Err(Error::bug("results without a class").into()),
        }
    }

    #[cold]
    fn at_parameter(&self, shared: &Shared, arg: Option<u32>, failure: Failure) -> Failure {
        let failure = self.with_prototype(failure);
        let name = self.full_name(shared);
        match arg.and_then(|arg| self.function.plan.args.get(arg as usize)) {
            Some(arg) => {
                failure.context(format_args!("{name}: parameter `{}` ({})", arg.name, arg.spelling))
            }
            None => failure.context(name),
        }
    }

    #[cold]
    fn at_result(&self, shared: &Shared, one: &Outcome, failure: Failure) -> Failure {
        failure.context(format_args!("{}: `{}`", self.full_name(shared), one.name))
    }

    #[cold]
    fn wrong_count(&self, shared: &Shared, given: usize) -> Failure {
        let count = self.names.len();
        let plural = if count == 1 { "" } else { "s" };
        self.refused(shared, format!("takes {count} argument{plural}, got {given}"))
    }

    #[cold]
    fn missing(&self, shared: &Shared, index: usize) -> Failure {
        let arg = self.function.plan.args.get(index);
        let (name, ty) = arg.map_or(("", ""), |arg| (&arg.name, &arg.spelling));
        self.refused(shared, format!("the argument `{name}` ({ty}) is missing"))
    }

    #[cold]
    fn given_twice(&self, shared: &Shared, index: usize) -> Failure {
        let name = self.function.plan.args.get(index).map_or("", |arg| &arg.name);
        self.refused(shared, format!("the argument `{name}` is given twice"))
    }

    #[cold]
    fn unknown(&self, shared: &Shared, wanted: &str) -> Failure {
        let names: Vec<String> =
            self.function.plan.args.iter().map(|arg| call::parameter(&arg.name)).collect();
        let near = name::nearest(wanted, names.iter().map(String::as_str));
        let message = format!("there is no argument `{wanted}`");
        match (near, self.refused(shared, message)) {
            (Some(near), Failure::Error(error)) => {
                error.with_help(format!("did you mean `{near}`?")).into()
            }
            (_, failure) => failure,
        }
    }

    fn refused(&self, shared: &Shared, message: String) -> Failure {
        let message = format!("{}: {message}", self.full_name(shared));
        self.with_prototype(Error::new(Code::ArgumentCount, message).into())
    }

    fn with_prototype(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Error(error) if error.help().is_none() => {
                let prototype = &self.function.plan.prototype;
                error.with_help(format!("its prototype in C is `{prototype}`")).into()
            }
            failure => failure,
        }
    }

    fn full_name(&self, shared: &Shared) -> String {
        format!("{}.{}", shared.library.name(), self.function.plan.name)
    }
}

/// Closes the handles that a call gave, for its other results cannot be had.
#[cold]
fn let_go_of_handles(shared: &Shared, program: &Program, registers: &[Slot]) {
    for outcome in &program.outcomes {
        if let Lifted::Handle { register, .. } = outcome.value
            && let Some(id) = registers.get(register as usize).map(|slot| slot.to_bits())
            && shared.handles.find(id).is_null()
        {
            shared.library.release_handle_later(id);
        }
    }
}

/// Lets the handle that host functions were given to show them to the collector.
#[cold]
fn tie(program: &Program, args: &[*mut ffi::PyObject], registered: &mut Registered) {
    let owner = program.given.iter().find_map(|give| match *give {
        Give::Handle { arg, .. } => args.get(arg as usize).copied(),
        _ => None,
    });
    if let Some(owner) = owner.and_then(handle_object::of) {
        registered.held.drain(..).for_each(|(_, held)| owner.ties.hold(held));
    }
}

/// The one `str` of that text which names in source text are, too.
fn interned(text: &str) -> Result<Owned> {
    let mut object = Owned::text(text)?.into_ptr();
    // SAFETY: the reference goes in, and one to the shared object comes out.
    unsafe { ffi::PyUnicode_InternInPlace(&raw mut object) };
    // SAFETY: as above.
    unsafe { Owned::new(object) }
}

/// A tuple of a class that was made from `tuple`, without asking its constructor.
fn named_tuple(
    class: &Owned,
    items: impl ExactSizeIterator<Item = Result<Owned>>,
) -> Result<Owned> {
    let count = items.len() as isize;
    // SAFETY: the class derives from `tuple` and adds nothing; all places are null.
    let tuple = unsafe { Owned::new(ffi::PyType_GenericAlloc(class.as_type(), count)) }?;
    for (index, item) in items.enumerate() {
        // SAFETY: the tuple is new and has this place; it takes the reference over.
        unsafe { ffi::PyTuple_SetItem(tuple.as_ptr(), index as isize, item?.into_ptr()) };
    }
    Ok(tuple)
}
