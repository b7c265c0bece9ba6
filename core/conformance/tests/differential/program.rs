//! One random program: compiled, loaded, and all of it tried.

use sandbridge_conformance::random::{
    Leaf, Program, Random, Ty, Words, alternatives, header, implementation, leaves, program,
    random_words,
};
use sandbridge_interface::{Interface, Passing, RecordId, Scalar, Type};
use sandbridge_runtime::dynamic::{self, Record, Value};
use sandbridge_runtime::{Cache, Library, Options, load};
use tempfile::TempDir;

use crate::host::{array, room, steps, value};

pub(crate) struct Compiled {
    program: Program,
    library: Library,
    /// The pointers that the library gives out, null first.
    places: Vec<Value>,
    random: Random,
    /// For looking at after a failure.
    header: String,
    _folder: TempDir,
}

/// A value for every leaf of an object.
struct Filled {
    leaves: Vec<Leaf>,
    words: Vec<Vec<Words>>,
}

impl Filled {
    fn all(&self) -> Vec<Words> {
        self.words.concat()
    }

    fn each(&self) -> impl Iterator<Item = (&Leaf, &[Words])> {
        self.leaves.iter().zip(self.words.iter().map(Vec::as_slice))
    }
}

impl Compiled {
    /// Makes a program and compiles it as a user would.
    pub(crate) fn new(seed: u64, records: usize, signatures: usize, simd: bool) -> Self {
        let program = program(seed, records, signatures, true);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let header = header(&program, true);
        let write = |name: &str, text: &str| {
            std::fs::write(path(name), text).expect("a temporary file can be written");
        };
        write("case.h", &header);
        write("case.c", &implementation(&program));
        let (source, declared, module) = (path("case.c"), path("case.h"), path("case.wasm"));
        let mut words = vec!["sandbridge", "build", &source, "--header", &declared];
        words.extend(["-o", &module, "--quiet", "-O1", "--cflag=-w", "--cflag=-std=gnu2x"]);
        if !simd {
            words.push("--no-simd");
        }
        let code = sandbridge_cli::run(words.into_iter().map(Into::into));
        assert_eq!(code, 0, "seed {seed}: the program cannot be compiled");
        let options = Options { cache: Cache::Off, ..Options::default() };
        // Loading compares every prototype with the type of its export.
        let library = load(module.as_ref(), &options)
            .unwrap_or_else(|error| panic!("seed {seed}: the module cannot be loaded: {error}"));
        let place = |number: i128| {
            dynamic::call(&library, "place", &mut [Value::Int(number)])
                .unwrap_or_else(|error| panic!("{error}"))
        };
        let places = (0..5).map(place).collect();
        let random = Random::new(seed);
        Self { program, library, places, random, header, _folder: folder }
    }

    /// Tries all; what is wrong, a line each.
    pub(crate) fn failures(mut self) -> Vec<String> {
        let mut failures = Vec::new();
        for number in 0..self.program.records.len() {
            let mut wrong = self.layout(number).err();
            let ty = Ty::Record(number);
            for which in alternatives(&self.program, &ty) {
                wrong = wrong.or(self.record(number, which).err());
            }
            if let Some(what) = wrong {
                failures.push(format!("T{number}: {what}\n{}", self.declaration(number)));
            }
        }
        for number in 0..self.program.signatures.len() {
            if let Err(what) = self.signature(number) {
                let prototype = format!(" s{number}(");
                let line = self.header.lines().find(|line| line.contains(&prototype));
                let records = self.program.signatures[number].params.iter().map(|ty| match ty {
                    Ty::Record(number) => self.declaration(*number),
                    Ty::Basic(_) => "",
                });
                let records: String = records.collect();
                failures.push(format!("s{number}: {what}{records}\n{}", line.unwrap_or_default()));
            }
        }
        failures
    }

    fn declaration(&self, number: usize) -> &str {
        let end = format!("}} T{number};");
        let end = self.header.find(&end).map_or(0, |at| at + end.len());
        let start = self.header[..end].rfind("\n\n").unwrap_or(0);
        &self.header[start..end]
    }

    /// Size, alignment and offsets.
    fn layout(&self, number: usize) -> Result<(), String> {
        let interface = self.library.interface();
        let ty = interface.type_named(&format!("T{number}")).ok_or("it is not declared")?;
        let Type::Record(id) = *interface.resolved(ty) else {
            return Err("it is no record".to_owned());
        };
        let record = interface.record(id);
        let layout = record.layout.ok_or("it is incomplete")?;
        let plain = record.fields.iter().filter(|f| f.name.is_some() && f.bits.is_none());
        let ours: Vec<u32> = [layout.size, layout.align]
            .into_iter()
            .chain(plain.filter(|f| f.name.as_deref() != Some("rest")).map(|field| field.offset))
            .collect();
        let mut theirs = Vec::new();
        for index in 0..ours.len() {
            let args = [number as i128, index as i128].map(Value::Int);
            match self.call("layout", &mut args.to_vec())? {
                Value::Int(fact) => theirs.push(fact as u32),
                other => return Err(format!("layout gave {other:?}")),
            }
        }
        if ours == theirs {
            return Ok(());
        }
        Err(format!("size, alignment and offsets are {theirs:?}, ours {ours:?}"))
    }

    /// C fills and the host reads; the host fills and C reads, from a copy and in place.
    fn record(&mut self, number: usize, which: usize) -> Result<(), String> {
        let filled = self.fill(&Ty::Record(number), which);
        let name = format!("T{number}");
        let empty = Record::new(&self.library, &name, &Value::Null).map_err(text)?;
        if empty.as_bytes().is_empty() {
            return Ok(());
        }
        let (fill, read) = (format!("fill_{number}"), format!("read_{number}"));
        let which = Value::Int(which as i128);
        let mut args = [Value::Record(empty.clone()), array(&filled.all()), which.clone()];
        if filled.leaves.is_empty() {
            args[1] = room(1);
        }
        self.call(&fill, &mut args)?;
        let Value::Record(written) = &args[0] else { return Err("no record came back".into()) };
        self.compare(&filled, |path| written.get(path))?;

        let mut ours = empty;
        let pointer = dynamic::new(&self.library, &name, None, None).map_err(text)?;
        for (leaf, words) in filled.each() {
            let value = value(leaf, words, &self.places);
            ours.set(&steps(leaf), &value).map_err(|error| format!("{:?}: {error}", leaf.path))?;
            pointer.set(&steps(leaf), &value).map_err(text)?;
        }
        self.compare(&filled, |path| ours.get(path))?;
        self.compare(&filled, |path| pointer.get(path))?;
        for given in [Value::Record(ours), Value::Pointer(pointer.clone())] {
            let mut args = [given, room(filled.all().len()), which.clone()];
            self.call(&read, &mut args)?;
            seen(&filled.all(), &args[1])?;
        }
        pointer.free().map_err(text)
    }

    /// C is given every argument and gives one back.
    fn signature(&mut self, number: usize) -> Result<(), String> {
        let signature = self.program.signatures[number].clone();
        if signature.params.iter().any(|ty| self.is_lost_by_clang(ty)) {
            return Ok(());
        }
        let (mut args, mut all, mut returned) = (Vec::new(), Vec::new(), None);
        for (index, ty) in signature.params.iter().enumerate() {
            let filled = self.fill(ty, signature.which);
            args.push(self.argument(ty, &filled)?);
            all.extend(filled.all());
            if signature.returned == Some(index) {
                returned = Some((ty, filled));
            }
        }
        args.push(room(all.len()));
        let result = self.call(&format!("s{number}"), &mut args)?;
        if !all.is_empty() {
            seen(&all, &args[args.len() - 1])?;
        }
        match (returned, result) {
            (None, Value::Null) => Ok(()),
            (None, other) => Err(format!("void gave {other:?}")),
            (Some((Ty::Record(_), filled)), Value::Record(record)) => {
                self.compare(&filled, |path| record.get(path))
            }
            // An empty record is nothing.
            (Some((Ty::Record(_), filled)), Value::Null) if filled.leaves.is_empty() => Ok(()),
            (Some((_, filled)), other) => self.compare(&filled, |_| Ok(other.clone())),
        }
        .map_err(|what| format!("result: {what}"))
    }

    /// clang passes `struct { int : 1; _Bool b : 1; }` as the single bit that a `_Bool` has, and so
    /// loses `b`, in calls from C too. The same goes for `_BitInt`.
    fn is_lost_by_clang(&self, ty: &Ty) -> bool {
        let Ty::Record(number) = ty else { return false };
        let interface = self.library.interface();
        let named = interface.type_named(&format!("T{number}"));
        match named.map(|ty| interface.resolved(ty)) {
            Some(Type::Record(id)) => match interface.record(*id).passing {
                Passing::Single(one) => match interface.resolved(one) {
                    Type::Scalar(Scalar::Bool) => ends_beyond(interface, *id, 1),
                    Type::BitInt { bits, .. } => ends_beyond(interface, *id, *bits),
                    _ => false,
                },
                Passing::Empty | Passing::Memory => false,
            },
            _ => false,
        }
    }

    fn argument(&self, ty: &Ty, filled: &Filled) -> Result<Value, String> {
        let Ty::Record(number) = ty else {
            return Ok(value(&filled.leaves[0], &filled.words[0], &self.places));
        };
        let mut record =
            Record::new(&self.library, &format!("T{number}"), &Value::Null).map_err(text)?;
        for (leaf, words) in filled.each() {
            record.set(&steps(leaf), &value(leaf, words, &self.places)).map_err(text)?;
        }
        Ok(Value::Record(record))
    }

    fn fill(&mut self, ty: &Ty, which: usize) -> Filled {
        let leaves = leaves(&self.program, ty, which);
        let words = leaves.iter().map(|leaf| random_words(&mut self.random, leaf)).collect();
        Filled { leaves, words }
    }

    fn compare(
        &self,
        filled: &Filled,
        get: impl Fn(&[dynamic::Step<'_>]) -> sandbridge_interface::Result<Value>,
    ) -> Result<(), String> {
        for (leaf, words) in filled.each() {
            let (came, expected) =
                (get(&steps(leaf)).map_err(text)?, value(leaf, words, &self.places));
            if came != expected {
                return Err(format!("{:?} is {came:?}, expected {expected:?}", leaf.path));
            }
        }
        Ok(())
    }

    fn call(&self, name: &str, args: &mut [Value]) -> Result<Value, String> {
        dynamic::call(&self.library, name, args).map_err(text)
    }
}

/// Whether a bit-field in the record needs more than its first `bits` bits.
fn ends_beyond(interface: &Interface, id: RecordId, bits: u32) -> bool {
    interface.record(id).fields.iter().any(|field| {
        let end = field.bits.map(|b| field.offset * 8 + u32::from(b.shift) + u32::from(b.width));
        let mut ty = interface.resolve(field.ty);
        while let Type::Array { of, .. } = interface.ty(ty) {
            ty = interface.resolve(*of);
        }
        match (end, interface.ty(ty)) {
            (Some(end), _) => end > bits,
            (None, Type::Record(inner)) => ends_beyond(interface, *inner, bits),
            (None, _) => false,
        }
    })
}

/// Whether C saw these words.
fn seen(expected: &[Words], came: &Value) -> Result<(), String> {
    let Value::Array(array) = came else { return Err("no array came back".into()) };
    let words = array.as_bytes().chunks_exact(16).zip(expected);
    for (index, (came, expected)) in words.enumerate() {
        if came != expected.to_le_bytes() {
            let expected = expected.to_le_bytes();
            return Err(format!("C saw {came:02x?} as value {index}, not {expected:02x?}"));
        }
    }
    Ok(())
}

fn text(error: sandbridge_interface::Error) -> String {
    error.to_string()
}
