/** Function pointers that C hands out. */
typedef int (*binary)(int, int);
typedef double (*real)(double);
struct vtable { binary add; real half; const char *name; };
struct point { int x; int y; };
typedef struct point (*mirror)(struct point);

binary choose(int which);
real choose_real(void);
mirror choose_mirror(void);
binary bad_index(int index);
int use(binary f, int a, int b);
const struct vtable *table(void);
struct vtable table_by_value(void);
binary pass(binary f);
