//! Declarators: what a name adds to its type, `*`, `[n]` and `(parameters)` in C's inside-out order.

use sandbridge_interface::{Code, Param, Result, Signature, Type, TypeId};

use crate::attribute::Attributes;
use crate::parser::{Parser, Qualified};
use crate::source::{Token, TokenKind};

/// A chain of pointers, arrays and functions longer than this is refused.
const MAX_STEPS: usize = 50;

/// A declarator, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Declarator<'a> {
    /// `None` in a cast or a parameter without name.
    pub(crate) name: Option<Token<'a>>,
    /// From the base type to the name: the last is what the name itself is.
    pub(crate) steps: Vec<Step>,
    pub(crate) attributes: Attributes,
}

/// One layer of a type.
#[derive(Debug)]
pub(crate) enum Step {
    /// A pointer, itself `const` or not.
    Pointer { is_const: bool },
    /// An array; `None` is without bound, or with one that only the callee knows.
    Array { count: Option<u32> },
    /// A function.
    Function(Params),
}

/// A parameter list.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pub(crate) types: Vec<TypeId>,
    pub(crate) names: Vec<Param>,
    pub(crate) is_variadic: bool,
    /// `()`, which says nothing of parameters.
    pub(crate) is_unspecified: bool,
}

impl<'a> Parser<'a> {
    /// Reads a declarator; only in casts and parameters it may lack a name.
    pub(crate) fn declarator(&mut self, may_be_unnamed: bool) -> Result<Declarator<'a>> {
        self.nested(|parser| parser.declarator_here(may_be_unnamed))
    }

    fn declarator_here(&mut self, may_be_unnamed: bool) -> Result<Declarator<'a>> {
        let mut found = Declarator::default();
        self.attributes(&mut found.attributes)?;
        while self.cursor.at("*") || self.cursor.at("^") {
            if self.cursor.bump().text == "^" {
                return Err(self.unexpected("a declarator, as blocks are not C,"));
            }
            let is_const = self.qualifiers(&mut found.attributes)?;
            found.steps.push(Step::Pointer { is_const });
            self.check_steps(found.steps.len())?;
        }
        let mut inner = None;
        if self.cursor.peek().kind == TokenKind::Word && !self.cursor.at_word("__asm__") {
            found.name = Some(self.cursor.bump());
        } else if self.cursor.at("(") && !(may_be_unnamed && self.opens_params()) {
            self.cursor.bump();
            inner = Some(self.declarator(may_be_unnamed)?);
            self.expect(")")?;
        }
        let mut suffixes = Vec::new();
        loop {
            self.attributes(&mut found.attributes)?;
            if self.cursor.at("[") {
                suffixes.push(self.array()?);
            } else if self.cursor.at("(") {
                suffixes.push(Step::Function(self.params()?));
            } else {
                break;
            }
            self.check_steps(found.steps.len() + suffixes.len())?;
        }
        found.steps.extend(suffixes.into_iter().rev());
        if let Some(inner) = inner {
            found.name = inner.name;
            found.steps.extend(inner.steps);
            found.attributes.merge(inner.attributes);
            self.check_steps(found.steps.len())?;
        }
        Ok(found)
    }

    fn check_steps(&self, count: usize) -> Result<()> {
        if count <= MAX_STEPS {
            return Ok(());
        }
        let message = format!("more than {MAX_STEPS} pointers, arrays and functions in one type");
        Err(self.error(self.cursor.peek(), Code::UnsupportedDeclaration, message))
    }

    /// Whether the `(` that is next opens parameters rather than a nested declarator.
    fn opens_params(&self) -> bool {
        let next = self.cursor.ahead(1);
        match next.kind {
            // Attributes may stand before a nested declarator.
            TokenKind::Word => {
                !matches!(next.text, "__attribute__" | "__attribute") && self.is_type_word(next)
            }
            TokenKind::Punct => {
                matches!(next.text, ")" | "...")
                    || (next.text == "[" && self.cursor.ahead(2).is_punct("["))
            }
            _ => false,
        }
    }

    /// Names of names and arrays of arrays are followed step by step, so they have a limit.
    pub(crate) fn check_depth(&self, at: Token<'a>, ty: TypeId) -> Result<()> {
        if self.build.depth(ty) <= MAX_STEPS {
            return Ok(());
        }
        let message = format!("a type with more than {MAX_STEPS} names and arrays on top of it");
        Err(self.error(at, Code::UnsupportedDeclaration, message))
    }

    /// Qualifiers behind a `*`; says whether `const` is among them.
    fn qualifiers(&mut self, attributes: &mut Attributes) -> Result<bool> {
        let mut is_const = false;
        loop {
            match self.cursor.peek().text {
                "const" | "__const" | "__const__" => is_const = true,
                "volatile" | "__volatile" | "__volatile__" | "restrict" | "__restrict"
                | "__restrict__" | "_Atomic" | "_Nonnull" | "_Nullable" | "_Null_unspecified"
                | "__extension__" => {}
                _ => {
                    // Attributes of the pointer: of these only those on the whole declarator count.
                    if self.attribute(attributes)? {
                        continue;
                    }
                    return Ok(is_const);
                }
            }
            self.cursor.bump();
        }
    }

    fn array(&mut self) -> Result<Step> {
        self.expect("[")?;
        let mut ignored = Attributes::default();
        // In parameters these qualify the pointer that the array becomes.
        self.qualifiers(&mut ignored)?;
        if self.cursor.eat_word("static") {
            self.qualifiers(&mut ignored)?;
        }
        if self.cursor.eat("]") {
            return Ok(Step::Array { count: None });
        }
        if self.cursor.at("*") && self.cursor.ahead(1).is_punct("]") {
            self.cursor.bump();
            self.cursor.bump();
            return Ok(Step::Array { count: None });
        }
        let token = self.cursor.peek();
        let value = self.nested(Self::expression)?;
        self.expect("]")?;
        let count = match value.integer() {
            // A bound such as a parameter's name.
            None => None,
            Some(count) => Some(u32::try_from(count).map_err(|_| {
                let message = format!("an array of {count} elements");
                self.error(token, Code::UnsupportedDeclaration, message)
            })?),
        };
        Ok(Step::Array { count })
    }

    fn params(&mut self) -> Result<Params> {
        self.expect("(")?;
        let mut params = Params::default();
        if self.cursor.eat(")") {
            params.is_unspecified = true;
            return Ok(params);
        }
        if self.cursor.at_word("void") && self.cursor.ahead(1).is_punct(")") {
            self.cursor.bump();
            self.cursor.bump();
            return Ok(params);
        }
        loop {
            if self.cursor.eat("...") {
                params.is_variadic = true;
                break;
            }
            let start = self.cursor.peek();
            let (param, name) = self.nested(Self::param)?;
            if matches!(self.build.interface.resolved(param.ty), Type::Void) {
                // `typedef void nothing; int f(nothing);`
                if params.types.is_empty() && name.is_none() && self.cursor.at(")") {
                    break;
                }
                return Err(self.error(start, Code::Syntax, "a parameter cannot be `void`"));
            }
            params.types.push(param.ty);
            params.names.push(Param { name: name.map(|token| token.text.to_owned()) });
            if !self.cursor.eat(",") {
                break;
            }
        }
        if params.types.len() > 1000 {
            let message = format!("a function with {} parameters", params.types.len());
            return Err(self.error(self.cursor.peek(), Code::UnsupportedDeclaration, message));
        }
        self.expect(")")?;
        Ok(params)
    }

    fn param(&mut self) -> Result<(Qualified, Option<Token<'a>>)> {
        let specifiers = self.specifiers()?;
        let declarator = self.declarator(true)?;
        let ty = self.apply(specifiers.base, &declarator)?;
        Ok((self.decay(ty), declarator.name))
    }

    /// Arrays and functions are passed as pointers.
    fn decay(&mut self, found: Qualified) -> Qualified {
        match *self.build.interface.resolved(found.ty) {
            Type::Array { of, .. } => Qualified::plain(self.build.pointer(of, found.is_const)),
            Type::Function(_) => Qualified::plain(self.build.pointer(found.ty, false)),
            _ => found,
        }
    }

    /// The type that a declarator makes of the base.
    pub(crate) fn apply(
        &mut self,
        base: Qualified,
        declarator: &Declarator<'a>,
    ) -> Result<Qualified> {
        let at = declarator.name.unwrap_or(self.cursor.peek());
        let mut found = base;
        for step in &declarator.steps {
            found = match step {
                Step::Pointer { is_const } => {
                    let ty = self.build.pointer(found.ty, found.is_const);
                    Qualified { is_const: *is_const, ..Qualified::plain(ty) }
                }
                Step::Array { count } => {
                    let element = self.build.interface.resolved(found.ty);
                    if matches!(element, Type::Function(_) | Type::Void) {
                        let message = "the elements of an array are neither functions nor `void`";
                        return Err(self.error(at, Code::Syntax, message));
                    }
                    let ty = self.build.intern(Type::Array { of: found.ty, count: *count });
                    self.check_depth(at, ty)?;
                    let is_complete = self.build.layout(found.ty).is_some();
                    if is_complete && self.build.layout(ty).is_none() {
                        let message = "the array is larger than the address space";
                        return Err(self.error(at, Code::UnsupportedDeclaration, message));
                    }
                    Qualified { ty, ..found }
                }
                Step::Function(params) => {
                    let result = self.build.interface.resolved(found.ty);
                    if matches!(result, Type::Function(_) | Type::Array { .. }) {
                        let message = "a function returns neither an array nor a function";
                        return Err(self.error(at, Code::Syntax, message));
                    }
                    let signature = Signature {
                        result: found.ty,
                        params: params.types.clone(),
                        is_variadic: params.is_variadic,
                    };
                    Qualified::plain(self.build.function(signature).0)
                }
            };
        }
        self.with_type_attributes(at, found, &declarator.attributes)
    }
}
