/** Pointers and records of one library given to another. */
struct item {
    int value;
    struct item *other;
};

int value_of(const struct item *i);
struct item *shared(void);
