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
    {sizeof(T2), _Alignof(T2)},
    {sizeof(T3), _Alignof(T3), offsetof(T3, m0), offsetof(T3, m2), offsetof(T3, m3), offsetof(T3, m4), offsetof(T3, m5), offsetof(T3, m6)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m0)},
    {sizeof(T5), _Alignof(T5)},
    {sizeof(T6), _Alignof(T6), offsetof(T6, m2), offsetof(T6, m3), offsetof(T6, m5)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m0), offsetof(T7, m1), offsetof(T7, m3), offsetof(T7, m5)},
    {sizeof(T8), _Alignof(T8), offsetof(T8, m0), offsetof(T8, m3), offsetof(T8, m5)},
    {sizeof(T9), _Alignof(T9), offsetof(T9, m0), offsetof(T9, m1)},
    {sizeof(T10), _Alignof(T10)},
    {sizeof(T11), _Alignof(T11), offsetof(T11, m0), offsetof(T11, m1)},
    {sizeof(T12), _Alignof(T12), offsetof(T12, m1)},
    {sizeof(T13), _Alignof(T13), offsetof(T13, m1), offsetof(T13, m2), offsetof(T13, m3), offsetof(T13, m4)},
    {sizeof(T14), _Alignof(T14), offsetof(T14, m1)},
    {sizeof(T15), _Alignof(T15), offsetof(T15, m1), offsetof(T15, m2), offsetof(T15, m3), offsetof(T15, m4), offsetof(T15, m5)},
    {sizeof(T16), _Alignof(T16)},
    {sizeof(T17), _Alignof(T17), offsetof(T17, m0), offsetof(T17, m1), offsetof(T17, m2)},
    {sizeof(T18), _Alignof(T18), offsetof(T18, m0), offsetof(T18, m1)},
    {sizeof(T19), _Alignof(T19), offsetof(T19, m0), offsetof(T19, m1), offsetof(T19, m2), offsetof(T19, m4), offsetof(T19, m5), offsetof(T19, m6)},
  };
  return all[type][index];
}

void fill_0(T0 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (int)x);
}
void read_0(const T0 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_1(T1 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (long long)x);
}
void read_1(const T1 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->mx0_0, (unsigned char)x);
  GET(p->mx1_0, (unsigned long)x);
  GET(p->mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->mx0_1, (enum change)x);
  break;
  }
}
void read_2(const T2 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->mx0_0));
  PUT((words)(__int128)(p->mx1_0));
  PUT((words)(__int128)(p->mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->mx0_1));
  break;
  }
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (short)x);
  GET(p->m1, (long)x);
  GET(p->m2, (unsigned)x);
  GET(p->m3, (char)x);
  GET(p->m4[0][0], (unsigned short)x);
  GET(p->m4[0][1], (unsigned short)x);
  GET(p->m4[0][2], (unsigned short)x);
  GET(p->m5, (enum change)x);
  switch (which % 2) {
  case 0:
  GET(p->m6[0].mx0_0, (unsigned char)x);
  GET(p->m6[0].mx1_0, (unsigned long)x);
  GET(p->m6[0].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m6[0].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->m6[1].mx0_0, (unsigned char)x);
  GET(p->m6[1].mx1_0, (unsigned long)x);
  GET(p->m6[1].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m6[1].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->m6[2].mx0_0, (unsigned char)x);
  GET(p->m6[2].mx1_0, (unsigned long)x);
  GET(p->m6[2].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m6[2].mx0_1, (enum change)x);
  break;
  }
}
void read_3(const T3 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4[0][0]));
  PUT((words)(__int128)(p->m4[0][1]));
  PUT((words)(__int128)(p->m4[0][2]));
  PUT((words)(__int128)(p->m5));
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m6[0].mx0_0));
  PUT((words)(__int128)(p->m6[0].mx1_0));
  PUT((words)(__int128)(p->m6[0].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m6[0].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m6[1].mx0_0));
  PUT((words)(__int128)(p->m6[1].mx1_0));
  PUT((words)(__int128)(p->m6[1].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m6[1].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m6[2].mx0_0));
  PUT((words)(__int128)(p->m6[2].mx1_0));
  PUT((words)(__int128)(p->m6[2].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m6[2].mx0_1));
  break;
  }
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0.mx0_0, (unsigned char)x);
  GET(p->m0.mx1_0, (unsigned long)x);
  GET(p->m0.mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m0.mx0_1, (enum change)x);
  break;
  }
}
void read_4(const T4 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m0.mx0_0));
  PUT((words)(__int128)(p->m0.mx1_0));
  PUT((words)(__int128)(p->m0.mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m0.mx0_1));
  break;
  }
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_5(const T5 *p, int *v, int which) {
}

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 5) {
  case 0:
  GET(p->m0, (char)x);
  break;
  case 1:
  GET(p->m1, (char)x);
  break;
  case 2:
  GET(p->m2[0].m0, (long long)x);
  GET(p->m2[1].m0, (long long)x);
  break;
  case 3:
  switch (which % 2) {
  case 0:
  GET(p->m3.m0.mx0_0, (unsigned char)x);
  GET(p->m3.m0.mx1_0, (unsigned long)x);
  GET(p->m3.m0.mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m3.m0.mx0_1, (enum change)x);
  break;
  }
  break;
  case 4:
  GET(p->m5, (unsigned)x);
  break;
  }
}
void read_6(const T6 *p, int *v, int which) {
  switch (which % 5) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2[0].m0));
  PUT((words)(__int128)(p->m2[1].m0));
  break;
  case 3:
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m3.m0.mx0_0));
  PUT((words)(__int128)(p->m3.m0.mx1_0));
  PUT((words)(__int128)(p->m3.m0.mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m3.m0.mx0_1));
  break;
  }
  break;
  case 4:
  PUT((words)(__int128)(p->m5));
  break;
  }
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (enum change)x);
  GET(p->m1, (signed char)x);
  GET(p->m2, (short)x);
  GET(p->m3, as_double(x));
  GET(p->m4, (unsigned char)x);
  GET(p->m5.m0, (long long)x);
}
void read_7(const T7 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT(of_double(p->m3));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5.m0));
}

void fill_8(T8 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (long)x);
  GET(p->m1, (unsigned)x);
  GET(p->m3.m0, (short)x);
  GET(p->m3.m1, (long)x);
  GET(p->m3.m2, (unsigned)x);
  GET(p->m3.m3, (char)x);
  GET(p->m3.m4[0][0], (unsigned short)x);
  GET(p->m3.m4[0][1], (unsigned short)x);
  GET(p->m3.m4[0][2], (unsigned short)x);
  GET(p->m3.m5, (enum change)x);
  switch (which % 2) {
  case 0:
  GET(p->m3.m6[0].mx0_0, (unsigned char)x);
  GET(p->m3.m6[0].mx1_0, (unsigned long)x);
  GET(p->m3.m6[0].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m3.m6[0].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->m3.m6[1].mx0_0, (unsigned char)x);
  GET(p->m3.m6[1].mx1_0, (unsigned long)x);
  GET(p->m3.m6[1].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m3.m6[1].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->m3.m6[2].mx0_0, (unsigned char)x);
  GET(p->m3.m6[2].mx1_0, (unsigned long)x);
  GET(p->m3.m6[2].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m3.m6[2].mx0_1, (enum change)x);
  break;
  }
  GET(p->m5, (char)x);
}
void read_8(const T8 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m3.m0));
  PUT((words)(__int128)(p->m3.m1));
  PUT((words)(__int128)(p->m3.m2));
  PUT((words)(__int128)(p->m3.m3));
  PUT((words)(__int128)(p->m3.m4[0][0]));
  PUT((words)(__int128)(p->m3.m4[0][1]));
  PUT((words)(__int128)(p->m3.m4[0][2]));
  PUT((words)(__int128)(p->m3.m5));
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m3.m6[0].mx0_0));
  PUT((words)(__int128)(p->m3.m6[0].mx1_0));
  PUT((words)(__int128)(p->m3.m6[0].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m3.m6[0].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m3.m6[1].mx0_0));
  PUT((words)(__int128)(p->m3.m6[1].mx1_0));
  PUT((words)(__int128)(p->m3.m6[1].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m3.m6[1].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m3.m6[2].mx0_0));
  PUT((words)(__int128)(p->m3.m6[2].mx1_0));
  PUT((words)(__int128)(p->m3.m6[2].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m3.m6[2].mx0_1));
  break;
  }
  PUT((words)(__int128)(p->m5));
}

void fill_9(T9 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0.m0.mx0_0, (unsigned char)x);
  GET(p->m0.m0.mx1_0, (unsigned long)x);
  GET(p->m0.m0.mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m0.m0.mx0_1, (enum change)x);
  break;
  }
  GET(p->m1, as_double(x));
}
void read_9(const T9 *p, int *v, int which) {
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m0.m0.mx0_0));
  PUT((words)(__int128)(p->m0.m0.mx1_0));
  PUT((words)(__int128)(p->m0.m0.mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m0.m0.mx0_1));
  break;
  }
  PUT(of_double(p->m1));
}

void fill_10(T10 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 1) {
  }
}
void read_10(const T10 *p, int *v, int which) {
  switch (which % 1) {
  }
}

void fill_11(T11 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (unsigned long)x);
  GET(p->m1, as_float(x));
  GET(p->m2, (enum color)x);
  GET(p->mx0_3, (unsigned)x);
  GET(p->mx1_3[0], (unsigned)x);
  GET(p->mx1_3[1], (unsigned)x);
}
void read_11(const T11 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT(of_float(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->mx0_3));
  PUT((words)(__int128)(p->mx1_3[0]));
  PUT((words)(__int128)(p->mx1_3[1]));
}

void fill_12(T12 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 1) {
  case 0:
  GET(p->mx0_0, (char)x);
  break;
  }
  GET(p->m1[0][0], (signed char)x);
  GET(p->m1[0][1], (signed char)x);
  GET(p->m2, (unsigned short)x);
  GET(p->mx0_3, (long)x);
  GET(p->mx1_3.m0, (short)x);
  GET(p->mx1_3.m1, (long)x);
  GET(p->mx1_3.m2, (unsigned)x);
  GET(p->mx1_3.m3, (char)x);
  GET(p->mx1_3.m4[0][0], (unsigned short)x);
  GET(p->mx1_3.m4[0][1], (unsigned short)x);
  GET(p->mx1_3.m4[0][2], (unsigned short)x);
  GET(p->mx1_3.m5, (enum change)x);
  switch (which % 2) {
  case 0:
  GET(p->mx1_3.m6[0].mx0_0, (unsigned char)x);
  GET(p->mx1_3.m6[0].mx1_0, (unsigned long)x);
  GET(p->mx1_3.m6[0].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->mx1_3.m6[0].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->mx1_3.m6[1].mx0_0, (unsigned char)x);
  GET(p->mx1_3.m6[1].mx1_0, (unsigned long)x);
  GET(p->mx1_3.m6[1].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->mx1_3.m6[1].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->mx1_3.m6[2].mx0_0, (unsigned char)x);
  GET(p->mx1_3.m6[2].mx1_0, (unsigned long)x);
  GET(p->mx1_3.m6[2].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->mx1_3.m6[2].mx0_1, (enum change)x);
  break;
  }
  GET(p->mx2_3, (short)x);
}
void read_12(const T12 *p, int *v, int which) {
  switch (which % 1) {
  case 0:
  PUT((words)(__int128)(p->mx0_0));
  break;
  }
  PUT((words)(__int128)(p->m1[0][0]));
  PUT((words)(__int128)(p->m1[0][1]));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->mx0_3));
  PUT((words)(__int128)(p->mx1_3.m0));
  PUT((words)(__int128)(p->mx1_3.m1));
  PUT((words)(__int128)(p->mx1_3.m2));
  PUT((words)(__int128)(p->mx1_3.m3));
  PUT((words)(__int128)(p->mx1_3.m4[0][0]));
  PUT((words)(__int128)(p->mx1_3.m4[0][1]));
  PUT((words)(__int128)(p->mx1_3.m4[0][2]));
  PUT((words)(__int128)(p->mx1_3.m5));
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->mx1_3.m6[0].mx0_0));
  PUT((words)(__int128)(p->mx1_3.m6[0].mx1_0));
  PUT((words)(__int128)(p->mx1_3.m6[0].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->mx1_3.m6[0].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->mx1_3.m6[1].mx0_0));
  PUT((words)(__int128)(p->mx1_3.m6[1].mx1_0));
  PUT((words)(__int128)(p->mx1_3.m6[1].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->mx1_3.m6[1].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->mx1_3.m6[2].mx0_0));
  PUT((words)(__int128)(p->mx1_3.m6[2].mx1_0));
  PUT((words)(__int128)(p->mx1_3.m6[2].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->mx1_3.m6[2].mx0_1));
  break;
  }
  PUT((words)(__int128)(p->mx2_3));
}

void fill_13(T13 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (long long)x);
  GET(p->m1, (unsigned short)x);
  GET(p->m2, (_Bool)x);
  GET(p->m3.m0, (enum change)x);
  GET(p->m3.m1, (signed char)x);
  GET(p->m3.m2, (short)x);
  GET(p->m3.m3, as_double(x));
  GET(p->m3.m4, (unsigned char)x);
  GET(p->m3.m5.m0, (long long)x);
  GET(p->m4, (enum small)x);
}
void read_13(const T13 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3.m0));
  PUT((words)(__int128)(p->m3.m1));
  PUT((words)(__int128)(p->m3.m2));
  PUT(of_double(p->m3.m3));
  PUT((words)(__int128)(p->m3.m4));
  PUT((words)(__int128)(p->m3.m5.m0));
  PUT((words)(__int128)(p->m4));
}

void fill_14(T14 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->mx0_0, (unsigned char)x);
  GET(p->m1.m0, (short)x);
  GET(p->m1.m1, (long)x);
  GET(p->m1.m2, (unsigned)x);
  GET(p->m1.m3, (char)x);
  GET(p->m1.m4[0][0], (unsigned short)x);
  GET(p->m1.m4[0][1], (unsigned short)x);
  GET(p->m1.m4[0][2], (unsigned short)x);
  GET(p->m1.m5, (enum change)x);
  switch (which % 2) {
  case 0:
  GET(p->m1.m6[0].mx0_0, (unsigned char)x);
  GET(p->m1.m6[0].mx1_0, (unsigned long)x);
  GET(p->m1.m6[0].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m1.m6[0].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->m1.m6[1].mx0_0, (unsigned char)x);
  GET(p->m1.m6[1].mx1_0, (unsigned long)x);
  GET(p->m1.m6[1].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m1.m6[1].mx0_1, (enum change)x);
  break;
  }
  switch (which % 2) {
  case 0:
  GET(p->m1.m6[2].mx0_0, (unsigned char)x);
  GET(p->m1.m6[2].mx1_0, (unsigned long)x);
  GET(p->m1.m6[2].mx2_0.m0, (long long)x);
  break;
  case 1:
  GET(p->m1.m6[2].mx0_1, (enum change)x);
  break;
  }
}
void read_14(const T14 *p, int *v, int which) {
  PUT((words)(__int128)(p->mx0_0));
  PUT((words)(__int128)(p->m1.m0));
  PUT((words)(__int128)(p->m1.m1));
  PUT((words)(__int128)(p->m1.m2));
  PUT((words)(__int128)(p->m1.m3));
  PUT((words)(__int128)(p->m1.m4[0][0]));
  PUT((words)(__int128)(p->m1.m4[0][1]));
  PUT((words)(__int128)(p->m1.m4[0][2]));
  PUT((words)(__int128)(p->m1.m5));
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m1.m6[0].mx0_0));
  PUT((words)(__int128)(p->m1.m6[0].mx1_0));
  PUT((words)(__int128)(p->m1.m6[0].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1.m6[0].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m1.m6[1].mx0_0));
  PUT((words)(__int128)(p->m1.m6[1].mx1_0));
  PUT((words)(__int128)(p->m1.m6[1].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1.m6[1].mx0_1));
  break;
  }
  switch (which % 2) {
  case 0:
  PUT((words)(__int128)(p->m1.m6[2].mx0_0));
  PUT((words)(__int128)(p->m1.m6[2].mx1_0));
  PUT((words)(__int128)(p->m1.m6[2].mx2_0.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1.m6[2].mx0_1));
  break;
  }
}

void fill_15(T15 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (signed char)x);
  GET(p->m1, as_double(x));
  GET(p->m2, as_double(x));
  GET(p->m3, (enum color)x);
  GET(p->m4, (long)x);
  GET(p->m5, (signed char)x);
}
void read_15(const T15 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT(of_double(p->m1));
  PUT(of_double(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5));
}

void fill_16(T16 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_16(const T16 *p, int *v, int which) {
}

void fill_17(T17 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m1, as_double(x));
}
void read_17(const T17 *p, int *v, int which) {
  PUT(of_double(p->m1));
}

void fill_18(T18 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (long)x);
  GET(p->m1[0][0], (int)x);
  GET(p->m1[0][1], (int)x);
  GET(p->m1[1][0], (int)x);
  GET(p->m1[1][1], (int)x);
  GET(p->m1[2][0], (int)x);
  GET(p->m1[2][1], (int)x);
}
void read_18(const T18 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1[0][0]));
  PUT((words)(__int128)(p->m1[0][1]));
  PUT((words)(__int128)(p->m1[1][0]));
  PUT((words)(__int128)(p->m1[1][1]));
  PUT((words)(__int128)(p->m1[2][0]));
  PUT((words)(__int128)(p->m1[2][1]));
}

void fill_19(T19 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 7) {
  case 0:
  GET(p->m0, (unsigned short)x);
  break;
  case 1:
  GET(p->m1, (long)x);
  break;
  case 2:
  GET(p->m2, (unsigned short)x);
  break;
  case 3:
  GET(p->mx0_3, (unsigned)x);
  GET(p->mx1_3, (unsigned short)x);
  GET(p->mx2_3, (enum small)x);
  break;
  case 4:
  GET(p->m4, (int)x);
  break;
  case 5:
  GET(p->m5, (unsigned long long)x);
  break;
  case 6:
  GET(p->m6[0][0], (signed char)x);
  GET(p->m6[0][1], (signed char)x);
  GET(p->m6[1][0], (signed char)x);
  GET(p->m6[1][1], (signed char)x);
  break;
  }
}
void read_19(const T19 *p, int *v, int which) {
  switch (which % 7) {
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
  PUT((words)(__int128)(p->mx0_3));
  PUT((words)(__int128)(p->mx1_3));
  PUT((words)(__int128)(p->mx2_3));
  break;
  case 4:
  PUT((words)(__int128)(p->m4));
  break;
  case 5:
  PUT((words)(__int128)(p->m5));
  break;
  case 6:
  PUT((words)(__int128)(p->m6[0][0]));
  PUT((words)(__int128)(p->m6[0][1]));
  PUT((words)(__int128)(p->m6[1][0]));
  PUT((words)(__int128)(p->m6[1][1]));
  break;
  }
}
