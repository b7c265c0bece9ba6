#include "case.h"

#include <stdlib.h>

struct queue {
    int capacity, count;
    queue_statistics statistics;
    void (*watch)(void *, int);
    void *arg;
    int values[];
};

int queue_create(int capacity, queue **out) {
    if (capacity < 1) return QUEUE_EMPTY;
    queue *made = calloc(1, sizeof(queue) + (size_t)capacity * sizeof(int));
    if (!made) return QUEUE_FULL;
    made->capacity = capacity;
    *out = made;
    return QUEUE_OK;
}

void queue_free(queue *q) {
    free(q);
}

int queue_push(queue *q, int value) {
    if (q->count == q->capacity) {
        q->statistics.refused++;
        return QUEUE_FULL;
    }
    q->values[q->count++] = value;
    q->statistics.pushed++;
    if (q->watch) q->watch(q->arg, value);
    return QUEUE_OK;
}

void queue_watch(queue *q, void (*watch)(void *, int), void *arg) {
    q->watch = watch;
    q->arg = arg;
}

int queue_count(const queue *q) {
    return q ? q->count : -1;
}

int queue_each(queue *q, queue_visitor visit, void *arg) {
    int sum = 0;
    for (int i = 0; i < q->count; i++) sum += visit(arg, q->values[i]);
    return sum;
}

int queue_range(queue *q, int *least, int *most) {
    if (q->count == 0) return QUEUE_EMPTY;
    *least = *most = q->values[0];
    for (int i = 1; i < q->count; i++) {
        if (q->values[i] < *least) *least = q->values[i];
        if (q->values[i] > *most) *most = q->values[i];
    }
    return QUEUE_OK;
}

void queue_counts(queue *q, queue_statistics *out) {
    *out = q->statistics;
}

void queue_sort(queue *q, enum queue_order order) {
    for (int i = 1; i < q->count; i++) {
        for (int j = i; j > 0; j--) {
            int a = q->values[j - 1], b = q->values[j];
            if (order == QUEUE_FIRST ? a <= b : a >= b) break;
            q->values[j - 1] = b;
            q->values[j] = a;
        }
    }
}

const char *queue_label(queue *q) {
    return q->count ? "filled" : NULL;
}

size_t queue_content(queue *q, uint8_t *out, size_t room) {
    size_t size = (size_t)q->count < room ? (size_t)q->count : room;
    for (size_t i = 0; i < size; i++) out[i] = (uint8_t)q->values[i];
    return size;
}

const char *queue_message(int status) {
    return status == QUEUE_FULL ? "the queue is full" : "the queue is empty";
}

int queue_class(int from, int import) {
    return from - import;
}
