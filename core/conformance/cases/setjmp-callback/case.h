/* Jumps that pass through the host: C calls setjmp, then the host, which calls longjmp. */

/** Calls `visit` with each of `count` numbers; a jump with `code` ends it with -code. */
int guarded(int (*visit)(int), int count);
/** Jumps to the innermost `guarded` that is running. */
void jump_back(int code);
/** Jumps to the outermost one, past the setjmp of those within. */
void jump_out(int code);
/** How many of them are running. */
int running(void);
