//! Expressions of facts as C writes them, before any name in them is looked up.

use sandbridge_interface::Code;
use sandbridge_interface::facts::{Binary, Unary};

use super::Fault;
use crate::cursor::Cursor;
use crate::literal;
use crate::source::{Source, Token, TokenKind};
use crate::value::Value;

/// Parentheses and operators within each other.
const MAX_DEPTH: u32 = 24;

/// One node, with where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(i128),
    Name(String),
    Call(String, Vec<Node>),
    Unary(Unary, Box<Node>),
    Deref(Box<Node>),
    AddressOf(Box<Node>),
    Index(Box<Node>, Box<Node>),
    Member { object: Box<Node>, name: String, is_arrow: bool },
    Binary(Binary, Box<Node>, Box<Node>),
    Conditional(Box<Node>, Box<Node>, Box<Node>),
    Cast(String, Box<Node>),
    SizeOfType(String),
    SizeOf(Box<Node>),
}

/// Parses a whole expression. `is_type` says whether a word begins a type's name.
///
/// # Errors
/// [`Code::FactsExpression`] at the token that does not belong there.
pub(super) fn parse(text: &str, is_type: &dyn Fn(&str) -> bool) -> Result<Node, Fault> {
    let source = Source::read("expression", text)
        .map_err(|_| Fault::new(0, Code::FactsExpression, "a quote or comment has no end"))?;
    let mut parser = Parser { cursor: Cursor::new(source.tokens), is_type, depth: 0 };
    let node = parser.conditional()?;
    if !parser.cursor.is_done() {
        return Err(parser.unexpected("an operator or the end"));
    }
    Ok(node)
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    is_type: &'a dyn Fn(&str) -> bool,
    depth: u32,
}

impl Parser<'_> {
    fn conditional(&mut self) -> Result<Node, Fault> {
        self.nested(|parser| {
            let condition = parser.binary(0)?;
            if !parser.cursor.eat("?") {
                return Ok(condition);
            }
            let then = parser.conditional()?;
            parser.expect(":")?;
            let otherwise = parser.conditional()?;
            let at = condition.at;
            let [condition, then, otherwise] = [condition, then, otherwise].map(Box::new);
            Ok(Node { at, kind: Kind::Conditional(condition, then, otherwise) })
        })
    }

    fn binary(&mut self, floor: u8) -> Result<Node, Fault> {
        let mut left = self.unary()?;
        loop {
            let token = self.cursor.peek();
            let (operator, precedence) = match operator(token.text) {
                Some(found) if token.kind == TokenKind::Punct && found.1 >= floor => found,
                _ => return Ok(left),
            };
            self.cursor.bump();
            let right = self.nested(|parser| parser.binary(precedence + 1))?;
            let at = left.at;
            left = Node { at, kind: Kind::Binary(operator, Box::new(left), Box::new(right)) };
        }
    }

    fn unary(&mut self) -> Result<Node, Fault> {
        let token = self.cursor.peek();
        let at = place(token);
        let mut prefix = |build: fn(Box<Node>) -> Kind| {
            self.cursor.bump();
            let operand = self.nested(Self::unary)?;
            Ok(Node { at, kind: build(Box::new(operand)) })
        };
        match (token.kind, token.text) {
            (TokenKind::Punct, "-") => prefix(|operand| Kind::Unary(Unary::Negate, operand)),
            (TokenKind::Punct, "!") => prefix(|operand| Kind::Unary(Unary::Not, operand)),
            (TokenKind::Punct, "~") => prefix(|operand| Kind::Unary(Unary::Complement, operand)),
            (TokenKind::Punct, "*") => prefix(Kind::Deref),
            (TokenKind::Punct, "&") => prefix(Kind::AddressOf),
            (TokenKind::Punct, "+") => {
                self.cursor.bump();
                self.nested(Self::unary)
            }
            (TokenKind::Word, "sizeof") => self.size_of(),
            (TokenKind::Punct, "(") if self.begins_type(1) => {
                let name = self.type_name()?;
                let operand = self.nested(Self::unary)?;
                Ok(Node { at, kind: Kind::Cast(name, Box::new(operand)) })
            }
            _ => self.postfix(),
        }
    }

    fn size_of(&mut self) -> Result<Node, Fault> {
        let at = place(self.cursor.bump());
        if self.cursor.at("(") && self.begins_type(1) {
            let name = self.type_name()?;
            return Ok(Node { at, kind: Kind::SizeOfType(name) });
        }
        let operand = self.nested(Self::unary)?;
        Ok(Node { at, kind: Kind::SizeOf(Box::new(operand)) })
    }

    /// Whether the token `ahead` begins a type's name.
    fn begins_type(&self, ahead: usize) -> bool {
        let token = self.cursor.ahead(ahead);
        token.kind == TokenKind::Word && (self.is_type)(token.text)
    }

    /// A type's name in parentheses.
    fn type_name(&mut self) -> Result<String, Fault> {
        self.expect("(")?;
        let mut words = Vec::new();
        while matches!(self.cursor.peek().kind, TokenKind::Word) || self.cursor.at("*") {
            words.push(self.cursor.bump().text);
        }
        self.expect(")")?;
        Ok(words.join(" "))
    }

    fn postfix(&mut self) -> Result<Node, Fault> {
        let mut node = self.primary()?;
        // A chain is as deep as a nest.
        for _ in 0..=MAX_DEPTH {
            let token = self.cursor.peek();
            let at = node.at;
            let kind = match (token.kind, token.text) {
                (TokenKind::Punct, "[") => {
                    self.cursor.bump();
                    let index = self.conditional()?;
                    self.expect("]")?;
                    Kind::Index(Box::new(node), Box::new(index))
                }
                (TokenKind::Punct, "->" | ".") => {
                    self.cursor.bump();
                    let name = self.cursor.peek();
                    if name.kind != TokenKind::Word {
                        return Err(self.unexpected("the name of a member"));
                    }
                    self.cursor.bump();
                    let (name, is_arrow) = (name.text.to_owned(), token.text == "->");
                    Kind::Member { object: Box::new(node), name, is_arrow }
                }
                _ => return Ok(node),
            };
            node = Node { at, kind };
        }
        Err(too_deep(node.at))
    }

    fn primary(&mut self) -> Result<Node, Fault> {
        let token = self.cursor.peek();
        let at = place(token);
        let number = |value: Option<Value>| match value {
            Some(Value::Integer(value, _)) => Ok(Node { at, kind: Kind::Number(value) }),
            _ => Err(Fault::new(
                at,
                Code::FactsExpression,
                format!("`{}` is no whole number", token.text),
            )),
        };
        match (token.kind, token.text) {
            (TokenKind::Number, text) => {
                self.cursor.bump();
                number(literal::number(text))
            }
            (TokenKind::Char, text) => {
                self.cursor.bump();
                number(literal::character(text))
            }
            (TokenKind::Word, name) => {
                self.cursor.bump();
                if !self.cursor.eat("(") {
                    return Ok(Node { at, kind: Kind::Name(name.to_owned()) });
                }
                let mut args = Vec::new();
                while !self.cursor.at(")") {
                    args.push(self.conditional()?);
                    if !self.cursor.eat(",") {
                        break;
                    }
                }
                self.expect(")")?;
                Ok(Node { at, kind: Kind::Call(name.to_owned(), args) })
            }
            (TokenKind::Punct, "(") => {
                self.cursor.bump();
                let inner = self.conditional()?;
                self.expect(")")?;
                Ok(Node { at, ..inner })
            }
            _ => Err(self.unexpected("a name, a number or `(`")),
        }
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(too_deep(place(self.cursor.peek())));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn expect(&mut self, punct: &str) -> Result<(), Fault> {
        if self.cursor.eat(punct) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{punct}`")))
    }

    fn unexpected(&self, wanted: &str) -> Fault {
        let token = self.cursor.peek();
        let found = match token.kind {
            TokenKind::End => "the end".to_owned(),
            _ => format!("`{}`", token.text),
        };
        let message = match token.text {
            "=" => "`=` stores; `==` compares".to_owned(),
            _ => format!("expected {wanted}, found {found}"),
        };
        Fault::new(place(token), Code::FactsExpression, message)
    }
}

fn place(token: Token<'_>) -> usize {
    token.start as usize
}

fn too_deep(at: usize) -> Fault {
    Fault::new(at, Code::FactsExpression, "the expression is nested too deeply")
}

fn operator(text: &str) -> Option<(Binary, u8)> {
    Some(match text {
        "||" => (Binary::Or, 0),
        "&&" => (Binary::And, 1),
        "|" => (Binary::BitOr, 2),
        "^" => (Binary::BitXor, 3),
        "&" => (Binary::BitAnd, 4),
        "==" => (Binary::Equal, 5),
        "!=" => (Binary::NotEqual, 5),
        "<" => (Binary::Less, 6),
        "<=" => (Binary::LessOrEqual, 6),
        ">" => (Binary::Greater, 6),
        ">=" => (Binary::GreaterOrEqual, 6),
        "<<" => (Binary::ShiftLeft, 7),
        ">>" => (Binary::ShiftRight, 7),
        "+" => (Binary::Add, 8),
        "-" => (Binary::Subtract, 8),
        "*" => (Binary::Multiply, 9),
        "/" => (Binary::Divide, 9),
        "%" => (Binary::Remainder, 9),
        _ => return None,
    })
}
