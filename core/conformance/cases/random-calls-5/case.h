/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct __attribute__((packed)) r0 {
} T0;

typedef struct r1 {
  enum change m0[1];
  enum color m1;
  enum small m2 : 5 __attribute__((aligned(4)));
  unsigned long long m3 : 53;
} T1;

typedef struct __attribute__((aligned(32))) r2 {
  double m0;
  unsigned long m1;
  unsigned m2 : 16;
} T2;

typedef struct r3 {
  struct {
    short mx0_0 : 13;
    unsigned long mx1_0 : 31;
    unsigned long long mx2_0 : 15;
  };
  long long m1;
  short m2[3][2];
  char m3 : 7;
  signed char m4 : 2 __attribute__((packed));
  unsigned char m5;
} T3;

typedef struct __attribute__((aligned(16))) r4 {
  T1 m0;
  T0 m1 __attribute__((aligned(8)));
  enum color m2[1][0];
  unsigned short  : 16;
  T2 m4;
  T0 m5[2];
  float m6[3];
} T4;

typedef struct r5 {
  T4 m0;
  float m1[0];
  long long m2;
  unsigned short m3 : 12;
  float m4;
  int m5;
} T5;

typedef struct r6 {
  double m0;
  T5 m1 __attribute__((aligned(4)));
  unsigned long long m2 : 35;
  T1 m3;
} T6;

typedef union r7 {
  int m0 : 2;
  double m1;
  enum small m2 : 6;
  double m3[1];
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
enum small s0(unsigned char a0, enum small a1, int *v);
double s1(float a0, unsigned a1, double a2, double a3, T0 a4, unsigned long long a5, int *v);
double s2(char a0, unsigned long a1, double a2, T4 a3, int *v);
long s3(long long a0, long a1, long a2, short a3, int *v);
T0 s4(T4 a0, T1 a1, T0 a2, signed char a3, T0 a4, float a5, int *v);
enum change s5(enum change a0, short a1, T5 a2, unsigned short a3, unsigned long a4, enum color a5, int *v);
T0 s6(unsigned short a0, T0 a1, signed char a2, int *v);
unsigned long s7(unsigned long a0, double a1, double a2, long a3, T6 a4, int *v);
void s8(int *v);
void s9(int *v);
void s10(short a0, float a1, enum small a2, T3 a3, enum change a4, double a5, int *v);
T0 s11(double a0, T0 a1, int *v);
T3 s12(T3 a0, T4 a1, T4 a2, unsigned long a3, int *v);
int s13(T5 a0, int a1, int *v);
T5 s14(float a0, double a1, T5 a2, double a3, int *v);
signed char s15(unsigned long long a0, signed char a1, int *v);
T5 s16(unsigned short a0, T5 a1, signed char a2, double a3, unsigned long long a4, int *v);
T3 s17(long long a0, enum small a1, T3 a2, int *v);
_Bool s18(double a0, char a1, _Bool a2, T1 a3, T5 a4, int *v);
unsigned char s19(unsigned char a0, int *v);
