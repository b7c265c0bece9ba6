/* The functions of the call benchmarks: so small that the call is what costs. */
#include "bench.h"

int add(int a, int b)
{
    return a + b;
}

unsigned sum_bytes(const unsigned char *data, unsigned length)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < length; i++)
        sum += data[i];
    return sum;
}

double norm3(const struct vec3 *v)
{
    return __builtin_sqrt(v->x * v->x + v->y * v->y + v->z * v->z);
}

unsigned count_text(const char *text)
{
    unsigned count = 0;
    for (; *text; text++)
        count += *text != ' ';
    return count;
}
