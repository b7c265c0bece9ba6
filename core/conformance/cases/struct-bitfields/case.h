/** Bit-fields: plain int ones are signed. */
#include <stdbool.h>

enum mode { MODE_OFF, MODE_ON, MODE_AUTO };

struct bits {
    int small : 3;
    unsigned int wide : 17;
    unsigned int top : 12;
    bool flag : 1;
    enum mode mode : 2;
    int : 0;
    signed char next : 5;
    unsigned long long large : 40;
    long long negative : 24;
    unsigned int whole : 32;
};

struct __attribute__((packed)) straddle {
    unsigned char head : 4;
    unsigned int across : 30;
    unsigned long long far : 60;
    unsigned char tail : 2;
};

int small_of(const struct bits *b);
unsigned int wide_of(const struct bits *b);
long long negative_of(const struct bits *b);
unsigned long long large_of(const struct bits *b);
int mode_of(const struct bits *b);
void fill(struct bits *b);
unsigned int across_of(const struct straddle *s);
unsigned long long far_of(const struct straddle *s);
void fill_straddle(struct straddle *s);
int size_of_bits(void);
int size_of_straddle(void);
