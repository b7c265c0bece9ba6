#include "case.h"
#include <stdarg.h>
#include <stdio.h>

int sum(int count, ...) {
  va_list ap;
  va_start(ap, count);
  int s = 0;
  for (int i = 0; i < count; i++) s += va_arg(ap, int);
  va_end(ap);
  return s;
}
long long sum_long(int count, ...) {
  va_list ap;
  va_start(ap, count);
  long long s = 0;
  for (int i = 0; i < count; i++) s += va_arg(ap, long long);
  va_end(ap);
  return s;
}
double sum_double(int count, ...) {
  va_list ap;
  va_start(ap, count);
  double s = 0;
  for (int i = 0; i < count; i++) s += va_arg(ap, double);
  va_end(ap);
  return s;
}
int format(char *out, size_t size, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = vsnprintf(out, size, format, ap);
  va_end(ap);
  return n;
}
#define ONE(type, name) type name(int n, ...) { va_list ap; va_start(ap, n); for (int i = 0; i < n; i++) (void)va_arg(ap, int); type r = va_arg(ap, type); va_end(ap); return r; }
ONE(long double, quad)
ONE(__int128, wide)
ONE(struct one, take_one)
ONE(struct two, take_two)
int take_narrow(int n, ...) { va_list ap; va_start(ap, n); struct narrow s = va_arg(ap, struct narrow); int after = va_arg(ap, int); va_end(ap); return s.c * 1000 + after; }
int take_none(int n, ...) { va_list ap; va_start(ap, n); (void)va_arg(ap, struct none); int after = va_arg(ap, int); va_end(ap); return after; }
int take_aligned(int n, ...) { va_list ap; va_start(ap, n); struct aligned s = va_arg(ap, struct aligned); int after = va_arg(ap, int); va_end(ap); return s.a * 1000 + after; }
int count_null(const char *first, ...) {
  va_list ap;
  va_start(ap, first);
  int n = 1;
  while (va_arg(ap, const char *)) n++;
  va_end(ap);
  return n;
}
int fill(int n, ...) { va_list ap; va_start(ap, n); unsigned char *p = va_arg(ap, unsigned char *); for (int i = 0; i < n; i++) p[i] = i + 1; va_end(ap); return n; }
int call_it(int n, ...) { va_list ap; va_start(ap, n); step f = va_arg(ap, step); va_end(ap); return f(n); }
double real_part(int n, ...) { va_list ap; va_start(ap, n); double _Complex c = va_arg(ap, double _Complex); va_end(ap); return n ? __imag__ c : __real__ c; }
int count_letters(int lists, ...) {
  va_list ap;
  va_start(ap, lists);
  int n = 0;
  for (int i = 0; i < lists; i++)
    for (texts list = va_arg(ap, texts); *list; list++)
      for (const char *c = *list; *c; c++) n++;
  va_end(ap);
  return n;
}
