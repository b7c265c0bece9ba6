/** Variable arguments, inferred and stated. */
#include <stddef.h>
struct one { int a; };
struct two { int a, b; };
struct none {};
struct narrow { char c; };
struct aligned { int a __attribute__((aligned(16))); };

int sum(int count, ...);
long long sum_long(int count, ...);
double sum_double(int count, ...);
/** `printf` into a buffer. */
int format(char *out, size_t size, const char *format, ...);
long double quad(int before, ...);
__int128 wide(int before, ...);
struct one take_one(int n, ...);
struct two take_two(int n, ...);
int take_narrow(int n, ...);
int take_none(int n, ...);
int take_aligned(int n, ...);
int count_null(const char *first, ...);
int fill(int n, ...);
int call_it(int n, ...);
typedef int (*step)(int);
double real_part(int n, ...);
/** How many letters the lists have together that follow, each up to its NULL. */
int count_letters(int lists, ...);
typedef const char *const *texts;
/** Travels as a `double`. */
typedef __fp16 half;
