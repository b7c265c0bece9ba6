/* Lengths, room for results, statuses and filled-in values. */
#include <stddef.h>
#include <stdint.h>

#define FB_OK 0
#define FB_FULL (-2)
#define FB_EMPTY (-3)

/** Sums bytes. */
uint32_t fb_sum(const uint8_t *data, size_t len);
/** Repeats each byte twice; `*dest_len` is the room before and the length after. */
int fb_double(uint8_t *dest, size_t *dest_len, const uint8_t *source, size_t len);
/** How much room fb_double() may need. */
size_t fb_bound(size_t len);
/** Adds one to each of n numbers in place. */
void fb_increment(int32_t *numbers, size_t n);
/** The first n squares. */
int fb_squares(int32_t *out, int n);
/** Quotient and remainder. */
int fb_divide(int a, int b, int *quotient, int *remainder);
/** Doubles a number in place. */
void fb_twice(int64_t *number);
/** Fills a text of at most `room` bytes. */
int fb_greet(char *out, size_t room, const char *name);
/** Counts the units of a UTF-16 text. */
size_t fb_units(const uint16_t *text, size_t units);
/** The first letter of a Latin-1 text, or -1 for NULL. */
int fb_first(const char *text);
/** A text that the caller frees. */
char *fb_upper(const char *text);
/** Frees it. */
void fb_free(void *p);
/** How many texts are not freed yet. */
int fb_alive(void);
/** A table inside the library, of `*count` numbers. */
const int32_t *fb_table(int *count);
/** Whether a number is even. */
int fb_is_even(int n);
/** A point, by its address. */
typedef struct { int x, y; } fb_point;
void fb_corner(fb_point *out, int x);
/** Adds flags that the caller does not see. */
int fb_flags(int a, int flags, const char *version);
/** What a status means. */
const char *fb_error(int status);
/** Reads rows of `width` numbers. */
int64_t fb_area(const int32_t *cells, int width, int height);
/** A struct with a cursor, as zlib has. */
typedef struct {
    const uint8_t *next_in;
    uint32_t avail_in;
    uint8_t *next_out;
    uint32_t avail_out;
} fb_stream;
/** Copies until one of both ends; returns FB_OK, or 1 at a zero byte. */
int fb_pump(fb_stream *stream, int step);
