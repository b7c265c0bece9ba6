//! Arguments beyond the named ones: their type inferred from the host's value, or stated.

use sandbridge_interface::plan::{self, Access, Number, Wide};
use sandbridge_interface::variadic::{self, Promoted};
use sandbridge_interface::{Code, Error, GuestAddr, Layout, Result, Scalar, name};

use super::argument::{self, Given};
use super::number::mismatch;
use super::object::{self, Home};
use super::{Value, form, function, number, pointer, wide};
use crate::Entered;

/// One argument in the buffer.
struct Item {
    promoted: Promoted,
    image: Vec<u8>,
}

/// Puts the buffer with `args` where the guest finds it; 0 when there are none. `back` gets the
/// arguments that C may write, counted from `first`.
pub(super) fn lower(
    home: Home<'_>,
    entered: &mut Entered<'_>,
    args: &[Value],
    first: usize,
    back: &mut Vec<(usize, GuestAddr)>,
) -> Result<GuestAddr> {
    let mut items = Vec::with_capacity(args.len());
    for (index, value) in args.iter().enumerate() {
        let item = match value {
            Value::Typed(name, value) => stated(home, entered, name, value),
            _ => inferred(home, entered, value).map(|(item, written)| {
                back.extend(written.map(|addr| (first + index, addr)));
                item
            }),
        };
        items.push(item.map_err(|error| error.context(format_args!("variable argument {index}")))?);
    }
    let promoted: Vec<Promoted> = items.iter().map(|item| item.promoted).collect();
    let (offsets, size) = variadic::lay_out(&promoted);
    let mut buffer = vec![0; size as usize];
    for (offset, item) in offsets.iter().zip(&items) {
        let start = *offset as usize;
        let place = buffer.get_mut(start..start + item.image.len());
        place
            .ok_or_else(|| Error::bug("a variable argument beyond its buffer"))?
            .copy_from_slice(&item.image);
    }
    match args {
        [] => Ok(GuestAddr::NULL),
        _ => entered.put(&buffer, variadic::ALIGN),
    }
}

/// By C's promotions; with the address of what C may write.
fn inferred(
    home: Home<'_>,
    entered: &mut Entered<'_>,
    value: &Value,
) -> Result<(Item, Option<GuestAddr>)> {
    let item = match value {
        Value::Null => address(GuestAddr::NULL),
        Value::Bool(value) => Item::new(Promoted::I32, u32::from(*value).to_le_bytes()),
        Value::Int(_) | Value::Uint(_) => integer(value)?,
        Value::Float(value) => Item::new(Promoted::F64, value.to_le_bytes()),
        Value::Quad(image) => Item::new(Promoted::Image(Layout { size: 16, align: 16 }), *image),
        Value::Complex(re, im) => {
            let image = [re.to_le_bytes(), im.to_le_bytes()].concat();
            address(entered.put(&image, 8)?)
        }
        Value::Text(text) => address(entered.put_text(text.as_bytes())?),
        Value::Bytes(bytes) => address(entered.put(bytes, 16)?),
        Value::Buffer(bytes) => {
            let addr = entered.put(bytes, 16)?;
            return Ok((address(addr), Some(addr)));
        }
        Value::Array(array) => {
            let addr = entered.put(array.as_bytes(), 16)?;
            return Ok((address(addr), Some(addr)));
        }
        Value::Pointer(given) => address(pointer::own_address(home, given)?),
        Value::Handle(given) => address(given.address(home.library, None)?),
        Value::Callback(_) | Value::CFunction(_) => match function::any_index(home, value) {
            Some(index) => address(GuestAddr(index?)),
            None => return Err(Error::bug("a function pointer without an index")),
        },
        Value::Record(record) => {
            let ty = record.type_id()?;
            let promoted = Promoted::of(home.interface(), ty)?;
            let image = record.image(home, record.id())?.to_vec();
            travelling(entered, &Access::of(home.interface(), ty), promoted, image)?
        }
        Value::Function(_) => {
            return Err(mismatch("a callback object", value).with_help(
                "C may keep it: make it with `callback(type, function)` and release it later",
            ));
        }
        Value::List(_) | Value::Members(_) | Value::Typed(..) => {
            return Err(mismatch("a value with a type of its own", value)
                .with_help("pass a record or an array, or state the type"));
        }
    };
    Ok((item, None))
}

fn integer(value: &Value) -> Result<Item> {
    if let Ok(bits) = number::to_bits(Number::I32, value) {
        return Ok(Item::new(Promoted::I32, (bits as u32).to_le_bytes()));
    }
    let bits = number::to_bits(Number::I64, value)
        .or_else(|_| number::to_bits(Number::U64, value))
        .map_err(|error| error.with_help("state the type of a larger one: `__int128`"))?;
    Ok(Item::new(Promoted::I64, bits.to_le_bytes()))
}

/// As the type called `name`, checked as for a parameter.
fn stated(home: Home<'_>, entered: &mut Entered<'_>, name: &str, value: &Value) -> Result<Item> {
    let interface = home.interface();
    let Some(ty) = interface.type_named(name) else {
        // A basic type that the header does not use.
        let words: Vec<&str> = name.split_ascii_whitespace().collect();
        let Some(scalar) = name::basic(&words) else { return Err(unknown(home, name)) };
        let (access, promoted) = basic(scalar, name)?;
        let image = image(home, &access, value)?;
        return travelling(entered, &access, promoted, image);
    };
    let promoted = Promoted::of(interface, ty)?;
    let access = Access::of(interface, ty);
    if let Access::Pointer { pointer } = access {
        let plan = plan::pointer_plan(interface, pointer)?;
        return match argument::lower(home, entered, &plan, value)? {
            Given::There(addr) | Given::Copied(addr) => Ok(address(addr)),
        };
    }
    let image = image(home, &access, value)?;
    travelling(entered, &access, promoted, image)
}

fn basic(scalar: Scalar, name: &str) -> Result<(Access, Promoted)> {
    let whole = Promoted::Image(Layout { size: 16, align: 16 });
    let wide = |wide| (Access::Wide { wide, size: 16 }, whole);
    Ok(match (scalar, Number::of(scalar)) {
        (_, Some(number)) => {
            let promoted = match number {
                Number::F32 | Number::F64 => Promoted::F64,
                Number::I64 | Number::U64 => Promoted::I64,
                _ => Promoted::I32,
            };
            (Access::Number { number, enumeration: None }, promoted)
        }
        (Scalar::Int128, None) => wide(Wide::I128),
        (Scalar::UInt128, None) => wide(Wide::U128),
        (Scalar::LongDouble, None) => wide(Wide::F128),
        (Scalar::Half, None) => (Access::Wide { wide: Wide::F16, size: 2 }, Promoted::F64),
        (_, None) => {
            let message = format!("`{name}` cannot be a variable argument");
            return Err(Error::new(Code::UnsupportedType, message));
        }
    })
}

fn unknown(home: Home<'_>, name: &str) -> Error {
    match home.library.type_named(name) {
        Err(error) => error,
        Ok(_) => Error::bug("a type that is and is not there"),
    }
}

fn image(home: Home<'_>, access: &Access, value: &Value) -> Result<Vec<u8>> {
    let mut image = vec![0; object::size(home.interface(), access)];
    object::store(home, access, value, &mut image)?;
    Ok(image)
}

/// From an object's image to what lies in the buffer.
fn travelling(
    entered: &mut Entered<'_>,
    access: &Access,
    promoted: Promoted,
    mut image: Vec<u8>,
) -> Result<Item> {
    let bits = |number: Number| match number {
        Number::F32 => number::to_bits(Number::F64, &number::load(number, &image)),
        _ => number::to_bits(number, &number::load(number, &image)),
    };
    let image = match (promoted, access) {
        (Promoted::Nothing, _) => Vec::new(),
        (Promoted::I32 | Promoted::I64 | Promoted::F64, Access::Number { number, .. }) => {
            bits(*number)?.to_le_bytes().to_vec()
        }
        (Promoted::F64, Access::Wide { wide: kind, .. }) => {
            number::to_bits(Number::F64, &wide::load(*kind, &image)?)?.to_le_bytes().to_vec()
        }
        (Promoted::I32 | Promoted::I64, Access::Wide { wide: kind, .. }) => {
            form::wide_slot(*kind, &image)?.to_bits().to_le_bytes().to_vec()
        }
        // Callbacks are indices.
        (Promoted::Address, Access::Callback { .. }) => image,
        (Promoted::Address, _) => {
            let align = image.len().max(1).next_power_of_two().min(16) as u32;
            entered.put(&image, align)?.0.to_le_bytes().to_vec()
        }
        (Promoted::Image(_), _) => {
            image.resize(promoted.layout().size as usize, 0);
            image
        }
        _ => return Err(Error::bug("a variable argument that is promoted to nothing")),
    };
    let size = promoted.layout().size as usize;
    Ok(Item { promoted, image: image.get(..size).unwrap_or(&image).to_vec() })
}

fn address(addr: GuestAddr) -> Item {
    Item::new(Promoted::Address, addr.0.to_le_bytes())
}

impl Item {
    fn new<const N: usize>(promoted: Promoted, image: [u8; N]) -> Self {
        Self { promoted, image: image.to_vec() }
    }
}
