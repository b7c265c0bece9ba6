#include "extra.h"

int add(int a, int b, int c) { return a + b + c; }
double scale(double x) { return x * 2; }
