#include "case.h"

enum color next_color(enum color c) { return c == RED ? GREEN : c == GREEN ? BLUE : (enum color)(c + 1); }
enum level negate_level(enum level l) { return (enum level)-(int)l; }
enum flags both_flags(enum flags a, enum flags b) { return (enum flags)((unsigned)a | (unsigned)b); }
enum wide same_wide(enum wide w) { return w; }
tiny same_tiny(tiny t) { return t; }
tiny tiny_of(int x) { return (tiny)x; }
int color_number(enum color c) { return (int)c; }

int paint(struct painted *p, enum color c) {
    int before = (int)p->color;
    p->color = c;
    p->level = LEVEL_LOW;
    p->size = TINY_B;
    return before;
}
