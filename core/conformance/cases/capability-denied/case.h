/** What a library finds of the world outside. */
#include <stddef.h>

/** Whether the file can be opened. */
int can_open(const char *path);
/** Whether the clock can be read. */
int can_tell_time(void);
/** Whether random bytes can be had. */
int can_draw(void);
/** The variable's value, or NULL. */
const char *variable(const char *name);
/** Writes to the standard output and gives what printf gives. */
int say(const char *text);
/** Reads a character: -1 at the end. */
int listen(void);
