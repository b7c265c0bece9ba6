//! What a call brought: its result, what it wrote through pointers, and buffers for files.

use std::path::Path;

use sandbridge_interface::plan::{Access, Lift, Number, Plan, SlotForm};
use sandbridge_interface::{
    Code, Error, GuestAddr, Interface, Result, Scalar, Type, TypeId, spell,
};
use sandbridge_runtime::{Entered, Slot};

use super::argument::{Arguments, Placed};
use super::image;
use crate::{file, report};

/// One `--out PARAM=FILE[:LENGTH]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Out {
    /// The parameter whose buffer is written.
    pub(super) param: String,
    file: String,
    length: Option<String>,
}

impl Out {
    /// Reads the option's value.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let Some((param, rest)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
            return Err(Error::new(Code::Usage, format!("`--out {text}` names no file"))
                .with_help("write it as `--out PARAM=FILE`, for example `--out dest=result.bin`"));
        };
        // What follows a colon may be the rest of a path: only a word is a length.
        let is_length = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let (file, length) = match rest.rsplit_once(':') {
            Some((file, length)) if is_length(length) && !file.is_empty() => {
                (file, Some(length.to_owned()))
            }
            _ => (rest, None),
        };
        Ok(Self { param: param.to_owned(), file: file.to_owned(), length })
    }
}

/// Prints the result and what changed behind pointers, and writes the buffers asked for.
pub(super) fn show(
    entered: &Entered<'_>,
    interface: &Interface,
    plan: &Plan,
    slots: &[Slot],
    arguments: &Arguments<'_>,
    outs: &[Out],
) -> Result<()> {
    let mut text = String::new();
    if let Some(result) = result(entered, interface, plan, slots, arguments)? {
        text.push_str(&result);
        text.push('\n');
    }
    for (name, placed) in arguments.all_placed() {
        if let Some((element, size)) = &placed.shown {
            let bytes = entered.read(placed.addr, placed.size)?;
            let count = placed.size / (*size).max(1) as usize;
            text.push_str(&match count {
                1 => format!("*{name} = {}\n", image::show(interface, element, bytes)),
                _ => {
                    let stride = *size as usize;
                    format!("{name} = {}\n", image::array(interface, element, count, stride, bytes))
                }
            });
        }
    }
    let to_stdout = outs.iter().any(|out| out.file == "-");
    for out in outs {
        write(entered, out, slots, arguments)?;
    }
    if !to_stdout {
        report::output(text.as_bytes());
    }
    Ok(())
}

fn result(
    entered: &Entered<'_>,
    interface: &Interface,
    plan: &Plan,
    slots: &[Slot],
    arguments: &Arguments<'_>,
) -> Result<Option<String>> {
    let first = slots.first().copied().unwrap_or(Slot::bits(0));
    let raw = first.to_v128().to_le_bytes();
    let text = match &plan.lift {
        Lift::Nothing => return Ok(None),
        Lift::Number { number, enumeration } => {
            let access = Access::Number { number: *number, enumeration: *enumeration };
            image::show(interface, &access, &raw)
        }
        Lift::Text { .. } => match first.to_u32() {
            0 => "NULL".to_owned(),
            addr => String::from_utf8_lossy(entered.read_text(GuestAddr(addr))?).into_owned(),
        },
        Lift::Pointer { pointer, to } => match first.to_u32() {
            0 => "NULL".to_owned(),
            addr => {
                let shown = format!("({}) {addr:#x}", spell::type_name(interface, *pointer));
                match preview(entered, interface, *to, GuestAddr(addr)) {
                    Some(text) => format!("{shown} \"{text}\""),
                    None => shown,
                }
            }
        },
        Lift::Callback { .. } => format!("function {}", first.to_u32()),
        Lift::Wide { wide } => image::show(interface, &Access::Wide { wide: *wide, size: 8 }, &raw),
        Lift::Single { record, layout, number } => {
            let image = match number {
                SlotForm::Pair | SlotForm::V128 => &raw[..],
                SlotForm::I32 | SlotForm::I64 | SlotForm::F32 | SlotForm::F64 => &raw[..8],
            };
            let image = image.get(..layout.size as usize).unwrap_or(image);
            image::show(interface, &Access::Record { record: *record }, image)
        }
        Lift::Area { value, layout } => {
            image::show(interface, value, entered.read(arguments.area, layout.size as usize)?)
        }
    };
    Ok(Some(text))
}

/// The beginning of what may be text: nothing says that a `char *` is.
fn preview(
    entered: &Entered<'_>,
    interface: &Interface,
    to: TypeId,
    addr: GuestAddr,
) -> Option<String> {
    const SHOWN: usize = 200;
    if *interface.resolved(to) != Type::Scalar(Scalar::Char) {
        return None;
    }
    let text = std::str::from_utf8(entered.read_text(addr).ok()?).ok()?;
    let start: String = text.chars().take(SHOWN).collect();
    Some(start.escape_debug().to_string())
}

fn write(
    entered: &Entered<'_>,
    out: &Out,
    slots: &[Slot],
    arguments: &Arguments<'_>,
) -> Result<()> {
    let Some(placed) = arguments.placed(&out.param) else {
        return Err(Error::new(
            Code::Usage,
            format!("`--out {}`: no buffer was given for that parameter", out.param),
        )
        .with_help("give it one with `out:SIZE` or `@FILE`"));
    };
    let length = match &out.length {
        None => placed.size,
        Some(word) => length(entered, word, slots, arguments)?,
    };
    let bytes = entered.read(placed.addr, length.min(placed.size))?;
    if out.file == "-" {
        report::output(bytes);
        return Ok(());
    }
    file::write_atomically(Path::new(&out.file), bytes)
}

/// A length that is a number, `ret`, or what a parameter holds after the call.
fn length(
    entered: &Entered<'_>,
    word: &str,
    slots: &[Slot],
    arguments: &Arguments<'_>,
) -> Result<usize> {
    let stored = |placed: &Placed| -> Result<Option<i128>> {
        let Some((Access::Number { number, .. }, size)) = &placed.shown else { return Ok(None) };
        let mut value = [0; 16];
        let bytes = entered.read(placed.addr, *size as usize)?;
        value[..bytes.len()].copy_from_slice(bytes);
        let is_float = matches!(number, Number::F32 | Number::F64);
        Ok((!is_float).then(|| i128::from_le_bytes(value)))
    };
    let value = match arguments.placed(word) {
        Some(placed) => stored(placed)?,
        None if word == "ret" => slots.first().map(|slot| i128::from(slot.to_i32())),
        None => arguments.given(word).or_else(|| word.parse().ok()),
    };
    value.and_then(|value| usize::try_from(value).ok()).ok_or_else(|| {
        Error::new(Code::Usage, format!("`{word}` holds no length after the call"))
            .with_help("name a parameter that is a number or points to one, or `ret`")
    })
}
