#include "case.h"

enum {
    ADDRESS, LENGTH, STATUS, ROOM, AT_CLOSE, AT_RELEASE, MESSAGE, NODES, COUNT, USERDATA, TIMES, ANSWERS
};

/* What happens when a node ends or memory is released. */
enum { NOTHING, TRAP, CALL, CALL_TWICE, CLOSE_AGAIN };

static uint64_t planted[ANSWERS];
static hook kept, kept_once;
static void *kept_arg, *once_arg;
static void (*kept_destroy)(void *);
static int is_closing;

void plant(int index, uint64_t value) {
    if (index >= 0 && index < ANSWERS) planted[index] = value;
}

uint32_t memory_end(void) { return (uint32_t)__builtin_wasm_memory_size(0) * 65536u; }
int grow(int pages) { return (int)__builtin_wasm_memory_grow(0, (unsigned long)pages); }
int answer(void) { return 42; }

static void *address(int index) { return (void *)(uintptr_t)(uint32_t)planted[index]; }

int fill(uint8_t *out, size_t *len) {
    out[0] = 7;
    *len = (size_t)planted[LENGTH];
    return (int)planted[STATUS];
}

int fill_wide(int64_t *out, int *count) {
    out[0] = 7;
    *count = (int)planted[LENGTH];
    return (int)planted[STATUS];
}

int sized(uint8_t *out) {
    out[0] = 7;
    return 0;
}

uint64_t room_size(void) { return planted[ROOM]; }

const uint8_t *bytes(size_t *len) {
    *len = (size_t)planted[LENGTH];
    return address(ADDRESS);
}

const int64_t *numbers(int *count) {
    *count = (int)planted[LENGTH];
    return address(ADDRESS);
}

const double *many(uint64_t *count) {
    *count = planted[LENGTH];
    return address(ADDRESS);
}

const uint16_t *units(size_t *count) {
    *count = (size_t)planted[LENGTH];
    return address(ADDRESS);
}

const char *text(void) { return address(ADDRESS); }
char *owned_text(void) { return address(ADDRESS); }
const struct ring *ring_at(void) { return address(ADDRESS); }

static void misbehave(int how, void *again) {
    if (how == TRAP) __builtin_trap();
    if (how == CALL || how == CALL_TWICE) kept(kept_arg, 1);
    if (how == CALL_TWICE) kept(kept_arg, 2);
    if (how == CLOSE_AGAIN && !is_closing) {
        is_closing = 1;
        close_node(again);
        is_closing = 0;
    }
}

void release(void *memory) { misbehave((int)planted[AT_RELEASE], memory); }

int find(const char **name) {
    *name = address(ADDRESS);
    return (int)planted[STATUS];
}

node *open_node(void) { return address(ADDRESS); }

node *open_child(node *parent) {
    (void)parent;
    return address(ADDRESS);
}

node *lent_node(void) { return address(ADDRESS); }

int close_node(node *n) {
    misbehave((int)planted[AT_CLOSE], n);
    return (int)planted[STATUS];
}

int node_number(node *n) { return (int)(uintptr_t)n; }
int status(void) { return (int)planted[STATUS]; }

const char *message(int code) {
    if (code == 99) __builtin_trap();
    if (code == 98) kept(kept_arg, 98);
    return address(MESSAGE);
}

void tell(witness f, void *arg) {
    f(arg, address(ADDRESS), address(MESSAGE), (size_t)planted[LENGTH], address(NODES),
      (int)planted[COUNT]);
}

uint32_t ask(source f, void *arg) {
    return (uint32_t)f(arg, address(ADDRESS), (size_t)planted[LENGTH]);
}

uint32_t checksum(const uint8_t *data, size_t len) {
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++) sum = sum * 31 + data[i];
    return sum;
}

pair exchange(pair p) { return (pair){p.y, p.x}; }

void keep(hook f, void *arg) {
    kept = f;
    kept_arg = arg;
}

int fire(int x) {
    int last = 0, times = planted[TIMES] ? (int)planted[TIMES] : 1;
    hook f = kept_once ? kept_once : kept;
    void *arg = kept_once ? once_arg : kept_arg;
    for (int i = 0; i < times && i < 2; i++) last = f(planted[USERDATA] ? address(USERDATA) : arg, x);
    return last;
}

void forget(void) { kept_once = 0; }

void keep_owned(hook f, void *arg, void (*end)(void *)) {
    kept = f;
    kept_arg = arg;
    kept_destroy = end;
}

void destroy(void) { kept_destroy(planted[USERDATA] ? address(USERDATA) : kept_arg); }

void keep_once(hook f, void *arg) {
    kept_once = f;
    once_arg = arg;
}
