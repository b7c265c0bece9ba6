//! Attributes: GNU `__attribute__((…))`, C23 `[[…]]`, `__asm__("…")` and `_Alignas`.

use sandbridge_interface::{Code, Result};

use crate::parser::Parser;
use crate::source::{Token, TokenKind};

/// What the attributes in one place say that matters for types and calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    pub(crate) packed: bool,
    /// The strictest alignment asked for, in bytes.
    pub(crate) align: Option<u32>,
    /// `vector_size`, in bytes.
    pub(crate) vector_bytes: Option<u32>,
    /// `ext_vector_type`, in lanes.
    pub(crate) vector_lanes: Option<u32>,
    /// `mode(DI)` and the like, without underscores.
    pub(crate) mode: Option<String>,
    pub(crate) transparent_union: bool,
    /// The name of the export: `__asm__("…")` or `export_name`.
    pub(crate) symbol: Option<String>,
    pub(crate) gnu_inline: bool,
}

impl Attributes {
    pub(crate) fn merge(&mut self, other: Self) {
        self.packed |= other.packed;
        self.align = self.align.max(other.align);
        self.vector_bytes = other.vector_bytes.or(self.vector_bytes);
        self.vector_lanes = other.vector_lanes.or(self.vector_lanes);
        self.mode = other.mode.or(self.mode.take());
        self.transparent_union |= other.transparent_union;
        self.symbol = other.symbol.or(self.symbol.take());
        self.gnu_inline |= other.gnu_inline;
    }
}

impl<'a> Parser<'a> {
    /// Reads all attributes that follow.
    pub(crate) fn attributes(&mut self, into: &mut Attributes) -> Result<()> {
        while self.attribute(into)? {}
        Ok(())
    }

    /// Reads one attribute specifier, when there is one.
    pub(crate) fn attribute(&mut self, into: &mut Attributes) -> Result<bool> {
        let token = self.cursor.peek();
        match (token.kind, token.text) {
            (TokenKind::Word, "__attribute__" | "__attribute") => {
                self.cursor.bump();
                self.expect("(")?;
                self.expect("(")?;
                self.attribute_list(")", into)?;
                self.expect(")")?;
                self.expect(")")?;
            }
            (TokenKind::Punct, "[") if self.cursor.ahead(1).is_punct("[") => {
                self.cursor.bump();
                self.cursor.bump();
                self.attribute_list("]", into)?;
                self.expect("]")?;
                self.expect("]")?;
            }
            (TokenKind::Word, "__asm__" | "__asm" | "asm") => {
                self.cursor.bump();
                into.symbol = self.parenthesized_text()?.or(into.symbol.take());
            }
            (TokenKind::Word, "_Alignas" | "alignas") => {
                self.cursor.bump();
                self.expect("(")?;
                let align = self.alignment()?;
                self.expect(")")?;
                into.align = into.align.max(align);
            }
            (TokenKind::Word, "__declspec") => {
                self.cursor.bump();
                self.skip_group()?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn attribute_list(&mut self, close: &str, into: &mut Attributes) -> Result<()> {
        loop {
            while self.cursor.eat(",") {}
            if self.cursor.at(close) {
                return Ok(());
            }
            let mut name = self.cursor.bump();
            if name.kind != TokenKind::Word {
                return Err(self.error(name, Code::Syntax, "expected the name of an attribute"));
            }
            // `[[gnu::packed]]` is `__attribute__((packed))`.
            if self.cursor.eat("::") {
                name = self.cursor.bump();
            }
            self.one_attribute(name, into)?;
            if !self.cursor.at(close) && !self.cursor.at(",") {
                return Err(self.unexpected(&format!("`,` or `{close}`")));
            }
        }
    }

    fn one_attribute(&mut self, name: Token<'a>, into: &mut Attributes) -> Result<()> {
        let plain = name.text.strip_prefix("__").and_then(|text| text.strip_suffix("__"));
        match plain.unwrap_or(name.text) {
            "packed" => into.packed = true,
            "transparent_union" => into.transparent_union = true,
            "gnu_inline" => into.gnu_inline = true,
            "export_name" => into.symbol = self.parenthesized_text()?,
            "aligned" => {
                let mut align = Some(16);
                if self.cursor.eat("(") {
                    align = self.alignment()?;
                    self.expect(")")?;
                }
                into.align = into.align.max(align);
            }
            "vector_size" => into.vector_bytes = Some(self.parenthesized_number()?),
            "ext_vector_type" => into.vector_lanes = Some(self.parenthesized_number()?),
            "mode" => {
                self.expect("(")?;
                let mode = self.cursor.bump().text;
                self.expect(")")?;
                into.mode = Some(mode.trim_matches('_').to_owned());
            }
            _ => {}
        }
        if self.cursor.at("(") {
            self.skip_group()?;
        }
        Ok(())
    }

    /// A type or an expression, as in `_Alignas(…)`; 0 asks for nothing.
    fn alignment(&mut self) -> Result<Option<u32>> {
        let token = self.cursor.peek();
        if self.starts_type() {
            let ty = self.type_name()?;
            return Ok(self.alignment_of(ty));
        }
        let value = self.constant_expression("an alignment")?;
        match u32::try_from(value) {
            Ok(0) => Ok(None),
            Ok(align) if align.is_power_of_two() && align <= 1 << 28 => Ok(Some(align)),
            _ => {
                let message = format!("an alignment is a power of two up to 2^28, not {value}");
                Err(self.error(token, Code::ConstantExpression, message))
            }
        }
    }

    fn parenthesized_number(&mut self) -> Result<u32> {
        self.expect("(")?;
        let token = self.cursor.peek();
        let value = self.constant_expression("a size")?;
        self.expect(")")?;
        match u32::try_from(value) {
            Ok(value) if value > 0 => Ok(value),
            _ => {
                let message = format!("expected a positive number of 32 bits, found {value}");
                Err(self.error(token, Code::ConstantExpression, message))
            }
        }
    }

    /// `("name")`; `None` when something else is in the parentheses.
    fn parenthesized_text(&mut self) -> Result<Option<String>> {
        let mut text = None;
        let mut ahead = 1;
        while self.cursor.ahead(ahead).kind == TokenKind::Text {
            let part = crate::literal::text(self.cursor.ahead(ahead).text).unwrap_or_default();
            let name: &mut String = text.get_or_insert_default();
            name.push_str(&String::from_utf8_lossy(&part));
            ahead += 1;
        }
        // `__asm__ volatile (…)` stands outside declarations only.
        while matches!(self.cursor.peek().text, "volatile" | "__volatile__" | "goto" | "inline") {
            self.cursor.bump();
            text = None;
        }
        if !self.cursor.at("(") {
            return Err(self.unexpected("`(`"));
        }
        self.skip_group()?;
        Ok(text)
    }
}
