#include "case.h"

static struct cat cat = {9};

struct cat *make_cat(void) { return &cat; }
int lives(const struct cat *c) { return c->lives; }
int kitten_lives(const kitten *k) { return k->lives; }
int first_int(const int *p) { return *p; }
int first_byte(const unsigned char *p) { return *p; }
int first_char(const char *p) { return *p; }
int any(const void *p) { return p != 0; }
void *untyped(void) { return &cat; }

int **deep(void) {
    static int value = 31;
    static int *pointer = &value;
    return &pointer;
}

void find(struct cat **out) { *out = &cat; }
unsigned int first_unsigned(const unsigned int *p) { return *p; }
