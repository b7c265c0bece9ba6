/* What the calls of setjmp and longjmp become: clang numbers the setjmp calls of a function
   (`label`, from 1) and identifies each run of it (`run`, an address in its frame). A longjmp is a
   guest exception that carries a `jump`; each function with a setjmp catches it and asks whether it
   is its own. */

struct jump {
    void *env;
    int value;
};

/* The start of a jmp_buf. */
struct env {
    void *run;
    unsigned label;
    struct jump jump;
};

#define WEAK __attribute__((__weak__))

WEAK void __wasm_setjmp(struct env *env, unsigned label, void *run)
{
    env->run = run;
    env->label = label;
}

/* The label to go on at, or 0 when the jump belongs to a caller. */
WEAK unsigned __wasm_setjmp_test(struct env *env, void *run)
{
    return env->run == run ? env->label : 0;
}

WEAK void __wasm_longjmp(struct env *env, int value)
{
    env->jump.env = env;
    env->jump.value = value ? value : 1;
    __builtin_wasm_throw(1, &env->jump);
}
