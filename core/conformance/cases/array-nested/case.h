/** Arrays of arrays and of records. */
struct point { int x, y; };
struct board { int cells[2][3]; struct point corners[2]; char names[2][4]; };
int trace(const int (*rows)[3], int count);
void scale(int (*rows)[3], int count, int by);
int spread(const struct point *points, int count);
struct board turned(struct board b);
int sum4(int values[4]);
