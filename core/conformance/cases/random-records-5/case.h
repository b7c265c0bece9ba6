/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct r0 {
  int m0 : 10;
} T0;

typedef struct __attribute__((aligned(4))) r1 {
  long long m0 __attribute__((aligned(16)));
} T1;

typedef union r2 {
  struct {
    unsigned char mx0_0;
    unsigned long mx1_0 : 15;
    T1 mx2_0;
  };
  struct {
    enum change mx0_1 : 9;
    unsigned long long mx1_1[2][0];
    unsigned char  : 0;
  };
} T2;

typedef struct r3 {
  short m0;
  long m1 : 17 __attribute__((aligned(32)));
  unsigned m2;
  char m3;
  unsigned short m4[1][3];
  enum change m5;
  T2 m6[3];
} T3;

typedef struct r4 {
  T2 m0;
} T4;

typedef struct r5 {
} T5;

typedef union r6 {
  char m0 : 6;
  char m1 : 1 __attribute__((aligned(2)));
  T1 m2[2];
  T4 m3;
  int  : 0;
  unsigned m5;
} T6;

typedef struct r7 {
  enum change m0;
  signed char m1 __attribute__((aligned(8)));
  short m2 : 4;
  double m3 __attribute__((aligned(1)));
  unsigned char m4 : 8;
  T1 m5;
} T7;

typedef struct r8 {
  long m0 __attribute__((packed));
  unsigned m1 : 5;
  int  : 20;
  T3 m3;
  unsigned long  : 2;
  char m5;
} T8;

typedef struct r9 {
  T4 m0;
  double m1;
} T9;

typedef union __attribute__((aligned(32))) r10 {
} T10;

typedef struct __attribute__((packed)) r11 {
  unsigned long m0;
  float m1;
  enum color m2 : 8 __attribute__((aligned(8)));
  struct {
    unsigned mx0_3 : 9;
    unsigned mx1_3[2];
  };
} T11;

typedef struct __attribute__((packed)) r12 {
  union __attribute__((packed)) {
    char mx0_0 : 4;
  };
  signed char m1[1][2] __attribute__((aligned(1)));
  unsigned short m2 : 12;
  struct {
    long mx0_3;
    T3 mx1_3;
    short mx2_3;
  };
} T12;

typedef struct __attribute__((packed)) r13 {
  long long m0 : 44;
  unsigned short m1;
  _Bool m2;
  T7 m3 __attribute__((packed));
  enum small m4;
  signed char  : 3 __attribute__((aligned(8)));
} T13;

#pragma pack(push, 1)
typedef struct __attribute__((packed)) r14 {
  struct __attribute__((packed)) __attribute__((aligned(16))) {
    unsigned char mx0_0;
  };
  T3 m1;
} T14;
#pragma pack(pop)

typedef struct r15 {
  signed char m0 : 1;
  double m1;
  double m2;
  enum color m3 __attribute__((aligned(16)));
  long m4;
  signed char m5;
} T15;

typedef struct __attribute__((packed)) r16 {
} T16;

typedef struct r17 {
  float m0[0][1];
  double m1;
  T0 m2[0][1];
} T17;

typedef struct r18 {
  long m0;
  int m1[3][2] __attribute__((packed));
} T18;

#pragma pack(push, 4)
typedef union r19 {
  unsigned short m0;
  long m1 __attribute__((packed));
  unsigned short m2;
  struct {
    unsigned mx0_3;
    unsigned short mx1_3;
    enum small mx2_3 : 4;
  };
  int m4;
  unsigned long long m5 __attribute__((packed));
  signed char m6[2][2];
} T19;
#pragma pack(pop)

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
void fill_8(T8 *p, const int *v, int which);
void read_8(const T8 *p, int *v, int which);
void fill_9(T9 *p, const int *v, int which);
void read_9(const T9 *p, int *v, int which);
void fill_10(T10 *p, const int *v, int which);
void read_10(const T10 *p, int *v, int which);
void fill_11(T11 *p, const int *v, int which);
void read_11(const T11 *p, int *v, int which);
void fill_12(T12 *p, const int *v, int which);
void read_12(const T12 *p, int *v, int which);
void fill_13(T13 *p, const int *v, int which);
void read_13(const T13 *p, int *v, int which);
void fill_14(T14 *p, const int *v, int which);
void read_14(const T14 *p, int *v, int which);
void fill_15(T15 *p, const int *v, int which);
void read_15(const T15 *p, int *v, int which);
void fill_16(T16 *p, const int *v, int which);
void read_16(const T16 *p, int *v, int which);
void fill_17(T17 *p, const int *v, int which);
void read_17(const T17 *p, int *v, int which);
void fill_18(T18 *p, const int *v, int which);
void read_18(const T18 *p, int *v, int which);
void fill_19(T19 *p, const int *v, int which);
void read_19(const T19 *p, int *v, int which);
