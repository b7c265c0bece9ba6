#include "case.h"

int elsewhere(int x);

int plain(int x) { return x + 1; }
int through(int x) { return elsewhere(x) + 1; }
