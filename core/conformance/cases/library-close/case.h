/** A library with state, closed and reset. */
#define LIMIT 10

struct pair {
    int a;
    int b;
};

int count(void);
int sum(const struct pair *p);
