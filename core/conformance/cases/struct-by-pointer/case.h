/** Structs that cross by pointer: filled by the host, changed by the guest. */
typedef struct vec3 {
    double x;
    double y;
    double z;
} vec3;

struct body {
    int id;
    vec3 at;
    vec3 trail[2];
    char name[8];
};

/** The length of a vector, squared. */
double vec3_square(const vec3 *v);
/** Multiplies a vector in place. */
void vec3_scale(vec3 *v, double by);
/** Writes a vector that the caller owns. */
void vec3_set(vec3 *out, double x, double y, double z);
/** Moves `at` to the end of the trail and to a new place. */
int body_move(struct body *b, const vec3 *to);
