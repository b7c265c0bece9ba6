/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct r0 {
  _Bool m0;
  enum small m1;
  char m2 : 7;
  double m3;
  char m4;
  struct {
    enum small mx0_5;
  };
} T0;

typedef struct __attribute__((aligned(2))) r1 {
} T1;

typedef union r2 {
  unsigned m0[1];
  _Bool m1;
  union {
    long mx0_2 __attribute__((aligned(8)));
    unsigned mx1_2;
    unsigned short mx2_2;
  };
} T2;

typedef struct r3 {
  unsigned  : 16;
  T2 m1[0][1];
  _Bool m2;
  long m3[1];
  long m4 : 31;
  unsigned long long m5[3][1];
  long long m6 __attribute__((aligned(16)));
} T3;

typedef struct __attribute__((packed)) r4 {
  enum small m0 : 2;
  double m1[2] __attribute__((packed));
  long m2 : 7;
  int m3 : 8;
  unsigned short m4;
  unsigned m5 __attribute__((aligned(32)));
} T4;

typedef struct __attribute__((packed)) r5 {
  signed char m0 : 4;
} T5;

typedef struct r6 {
} T6;

typedef union __attribute__((aligned(16))) r7 {
  long long m0;
  long long m1 : 11;
  unsigned long m2 : 26;
  double m3;
} T7;

unsigned layout(int type, int index);
void *place(int number);
void fill_0(T0 *p, const int *v, int which);
void read_0(const T0 *p, int *v, int which);
void fill_1(T1 *p, const int *v, int which);
void read_1(const T1 *p, int *v, int which);
void fill_2(T2 *p, const int *v, int which);
void read_2(const T2 *p, int *v, int which);
void fill_3(T3 *p, const int *v, int which);
void read_3(const T3 *p, int *v, int which);
void fill_4(T4 *p, const int *v, int which);
void read_4(const T4 *p, int *v, int which);
void fill_5(T5 *p, const int *v, int which);
void read_5(const T5 *p, int *v, int which);
void fill_6(T6 *p, const int *v, int which);
void read_6(const T6 *p, int *v, int which);
void fill_7(T7 *p, const int *v, int which);
void read_7(const T7 *p, int *v, int which);
void s0(int *v);
enum small s1(enum small a0, enum small a1, T7 a2, T1 a3, int *v);
_Bool s2(unsigned a0, short a1, long long a2, _Bool a3, float a4, unsigned a5, int *v);
T1 s3(T1 a0, unsigned short a1, int *v);
double s4(T5 a0, double a1, T6 a2, unsigned a3, int *v);
float s5(float a0, T1 a1, int *v);
char s6(char a0, signed char a1, int *v);
void s7(T1 a0, int *v);
void s8(T1 a0, double a1, int *v);
void s9(unsigned a0, T5 a1, int *v);
T5 s10(T2 a0, signed char a1, T5 a2, T7 a3, T5 a4, double a5, int *v);
T7 s11(double a0, T7 a1, int *v);
void s12(int *v);
void s13(float a0, int *v);
T2 s14(T3 a0, T2 a1, T2 a2, int *v);
void s15(int *v);
T5 s16(float a0, char a1, T5 a2, float a3, T0 a4, enum change a5, int *v);
void s17(T7 a0, int *v);
void s18(int a0, long a1, int *v);
T0 s19(T2 a0, T0 a1, char a2, int *v);
