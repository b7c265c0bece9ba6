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
    {sizeof(T0), _Alignof(T0), offsetof(T0, m0), offsetof(T0, m1), offsetof(T0, m3), offsetof(T0, m4)},
    {sizeof(T1), _Alignof(T1)},
    {sizeof(T2), _Alignof(T2), offsetof(T2, m0), offsetof(T2, m1)},
    {sizeof(T3), _Alignof(T3), offsetof(T3, m1), offsetof(T3, m2), offsetof(T3, m3), offsetof(T3, m5), offsetof(T3, m6)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m1), offsetof(T4, m4), offsetof(T4, m5)},
    {sizeof(T5), _Alignof(T5)},
    {sizeof(T6), _Alignof(T6)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m0), offsetof(T7, m3)},
  };
  return all[type][index];
}

void fill_0(T0 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (_Bool)x);
  GET(p->m1, (enum small)x);
  GET(p->m2, (char)x);
  GET(p->m3, as_double(x));
  GET(p->m4, (char)x);
  GET(p->mx0_5, (enum small)x);
}
void read_0(const T0 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT(of_double(p->m3));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->mx0_5));
}

void fill_1(T1 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_1(const T1 *p, int *v, int which) {
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 3) {
  case 0:
  GET(p->m0[0], (unsigned)x);
  break;
  case 1:
  GET(p->m1, (_Bool)x);
  break;
  case 2:
  switch (which % 3) {
  case 0:
  GET(p->mx0_2, (long)x);
  break;
  case 1:
  GET(p->mx1_2, (unsigned)x);
  break;
  case 2:
  GET(p->mx2_2, (unsigned short)x);
  break;
  }
  break;
  }
}
void read_2(const T2 *p, int *v, int which) {
  switch (which % 3) {
  case 0:
  PUT((words)(__int128)(p->m0[0]));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  switch (which % 3) {
  case 0:
  PUT((words)(__int128)(p->mx0_2));
  break;
  case 1:
  PUT((words)(__int128)(p->mx1_2));
  break;
  case 2:
  PUT((words)(__int128)(p->mx2_2));
  break;
  }
  break;
  }
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m2, (_Bool)x);
  GET(p->m3[0], (long)x);
  GET(p->m4, (long)x);
  GET(p->m5[0][0], (unsigned long long)x);
  GET(p->m5[1][0], (unsigned long long)x);
  GET(p->m5[2][0], (unsigned long long)x);
  GET(p->m6, (long long)x);
}
void read_3(const T3 *p, int *v, int which) {
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3[0]));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5[0][0]));
  PUT((words)(__int128)(p->m5[1][0]));
  PUT((words)(__int128)(p->m5[2][0]));
  PUT((words)(__int128)(p->m6));
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (enum small)x);
  GET(p->m1[0], as_double(x));
  GET(p->m1[1], as_double(x));
  GET(p->m2, (long)x);
  GET(p->m3, (int)x);
  GET(p->m4, (unsigned short)x);
  GET(p->m5, (unsigned)x);
}
void read_4(const T4 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT(of_double(p->m1[0]));
  PUT(of_double(p->m1[1]));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5));
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (signed char)x);
}
void read_5(const T5 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_6(const T6 *p, int *v, int which) {
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 4) {
  case 0:
  GET(p->m0, (long long)x);
  break;
  case 1:
  GET(p->m1, (long long)x);
  break;
  case 2:
  GET(p->m2, (unsigned long)x);
  break;
  case 3:
  GET(p->m3, as_double(x));
  break;
  }
}
void read_7(const T7 *p, int *v, int which) {
  switch (which % 4) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2));
  break;
  case 3:
  PUT(of_double(p->m3));
  break;
  }
}

void s0(int *v) {
}

enum small s1(enum small a0, enum small a1, T7 a2, T1 a3, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  switch (1 % 4) {
  case 0:
  PUT((words)(__int128)(a2.m0));
  break;
  case 1:
  PUT((words)(__int128)(a2.m1));
  break;
  case 2:
  PUT((words)(__int128)(a2.m2));
  break;
  case 3:
  PUT(of_double(a2.m3));
  break;
  }
  return a1;
}

_Bool s2(unsigned a0, short a1, long long a2, _Bool a3, float a4, unsigned a5, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
  PUT(of_float(a4));
  PUT((words)(__int128)(a5));
  return a3;
}

T1 s3(T1 a0, unsigned short a1, int *v) {
  PUT((words)(__int128)(a1));
  return a0;
}

double s4(T5 a0, double a1, T6 a2, unsigned a3, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT(of_double(a1));
  PUT((words)(__int128)(a3));
  return a1;
}

float s5(float a0, T1 a1, int *v) {
  PUT(of_float(a0));
  return a0;
}

char s6(char a0, signed char a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  return a0;
}

void s7(T1 a0, int *v) {
}

void s8(T1 a0, double a1, int *v) {
  PUT(of_double(a1));
}

void s9(unsigned a0, T5 a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1.m0));
}

T5 s10(T2 a0, signed char a1, T5 a2, T7 a3, T5 a4, double a5, int *v) {
  switch (10 % 3) {
  case 0:
  PUT((words)(__int128)(a0.m0[0]));
  break;
  case 1:
  PUT((words)(__int128)(a0.m1));
  break;
  case 2:
  switch (10 % 3) {
  case 0:
  PUT((words)(__int128)(a0.mx0_2));
  break;
  case 1:
  PUT((words)(__int128)(a0.mx1_2));
  break;
  case 2:
  PUT((words)(__int128)(a0.mx2_2));
  break;
  }
  break;
  }
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.m0));
  switch (10 % 4) {
  case 0:
  PUT((words)(__int128)(a3.m0));
  break;
  case 1:
  PUT((words)(__int128)(a3.m1));
  break;
  case 2:
  PUT((words)(__int128)(a3.m2));
  break;
  case 3:
  PUT(of_double(a3.m3));
  break;
  }
  PUT((words)(__int128)(a4.m0));
  PUT(of_double(a5));
  return a2;
}

T7 s11(double a0, T7 a1, int *v) {
  PUT(of_double(a0));
  switch (11 % 4) {
  case 0:
  PUT((words)(__int128)(a1.m0));
  break;
  case 1:
  PUT((words)(__int128)(a1.m1));
  break;
  case 2:
  PUT((words)(__int128)(a1.m2));
  break;
  case 3:
  PUT(of_double(a1.m3));
  break;
  }
  return a1;
}

void s12(int *v) {
}

void s13(float a0, int *v) {
  PUT(of_float(a0));
}

T2 s14(T3 a0, T2 a1, T2 a2, int *v) {
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a0.m3[0]));
  PUT((words)(__int128)(a0.m4));
  PUT((words)(__int128)(a0.m5[0][0]));
  PUT((words)(__int128)(a0.m5[1][0]));
  PUT((words)(__int128)(a0.m5[2][0]));
  PUT((words)(__int128)(a0.m6));
  switch (14 % 3) {
  case 0:
  PUT((words)(__int128)(a1.m0[0]));
  break;
  case 1:
  PUT((words)(__int128)(a1.m1));
  break;
  case 2:
  switch (14 % 3) {
  case 0:
  PUT((words)(__int128)(a1.mx0_2));
  break;
  case 1:
  PUT((words)(__int128)(a1.mx1_2));
  break;
  case 2:
  PUT((words)(__int128)(a1.mx2_2));
  break;
  }
  break;
  }
  switch (14 % 3) {
  case 0:
  PUT((words)(__int128)(a2.m0[0]));
  break;
  case 1:
  PUT((words)(__int128)(a2.m1));
  break;
  case 2:
  switch (14 % 3) {
  case 0:
  PUT((words)(__int128)(a2.mx0_2));
  break;
  case 1:
  PUT((words)(__int128)(a2.mx1_2));
  break;
  case 2:
  PUT((words)(__int128)(a2.mx2_2));
  break;
  }
  break;
  }
  return a2;
}

void s15(int *v) {
}

T5 s16(float a0, char a1, T5 a2, float a3, T0 a4, enum change a5, int *v) {
  PUT(of_float(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.m0));
  PUT(of_float(a3));
  PUT((words)(__int128)(a4.m0));
  PUT((words)(__int128)(a4.m1));
  PUT((words)(__int128)(a4.m2));
  PUT(of_double(a4.m3));
  PUT((words)(__int128)(a4.m4));
  PUT((words)(__int128)(a4.mx0_5));
  PUT((words)(__int128)(a5));
  return a2;
}

void s17(T7 a0, int *v) {
  switch (17 % 4) {
  case 0:
  PUT((words)(__int128)(a0.m0));
  break;
  case 1:
  PUT((words)(__int128)(a0.m1));
  break;
  case 2:
  PUT((words)(__int128)(a0.m2));
  break;
  case 3:
  PUT(of_double(a0.m3));
  break;
  }
}

void s18(int a0, long a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
}

T0 s19(T2 a0, T0 a1, char a2, int *v) {
  switch (19 % 3) {
  case 0:
  PUT((words)(__int128)(a0.m0[0]));
  break;
  case 1:
  PUT((words)(__int128)(a0.m1));
  break;
  case 2:
  switch (19 % 3) {
  case 0:
  PUT((words)(__int128)(a0.mx0_2));
  break;
  case 1:
  PUT((words)(__int128)(a0.mx1_2));
  break;
  case 2:
  PUT((words)(__int128)(a0.mx2_2));
  break;
  }
  break;
  }
  PUT((words)(__int128)(a1.m0));
  PUT((words)(__int128)(a1.m1));
  PUT((words)(__int128)(a1.m2));
  PUT(of_double(a1.m3));
  PUT((words)(__int128)(a1.m4));
  PUT((words)(__int128)(a1.mx0_5));
  PUT((words)(__int128)(a2));
  return a1;
}
