/* setjmp and longjmp in the library. */
#include <setjmp.h>

/** Calls itself `depth` times and jumps back with `value`. */
int jump(int depth, int value);
/** Two levels of setjmp: the inner one passes the jump on. */
int nested(int value);
/** Jumps `times` times, each time with a frame of its own left behind. */
int repeated(int times);
/** Local variables after a jump. */
int locals(int start);
/** Leaves through a function pointer. */
int through_pointer(int value);
/** Jumps although no setjmp is active. */
void uncaught(int value);
/** A parser as libpng is written: the record holds the jmp_buf. */
struct parser {
    jmp_buf env;
    int error;
};
int parse(struct parser *parser, int damaged);
/** Prepares a jump that `finish` makes after this function has returned. */
int prepare(void);
int finish(void);
int plain(int a);
