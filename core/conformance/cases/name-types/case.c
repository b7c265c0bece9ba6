#include "case.h"

unsigned int a(unsigned int x) { return x; }
unsigned long long b(unsigned long long x) { return x; }
signed char c(signed char x) { return x; }
counter_t d(counter_t x) { return x; }
int sides(const shape *s) { return s->sides; }
double norm(const complexish *z) { return z->re * z->re + z->im * z->im; }
int either(const union either *e) { return e->i; }
int renamed(int x) { return -x; }
short s(short x) { return x; }
size_t z(size_t x) { return x; }
