#include "case.h"

__attribute__((noinline)) int depth(int levels) {
    volatile int one = 1;
    return levels == 0 ? 0 : depth(levels - 1) + one;
}

__attribute__((noinline)) int heavy(int levels) {
    volatile char frame[1024];
    frame[levels % 1024] = 1;
    return levels == 0 ? 0 : heavy(levels - 1) + frame[levels % 1024];
}

__attribute__((noinline)) int endless(int x) {
    volatile int one = 1;
    return endless(x + one) + one;
}
