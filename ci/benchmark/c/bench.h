/* What the call benchmarks call, the same source natively and as wasm. */
#ifndef SANDBRIDGE_BENCH_H
#define SANDBRIDGE_BENCH_H

struct vec3 {
    double x;
    double y;
    double z;
};

/* Bit-fields that share one word. */
struct entry {
    unsigned kind : 3;
    int level : 7;
    unsigned serial : 22;
};

/* The cheapest possible call: what is measured is the way in and out. */
int add(int a, int b);

/* The sum of `length` bytes, modulo 2^32. */
unsigned sum_bytes(const unsigned char *data, unsigned length);

/* The length of a vector passed by pointer. */
double norm3(const struct vec3 *v);

/* The number of bytes of a NUL-terminated text that are not blanks. */
unsigned count_text(const char *text);

/* The sum of two vectors: structs by value, two in and one out. */
struct vec3 add3(struct vec3 a, struct vec3 b);

/* The sum of what `visit` gives for 0 to `count` - 1: a host function called in a C loop. */
int visit_all(int (*visit)(int), int count);

/* Changes the sign of every number in place and gives their count: an array in and out. */
int negate(int *values, int count);

/* The same as count_text over a list of texts. */
unsigned count_texts(const char *const *texts, unsigned count);

/* How many entries are of that kind; what the members of entries are read and written for. */
unsigned count_kind(const struct entry *entries, unsigned count, unsigned kind);

#endif
