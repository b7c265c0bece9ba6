/* 64-bit integers. */
#include <stdint.h>

long long same_llong(long long x);
unsigned long long same_ullong(unsigned long long x);
int64_t same_int64(int64_t x);
uint64_t same_uint64(uint64_t x);
int64_t mixed(int32_t a, int64_t b, uint8_t c, uint64_t d);
