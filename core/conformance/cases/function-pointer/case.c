#include "case.h"

static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static double half(double x) { return x / 2; }
static struct point swap(struct point p) { struct point r = {p.y, p.x}; return r; }
static const struct vtable the_table = {add, half, "arithmetic"};

binary choose(int which) { return which == 0 ? add : which == 1 ? sub : 0; }
real choose_real(void) { return half; }
mirror choose_mirror(void) { return swap; }
binary bad_index(int index) { return (binary)index; }
int use(binary f, int a, int b) { return f(a, b); }
const struct vtable *table(void) { return &the_table; }
struct vtable table_by_value(void) { return the_table; }
binary pass(binary f) { return f; }
