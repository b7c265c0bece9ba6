// The library of facts.md: a depot with shelves.
#include "depot.h"

#include <stdlib.h>
#include <string.h>

uint32_t dp_checksumBytes(const uint8_t *data, size_t size) {
    uint32_t sum = 0;
    while (size--) sum += *data++;
    return sum;
}
void dp_debug_dump(void) {}

double dp_mean(const double *values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum / count;
}
void dp_reverse(int32_t *values, int count) {
    for (int i = 0, j = count - 1; i < j; i++, j--) {
        int32_t kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
int64_t dp_volume(const int32_t *heights, int width, int depth) {
    int64_t sum = 0;
    for (int i = 0; i < width * depth; i++) sum += heights[i];
    return sum;
}

void dp_divide(int a, int b, int *quotient, int *remainder) {
    *quotient = a / b;
    *remainder = a % b;
}
void dp_find_place(int shelf, dp_place *place) { *place = (dp_place){shelf / 8, shelf % 8}; }
void dp_advance(int64_t *position, int by) { *position += by; }
void dp_squares(int32_t *out, int count) {
    for (int i = 0; i < count; i++) out[i] = i * i;
}
size_t dp_bound(size_t size) { return 2 * size; }
// Runs of equal bytes: length, byte.
int dp_pack(uint8_t *out, size_t *out_size, const uint8_t *data, size_t size) {
    size_t used = 0;
    for (size_t i = 0, run; i < size; i += run) {
        for (run = 1; i + run < size && run < 255 && data[i + run] == data[i];) run++;
        if (used + 2 > *out_size) return DP_FULL;
        out[used++] = (uint8_t)run;
        out[used++] = data[i];
    }
    *out_size = used;
    return DP_OK;
}
int dp_unpack(uint8_t *out, size_t *out_size, const uint8_t *data, size_t size) {
    size_t used = 0;
    for (size_t i = 0; i + 1 < size; i += 2) {
        if (used + data[i] > *out_size) return DP_FULL;
        memset(out + used, data[i + 1], data[i]);
        used += data[i];
    }
    *out_size = used;
    return DP_OK;
}
const int32_t *dp_primes(int *count) {
    static const int32_t primes[] = {2, 3, 5, 7, 11};
    *count = 5;
    return primes;
}
const uint8_t *dp_seal(int shelf) {
    static uint8_t seal[4] = "dp";
    seal[3] = (uint8_t)shelf;
    return seal;
}

int dp_units(const uint16_t *text, size_t units) { return text[units] == 0 ? (int)units : -1; }
const char *dp_motto(void) { return "in good order"; }

int dp_first(const char *text) { return text ? (unsigned char)*text : -1; }
void dp_label(char *out, size_t room, int shelf) {
    if (room < 8) return;
    strcpy(out, "shelf ");
    out[6] = (char)('0' + shelf % 10);
    out[7] = 0;
}
char *dp_shout(const char *text) {
    char *copy = strdup(text);
    for (char *c = copy; *c; c++)
        if (*c >= 'a' && *c <= 'z') *c -= 32;
    return copy;
}
int dp_report(int shelf, char **text) {
    *text = malloc(8);
    dp_label(*text, 8, shelf);
    return 7;
}
void dp_release(void *memory) { free(memory); }

int dp_order(const char *what, int amount, int flags, int version) {
    return (what ? (int)strlen(what) : 0) + amount + flags + version;
}
int dp_is_even(int number) { return number % 2 ? 0 : 16; }

int dp_copy(dp_cursor *cursor, int key) {
    for (; cursor->left && cursor->room; cursor->left--, cursor->room--)
        *cursor->out++ = *cursor->next++ ^ (uint8_t)key;
    return cursor->left ? DP_FULL : DP_OK;
}

int dp_reserve(int shelf, int amount) {
    return amount > DP_MAX_SHELVES ? DP_FULL : amount < 1 ? DP_EMPTY : shelf + amount;
}
const char *dp_message(int status) {
    return status == DP_FULL ? "no room is left" : status == DP_EMPTY ? "nothing there" : "fine";
}

struct dp_item { int at, amount; char label[16]; };
struct dp_store {
    int count;
    dp_item *items[DP_MAX_SHELVES];
    int32_t amounts[DP_MAX_SHELVES];
    const char *reason;
    dp_hook hook, last;
    void *arg, *last_arg;
};

int dp_open(const char *name, dp_store **store) {
    *store = calloc(1, sizeof **store);
    (*store)->reason = "a store needs a name";
    return *name ? DP_OK : DP_EMPTY;
}
int dp_close(dp_store *store) {
    if (store->last) store->last(store->last_arg, store->count);
    free(store);
    return DP_OK;
}
const char *dp_reason(const dp_store *store) { return store->reason; }
int dp_store_count(const dp_store *store) { return store->count; }

dp_item *dp_add(dp_store *store, const char *label, int amount) {
    if (store->count == DP_MAX_SHELVES) return NULL;
    dp_item *item = calloc(1, sizeof *item);
    strncpy(item->label, label, sizeof item->label - 1);
    item->at = store->count;
    store->amounts[item->at] = item->amount = amount;
    return store->items[store->count++] = item;
}
dp_item *dp_find(dp_store *store, const char *label) {
    for (int i = 0; i < store->count; i++)
        if (strcmp(store->items[i]->label, label) == 0) return store->items[i];
    return NULL;
}
int dp_lookup(dp_store *store, const char *label, dp_item **item) {
    *item = dp_find(store, label);
    return *item ? DP_OK : DP_EMPTY;
}
void dp_remove(dp_store *store, dp_item *item) {
    int last = --store->count, at = item->at;
    store->items[at] = store->items[last];
    store->items[at]->at = at;
    store->amounts[at] = store->amounts[last];
    free(item);
}
dp_item *dp_move(dp_store *from, dp_store *to, const char *label) {
    dp_item *item = dp_find(from, label);
    return item ? dp_add(to, label, from->amounts[item->at]) : NULL;
}
int dp_copy_item(const dp_item *item, dp_store *to, dp_item **copy) {
    *copy = dp_add(to, item->label, item->amount);
    return *copy ? DP_OK : DP_FULL;
}
int dp_amount(const dp_item *item) { return item->amount; }
int dp_same(const dp_item *a, const dp_item *b) { return a == b; }
const int32_t *dp_amounts(dp_store *store) { return store->amounts; }
void dp_amounts_of(dp_store *store, const int32_t **amounts) { *amounts = store->amounts; }
void dp_fill(dp_store *store, int amount) {
    for (int i = 0; i < store->count; i++) store->amounts[i] = store->items[i]->amount = amount;
    if (store->hook) store->hook(store->arg, amount);
}

int dp_counter_up(dp_counter *counter, int step) {
    counter->step = step;
    return step > 0 ? DP_OK : DP_EMPTY;
}
int dp_counter_down(dp_counter *counter, int step) { return dp_counter_up(counter, step); }
int dp_counter_next(dp_counter *counter) { return counter->value += counter->step; }
int dp_counter_back(dp_counter *counter) { return counter->value -= counter->step; }
dp_counter *dp_counter_zero(dp_counter *counter) {
    counter->value = 0;
    return counter;
}
int dp_counter_in(dp_store *store, dp_counter *counter) {
    counter->step = store->count;
    return DP_OK;
}
int dp_counter_end(dp_counter *counter) { return counter->step ? DP_OK : DP_EMPTY; }
static int locked[DP_MAX_SHELVES];
void dp_lock_shelf(int shelf, dp_lock *lock) {
    lock->shelf = shelf % DP_MAX_SHELVES;
    locked[lock->shelf] = 1;
}
void dp_unlock(dp_lock *lock) { locked[lock->shelf] = 0; }
int dp_is_locked(int shelf) { return locked[shelf % DP_MAX_SHELVES]; }

int dp_visit(dp_store *store, dp_visitor visit, void *arg) {
    for (int i = 0, status; i < store->count; i++)
        if ((status = visit(arg, store->items[i]->label, store->amounts[i]))) return status;
    return DP_OK;
}
void dp_on_fill(dp_store *store, dp_hook hook, void *arg) {
    store->hook = hook;
    store->arg = arg;
}
void dp_off_fill(dp_store *store) { store->hook = NULL; }
void dp_at_close(dp_store *store, dp_hook hook, void *arg) {
    store->last = hook;
    store->last_arg = arg;
}
static struct { int (*rule)(void *, int); void *app; void (*drop)(void *); } rules[8];
static int rule_count;
int dp_add_rule(int (*rule)(void *app, int amount), void *app, void (*drop)(void *app)) {
    rules[rule_count].rule = rule;
    rules[rule_count].app = app;
    rules[rule_count].drop = drop;
    return ++rule_count;
}
int dp_rules(int amount) {
    for (int i = 0; i < rule_count; i++) amount = rules[i].rule(rules[i].app, amount);
    return amount;
}
void dp_drop_rules(void) {
    while (rule_count) rule_count--, rules[rule_count].drop(rules[rule_count].app);
}
size_t dp_transfer(dp_reader read, dp_writer write, void *arg) {
    uint8_t block[4];
    size_t all = 0;
    for (size_t size; (size = read(arg, block, sizeof block)) > 0; all += size)
        write(arg, block, size);
    return all;
}
void dp_head(int (*fill)(uint8_t *out, size_t room), uint8_t *out) { fill(out, 4); }
int dp_table(int (*row)(int count, const char **cells, const double *numbers)) {
    const char *cells[] = {"bolts", NULL};
    const double numbers[] = {1.5, 2.5};
    return row(2, cells, numbers);
}
int dp_choose(dp_store *store, int (*choose)(dp_store *store, int count, dp_item **items)) {
    return choose(store, store->count, store->items);
}
int dp_number(const char *text, void (*fail)(void *arg, const char *message), void *arg) {
    int number = 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9') fail(arg, "not a digit");
        number = 10 * number + *text - '0';
    }
    return number;
}
