/** Records in records, arrays of records, arrays of arrays. */
struct point {
    int x;
    int y;
};

struct box {
    struct point min;
    struct point max;
};

struct scene {
    char title[12];
    struct box boxes[3];
    int grid[2][3];
    double weights[4];
    struct point *picked;
    unsigned char count;
};

int area(const struct box *b);
/** The sum of `grid`, of all corners and of `count`. */
int total(const struct scene *s);
/** Doubles the grid and moves every box by one. */
void shift(struct scene *s);
