/* setjmp and longjmp for wasm32: clang rewrites the calls to guest exceptions. */
#ifndef SANDBRIDGE_SETJMP_H
#define SANDBRIDGE_SETJMP_H

/* What it declares is no part of the library that includes it. */
#pragma GCC system_header

/* As large as in wasi-libc, so that objects compiled against that can be linked. */
typedef struct { unsigned long opaque[41]; } jmp_buf[1];
typedef jmp_buf sigjmp_buf;

#ifdef __cplusplus
extern "C" {
#endif
int setjmp(jmp_buf) __attribute__((__returns_twice__));
void longjmp(jmp_buf, int) __attribute__((__noreturn__));
#ifdef __cplusplus
}
#endif

/* There are no signals, hence no mask to keep. */
#define setjmp setjmp
#define _setjmp setjmp
#define _longjmp longjmp
#define sigsetjmp(env, mask) ((void)(mask), setjmp(env))
#define siglongjmp longjmp

#endif
