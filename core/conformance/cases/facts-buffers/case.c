#include "case.h"

#include <stdlib.h>
#include <string.h>

static int alive;

uint32_t fb_sum(const uint8_t *data, size_t len) {
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++) sum += data[i];
    return sum;
}

size_t fb_bound(size_t len) { return 2 * len; }

int fb_double(uint8_t *dest, size_t *dest_len, const uint8_t *source, size_t len) {
    if (len == 0) return FB_EMPTY;
    if (*dest_len < 2 * len || len > 1000) return FB_FULL;
    for (size_t i = 0; i < len; i++) dest[2 * i] = dest[2 * i + 1] = source[i];
    *dest_len = 2 * len;
    return FB_OK;
}

void fb_increment(int32_t *numbers, size_t n) {
    for (size_t i = 0; i < n; i++) numbers[i]++;
}

int fb_squares(int32_t *out, int n) {
    for (int i = 0; i < n; i++) out[i] = i * i;
    return FB_OK;
}

int fb_divide(int a, int b, int *quotient, int *remainder) {
    if (b == 0) return FB_EMPTY;
    *quotient = a / b;
    *remainder = a % b;
    return FB_OK;
}

void fb_twice(int64_t *number) { *number *= 2; }

int fb_greet(char *out, size_t room, const char *name) {
    if (strlen(name) + 7 > room) return FB_FULL;
    strcpy(out, "hello ");
    strcat(out, name);
    return FB_OK;
}

size_t fb_units(const uint16_t *text, size_t units) {
    return text[units] == 0 ? units : 0;
}

int fb_first(const char *text) { return text ? (unsigned char)text[0] : -1; }

char *fb_upper(const char *text) {
    if (text[0] == 0) return NULL;
    char *copy = malloc(strlen(text) + 1);
    for (size_t i = 0; i <= strlen(text); i++)
        copy[i] = text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i];
    alive++;
    return copy;
}

void fb_free(void *p) {
    alive--;
    free(p);
}

int fb_alive(void) { return alive; }

const int32_t *fb_table(int *count) {
    static const int32_t table[] = {2, 3, 5, 7, 11};
    *count = 5;
    return table;
}

int fb_is_even(int n) { return n % 2 == 0 ? 4 : 0; }

void fb_corner(fb_point *out, int x) {
    out->x = x;
    out->y = -x;
}

int fb_flags(int a, int flags, const char *version) { return a + flags + (int)strlen(version); }

const char *fb_error(int status) {
    return status == FB_FULL ? "no room left" : status == FB_EMPTY ? "nothing given" : "fine";
}

int64_t fb_area(const int32_t *cells, int width, int height) {
    int64_t sum = 0;
    for (int i = 0; i < width * height; i++) sum += cells[i];
    return sum;
}

int fb_pump(fb_stream *stream, int step) {
    while (stream->avail_in && stream->avail_out) {
        if (*stream->next_in == 0) return 1;
        *stream->next_out++ = *stream->next_in++ + step;
        stream->avail_in--;
        stream->avail_out--;
    }
    return FB_OK;
}
