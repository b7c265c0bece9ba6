#include "case.h"

void turn(struct scalars *s) {
    s->flag = !s->flag;
    s->letter++;
    s->i8 = (signed char)-s->i8;
    s->u8 = (unsigned char)~s->u8;
    s->i16 = (short)-s->i16;
    s->u16 = (unsigned short)~s->u16;
    s->i32 = -s->i32;
    s->u32 = ~s->u32;
    s->l32 = -s->l32;
    s->i64 = -s->i64;
    s->u64 = ~s->u64;
    s->f32 = -s->f32;
    s->f64 = -s->f64;
    s->tiny = (int8_t)-s->tiny;
    s->word = ~s->word;
}

int size_of(void) { return (int)sizeof(struct scalars); }
