/* Rebuild longjmp.wasm: sandbridge build longjmp.c --header longjmp.h -o longjmp.wasm */
#include "longjmp.h"
#include <setjmp.h>
#include <string.h>
static jmp_buf target;
static int running;
int guarded(visitor visit, int value) {
    jmp_buf outer;
    memcpy(outer, target, sizeof outer);
    volatile int before = running;
    int came = setjmp(target);
    running = before + 1;
    int result = came ? 1000 + came : visit(value);
    running = before;
    memcpy(target, outer, sizeof outer);
    return result;
}
void leave(int value) { longjmp(target, value); }
int depth(void) { return running; }
