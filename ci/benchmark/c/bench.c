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

struct vec3 add3(struct vec3 a, struct vec3 b)
{
    struct vec3 sum = {a.x + b.x, a.y + b.y, a.z + b.z};
    return sum;
}

int visit_all(int (*visit)(int), int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += visit(i);
    return sum;
}

int negate(int *values, int count)
{
    for (int i = 0; i < count; i++)
        values[i] = -values[i];
    return count;
}

unsigned count_texts(const char *const *texts, unsigned count)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += count_text(texts[i]);
    return sum;
}

unsigned count_kind(const struct entry *entries, unsigned count, unsigned kind)
{
    unsigned found = 0;
    for (unsigned i = 0; i < count; i++)
        found += entries[i].kind == kind;
    return found;
}
