/* A library whose every answer was planted before: nothing that it says can be trusted. */
#include <stddef.h>
#include <stdint.h>

typedef struct node node;

/** Plants the answer number `index`. */
void plant(int index, uint64_t answer);
/** The size of its memory, for answers just before or behind its end. */
uint32_t memory_end(void);
/** Gets `pages` more of memory. */
int grow(int pages);
/** The answer to all questions, and the proof that it goes on. */
int answer(void);

/** Writes one byte and says that there are `*len`. */
int fill(uint8_t *out, size_t *len);
/** As many elements as it says that there are. */
int fill_wide(int64_t *out, int *count);
/** A room that the library chooses. */
int sized(uint8_t *out);
/** How large a room is. */
uint64_t room_size(void);

/** Bytes at a planted address, of a planted length. */
const uint8_t *bytes(size_t *len);
/** Numbers of eight bytes. */
const int64_t *numbers(int *count);
/** The same with a count of 64 bits. */
const double *many(uint64_t *count);
/** UTF-16. */
const uint16_t *units(size_t *count);
/** Text up to its NUL. */
const char *text(void);
/** Text that is freed once it was copied. */
char *owned_text(void);
/** Frees, or traps, or calls what is kept. */
void release(void *memory);
/** A record at a planted address. */
const struct ring *ring_at(void);
/** A pointer behind a pointer. */
int find(const char **name);

struct ring {
    struct ring *next;
    int number;
};

/** A node, owned by the caller. */
node *open_node(void);
/** A node that belongs to another. */
node *open_child(node *parent);
/** A node that is only lent. */
node *lent_node(void);
/** Ends a node; what it does was planted. */
int close_node(node *n);
/** A number of a node. */
int node_number(node *n);

/** A status that was planted. */
int status(void);
/** What a status means. */
const char *message(int status);

/** Gets text, bytes and nodes that were planted. */
typedef void (*witness)(void *arg, const char *text, const uint8_t *data, size_t len, node **nodes,
                        int count);
/** Calls f once, with planted arguments. */
void tell(witness f, void *arg);
/** Fills a room that was planted. */
typedef size_t (*source)(void *arg, uint8_t *out, size_t room);
/** Asks f once. */
uint32_t ask(source f, void *arg);

/** What is true: a sum of bytes. */
uint32_t checksum(const uint8_t *data, size_t len);
typedef struct { int64_t x, y; } pair;
/** What is true as well: its members, exchanged. */
pair exchange(pair p);

/** A function that the library keeps. */
typedef int (*hook)(void *arg, int x);
/** Keeps f. */
void keep(hook f, void *arg);
/** Calls what is kept, with planted userdata if there is any. */
int fire(int x);
/** Lets it go; the library keeps its pointer nevertheless. */
void forget(void);
/** Keeps f until it is destroyed. */
void keep_owned(hook f, void *arg, void (*destroy)(void *));
/** Destroys it, or a planted userdata. */
void destroy(void);
/** Keeps f for one call. */
void keep_once(hook f, void *arg);
