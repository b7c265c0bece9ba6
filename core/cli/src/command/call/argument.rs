//! Arguments as words of a command line, turned into what the guest gets.

use sandbridge_interface::plan::{Access, Lower, Number, Plan, Pointee, PointerPlan, Wide};
use sandbridge_interface::{Code, Error, GuestAddr, Interface, Result};
use sandbridge_runtime::{Entered, Slot};

use super::literal;
use crate::file;

/// Alignment of buffers: no C object needs more.
const ALIGN: u32 = 16;

/// The arguments of one call.
pub(super) struct Arguments<'a> {
    interface: &'a Interface,
    plan: &'a Plan,
    words: &'a [String],
    /// What each argument put into guest memory, by position.
    placed: Vec<Option<Placed>>,
    /// Where the callee puts a result that fits no slot.
    pub(super) area: GuestAddr,
}

/// Guest memory that an argument points to.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// Where it lies.
    pub(super) addr: GuestAddr,
    /// Its size in bytes.
    pub(super) size: usize,
    /// An element and its size, when it is to be shown after the call: not for plain bytes, nor
    /// for what the callee cannot write.
    pub(super) shown: Option<(Access, u32)>,
}

/// Values for slots, by slot.
type Stores = Vec<(u32, Slot)>;

impl<'a> Arguments<'a> {
    /// Checks the number of arguments.
    pub(super) fn new(
        interface: &'a Interface,
        plan: &'a Plan,
        words: &'a [String],
    ) -> Result<Self> {
        let named = plan.args.len();
        if words.len() == named || (plan.is_variadic && words.len() > named) {
            let (placed, area) = (vec![None; words.len()], GuestAddr::NULL);
            return Ok(Self { interface, plan, words, placed, area });
        }
        let at_least = if plan.is_variadic { "at least " } else { "" };
        let plural = if named == 1 { "" } else { "s" };
        let message =
            format!("{} takes {at_least}{named} argument{plural}, got {}", plan.name, words.len());
        Err(Error::new(Code::ArgumentCount, message)
            .with_help(format!("its prototype is: {}", plan.prototype)))
    }

    /// What the argument of that name put into guest memory.
    pub(super) fn placed(&self, name: &str) -> Option<&Placed> {
        self.placed[self.position(name)?].as_ref()
    }

    /// The whole number that was given for that name.
    pub(super) fn given(&self, name: &str) -> Option<i128> {
        literal::integer(self.interface, &self.words[self.position(name)?])
    }

    /// What the named arguments put into guest memory, in order.
    pub(super) fn all_placed(&self) -> impl Iterator<Item = (&'a str, &Placed)> {
        let names = self.plan.args.iter().map(|arg| arg.name.as_str());
        names.zip(&self.placed).filter_map(|(name, placed)| Some((name, placed.as_ref()?)))
    }

    /// Runs the plan's steps before the call. Buffers come first, so that `len:` finds them
    /// wherever they stand, then those of `out:`, whose size may be a `len:`.
    pub(super) fn lower(&mut self, entered: &mut Entered<'_>, width: usize) -> Result<Vec<Slot>> {
        let plan = self.plan;
        let mut steps: Vec<&Lower> = plan.lower.iter().collect();
        steps.sort_by_key(|step| match step {
            Lower::Pointer { arg, .. } if self.word(*arg).starts_with("out:") => 1,
            Lower::Pointer { .. } => 0,
            _ => 2,
        });
        let mut slots = vec![Slot::bits(0); width];
        for step in steps {
            for (slot, value) in self.step(entered, step)? {
                let place = slots.get_mut(slot as usize);
                *place.ok_or_else(|| Error::bug("a plan names a slot that it lacks"))? = value;
            }
        }
        Ok(slots)
    }

    fn step(&mut self, entered: &mut Entered<'_>, step: &Lower) -> Result<Stores> {
        Ok(match step {
            Lower::Number { arg, slot, number, .. } => {
                vec![(*slot, self.number(*arg, *number)?)]
            }
            Lower::Pointer { arg, slot, pointer } => {
                vec![(*slot, Slot::u32(self.pointer(entered, *arg, pointer)?.0))]
            }
            Lower::Wide { arg, slot, wide, slots: slots @ 1..=2, .. } => {
                let value = self.wide(*arg, *wide)?;
                let low = (*slot, Slot::bits(value as u64));
                let high = (*slot + 1, Slot::bits((value >> 64) as u64));
                [low, high][..*slots as usize].to_vec()
            }
            Lower::Area { slot, layout } => {
                self.area = entered.reserve(layout.size, layout.align)?;
                vec![(*slot, Slot::u32(self.area.0))]
            }
            Lower::Variadic { slot } => vec![(*slot, Slot::u32(self.variadic(entered)?.0))],
            Lower::Callback { arg, slot, .. } if self.word(*arg) == "null" => {
                vec![(*slot, Slot::u32(0))]
            }
            Lower::Nothing { .. } => Vec::new(),
            Lower::Wide { arg, .. }
            | Lower::Callback { arg, .. }
            | Lower::Single { arg, .. }
            | Lower::Image { arg, .. }
            | Lower::Lanes { arg, .. } => {
                let error =
                    self.unfit(Code::UnsupportedType, *arg, "what no command line can hold");
                return Err(error.with_help(
                    "call it from Python, Java or Node, where structs and functions are values",
                ));
            }
        })
    }

    fn number(&self, arg: u32, number: Number) -> Result<Slot> {
        let word = self.word(arg);
        let word = match word.strip_prefix("len:") {
            Some(name) => self.length_of(name)?.to_string(),
            None => word.to_owned(),
        };
        let Some(bytes) = literal::bytes(self.interface, &word, number) else {
            let known = literal::float(self.interface, &word).is_some();
            let code = if known { Code::OutOfRange } else { Code::ArgumentType };
            let error = self.unfit(code, arg, &literal::wanted(number));
            return Err(match word.starts_with(|first: char| first.is_ascii_alphabetic()) {
                true => {
                    error.with_help("give a number, or a constant that `sandbridge inspect` lists")
                }
                false => error,
            });
        };
        // Callees trust the caller to extend narrow integers to the slot's width.
        let negative = matches!(number, Number::I8 | Number::I16 | Number::I32)
            && bytes.last().is_some_and(|last| last & 0x80 != 0);
        let mut slot = [if negative { 0xff } else { 0 }; 8];
        slot[..bytes.len()].copy_from_slice(&bytes);
        Ok(match number.size() {
            8 => Slot::bits(u64::from_le_bytes(slot)),
            _ => Slot::u32(u64::from_le_bytes(slot) as u32),
        })
    }

    fn wide(&self, arg: u32, wide: Wide) -> Result<i128> {
        let (low, high) = match wide {
            Wide::I128 | Wide::U128 => (i128::MIN, i128::MAX),
            Wide::BitInt { bits: bits @ 1..=127, signed: true } => {
                (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
            }
            Wide::BitInt { bits: bits @ 1..=126, signed: false } => (0, (1i128 << bits) - 1),
            Wide::BitInt { .. } => (i128::MIN, i128::MAX),
            Wide::F128 | Wide::F16 => {
                return Err(self.unfit(Code::UnsupportedType, arg, "a float that no shell has"));
            }
        };
        literal::integer(self.interface, self.word(arg))
            .filter(|value| (low..=high).contains(value))
            .ok_or_else(|| self.unfit(Code::OutOfRange, arg, "a whole number of that width"))
    }

    fn pointer(
        &mut self,
        entered: &mut Entered<'_>,
        arg: u32,
        pointer: &PointerPlan,
    ) -> Result<GuestAddr> {
        let word = self.word(arg);
        if word == "null" {
            return Ok(GuestAddr::NULL);
        }
        let (bytes, is_text) = match (buffer(word)?, word.strip_prefix("out:"), &pointer.pointee) {
            (Some(bytes), _, _) => (bytes, false),
            (None, Some(size), _) => (vec![0; self.size(arg, size)?], false),
            (None, None, Pointee::Bytes) => (word.as_bytes().to_vec(), true),
            (None, None, Pointee::Elements { element: Access::Number { number, .. }, .. }) => {
                (self.numbers(arg, word, *number)?, false)
            }
            (None, None, Pointee::Elements { .. } | Pointee::Opaque) => {
                let error = self.unfit(Code::ArgumentType, arg, "a buffer or `null`");
                return Err(error.with_help("give @FILE, out:SIZE or null"));
            }
        };
        let addr = match is_text {
            true => entered.put_text(&bytes),
            false => entered.put(&bytes, ALIGN),
        };
        let addr = addr.map_err(|error| error.context(self.place(arg)))?;
        let shown = match &pointer.pointee {
            Pointee::Elements { element, layout } if !pointer.is_const => {
                Some((element.clone(), layout.size))
            }
            _ => None,
        };
        self.placed[arg as usize] = Some(Placed { addr, size: bytes.len(), shown });
        Ok(addr)
    }

    fn numbers(&self, arg: u32, word: &str, number: Number) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for part in word.split(',') {
            let part = part.trim();
            let part = match part.strip_prefix("len:") {
                Some(name) => self.length_of(name)?.to_string(),
                None => part.to_owned(),
            };
            let Some(value) = literal::bytes(self.interface, &part, number) else {
                let wanted = format!("{}, or several with commas", literal::wanted(number));
                return Err(self.unfit(Code::ArgumentType, arg, &wanted));
            };
            bytes.extend(value);
        }
        Ok(bytes)
    }

    /// The arguments beyond the named ones, in the buffer that C's `va_arg` reads.
    fn variadic(&self, entered: &mut Entered<'_>) -> Result<GuestAddr> {
        let mut image: Vec<u8> = Vec::new();
        for word in &self.words[self.plan.args.len()..] {
            let value = match (literal::integer(self.interface, word), word.parse::<f64>()) {
                (Some(value), _) if i32::try_from(value).is_ok() => {
                    value.to_le_bytes()[..4].to_vec()
                }
                (Some(value), _) => value.to_le_bytes()[..8].to_vec(),
                (None, Ok(value)) => value.to_le_bytes().to_vec(),
                (None, Err(_)) => {
                    let addr = match buffer(word)? {
                        Some(bytes) => entered.put(&bytes, ALIGN)?,
                        None => entered.put_text(word.as_bytes())?,
                    };
                    addr.0.to_le_bytes().to_vec()
                }
            };
            image.resize(image.len().next_multiple_of(value.len()), 0);
            image.extend(value);
        }
        match image.is_empty() {
            true => Ok(GuestAddr::NULL),
            false => entered.put(&image, ALIGN),
        }
    }

    fn size(&self, arg: u32, size: &str) -> Result<usize> {
        let size = match size.strip_prefix("len:") {
            Some(name) => Some(self.length_of(name)?),
            None => literal::integer(self.interface, size).and_then(|size| size.try_into().ok()),
        };
        size.filter(|size| u32::try_from(*size).is_ok())
            .ok_or_else(|| self.unfit(Code::ArgumentType, arg, "out:SIZE with a size in bytes"))
    }

    fn length_of(&self, name: &str) -> Result<usize> {
        self.placed(name).map(|placed| placed.size).ok_or_else(|| {
            let message = format!("`len:{name}`: no buffer was given for a parameter `{name}`");
            Error::new(Code::ArgumentType, message)
                .with_help(format!("the prototype is: {}", self.plan.prototype))
        })
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.plan.args.iter().position(|arg| arg.name == name)
    }

    fn word(&self, arg: u32) -> &'a str {
        self.words.get(arg as usize).map_or("", String::as_str)
    }

    fn unfit(&self, code: Code, arg: u32, wanted: &str) -> Error {
        let place = self.place(arg);
        Error::new(code, format!("{place} takes {wanted}, got `{}`", self.word(arg)))
    }

    fn place(&self, arg: u32) -> String {
        match self.plan.args.get(arg as usize) {
            Some(arg) => format!("parameter `{}` ({})", arg.name, arg.spelling),
            None => format!("argument {arg}"),
        }
    }
}

/// The contents that a word stands for: `@FILE`, or standard input.
fn buffer(word: &str) -> Result<Option<Vec<u8>>> {
    match word.strip_prefix('@') {
        _ if word == "-" || word == "@-" => file::read_stdin().map(Some),
        Some(path) => file::read(path.as_ref()).map(Some),
        None => Ok(None),
    }
}
