/** A member of every scalar type. */
#include <stdbool.h>
#include <stdint.h>

struct scalars {
    bool flag;
    char letter;
    signed char i8;
    unsigned char u8;
    short i16;
    unsigned short u16;
    int i32;
    unsigned int u32;
    long l32;
    long long i64;
    unsigned long long u64;
    float f32;
    double f64;
    int8_t tiny;
    uint32_t word;
};

/** Negates and inverts every member. */
void turn(struct scalars *s);
int size_of(void);
