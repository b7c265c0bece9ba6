#include "case.h"

#define EXPORT(name) __attribute__((export_name(#name)))

static int twice(int value) { return 2 * value; }
static int next(int value) { return value + 1; }
static operation *const all[] = {twice, next};

EXPORT(apply) int apply(operation *f, int value, int times)
{
    for (int i = 0; i < times; i++)
        value = f(value);
    return value;
}

EXPORT(chosen) operation *chosen(int which) { return all[which & 1]; }

EXPORT(sum) int sum(const int *values, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

EXPORT(reversed_first) int reversed_first(int count)
{
    volatile int frame[64];
    for (int i = 0; i < count && i < 64; i++)
        frame[i] = count - i;
    return frame[0];
}
