#include "case.h"

#include <stdint.h>

int sum(const struct node *n) {
    int total = 0;
    for (; n; n = n->next) total += n->value;
    return total;
}

void push(struct list *l, struct node *n) {
    if (l->tail)
        l->tail->next = n;
    else
        l->head = n;
    l->tail = n;
    l->name = "pushed";
    l->extra = n;
}

struct node *last(struct node *n) {
    while (n && n->next) n = n->next;
    return n;
}

struct node *chain(void) {
    static struct node nodes[3];
    for (int i = 0; i < 3; i++) {
        nodes[i].value = i + 1;
        nodes[i].next = i < 2 ? &nodes[i + 1] : 0;
    }
    return nodes;
}

struct node *broken(void) {
    static struct node node;
    node.value = 4;
    node.next = (struct node *)(uintptr_t)0xfffffff8u;
    return &node;
}

struct node *ring(void) {
    static struct node node;
    node.value = 5;
    node.next = &node;
    return &node;
}
