#include "case.h"
#include <string.h>

void sort_ints(int *values, int count, compare_ints order) {
  for (int i = 1; i < count; i++)
    for (int j = i; j > 0 && order(&values[j - 1], &values[j]) > 0; j--) {
      int kept = values[j];
      values[j] = values[j - 1];
      values[j - 1] = kept;
    }
}
void sort_words(char *words, int count, size_t size, compare order) {
  char kept[64];
  for (int i = 1; i < count; i++)
    for (int j = i; j > 0 && order(words + (j - 1) * size, words + j * size) > 0; j--) {
      memcpy(kept, words + j * size, size);
      memcpy(words + j * size, words + (j - 1) * size, size);
      memcpy(words + (j - 1) * size, kept, size);
    }
}
void each(int count, visit callback, void *data) { for (int i = 0; i < count; i++) callback(i, data); }
int apply(int (*f)(int, int), int a, int b) { return f(a, b); }
long long apply_long(long long (*f)(long long, unsigned long long), long long a, unsigned long long b) { return f(a, b); }
double apply_double(double (*f)(float, double), float a, double b) { return f(a, b); }
bool apply_bool(bool (*f)(bool), bool b) { return f(b); }
int apply_narrow(signed char (*f)(signed char, unsigned short), int a, int b) { return f((signed char)a, (unsigned short)b); }
struct point apply_point(move_point f, struct point p) { return f(p, 10); }
struct single apply_single(scale f, struct single s) { return f(s); }
struct pair apply_pair(change_pair f, struct pair p) { return f(p); }
long double apply_quad(stretch f, long double x) { return f(x); }
__int128 apply_wide(widen f, __int128 x) { return f(x) + 1; }
int apply_text(int (*f)(const char *), int which) { return f(which == 0 ? "zero" : which == 1 ? "\xff" : 0); }
const char *apply_gives_text(const char *(*f)(void)) { return f(); }
int query(row callback, void *data) {
  char *names[] = {"id", "name"};
  char *first[] = {"1", "one"};
  char *second[] = {"2", 0};
  int stopped = callback(data, 2, first, names);
  return stopped ? stopped : callback(data, 2, second, names);
}
int is_null(visit callback) { return callback == 0; }
