#include "case.h"

int area(const struct box *b) { return (b->max.x - b->min.x) * (b->max.y - b->min.y); }

int total(const struct scene *s) {
    int sum = s->count;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++) sum += s->grid[i][j];
    for (int i = 0; i < 3; i++)
        sum += s->boxes[i].min.x + s->boxes[i].min.y + s->boxes[i].max.x + s->boxes[i].max.y;
    return sum;
}

void shift(struct scene *s) {
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++) s->grid[i][j] *= 2;
    for (int i = 0; i < 3; i++) {
        s->boxes[i].min.x++;
        s->boxes[i].max.y--;
    }
    s->title[0] = 'S';
    s->weights[3] = 0.5;
}
