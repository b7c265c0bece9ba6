// The library of handles.md: books with pages and readers.
#include "book.h"

#include <stdlib.h>
#include <string.h>

#define PAGES 16

struct page {
    char text[32];
};
struct book {
    int count, readers;
    page *pages[PAGES];
    int *marks;
    void (*added)(void *arg, page *p);
    void *arg;
};
struct reader {
    book *of;
    int at;
};

static int readers_open;

int book_open(const char *title, book **out) {
    if (*title == 0) return -1;
    *out = calloc(1, sizeof **out);
    return 0;
}

int book_close(book *b) {
    if (b->readers) return -2;
    for (int i = 0; i < b->count; i++) free(b->pages[i]);
    free(b->marks);
    free(b);
    return 0;
}

const char *book_reason(int status) {
    return status == -1 ? "a book needs a title" : "a reader is open";
}

page *book_add(book *b, const char *text) {
    if (b->count == PAGES) return NULL;
    page *p = calloc(1, sizeof *p);
    strncpy(p->text, text, sizeof p->text - 1);
    b->pages[b->count++] = p;
    b->marks = realloc(b->marks, b->count * sizeof *b->marks);
    b->marks[b->count - 1] = (int)strlen(p->text);
    if (b->added) b->added(b->arg, p);
    return p;
}

page *book_page(book *b, int number) {
    return number >= 0 && number < b->count ? b->pages[number] : NULL;
}

const int *book_marks(book *b) { return b->marks; }

void book_on_add(book *b, void (*added)(void *arg, page *p), void *arg) {
    b->added = added;
    b->arg = arg;
}

int book_each(book *b, int (*visit)(void *arg, page *p), void *arg) {
    for (int i = 0, status; i < b->count; i++)
        if ((status = visit(arg, b->pages[i]))) return status;
    return 0;
}

const char *page_text(const page *p) { return p->text; }

reader *book_reader(book *b) {
    reader *r = calloc(1, sizeof *r);
    r->of = b;
    b->readers++;
    readers_open++;
    return r;
}

const char *reader_next(reader *r) {
    return r->at < r->of->count ? r->of->pages[r->at++]->text : NULL;
}

void reader_close(reader *r) {
    r->of->readers--;
    readers_open--;
    free(r);
}

int book_readers_open(void) { return readers_open; }
