/** Typed arrays of floating numbers. */
#include <stddef.h>

double sum_f64(const double *v, size_t n);
float sum_f32(const float *v, size_t n);
void scale_f64(double *v, size_t n, double by);
void scale_f32(float *v, size_t n, float by);
/** Writes the running totals of `in`. */
void accumulate(double *out, const double *in, size_t n);
