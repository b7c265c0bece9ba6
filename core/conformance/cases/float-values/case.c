#include "case.h"

#include <string.h>

double same_double(double x) { return x; }
float same_float(float x) { return x; }
double widen(float x) { return x; }
float narrow(double x) { return (float)x; }
double divide(double a, double b) { return a / b; }
int is_negative_zero(double x) { return x == 0 && __builtin_signbit(x) != 0; }

int float_bits(float x) {
    int bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
