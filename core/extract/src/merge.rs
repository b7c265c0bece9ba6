//! Several declarations of one name: compatible ones become one, others are a conflict.

use sandbridge_interface::{
    Code, Error, Function, Global, Result, Scalar, SignatureId, Type, TypeId, spell,
};

use crate::parser::{Declared, Linkage, Name, Parser};
use crate::source::Token;

/// How many types a comparison visits before it takes the rest for equal.
const MAX_VISITS: u32 = 10_000;

impl<'a> Parser<'a> {
    /// Adds a function or merges it with its earlier declaration.
    pub(crate) fn merge_function(
        &mut self,
        name: Token<'a>,
        function: Function,
        is_unspecified: bool,
        linkage: Linkage,
    ) -> Result<()> {
        let is_kept = self.is_kept(name.start);
        let Some(known) = self.earlier(name, true)? else {
            let index = self.build.interface.functions.len();
            self.build.interface.functions.push(function);
            let place = name.start;
            let declared =
                Declared { index, is_function: true, place, is_unspecified, is_kept, linkage };
            self.declared.insert(name.text, declared);
            return Ok(());
        };
        let earlier = &self.build.interface.functions[known.index];
        let either_unspecified = is_unspecified || known.is_unspecified;
        let mut visits = MAX_VISITS;
        if !either_unspecified
            && !self.same_signature(earlier.signature, function.signature, &mut visits)
        {
            let message = format!(
                "`{}` is declared as `{}` here",
                name.text,
                spell::prototype(&self.build.interface, &function),
            );
            let help = spell::prototype(&self.build.interface, earlier);
            return Err(self
                .conflict(name, &message, known.place)
                .with_help(format!("the earlier declaration is `{help}`; a name has one type")));
        }
        let earlier = &mut self.build.interface.functions[known.index];
        if known.is_unspecified && !is_unspecified {
            earlier.signature = function.signature;
            earlier.params = function.params;
        } else if !is_unspecified {
            for (param, other) in earlier.params.iter_mut().zip(function.params) {
                param.name = param.name.take().or(other.name);
            }
        }
        earlier.symbol = earlier.symbol.take().or(function.symbol);
        self.note_again(name, is_kept, linkage, is_unspecified);
        Ok(())
    }

    /// Adds a variable or merges it with its earlier declaration.
    pub(crate) fn merge_global(
        &mut self,
        name: Token<'a>,
        global: Global,
        linkage: Linkage,
    ) -> Result<()> {
        let is_kept = self.is_kept(name.start);
        let Some(known) = self.earlier(name, false)? else {
            let index = self.build.interface.globals.len();
            self.build.interface.globals.push(global);
            let place = name.start;
            let declared = Declared {
                index,
                is_function: false,
                place,
                is_unspecified: false,
                is_kept,
                linkage,
            };
            self.declared.insert(name.text, declared);
            return Ok(());
        };
        let earlier = self.build.interface.globals[known.index].ty;
        if !self.compatible(earlier, global.ty) {
            return Err(self.redeclared(name, earlier, global.ty, known.place));
        }
        // `extern int a[]; extern int a[5];`
        if matches!(self.build.interface.resolved(earlier), Type::Array { count: None, .. }) {
            self.build.interface.globals[known.index].ty = global.ty;
        }
        self.note_again(name, is_kept, linkage, false);
        Ok(())
    }

    /// Whether two types are compatible, qualifiers aside.
    pub(crate) fn compatible(&self, a: TypeId, b: TypeId) -> bool {
        self.same(a, b, &mut MAX_VISITS.clone())
    }

    /// Nothing of another sort may have the name.
    pub(crate) fn check_no_object(&self, name: Token<'a>) -> Result<()> {
        match self.declared.get(name.text) {
            None => Ok(()),
            Some(declared) => {
                let message = format!("`{}` is declared as something else", name.text);
                Err(self.conflict(name, &message, declared.place))
            }
        }
    }

    /// Two declarations of one name with two types.
    pub(crate) fn redeclared(
        &self,
        name: Token<'a>,
        earlier: TypeId,
        here: TypeId,
        place: u32,
    ) -> Error {
        let interface = &self.build.interface;
        // The name of the earlier type would only repeat itself.
        let earlier = match interface.ty(earlier) {
            Type::Named { to, name: known } if known == name.text => *to,
            _ => earlier,
        };
        let message = format!(
            "`{}` is declared as `{}` here, but as `{}` before",
            name.text,
            spell::declare(interface, here, name.text),
            spell::declare(interface, earlier, name.text),
        );
        self.conflict(name, &message, place)
    }

    /// A conflict with a declaration at another place.
    pub(crate) fn conflict(&self, at: Token<'_>, message: &str, earlier: u32) -> Error {
        let origin = self.source.places.origin(earlier);
        self.error(at, Code::Conflict, format!("{message}; see {}:{}", origin.file, origin.line))
            .with_help("keep one of the declarations")
    }

    fn earlier(&self, name: Token<'a>, is_function: bool) -> Result<Option<Declared>> {
        match (self.declared.get(name.text), self.names.get(name.text)) {
            (Some(known), _) if known.is_function == is_function => Ok(Some(known.clone())),
            (Some(known), _) => {
                let message = format!("`{}` is declared as something else", name.text);
                Err(self.conflict(name, &message, known.place))
            }
            (None, Some(Name::Typedef(_, place) | Name::Constant(_, place))) => {
                let message = format!("`{}` is declared as something else", name.text);
                Err(self.conflict(name, &message, *place))
            }
            (None, _) => Ok(None),
        }
    }

    fn note_again(&mut self, name: Token<'a>, is_kept: bool, linkage: Linkage, unspecified: bool) {
        if let Some(known) = self.declared.get_mut(name.text) {
            known.is_kept |= is_kept;
            known.is_unspecified &= unspecified;
            if known.linkage == Linkage::Inline {
                known.linkage = linkage;
            }
        }
    }

    fn same(&self, a: TypeId, b: TypeId, visits: &mut u32) -> bool {
        let interface = &self.build.interface;
        let (a, b) = (interface.resolve(a), interface.resolve(b));
        if a == b || *visits == 0 {
            return true;
        }
        *visits -= 1;
        match (interface.ty(a), interface.ty(b)) {
            (Type::Pointer { to: a, .. }, Type::Pointer { to: b, .. }) => self.same(*a, *b, visits),
            (Type::Array { of: a, count: m }, Type::Array { of: b, count: n }) => {
                (m == n || m.is_none() || n.is_none()) && self.same(*a, *b, visits)
            }
            (Type::Function(a), Type::Function(b)) => self.same_signature(*a, *b, visits),
            (Type::Enum(id), Type::Scalar(scalar)) | (Type::Scalar(scalar), Type::Enum(id)) => {
                interface.enumeration(*id).repr == *scalar || *scalar == Scalar::Int
            }
            _ => false,
        }
    }

    fn same_signature(&self, a: SignatureId, b: SignatureId, visits: &mut u32) -> bool {
        let (a, b) = (self.build.interface.signature(a), self.build.interface.signature(b));
        a.is_variadic == b.is_variadic
            && a.params.len() == b.params.len()
            && self.same(a.result, b.result, visits)
            && a.params.iter().zip(&b.params).all(|(a, b)| self.same(*a, *b, visits))
    }
}
