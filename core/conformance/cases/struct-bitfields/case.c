#include "case.h"

int small_of(const struct bits *b) { return b->small; }
unsigned int wide_of(const struct bits *b) { return b->wide; }
long long negative_of(const struct bits *b) { return b->negative; }
unsigned long long large_of(const struct bits *b) { return b->large; }
int mode_of(const struct bits *b) { return (int)b->mode; }

void fill(struct bits *b) {
    b->small = -4;
    b->wide = 0x1ffff;
    b->top = 0xabc;
    b->flag = true;
    b->mode = MODE_AUTO;
    b->next = -16;
    b->large = 0xffffffffffull;
    b->negative = -1;
    b->whole = 0xffffffffu;
}

unsigned int across_of(const struct straddle *s) { return s->across; }
unsigned long long far_of(const struct straddle *s) { return s->far; }

void fill_straddle(struct straddle *s) {
    s->head = 9;
    s->across = 0x2aaaaaaa;
    s->far = 0xfedcba987654321ull;
    s->tail = 2;
}

int size_of_bits(void) { return (int)sizeof(struct bits); }
int size_of_straddle(void) { return (int)sizeof(struct straddle); }
