/** Variables and errno. */
#include <stdbool.h>
struct state { int level; const char *name; };
enum color { RED, GREEN = 5 };

extern int counter;
extern const int fixed;
extern double ratio;
extern unsigned long long large;
extern bool flag;
extern enum color paint;
extern int table[4];
extern char title[8];
extern int grid[2][3];
extern struct state state;
extern const char *message;
extern struct state *current;
extern int (*hook)(int);

int count(void);
int sum_table(void);
int run_hook(int value);
/** Fails with EDOM (18 on WASI) for negative numbers. */
int root(int value);
