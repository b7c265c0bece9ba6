#include "case.h"

int add(int a, int b) { return a + b; }
double scale(double x) { return x * 2; }
