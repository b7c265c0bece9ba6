//! Functions and variables: what a module offers by name.

use gimli::constants as dw;
use sandbridge_interface::{Function, Global, Param, Result, Type, TypeId};

use super::die::{Die, flag};
use super::types::Reader;

impl Reader<'_, '_> {
    /// Adds a function, unless one of its types cannot be told; gives whether it did.
    pub(super) fn function(&mut self, symbol: &str, die: Die) -> Result<bool> {
        let entry = self.debug.entry(die)?;
        let Some(name) = self.debug.name(die, &entry) else { return Ok(false) };
        let is_prototype = flag(&entry, dw::DW_AT_prototyped);
        let Some((signature, names)) = self.signature(die, &entry, is_prototype)? else {
            return Ok(false);
        };
        self.settle()?;
        let is_vague = |ty: &TypeId| self.is_vague(*ty);
        if signature.params.iter().any(is_vague) || is_vague(&signature.result) {
            return Ok(false);
        }
        let params =
            names.into_iter().map(|name| Param { name: name.map(str::to_owned) }).collect();
        let signature = self.build.function(signature).1;
        self.build.interface.functions.push(Function {
            name: name.to_owned(),
            symbol: (symbol != name).then(|| symbol.to_owned()),
            signature,
            params,
            origin: self.debug.origin(die, &entry),
        });
        Ok(true)
    }

    /// Adds a variable, unless its type cannot be told.
    pub(super) fn global(&mut self, symbol: &str, die: Die) -> Result<()> {
        let entry = self.debug.entry(die)?;
        let Some(ty) = self.qualified(self.debug.type_of(die, &entry))? else { return Ok(()) };
        let origin = self.debug.origin(die, &entry);
        let is_const = ty.is_const || self.is_array_of_const(die)?;
        let global = Global { name: symbol.to_owned(), ty: ty.ty, is_const, origin };
        self.build.interface.globals.push(global);
        Ok(())
    }

    /// `const` applies to the elements of an array.
    fn is_array_of_const(&self, variable: Die) -> Result<bool> {
        let entry = self.debug.entry(variable)?;
        let Some(ty) = self.debug.type_of(variable, &entry) else { return Ok(false) };
        let array = self.debug.entry(ty)?;
        if array.tag() != dw::DW_TAG_array_type {
            return Ok(false);
        }
        let Some(of) = self.debug.type_of(ty, &array) else { return Ok(false) };
        Ok(self.debug.entry(of)?.tag() == dw::DW_TAG_const_type)
    }

    /// Whether a value of the type holds something that cannot be told.
    fn is_vague(&self, ty: TypeId) -> bool {
        matches!(self.build.interface.resolved(ty), Type::Record(id) if self.vague.contains(id))
    }
}
