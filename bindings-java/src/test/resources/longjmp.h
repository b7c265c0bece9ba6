#ifndef LONGJMP_H
#define LONGJMP_H
typedef int (*visitor)(int value);
/* What visit returns, or 1000 and what leave was called with meanwhile. */
int guarded(visitor visit, int value);
/* Goes back to the innermost call of guarded. */
void leave(int value);
/* How many calls of guarded are running. */
int depth(void);
#endif
