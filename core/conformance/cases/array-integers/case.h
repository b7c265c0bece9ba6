/** Typed arrays of integers, in and out. */
#include <stddef.h>
#include <stdint.h>

int64_t sum_i8(const int8_t *v, size_t n);
int64_t sum_u8(const uint8_t *v, size_t n);
int64_t sum_i16(const int16_t *v, size_t n);
int64_t sum_u16(const uint16_t *v, size_t n);
int64_t sum_i32(const int32_t *v, size_t n);
int64_t sum_u32(const uint32_t *v, size_t n);
int64_t sum_i64(const int64_t *v, size_t n);
uint64_t sum_u64(const uint64_t *v, size_t n);

void negate_i8(int8_t *v, size_t n);
void negate_i16(int16_t *v, size_t n);
void negate_i32(int32_t *v, size_t n);
void negate_i64(int64_t *v, size_t n);
/** Writes 0, 1, 2, … */
void count_i32(int *v, size_t n);
void count_u16(unsigned short *v, size_t n);
