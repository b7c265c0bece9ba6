#include "case.h"

#include <string.h>

struct thing {
    int x;
};

static thing only;

int fill(uint8_t *out, size_t *len) {
    out[0] = 1;
    *len = 1000000;
    return 0;
}

const char *far_text(void) { return (const char *)0xfffffff0u; }

const uint8_t *far_bytes(size_t *len) {
    *len = 0xffffff00u;
    return (const uint8_t *)1024;
}

void no_nul(char *out, size_t room) { memset(out, 'x', room); }
thing *make(void) { return &only; }
void unmake(thing *t) { t->x++; }
thing *last(void) { return &only; }
thing *far_thing(void) { return (thing *)0xfffffff0u; }

int huge(uint8_t *out, uint64_t a, uint64_t b) {
    out[0] = (uint8_t)(a + b);
    return 0;
}

int parts(uint8_t *out, int n) {
    out[0] = (uint8_t)n;
    return 0;
}

const int32_t *negative(int *count) {
    static const int32_t numbers[] = {1};
    *count = -5;
    return numbers;
}

void call_badly(void (*f)(const char *text, const int32_t *numbers, int n), int how) {
    static const int32_t numbers[] = {1, 2};
    if (how == 0) f("fine", numbers, 2);
    if (how == 1) f((const char *)0xfffffff0u, numbers, 2);
    if (how == 2) f("fine", numbers, 0x7fffffff);
    if (how == 3) f("fine", numbers, -1);
    if (how == 4) f(NULL, NULL, 0);
}

thing *no_thing(void) { return NULL; }
thing *maybe_thing(void) { return NULL; }
const char *no_text(void) { return NULL; }
const uint8_t *no_bytes(void) { return NULL; }
const char *maybe_text(void) { return NULL; }

int no_thing_there(thing **t) {
    *t = NULL;
    return 0;
}

int failing_thing(thing **t) {
    *t = NULL;
    return -3;
}

int answer(void) { return 42; }
