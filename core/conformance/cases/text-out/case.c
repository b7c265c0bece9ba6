#include "case.h"

#include <stdint.h>
#include <string.h>

const char *greeting(void) { return "hello"; }
const char *empty(void) { return ""; }
const char *nothing(void) { return 0; }
const char *unicode(void) { return "h\xc3\xa4\xc3\x9f\xe2\x82\xac\xf0\x9f\x98\x80"; }
const char *latin1(void) { return "gr\xfcn"; }

const char *unterminated(void) {
    char *end = (char *)(__builtin_wasm_memory_size(0) * 65536u);
    memset(end - 8, 'x', 8);
    return end - 8;
}

const char *outside(void) { return (const char *)(uintptr_t)0xfffffff0u; }

const char *lengthy(void) {
    static char text[100001];
    memset(text, 'z', sizeof text - 1);
    return text;
}

char *owned(void) {
    static char text[] = "owned";
    return text;
}

const char *echo(const char *text) { return text; }
