#include "case.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define BOXES 64

struct box {
    shelf *home;
    int size, used, sum;
};

struct shelf {
    box *boxes[BOXES];
    int count;
    int32_t label;
    char message[64];
};

static int alive;

int shelf_open(const char *name, shelf **out) {
    *out = calloc(1, sizeof **out);
    alive++;
    (*out)->label = (int32_t)strlen(name);
    if (name[0] == 0) {
        strcpy((*out)->message, "a shelf needs a name");
        return 7;
    }
    return 0;
}

int shelf_close(shelf *s) {
    if (s->count) return 8;
    memset(s, 0xdd, sizeof *s);
    alive--;
    free(s);
    return 0;
}

box *shelf_add(shelf *s, int size) {
    if (s->count == BOXES) return NULL;
    box *b = calloc(1, sizeof *b);
    alive++;
    b->home = s;
    b->size = size;
    s->boxes[s->count++] = b;
    return b;
}

box *shelf_box(shelf *s, int place) {
    return place >= 0 && place < s->count ? s->boxes[place] : NULL;
}

int shelf_count(const shelf *s) { return s->count; }
const int32_t *shelf_label(shelf *s) { return &s->label; }
void shelf_rename(shelf *s, int label) { s->label = label; }

void box_remove(box *b) {
    shelf *s = b->home;
    for (int i = 0; i < s->count; i++)
        if (s->boxes[i] == b) {
            s->boxes[i] = s->boxes[--s->count];
            break;
        }
    memset(b, 0xdd, sizeof *b);
    alive--;
    free(b);
}

int box_put(box *b, int what) {
    if (b->used == b->size) {
        strcpy(b->home->message, "the box is full");
        return 9;
    }
    b->used++;
    b->sum += what;
    return 0;
}

int box_sum(const box *b) { return b->sum; }
shelf *box_shelf(box *b) { return b->home; }
int box_same(const box *a, const box *b) { return a == b; }
int shelf_alive(void) { return alive; }
const char *shelf_message(const shelf *s) { return s->message; }

int shelf_is(const void *p, const shelf *s) { return p == s; }

int shelf_among(const shelf *s, int count, ...) {
    va_list args;
    va_start(args, count);
    int found = 0;
    while (count-- > 0) found += va_arg(args, const void *) == s;
    va_end(args);
    return found;
}

int shelf_chosen(const shelf *s, chooser choose) { return choose(0) == s; }

int shelf_weigh(const void *data, int size) {
    int sum = 0;
    for (int i = 0; i < size; i++) sum += ((const unsigned char *)data)[i];
    return sum;
}

int parcel_label(const parcel *p) { return p->to->label; }

int counter_init(counter *c, int step) {
    if (c->value || c->step) return 3;
    if (step == 0) return 4;
    c->step = step;
    alive++;
    return 0;
}

int counter_next(counter *c) { return c->value += c->step; }
void counter_end(counter *c) {
    c->step = -1;
    alive--;
}
