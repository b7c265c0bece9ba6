/** Records that point to records. */
struct node {
    int value;
    struct node *next;
};

struct list {
    struct node *head;
    struct node *tail;
    const char *name;
    void *extra;
};

int sum(const struct node *n);
/** Takes the nodes that it is given; they stay the caller's. */
void push(struct list *l, struct node *n);
struct node *last(struct node *n);
/** A static chain 1 -> 2 -> 3. */
struct node *chain(void);
/** A pointer outside memory in `next`. */
struct node *broken(void);
/** A node that points to itself. */
struct node *ring(void);
