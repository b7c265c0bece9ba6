/* Linked by clang with its default flags: the function table has a fixed size and is not exported,
   nor is the stack pointer, nor malloc. */
typedef int operation(int);

/** Applies `f` `times` times. */
int apply(operation *f, int value, int times);
/** One of the library's own. */
operation *chosen(int which);
/** Needs a frame on the guest's stack. */
int sum(const int *values, int count);
int reversed_first(int count);
