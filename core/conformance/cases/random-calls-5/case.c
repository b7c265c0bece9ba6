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
    {sizeof(T1), _Alignof(T1), offsetof(T1, m0), offsetof(T1, m1)},
    {sizeof(T2), _Alignof(T2), offsetof(T2, m0), offsetof(T2, m1)},
    {sizeof(T3), _Alignof(T3), offsetof(T3, m1), offsetof(T3, m2), offsetof(T3, m5)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m0), offsetof(T4, m1), offsetof(T4, m2), offsetof(T4, m4), offsetof(T4, m5), offsetof(T4, m6)},
    {sizeof(T5), _Alignof(T5), offsetof(T5, m0), offsetof(T5, m1), offsetof(T5, m2), offsetof(T5, m4), offsetof(T5, m5)},
    {sizeof(T6), _Alignof(T6), offsetof(T6, m0), offsetof(T6, m1), offsetof(T6, m3)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m1), offsetof(T7, m3)},
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
  GET(p->m0[0], (enum change)x);
  GET(p->m1, (enum color)x);
  GET(p->m2, (enum small)x);
  GET(p->m3, (unsigned long long)x);
}
void read_1(const T1 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0[0]));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_double(x));
  GET(p->m1, (unsigned long)x);
  GET(p->m2, (unsigned)x);
}
void read_2(const T2 *p, int *v, int which) {
  PUT(of_double(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->mx0_0, (short)x);
  GET(p->mx1_0, (unsigned long)x);
  GET(p->mx2_0, (unsigned long long)x);
  GET(p->m1, (long long)x);
  GET(p->m2[0][0], (short)x);
  GET(p->m2[0][1], (short)x);
  GET(p->m2[1][0], (short)x);
  GET(p->m2[1][1], (short)x);
  GET(p->m2[2][0], (short)x);
  GET(p->m2[2][1], (short)x);
  GET(p->m3, (char)x);
  GET(p->m4, (signed char)x);
  GET(p->m5, (unsigned char)x);
}
void read_3(const T3 *p, int *v, int which) {
  PUT((words)(__int128)(p->mx0_0));
  PUT((words)(__int128)(p->mx1_0));
  PUT((words)(__int128)(p->mx2_0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2[0][0]));
  PUT((words)(__int128)(p->m2[0][1]));
  PUT((words)(__int128)(p->m2[1][0]));
  PUT((words)(__int128)(p->m2[1][1]));
  PUT((words)(__int128)(p->m2[2][0]));
  PUT((words)(__int128)(p->m2[2][1]));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5));
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0.m0[0], (enum change)x);
  GET(p->m0.m1, (enum color)x);
  GET(p->m0.m2, (enum small)x);
  GET(p->m0.m3, (unsigned long long)x);
  GET(p->m4.m0, as_double(x));
  GET(p->m4.m1, (unsigned long)x);
  GET(p->m4.m2, (unsigned)x);
  GET(p->m6[0], as_float(x));
  GET(p->m6[1], as_float(x));
  GET(p->m6[2], as_float(x));
}
void read_4(const T4 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0.m0[0]));
  PUT((words)(__int128)(p->m0.m1));
  PUT((words)(__int128)(p->m0.m2));
  PUT((words)(__int128)(p->m0.m3));
  PUT(of_double(p->m4.m0));
  PUT((words)(__int128)(p->m4.m1));
  PUT((words)(__int128)(p->m4.m2));
  PUT(of_float(p->m6[0]));
  PUT(of_float(p->m6[1]));
  PUT(of_float(p->m6[2]));
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0.m0.m0[0], (enum change)x);
  GET(p->m0.m0.m1, (enum color)x);
  GET(p->m0.m0.m2, (enum small)x);
  GET(p->m0.m0.m3, (unsigned long long)x);
  GET(p->m0.m4.m0, as_double(x));
  GET(p->m0.m4.m1, (unsigned long)x);
  GET(p->m0.m4.m2, (unsigned)x);
  GET(p->m0.m6[0], as_float(x));
  GET(p->m0.m6[1], as_float(x));
  GET(p->m0.m6[2], as_float(x));
  GET(p->m2, (long long)x);
  GET(p->m3, (unsigned short)x);
  GET(p->m4, as_float(x));
  GET(p->m5, (int)x);
}
void read_5(const T5 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0.m0.m0[0]));
  PUT((words)(__int128)(p->m0.m0.m1));
  PUT((words)(__int128)(p->m0.m0.m2));
  PUT((words)(__int128)(p->m0.m0.m3));
  PUT(of_double(p->m0.m4.m0));
  PUT((words)(__int128)(p->m0.m4.m1));
  PUT((words)(__int128)(p->m0.m4.m2));
  PUT(of_float(p->m0.m6[0]));
  PUT(of_float(p->m0.m6[1]));
  PUT(of_float(p->m0.m6[2]));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT(of_float(p->m4));
  PUT((words)(__int128)(p->m5));
}

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_double(x));
  GET(p->m1.m0.m0.m0[0], (enum change)x);
  GET(p->m1.m0.m0.m1, (enum color)x);
  GET(p->m1.m0.m0.m2, (enum small)x);
  GET(p->m1.m0.m0.m3, (unsigned long long)x);
  GET(p->m1.m0.m4.m0, as_double(x));
  GET(p->m1.m0.m4.m1, (unsigned long)x);
  GET(p->m1.m0.m4.m2, (unsigned)x);
  GET(p->m1.m0.m6[0], as_float(x));
  GET(p->m1.m0.m6[1], as_float(x));
  GET(p->m1.m0.m6[2], as_float(x));
  GET(p->m1.m2, (long long)x);
  GET(p->m1.m3, (unsigned short)x);
  GET(p->m1.m4, as_float(x));
  GET(p->m1.m5, (int)x);
  GET(p->m2, (unsigned long long)x);
  GET(p->m3.m0[0], (enum change)x);
  GET(p->m3.m1, (enum color)x);
  GET(p->m3.m2, (enum small)x);
  GET(p->m3.m3, (unsigned long long)x);
}
void read_6(const T6 *p, int *v, int which) {
  PUT(of_double(p->m0));
  PUT((words)(__int128)(p->m1.m0.m0.m0[0]));
  PUT((words)(__int128)(p->m1.m0.m0.m1));
  PUT((words)(__int128)(p->m1.m0.m0.m2));
  PUT((words)(__int128)(p->m1.m0.m0.m3));
  PUT(of_double(p->m1.m0.m4.m0));
  PUT((words)(__int128)(p->m1.m0.m4.m1));
  PUT((words)(__int128)(p->m1.m0.m4.m2));
  PUT(of_float(p->m1.m0.m6[0]));
  PUT(of_float(p->m1.m0.m6[1]));
  PUT(of_float(p->m1.m0.m6[2]));
  PUT((words)(__int128)(p->m1.m2));
  PUT((words)(__int128)(p->m1.m3));
  PUT(of_float(p->m1.m4));
  PUT((words)(__int128)(p->m1.m5));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3.m0[0]));
  PUT((words)(__int128)(p->m3.m1));
  PUT((words)(__int128)(p->m3.m2));
  PUT((words)(__int128)(p->m3.m3));
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 4) {
  case 0:
  GET(p->m0, (int)x);
  break;
  case 1:
  GET(p->m1, as_double(x));
  break;
  case 2:
  GET(p->m2, (enum small)x);
  break;
  case 3:
  GET(p->m3[0], as_double(x));
  break;
  }
}
void read_7(const T7 *p, int *v, int which) {
  switch (which % 4) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  PUT(of_double(p->m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2));
  break;
  case 3:
  PUT(of_double(p->m3[0]));
  break;
  }
}

enum small s0(unsigned char a0, enum small a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  return a1;
}

double s1(float a0, unsigned a1, double a2, double a3, T0 a4, unsigned long long a5, int *v) {
  PUT(of_float(a0));
  PUT((words)(__int128)(a1));
  PUT(of_double(a2));
  PUT(of_double(a3));
  PUT((words)(__int128)(a5));
  return a2;
}

double s2(char a0, unsigned long a1, double a2, T4 a3, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT(of_double(a2));
  PUT((words)(__int128)(a3.m0.m0[0]));
  PUT((words)(__int128)(a3.m0.m1));
  PUT((words)(__int128)(a3.m0.m2));
  PUT((words)(__int128)(a3.m0.m3));
  PUT(of_double(a3.m4.m0));
  PUT((words)(__int128)(a3.m4.m1));
  PUT((words)(__int128)(a3.m4.m2));
  PUT(of_float(a3.m6[0]));
  PUT(of_float(a3.m6[1]));
  PUT(of_float(a3.m6[2]));
  return a2;
}

long s3(long long a0, long a1, long a2, short a3, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3));
  return a1;
}

T0 s4(T4 a0, T1 a1, T0 a2, signed char a3, T0 a4, float a5, int *v) {
  PUT((words)(__int128)(a0.m0.m0[0]));
  PUT((words)(__int128)(a0.m0.m1));
  PUT((words)(__int128)(a0.m0.m2));
  PUT((words)(__int128)(a0.m0.m3));
  PUT(of_double(a0.m4.m0));
  PUT((words)(__int128)(a0.m4.m1));
  PUT((words)(__int128)(a0.m4.m2));
  PUT(of_float(a0.m6[0]));
  PUT(of_float(a0.m6[1]));
  PUT(of_float(a0.m6[2]));
  PUT((words)(__int128)(a1.m0[0]));
  PUT((words)(__int128)(a1.m1));
  PUT((words)(__int128)(a1.m2));
  PUT((words)(__int128)(a1.m3));
  PUT((words)(__int128)(a3));
  PUT(of_float(a5));
  return a2;
}

enum change s5(enum change a0, short a1, T5 a2, unsigned short a3, unsigned long a4, enum color a5, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.m0.m0.m0[0]));
  PUT((words)(__int128)(a2.m0.m0.m1));
  PUT((words)(__int128)(a2.m0.m0.m2));
  PUT((words)(__int128)(a2.m0.m0.m3));
  PUT(of_double(a2.m0.m4.m0));
  PUT((words)(__int128)(a2.m0.m4.m1));
  PUT((words)(__int128)(a2.m0.m4.m2));
  PUT(of_float(a2.m0.m6[0]));
  PUT(of_float(a2.m0.m6[1]));
  PUT(of_float(a2.m0.m6[2]));
  PUT((words)(__int128)(a2.m2));
  PUT((words)(__int128)(a2.m3));
  PUT(of_float(a2.m4));
  PUT((words)(__int128)(a2.m5));
  PUT((words)(__int128)(a3));
  PUT((words)(__int128)(a4));
  PUT((words)(__int128)(a5));
  return a0;
}

T0 s6(unsigned short a0, T0 a1, signed char a2, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a2));
  return a1;
}

unsigned long s7(unsigned long a0, double a1, double a2, long a3, T6 a4, int *v) {
  PUT((words)(__int128)(a0));
  PUT(of_double(a1));
  PUT(of_double(a2));
  PUT((words)(__int128)(a3));
  PUT(of_double(a4.m0));
  PUT((words)(__int128)(a4.m1.m0.m0.m0[0]));
  PUT((words)(__int128)(a4.m1.m0.m0.m1));
  PUT((words)(__int128)(a4.m1.m0.m0.m2));
  PUT((words)(__int128)(a4.m1.m0.m0.m3));
  PUT(of_double(a4.m1.m0.m4.m0));
  PUT((words)(__int128)(a4.m1.m0.m4.m1));
  PUT((words)(__int128)(a4.m1.m0.m4.m2));
  PUT(of_float(a4.m1.m0.m6[0]));
  PUT(of_float(a4.m1.m0.m6[1]));
  PUT(of_float(a4.m1.m0.m6[2]));
  PUT((words)(__int128)(a4.m1.m2));
  PUT((words)(__int128)(a4.m1.m3));
  PUT(of_float(a4.m1.m4));
  PUT((words)(__int128)(a4.m1.m5));
  PUT((words)(__int128)(a4.m2));
  PUT((words)(__int128)(a4.m3.m0[0]));
  PUT((words)(__int128)(a4.m3.m1));
  PUT((words)(__int128)(a4.m3.m2));
  PUT((words)(__int128)(a4.m3.m3));
  return a0;
}

void s8(int *v) {
}

void s9(int *v) {
}

void s10(short a0, float a1, enum small a2, T3 a3, enum change a4, double a5, int *v) {
  PUT((words)(__int128)(a0));
  PUT(of_float(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3.mx0_0));
  PUT((words)(__int128)(a3.mx1_0));
  PUT((words)(__int128)(a3.mx2_0));
  PUT((words)(__int128)(a3.m1));
  PUT((words)(__int128)(a3.m2[0][0]));
  PUT((words)(__int128)(a3.m2[0][1]));
  PUT((words)(__int128)(a3.m2[1][0]));
  PUT((words)(__int128)(a3.m2[1][1]));
  PUT((words)(__int128)(a3.m2[2][0]));
  PUT((words)(__int128)(a3.m2[2][1]));
  PUT((words)(__int128)(a3.m3));
  PUT((words)(__int128)(a3.m4));
  PUT((words)(__int128)(a3.m5));
  PUT((words)(__int128)(a4));
  PUT(of_double(a5));
}

T0 s11(double a0, T0 a1, int *v) {
  PUT(of_double(a0));
  return a1;
}

T3 s12(T3 a0, T4 a1, T4 a2, unsigned long a3, int *v) {
  PUT((words)(__int128)(a0.mx0_0));
  PUT((words)(__int128)(a0.mx1_0));
  PUT((words)(__int128)(a0.mx2_0));
  PUT((words)(__int128)(a0.m1));
  PUT((words)(__int128)(a0.m2[0][0]));
  PUT((words)(__int128)(a0.m2[0][1]));
  PUT((words)(__int128)(a0.m2[1][0]));
  PUT((words)(__int128)(a0.m2[1][1]));
  PUT((words)(__int128)(a0.m2[2][0]));
  PUT((words)(__int128)(a0.m2[2][1]));
  PUT((words)(__int128)(a0.m3));
  PUT((words)(__int128)(a0.m4));
  PUT((words)(__int128)(a0.m5));
  PUT((words)(__int128)(a1.m0.m0[0]));
  PUT((words)(__int128)(a1.m0.m1));
  PUT((words)(__int128)(a1.m0.m2));
  PUT((words)(__int128)(a1.m0.m3));
  PUT(of_double(a1.m4.m0));
  PUT((words)(__int128)(a1.m4.m1));
  PUT((words)(__int128)(a1.m4.m2));
  PUT(of_float(a1.m6[0]));
  PUT(of_float(a1.m6[1]));
  PUT(of_float(a1.m6[2]));
  PUT((words)(__int128)(a2.m0.m0[0]));
  PUT((words)(__int128)(a2.m0.m1));
  PUT((words)(__int128)(a2.m0.m2));
  PUT((words)(__int128)(a2.m0.m3));
  PUT(of_double(a2.m4.m0));
  PUT((words)(__int128)(a2.m4.m1));
  PUT((words)(__int128)(a2.m4.m2));
  PUT(of_float(a2.m6[0]));
  PUT(of_float(a2.m6[1]));
  PUT(of_float(a2.m6[2]));
  PUT((words)(__int128)(a3));
  return a0;
}

int s13(T5 a0, int a1, int *v) {
  PUT((words)(__int128)(a0.m0.m0.m0[0]));
  PUT((words)(__int128)(a0.m0.m0.m1));
  PUT((words)(__int128)(a0.m0.m0.m2));
  PUT((words)(__int128)(a0.m0.m0.m3));
  PUT(of_double(a0.m0.m4.m0));
  PUT((words)(__int128)(a0.m0.m4.m1));
  PUT((words)(__int128)(a0.m0.m4.m2));
  PUT(of_float(a0.m0.m6[0]));
  PUT(of_float(a0.m0.m6[1]));
  PUT(of_float(a0.m0.m6[2]));
  PUT((words)(__int128)(a0.m2));
  PUT((words)(__int128)(a0.m3));
  PUT(of_float(a0.m4));
  PUT((words)(__int128)(a0.m5));
  PUT((words)(__int128)(a1));
  return a1;
}

T5 s14(float a0, double a1, T5 a2, double a3, int *v) {
  PUT(of_float(a0));
  PUT(of_double(a1));
  PUT((words)(__int128)(a2.m0.m0.m0[0]));
  PUT((words)(__int128)(a2.m0.m0.m1));
  PUT((words)(__int128)(a2.m0.m0.m2));
  PUT((words)(__int128)(a2.m0.m0.m3));
  PUT(of_double(a2.m0.m4.m0));
  PUT((words)(__int128)(a2.m0.m4.m1));
  PUT((words)(__int128)(a2.m0.m4.m2));
  PUT(of_float(a2.m0.m6[0]));
  PUT(of_float(a2.m0.m6[1]));
  PUT(of_float(a2.m0.m6[2]));
  PUT((words)(__int128)(a2.m2));
  PUT((words)(__int128)(a2.m3));
  PUT(of_float(a2.m4));
  PUT((words)(__int128)(a2.m5));
  PUT(of_double(a3));
  return a2;
}

signed char s15(unsigned long long a0, signed char a1, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  return a1;
}

T5 s16(unsigned short a0, T5 a1, signed char a2, double a3, unsigned long long a4, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1.m0.m0.m0[0]));
  PUT((words)(__int128)(a1.m0.m0.m1));
  PUT((words)(__int128)(a1.m0.m0.m2));
  PUT((words)(__int128)(a1.m0.m0.m3));
  PUT(of_double(a1.m0.m4.m0));
  PUT((words)(__int128)(a1.m0.m4.m1));
  PUT((words)(__int128)(a1.m0.m4.m2));
  PUT(of_float(a1.m0.m6[0]));
  PUT(of_float(a1.m0.m6[1]));
  PUT(of_float(a1.m0.m6[2]));
  PUT((words)(__int128)(a1.m2));
  PUT((words)(__int128)(a1.m3));
  PUT(of_float(a1.m4));
  PUT((words)(__int128)(a1.m5));
  PUT((words)(__int128)(a2));
  PUT(of_double(a3));
  PUT((words)(__int128)(a4));
  return a1;
}

T3 s17(long long a0, enum small a1, T3 a2, int *v) {
  PUT((words)(__int128)(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2.mx0_0));
  PUT((words)(__int128)(a2.mx1_0));
  PUT((words)(__int128)(a2.mx2_0));
  PUT((words)(__int128)(a2.m1));
  PUT((words)(__int128)(a2.m2[0][0]));
  PUT((words)(__int128)(a2.m2[0][1]));
  PUT((words)(__int128)(a2.m2[1][0]));
  PUT((words)(__int128)(a2.m2[1][1]));
  PUT((words)(__int128)(a2.m2[2][0]));
  PUT((words)(__int128)(a2.m2[2][1]));
  PUT((words)(__int128)(a2.m3));
  PUT((words)(__int128)(a2.m4));
  PUT((words)(__int128)(a2.m5));
  return a2;
}

_Bool s18(double a0, char a1, _Bool a2, T1 a3, T5 a4, int *v) {
  PUT(of_double(a0));
  PUT((words)(__int128)(a1));
  PUT((words)(__int128)(a2));
  PUT((words)(__int128)(a3.m0[0]));
  PUT((words)(__int128)(a3.m1));
  PUT((words)(__int128)(a3.m2));
  PUT((words)(__int128)(a3.m3));
  PUT((words)(__int128)(a4.m0.m0.m0[0]));
  PUT((words)(__int128)(a4.m0.m0.m1));
  PUT((words)(__int128)(a4.m0.m0.m2));
  PUT((words)(__int128)(a4.m0.m0.m3));
  PUT(of_double(a4.m0.m4.m0));
  PUT((words)(__int128)(a4.m0.m4.m1));
  PUT((words)(__int128)(a4.m0.m4.m2));
  PUT(of_float(a4.m0.m6[0]));
  PUT(of_float(a4.m0.m6[1]));
  PUT(of_float(a4.m0.m6[2]));
  PUT((words)(__int128)(a4.m2));
  PUT((words)(__int128)(a4.m3));
  PUT(of_float(a4.m4));
  PUT((words)(__int128)(a4.m5));
  return a2;
}

unsigned char s19(unsigned char a0, int *v) {
  PUT((words)(__int128)(a0));
  return a0;
}
