/** What goes wrong between a host and a library: nothing may be damaged by it. */
struct point { signed char x; int y; };
typedef int (*handler)(int);
struct list { const int *items; int count; };

struct point mirror(struct point p);
int call(handler h, int value);
void keep(handler h);
int fire(int value);
/** Points to a function of another type. */
handler mistyped(void);
/** Text up to the last byte of memory. */
const char *unterminated(void);
int sum(const int *items, int count);
/** Says that it has more items than memory has room for. */
const struct list *boasting(void);
int is_alive(int value);
