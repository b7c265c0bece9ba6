/* Rebuild callback.wasm: sandbridge build callback.c --header callback.h -o callback.wasm */
#include "callback.h"
#include <stdio.h>
#include <string.h>
static binary own;
int apply(binary f, int a, int b) { return f(a, b); }
int repeat(binary f, int times) { int s = 0; for (int i = 0; i < times; i++) s = f(s, i); return s; }
int keep(binary f) { own = f; return 0; }
int kept(int a, int b) { return own(a, b); }
int handle(struct handler *h, int a, int b) { h->calls++; return h->on ? h->on(a, b) : -1; }
static int plus(int a, int b) { return a + b; }
static int times(int a, int b) { return a * b; }
binary operation(const char *name) { return !strcmp(name, "plus") ? plus : !strcmp(name, "times") ? times : 0; }
vec3 map(mapper f, vec3 v) { return f(v); }
vec3 add3(vec3 a, vec3 b) { return (vec3){a.x + b.x, a.y + b.y, a.z + b.z}; }
long long call_many(many f) { return f(-1, 1LL << 40, 1.5, 2.5f, "text", 200); }
__int128 call_huge(huge f, __int128 v) { return f(v) + 1; }
int add(int a, int b) { return a + b; }
int sum_bytes(const unsigned char *data, size_t size) { int s = 0; for (size_t i = 0; i < size; i++) s += data[i]; return s; }
int format(char *out, size_t size, const char *format, ...) { va_list l; va_start(l, format); int n = vsnprintf(out, size, format, l); va_end(l); return n; }
double sum_all(int count, ...) { va_list l; va_start(l, count); double s = 0; while (count--) s += va_arg(l, double); va_end(l); return s; }
int count_text(char **items) { int n = 0; while (items[n]) n++; return n ? n * 100 + (int)strlen(items[n - 1]) : 0; }
int sum_rows(const int (*rows)[3], int count) { int s = 0; for (int i = 0; i < count; i++) for (int j = 0; j < 3; j++) s += rows[i][j] * (j + 1); return s; }
void scale(int *values, int count, int by) { for (int i = 0; i < count; i++) values[i] *= by; }
long double half(long double v) { return v / 2; }
double _Complex conjugate(double _Complex v) { return ~v; }
unsigned __int128 next(unsigned __int128 v) { return v + 1; }
int counter = 7;
const int limit = 99;
int table[4] = {1, 2, 3, 4};
