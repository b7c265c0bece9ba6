/** Record values on the host's side. */
typedef struct {
    int x;
    int y;
} point;

typedef struct pair {
    point first;
    point second;
    unsigned char tag;
} pair;

struct opaque;

int sum(const pair *p);
struct opaque *make(void);
int is_made(const struct opaque *o);
