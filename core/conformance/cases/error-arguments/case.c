#include "case.h"

int add(int left, int right) { return left + right; }
int none(void) { return 1; }
int unnamed(int a, const char *b) { return a + (b != 0); }
double mixed(const void *data, size_t size, double factor) { return data ? (double)size * factor : factor; }
int checksum_update(int state, const void *data, size_t size) { return state + (data ? (int)size : 0); }
