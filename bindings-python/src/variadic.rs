//! Variable arguments: C's promotions of what Python has, laid out in the buffer that the callee
//! walks.

use pyo3::ffi;
use sandbridge_interface::plan::{self, Access, Number, Wide};
use sandbridge_interface::variadic::{self, Promoted};
use sandbridge_interface::wide::{Integer, half_to_f64};
use sandbridge_interface::{Code, Error, GuestAddr, Layout, RecordId, Type, TypeId, layout, spell};

use crate::buffer::Buffer;
use crate::error::{Failure, Result, describe, mismatch};
use crate::lower::{Back, Lowering};
use crate::place::Place;
use crate::typed::{self, Typed};
use crate::{access, array, function, handle_object, number, pointer, record, sequence, wide};

/// One argument on its way: what it has become, and its image.
type Travelling = (Promoted, [u8; 16]);

const QUAD: Promoted = Promoted::Image(Layout { size: 16, align: 16 });

impl<'a> Lowering<'_, 'a, '_> {
    /// The address of the buffer with the variable arguments; 0 without any.
    pub(crate) fn variadic(&mut self, args: &'a [*mut ffi::PyObject]) -> Result<u32> {
        let mut travelling = Vec::with_capacity(args.len());
        for (index, &value) in args.iter().enumerate() {
            let one = match typed::of(value) {
                Some(typed) => self.stated(typed),
                None => self.inferred(value),
            };
            let nth = index + 1;
            travelling.push(
                one.map_err(|failure| failure.context(format_args!("variable argument {nth}")))?,
            );
        }
        if travelling.is_empty() {
            return Ok(0);
        }
        let promoted: Vec<_> = travelling.iter().map(|(promoted, _)| *promoted).collect();
        let (offsets, size) = variadic::lay_out(&promoted);
        let mut image = vec![0; size as usize];
        for ((promoted, bytes), offset) in travelling.iter().zip(offsets) {
            let size = (promoted.layout().size as usize).min(bytes.len());
            let start = offset as usize;
            let place = image.get_mut(start..start + size);
            place
                .ok_or_else(|| Error::bug("a variable argument beyond its buffer"))?
                .copy_from_slice(&bytes[..size]);
        }
        Ok(self.entered.put(&image, variadic::ALIGN)?.0)
    }

    /// By C's promotions of what the value is.
    fn inferred(&mut self, value: *mut ffi::PyObject) -> Result<Travelling> {
        // SAFETY: the argument is alive, and `None` always is.
        let (is_none, is_float, is_int, is_text, is_complex) = unsafe {
            (
                value == ffi::Py_None(),
                ffi::PyFloat_Check(value) != 0,
                ffi::PyIndex_Check(value) != 0,
                ffi::PyUnicode_Check(value) != 0,
                ffi::PyComplex_Check(value) != 0,
            )
        };
        if is_none {
            return Ok(address(0));
        }
        if is_text {
            let text = sequence::utf8(value)?;
            self.size += text.len();
            return Ok(address(self.entered.put_text(text)?.0));
        }
        if is_float {
            return Ok(match wide::own_image(value)? {
                Some(image) => (QUAD, image),
                None => (Promoted::F64, bits(number::to_bits(Number::F64, value)?)),
            });
        }
        if is_complex {
            let mut image = [0; 16];
            wide::store_complex(value, &mut image)?;
            return Ok(address(self.entered.put(&image, 8)?.0));
        }
        if let Some(given) = pointer::of(value) {
            let generation = self.entered.generation();
            return pointer::address(self.shared, given, given.to, generation).map(address);
        }
        if let Some(index) = function::any(self.shared, value)? {
            return Ok((Promoted::I32, bits(index.into())));
        }
        if let Some(given) = record::of(value) {
            given.check(self.shared, given.id)?;
            return self.record_by_value(given.id, value);
        }
        // NumPy's scalars are buffers too.
        if is_int {
            return integer(value);
        }
        if let Some(Place::Guest { site, .. }) = array::of(value).map(|array| &array.place) {
            site.check_alive(self.entered.generation())?;
            return Ok(address(site.addr));
        }
        if let Some(buffer) = Buffer::of(value, false)? {
            let addr = self.copy(buffer.as_bytes(), 16)?;
            if buffer.is_writable() {
                self.back.push(Back::Buffer(buffer, GuestAddr(addr)));
            }
            return Ok(address(addr));
        }
        if let Some(given) = handle_object::of(value) {
            return given.address_in(self.shared, None).map(address);
        }
        Err(mismatch("a number, text, a pointer, a record or a buffer", value)
            .with_help("state its type: `lib.typed(\"unsigned int\", value)`")
            .into())
    }

    fn record_by_value(&mut self, id: RecordId, value: *mut ffi::PyObject) -> Result<Travelling> {
        let interface = self.shared.interface();
        let position = interface.types.iter().position(|ty| *ty == Type::Record(id));
        let ty = position.and_then(|position| u32::try_from(position).ok()).map(TypeId);
        let ty = ty.ok_or_else(|| Error::bug("a record without a type"))?;
        self.object(Promoted::of(interface, ty)?, ty, &Access::Record { record: id }, value)
    }

    /// As the type says that is stated.
    fn stated(&mut self, typed: &'a Typed) -> Result<Travelling> {
        let interface = self.shared.interface();
        let name = || spell::type_name(interface, typed.ty);
        if typed.shared.library.id() != self.shared.library.id() {
            let message = format!("the type `{}` was stated for another library", name());
            return Err(Error::new(Code::ForeignPointer, message).into());
        }
        let (value, promoted) = (typed.value.as_ptr(), Promoted::of(interface, typed.ty)?);
        let travelling = match Access::of(interface, typed.ty) {
            Access::Pointer { pointer } => {
                let plan = plan::pointer_plan(interface, pointer)?;
                self.pointer(&plan, value).map(address)
            }
            Access::Callback { signature } => {
                function::store(self.shared, signature, value).map(address)
            }
            Access::Number { number: Number::F32, .. } => {
                number::to_bits(Number::F32, value).map(|raw| {
                    let widened = f64::from(f32::from_bits(raw as u32));
                    (promoted, bits(widened.to_bits()))
                })
            }
            Access::Number { number, .. } => {
                number::to_bits(number, value).map(|raw| (promoted, bits(raw)))
            }
            Access::Wide { wide: kind @ Wide::F16, .. } => wide::image(kind, value).map(|image| {
                let widened = half_to_f64(u16::from_le_bytes([image[0], image[1]]));
                (promoted, bits(widened.to_bits()))
            }),
            Access::Wide { wide, size } if promoted != Promoted::Address => {
                let image = wide::image(wide, value);
                debug_assert!(size <= 16);
                image.map(|image| (promoted, image))
            }
            access => self.object(promoted, typed.ty, &access, value),
        };
        travelling.map_err(|failure| failure.context(name()))
    }

    /// An object by its image or by the address of a copy.
    fn object(
        &mut self,
        promoted: Promoted,
        ty: TypeId,
        form: &Access,
        value: *mut ffi::PyObject,
    ) -> Result<Travelling> {
        let interface = self.shared.interface();
        let mut image = vec![0; access::size(interface, form)];
        access::store(self.shared, form, value, &mut image)?;
        if promoted == Promoted::Address {
            let align = layout::of(interface, ty).map_or(16, |layout| layout.align);
            return Ok(address(self.entered.put(&image, align)?.0));
        }
        let mut bytes = [0; 16];
        let size = image.len().min(16);
        bytes[..size].copy_from_slice(&image[..size]);
        Ok((promoted, bytes))
    }
}

fn address(addr: u32) -> Travelling {
    (Promoted::Address, bits(addr.into()))
}

fn bits(raw: u64) -> [u8; 16] {
    u128::from(raw).to_le_bytes()
}

/// `int` where it fits, then `long long`, then `unsigned long long`.
fn integer(value: *mut ffi::PyObject) -> Result<Travelling> {
    let beyond = || -> Failure {
        let range = "from -9223372036854775808 to 18446744073709551615";
        let message = format!("expected an integer {range}, got {}", describe(value));
        Error::new(Code::OutOfRange, message)
            .with_help("state a wider type: `lib.typed(\"__int128\", value)`")
            .into()
    };
    let Some(Integer::Signed(given)) = wide::integer(value)? else { return Err(beyond()) };
    if let Ok(small) = i32::try_from(given) {
        return Ok((Promoted::I32, bits(u64::from(small.cast_unsigned()))));
    }
    let signed = i64::try_from(given).map(i64::cast_unsigned);
    match signed.or_else(|_| u64::try_from(given)) {
        Ok(raw) => Ok((Promoted::I64, bits(raw))),
        Err(_) => Err(beyond()),
    }
}
