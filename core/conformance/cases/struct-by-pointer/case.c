#include "case.h"

double vec3_square(const vec3 *v) { return v->x * v->x + v->y * v->y + v->z * v->z; }

void vec3_scale(vec3 *v, double by) {
    v->x *= by;
    v->y *= by;
    v->z *= by;
}

void vec3_set(vec3 *out, double x, double y, double z) {
    out->x = x;
    out->y = y;
    out->z = z;
}

int body_move(struct body *b, const vec3 *to) {
    b->trail[0] = b->trail[1];
    b->trail[1] = b->at;
    b->at = *to;
    b->name[0]++;
    return b->id;
}
