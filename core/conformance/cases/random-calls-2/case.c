#include "case.h"
#include <stddef.h>
#include <string.h>

typedef unsigned __int128 words;

static char places[4];
static words get(const int *v) { words x; memcpy(&x, v, 16); return x; }
static void put(int *v, words x) { memcpy(v, &x, 16); }
static float as_float(unsigned x) { float f; memcpy(&f, &x, 4); return f; }
static double as_double(unsigned long long x) { double d; memcpy(&d, &x, 8); return d; }
static long double as_quad(words x) { long double q; memcpy(&q, &x, 16); return q; }
static words of_float(float f) { unsigned x; memcpy(&x, &f, 4); return x; }
static words of_double(double d) { unsigned long long x; memcpy(&x, &d, 8); return x; }
static words of_quad(long double q) { words x; memcpy(&x, &q, 16); return x; }

#define GET(to, value) do { words x = get(v); to = value; v += 4; } while (0)
#define PUT(value) do { put(v, value); v += 4; } while (0)

void *place(int number) { return number ? &places[number - 1] : 0; }

unsigned layout(int type, int index) {
  static const unsigned all[][16] = {
    {sizeof(T0), _Alignof(T0)},
    {sizeof(T1), _Alignof(T1)},
    {sizeof(T2), _Alignof(T2), offsetof(T2, m0), offsetof(T2, m1)},
    {sizeof(T3), _Alignof(T3), offsetof(T3, m0), offsetof(T3, m1), offsetof(T3, m2), offsetof(T3, m3), offsetof(T3, m4)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m1)},
    {sizeof(T5), _Alignof(T5), offsetof(T5, m0)},
    {sizeof(T6), _Alignof(T6), offsetof(T6, m1)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m0), offsetof(T7, m1), offsetof(T7, m3), offsetof(T7, m6)},
  };
  return all[type][index];
}

void fill_0(T0 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_0(const T0 *p, int *v, int which) {
}

void fill_1(T1 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (signed char)x);
}
void read_1(const T1 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 4) {
  case 0:
  break;
  case 1:
  GET(p->m1, (unsigned long long)x);
  break;
  case 2:
  GET(p->m2, (unsigned char)x);
  break;
  case 3:
  GET(p->m3, (int)x);
  break;
  }
}
void read_2(const T2 *p, int *v, int which) {
  switch (which % 4) {
  case 0:
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2));
  break;
  case 3:
  PUT((words)(__int128)(p->m3));
  break;
  }
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_float(x));
  GET(p->m1, (unsigned char)x);
  GET(p->m2[0][0], (long)x);
  GET(p->m2[0][1], (long)x);
  GET(p->m2[0][2], (long)x);
  GET(p->m2[1][0], (long)x);
  GET(p->m2[1][1], (long)x);
  GET(p->m2[1][2], (long)x);
  GET(p->m2[2][0], (long)x);
  GET(p->m2[2][1], (long)x);
  GET(p->m2[2][2], (long)x);
  GET(p->m3, (enum color)x);
  GET(p->m4, as_float(x));
  GET(p->m5, (short)x);
}
void read_3(const T3 *p, int *v, int which) {
  PUT(of_float(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2[0][0]));
  PUT((words)(__int128)(p->m2[0][1]));
  PUT((words)(__int128)(p->m2[0][2]));
  PUT((words)(__int128)(p->m2[1][0]));
  PUT((words)(__int128)(p->m2[1][1]));
  PUT((words)(__int128)(p->m2[1][2]));
  PUT((words)(__int128)(p->m2[2][0]));
  PUT((words)(__int128)(p->m2[2][1]));
  PUT((words)(__int128)(p->m2[2][2]));
  PUT((words)(__int128)(p->m3));
  PUT(of_float(p->m4));
  PUT((words)(__int128)(p->m5));
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0, (unsigned long)x);
  break;
  case 1:
  break;
  }
}
void read_4(const T4 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  break;
  }
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0, as_double(x));
  break;
  case 1:
  GET(p->m1, (unsigned char)x);
  break;
  }
}
void read_5(const T5 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT(of_double(p->m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  }
}

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (long)x);
  GET(p->m1, (unsigned long)x);
}
void read_6(const T6 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0.m0, (unsigned long)x);
  break;
  case 1:
  break;
  }
  GET(p->m1, as_double(x));
  GET(p->m2, (short)x);
  GET(p->m3, (unsigned)x);
  GET(p->m4, (enum color)x);
}
void read_7(const T7 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m0.m0));
  break;
  case 1:
  break;
  }
  PUT(of_double(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4));
}

void s0(double a0, T7 a1, int *v) {
  PUT(of_double(a0));
  switch (0 % 2) {
  case 0:
  PUT((words)(__int128)(a1.m0.m0));
  break;
  case 1:
  break;
  }
  PUT(of_double(a1.m1));
  PUT((words)(__int128)(a1.m2));
  PUT((words)(__int128)(a1.m3));
  PUT((words)(__int128)(a1.m4));
}

void s1(int a0, int *v) {
  PUT((words)(__int128)(a0));
}

T6 s2(unsigned char a0, T6 a1, unsigned long long a2, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1.m0));
  PUT((words)(__int128)(a1.m1));
  PUT((words)(__int128)(a2));
  return a1;
}

unsigned long long s3(T4 a0, unsigned long long a1, T5 a2, T1 a3, enum change a4, enum color a5, int *v) {
  switch (3 % 2) {
  case 0:
  PUT((words)(__int128)(a0.m0));
  break;
  case 1:
  break;
  }
  PUT((words)(__int128)(a1));
  switch (3 % 2) {
  case 0:
  PUT(of_double(a2.m0));
  break;
  case 1:
  PUT((words)(__int128)(a2.m1));
  break;
  }
  PUT((words)(__int128)(a3.m0));
  PUT((words)(__int128)(a4));
  PUT((words)(__int128)(a5));
  return a1;
}

void s4(long long a0, int *v) {
  PUT((words)(__int128)(a0));
}

double s5(double a0, int *v) {
  PUT(of_double(a0));
  return a0;
}

void s6(float a0, int *v) {
  PUT(of_float(a0));
}

void s7(signed char a0, enum color a1, enum small a2, T4 a3, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  switch (7 % 2) {
  case 0:
  PUT((words)(__int128)(a3.m0));
  break;
  case 1:
  break;
  }
}

T4 s8(long a0, unsigned short a1, T4 a2, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  switch (8 % 2) {
  case 0:
  PUT((words)(__int128)(a2.m0));
  break;
  case 1:
  break;
  }
  return a2;
}

unsigned char s9(T7 a0, unsigned long a1, unsigned char a2, T2 a3, long a4, int *v) {
  switch (9 % 2) {
  case 0:
  PUT((words)(__int128)(a0.m0.m0));
  break;
  case 1:
  break;
  }
  PUT(of_double(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m4));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  switch (9 % 4) {
  case 0:
  break;
  case 1:
  PUT((words)(__int128)(a3.m1));
  break;
  case 2:
  PUT((words)(__int128)(a3.m2));
  break;
  case 3:
  PUT((words)(__int128)(a3.m3));
  break;
  }
  PUT((words)(__int128)(a4));
  return a2;
}

T7 s10(T7 a0, T1 a1, int *v) {
  switch (10 % 2) {
  case 0:
  PUT((words)(__int128)(a0.m0.m0));
  break;
  case 1:
  break;
  }
  PUT(of_double(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m4));
  PUT((words)(__int128)(a1.m0));
  return a0;
}

void s11(double a0, T0 a1, _Bool a2, _Bool a3, int *v) {
  PUT(of_double(a0));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
}

void s12(double a0, double a1, T4 a2, enum color a3, T4 a4, int *v) {
  PUT(of_double(a0));
  PUT(of_double(a1));
  switch (12 % 2) {
  case 0:
  PUT((words)(__int128)(a2.m0));
  break;
  case 1:
  break;
  }
  PUT((words)(__int128)(a3));
  switch (12 % 2) {
  case 0:
  PUT((words)(__int128)(a4.m0));
  break;
  case 1:
  break;
  }
}

void s13(unsigned long long a0, int *v) {
  PUT((words)(__int128)(a0));
}

unsigned char s14(float a0, unsigned char a1, float a2, float a3, int *v) {
  PUT(of_float(a0));
  PUT((words)(__int128)(a1));
  PUT(of_float(a2));
  PUT(of_float(a3));
  return a1;
}

unsigned long long s15(T4 a0, T5 a1, float a2, unsigned long long a3, T4 a4, T2 a5, int *v) {
  switch (15 % 2) {
  case 0:
  PUT((words)(__int128)(a0.m0));
  break;
  case 1:
  break;
  }
  switch (15 % 2) {
  case 0:
  PUT(of_double(a1.m0));
  break;
  case 1:
  PUT((words)(__int128)(a1.m1));
  break;
  }
  PUT(of_float(a2));
  PUT((words)(__int128)(a3));
  switch (15 % 2) {
  case 0:
  PUT((words)(__int128)(a4.m0));
  break;
  case 1:
  break;
  }
  switch (15 % 4) {
  case 0:
  break;
  case 1:
  PUT((words)(__int128)(a5.m1));
  break;
  case 2:
  PUT((words)(__int128)(a5.m2));
  break;
  case 3:
  PUT((words)(__int128)(a5.m3));
  break;
  }
  return a3;
}

float s16(float a0, double a1, int *v) {
  PUT(of_float(a0));
  PUT(of_double(a1));
  return a0;
}

void s17(T7 a0, int *v) {
  switch (17 % 2) {
  case 0:
  PUT((words)(__int128)(a0.m0.m0));
  break;
  case 1:
  break;
  }
  PUT(of_double(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m4));
}

unsigned long long s18(unsigned a0, T0 a1, short a2, enum small a3, unsigned long long a4, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
  PUT((words)(__int128)(a4));
  return a4;
}

unsigned long long s19(T5 a0, unsigned long long a1, double a2, unsigned long long a3, double a4, int *v) {
  switch (19 % 2) {
  case 0:
  PUT(of_double(a0.m0));
  break;
  case 1:
  PUT((words)(__int128)(a0.m1));
  break;
  }
  PUT((words)(__int128)(a1));
  PUT(of_double(a2));
  PUT((words)(__int128)(a3));
  PUT(of_double(a4));
  return a1;
}
