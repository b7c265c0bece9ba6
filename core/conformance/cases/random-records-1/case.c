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
    {sizeof(T0), _Alignof(T0), offsetof(T0, m0)},
    {sizeof(T1), _Alignof(T1), offsetof(T1, m0)},
    {sizeof(T2), _Alignof(T2), offsetof(T2, m0), offsetof(T2, m1), offsetof(T2, m2)},
    {sizeof(T3), _Alignof(T3)},
    {sizeof(T4), _Alignof(T4), offsetof(T4, m2), offsetof(T4, m3), offsetof(T4, m6)},
    {sizeof(T5), _Alignof(T5), offsetof(T5, m0), offsetof(T5, m1), offsetof(T5, m2), offsetof(T5, m3), offsetof(T5, m5)},
    {sizeof(T6), _Alignof(T6), offsetof(T6, m1), offsetof(T6, m2), offsetof(T6, m3)},
    {sizeof(T7), _Alignof(T7), offsetof(T7, m2)},
    {sizeof(T8), _Alignof(T8), offsetof(T8, m1)},
    {sizeof(T9), _Alignof(T9), offsetof(T9, m1)},
    {sizeof(T10), _Alignof(T10)},
    {sizeof(T11), _Alignof(T11), offsetof(T11, m0), offsetof(T11, m1), offsetof(T11, m2), offsetof(T11, m3), offsetof(T11, m4)},
    {sizeof(T12), _Alignof(T12), offsetof(T12, m0), offsetof(T12, m1)},
    {sizeof(T13), _Alignof(T13), offsetof(T13, m0), offsetof(T13, m2)},
    {sizeof(T14), _Alignof(T14), offsetof(T14, m0), offsetof(T14, m1), offsetof(T14, m2), offsetof(T14, m4)},
    {sizeof(T15), _Alignof(T15), offsetof(T15, m1), offsetof(T15, m3), offsetof(T15, m4), offsetof(T15, m5)},
    {sizeof(T16), _Alignof(T16), offsetof(T16, m1), offsetof(T16, m2), offsetof(T16, m3), offsetof(T16, m5)},
    {sizeof(T17), _Alignof(T17), offsetof(T17, m0), offsetof(T17, m1)},
    {sizeof(T18), _Alignof(T18), offsetof(T18, m0), offsetof(T18, m2), offsetof(T18, m3), offsetof(T18, m4), offsetof(T18, m5)},
    {sizeof(T19), _Alignof(T19), offsetof(T19, m0), offsetof(T19, m1), offsetof(T19, m2), offsetof(T19, m3), offsetof(T19, m4), offsetof(T19, m6)},
  };
  return all[type][index];
}

void fill_0(T0 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 1) {
  case 0:
  GET(p->m0, as_float(x));
  break;
  }
}
void read_0(const T0 *p, int *v, int which) {
  switch (which % 1) {
  case 0:
  PUT(of_float(p->m0));
  break;
  }
}

void fill_1(T1 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (unsigned long long)x);
}
void read_1(const T1 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
}

void fill_2(T2 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (unsigned char)x);
  GET(p->m1, as_float(x));
  GET(p->m2, (unsigned long long)x);
}
void read_2(const T2 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT(of_float(p->m1));
  PUT((words)(__int128)(p->m2));
}

void fill_3(T3 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_3(const T3 *p, int *v, int which) {
}

void fill_4(T4 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->mx0_0, (long)x);
  GET(p->mx0_1, (short)x);
  GET(p->m2[0][0], (long long)x);
  GET(p->m2[0][1], (long long)x);
  GET(p->m2[1][0], (long long)x);
  GET(p->m2[1][1], (long long)x);
  GET(p->m3, as_double(x));
  GET(p->mx0_4, (long)x);
  GET(p->mx1_4, (int)x);
  GET(p->mx0_5, (long)x);
  GET(p->m6, as_double(x));
}
void read_4(const T4 *p, int *v, int which) {
  PUT((words)(__int128)(p->mx0_0));
  PUT((words)(__int128)(p->mx0_1));
  PUT((words)(__int128)(p->m2[0][0]));
  PUT((words)(__int128)(p->m2[0][1]));
  PUT((words)(__int128)(p->m2[1][0]));
  PUT((words)(__int128)(p->m2[1][1]));
  PUT(of_double(p->m3));
  PUT((words)(__int128)(p->mx0_4));
  PUT((words)(__int128)(p->mx1_4));
  PUT((words)(__int128)(p->mx0_5));
  PUT(of_double(p->m6));
}

void fill_5(T5 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 7) {
  case 0:
  GET(p->m0, (unsigned char)x);
  break;
  case 1:
  GET(p->m1, (char)x);
  break;
  case 2:
  GET(p->m2[0][0], (enum small)x);
  GET(p->m2[0][1], (enum small)x);
  GET(p->m2[0][2], (enum small)x);
  GET(p->m2[1][0], (enum small)x);
  GET(p->m2[1][1], (enum small)x);
  GET(p->m2[1][2], (enum small)x);
  break;
  case 3:
  GET(p->m3[0], (unsigned char)x);
  GET(p->m3[1], (unsigned char)x);
  break;
  case 4:
  GET(p->mx0_4[0][0], (long)x);
  GET(p->mx0_4[0][1], (long)x);
  GET(p->mx0_4[1][0], (long)x);
  GET(p->mx0_4[1][1], (long)x);
  GET(p->mx0_4[2][0], (long)x);
  GET(p->mx0_4[2][1], (long)x);
  GET(p->mx1_4, (unsigned short)x);
  break;
  case 5:
  GET(p->m5, (long)x);
  break;
  case 6:
  GET(p->m6, (char)x);
  break;
  }
}
void read_5(const T5 *p, int *v, int which) {
  switch (which % 7) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2[0][0]));
  PUT((words)(__int128)(p->m2[0][1]));
  PUT((words)(__int128)(p->m2[0][2]));
  PUT((words)(__int128)(p->m2[1][0]));
  PUT((words)(__int128)(p->m2[1][1]));
  PUT((words)(__int128)(p->m2[1][2]));
  break;
  case 3:
  PUT((words)(__int128)(p->m3[0]));
  PUT((words)(__int128)(p->m3[1]));
  break;
  case 4:
  PUT((words)(__int128)(p->mx0_4[0][0]));
  PUT((words)(__int128)(p->mx0_4[0][1]));
  PUT((words)(__int128)(p->mx0_4[1][0]));
  PUT((words)(__int128)(p->mx0_4[1][1]));
  PUT((words)(__int128)(p->mx0_4[2][0]));
  PUT((words)(__int128)(p->mx0_4[2][1]));
  PUT((words)(__int128)(p->mx1_4));
  break;
  case 5:
  PUT((words)(__int128)(p->m5));
  break;
  case 6:
  PUT((words)(__int128)(p->m6));
  break;
  }
}

void fill_6(T6 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (unsigned char)x);
  GET(p->m1[0].m0, (unsigned long long)x);
  GET(p->m3[0], (unsigned long)x);
  GET(p->m3[1], (unsigned long)x);
}
void read_6(const T6 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1[0].m0));
  PUT((words)(__int128)(p->m3[0]));
  PUT((words)(__int128)(p->m3[1]));
}

void fill_7(T7 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 3) {
  case 0:
  GET(p->m0, (_Bool)x);
  break;
  case 1:
  GET(p->m1, (enum change)x);
  break;
  case 2:
  switch (which % 7) {
  case 0:
  GET(p->m2.m0, (unsigned char)x);
  break;
  case 1:
  GET(p->m2.m1, (char)x);
  break;
  case 2:
  GET(p->m2.m2[0][0], (enum small)x);
  GET(p->m2.m2[0][1], (enum small)x);
  GET(p->m2.m2[0][2], (enum small)x);
  GET(p->m2.m2[1][0], (enum small)x);
  GET(p->m2.m2[1][1], (enum small)x);
  GET(p->m2.m2[1][2], (enum small)x);
  break;
  case 3:
  GET(p->m2.m3[0], (unsigned char)x);
  GET(p->m2.m3[1], (unsigned char)x);
  break;
  case 4:
  GET(p->m2.mx0_4[0][0], (long)x);
  GET(p->m2.mx0_4[0][1], (long)x);
  GET(p->m2.mx0_4[1][0], (long)x);
  GET(p->m2.mx0_4[1][1], (long)x);
  GET(p->m2.mx0_4[2][0], (long)x);
  GET(p->m2.mx0_4[2][1], (long)x);
  GET(p->m2.mx1_4, (unsigned short)x);
  break;
  case 5:
  GET(p->m2.m5, (long)x);
  break;
  case 6:
  GET(p->m2.m6, (char)x);
  break;
  }
  break;
  }
}
void read_7(const T7 *p, int *v, int which) {
  switch (which % 3) {
  case 0:
  PUT((words)(__int128)(p->m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m1));
  break;
  case 2:
  switch (which % 7) {
  case 0:
  PUT((words)(__int128)(p->m2.m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m2.m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m2.m2[0][0]));
  PUT((words)(__int128)(p->m2.m2[0][1]));
  PUT((words)(__int128)(p->m2.m2[0][2]));
  PUT((words)(__int128)(p->m2.m2[1][0]));
  PUT((words)(__int128)(p->m2.m2[1][1]));
  PUT((words)(__int128)(p->m2.m2[1][2]));
  break;
  case 3:
  PUT((words)(__int128)(p->m2.m3[0]));
  PUT((words)(__int128)(p->m2.m3[1]));
  break;
  case 4:
  PUT((words)(__int128)(p->m2.mx0_4[0][0]));
  PUT((words)(__int128)(p->m2.mx0_4[0][1]));
  PUT((words)(__int128)(p->m2.mx0_4[1][0]));
  PUT((words)(__int128)(p->m2.mx0_4[1][1]));
  PUT((words)(__int128)(p->m2.mx0_4[2][0]));
  PUT((words)(__int128)(p->m2.mx0_4[2][1]));
  PUT((words)(__int128)(p->m2.mx1_4));
  break;
  case 5:
  PUT((words)(__int128)(p->m2.m5));
  break;
  case 6:
  PUT((words)(__int128)(p->m2.m6));
  break;
  }
  break;
  }
}

void fill_8(T8 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (signed char)x);
  GET(p->m1, as_float(x));
}
void read_8(const T8 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT(of_float(p->m1));
}

void fill_9(T9 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (enum color)x);
  GET(p->m1, (unsigned)x);
  GET(p->m2, (unsigned long)x);
}
void read_9(const T9 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
}

void fill_10(T10 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
}
void read_10(const T10 *p, int *v, int which) {
}

void fill_11(T11 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0[0], (unsigned long)x);
  GET(p->m0[1], (unsigned long)x);
  GET(p->m0[2], (unsigned long)x);
  GET(p->m1[0][0], (long long)x);
  GET(p->m1[1][0], (long long)x);
  GET(p->m2, as_float(x));
  GET(p->m3.m0, (signed char)x);
  GET(p->m3.m1, as_float(x));
}
void read_11(const T11 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0[0]));
  PUT((words)(__int128)(p->m0[1]));
  PUT((words)(__int128)(p->m0[2]));
  PUT((words)(__int128)(p->m1[0][0]));
  PUT((words)(__int128)(p->m1[1][0]));
  PUT(of_float(p->m2));
  PUT((words)(__int128)(p->m3.m0));
  PUT(of_float(p->m3.m1));
}

void fill_12(T12 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 2) {
  case 0:
  GET(p->m0[0], (char)x);
  GET(p->m0[1], (char)x);
  break;
  case 1:
  GET(p->m1, (int)x);
  break;
  }
}
void read_12(const T12 *p, int *v, int which) {
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

void fill_13(T13 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0[0], (enum change)x);
  GET(p->m2, (signed char)x);
  GET(p->m5, (unsigned long long)x);
}
void read_13(const T13 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0[0]));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m5));
}

void fill_14(T14 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_double(x));
  GET(p->m1, (enum color)x);
  GET(p->m2, (_Bool)x);
  GET(p->m3, (short)x);
  GET(p->m4, as_float(x));
}
void read_14(const T14 *p, int *v, int which) {
  PUT(of_double(p->m0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT(of_float(p->m4));
}

void fill_15(T15 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->mx0_0, (unsigned long)x);
  GET(p->mx1_0, (long)x);
  GET(p->m1, (long long)x);
  GET(p->m2, (short)x);
  GET(p->m4, (enum color)x);
  GET(p->m5, (enum small)x);
  GET(p->mx0_6[0][0], (long long)x);
  GET(p->mx0_6[1][0], (long long)x);
  GET(p->mx1_6, (unsigned long)x);
  GET(p->mx2_6, (enum color)x);
}
void read_15(const T15 *p, int *v, int which) {
  PUT((words)(__int128)(p->mx0_0));
  PUT((words)(__int128)(p->mx1_0));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m4));
  PUT((words)(__int128)(p->m5));
  PUT((words)(__int128)(p->mx0_6[0][0]));
  PUT((words)(__int128)(p->mx0_6[1][0]));
  PUT((words)(__int128)(p->mx1_6));
  PUT((words)(__int128)(p->mx2_6));
}

void fill_16(T16 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  switch (which % 5) {
  case 0:
  GET(p->m1, (unsigned short)x);
  break;
  case 1:
  GET(p->m2.mx0_0, (long)x);
  GET(p->m2.mx0_1, (short)x);
  GET(p->m2.m2[0][0], (long long)x);
  GET(p->m2.m2[0][1], (long long)x);
  GET(p->m2.m2[1][0], (long long)x);
  GET(p->m2.m2[1][1], (long long)x);
  GET(p->m2.m3, as_double(x));
  GET(p->m2.mx0_4, (long)x);
  GET(p->m2.mx1_4, (int)x);
  GET(p->m2.mx0_5, (long)x);
  GET(p->m2.m6, as_double(x));
  break;
  case 2:
  GET(p->m3[0], as_double(x));
  break;
  case 3:
  GET(p->m4, (char)x);
  break;
  case 4:
  GET(p->m5, (enum small)x);
  break;
  }
}
void read_16(const T16 *p, int *v, int which) {
  switch (which % 5) {
  case 0:
  PUT((words)(__int128)(p->m1));
  break;
  case 1:
  PUT((words)(__int128)(p->m2.mx0_0));
  PUT((words)(__int128)(p->m2.mx0_1));
  PUT((words)(__int128)(p->m2.m2[0][0]));
  PUT((words)(__int128)(p->m2.m2[0][1]));
  PUT((words)(__int128)(p->m2.m2[1][0]));
  PUT((words)(__int128)(p->m2.m2[1][1]));
  PUT(of_double(p->m2.m3));
  PUT((words)(__int128)(p->m2.mx0_4));
  PUT((words)(__int128)(p->m2.mx1_4));
  PUT((words)(__int128)(p->m2.mx0_5));
  PUT(of_double(p->m2.m6));
  break;
  case 2:
  PUT(of_double(p->m3[0]));
  break;
  case 3:
  PUT((words)(__int128)(p->m4));
  break;
  case 4:
  PUT((words)(__int128)(p->m5));
  break;
  }
}

void fill_17(T17 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0[0], (long)x);
  GET(p->m0[1], (long)x);
  GET(p->m1, (char)x);
  GET(p->mx1_2, (unsigned long long)x);
  GET(p->mx2_2[0], as_double(x));
  GET(p->mx2_2[1], as_double(x));
}
void read_17(const T17 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0[0]));
  PUT((words)(__int128)(p->m0[1]));
  PUT((words)(__int128)(p->m1));
  PUT((words)(__int128)(p->mx1_2));
  PUT(of_double(p->mx2_2[0]));
  PUT(of_double(p->mx2_2[1]));
}

void fill_18(T18 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, as_double(x));
  GET(p->m2, (enum change)x);
  GET(p->m3, (int)x);
  switch (which % 7) {
  case 0:
  GET(p->m4[0].m0, (unsigned char)x);
  break;
  case 1:
  GET(p->m4[0].m1, (char)x);
  break;
  case 2:
  GET(p->m4[0].m2[0][0], (enum small)x);
  GET(p->m4[0].m2[0][1], (enum small)x);
  GET(p->m4[0].m2[0][2], (enum small)x);
  GET(p->m4[0].m2[1][0], (enum small)x);
  GET(p->m4[0].m2[1][1], (enum small)x);
  GET(p->m4[0].m2[1][2], (enum small)x);
  break;
  case 3:
  GET(p->m4[0].m3[0], (unsigned char)x);
  GET(p->m4[0].m3[1], (unsigned char)x);
  break;
  case 4:
  GET(p->m4[0].mx0_4[0][0], (long)x);
  GET(p->m4[0].mx0_4[0][1], (long)x);
  GET(p->m4[0].mx0_4[1][0], (long)x);
  GET(p->m4[0].mx0_4[1][1], (long)x);
  GET(p->m4[0].mx0_4[2][0], (long)x);
  GET(p->m4[0].mx0_4[2][1], (long)x);
  GET(p->m4[0].mx1_4, (unsigned short)x);
  break;
  case 5:
  GET(p->m4[0].m5, (long)x);
  break;
  case 6:
  GET(p->m4[0].m6, (char)x);
  break;
  }
  switch (which % 7) {
  case 0:
  GET(p->m4[1].m0, (unsigned char)x);
  break;
  case 1:
  GET(p->m4[1].m1, (char)x);
  break;
  case 2:
  GET(p->m4[1].m2[0][0], (enum small)x);
  GET(p->m4[1].m2[0][1], (enum small)x);
  GET(p->m4[1].m2[0][2], (enum small)x);
  GET(p->m4[1].m2[1][0], (enum small)x);
  GET(p->m4[1].m2[1][1], (enum small)x);
  GET(p->m4[1].m2[1][2], (enum small)x);
  break;
  case 3:
  GET(p->m4[1].m3[0], (unsigned char)x);
  GET(p->m4[1].m3[1], (unsigned char)x);
  break;
  case 4:
  GET(p->m4[1].mx0_4[0][0], (long)x);
  GET(p->m4[1].mx0_4[0][1], (long)x);
  GET(p->m4[1].mx0_4[1][0], (long)x);
  GET(p->m4[1].mx0_4[1][1], (long)x);
  GET(p->m4[1].mx0_4[2][0], (long)x);
  GET(p->m4[1].mx0_4[2][1], (long)x);
  GET(p->m4[1].mx1_4, (unsigned short)x);
  break;
  case 5:
  GET(p->m4[1].m5, (long)x);
  break;
  case 6:
  GET(p->m4[1].m6, (char)x);
  break;
  }
  switch (which % 7) {
  case 0:
  GET(p->m4[2].m0, (unsigned char)x);
  break;
  case 1:
  GET(p->m4[2].m1, (char)x);
  break;
  case 2:
  GET(p->m4[2].m2[0][0], (enum small)x);
  GET(p->m4[2].m2[0][1], (enum small)x);
  GET(p->m4[2].m2[0][2], (enum small)x);
  GET(p->m4[2].m2[1][0], (enum small)x);
  GET(p->m4[2].m2[1][1], (enum small)x);
  GET(p->m4[2].m2[1][2], (enum small)x);
  break;
  case 3:
  GET(p->m4[2].m3[0], (unsigned char)x);
  GET(p->m4[2].m3[1], (unsigned char)x);
  break;
  case 4:
  GET(p->m4[2].mx0_4[0][0], (long)x);
  GET(p->m4[2].mx0_4[0][1], (long)x);
  GET(p->m4[2].mx0_4[1][0], (long)x);
  GET(p->m4[2].mx0_4[1][1], (long)x);
  GET(p->m4[2].mx0_4[2][0], (long)x);
  GET(p->m4[2].mx0_4[2][1], (long)x);
  GET(p->m4[2].mx1_4, (unsigned short)x);
  break;
  case 5:
  GET(p->m4[2].m5, (long)x);
  break;
  case 6:
  GET(p->m4[2].m6, (char)x);
  break;
  }
  GET(p->m5, (signed char)x);
}
void read_18(const T18 *p, int *v, int which) {
  PUT(of_double(p->m0));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  switch (which % 7) {
  case 0:
  PUT((words)(__int128)(p->m4[0].m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m4[0].m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m4[0].m2[0][0]));
  PUT((words)(__int128)(p->m4[0].m2[0][1]));
  PUT((words)(__int128)(p->m4[0].m2[0][2]));
  PUT((words)(__int128)(p->m4[0].m2[1][0]));
  PUT((words)(__int128)(p->m4[0].m2[1][1]));
  PUT((words)(__int128)(p->m4[0].m2[1][2]));
  break;
  case 3:
  PUT((words)(__int128)(p->m4[0].m3[0]));
  PUT((words)(__int128)(p->m4[0].m3[1]));
  break;
  case 4:
  PUT((words)(__int128)(p->m4[0].mx0_4[0][0]));
  PUT((words)(__int128)(p->m4[0].mx0_4[0][1]));
  PUT((words)(__int128)(p->m4[0].mx0_4[1][0]));
  PUT((words)(__int128)(p->m4[0].mx0_4[1][1]));
  PUT((words)(__int128)(p->m4[0].mx0_4[2][0]));
  PUT((words)(__int128)(p->m4[0].mx0_4[2][1]));
  PUT((words)(__int128)(p->m4[0].mx1_4));
  break;
  case 5:
  PUT((words)(__int128)(p->m4[0].m5));
  break;
  case 6:
  PUT((words)(__int128)(p->m4[0].m6));
  break;
  }
  switch (which % 7) {
  case 0:
  PUT((words)(__int128)(p->m4[1].m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m4[1].m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m4[1].m2[0][0]));
  PUT((words)(__int128)(p->m4[1].m2[0][1]));
  PUT((words)(__int128)(p->m4[1].m2[0][2]));
  PUT((words)(__int128)(p->m4[1].m2[1][0]));
  PUT((words)(__int128)(p->m4[1].m2[1][1]));
  PUT((words)(__int128)(p->m4[1].m2[1][2]));
  break;
  case 3:
  PUT((words)(__int128)(p->m4[1].m3[0]));
  PUT((words)(__int128)(p->m4[1].m3[1]));
  break;
  case 4:
  PUT((words)(__int128)(p->m4[1].mx0_4[0][0]));
  PUT((words)(__int128)(p->m4[1].mx0_4[0][1]));
  PUT((words)(__int128)(p->m4[1].mx0_4[1][0]));
  PUT((words)(__int128)(p->m4[1].mx0_4[1][1]));
  PUT((words)(__int128)(p->m4[1].mx0_4[2][0]));
  PUT((words)(__int128)(p->m4[1].mx0_4[2][1]));
  PUT((words)(__int128)(p->m4[1].mx1_4));
  break;
  case 5:
  PUT((words)(__int128)(p->m4[1].m5));
  break;
  case 6:
  PUT((words)(__int128)(p->m4[1].m6));
  break;
  }
  switch (which % 7) {
  case 0:
  PUT((words)(__int128)(p->m4[2].m0));
  break;
  case 1:
  PUT((words)(__int128)(p->m4[2].m1));
  break;
  case 2:
  PUT((words)(__int128)(p->m4[2].m2[0][0]));
  PUT((words)(__int128)(p->m4[2].m2[0][1]));
  PUT((words)(__int128)(p->m4[2].m2[0][2]));
  PUT((words)(__int128)(p->m4[2].m2[1][0]));
  PUT((words)(__int128)(p->m4[2].m2[1][1]));
  PUT((words)(__int128)(p->m4[2].m2[1][2]));
  break;
  case 3:
  PUT((words)(__int128)(p->m4[2].m3[0]));
  PUT((words)(__int128)(p->m4[2].m3[1]));
  break;
  case 4:
  PUT((words)(__int128)(p->m4[2].mx0_4[0][0]));
  PUT((words)(__int128)(p->m4[2].mx0_4[0][1]));
  PUT((words)(__int128)(p->m4[2].mx0_4[1][0]));
  PUT((words)(__int128)(p->m4[2].mx0_4[1][1]));
  PUT((words)(__int128)(p->m4[2].mx0_4[2][0]));
  PUT((words)(__int128)(p->m4[2].mx0_4[2][1]));
  PUT((words)(__int128)(p->m4[2].mx1_4));
  break;
  case 5:
  PUT((words)(__int128)(p->m4[2].m5));
  break;
  case 6:
  PUT((words)(__int128)(p->m4[2].m6));
  break;
  }
  PUT((words)(__int128)(p->m5));
}

void fill_19(T19 *p, const int *v, int which) {
  memset(p, 0, sizeof *p);
  GET(p->m0, (long long)x);
  GET(p->m1.m0, (enum color)x);
  GET(p->m1.m1, (unsigned)x);
  GET(p->m1.m2, (unsigned long)x);
  GET(p->m2, (unsigned long long)x);
  GET(p->m3, (_Bool)x);
  GET(p->m4[0][0], (long long)x);
  GET(p->m4[0][1], (long long)x);
  GET(p->m4[0][2], (long long)x);
  GET(p->m4[1][0], (long long)x);
  GET(p->m4[1][1], (long long)x);
  GET(p->m4[1][2], (long long)x);
  GET(p->m5, (signed char)x);
  GET(p->m6, (enum color)x);
}
void read_19(const T19 *p, int *v, int which) {
  PUT((words)(__int128)(p->m0));
  PUT((words)(__int128)(p->m1.m0));
  PUT((words)(__int128)(p->m1.m1));
  PUT((words)(__int128)(p->m1.m2));
  PUT((words)(__int128)(p->m2));
  PUT((words)(__int128)(p->m3));
  PUT((words)(__int128)(p->m4[0][0]));
  PUT((words)(__int128)(p->m4[0][1]));
  PUT((words)(__int128)(p->m4[0][2]));
  PUT((words)(__int128)(p->m4[1][0]));
  PUT((words)(__int128)(p->m4[1][1]));
  PUT((words)(__int128)(p->m4[1][2]));
  PUT((words)(__int128)(p->m5));
  PUT((words)(__int128)(p->m6));
}
