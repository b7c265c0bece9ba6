#include "case.h"

size_t size_header(void) { return sizeof(struct header); }
size_t size_aligned(void) { return sizeof(struct aligned); }
size_t size_line(void) { return sizeof(struct line); }
size_t size_halved(void) { return sizeof(struct halved); }
double sum_header(const struct header *h) { return h->kind + h->length + h->value + h->check; }

void fill_header(struct header *h) {
    h->kind = 1;
    h->length = 0xdeadbeef;
    h->value = 1.25;
    h->check = 0xffff;
}

int sum_aligned(const struct aligned *a) { return a->c + a->wide + a->d; }
/* Through a volatile, as the compiler believes every such pointer to be aligned. */
int is_aligned(const struct line *l) {
    volatile size_t address = (size_t)l;
    return address % 64 == 0 ? l->id : -1;
}
int page_is_aligned(const struct page *p) {
    volatile size_t address = (size_t)p;
    return address % 64 == 0 ? p->id : -1;
}
long long sum_halved(const struct halved *h) { return h->c + h->i + h->l; }
int sum_with_empty(const struct with_empty *w) { return w->before + w->after; }
