/* int and long are both 32 bits on wasm32; so is size_t. */
#include <stddef.h>
#include <stdint.h>

int same_int(int x);
unsigned int same_uint(unsigned int x);
long same_long(long x);
unsigned long same_ulong(unsigned long x);
size_t same_size(size_t x);
int32_t same_int32(int32_t x);
uint32_t same_uint32(uint32_t x);
/** Wraps around. */
unsigned int add_uint(unsigned int a, unsigned int b);
int first_of_many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);
void nothing(void);
