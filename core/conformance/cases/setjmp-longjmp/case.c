#include "case.h"

static jmp_buf target;
static volatile int kept;

__attribute__((noinline)) static void descend(jmp_buf env, int depth, int value)
{
    volatile char frame[256];
    frame[0] = (char)depth;
    if (depth == 0)
        longjmp(env, value);
    descend(env, depth - 1, value);
    kept += frame[0];
}

int jump(int depth, int value)
{
    int came = setjmp(target);
    if (came)
        return came;
    descend(target, depth, value);
    return -1;
}

__attribute__((noinline)) static int inner(jmp_buf outer, int value)
{
    jmp_buf own;
    int came = setjmp(own);
    if (came)
        longjmp(outer, came + 1);
    descend(own, 3, value);
    return -1;
}

int nested(int value)
{
    jmp_buf outer;
    int came = setjmp(outer);
    if (came)
        return came * 10;
    return inner(outer, value);
}

int repeated(int times)
{
    int sum = 0;
    for (int i = 0; i < times; i++)
        sum += jump(2, 1);
    return sum;
}

int locals(int start)
{
    jmp_buf env;
    volatile int changed = start;
    int count = 0;
    if (setjmp(env) == 0) {
        changed++;
        descend(env, 1, 5);
    } else {
        count = changed;
    }
    return count;
}

static void (*leave)(jmp_buf, int) = longjmp;

int through_pointer(int value)
{
    jmp_buf env;
    int came = setjmp(env);
    if (came)
        return came;
    leave(env, value);
    return -1;
}

void uncaught(int value)
{
    jmp_buf env;
    if (setjmp(target) == 0) {
        env[0] = target[0];
        kept = value;
    }
    __builtin_memset(env, 0, sizeof env);
    descend(env, 4, value);
}

static void fail(struct parser *parser, int error)
{
    parser->error = error;
    longjmp(parser->env, 1);
}

int parse(struct parser *parser, int damaged)
{
    if (setjmp(parser->env))
        return -parser->error;
    if (damaged)
        fail(parser, 42);
    return 1;
}

int prepare(void)
{
    return setjmp(target);
}

int finish(void)
{
    longjmp(target, 3);
}

int plain(int a)
{
    return a + 1;
}
