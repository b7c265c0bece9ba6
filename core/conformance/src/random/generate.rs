//! Making random programs.

use super::leaf::leaves;
use super::model::{Basic, Form, Member, Program, Record, Signature, Ty};

/// Records hold no more values than this in their turn.
const MOST_LEAVES: usize = 24;

const fn int(name: &'static str, bits: u32, signed: bool) -> Basic {
    Basic { name, form: Form::Int { bits, signed }, lanes: 1 }
}

const fn other(name: &'static str, form: Form, lanes: u32) -> Basic {
    Basic { name, form, lanes }
}

/// Types of bit-fields, and of any member: what every host has.
const PLAIN: [Basic; 15] = [
    other("_Bool", Form::Bool, 1),
    int("char", 8, true),
    int("signed char", 8, true),
    int("unsigned char", 8, false),
    int("short", 16, true),
    int("unsigned short", 16, false),
    int("int", 32, true),
    int("unsigned", 32, false),
    int("long", 32, true),
    int("unsigned long", 32, false),
    int("long long", 64, true),
    int("unsigned long long", 64, false),
    int("enum color", 32, false),
    int("enum change", 32, true),
    int("enum small", 8, false),
];

const FLOATS: [Basic; 2] = [other("float", Form::F32, 1), other("double", Form::F64, 1)];

/// Types of bit-fields that not every host has.
const BIT_INTS: [Basic; 2] = [int("_BitInt(12)", 12, true), int("unsigned _BitInt(37)", 37, false)];

const WIDE: [Basic; 12] = [
    other("long double", Form::F128, 1),
    int("__int128", 128, true),
    int("unsigned __int128", 128, false),
    int("_BitInt(90)", 90, true),
    int("_BitInt(5)", 5, true),
    int("unsigned _BitInt(128)", 128, false),
    other("float _Complex", Form::C32, 1),
    other("double _Complex", Form::C64, 1),
    other("void *", Form::Pointer, 1),
    other("ints", Form::Int { bits: 32, signed: true }, 4),
    other("shorts", Form::Int { bits: 16, signed: true }, 4),
    other("doubles", Form::F64, 2),
];

/// A program of so many records and signatures; `is_wide` allows types that not every host has.
pub fn program(seed: u64, records: usize, signatures: usize, is_wide: bool) -> Program {
    let mut maker = Maker { random: Random::new(seed), program: Program::default(), is_wide };
    while maker.program.records.len() < records {
        let record = maker.record(0);
        maker.program.records.push(record);
        let last = maker.program.records.len() - 1;
        let most = (0..4).map(|which| leaves(&maker.program, &Ty::Record(last), which).len());
        if most.max().unwrap_or(0) > MOST_LEAVES {
            maker.program.records.pop();
        }
    }
    for which in 0..signatures {
        let signature = maker.signature(which);
        maker.program.signatures.push(signature);
    }
    maker.program
}

struct Maker {
    random: Random,
    program: Program,
    is_wide: bool,
}

impl Maker {
    fn record(&mut self, depth: u32) -> Record {
        let is_union = self.random.one_in(5);
        let mut attribute = String::new();
        if self.random.one_in(6) {
            attribute.push_str("__attribute__((packed)) ");
        }
        if self.random.one_in(8) {
            attribute
                .push_str(&format!("__attribute__((aligned({}))) ", 1 << self.random.below(6)));
        }
        let is_packed = depth == 0 && self.random.one_in(6);
        let pack = is_packed.then(|| 1 << self.random.below(4));
        let count = if depth == 0 { self.random.below(8) } else { 1 + self.random.below(3) };
        let members: Vec<Member> = (0..count).map(|number| self.member(depth, number)).collect();
        let is_flexible = depth == 0
            && !is_union
            && members.iter().any(|m| m.name.is_some())
            && self.random.one_in(12);
        Record { is_union, attribute, pack, members, is_flexible }
    }

    fn member(&mut self, depth: u32, number: usize) -> Member {
        // Members of anonymous records share the names of the outer one.
        let name = Some(format!("m{}{number}", "x".repeat(depth as usize)));
        let mut member = Member {
            name,
            ty: Ty::Basic(PLAIN[0]),
            inner: None,
            bounds: Vec::new(),
            width: None,
            attribute: String::new(),
        };
        if depth == 0 && self.random.one_in(12) {
            let mut inner = self.record(1);
            // Names would repeat between two of them.
            for one in &mut inner.members {
                one.name = one.name.take().map(|name| format!("{name}_{number}"));
            }
            member.name = None;
            member.inner = Some(Box::new(inner));
            return member;
        }
        if self.random.one_in(10) {
            member.attribute = format!(" __attribute__((aligned({})))", 1 << self.random.below(6));
        } else if self.random.one_in(12) {
            member.attribute = " __attribute__((packed))".to_owned();
        }
        if self.random.one_in(3) {
            self.bit_field(&mut member);
            return member;
        }
        let count = self.program.records.len();
        member.ty = if count > 0 && self.random.one_in(5) {
            Ty::Record(self.random.below(count))
        } else {
            Ty::Basic(self.basic())
        };
        if self.random.one_in(4) {
            let dimensions = 1 + self.random.below(2);
            // No elements at all is a GNU extension, and rare.
            let mut bound = || if self.random.one_in(9) { 0 } else { 1 + self.random.below(3) };
            member.bounds = (0..dimensions).map(|_| bound() as u32).collect();
        }
        member
    }

    fn bit_field(&mut self, member: &mut Member) {
        let basic = if self.is_wide && self.random.one_in(6) {
            BIT_INTS[self.random.below(BIT_INTS.len())]
        } else {
            PLAIN[self.random.below(PLAIN.len())]
        };
        let bits = match basic.form {
            Form::Int { bits, .. } => bits,
            _ => 1,
        };
        let width = self.random.below(bits as usize + 1) as u32;
        member.ty = Ty::Basic(basic);
        member.width = Some(width);
        if width == 0 || self.random.one_in(6) {
            member.name = None;
        }
    }

    fn basic(&mut self) -> Basic {
        match self.random.below(8) {
            0 | 1 => FLOATS[self.random.below(FLOATS.len())],
            2 | 3 if self.is_wide => WIDE[self.random.below(WIDE.len())],
            4 if self.is_wide => BIT_INTS[self.random.below(BIT_INTS.len())],
            _ => PLAIN[self.random.below(PLAIN.len())],
        }
    }

    fn signature(&mut self, which: usize) -> Signature {
        let count = self.random.below(7);
        let records = self.program.records.len();
        let params: Vec<Ty> = (0..count)
            .map(|_| {
                if records > 0 && self.random.one_in(3) {
                    Ty::Record(self.random.below(records))
                } else {
                    Ty::Basic(self.basic())
                }
            })
            .collect();
        let returned = self.random.below(count + 1);
        Signature { params, returned: (returned < count).then_some(returned), which }
    }
}

/// xorshift64*, so that a run repeats.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Numbers that follow from the seed.
    pub fn new(seed: u64) -> Self {
        // The generator stays at zero once there.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `limit`, or 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.bits() >> 33).unwrap_or(0) % limit.max(1)
    }

    /// True once in `limit` times.
    pub fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }
}
