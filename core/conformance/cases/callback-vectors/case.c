#include "case.h"
#include <stdarg.h>

floats apply_floats(with_floats f, floats v, int n) { return f(v, n) + 1; }
shorts apply_shorts(with_shorts f, shorts v) { return f(5, v) + v; }
pair apply_pair(with_pair f, pair a, pair b) { return f(a, b) - b; }
doubles apply_doubles(with_doubles f, doubles v) { return f(v, 0.5) * 2; }
struct boxed apply_boxed(with_boxed f, struct boxed b) { struct boxed r = f(b); r.inside += b.inside; return r; }
static floats add(floats v, int n) { return v + (float)n; }
with_floats adder(void) { return add; }
struct boxed twice_boxed(struct boxed b) { b.inside *= 2; return b; }
#define LATER(type, name) type name(int n, ...) { va_list ap; va_start(ap, n); for (int i = 0; i < n; i++) (void)va_arg(ap, int); type r = va_arg(ap, type); va_end(ap); return r; }
LATER(floats, later_floats)
LATER(shorts, later_shorts)
LATER(pair, later_pair)
