//! Declaration specifiers: storage class, qualifiers and the type that declarators build upon.

mod word;

use sandbridge_interface::{Code, Result, Scalar, Type, TypeId};

use crate::attribute::Attributes;
use crate::parser::{Name, Parser, Qualified};
use crate::source::{Token, TokenKind};
use word::{basic_word, is_ignored, is_specifier_word, moded};

/// Where a declared thing lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Storage {
    #[default]
    None,
    Typedef,
    Extern,
    Static,
}

/// What stands before the declarators.
#[derive(Debug)]
pub(crate) struct Specifiers {
    pub(crate) storage: Storage,
    pub(crate) is_inline: bool,
    pub(crate) is_constexpr: bool,
    pub(crate) base: Qualified,
    pub(crate) attributes: Attributes,
    /// The base is a struct, union or enum specifier rather than a name.
    pub(crate) is_tagged: bool,
}

/// What the words so far amount to.
#[derive(Default)]
struct Words {
    basic: Vec<&'static str>,
    complex: bool,
    bits: Option<u32>,
    base: Option<Qualified>,
    is_const: bool,
    is_atomic: bool,
    is_tagged: bool,
}

impl Words {
    fn has_type(&self) -> bool {
        self.base.is_some() || !self.basic.is_empty() || self.bits.is_some() || self.complex
    }
}

impl<'a> Parser<'a> {
    /// Whether a type begins here.
    pub(crate) fn starts_type(&self) -> bool {
        self.is_type_word(self.cursor.peek())
    }

    /// Whether a token begins a type.
    pub(crate) fn is_type_word(&self, token: Token<'a>) -> bool {
        token.kind == TokenKind::Word
            && (basic_word(token.text).is_some()
                || is_specifier_word(token.text)
                || matches!(self.names.get(token.text), Some(Name::Typedef(..))))
    }

    /// Reads specifiers up to the first declarator.
    pub(crate) fn specifiers(&mut self) -> Result<Specifiers> {
        let start = self.cursor.peek();
        let mut found = Specifiers {
            storage: Storage::None,
            is_inline: false,
            is_constexpr: false,
            base: Qualified::plain(TypeId(0)),
            attributes: Attributes::default(),
            is_tagged: false,
        };
        let mut words = Words::default();
        loop {
            if self.attribute(&mut found.attributes)? {
                continue;
            }
            let token = self.cursor.peek();
            if token.kind != TokenKind::Word || !self.specifier(token, &mut words, &mut found)? {
                break;
            }
        }
        found.is_tagged = words.is_tagged;
        found.base = self.base(start, words, &found.attributes)?;
        Ok(found)
    }

    /// A type without a name, as in a cast.
    pub(crate) fn type_name(&mut self) -> Result<Qualified> {
        self.nested(Self::type_name_here)
    }

    fn type_name_here(&mut self) -> Result<Qualified> {
        let specifiers = self.specifiers()?;
        let declarator = self.declarator(true)?;
        if let Some(name) = declarator.name {
            let message = format!("expected a type, found a declaration of `{}`", name.text);
            return Err(self.error(name, Code::Syntax, message));
        }
        self.apply(specifiers.base, &declarator)
    }

    /// Takes one word, unless it belongs to the declarator.
    fn specifier(
        &mut self,
        token: Token<'a>,
        words: &mut Words,
        found: &mut Specifiers,
    ) -> Result<bool> {
        match token.text {
            "typedef" => found.storage = Storage::Typedef,
            "extern" => found.storage = Storage::Extern,
            "static" => found.storage = Storage::Static,
            "inline" | "__inline" | "__inline__" => found.is_inline = true,
            "constexpr" => found.is_constexpr = true,
            "const" | "__const" | "__const__" => words.is_const = true,
            "_Atomic" if self.cursor.ahead(1).is_punct("(") => {
                self.cursor.bump();
                self.cursor.bump();
                words.base = Some(self.type_name()?);
                words.is_atomic = true;
                self.expect(")")?;
                return Ok(true);
            }
            "_Atomic" => words.is_atomic = true,
            word if is_ignored(word) => {}
            "auto" if words.has_type() => {}
            _ if words.has_type() && !is_basic_only(words, token.text) => return Ok(false),
            "struct" | "union" => {
                words.base = Some(Qualified::plain(self.record()?));
                words.is_tagged = true;
                return Ok(true);
            }
            "enum" => {
                words.base = Some(Qualified::plain(self.enumeration()?));
                words.is_tagged = true;
                return Ok(true);
            }
            "typeof" | "__typeof" | "__typeof__" | "typeof_unqual" | "__typeof_unqual__" => {
                self.cursor.bump();
                words.base = Some(self.type_of()?);
                return Ok(true);
            }
            "_BitInt" => {
                self.cursor.bump();
                words.bits = Some(self.bit_int_width()?);
                return Ok(true);
            }
            "_Complex" | "__complex__" | "__complex" => words.complex = true,
            word => match self.names.get(word) {
                Some(Name::Typedef(base, _)) if !words.has_type() => words.base = Some(*base),
                _ => match basic_word(word) {
                    Some("va_list") => {
                        let void = self.build.void();
                        words.base = Some(Qualified::plain(self.build.pointer(void, false)));
                    }
                    Some(word) => words.basic.push(word),
                    None => return Ok(false),
                },
            },
        }
        self.cursor.bump();
        Ok(true)
    }

    /// The type that all words together mean.
    fn base(
        &mut self,
        start: Token<'a>,
        words: Words,
        attributes: &Attributes,
    ) -> Result<Qualified> {
        let mut base = match words.base {
            Some(base) => base,
            None => Qualified::plain(self.basic_type(start, &words)?),
        };
        base.is_const |= words.is_const;
        if words.is_atomic {
            base = self.atomic(start, base)?;
        }
        self.with_type_attributes(start, base, attributes)
    }

    fn basic_type(&mut self, start: Token<'a>, words: &Words) -> Result<TypeId> {
        if let Some(bits) = words.bits {
            let signed = !words.basic.contains(&"unsigned");
            return Ok(self.build.intern(Type::BitInt { bits, signed }));
        }
        let scalar = match (words.basic.as_slice(), words.complex) {
            (["void"], false) => return Ok(self.build.void()),
            ([], true) => Some(Scalar::Double),
            ([], false) => return Err(self.missing_type(start)),
            (words, _) => sandbridge_interface::name::basic(words),
        };
        match scalar {
            Some(part) if words.complex && part.is_float() => {
                Ok(self.build.intern(Type::Complex(part)))
            }
            Some(scalar) if !words.complex => Ok(self.build.scalar(scalar)),
            _ => {
                let all = words.basic.join(" ");
                Err(self.error(start, Code::Syntax, format!("`{all}` is no C type")))
            }
        }
    }

    fn missing_type(&self, start: Token<'a>) -> sandbridge_interface::Error {
        let token = self.cursor.peek();
        if token.kind != TokenKind::Word {
            return self.unexpected("a declaration");
        }
        let message = format!("unknown type name `{}`", token.text);
        let known = self.names.iter().filter(|(_, name)| matches!(name, Name::Typedef(..)));
        let basic = ["int", "char", "long", "short", "unsigned", "double", "float", "void"];
        let known = known.map(|(name, _)| *name).chain(basic);
        let nearest = sandbridge_interface::name::nearest(token.text, known);
        let place = if start.start > token.start { start } else { token };
        let error = self.error(place, Code::UndeclaredType, message);
        match nearest {
            Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
            None => error.with_help("declare it first, with `typedef` or `struct`"),
        }
    }

    /// `_Atomic` makes small records as aligned as they are large.
    fn atomic(&self, start: Token<'a>, mut base: Qualified) -> Result<Qualified> {
        if let Some(layout) = self.build.layout(base.ty)
            && (1..=8).contains(&layout.size)
        {
            if !layout.size.is_power_of_two() {
                let message = "an atomic type whose size is no power of two is padded by compilers";
                return Err(self.error(start, Code::UnsupportedDeclaration, message));
            }
            if layout.align < layout.size {
                base.align = base.align.max(Some(layout.size));
            }
        }
        Ok(base)
    }

    /// `vector_size` and `mode` change the type itself.
    pub(crate) fn with_type_attributes(
        &mut self,
        at: Token<'a>,
        mut base: Qualified,
        attributes: &Attributes,
    ) -> Result<Qualified> {
        if let Some(mode) = &attributes.mode {
            let scalar = match self.build.interface.resolved(base.ty) {
                Type::Scalar(scalar) => moded(*scalar, mode),
                _ => None,
            };
            if let Some(scalar) = scalar {
                base.ty = self.build.scalar(scalar);
            }
        }
        if attributes.vector_bytes.is_none() && attributes.vector_lanes.is_none() {
            return Ok(base);
        }
        let Type::Scalar(lane) = *self.build.interface.resolved(base.ty) else {
            return Err(self.error(at, Code::Syntax, "the lanes of a vector are numbers"));
        };
        let lanes = attributes.vector_lanes.or(attributes.vector_bytes.map(|b| b / lane.size()));
        let lanes = lanes.unwrap_or(0);
        if !lanes.is_power_of_two() || lanes > 1 << 16 || lane.size() > 8 {
            let message = format!("a vector of {lanes} lanes of `{}`", lane.spelling());
            return Err(self.error(at, Code::UnsupportedDeclaration, message));
        }
        base.ty = self.build.intern(Type::Vector { lane, lanes });
        Ok(base)
    }

    /// `typeof (…)` of a type, a name or an expression.
    fn type_of(&mut self) -> Result<Qualified> {
        self.expect("(")?;
        if self.starts_type() {
            let ty = self.type_name()?;
            self.expect(")")?;
            return Ok(ty);
        }
        let token = self.cursor.peek();
        let object = match self.names.get(token.text) {
            Some(Name::Object(ty)) if self.cursor.ahead(1).is_punct(")") => Some(*ty),
            _ => None,
        };
        let ty = match object {
            Some(ty) => {
                self.cursor.bump();
                Some(ty)
            }
            None => self.expression()?.scalar().map(|scalar| self.build.scalar(scalar)),
        };
        self.expect(")")?;
        ty.map(Qualified::plain).ok_or_else(|| {
            let message = "the type of this expression is not known without compiling it";
            self.error(token, Code::UnsupportedDeclaration, message)
        })
    }

    fn bit_int_width(&mut self) -> Result<u32> {
        self.expect("(")?;
        let token = self.cursor.peek();
        let width = self.constant_expression("the width of a `_BitInt`")?;
        self.expect(")")?;
        match u32::try_from(width) {
            Ok(width @ 1..=8_388_608) => Ok(width),
            _ => {
                let message = format!("`_BitInt({width})` is not possible");
                Err(self.error(token, Code::UnsupportedDeclaration, message))
            }
        }
    }
}

/// `unsigned` and `int` may still follow `_BitInt(n)`, `long` and each other.
fn is_basic_only(words: &Words, text: &str) -> bool {
    let is_word =
        basic_word(text).is_some() || matches!(text, "_Complex" | "__complex__" | "_BitInt");
    // `typedef unsigned char bool;` declares the name.
    let is_name = matches!(text, "bool") && words.has_type();
    is_word && !is_name && words.base.is_none()
}
