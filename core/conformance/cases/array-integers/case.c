#include "case.h"

#define SUM(name, type, result) \
    result name(const type *v, size_t n) { \
        result total = 0; \
        for (size_t i = 0; i < n; i++) total += (result)v[i]; \
        return total; \
    }
#define NEGATE(name, type) \
    void name(type *v, size_t n) { \
        for (size_t i = 0; i < n; i++) v[i] = (type)-v[i]; \
    }
#define COUNT(name, type) \
    void name(type *v, size_t n) { \
        for (size_t i = 0; i < n; i++) v[i] = (type)i; \
    }

SUM(sum_i8, int8_t, int64_t)
SUM(sum_u8, uint8_t, int64_t)
SUM(sum_i16, int16_t, int64_t)
SUM(sum_u16, uint16_t, int64_t)
SUM(sum_i32, int32_t, int64_t)
SUM(sum_u32, uint32_t, int64_t)
SUM(sum_i64, int64_t, int64_t)
SUM(sum_u64, uint64_t, uint64_t)
NEGATE(negate_i8, int8_t)
NEGATE(negate_i16, int16_t)
NEGATE(negate_i32, int32_t)
NEGATE(negate_i64, int64_t)
COUNT(count_i32, int)
COUNT(count_u16, unsigned short)
