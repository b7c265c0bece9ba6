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
    {sizeof(T0), _Alignof(T0), offsetof(T0, m1)},
    {sizeof(T1), _Alignof(T1), offsetof(T1, m0), offsetof(T1, m1), offsetof(T1, m2)},
    {sizeof(T2), _Alignof(T2), offsetof(T2, m0), offsetof(T2, m1), offsetof(T2, m2), offsetof(T2, m4), offsetof(T2, m5)},
    {sizeof(T3), _Alignof(T3), offsetof(T3, m2)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m0)},
    {sizeof(T5), _Alignof(T5), offsetof(T5, m0), offsetof(T5, m2), offsetof(T5, m3), offsetof(T5, m4)},
    {sizeof(T6), _Alignof(T6), offsetof(T6, m0), offsetof(T6, m1), offsetof(T6, m3)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m5)},
  };
  return all[type][index];
}

void fill_0(T0 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m1, (unsigned long long)x);
  switch (which % 1) {
  case 0:
  GET(p->mx0_2, (unsigned long)x);
  break;
  }
}
void read_0(const T0 *p, int *v, int which) {
  PUT((words)(__int128)(p->m1));
  switch (which % 1) {
  case 0:
  PUT((words)(__int128)(p->mx0_2));
  break;
  }
}

void fill_1(T1 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0[0][0], (long long)x);
  GET(p->m0[0][1], (long long)x);
  GET(p->m0[0][2], (long long)x);
  GET(p->m0[1][0], (long long)x);
  GET(p->m0[1][1], (long long)x);
  GET(p->m0[1][2], (long long)x);
  GET(p->m0[2][0], (long long)x);
  GET(p->m0[2][1], (long long)x);
  GET(p->m0[2][2], (long long)x);
  GET(p->m1[0], (enum color)x);
  GET(p->m1[1], (enum color)x);
  GET(p->m1[2], (enum color)x);
  GET(p->m2[0], as_double(x));
}
void read_1(const T1 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0[0][0]));
  PUT((words)(__int128)(p->m0[0][1]));
  PUT((words)(__int128)(p->m0[0][2]));
  PUT((words)(__int128)(p->m0[1][0]));
  PUT((words)(__int128)(p->m0[1][1]));
  PUT((words)(__int128)(p->m0[1][2]));
  PUT((words)(__int128)(p->m0[2][0]));
  PUT((words)(__int128)(p->m0[2][1]));
  PUT((words)(__int128)(p->m0[2][2]));
  PUT((words)(__int128)(p->m1[0]));
  PUT((words)(__int128)(p->m1[1]));
  PUT((words)(__int128)(p->m1[2]));
  PUT(of_double(p->m2[0]));
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (enum small)x);
  GET(p->m1.m0[0][0], (long long)x);
  GET(p->m1.m0[0][1], (long long)x);
  GET(p->m1.m0[0][2], (long long)x);
  GET(p->m1.m0[1][0], (long long)x);
  GET(p->m1.m0[1][1], (long long)x);
  GET(p->m1.m0[1][2], (long long)x);
  GET(p->m1.m0[2][0], (long long)x);
  GET(p->m1.m0[2][1], (long long)x);
  GET(p->m1.m0[2][2], (long long)x);
  GET(p->m1.m1[0], (enum color)x);
  GET(p->m1.m1[1], (enum color)x);
  GET(p->m1.m1[2], (enum color)x);
  GET(p->m1.m2[0], as_double(x));
  GET(p->m2.m1, (unsigned long long)x);
  switch (which % 1) {
  case 0:
  GET(p->m2.mx0_2, (unsigned long)x);
  break;
  }
  GET(p->m3, (unsigned short)x);
  GET(p->m4[0], (long long)x);
  GET(p->m4[1], (long long)x);
  GET(p->m5, (enum color)x);
}
void read_2(const T2 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1.m0[0][0]));
  PUT((words)(__int128)(p->m1.m0[0][1]));
  PUT((words)(__int128)(p->m1.m0[0][2]));
  PUT((words)(__int128)(p->m1.m0[1][0]));
  PUT((words)(__int128)(p->m1.m0[1][1]));
  PUT((words)(__int128)(p->m1.m0[1][2]));
  PUT((words)(__int128)(p->m1.m0[2][0]));
  PUT((words)(__int128)(p->m1.m0[2][1]));
  PUT((words)(__int128)(p->m1.m0[2][2]));
  PUT((words)(__int128)(p->m1.m1[0]));
  PUT((words)(__int128)(p->m1.m1[1]));
  PUT((words)(__int128)(p->m1.m1[2]));
  PUT(of_double(p->m1.m2[0]));
  PUT((words)(__int128)(p->m2.m1));
  switch (which % 1) {
  case 0:
  PUT((words)(__int128)(p->m2.mx0_2));
  break;
  }
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4[0]));
  PUT((words)(__int128)(p->m4[1]));
  PUT((words)(__int128)(p->m5));
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m1, (short)x);
  GET(p->m2, (unsigned char)x);
}
void read_3(const T3 *p, int *v, int which) {
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0[0], (enum change)x);
  GET(p->m0[1], (enum change)x);
  break;
  case 1:
  GET(p->m1, (short)x);
  break;
  }
}
void read_4(const T4 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m0[0]));
  PUT((words)(__int128)(p->m0[1]));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  }
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (_Bool)x);
  GET(p->m2, (unsigned long)x);
  GET(p->m3, (unsigned short)x);
  GET(p->m6, (unsigned long long)x);
}
void read_5(const T5 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m6));
}

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0[0], as_double(x));
  GET(p->m0[1], as_double(x));
  GET(p->m0[2], as_double(x));
  GET(p->m1[0][0], (long long)x);
  GET(p->m1[0][1], (long long)x);
  GET(p->m1[0][2], (long long)x);
  GET(p->m1[1][0], (long long)x);
  GET(p->m1[1][1], (long long)x);
  GET(p->m1[1][2], (long long)x);
  GET(p->m2, (signed char)x);
  GET(p->m3[0][0], as_float(x));
  GET(p->m3[1][0], as_float(x));
  GET(p->mx0_5, (char)x);
  GET(p->mx2_5[0][0], (enum color)x);
  GET(p->mx2_5[0][1], (enum color)x);
  GET(p->mx2_5[0][2], (enum color)x);
  GET(p->mx2_5[1][0], (enum color)x);
  GET(p->mx2_5[1][1], (enum color)x);
  GET(p->mx2_5[1][2], (enum color)x);
}
void read_6(const T6 *p, int *v, int which) {
  PUT(of_double(p->m0[0]));
  PUT(of_double(p->m0[1]));
  PUT(of_double(p->m0[2]));
  PUT((words)(__int128)(p->m1[0][0]));
  PUT((words)(__int128)(p->m1[0][1]));
  PUT((words)(__int128)(p->m1[0][2]));
  PUT((words)(__int128)(p->m1[1][0]));
  PUT((words)(__int128)(p->m1[1][1]));
  PUT((words)(__int128)(p->m1[1][2]));
  PUT((words)(__int128)(p->m2));
  PUT(of_float(p->m3[0][0]));
  PUT(of_float(p->m3[1][0]));
  PUT((words)(__int128)(p->mx0_5));
  PUT((words)(__int128)(p->mx2_5[0][0]));
  PUT((words)(__int128)(p->mx2_5[0][1]));
  PUT((words)(__int128)(p->mx2_5[0][2]));
  PUT((words)(__int128)(p->mx2_5[1][0]));
  PUT((words)(__int128)(p->mx2_5[1][1]));
  PUT((words)(__int128)(p->mx2_5[1][2]));
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (int)x);
  GET(p->m1, (long)x);
  GET(p->m4, (long long)x);
  GET(p->m5.m1, (unsigned long long)x);
  switch (which % 1) {
  case 0:
  GET(p->m5.mx0_2, (unsigned long)x);
  break;
  }
}
void read_7(const T7 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5.m1));
  switch (which % 1) {
  case 0:
  PUT((words)(__int128)(p->m5.mx0_2));
  break;
  }
}

T1 s0(float a0, unsigned char a1, T3 a2, T1 a3, int *v) {
  PUT(of_float(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.m1));
  PUT((words)(__int128)(a2.m2));
  PUT((words)(__int128)(a3.m0[0][0]));
  PUT((words)(__int128)(a3.m0[0][1]));
  PUT((words)(__int128)(a3.m0[0][2]));
  PUT((words)(__int128)(a3.m0[1][0]));
  PUT((words)(__int128)(a3.m0[1][1]));
  PUT((words)(__int128)(a3.m0[1][2]));
  PUT((words)(__int128)(a3.m0[2][0]));
  PUT((words)(__int128)(a3.m0[2][1]));
  PUT((words)(__int128)(a3.m0[2][2]));
  PUT((words)(__int128)(a3.m1[0]));
  PUT((words)(__int128)(a3.m1[1]));
  PUT((words)(__int128)(a3.m1[2]));
  PUT(of_double(a3.m2[0]));
  return a3;
}

_Bool s1(unsigned long a0, float a1, _Bool a2, unsigned char a3, _Bool a4, int *v) {
  PUT((words)(__int128)(a0));
  PUT(of_float(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
  PUT((words)(__int128)(a4));
  return a4;
}

T3 s2(T3 a0, T1 a1, enum small a2, int *v) {
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a1.m0[0][0]));
  PUT((words)(__int128)(a1.m0[0][1]));
  PUT((words)(__int128)(a1.m0[0][2]));
  PUT((words)(__int128)(a1.m0[1][0]));
  PUT((words)(__int128)(a1.m0[1][1]));
  PUT((words)(__int128)(a1.m0[1][2]));
  PUT((words)(__int128)(a1.m0[2][0]));
  PUT((words)(__int128)(a1.m0[2][1]));
  PUT((words)(__int128)(a1.m0[2][2]));
  PUT((words)(__int128)(a1.m1[0]));
  PUT((words)(__int128)(a1.m1[1]));
  PUT((words)(__int128)(a1.m1[2]));
  PUT(of_double(a1.m2[0]));
  PUT((words)(__int128)(a2));
  return a0;
}

void s3(T3 a0, T1 a1, unsigned long a2, T1 a3, T1 a4, enum color a5, int *v) {
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a1.m0[0][0]));
  PUT((words)(__int128)(a1.m0[0][1]));
  PUT((words)(__int128)(a1.m0[0][2]));
  PUT((words)(__int128)(a1.m0[1][0]));
  PUT((words)(__int128)(a1.m0[1][1]));
  PUT((words)(__int128)(a1.m0[1][2]));
  PUT((words)(__int128)(a1.m0[2][0]));
  PUT((words)(__int128)(a1.m0[2][1]));
  PUT((words)(__int128)(a1.m0[2][2]));
  PUT((words)(__int128)(a1.m1[0]));
  PUT((words)(__int128)(a1.m1[1]));
  PUT((words)(__int128)(a1.m1[2]));
  PUT(of_double(a1.m2[0]));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3.m0[0][0]));
  PUT((words)(__int128)(a3.m0[0][1]));
  PUT((words)(__int128)(a3.m0[0][2]));
  PUT((words)(__int128)(a3.m0[1][0]));
  PUT((words)(__int128)(a3.m0[1][1]));
  PUT((words)(__int128)(a3.m0[1][2]));
  PUT((words)(__int128)(a3.m0[2][0]));
  PUT((words)(__int128)(a3.m0[2][1]));
  PUT((words)(__int128)(a3.m0[2][2]));
  PUT((words)(__int128)(a3.m1[0]));
  PUT((words)(__int128)(a3.m1[1]));
  PUT((words)(__int128)(a3.m1[2]));
  PUT(of_double(a3.m2[0]));
  PUT((words)(__int128)(a4.m0[0][0]));
  PUT((words)(__int128)(a4.m0[0][1]));
  PUT((words)(__int128)(a4.m0[0][2]));
  PUT((words)(__int128)(a4.m0[1][0]));
  PUT((words)(__int128)(a4.m0[1][1]));
  PUT((words)(__int128)(a4.m0[1][2]));
  PUT((words)(__int128)(a4.m0[2][0]));
  PUT((words)(__int128)(a4.m0[2][1]));
  PUT((words)(__int128)(a4.m0[2][2]));
  PUT((words)(__int128)(a4.m1[0]));
  PUT((words)(__int128)(a4.m1[1]));
  PUT((words)(__int128)(a4.m1[2]));
  PUT(of_double(a4.m2[0]));
  PUT((words)(__int128)(a5));
}

T4 s4(T4 a0, int *v) {
  switch (4 % 2) {
  case 0:
  PUT((words)(__int128)(a0.m0[0]));
  PUT((words)(__int128)(a0.m0[1]));
  break;
  case 1:
  PUT((words)(__int128)(a0.m1));
  break;
  }
  return a0;
}

void s5(int *v) {
}

signed char s6(long long a0, T4 a1, T5 a2, char a3, T1 a4, signed char a5, int *v) {
  PUT((words)(__int128)(a0));
  switch (6 % 2) {
  case 0:
  PUT((words)(__int128)(a1.m0[0]));
  PUT((words)(__int128)(a1.m0[1]));
  break;
  case 1:
  PUT((words)(__int128)(a1.m1));
  break;
  }
  PUT((words)(__int128)(a2.m0));
  PUT((words)(__int128)(a2.m2));
  PUT((words)(__int128)(a2.m3));
  PUT((words)(__int128)(a2.m6));
  PUT((words)(__int128)(a3));
  PUT((words)(__int128)(a4.m0[0][0]));
  PUT((words)(__int128)(a4.m0[0][1]));
  PUT((words)(__int128)(a4.m0[0][2]));
  PUT((words)(__int128)(a4.m0[1][0]));
  PUT((words)(__int128)(a4.m0[1][1]));
  PUT((words)(__int128)(a4.m0[1][2]));
  PUT((words)(__int128)(a4.m0[2][0]));
  PUT((words)(__int128)(a4.m0[2][1]));
  PUT((words)(__int128)(a4.m0[2][2]));
  PUT((words)(__int128)(a4.m1[0]));
  PUT((words)(__int128)(a4.m1[1]));
  PUT((words)(__int128)(a4.m1[2]));
  PUT(of_double(a4.m2[0]));
  PUT((words)(__int128)(a5));
  return a5;
}

void s7(enum small a0, int *v) {
  PUT((words)(__int128)(a0));
}

enum small s8(char a0, int a1, enum color a2, enum small a3, T7 a4, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
  PUT((words)(__int128)(a4.m0));
  PUT((words)(__int128)(a4.m1));
  PUT((words)(__int128)(a4.m4));
  PUT((words)(__int128)(a4.m5.m1));
  switch (8 % 1) {
  case 0:
  PUT((words)(__int128)(a4.m5.mx0_2));
  break;
  }
  return a3;
}

T4 s9(T5 a0, T5 a1, unsigned char a2, char a3, T4 a4, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m6));
  PUT((words)(__int128)(a1.m0));
  PUT((words)(__int128)(a1.m2));
  PUT((words)(__int128)(a1.m3));
  PUT((words)(__int128)(a1.m6));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
  switch (9 % 2) {
  case 0:
  PUT((words)(__int128)(a4.m0[0]));
  PUT((words)(__int128)(a4.m0[1]));
  break;
  case 1:
  PUT((words)(__int128)(a4.m1));
  break;
  }
  return a4;
}

T3 s10(T3 a0, unsigned char a1, int *v) {
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a1));
  return a0;
}

void s11(unsigned char a0, short a1, short a2, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
}

float s12(float a0, int *v) {
  PUT(of_float(a0));
  return a0;
}

T2 s13(unsigned long a0, T2 a1, int a2, float a3, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1.m0));
  PUT((words)(__int128)(a1.m1.m0[0][0]));
  PUT((words)(__int128)(a1.m1.m0[0][1]));
  PUT((words)(__int128)(a1.m1.m0[0][2]));
  PUT((words)(__int128)(a1.m1.m0[1][0]));
  PUT((words)(__int128)(a1.m1.m0[1][1]));
  PUT((words)(__int128)(a1.m1.m0[1][2]));
  PUT((words)(__int128)(a1.m1.m0[2][0]));
  PUT((words)(__int128)(a1.m1.m0[2][1]));
  PUT((words)(__int128)(a1.m1.m0[2][2]));
  PUT((words)(__int128)(a1.m1.m1[0]));
  PUT((words)(__int128)(a1.m1.m1[1]));
  PUT((words)(__int128)(a1.m1.m1[2]));
  PUT(of_double(a1.m1.m2[0]));
  PUT((words)(__int128)(a1.m2.m1));
  switch (13 % 1) {
  case 0:
  PUT((words)(__int128)(a1.m2.mx0_2));
  break;
  }
  PUT((words)(__int128)(a1.m3));
  PUT((words)(__int128)(a1.m4[0]));
  PUT((words)(__int128)(a1.m4[1]));
  PUT((words)(__int128)(a1.m5));
  PUT((words)(__int128)(a2));
  PUT(of_float(a3));
  return a1;
}

void s14(T3 a0, unsigned char a1, int *v) {
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a1));
}

enum color s15(enum color a0, unsigned short a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  return a0;
}

void s16(T3 a0, long a1, float a2, T5 a3, int *v) {
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a1));
  PUT(of_float(a2));
  PUT((words)(__int128)(a3.m0));
  PUT((words)(__int128)(a3.m2));
  PUT((words)(__int128)(a3.m3));
  PUT((words)(__int128)(a3.m6));
}

void s17(int *v) {
}

T1 s18(float a0, T2 a1, T1 a2, enum small a3, enum small a4, int a5, int *v) {
  PUT(of_float(a0));
  PUT((words)(__int128)(a1.m0));
  PUT((words)(__int128)(a1.m1.m0[0][0]));
  PUT((words)(__int128)(a1.m1.m0[0][1]));
  PUT((words)(__int128)(a1.m1.m0[0][2]));
  PUT((words)(__int128)(a1.m1.m0[1][0]));
  PUT((words)(__int128)(a1.m1.m0[1][1]));
  PUT((words)(__int128)(a1.m1.m0[1][2]));
  PUT((words)(__int128)(a1.m1.m0[2][0]));
  PUT((words)(__int128)(a1.m1.m0[2][1]));
  PUT((words)(__int128)(a1.m1.m0[2][2]));
  PUT((words)(__int128)(a1.m1.m1[0]));
  PUT((words)(__int128)(a1.m1.m1[1]));
  PUT((words)(__int128)(a1.m1.m1[2]));
  PUT(of_double(a1.m1.m2[0]));
  PUT((words)(__int128)(a1.m2.m1));
  switch (18 % 1) {
  case 0:
  PUT((words)(__int128)(a1.m2.mx0_2));
  break;
  }
  PUT((words)(__int128)(a1.m3));
  PUT((words)(__int128)(a1.m4[0]));
  PUT((words)(__int128)(a1.m4[1]));
  PUT((words)(__int128)(a1.m5));
  PUT((words)(__int128)(a2.m0[0][0]));
  PUT((words)(__int128)(a2.m0[0][1]));
  PUT((words)(__int128)(a2.m0[0][2]));
  PUT((words)(__int128)(a2.m0[1][0]));
  PUT((words)(__int128)(a2.m0[1][1]));
  PUT((words)(__int128)(a2.m0[1][2]));
  PUT((words)(__int128)(a2.m0[2][0]));
  PUT((words)(__int128)(a2.m0[2][1]));
  PUT((words)(__int128)(a2.m0[2][2]));
  PUT((words)(__int128)(a2.m1[0]));
  PUT((words)(__int128)(a2.m1[1]));
  PUT((words)(__int128)(a2.m1[2]));
  PUT(of_double(a2.m2[0]));
  PUT((words)(__int128)(a3));
  PUT((words)(__int128)(a4));
  PUT((words)(__int128)(a5));
  return a2;
}

T0 s19(T0 a0, T2 a1, T3 a2, int *v) {
  PUT((words)(__int128)(a0.m1));
  switch (19 % 1) {
  case 0:
  PUT((words)(__int128)(a0.mx0_2));
  break;
  }
  PUT((words)(__int128)(a1.m0));
  PUT((words)(__int128)(a1.m1.m0[0][0]));
  PUT((words)(__int128)(a1.m1.m0[0][1]));
  PUT((words)(__int128)(a1.m1.m0[0][2]));
  PUT((words)(__int128)(a1.m1.m0[1][0]));
  PUT((words)(__int128)(a1.m1.m0[1][1]));
  PUT((words)(__int128)(a1.m1.m0[1][2]));
  PUT((words)(__int128)(a1.m1.m0[2][0]));
  PUT((words)(__int128)(a1.m1.m0[2][1]));
  PUT((words)(__int128)(a1.m1.m0[2][2]));
  PUT((words)(__int128)(a1.m1.m1[0]));
  PUT((words)(__int128)(a1.m1.m1[1]));
  PUT((words)(__int128)(a1.m1.m1[2]));
  PUT(of_double(a1.m1.m2[0]));
  PUT((words)(__int128)(a1.m2.m1));
  switch (19 % 1) {
  case 0:
  PUT((words)(__int128)(a1.m2.mx0_2));
  break;
  }
  PUT((words)(__int128)(a1.m3));
  PUT((words)(__int128)(a1.m4[0]));
  PUT((words)(__int128)(a1.m4[1]));
  PUT((words)(__int128)(a1.m5));
  PUT((words)(__int128)(a2.m1));
  PUT((words)(__int128)(a2.m2));
  return a0;
}
