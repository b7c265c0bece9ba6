//! Function types, members and variable arguments: what JavaScript asks of types beside their
//! descriptions.

use napi_derive::napi;
use sandbridge_interface::variadic::Promoted;
use sandbridge_interface::{
    Code, Error, Interface, RecordId, SignatureId, Type, TypeId, name, plan, spell,
};
use serde_json::json;

use crate::describe::{describe_type, text};
use crate::error::guard;
use crate::library::{NativeLibrary, at};

#[napi]
impl NativeLibrary {
    /// The function type that C calls `wanted`, by its position.
    #[napi]
    pub fn function_named(&self, wanted: String) -> napi::Result<u32> {
        guard(|| {
            let it = self.library.interface();
            if let Some(SignatureId(found)) = name::find_signature(it, &wanted) {
                return Ok(found);
            }
            let found = self.library.type_named(&wanted)?;
            let (library, spelling) = (self.library.name(), spell::type_name(it, found));
            let message = format!("{library}: `{spelling}` is no function type");
            Err(Error::new(Code::ArgumentType, message)
                .with_help("name a function type, a pointer to one, or a `typedef` of either"))
        })
    }

    /// How a function pointer of that type is spelled.
    #[napi]
    pub fn function_type(&self, signature: u32) -> napi::Result<String> {
        guard(|| {
            let it = self.library.interface();
            at(&it.signatures, signature, "function type")?;
            Ok(spell::function_pointer(it, SignatureId(signature)))
        })
    }

    /// How C calls a callback of that type, as JSON.
    #[napi]
    pub fn callback_plan(&self, signature: u32) -> napi::Result<String> {
        guard(|| {
            let it = self.library.interface();
            at(&it.signatures, signature, "function type")?;
            text(&plan::callback_plan(it, SignatureId(signature))?)
        })
    }

    /// How a function pointer of that type is called, as JSON.
    #[napi]
    pub fn pointer_plan(&self, signature: u32) -> napi::Result<String> {
        guard(|| {
            at(&self.library.interface().signatures, signature, "function type")?;
            text(&self.library.function_type(SignatureId(signature))?.plan)
        })
    }

    /// Whether both are the same function type.
    #[napi]
    pub fn same_function(&self, one: u32, other: u32) -> napi::Result<bool> {
        guard(|| {
            let it = self.library.interface();
            let one = at(&it.signatures, one, "function type")?;
            let other = at(&it.signatures, other, "function type")?;
            let same = |a: TypeId, b: TypeId| it.resolved(a) == it.resolved(b);
            Ok(one.is_variadic == other.is_variadic
                && one.params.len() == other.params.len()
                && same(one.result, other.result)
                && one.params.iter().zip(&other.params).all(|(a, b)| same(*a, *b)))
        })
    }

    /// Where a member is in a record, and its type, as JSON; `null` when there is none, or it is a
    /// bit-field.
    #[napi]
    pub fn member(&self, record: u32, name: String) -> napi::Result<String> {
        guard(|| {
            let it = self.library.interface();
            at(&it.records, record, "record")?;
            match member(it, RecordId(record), &name, 0) {
                Some((offset, ty)) => {
                    Ok(format!(r#"{{"offset":{offset},"type":{}}}"#, describe_type(it, ty)?))
                }
                None => Ok("null".to_owned()),
            }
        })
    }

    /// What may be given for a pointer of that type, as JSON.
    #[napi]
    pub fn pointee_plan(&self, ty: u32) -> napi::Result<String> {
        guard(|| {
            let it = self.library.interface();
            at(&it.types, ty, "type")?;
            text(&plan::pointer_plan(it, TypeId(ty))?)
        })
    }

    /// The position of the type that a record is; `null` when nothing refers to it.
    #[napi]
    pub fn record_type(&self, record: u32) -> Option<u32> {
        let wanted = Type::Record(RecordId(record));
        let found = self.library.interface().types.iter().position(|ty| *ty == wanted);
        found.map(|index| index as u32)
    }

    /// What a variable argument of that type becomes, as JSON.
    #[napi]
    pub fn promoted(&self, ty: u32) -> napi::Result<String> {
        guard(|| {
            let it = self.library.interface();
            at(&it.types, ty, "type")?;
            let promoted = Promoted::of(it, TypeId(ty))?;
            let form = match promoted {
                Promoted::Nothing => "nothing",
                Promoted::I32 => "i32",
                Promoted::I64 => "i64",
                Promoted::F64 => "f64",
                Promoted::Image(_) => "image",
                Promoted::Address => "address",
            };
            text(&json!({ "form": form, "layout": promoted.layout() }))
        })
    }
}

fn member(it: &Interface, id: RecordId, wanted: &str, base: u32) -> Option<(u32, TypeId)> {
    it.record(id).fields.iter().find_map(|field| {
        let offset = base.saturating_add(field.offset);
        match (&field.name, it.resolved(field.ty)) {
            (Some(name), _) if name == wanted && field.bits.is_none() => Some((offset, field.ty)),
            (None, Type::Record(inner)) => member(it, *inner, wanted, offset),
            _ => None,
        }
    })
}
