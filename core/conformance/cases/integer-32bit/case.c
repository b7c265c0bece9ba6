#include "case.h"

int same_int(int x) { return x; }
unsigned int same_uint(unsigned int x) { return x; }
long same_long(long x) { return x; }
unsigned long same_ulong(unsigned long x) { return x; }
size_t same_size(size_t x) { return x; }
int32_t same_int32(int32_t x) { return x; }
uint32_t same_uint32(uint32_t x) { return x; }
unsigned int add_uint(unsigned int a, unsigned int b) { return a + b; }

int first_of_many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {
    return a - b + c - d + e - f + g - h + i - j;
}

void nothing(void) {}
