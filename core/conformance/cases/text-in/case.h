/** Text given to `const char *`. */
#include <stddef.h>

/** The number of bytes before the NUL; -1 for NULL. */
int length(const char *text);
/** The byte at an index. */
int byte_at(const char *text, size_t index);
/** Whether both are the same text. */
int same(const char *a, const char *b);
/** Not `const`: text would be written to. */
int shout(char *text);
