#include "case.h"
int trace(const int (*rows)[3], int count) { int n = 0; for (int i = 0; i < count && i < 3; i++) n += rows[i][i]; return n; }
void scale(int (*rows)[3], int count, int by) { for (int i = 0; i < count; i++) for (int j = 0; j < 3; j++) rows[i][j] *= by; }
int spread(const struct point *points, int count) { int n = 0; for (int i = 0; i < count; i++) n += points[i].x * points[i].y; return n; }
struct board turned(struct board b) { int kept = b.cells[0][0]; b.cells[0][0] = b.cells[1][2]; b.cells[1][2] = kept; b.corners[1] = b.corners[0]; b.names[1][0] = b.names[0][0]; return b; }
int sum4(int values[4]) { return values[0] + values[1] + values[2] + values[3]; }
