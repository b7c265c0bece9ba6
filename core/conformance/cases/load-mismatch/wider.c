#include "wider.h"

long long add(long long a, long long b) { return a + b; }
double scale(double x) { return x * 2; }
