#include "case.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int can_open(const char *path) {
    FILE *file = fopen(path, "r");
    if (file) fclose(file);
    return file != 0;
}

int can_tell_time(void) {
    struct timespec now;
    return clock_gettime(CLOCK_REALTIME, &now) == 0 && now.tv_sec > 0;
}

int can_draw(void) {
    unsigned char bytes[8];
    return getentropy(bytes, sizeof bytes) == 0;
}

const char *variable(const char *name) { return getenv(name); }

int say(const char *text) {
    int count = printf("%s\n", text);
    return fflush(stdout) == 0 ? count : -1;
}

int listen(void) { return getchar(); }
