/* Handles: owned and lent, with parents, over memory of the library's and of the caller's. */
#include <stdint.h>

typedef struct shelf shelf;
typedef struct box box;

/** Opens a shelf; *out is set even when it fails. */
int shelf_open(const char *name, shelf **out);
/** Closes a shelf. */
int shelf_close(shelf *s);
/** A box on a shelf. */
box *shelf_add(shelf *s, int size);
/** The box at a place, which stays the shelf's; NULL beyond the last. */
box *shelf_box(shelf *s, int place);
/** Counts boxes. */
int shelf_count(const shelf *s);
/** The shelf's name, for as long as it is open or until it is renamed. */
const int32_t *shelf_label(shelf *s);
/** Renames it. */
void shelf_rename(shelf *s, int label);
/** Takes a box away. */
void box_remove(box *b);
/** Puts something in; fails when it is full. */
int box_put(box *b, int what);
/** What is inside. */
int box_sum(const box *b);
/** The shelf that it stands on. */
shelf *box_shelf(box *b);
/** Whether two are the same; either may be NULL. */
int box_same(const box *a, const box *b);
/** Opened minus closed, shelves and boxes. */
int shelf_alive(void);
/** Why the last call failed. */
const char *shelf_message(const shelf *s);

/** Whether it is that shelf, whatever points to it. */
int shelf_is(const void *p, const shelf *s);
/** How pointers to shelves may be called. */
typedef const shelf *shelf_in;
/** How many of the `count` pointers that follow are that shelf. */
int shelf_among(const shelf *s, int count, ...);
/** Says which shelf. */
typedef const shelf *(*chooser)(int place);
/** Whether that shelf is chosen. */
int shelf_chosen(const shelf *s, chooser choose);
/** Adds bytes up. */
int shelf_weigh(const void *data, int size);

/** Something on its way to a shelf. */
typedef struct {
    const shelf *to;
    int weight;
} parcel;
/** The label of the shelf that it goes to. */
int parcel_label(const parcel *p);

/** A counter in the caller's memory. */
typedef struct {
    int value;
    int step;
} counter;
/** Starts it; a step of 0 fails. */
int counter_init(counter *c, int step);
/** Counts. */
int counter_next(counter *c);
/** Ends it. */
void counter_end(counter *c);
