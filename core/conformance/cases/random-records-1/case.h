/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef union r0 {
  float m0;
} T0;

typedef struct __attribute__((aligned(16))) r1 {
  unsigned long long m0;
} T1;

typedef struct r2 {
  unsigned char m0;
  float m1;
  unsigned long long m2 __attribute__((packed));
  int rest[];
} T2;

typedef struct r3 {
} T3;

typedef struct r4 {
  struct {
    long mx0_0;
  };
  struct {
    short mx0_1;
  };
  long long m2[2][2];
  double m3;
  struct {
    long mx0_4 : 17;
    int mx1_4;
  };
  struct __attribute__((aligned(8))) {
    long mx0_5;
  };
  double m6;
} T4;

typedef union r5 {
  unsigned char m0;
  char m1;
  enum small m2[2][3];
  unsigned char m3[2];
  struct {
    long mx0_4[3][2];
    unsigned short mx1_4;
  };
  long m5 __attribute__((packed));
  char m6 : 7;
} T5;

typedef struct __attribute__((aligned(32))) r6 {
  unsigned char m0 : 3;
  T1 m1[1];
  float m2[1][0];
  unsigned long m3[2];
} T6;

typedef union __attribute__((aligned(8))) r7 {
  _Bool m0 : 1;
  enum change m1 : 5 __attribute__((aligned(4)));
  T5 m2;
} T7;

typedef struct r8 {
  signed char m0 : 5;
  float m1;
} T8;

typedef struct __attribute__((packed)) r9 {
  enum color m0 : 16;
  unsigned m1;
  unsigned long m2 : 15;
} T9;

typedef struct r10 {
} T10;

#pragma pack(push, 8)
typedef struct r11 {
  unsigned long m0[3];
  long long m1[2][1];
  float m2;
  T8 m3 __attribute__((packed));
  long long m4[0];
} T11;
#pragma pack(pop)

#pragma pack(push, 4)
typedef union r12 {
  char m0[2] __attribute__((aligned(8)));
  int m1;
} T12;
#pragma pack(pop)

typedef struct r13 {
  enum change m0[1];
  _Bool  : 0;
  signed char m2;
  enum color  : 0;
  short  : 0;
  unsigned long long m5 : 52;
} T13;

typedef struct r14 {
  double m0 __attribute__((packed));
  enum color m1;
  _Bool m2;
  short m3 : 9;
  float m4;
} T14;

typedef struct __attribute__((packed)) __attribute__((aligned(8))) r15 {
  struct __attribute__((packed)) {
    unsigned long mx0_0 : 17;
    long mx1_0;
  };
  long long m1;
  short m2 : 12;
  long m3[3][0];
  enum color m4 __attribute__((packed));
  enum small m5;
  struct {
    long long mx0_6[2][1];
    unsigned long mx1_6;
    enum color mx2_6 : 16;
  };
} T15;

typedef union r16 {
  unsigned char  : 0;
  unsigned short m1;
  T4 m2;
  double m3[1] __attribute__((aligned(4)));
  char m4 : 6 __attribute__((aligned(4)));
  enum small m5;
} T16;

typedef struct r17 {
  long m0[2] __attribute__((packed));
  char m1 __attribute__((aligned(2)));
  struct {
    unsigned char mx0_2[0];
    unsigned long long mx1_2 : 41;
    double mx2_2[2];
  };
} T17;

typedef struct r18 {
  double m0;
  unsigned long  : 21;
  enum change m2;
  int m3;
  T5 m4[3];
  signed char m5;
} T18;

#pragma pack(push, 2)
typedef struct r19 {
  long long m0 __attribute__((packed));
  T9 m1 __attribute__((aligned(4)));
  unsigned long long m2;
  _Bool m3 __attribute__((packed));
  long long m4[2][3];
  signed char m5 : 4;
  enum color m6 __attribute__((aligned(1)));
  int rest[];
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
