/** Text that the library returns. */
const char *greeting(void);
const char *empty(void);
const char *nothing(void);
const char *unicode(void);
const char *latin1(void);
/** Text up to the last byte of memory, with no NUL. */
const char *unterminated(void);
/** A pointer outside memory. */
const char *outside(void);
/** 100,000 letters. */
const char *lengthy(void);
/** Not `const`: the caller gets a pointer. */
char *owned(void);
/** The text given. */
const char *echo(const char *text);
