#include "case.h"

int fine(int x) { return x + 1; }
int divide(int a, int b) { return a / b; }
int overflow_divide(int a, int b) { return a / b; }
int read_at(size_t address) { return *(volatile int *)address; }
void write_at(size_t address, int value) { *(volatile int *)address = value; }
void unreachable(void) { __builtin_trap(); }

int call_null(void) {
    int (*volatile function)(int) = 0;
    return function(1);
}

double call_wrong(void) {
    int (*volatile function)(int) = fine;
    return ((double (*)(double))function)(1.0);
}

/* The compiler is made to believe that the instruction that traps is what C wants. */
int convert(double x) { return (int)x; }

__attribute__((noinline)) static int inner(volatile int *x) {
    int value = *x;
    __builtin_trap();
    return value;
}

__attribute__((noinline)) static int middle(volatile int *x) { return inner(x) + *x; }

int outer(int x) {
    volatile int copy = x;
    return middle(&copy) + 1;
}
