#include "case.h"

uint32_t bits_of(const union number *n) { return n->u; }
void set_float(union number *n, float f) { n->f = f; }
double value_of(const struct tagged *t) { return t->kind == 0 ? t->number : t->kind == 1 ? t->real : t->high; }

void swap_halves(struct tagged *t) {
    short low = t->low;
    t->low = t->high;
    t->high = low;
}
