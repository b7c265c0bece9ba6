/** Packed, over-aligned and empty things. */
#include <stddef.h>

struct __attribute__((packed)) header {
    unsigned char kind;
    unsigned int length;
    double value;
    unsigned short check;
};

struct aligned {
    char c;
    _Alignas(16) int wide;
    char d;
};

struct __attribute__((aligned(64))) line {
    int id;
};

/** Larger than what fits beside other arguments. */
struct __attribute__((aligned(64))) page {
    int id;
    char data[100000];
};

#pragma pack(push, 2)
struct halved {
    char c;
    int i;
    long long l;
};
#pragma pack(pop)

struct with_empty {
    int before;
    struct {
    } nothing;
    int after;
};

size_t size_header(void);
size_t size_aligned(void);
size_t size_line(void);
size_t size_halved(void);
double sum_header(const struct header *h);
void fill_header(struct header *h);
int sum_aligned(const struct aligned *a);
/** Whether the address is a multiple of 64. */
int is_aligned(const struct line *l);
int page_is_aligned(const struct page *p);
long long sum_halved(const struct halved *h);
int sum_with_empty(const struct with_empty *w);
