#include "case.h"

/* What <setjmp.h> would be. */
typedef unsigned long jmp_buf[41];
int setjmp(jmp_buf) __attribute__((returns_twice));
_Noreturn void longjmp(jmp_buf, int);

__attribute__((noinline)) static void leave(jmp_buf env, int value) { longjmp(env, value); }

__attribute__((export_name("attempt"))) int attempt(int value)
{
    jmp_buf env;
    int came = setjmp(env);
    if (came)
        return came;
    leave(env, value);
    return 0;
}

__attribute__((export_name("plain"))) int plain(int a) { return a + 1; }
