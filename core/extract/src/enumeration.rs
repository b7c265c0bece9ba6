//! Enumerations: their constants, and the integer type that holds them.

use sandbridge_interface::{Code, EnumId, Result, Scalar, Type, TypeId, Variant};

use crate::adjacency::Extent;
use crate::attribute::Attributes;
use crate::parser::{Name, Parser, Tag};
use crate::source::{Token, TokenKind};
use crate::value::Value;

impl<'a> Parser<'a> {
    /// Reads from `enum` to the tag or the closing brace.
    pub(crate) fn enumeration(&mut self) -> Result<TypeId> {
        let keyword = self.cursor.bump();
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        let tag = self.cursor.peek();
        let tag = if tag.kind == TokenKind::Word { Some(self.cursor.bump()) } else { None };
        self.attributes(&mut attributes)?;
        let mut fixed = None;
        // In a record `enum e : 3` is a bit-field.
        if self.cursor.at(":") && self.is_type_word(self.cursor.ahead(1)) {
            self.cursor.bump();
            fixed = Some(self.nested(Self::fixed_type)?);
        }
        let id = match tag {
            Some(tag) => self.tagged_enum(tag)?,
            None if self.cursor.at("{") => {
                self.check_may_declare(keyword)?;
                self.build.declare_enum(None, keyword.start)
            }
            None => return Err(self.unexpected("a tag or `{`")),
        };
        let ty = self.build.intern(Type::Enum(id));
        if let Some(repr) = fixed {
            self.build.enum_mut(id).repr = repr;
        }
        if !self.cursor.at("{") {
            return Ok(ty);
        }
        let at = tag.unwrap_or(keyword);
        let is_known = !self.build.interface.enumeration(id).variants.is_empty();
        let variants = self.nested(|parser| parser.variants(fixed, is_known))?;
        self.attributes(&mut attributes)?;
        let repr = match fixed {
            Some(repr) => repr,
            None => representation(&variants, attributes.packed).ok_or_else(|| {
                let message = "no integer type holds all constants of this enumeration";
                self.error(at, Code::UnsupportedDeclaration, message)
            })?,
        };
        if is_known {
            let known = self.build.interface.enumeration(id);
            if known.variants != variants || known.repr != repr {
                let place = self.build.enum_places[id.index()];
                return Err(self.conflict(
                    at,
                    &format!("`{}` is defined differently", at.text),
                    place,
                ));
            }
        }
        self.retype_constants(&variants, repr);
        let enumeration = self.build.enum_mut(id);
        enumeration.repr = repr;
        enumeration.variants = variants;
        self.build.enum_places[id.index()] = at.start;
        self.build.complete_enums[id.index()] = true;
        Ok(ty)
    }

    fn tagged_enum(&mut self, tag: Token<'a>) -> Result<EnumId> {
        match self.tags.get(tag.text) {
            Some(Tag::Enum(id, _)) => Ok(*id),
            Some(Tag::Record(_, place)) => {
                let message = format!("`{}` is the tag of something else", tag.text);
                Err(self.conflict(tag, &message, *place))
            }
            None => {
                self.check_may_declare(tag)?;
                let id = self.build.declare_enum(Some(tag.text), tag.start);
                self.tags.insert(tag.text, Tag::Enum(id, tag.start));
                Ok(id)
            }
        }
    }

    fn fixed_type(&mut self) -> Result<Scalar> {
        let token = self.cursor.peek();
        let ty = self.specifiers()?.base.ty;
        match self.build.interface.resolved(ty) {
            Type::Scalar(scalar) if !scalar.is_float() && scalar.size() <= 8 => Ok(*scalar),
            _ => Err(self.error(token, Code::Syntax, "an enumeration is held by an integer type")),
        }
    }

    fn variants(&mut self, fixed: Option<Scalar>, is_known: bool) -> Result<Vec<Variant>> {
        self.expect("{")?;
        let mut variants = Vec::new();
        let mut next = 0i128;
        while !self.cursor.eat("}") {
            let name = self.cursor.peek();
            if name.kind != TokenKind::Word {
                return Err(self.unexpected("the name of a constant or `}`"));
            }
            self.cursor.bump();
            self.attributes(&mut Attributes::default())?;
            if self.cursor.eat("=") {
                next = self.constant_expression("the value of an enumeration constant")?;
            }
            let fits = match fixed {
                Some(repr) => Value::fits(next, repr),
                None => Value::fits(next, Scalar::LongLong) || Value::fits(next, Scalar::ULongLong),
            };
            if !fits {
                let message = format!("the value {next} of `{}` does not fit its type", name.text);
                return Err(self.error(name, Code::UnsupportedDeclaration, message));
            }
            let separator = self.cursor.peek();
            let separator = separator.is_punct(",").then(|| separator.end());
            let extent = Extent { start: name.start, end: self.cursor.last_end(), separator };
            self.constant(name, next, fixed, extent, is_known)?;
            variants.push(Variant { name: name.text.to_owned(), value: next });
            next += 1;
            if !self.cursor.eat(",") && !self.cursor.at("}") {
                return Err(self.unexpected("`,` or `}`"));
            }
        }
        Ok(variants)
    }

    fn constant(
        &mut self,
        name: Token<'a>,
        value: i128,
        fixed: Option<Scalar>,
        extent: Extent,
        is_known: bool,
    ) -> Result<()> {
        let candidates = [Scalar::Int, Scalar::UInt, Scalar::LongLong, Scalar::ULongLong];
        let fitting = candidates.into_iter().find(|scalar| Value::fits(value, *scalar));
        let scalar = fixed.or(fitting).unwrap_or(Scalar::ULongLong);
        let constant = Value::Integer(value, scalar);
        let place = match self.names.get(name.text) {
            Some(Name::Constant(known, _)) if is_known && known.integer() == Some(value) => {
                return Ok(());
            }
            Some(Name::Constant(_, place) | Name::Typedef(_, place)) => Some(*place),
            Some(Name::Object(_)) => self.declared.get(name.text).map(|declared| declared.place),
            None => None,
        };
        if let Some(place) = place {
            let message = format!("`{}` is declared as something else", name.text);
            return Err(self.conflict(name, &message, place));
        }
        self.names.insert(name.text, Name::Constant(constant.clone(), name.start));
        self.constants.push((name.start, name.text, constant));
        if self.is_kept(name.start) {
            let doc = self.beside_or_above(extent);
            self.docs.path(name.text.to_owned(), doc);
        }
        Ok(())
    }

    /// Once the enumeration is complete, constants beyond `int` have its type.
    fn retype_constants(&mut self, variants: &[Variant], repr: Scalar) {
        if repr.size() < 4 || variants.iter().all(|v| Value::fits(v.value, Scalar::Int)) {
            return;
        }
        for variant in variants {
            if let Some(Name::Constant(value, _)) = self.names.get_mut(variant.name.as_str()) {
                *value = Value::Integer(variant.value, repr);
            }
        }
    }
}

/// The type that clang chooses: unsigned unless there are negative values, `int` at least unless
/// packed.
fn representation(variants: &[Variant], packed: bool) -> Option<Scalar> {
    let is_signed = variants.iter().any(|variant| variant.value < 0);
    let (signed, unsigned) = (
        [Scalar::SChar, Scalar::Short, Scalar::Int, Scalar::LongLong],
        [Scalar::UChar, Scalar::UShort, Scalar::UInt, Scalar::ULongLong],
    );
    let candidates = if is_signed { signed } else { unsigned };
    let smallest = if packed { 0 } else { 2 };
    candidates[smallest..]
        .iter()
        .copied()
        .find(|scalar| variants.iter().all(|variant| Value::fits(variant.value, *scalar)))
}
