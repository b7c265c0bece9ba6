#include "case.h"

#include <stdlib.h>

struct row {
    int number;
};

int visit_rows(row_visitor visit, void *arg, int rows) {
    static const char *words[] = {"one", NULL, "drei"};
    for (int i = 0; i < rows; i++)
        if (visit(arg, i % 4, words, i % 2 ? "odd" : "even")) return 4;
    return 0;
}

int call_both(int (*f)(void *arg), int (*g)(void *arg), void *arg) {
    f(arg);
    return g(arg);
}

int row_number(row *r) { return r->number; }

int with_rows(row_function f, int start) {
    row rows[3] = {{start}, {start + 1}, {start + 2}};
    row *list[3] = {&rows[0], &rows[1], &rows[2]};
    int sum = 0;
    for (int i = 0; i < 3; i++) sum += f(list[i], i + 1, list);
    return sum;
}

static int (*the_hook)(void *, int);
static void *hook_arg;

void set_hook(int (*hook)(void *arg, int x), void *arg) {
    the_hook = hook;
    hook_arg = arg;
}

int run_hook(int x) { return the_hook ? the_hook(hook_arg, x) : -1; }
void clear_hook(void) { the_hook = NULL; }

static struct {
    void (*f)(void *, int);
    void *app;
    void (*destroy)(void *);
} functions[8];
static int count;

int add_function(void (*f)(void *app, int x), void *app, void (*destroy)(void *)) {
    if (count == 8) {
        destroy(app);
        return 1;
    }
    functions[count].f = f;
    functions[count].app = app;
    functions[count++].destroy = destroy;
    return 0;
}

int call_functions(int x) {
    for (int i = 0; i < count; i++) functions[i].f(functions[i].app, x);
    return count;
}

void drop_functions(void) {
    while (count) {
        count--;
        functions[count].destroy(functions[count].app);
    }
}

static void (*end_function)(void *);
static void *end_arg;

void at_end(void (*f)(void *), void *arg) {
    end_function = f;
    end_arg = arg;
}

void end_now(void) { end_function(end_arg); }

uint32_t read_all(reader read, void *arg) {
    uint8_t piece[4];
    uint32_t sum = 0;
    for (size_t n; (n = read(arg, piece, sizeof piece));)
        for (size_t i = 0; i < n; i++) sum += piece[i];
    return sum;
}

uint32_t fill_three(filler fill) {
    uint8_t out[3];
    fill(out, 3);
    return out[0] + out[1] + out[2];
}

void write_all(writer write, void *arg, int n) {
    uint8_t data[256];
    for (int i = 0; i < n; i++) data[i] = i;
    write(arg, data, n);
}

int parse(const char *text, void (*fail)(void *arg, const char *message), void *arg) {
    int value = 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9') {
            fail(arg, "not a digit");
            abort();
        }
        value = 10 * value + *text - '0';
    }
    return value;
}
