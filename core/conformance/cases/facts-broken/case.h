/* A library that breaks its own facts. */
#include <stddef.h>
#include <stdint.h>

typedef struct thing thing;

/** Says that it wrote more than there was room for. */
int fill(uint8_t *out, size_t *len);
/** Returns a pointer outside its memory. */
const char *far_text(void);
/** Returns bytes that end outside its memory. */
const uint8_t *far_bytes(size_t *len);
/** Fills a text to its end, without a NUL. */
void no_nul(char *out, size_t room);
/** Always the same thing, as if it were new. */
thing *make(void);
/** Closes it. */
void unmake(thing *t);
/** The last thing, closed or not. */
thing *last(void);
/** A thing outside its memory. */
thing *far_thing(void);
/** A size that needs more than 64 bits. */
int huge(uint8_t *out, uint64_t a, uint64_t b);
/** A size that divides by its argument. */
int parts(uint8_t *out, int n);
/** A negative count. */
const int32_t *negative(int *count);
/** Calls with a text that is none, or with a count that lies. */
void call_badly(void (*f)(const char *text, const int32_t *numbers, int n), int how);
/** No thing, although facts do not say that there may be none. */
thing *no_thing(void);
/** The same behind a pointer. */
int no_thing_there(thing **t);
/** No thing, as facts say. */
thing *maybe_thing(void);
/** No text, although facts say that there is one. */
const char *no_text(void);
/** The same for a copy. */
const uint8_t *no_bytes(void);
/** No text, which is always possible. */
const char *maybe_text(void);
/** Fails with a status, and gives no thing. */
int failing_thing(thing **t);
/** The answer. */
int answer(void);
