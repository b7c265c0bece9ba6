/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct r0 {
  long  : 13;
  unsigned long long m1;
  union __attribute__((aligned(4))) {
    unsigned long mx0_2 : 21;
  };
} T0;

typedef struct r1 {
  long long m0[3][3];
  enum color m1[3] __attribute__((aligned(2)));
  double m2[1];
} T1;

typedef struct r2 {
  enum small m0;
  T1 m1 __attribute__((packed));
  T0 m2;
  unsigned short m3 : 7;
  long long m4[2];
  enum color m5;
} T2;

typedef struct __attribute__((aligned(8))) r3 {
  unsigned char  : 7;
  short m1 : 12;
  unsigned char m2;
} T3;

typedef union r4 {
  enum change m0[2] __attribute__((aligned(16)));
  short m1 : 4;
} T4;

#pragma pack(push, 2)
typedef struct r5 {
  _Bool m0;
  long  : 14;
  unsigned long m2 __attribute__((packed));
  unsigned short m3;
  int m4[0][2];
  enum small  : 8;
  unsigned long long m6 : 61;
} T5;
#pragma pack(pop)

typedef struct r6 {
  double m0[3];
  long long m1[2][3];
  signed char m2 : 4 __attribute__((aligned(8)));
  float m3[2][1];
  unsigned char  : 8;
  struct {
    char mx0_5 __attribute__((packed));
    int  : 26;
    enum color mx2_5[2][3];
  };
} T6;

typedef struct r7 {
  int m0 : 4;
  long m1 : 32;
  enum change  : 11;
  unsigned short  : 0;
  long long m4 : 10;
  T0 m5;
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
T1 s0(float a0, unsigned char a1, T3 a2, T1 a3, int *v);
_Bool s1(unsigned long a0, float a1, _Bool a2, unsigned char a3, _Bool a4, int *v);
T3 s2(T3 a0, T1 a1, enum small a2, int *v);
void s3(T3 a0, T1 a1, unsigned long a2, T1 a3, T1 a4, enum color a5, int *v);
T4 s4(T4 a0, int *v);
void s5(int *v);
signed char s6(long long a0, T4 a1, T5 a2, char a3, T1 a4, signed char a5, int *v);
void s7(enum small a0, int *v);
enum small s8(char a0, int a1, enum color a2, enum small a3, T7 a4, int *v);
T4 s9(T5 a0, T5 a1, unsigned char a2, char a3, T4 a4, int *v);
T3 s10(T3 a0, unsigned char a1, int *v);
void s11(unsigned char a0, short a1, short a2, int *v);
float s12(float a0, int *v);
T2 s13(unsigned long a0, T2 a1, int a2, float a3, int *v);
void s14(T3 a0, unsigned char a1, int *v);
enum color s15(enum color a0, unsigned short a1, int *v);
void s16(T3 a0, long a1, float a2, T5 a3, int *v);
void s17(int *v);
T1 s18(float a0, T2 a1, T1 a2, enum small a3, enum small a4, int a5, int *v);
T0 s19(T0 a0, T2 a1, T3 a2, int *v);
