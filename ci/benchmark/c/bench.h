/* What the call benchmarks call, the same source natively and as wasm. */
#ifndef SANDBRIDGE_BENCH_H
#define SANDBRIDGE_BENCH_H

struct vec3 {
    double x;
    double y;
    double z;
};

/* The cheapest possible call: what is measured is the way in and out. */
int add(int a, int b);

/* The sum of `length` bytes, modulo 2^32. */
unsigned sum_bytes(const unsigned char *data, unsigned length);

/* The length of a vector passed by pointer. */
double norm3(const struct vec3 *v);

/* The number of bytes of a NUL-terminated text that are not blanks. */
unsigned count_text(const char *text);

#endif
