#include "case.h"

double sum_f64(const double *v, size_t n) {
    double total = 0;
    for (size_t i = 0; i < n; i++) total += v[i];
    return total;
}

float sum_f32(const float *v, size_t n) {
    float total = 0;
    for (size_t i = 0; i < n; i++) total += v[i];
    return total;
}

void scale_f64(double *v, size_t n, double by) {
    for (size_t i = 0; i < n; i++) v[i] *= by;
}

void scale_f32(float *v, size_t n, float by) {
    for (size_t i = 0; i < n; i++) v[i] *= by;
}

void accumulate(double *out, const double *in, size_t n) {
    double total = 0;
    for (size_t i = 0; i < n; i++) out[i] = total += in[i];
}
