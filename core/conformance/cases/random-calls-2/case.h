/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct __attribute__((aligned(8))) r0 {
  struct __attribute__((packed)) {
    short  : 9;
  };
} T0;

typedef struct r1 {
  signed char m0 : 2 __attribute__((packed));
} T1;

typedef union r2 {
  T0 m0;
  unsigned long long m1;
  unsigned char m2 : 5;
  int m3 : 22;
} T2;

#pragma pack(push, 8)
typedef struct r3 {
  float m0;
  unsigned char m1;
  long m2[3][3];
  enum color m3;
  float m4;
  short m5 : 13;
  enum small  : 0;
} T3;
#pragma pack(pop)

#pragma pack(push, 4)
typedef union r4 {
  unsigned long m0 : 27;
  unsigned short m1[0][2] __attribute__((packed));
} T4;
#pragma pack(pop)

typedef union r5 {
  double m0;
  unsigned char m1 : 6;
} T5;

#pragma pack(push, 8)
typedef struct r6 {
  long m0 : 31;
  unsigned long m1;
} T6;
#pragma pack(pop)

typedef struct r7 {
  T4 m0;
  double m1;
  short m2 : 3;
  unsigned m3 __attribute__((aligned(2)));
  enum color m4 : 29;
  _Bool  : 0 __attribute__((aligned(32)));
  unsigned m6[0][1] __attribute__((aligned(2)));
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
void s0(double a0, T7 a1, int *v);
void s1(int a0, int *v);
T6 s2(unsigned char a0, T6 a1, unsigned long long a2, int *v);
unsigned long long s3(T4 a0, unsigned long long a1, T5 a2, T1 a3, enum change a4, enum color a5, int *v);
void s4(long long a0, int *v);
double s5(double a0, int *v);
void s6(float a0, int *v);
void s7(signed char a0, enum color a1, enum small a2, T4 a3, int *v);
T4 s8(long a0, unsigned short a1, T4 a2, int *v);
unsigned char s9(T7 a0, unsigned long a1, unsigned char a2, T2 a3, long a4, int *v);
T7 s10(T7 a0, T1 a1, int *v);
void s11(double a0, T0 a1, _Bool a2, _Bool a3, int *v);
void s12(double a0, double a1, T4 a2, enum color a3, T4 a4, int *v);
void s13(unsigned long long a0, int *v);
unsigned char s14(float a0, unsigned char a1, float a2, float a3, int *v);
unsigned long long s15(T4 a0, T5 a1, float a2, unsigned long long a3, T4 a4, T2 a5, int *v);
float s16(float a0, double a1, int *v);
void s17(T7 a0, int *v);
unsigned long long s18(unsigned a0, T0 a1, short a2, enum small a3, unsigned long long a4, int *v);
unsigned long long s19(T5 a0, unsigned long long a1, double a2, unsigned long long a3, double a4, int *v);
