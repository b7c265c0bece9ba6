#include "case.h"
#include <errno.h>
int counter = 7;
const int fixed = 11;
double ratio = 0.5;
unsigned long long large = 18446744073709551615ull;
bool flag = true;
enum color paint = GREEN;
int table[4] = {1, 2, 3, 4};
char title[8] = "title";
int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
struct state state = {3, "three"};
const char *message = "hello";
struct state *current = &state;
static int plus_one(int x) { return x + 1; }
int (*hook)(int) = plus_one;
int count(void) { return ++counter; }
int sum_table(void) { return table[0] + table[1] + table[2] + table[3] + grid[1][2] + state.level; }
int run_hook(int value) { return hook(value); }
int root(int value) { if (value < 0) { errno = EDOM; return -1; } int r = 0; while ((r + 1) * (r + 1) <= value) r++; return r; }
