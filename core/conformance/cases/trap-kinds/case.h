/** What a C bug ends in. */
#include <stddef.h>

int fine(int x);
int divide(int a, int b);
int overflow_divide(int a, int b);
int read_at(size_t address);
void write_at(size_t address, int value);
void unreachable(void);
int call_null(void);
/** Calls an int(int) as a double(double). */
double call_wrong(void);
int convert(double x);
/** Traps two calls below. */
int outer(int x);
