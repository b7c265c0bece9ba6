/** Buffers that the guest reads, writes, or both. */
#include <stddef.h>

/** The sum of all bytes. */
unsigned int sum(const void *data, size_t size);
/** Sets every byte. */
void fill(void *data, size_t size, unsigned char byte);
/** Turns every bit over. */
void invert(unsigned char *data, size_t size);
/** Copies as `memmove` does and gives the number of bytes. */
size_t copy(unsigned char *to, const unsigned char *from, size_t size);
