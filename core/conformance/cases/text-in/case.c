#include "case.h"

#include <string.h>

int length(const char *text) { return text ? (int)strlen(text) : -1; }
int byte_at(const char *text, size_t index) { return (unsigned char)text[index]; }
int same(const char *a, const char *b) { return strcmp(a, b) == 0; }

int shout(char *text) {
    int count = 0;
    for (; *text; text++) {
        if (*text >= 'a' && *text <= 'z') {
            *text = (char)(*text - 32);
            count++;
        }
    }
    return count;
}
