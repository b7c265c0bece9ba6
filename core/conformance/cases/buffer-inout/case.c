#include "case.h"

#include <string.h>

unsigned int sum(const void *data, size_t size) {
    unsigned int total = 0;
    for (size_t i = 0; i < size; i++) total += ((const unsigned char *)data)[i];
    return total;
}

void fill(void *data, size_t size, unsigned char byte) { memset(data, byte, size); }

void invert(unsigned char *data, size_t size) {
    for (size_t i = 0; i < size; i++) data[i] = (unsigned char)~data[i];
}

size_t copy(unsigned char *to, const unsigned char *from, size_t size) {
    memmove(to, from, size);
    return size;
}
