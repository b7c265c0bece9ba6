#include "case.h"

#include <string.h>

void set_int(int *out, int value) { *out = value; }
int get_int(const int *in) { return *in; }
void set_wide(uint64_t *out, uint64_t value) { *out = value; }
void set_real(double *out, double value) { *out = value; }

void fill_ints(int *out, size_t count, int value) {
    for (size_t i = 0; i < count; i++) out[i] = value + (int)i;
}

unsigned int sum(const unsigned char *data, size_t size) {
    unsigned int total = 0;
    for (size_t i = 0; i < size; i++) total += data[i];
    return total;
}

void fill(unsigned char *data, size_t size, unsigned char byte) { memset(data, byte, size); }
