//! A program as C: its header, and the functions that copy values from and to words.

use std::fmt::Write;

use super::model::{Basic, Form, Program, Record, Ty};

const TYPES: &str = "\
enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };
";

const WIDE_TYPES: &str = "\
typedef int ints __attribute__((vector_size(16)));
typedef short shorts __attribute__((vector_size(8)));
typedef double doubles __attribute__((vector_size(16)));
";

const HELPERS: &str = "\
#include <stddef.h>
#include <string.h>

typedef unsigned __int128 words;

static char places[4];
static words get(const int *v) { words x; memcpy(&x, v, 16); return x; }
static void put(int *v, words x) { memcpy(v, &x, 16); }
static float as_float(unsigned x) { float f; memcpy(&f, &x, 4); return f; }
static double as_double(unsigned long long x) { double d; memcpy(&d, &x, 8); return d; }
static long double as_quad(words x) { long double q; memcpy(&q, &x, 16); return q; }
static words of_float(float f) { unsigned x; memcpy(&x, &f, 4); return x; }
static words of_double(double d) { unsigned long long x; memcpy(&x, &d, 8); return x; }
static words of_quad(long double q) { words x; memcpy(&x, &q, 16); return x; }

#define GET(to, value) do { words x = get(v); to = value; v += 4; } while (0)
#define PUT(value) do { put(v, value); v += 4; } while (0)

void *place(int number) { return number ? &places[number - 1] : 0; }
";

/// The header: types, and functions of every record and signature.
pub fn header(program: &Program, is_wide: bool) -> String {
    let mut text = format!("/** Random records and functions. */\n\n{TYPES}");
    if is_wide {
        text.push_str(WIDE_TYPES);
    }
    for (number, record) in program.records.iter().enumerate() {
        text.push('\n');
        if let Some(pack) = record.pack {
            let _ = writeln!(text, "#pragma pack(push, {pack})");
        }
        text.push_str("typedef ");
        declare(record, &format!("r{number} "), "", &mut text);
        let _ = writeln!(text, " T{number};");
        if record.pack.is_some() {
            text.push_str("#pragma pack(pop)\n");
        }
    }
    text.push_str("\nunsigned layout(int type, int index);\nvoid *place(int number);\n");
    for number in 0..program.records.len() {
        let _ = writeln!(text, "void fill_{number}(T{number} *p, const int *v, int which);");
        let _ = writeln!(text, "void read_{number}(const T{number} *p, int *v, int which);");
    }
    for number in 0..program.signatures.len() {
        let _ = writeln!(text, "{};", prototype(program, number));
    }
    text
}

/// The source that belongs to [`header`], included as `case.h`.
pub fn implementation(program: &Program) -> String {
    let mut text = format!("#include \"case.h\"\n{HELPERS}");
    layouts(program, &mut text);
    for (number, record) in program.records.iter().enumerate() {
        let _ = writeln!(text, "\nvoid fill_{number}(T{number} *p, const int *v, int which) {{");
        text.push_str("  memset(p, 0, sizeof *p);\n");
        members(program, record, "p->", "which", false, &mut text);
        let _ = writeln!(text, "}}\nvoid read_{number}(const T{number} *p, int *v, int which) {{");
        members(program, record, "p->", "which", true, &mut text);
        text.push_str("}\n");
    }
    for (number, signature) in program.signatures.iter().enumerate() {
        let _ = writeln!(text, "\n{} {{", prototype(program, number));
        for (index, param) in signature.params.iter().enumerate() {
            let which = signature.which.to_string();
            object(program, param, &format!("a{index}"), &which, true, &mut text);
        }
        if let Some(returned) = signature.returned {
            let _ = writeln!(text, "  return a{returned};");
        }
        text.push_str("}\n");
    }
    text
}

fn declare(record: &Record, tag: &str, indent: &str, text: &mut String) {
    let keyword = if record.is_union { "union" } else { "struct" };
    let _ = writeln!(text, "{keyword} {}{tag}{{", record.attribute);
    for member in &record.members {
        let _ = write!(text, "{indent}  ");
        if let Some(inner) = &member.inner {
            declare(inner, "", &format!("{indent}  "), text);
            text.push_str(";\n");
            continue;
        }
        let bounds: String = member.bounds.iter().map(|bound| format!("[{bound}]")).collect();
        let width = member.width.map(|width| format!(" : {width}")).unwrap_or_default();
        let name = member.name.as_deref().unwrap_or_default();
        let ty = spelling(&member.ty);
        let _ = writeln!(text, "{ty} {name}{bounds}{width}{};", member.attribute);
    }
    if record.is_flexible {
        let _ = writeln!(text, "{indent}  int rest[];");
    }
    let _ = write!(text, "{indent}}}");
}

fn spelling(ty: &Ty) -> String {
    match ty {
        Ty::Basic(basic) => basic.name.to_owned(),
        Ty::Record(number) => format!("T{number}"),
    }
}

fn prototype(program: &Program, number: usize) -> String {
    let signature = &program.signatures[number];
    let params = signature.params.iter().enumerate();
    let params: String = params.map(|(index, ty)| format!("{} a{index}, ", spelling(ty))).collect();
    let result = signature.returned.map_or("void".to_owned(), |i| spelling(&signature.params[i]));
    format!("{result} s{number}({params}int *v)")
}

/// Size, alignment, and the offsets of named members that are no bit-fields.
fn layouts(program: &Program, text: &mut String) {
    text.push_str(
        "\nunsigned layout(int type, int index) {\n  static const unsigned all[][16] = {\n",
    );
    for (number, record) in program.records.iter().enumerate() {
        let _ = write!(text, "    {{sizeof(T{number}), _Alignof(T{number})");
        for member in record.members.iter().filter(|member| member.width.is_none()) {
            if let Some(name) = &member.name {
                let _ = write!(text, ", offsetof(T{number}, {name})");
            }
        }
        text.push_str("},\n");
    }
    text.push_str("  };\n  return all[type][index];\n}\n");
}

/// Statements that copy the members' values from words, or to them.
fn members(
    program: &Program,
    record: &Record,
    prefix: &str,
    which: &str,
    is_read: bool,
    text: &mut String,
) {
    let seen = record.members.iter().filter(|m| m.name.is_some() || m.inner.is_some());
    let count = seen.clone().count();
    if record.is_union {
        let _ = writeln!(text, "  switch ({which} % {}) {{", count.max(1));
    }
    for (index, member) in seen.enumerate() {
        if record.is_union {
            let _ = writeln!(text, "  case {index}:");
        }
        match (&member.inner, &member.name) {
            (Some(inner), _) => members(program, inner, prefix, which, is_read, text),
            (None, name) => {
                let name = name.as_deref().unwrap_or_default();
                let start = format!("{prefix}{name}");
                elements(program, &member.ty, &member.bounds, &start, which, is_read, text);
            }
        }
        if record.is_union {
            text.push_str("  break;\n");
        }
    }
    if record.is_union {
        text.push_str("  }\n");
    }
}

fn elements(
    program: &Program,
    ty: &Ty,
    bounds: &[u32],
    prefix: &str,
    which: &str,
    is_read: bool,
    text: &mut String,
) {
    let Some((count, inner)) = bounds.split_first() else {
        return object(program, ty, prefix, which, is_read, text);
    };
    for index in 0..*count {
        let element = format!("{prefix}[{index}]");
        elements(program, ty, inner, &element, which, is_read, text);
    }
}

fn object(program: &Program, ty: &Ty, place: &str, which: &str, is_read: bool, text: &mut String) {
    match ty {
        Ty::Record(number) => {
            let record = &program.records[*number];
            members(program, record, &format!("{place}."), which, is_read, text);
        }
        Ty::Basic(basic) if basic.lanes > 1 => {
            for lane in 0..basic.lanes {
                value(*basic, &format!("{place}[{lane}]"), is_read, text);
            }
        }
        Ty::Basic(basic) => value(*basic, place, is_read, text),
    }
}

fn value(basic: Basic, place: &str, is_read: bool, text: &mut String) {
    let words = match basic.form {
        Form::Bool | Form::Int { .. } => format!("(words)(__int128)({place})"),
        Form::F32 => format!("of_float({place})"),
        Form::F64 => format!("of_double({place})"),
        Form::F128 => format!("of_quad({place})"),
        Form::C32 => format!("of_float(__real__ {place}) | of_float(__imag__ {place}) << 64"),
        Form::C64 => format!("of_double(__real__ {place}) | of_double(__imag__ {place}) << 64"),
        Form::Pointer => format!("{place} ? (char *){place} - places + 1 : 0"),
    };
    // A lane converts by itself.
    let cast = if basic.lanes > 1 { String::new() } else { format!("({})", basic.name) };
    let from = match basic.form {
        Form::Bool | Form::Int { .. } => format!("{cast}x"),
        Form::F32 => "as_float(x)".to_owned(),
        Form::F64 => "as_double(x)".to_owned(),
        Form::F128 => "as_quad(x)".to_owned(),
        // Their parts are assigned one by one.
        Form::C32 | Form::C64 => String::new(),
        Form::Pointer => "place(x)".to_owned(),
    };
    let _ = match (is_read, basic.form) {
        (true, _) => writeln!(text, "  PUT({words});"),
        (false, Form::C32 | Form::C64) => {
            let convert = if basic.form == Form::C32 { "as_float" } else { "as_double" };
            writeln!(
                text,
                "  __real__ {place} = {convert}(get(v)), __imag__ {place} = {convert}(get(v) >> 64), v += 4;"
            )
        }
        (false, _) => writeln!(text, "  GET({place}, {from});"),
    };
}
