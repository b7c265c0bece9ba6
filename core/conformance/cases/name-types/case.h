/** Types by the names that C programmers use. */
#include <stddef.h>
#include <stdint.h>

typedef unsigned long counter_t;
typedef struct shape {
    int sides;
} shape;
typedef struct {
    double re, im;
} complexish;
union either {
    int i;
    float f;
};

unsigned int a(unsigned int x);
unsigned long long b(unsigned long long x);
signed char c(signed char x);
counter_t d(counter_t x);
int sides(const shape *s);
double norm(const complexish *z);
int either(const union either *e);
/** Called by another name in C than in the module. */
int renamed(int x) __asm__("symbol_name");
short s(short x);
size_t z(size_t x);
