/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct r0 {
  enum color m0 : 11;
} T0;

typedef struct r1 {
  unsigned char m0 __attribute__((aligned(4)));
} T1;

typedef union __attribute__((packed)) __attribute__((aligned(32))) r2 {
  int m0 : 28;
  int m1 : 15;
  T0 m2;
  unsigned short m3 __attribute__((aligned(16)));
  union {
    long long mx0_4;
    unsigned short mx1_4 : 1;
  };
  double m5;
  float m6[0] __attribute__((packed));
} T2;

#pragma pack(push, 2)
typedef struct r3 {
  float m0;
  unsigned long long m1;
  double m2[3][3];
  short m3 : 1 __attribute__((packed));
} T3;
#pragma pack(pop)

typedef struct r4 {
  T1 m0 __attribute__((aligned(16)));
} T4;

typedef union __attribute__((aligned(8))) r5 {
  short m0 __attribute__((aligned(32)));
  unsigned long m1 : 10 __attribute__((packed));
  unsigned long m2;
  double m3;
} T5;

#pragma pack(push, 8)
typedef struct r6 {
  double m0 __attribute__((packed));
  union __attribute__((packed)) {
    enum small  : 1;
    unsigned char  : 7;
    unsigned mx2_1;
  };
  enum small m2;
} T6;
#pragma pack(pop)

typedef struct r7 {
  unsigned short m0;
  unsigned m1;
  T0 m2;
  unsigned char m3 : 7 __attribute__((aligned(1)));
  unsigned char m4 : 8;
  short m5 : 15 __attribute__((aligned(32)));
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
float s0(T4 a0, enum small a1, float a2, double a3, int *v);
void s1(int *v);
void s2(int *v);
int s3(T1 a0, int a1, int a2, double a3, int *v);
void s4(int *v);
T0 s5(T0 a0, double a1, float a2, int *v);
int s6(long long a0, int a1, int *v);
unsigned char s7(T2 a0, T5 a1, T6 a2, unsigned char a3, int *v);
void s8(T0 a0, T6 a1, enum small a2, T1 a3, short a4, int *v);
T7 s9(T7 a0, enum color a1, float a2, T2 a3, float a4, int *v);
unsigned short s10(long a0, unsigned short a1, T0 a2, int *v);
void s11(double a0, signed char a1, T0 a2, long a3, int *v);
long s12(long a0, long a1, unsigned short a2, T3 a3, int *v);
unsigned long long s13(T1 a0, signed char a1, unsigned long long a2, T7 a3, long long a4, char a5, int *v);
T0 s14(unsigned short a0, T2 a1, double a2, T0 a3, T6 a4, T3 a5, int *v);
enum change s15(enum change a0, int *v);
T1 s16(char a0, int a1, enum small a2, T4 a3, T1 a4, float a5, int *v);
void s17(float a0, short a1, int *v);
void s18(T7 a0, _Bool a1, int *v);
enum small s19(T4 a0, signed char a1, enum small a2, int *v);
