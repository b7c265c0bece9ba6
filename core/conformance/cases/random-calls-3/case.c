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
    {sizeof(T1), _Alignof(T1), offsetof(T1, m0)},
    {sizeof(T2), _Alignof(T2), offsetof(T2, m2), offsetof(T2, m3), offsetof(T2, m5), offsetof(T2, m6)},
    {sizeof(T3), _Alignof(T3), offsetof(T3, m0), offsetof(T3, m1), offsetof(T3, m2)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m0)},
    {sizeof(T5), _Alignof(T5), offsetof(T5, m0), offsetof(T5, m2), offsetof(T5, m3)},
    {sizeof(T6), _Alignof(T6), offsetof(T6, m0), offsetof(T6, m2)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m0), offsetof(T7, m1), offsetof(T7, m2)},
  };
  return all[type][index];
}

void fill_0(T0 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (enum color)x);
}
void read_0(const T0 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_1(T1 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (unsigned char)x);
}
void read_1(const T1 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 7) {
  case 0:
  GET(p->m0, (int)x);
  break;
  case 1:
  GET(p->m1, (int)x);
  break;
  case 2:
  GET(p->m2.m0, (enum color)x);
  break;
  case 3:
  GET(p->m3, (unsigned short)x);
  break;
  case 4:
  switch (which % 2) {
  case 0:
  GET(p->mx0_4, (long long)x);
  break;
  case 1:
  GET(p->mx1_4, (unsigned short)x);
  break;
  }
  break;
  case 5:
  GET(p->m5, as_double(x));
  break;
  case 6:
  break;
  }
}
void read_2(const T2 *p, int *v, int which) {
  switch (which % 7) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2.m0));
  break;
  case 3:
  PUT((words)(__int128)(p->m3));
  break;
  case 4:
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->mx0_4));
  break;
  case 1:
  PUT((words)(__int128)(p->mx1_4));
  break;
  }
  break;
  case 5:
  PUT(of_double(p->m5));
  break;
  case 6:
  break;
  }
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_float(x));
  GET(p->m1, (unsigned long long)x);
  GET(p->m2[0][0], as_double(x));
  GET(p->m2[0][1], as_double(x));
  GET(p->m2[0][2], as_double(x));
  GET(p->m2[1][0], as_double(x));
  GET(p->m2[1][1], as_double(x));
  GET(p->m2[1][2], as_double(x));
  GET(p->m2[2][0], as_double(x));
  GET(p->m2[2][1], as_double(x));
  GET(p->m2[2][2], as_double(x));
  GET(p->m3, (short)x);
}
void read_3(const T3 *p, int *v, int which) {
  PUT(of_float(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT(of_double(p->m2[0][0]));
  PUT(of_double(p->m2[0][1]));
  PUT(of_double(p->m2[0][2]));
  PUT(of_double(p->m2[1][0]));
  PUT(of_double(p->m2[1][1]));
  PUT(of_double(p->m2[1][2]));
  PUT(of_double(p->m2[2][0]));
  PUT(of_double(p->m2[2][1]));
  PUT(of_double(p->m2[2][2]));
  PUT((words)(__int128)(p->m3));
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0.m0, (unsigned char)x);
}
void read_4(const T4 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0.m0));
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 4) {
  case 0:
  GET(p->m0, (short)x);
  break;
  case 1:
  GET(p->m1, (unsigned long)x);
  break;
  case 2:
  GET(p->m2, (unsigned long)x);
  break;
  case 3:
  GET(p->m3, as_double(x));
  break;
  }
}
void read_5(const T5 *p, int *v, int which) {
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

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_double(x));
  switch (which % 1) {
  case 0:
  GET(p->mx2_1, (unsigned)x);
  break;
  }
  GET(p->m2, (enum small)x);
}
void read_6(const T6 *p, int *v, int which) {
  PUT(of_double(p->m0));
  switch (which % 1) {
  case 0:
  PUT((words)(__int128)(p->mx2_1));
  break;
  }
  PUT((words)(__int128)(p->m2));
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (unsigned short)x);
  GET(p->m1, (unsigned)x);
  GET(p->m2.m0, (enum color)x);
  GET(p->m3, (unsigned char)x);
  GET(p->m4, (unsigned char)x);
  GET(p->m5, (short)x);
}
void read_7(const T7 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2.m0));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5));
}

float s0(T4 a0, enum small a1, float a2, double a3, int *v) {
  PUT((words)(__int128)(a0.m0.m0));
  PUT((words)(__int128)(a1));
  PUT(of_float(a2));
  PUT(of_double(a3));
  return a2;
}

void s1(int *v) {
}

void s2(int *v) {
}

int s3(T1 a0, int a1, int a2, double a3, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT(of_double(a3));
  return a1;
}

void s4(int *v) {
}

T0 s5(T0 a0, double a1, float a2, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT(of_double(a1));
  PUT(of_float(a2));
  return a0;
}

int s6(long long a0, int a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  return a1;
}

unsigned char s7(T2 a0, T5 a1, T6 a2, unsigned char a3, int *v) {
  switch (7 % 7) {
  case 0:
  PUT((words)(__int128)(a0.m0));
  break;
  case 1:
  PUT((words)(__int128)(a0.m1));
  break;
  case 2:
  PUT((words)(__int128)(a0.m2.m0));
  break;
  case 3:
  PUT((words)(__int128)(a0.m3));
  break;
  case 4:
  switch (7 % 2) {
  case 0:
  PUT((words)(__int128)(a0.mx0_4));
  break;
  case 1:
  PUT((words)(__int128)(a0.mx1_4));
  break;
  }
  break;
  case 5:
  PUT(of_double(a0.m5));
  break;
  case 6:
  break;
  }
  switch (7 % 4) {
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
  PUT(of_double(a2.m0));
  switch (7 % 1) {
  case 0:
  PUT((words)(__int128)(a2.mx2_1));
  break;
  }
  PUT((words)(__int128)(a2.m2));
  PUT((words)(__int128)(a3));
  return a3;
}

void s8(T0 a0, T6 a1, enum small a2, T1 a3, short a4, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT(of_double(a1.m0));
  switch (8 % 1) {
  case 0:
  PUT((words)(__int128)(a1.mx2_1));
  break;
  }
  PUT((words)(__int128)(a1.m2));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3.m0));
  PUT((words)(__int128)(a4));
}

T7 s9(T7 a0, enum color a1, float a2, T2 a3, float a4, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2.m0));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m4));
  PUT((words)(__int128)(a0.m5));
  PUT((words)(__int128)(a1));
  PUT(of_float(a2));
  switch (9 % 7) {
  case 0:
  PUT((words)(__int128)(a3.m0));
  break;
  case 1:
  PUT((words)(__int128)(a3.m1));
  break;
  case 2:
  PUT((words)(__int128)(a3.m2.m0));
  break;
  case 3:
  PUT((words)(__int128)(a3.m3));
  break;
  case 4:
  switch (9 % 2) {
  case 0:
  PUT((words)(__int128)(a3.mx0_4));
  break;
  case 1:
  PUT((words)(__int128)(a3.mx1_4));
  break;
  }
  break;
  case 5:
  PUT(of_double(a3.m5));
  break;
  case 6:
  break;
  }
  PUT(of_float(a4));
  return a0;
}

unsigned short s10(long a0, unsigned short a1, T0 a2, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.m0));
  return a1;
}

void s11(double a0, signed char a1, T0 a2, long a3, int *v) {
  PUT(of_double(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.m0));
  PUT((words)(__int128)(a3));
}

long s12(long a0, long a1, unsigned short a2, T3 a3, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT(of_float(a3.m0));
  PUT((words)(__int128)(a3.m1));
  PUT(of_double(a3.m2[0][0]));
  PUT(of_double(a3.m2[0][1]));
  PUT(of_double(a3.m2[0][2]));
  PUT(of_double(a3.m2[1][0]));
  PUT(of_double(a3.m2[1][1]));
  PUT(of_double(a3.m2[1][2]));
  PUT(of_double(a3.m2[2][0]));
  PUT(of_double(a3.m2[2][1]));
  PUT(of_double(a3.m2[2][2]));
  PUT((words)(__int128)(a3.m3));
  return a0;
}

unsigned long long s13(T1 a0, signed char a1, unsigned long long a2, T7 a3, long long a4, char a5, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3.m0));
  PUT((words)(__int128)(a3.m1));
  PUT((words)(__int128)(a3.m2.m0));
  PUT((words)(__int128)(a3.m3));
  PUT((words)(__int128)(a3.m4));
  PUT((words)(__int128)(a3.m5));
  PUT((words)(__int128)(a4));
  PUT((words)(__int128)(a5));
  return a2;
}

T0 s14(unsigned short a0, T2 a1, double a2, T0 a3, T6 a4, T3 a5, int *v) {
  PUT((words)(__int128)(a0));
  switch (14 % 7) {
  case 0:
  PUT((words)(__int128)(a1.m0));
  break;
  case 1:
  PUT((words)(__int128)(a1.m1));
  break;
  case 2:
  PUT((words)(__int128)(a1.m2.m0));
  break;
  case 3:
  PUT((words)(__int128)(a1.m3));
  break;
  case 4:
  switch (14 % 2) {
  case 0:
  PUT((words)(__int128)(a1.mx0_4));
  break;
  case 1:
  PUT((words)(__int128)(a1.mx1_4));
  break;
  }
  break;
  case 5:
  PUT(of_double(a1.m5));
  break;
  case 6:
  break;
  }
  PUT(of_double(a2));
  PUT((words)(__int128)(a3.m0));
  PUT(of_double(a4.m0));
  switch (14 % 1) {
  case 0:
  PUT((words)(__int128)(a4.mx2_1));
  break;
  }
  PUT((words)(__int128)(a4.m2));
  PUT(of_float(a5.m0));
  PUT((words)(__int128)(a5.m1));
  PUT(of_double(a5.m2[0][0]));
  PUT(of_double(a5.m2[0][1]));
  PUT(of_double(a5.m2[0][2]));
  PUT(of_double(a5.m2[1][0]));
  PUT(of_double(a5.m2[1][1]));
  PUT(of_double(a5.m2[1][2]));
  PUT(of_double(a5.m2[2][0]));
  PUT(of_double(a5.m2[2][1]));
  PUT(of_double(a5.m2[2][2]));
  PUT((words)(__int128)(a5.m3));
  return a3;
}

enum change s15(enum change a0, int *v) {
  PUT((words)(__int128)(a0));
  return a0;
}

T1 s16(char a0, int a1, enum small a2, T4 a3, T1 a4, float a5, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3.m0.m0));
  PUT((words)(__int128)(a4.m0));
  PUT(of_float(a5));
  return a4;
}

void s17(float a0, short a1, int *v) {
  PUT(of_float(a0));
  PUT((words)(__int128)(a1));
}

void s18(T7 a0, _Bool a1, int *v) {
  PUT((words)(__int128)(a0.m0));
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2.m0));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m4));
  PUT((words)(__int128)(a0.m5));
  PUT((words)(__int128)(a1));
}

enum small s19(T4 a0, signed char a1, enum small a2, int *v) {
  PUT((words)(__int128)(a0.m0.m0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  return a2;
}
