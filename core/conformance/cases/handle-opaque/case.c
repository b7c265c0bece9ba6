#include "case.h"

#include <stdlib.h>
#include <string.h>

struct counter {
    int next;
    char name[32];
};

static int alive;

counter *counter_open(int start) {
    if (start < 0) return 0;
    counter *c = malloc(sizeof *c);
    c->next = start;
    strcpy(c->name, "unnamed");
    alive++;
    return c;
}

int counter_next(counter *c) { return c->next++; }
const char *counter_name(const counter *c) { return c->name; }

int counter_rename(counter *c, const char *name) {
    if (strlen(name) >= sizeof c->name) return -1;
    strcpy(c->name, name);
    return 0;
}

void counter_close(counter *c) {
    if (c) alive--;
    free(c);
}

int counter_alive(void) { return alive; }

int counter_open2(int start, counter **out) {
    *out = counter_open(start);
    return *out ? 0 : 1;
}
