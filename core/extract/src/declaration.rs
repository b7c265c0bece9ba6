//! Declarations outside functions: `typedef`, prototypes, variables, tags, assertions.

use sandbridge_interface::{Code, Function, Global, Param, Result, Type, TypeName};

use crate::adjacency::Extent;
use crate::attribute::Attributes;
use crate::declarator::{Declarator, Step};
use crate::parser::{Linkage, Name, Parser, Qualified};
use crate::source::{Token, TokenKind};
use crate::specifier::{Specifiers, Storage};
use crate::value::Value;

impl<'a> Parser<'a> {
    /// Reads one declaration.
    pub(crate) fn declaration(&mut self) -> Result<()> {
        if self.cursor.eat(";") || self.static_assertion()? || self.linkage()? {
            return Ok(());
        }
        let start = self.cursor.peek();
        if matches!(start.text, "__asm__" | "__asm" | "asm") {
            self.attributes(&mut Attributes::default())?;
            return self.expect(";");
        }
        let specifiers = self.specifiers()?;
        if self.cursor.eat(";") {
            self.note_tag(start, &specifiers);
            return Ok(());
        }
        loop {
            let declarator = self.declarator(false)?;
            let Some(name) = declarator.name else { return Err(self.unexpected("a name")) };
            let ty = self.apply(specifiers.base, &declarator)?;
            let mut attributes = specifiers.attributes.clone();
            attributes.merge(declarator.attributes.clone());
            let is_function = matches!(self.build.interface.resolved(ty.ty), Type::Function(_));
            if specifiers.storage == Storage::Typedef {
                self.type_definition(name, ty, &declarator, &attributes)?;
            } else if is_function {
                self.function(name, ty, declarator, &specifiers, attributes)?;
                if self.cursor.at("{") {
                    self.skip_group()?;
                    self.document(start, name, Kind::Function, &specifiers);
                    return Ok(());
                }
            } else {
                self.variable(name, ty, &specifiers)?;
            }
            if self.cursor.at(",") || self.cursor.at(";") {
                let kind = match (specifiers.storage, is_function) {
                    (Storage::Typedef, _) => Kind::Typedef,
                    (_, true) => Kind::Function,
                    (_, false) => Kind::Variable,
                };
                self.document(start, name, kind, &specifiers);
            }
            if !self.cursor.eat(",") {
                break;
            }
        }
        self.expect(";")
    }

    /// `static_assert(…);`: the compiler has checked it.
    pub(crate) fn static_assertion(&mut self) -> Result<bool> {
        let is_one = matches!(self.cursor.peek().text, "_Static_assert" | "static_assert")
            && self.cursor.ahead(1).is_punct("(");
        if is_one {
            self.cursor.bump();
            self.skip_group()?;
            self.expect(";")?;
        }
        Ok(is_one)
    }

    /// `extern "C"` before a declaration or around several.
    fn linkage(&mut self) -> Result<bool> {
        if !self.cursor.at_word("extern") || self.cursor.ahead(1).kind != TokenKind::Text {
            return Ok(false);
        }
        self.cursor.bump();
        self.cursor.bump();
        if !self.cursor.eat("{") {
            return self.nested(Self::declaration).map(|()| true);
        }
        while !self.cursor.eat("}") {
            self.nested(Self::declaration)?;
        }
        Ok(true)
    }

    fn type_definition(
        &mut self,
        name: Token<'a>,
        mut ty: Qualified,
        declarator: &Declarator<'a>,
        attributes: &Attributes,
    ) -> Result<()> {
        ty.align = attributes.align.or(ty.align);
        if declarator.steps.is_empty() {
            self.name_untagged(name, ty, attributes);
        }
        match self.names.get(name.text) {
            Some(Name::Typedef(known, place)) => {
                let (known, place) = (*known, *place);
                if !self.compatible(known.ty, ty.ty) {
                    return Err(self.redeclared(name, known.ty, ty.ty, place));
                }
                self.list_type_name(name, known.ty);
                return Ok(());
            }
            Some(Name::Constant(_, place)) => {
                let message = format!("`{}` is declared as something else", name.text);
                return Err(self.conflict(name, &message, *place));
            }
            Some(Name::Object(_)) | None => self.check_no_object(name)?,
        }
        let named = Type::Named { name: name.text.to_owned(), to: ty.ty };
        let named = Qualified { ty: self.build.intern(named), ..ty };
        self.check_depth(name, named.ty)?;
        self.names.insert(name.text, Name::Typedef(named, name.start));
        self.list_type_name(name, named.ty);
        Ok(())
    }

    fn list_type_name(&mut self, name: Token<'a>, ty: sandbridge_interface::TypeId) {
        if self.is_kept(name.start) && self.listed.insert(name.text) {
            let name = name.text.to_owned();
            self.build.interface.type_names.push(TypeName { name, ty });
        }
    }

    /// An untagged record or enumeration goes by its first `typedef` name.
    fn name_untagged(&mut self, name: Token<'a>, ty: Qualified, attributes: &Attributes) {
        match *self.build.interface.ty(ty.ty) {
            Type::Record(id) => {
                let record = self.build.record_mut(id);
                record.name.get_or_insert_with(|| name.text.to_owned());
                record.is_transparent |= attributes.transparent_union;
            }
            Type::Enum(id) => {
                self.build.enum_mut(id).name.get_or_insert_with(|| name.text.to_owned());
            }
            _ => {}
        }
    }

    fn function(
        &mut self,
        name: Token<'a>,
        ty: Qualified,
        declarator: Declarator<'a>,
        specifiers: &Specifiers,
        attributes: Attributes,
    ) -> Result<()> {
        let Type::Function(signature) = *self.build.interface.resolved(ty.ty) else {
            return Err(sandbridge_interface::Error::bug("a function without a function type"));
        };
        let count = self.build.interface.signature(signature).params.len();
        let (mut params, is_unspecified) = match declarator.steps.into_iter().last() {
            Some(Step::Function(params)) => (params.names, params.is_unspecified),
            // Declared through a `typedef` of the function type.
            _ => (Vec::new(), false),
        };
        params.resize(count, Param::default());
        let function = Function {
            name: name.text.to_owned(),
            symbol: attributes.symbol.filter(|symbol| symbol != name.text),
            signature,
            params,
            origin: self.source.places.origin(name.start),
        };
        // An inline definition is no definition for others, unless `extern` makes it one.
        let is_inline = specifiers.is_inline
            && (specifiers.storage != Storage::Extern || attributes.gnu_inline);
        let linkage = match (specifiers.storage, is_inline) {
            (Storage::Static, _) => Linkage::Internal,
            (_, true) => Linkage::Inline,
            (_, false) => Linkage::External,
        };
        self.merge_function(name, function, is_unspecified, linkage)?;
        self.names.insert(name.text, Name::Object(ty.ty));
        Ok(())
    }

    fn variable(&mut self, name: Token<'a>, ty: Qualified, specifiers: &Specifiers) -> Result<()> {
        if matches!(self.build.interface.resolved(ty.ty), Type::Void) {
            let message = format!("the variable `{}` cannot be `void`", name.text);
            return Err(self.error(name, Code::Syntax, message));
        }
        let mut value = Value::Unknown;
        if self.cursor.eat("=") {
            value = self.initializer(ty)?;
        }
        let is_constant =
            specifiers.is_constexpr || (specifiers.storage == Storage::Static && ty.is_const);
        if is_constant && value != Value::Unknown {
            self.check_no_object(name)?;
            self.names.insert(name.text, Name::Constant(value.clone(), name.start));
            self.constants.push((name.start, name.text, value));
            return Ok(());
        }
        let global = Global {
            name: name.text.to_owned(),
            ty: ty.ty,
            is_const: ty.is_const,
            origin: self.source.places.origin(name.start),
        };
        let is_local = specifiers.storage == Storage::Static || specifiers.is_constexpr;
        let linkage = if is_local { Linkage::Internal } else { Linkage::External };
        self.merge_global(name, global, linkage)?;
        self.names.insert(name.text, Name::Object(ty.ty));
        Ok(())
    }

    /// The value of a scalar's initializer; others are skipped.
    fn initializer(&mut self, ty: Qualified) -> Result<Value> {
        if self.cursor.at("{") {
            self.skip_group()?;
            return Ok(Value::Unknown);
        }
        let value = self.nested(Self::conditional)?;
        Ok(match self.build.interface.resolved(ty.ty) {
            Type::Array { .. } => Value::Unknown,
            _ => self.convert(value, ty.ty),
        })
    }

    fn note_tag(&mut self, start: Token<'a>, specifiers: &Specifiers) {
        if specifiers.is_tagged && self.is_kept(start.start) {
            let extent =
                Extent { start: start.start, end: self.cursor.last_end(), separator: None };
            let doc = self.beside_or_above(extent);
            self.document_tag(specifiers, doc);
        }
    }

    fn document(&mut self, start: Token<'a>, name: Token<'a>, kind: Kind, specifiers: &Specifiers) {
        if !self.is_kept(name.start) {
            return;
        }
        let separator = self.cursor.peek();
        let is_end = separator.is_punct(";") || separator.is_punct(",");
        let separator = is_end.then(|| separator.end());
        let extent = Extent { start: start.start, end: self.cursor.last_end(), separator };
        let doc = match kind {
            Kind::Function => self.around(extent, true),
            Kind::Variable => self.around(extent, false),
            Kind::Typedef => self.beside_or_above(extent),
        };
        if kind == Kind::Typedef {
            self.docs.path(format!("typedef {}", name.text), doc.clone());
            self.document_tag(specifiers, doc);
        } else {
            self.docs.path(name.text.to_owned(), doc);
        }
    }

    fn document_tag(&mut self, specifiers: &Specifiers, doc: Option<String>) {
        match *self.build.interface.ty(specifiers.base.ty) {
            Type::Record(id) if specifiers.is_tagged => self.docs.record(id, doc),
            Type::Enum(id) if specifiers.is_tagged => {
                let enumeration = self.build.interface.enumeration(id);
                if let (true, Some(tag)) = (enumeration.is_tag, &enumeration.name) {
                    self.docs.path(format!("enum {tag}"), doc);
                }
            }
            _ => {}
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Typedef,
    Function,
    Variable,
}
