/* Host functions with userdata, scopes, texts, lists, handles, rooms, and failures that C reports by
   calling. */
#include <stddef.h>
#include <stdint.h>

typedef struct row row;

/** Called for each row; anything but 0 stops. */
typedef int (*row_visitor)(void *arg, int n, const char **values, const char *unit);
/** Visits some rows; 4 when the visitor stopped. */
int visit_rows(row_visitor visit, void *arg, int rows);

/** Calls f, whatever it returns, and then g. */
int call_both(int (*f)(void *arg), int (*g)(void *arg), void *arg);

/** Called with a row that is lent. */
typedef int (*row_function)(row *r, int argc, row **argv);
/** The number of a row. */
int row_number(row *r);
/** Sums what f says of three rows. */
int with_rows(row_function f, int start);

/** Keeps a function until another is set. */
void set_hook(int (*hook)(void *arg, int x), void *arg);
/** Calls the hook; -1 without one. */
int run_hook(int x);
/** Forgets the hook. */
void clear_hook(void);

/** Keeps a function and destroys it later. */
int add_function(void (*f)(void *app, int x), void *app, void (*destroy)(void *));
/** Calls all functions. */
int call_functions(int x);
/** Destroys them. */
void drop_functions(void);

/** Called once. */
void at_end(void (*f)(void *), void *arg);
/** Calls it. */
void end_now(void);

/** Fills `out` with at most `room` bytes. */
typedef size_t (*reader)(void *arg, uint8_t *out, size_t room);
/** Reads all in pieces of four and sums the bytes. */
uint32_t read_all(reader read, void *arg);
/** Must fill all of `out`. */
typedef void (*filler)(uint8_t *out, size_t room);
/** Sums three bytes that come from a host. */
uint32_t fill_three(filler fill);
/** Gets `len` bytes. */
typedef void (*writer)(void *arg, const uint8_t *data, size_t len);
/** Writes the numbers up to n as bytes. */
void write_all(writer write, void *arg, int n);

/** Reports failures by calling `fail`, which must not return. */
int parse(const char *text, void (*fail)(void *arg, const char *message), void *arg);
