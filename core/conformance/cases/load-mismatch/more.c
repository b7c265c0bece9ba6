#include "more.h"

int add(int a, int b) { return a + b; }
double scale(double x) { return x * 2; }
int subtract(int a, int b) { return a - b; }
