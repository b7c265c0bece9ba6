/* A small library as packages have them: handles, failures, a record, an enumeration, callbacks. */
#include <stddef.h>
#include <stdint.h>

/** A queue of numbers. */
typedef struct queue queue;

#define QUEUE_OK 0
/** There is no room. */
#define QUEUE_FULL 1
#define QUEUE_EMPTY 2
/** What the library calls "itself". */
#define QUEUE_NAME "a \"queue\" of C:\\numbers"

/** Which end comes first. */
enum queue_order {
    /** Smallest first. */
    QUEUE_FIRST,
    QUEUE_LAST = 7
};

/** Counts. */
typedef struct {
    /** How many went in. */
    int32_t pushed;
    /** How many did not. */
    int32_t refused;
} queue_statistics;

/** Called with each number; what it returns is summed. */
typedef int (*queue_visitor)(void *arg, int value);

/** Makes a queue for so many numbers.
 *
 *  It says nothing of \0 or """quotes""".
 */
int queue_create(int capacity, queue **out);
/** Ends it. */
void queue_free(queue *q);
/** Puts a number in. */
int queue_push(queue *q, int value);
/** Called with each number that goes in, until another one is set or the queue ends. */
void queue_watch(queue *q, void (*watch)(void *arg, int value), void *arg);
/** How many are in; -1 for NULL. */
int queue_count(const queue *q);
/** Sums what the visitor says. */
int queue_each(queue *q, queue_visitor visit, void *arg);
/** The least and the most. */
int queue_range(queue *q, int *least, int *most);
/** What was counted. */
void queue_counts(queue *q, queue_statistics *out);
/** Sorts. */
void queue_sort(queue *q, enum queue_order order);
/** Its label, if it has one. */
const char *queue_label(queue *q);
/** The numbers' bytes. */
size_t queue_content(queue *q, uint8_t *out, size_t room);
/** Why. */
const char *queue_message(int status);
/** A name that Python and Java reserve. */
int queue_class(int from, int import);
