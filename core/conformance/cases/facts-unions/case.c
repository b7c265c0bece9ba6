#include "case.h"

static basket all = {{{KIND_COUNT, {.count = 3}}, {KIND_WEIGHT, {.weight = 0.5}}, {KIND_NONE, {0}}}};

double quantity_value(quantity q) {
    if (q.kind == KIND_WEIGHT) return q.is.weight;
    return q.kind == KIND_NONE ? -1 : q.is.count;
}

quantity quantity_make(enum kind kind, double value) {
    quantity q = {kind, {0}};
    if (kind == KIND_COUNT) q.is.count = (int)value;
    if (kind == KIND_WEIGHT) q.is.weight = value;
    return q;
}

void quantity_double(quantity *q) {
    if (q->kind == KIND_WEIGHT) q->is.weight *= 2;
    else q->is.count *= 2;
}

int64_t amount_sum(const amount *a) {
    return a->kind == -1 ? a->count : a->kind == 2 ? a->place.x + a->place.y : -100;
}

amount amount_place(int x, int y) {
    amount a = {2, {.place = {x, y}}, 9};
    return a;
}

int measure_kind(const measure *m) { return (int)m->kind * 100 + (int)m->unit * 10 + (int)m->rest; }
int event_type(const event *e) { return e->type; }
float event_value(const event *e) { return e->type == 3 ? e->motion.x + e->motion.y : (float)e->key.code; }
quantity *stock(void) { return all.items; }
basket *stock_basket(void) { return &all; }
double each(double (*f)(quantity q, quantity *p)) { return f(all.items[1], &all.items[0]); }
