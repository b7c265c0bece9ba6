#include "case.h"

int take_char(struct one_char s) { return s.a; }
int take_uchar(struct one_uchar s) { return s.a; }
int take_bool(struct one_bool s) { return s.b ? 10 : 20; }
int take_ushort(struct one_ushort s) { return s.s; }
struct one_char give_char(int x) { return (struct one_char){(char)x}; }
struct one_bool give_bool(int x) { return (struct one_bool){x}; }
struct one_ushort give_ushort(int x) { return (struct one_ushort){(unsigned short)x}; }
struct one_double twice(struct one_double s) { return (struct one_double){s.d * 2}; }
struct wrapped twice_wrapped(struct wrapped s) { return (struct wrapped){{s.inner.d * 2}}; }
struct one_long next_long(struct one_long s) { return (struct one_long){s.l + 1}; }
struct two swap(struct two s) { return (struct two){s.b, s.a}; }
struct two add_two(struct two a, struct two b) { return (struct two){a.a + b.a, a.b + b.b}; }

struct big reverse(struct big b, int scale) {
    struct big r = b;
    for (int i = 0; i < 4; i++) r.v[i] = b.v[3 - i] * scale;
    r.name[0] = 'R';
    return r;
}

int take_bits(struct bits b) { return b.small; }
struct bits give_bits(int x) { return (struct bits){x}; }
union either bits_of(union either e) { return (union either){.i = e.i + 1}; }
int with_none(int a, struct none n, int b) { (void)n; return a - b; }
