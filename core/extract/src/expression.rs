//! Constant expressions, evaluated while they are read.
//!
//! What cannot be known without compiling is [`Value::Unknown`] and spreads; only who needs a
//! number complains.

use sandbridge_interface::{Code, Result, Type, TypeId, layout};

use crate::parser::{Name, Parser, Qualified};
use crate::source::TokenKind;
use crate::value::Value;

impl<'a> Parser<'a> {
    /// An integer constant expression, such as an enumeration constant's value.
    pub(crate) fn constant_expression(&mut self, what: &str) -> Result<i128> {
        let token = self.cursor.peek();
        match self.nested(Self::conditional)? {
            Value::Integer(value, _) => Ok(value),
            Value::Float(..) | Value::Text(_) => Err(self.error(
                token,
                Code::ConstantExpression,
                format!("{what} is an integer, which this expression is not"),
            )),
            Value::Unknown => Err(self.error(
                token,
                Code::ConstantExpression,
                format!("{what} is a constant, but this expression cannot be evaluated"),
            )),
        }
    }

    /// Any expression without assignments.
    pub(crate) fn expression(&mut self) -> Result<Value> {
        let mut value = self.conditional()?;
        while self.cursor.eat(",") {
            value = self.conditional()?;
        }
        Ok(value)
    }

    /// `a ? b : c` and what binds closer.
    pub(crate) fn conditional(&mut self) -> Result<Value> {
        self.nested(|parser| {
            let condition = parser.binary(0)?;
            if !parser.cursor.eat("?") {
                return Ok(condition);
            }
            // GNU's `a ?: c` is `a ? a : c`.
            let then =
                if parser.cursor.at(":") { condition.clone() } else { parser.expression()? };
            parser.expect(":")?;
            let otherwise = parser.conditional()?;
            let (taken, other) = match condition.truth() {
                Some(true) => (then, otherwise),
                Some(false) => (otherwise, then),
                None => return Ok(Value::Unknown),
            };
            // The result has the common type of both.
            Ok(match (&taken, &other) {
                (Value::Integer(..) | Value::Float(..), Value::Integer(_, other)) => {
                    taken.binary("+", Value::Integer(0, *other))
                }
                (Value::Integer(..) | Value::Float(..), Value::Float(_, other)) => {
                    taken.binary("+", Value::Float(0.0, *other))
                }
                _ => taken,
            })
        })
    }

    /// Binary operators that bind at least as closely as `floor`.
    fn binary(&mut self, floor: u8) -> Result<Value> {
        let mut left = self.unary()?;
        loop {
            let token = self.cursor.peek();
            let precedence = match (token.kind, precedence(token.text)) {
                (TokenKind::Punct, Some(precedence)) if precedence >= floor => precedence,
                _ => return Ok(left),
            };
            self.cursor.bump();
            let right = self.nested(|parser| parser.binary(precedence + 1))?;
            left = match token.text {
                // A known side may settle it.
                "&&" => match (left.truth(), right.truth()) {
                    (Some(false), _) => Value::int(0),
                    (Some(true), Some(right)) => Value::int(right.into()),
                    _ => Value::Unknown,
                },
                "||" => match (left.truth(), right.truth()) {
                    (Some(true), _) => Value::int(1),
                    (Some(false), Some(right)) => Value::int(right.into()),
                    _ => Value::Unknown,
                },
                operator => left.binary(operator, right),
            };
        }
    }

    fn unary(&mut self) -> Result<Value> {
        let token = self.cursor.peek();
        match (token.kind, token.text) {
            (TokenKind::Punct, "-" | "+" | "~" | "!") => {
                self.cursor.bump();
                Ok(self.nested(Self::unary)?.unary(token.text))
            }
            (TokenKind::Punct, "&" | "*" | "++" | "--" | "&&") => {
                self.cursor.bump();
                self.nested(Self::unary)?;
                Ok(Value::Unknown)
            }
            (TokenKind::Word, "sizeof") => self.size_of(),
            (TokenKind::Word, "_Alignof" | "__alignof__" | "__alignof" | "alignof") => {
                self.align_of()
            }
            (TokenKind::Word, "__extension__") => {
                self.cursor.bump();
                self.nested(Self::unary)
            }
            (TokenKind::Punct, "(") if self.is_type_word(self.cursor.ahead(1)) => self.cast(),
            _ => self.postfix(),
        }
    }

    fn cast(&mut self) -> Result<Value> {
        self.expect("(")?;
        let to = self.type_name()?;
        self.expect(")")?;
        // A compound literal.
        if self.cursor.at("{") {
            self.skip_group()?;
            return Ok(Value::Unknown);
        }
        let value = self.nested(Self::unary)?;
        Ok(self.convert(value, to.ty))
    }

    /// A value as one of type `to`. Addresses are unsigned.
    pub(crate) fn convert(&self, value: Value, to: TypeId) -> Value {
        let interface = &self.build.interface;
        match interface.resolved(to) {
            Type::Scalar(scalar) => value.cast(*scalar),
            Type::Enum(id) => value.cast(interface.enumeration(*id).repr),
            // A string literal is a pointer already.
            Type::Pointer { .. } => match value {
                Value::Text(_) => value,
                value => value.cast(sandbridge_interface::Scalar::ULong),
            },
            _ => Value::Unknown,
        }
    }

    fn size_of(&mut self) -> Result<Value> {
        self.cursor.bump();
        if self.cursor.at("(") && self.is_type_word(self.cursor.ahead(1)) {
            self.expect("(")?;
            let ty = self.type_name()?;
            self.expect(")")?;
            let layout = self.build.layout(ty.ty);
            return Ok(layout.map_or(Value::Unknown, |layout| Value::size(layout.size)));
        }
        if let (true, Some(Name::Object(ty))) = (
            self.cursor.at("(") && self.cursor.ahead(2).is_punct(")"),
            self.names.get(self.cursor.ahead(1).text),
        ) {
            let layout = self.build.layout(*ty);
            self.skip_group()?;
            return Ok(layout.map_or(Value::Unknown, |layout| Value::size(layout.size)));
        }
        Ok(match self.nested(Self::unary)? {
            Value::Text(text) => Value::size(u32::try_from(text.len() + 1).unwrap_or(u32::MAX)),
            value => value.scalar().map_or(Value::Unknown, |scalar| Value::size(scalar.size())),
        })
    }

    fn align_of(&mut self) -> Result<Value> {
        self.cursor.bump();
        if self.cursor.at("(") && self.is_type_word(self.cursor.ahead(1)) {
            self.expect("(")?;
            let ty = self.type_name()?;
            self.expect(")")?;
            return Ok(self.alignment_of(ty).map_or(Value::Unknown, Value::size));
        }
        let value = self.nested(Self::unary)?;
        Ok(value.scalar().map_or(Value::Unknown, |scalar| Value::size(scalar.size())))
    }

    /// The alignment of a type, which a `typedef` may have changed.
    pub(crate) fn alignment_of(&self, ty: Qualified) -> Option<u32> {
        ty.align.or_else(|| self.build.layout(ty.ty).map(|layout| layout.align))
    }

    fn postfix(&mut self) -> Result<Value> {
        let mut value = self.primary()?;
        loop {
            let token = self.cursor.peek();
            match (token.kind, token.text) {
                (TokenKind::Punct, "(" | "[") => self.skip_group()?,
                (TokenKind::Punct, "." | "->") => {
                    self.cursor.bump();
                    self.cursor.bump();
                }
                (TokenKind::Punct, "++" | "--") => {
                    self.cursor.bump();
                }
                _ => return Ok(value),
            }
            value = Value::Unknown;
        }
    }

    fn primary(&mut self) -> Result<Value> {
        let token = self.cursor.peek();
        match token.kind {
            TokenKind::Number => {
                self.cursor.bump();
                crate::literal::number(token.text).ok_or_else(|| {
                    self.error(token, Code::Syntax, format!("`{}` is no number", token.text))
                })
            }
            TokenKind::Char => {
                self.cursor.bump();
                Ok(crate::literal::character(token.text).unwrap_or(Value::Unknown))
            }
            TokenKind::Text => Ok(self.strings()),
            TokenKind::Punct if token.text == "(" => {
                if self.cursor.ahead(1).is_punct("{") {
                    self.skip_group()?;
                    return Ok(Value::Unknown);
                }
                self.cursor.bump();
                let value = self.nested(Self::expression)?;
                self.expect(")")?;
                Ok(value)
            }
            TokenKind::Word => self.word(),
            TokenKind::Punct | TokenKind::End => Err(self.unexpected("an expression")),
        }
    }

    /// String literals that stand next to each other are one.
    fn strings(&mut self) -> Value {
        let mut text = Some(Vec::new());
        while self.cursor.peek().kind == TokenKind::Text {
            let part = crate::literal::text(self.cursor.bump().text);
            text = text.zip(part).map(|(mut text, part)| {
                text.extend(part);
                text
            });
        }
        text.map_or(Value::Unknown, Value::Text)
    }

    fn word(&mut self) -> Result<Value> {
        let token = self.cursor.bump();
        match token.text {
            "true" => return Ok(Value::Integer(1, sandbridge_interface::Scalar::Bool)),
            "false" => return Ok(Value::Integer(0, sandbridge_interface::Scalar::Bool)),
            "nullptr" => return Ok(Value::size(0)),
            "__builtin_offsetof" | "offsetof" if self.cursor.at("(") => return self.offset_of(),
            "_Generic" | "__builtin_types_compatible_p" | "__builtin_choose_expr"
                if self.cursor.at("(") =>
            {
                self.skip_group()?;
                return Ok(Value::Unknown);
            }
            _ => {}
        }
        Ok(match self.names.get(token.text) {
            Some(Name::Constant(value, _)) => value.clone(),
            Some(_) => Value::Unknown,
            // Only `cdef` strings have macros left in them.
            None => self.macro_value(token.text),
        })
    }

    /// `offsetof(type, member.inner[3])`.
    fn offset_of(&mut self) -> Result<Value> {
        self.expect("(")?;
        let mut ty = self.type_name()?.ty;
        self.expect(",")?;
        let mut offset = 0u64;
        loop {
            let name = self.cursor.bump();
            let Some((at, member)) = self.member(ty, name.text, 0) else {
                let message = format!("there is no member `{}`", name.text);
                return Err(self.error(name, Code::UnknownMember, message));
            };
            offset += u64::from(at);
            ty = member;
            while self.cursor.eat("[") {
                let index = self.constant_expression("an index")?;
                self.expect("]")?;
                let Type::Array { of, .. } = *self.build.interface.resolved(ty) else {
                    return Err(self.error(name, Code::Syntax, "only arrays have elements"));
                };
                let size = self.build.layout(of).map_or(0, |layout| layout.size);
                let index = u64::try_from(index).unwrap_or(0);
                offset = offset.saturating_add(index.saturating_mul(size.into()));
                ty = of;
            }
            if !self.cursor.eat(".") {
                break;
            }
        }
        self.expect(")")?;
        Ok(u32::try_from(offset).map_or(Value::Unknown, Value::size))
    }

    /// Offset and type of a member, looking into anonymous records.
    fn member(&self, ty: TypeId, name: &str, depth: u32) -> Option<(u32, TypeId)> {
        let interface = &self.build.interface;
        let Type::Record(record) = interface.resolved(ty) else { return None };
        layout::of(interface, ty).filter(|_| depth < 64)?;
        interface.record(*record).fields.iter().find_map(|field| match &field.name {
            Some(found) if found == name => Some((field.offset, field.ty)),
            Some(_) => None,
            None => {
                let (offset, ty) = self.member(field.ty, name, depth + 1)?;
                Some((field.offset.checked_add(offset)?, ty))
            }
        })
    }
}

fn precedence(operator: &str) -> Option<u8> {
    Some(match operator {
        "||" => 0,
        "&&" => 1,
        "|" => 2,
        "^" => 3,
        "&" => 4,
        "==" | "!=" => 5,
        "<" | ">" | "<=" | ">=" => 6,
        "<<" | ">>" => 7,
        "+" | "-" => 8,
        "*" | "/" | "%" => 9,
        _ => return None,
    })
}
