#include "case.h"

#include <stdlib.h>
#include <string.h>

static int count;
static char *text;
static const int table[] = {3, 1, 4, 1, 5};

__attribute__((constructor)) static void start(void) {
    count++;
    text = malloc(16);
    strcpy(text, "constructed");
}

int initialized(void) { return count; }
int table_entry(int index) { return table[index]; }
const char *from_constructor(void) { return text; }
