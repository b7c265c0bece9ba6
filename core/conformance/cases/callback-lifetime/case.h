/** Host functions that C keeps, that fail, and that call the library again. */
typedef int (*handler)(int);

struct hooks { handler on_event; void *data; int count; };

void keep(handler h);
handler kept(void);
int fire(int value);
int fire_hooks(const struct hooks *hooks, int value);
/** Keeps a kilobyte of stack across the call. */
int call_deep(handler h, int value);
int call_twice(handler h);
int twice(int value);
int trap(void);
int is_negative(int value);
void *a_null(void *(*f)(void));
