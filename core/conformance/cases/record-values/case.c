#include "case.h"

struct opaque {
    int magic;
};

int sum(const pair *p) { return p->first.x + p->first.y + p->second.x + p->second.y + p->tag; }

struct opaque *make(void) {
    static struct opaque made = {42};
    return &made;
}

int is_made(const struct opaque *o) { return o && o->magic == 42; }
