/** Enumerations of several widths. */
enum color {
    RED,       /**< the first */
    GREEN = 5, /**< with a gap before it */
    BLUE
};

enum level {
    LEVEL_LOW = -10,
    LEVEL_NONE = 0,
    LEVEL_HIGH = 10
};

enum flags {
    FLAG_A = 1u << 0,
    FLAG_TOP = 1u << 31
};

enum wide {
    WIDE_SMALL = 1,
    WIDE_LARGE = 0x100000000LL,
    WIDE_NEGATIVE = -0x100000000LL
};

typedef enum __attribute__((packed)) {
    TINY_A,
    TINY_B = 200
} tiny;

struct painted {
    enum color color;
    tiny size;
    enum level level;
};

enum color next_color(enum color c);
enum level negate_level(enum level l);
enum flags both_flags(enum flags a, enum flags b);
enum wide same_wide(enum wide w);
tiny same_tiny(tiny t);
tiny tiny_of(int x);
int color_number(enum color c);
int paint(struct painted *p, enum color c);
