#include "case.h"

#include <stdio.h>

static int count;

__attribute__((constructor)) static void start(void) {
    fputs("no licence found\n", stderr);
    __builtin_trap();
}

int initialized(void) { return count; }
int table_entry(int index) { return index; }
const char *from_constructor(void) { return 0; }
