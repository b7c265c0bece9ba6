#include "case.h"

#include <stdlib.h>
#include <string.h>

int can_allocate(size_t size) {
    /* Volatile, as the compiler leaves out an allocation that nobody looks at. */
    char *volatile memory = malloc(size);
    if (!memory) return 0;
    memory[size - 1] = 1;
    free(memory);
    return 1;
}

unsigned int sum(const void *data, size_t size) {
    unsigned int total = 0;
    for (size_t i = 0; i < size; i++) total += ((const unsigned char *)data)[i];
    return total;
}
