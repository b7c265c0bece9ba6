/** An opaque handle: made, used and destroyed by the library. */
typedef struct counter counter;

counter *counter_open(int start);
int counter_next(counter *c);
/** Gives the name; owned by the counter. */
const char *counter_name(const counter *c);
int counter_rename(counter *c, const char *name);
void counter_close(counter *c);
/** How many are open. */
int counter_alive(void);
/** Stores a new counter; 0 when that worked. */
int counter_open2(int start, counter **out);
