#include "case.h"
#include <string.h>

struct point mirror(struct point p) { return (struct point){-p.x, -p.y}; }
int call(handler h, int value) { return h(value); }
static handler kept;
void keep(handler h) { kept = h; }
int fire(int value) { return kept(value); }
static double other(double value) { return value; }
handler mistyped(void) { return (handler)(void *)other; }

const char *unterminated(void) {
    char *end = (char *)(__builtin_wasm_memory_size(0) * 65536u);
    memset(end - 4, 'x', 4);
    return end - 4;
}

int sum(const int *items, int count) {
    int all = 0;
    for (int i = 0; i < count; i++) all += items[i];
    return all;
}

const struct list *boasting(void) {
    static const int items[] = {1, 2, 3};
    static const struct list list = {items, 1 << 30};
    return &list;
}

int is_alive(int value) { return value + 1; }
