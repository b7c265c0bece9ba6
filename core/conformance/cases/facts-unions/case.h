/* Unions whose live member a tag tells. */
#include <stdint.h>

enum kind { KIND_NONE = 0, KIND_COUNT = 1, KIND_WEIGHT = 2 };

/** A union with a name, behind a tag that is an enumeration. */
typedef struct {
    enum kind kind;
    union {
        int count;
        double weight;
        uint8_t raw[8];
    } is;
} quantity;

/** A union without a name, and a narrow tag. */
typedef struct {
    signed char kind;
    union {
        int64_t count;
        struct {
            int x, y;
        } place;
    };
    short shelf;
} amount;

/** A tag that is a bit-field, behind the union. */
typedef struct {
    union {
        int number;
        float part;
    } is;
    unsigned unit : 3;
    unsigned kind : 2;
    unsigned rest : 27;
} measure;

/** A union that begins with its own tag, as events often do. */
typedef union {
    int type;
    struct {
        int type;
        int code;
    } key;
    struct {
        int type;
        float x, y;
    } motion;
} event;

/** Several. */
typedef struct {
    quantity items[3];
} basket;

/** By value, both ways. */
double quantity_value(quantity q);
quantity quantity_make(enum kind kind, double value);
/** By pointer. */
void quantity_double(quantity *q);
int64_t amount_sum(const amount *a);
amount amount_place(int x, int y);
int measure_kind(const measure *m);
int event_type(const event *e);
float event_value(const event *e);
/** Three quantities of the library's. */
quantity *stock(void);
basket *stock_basket(void);
/** Calls with a quantity by value and with one by pointer. */
double each(double (*f)(quantity q, quantity *p));
