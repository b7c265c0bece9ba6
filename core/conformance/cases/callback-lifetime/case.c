#include "case.h"

static handler current;

void keep(handler h) { current = h; }
handler kept(void) { return current; }
int fire(int value) { return current(value); }
int fire_hooks(const struct hooks *hooks, int value) {
  int sum = 0;
  for (int i = 0; i < hooks->count; i++) sum += hooks->on_event(value + i);
  return sum;
}
int call_deep(handler h, int value) {
  volatile char room[1000];
  for (int i = 0; i < 1000; i++) room[i] = (char)value;
  int got = h(value);
  return got + (room[999] != (char)value);
}
int call_twice(handler h) { return h(1) + h(2); }
int twice(int value) { return value * 2; }
int trap(void) { __builtin_trap(); }
int is_negative(int value) { return value < 0; }
void *a_null(void *(*f)(void)) { return f(); }
