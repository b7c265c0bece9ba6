/** Unions, and anonymous records whose members count as the outer record's. */
#include <stdint.h>

union number {
    int32_t i;
    uint32_t u;
    float f;
    uint8_t bytes[4];
    double d;
};

struct tagged {
    int kind;
    union {
        int number;
        double real;
        struct {
            short low;
            short high;
        };
    };
    union number named;
};

uint32_t bits_of(const union number *n);
void set_float(union number *n, float f);
double value_of(const struct tagged *t);
void swap_halves(struct tagged *t);
