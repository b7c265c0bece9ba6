/** Host functions given to C for one call. */
#include <stddef.h>
#include <stdbool.h>

typedef int (*compare)(const void *, const void *);
typedef int (*compare_ints)(const int *, const int *);
typedef void (*visit)(int, void *);
struct point { int x; int y; };
struct single { double d; };
struct pair { long long first; char name[8]; };
typedef struct point (*move_point)(struct point, int);
typedef struct single (*scale)(struct single);
typedef struct pair (*change_pair)(struct pair);
typedef long double (*stretch)(long double);
typedef __int128 (*widen)(__int128);
typedef int (*row)(void *data, int count, char **values, char **names);

/** Sorts in place. */
void sort_ints(int *values, int count, compare_ints order);
/** Sorts strings of equal size. */
void sort_words(char *words, int count, size_t size, compare order);
void each(int count, visit callback, void *data);
int apply(int (*f)(int, int), int a, int b);
long long apply_long(long long (*f)(long long, unsigned long long), long long a, unsigned long long b);
double apply_double(double (*f)(float, double), float a, double b);
bool apply_bool(bool (*f)(bool), bool b);
int apply_narrow(signed char (*f)(signed char, unsigned short), int a, int b);
struct point apply_point(move_point f, struct point p);
struct single apply_single(scale f, struct single s);
struct pair apply_pair(change_pair f, struct pair p);
long double apply_quad(stretch f, long double x);
__int128 apply_wide(widen f, __int128 x);
int apply_text(int (*f)(const char *), int which);
const char *apply_gives_text(const char *(*f)(void));
int query(row callback, void *data);
int is_null(visit callback);
