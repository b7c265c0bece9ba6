/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct r0 {
  unsigned short m0;
  enum change m1[1][3];
} T0;

typedef union r1 {
} T1;

typedef struct __attribute__((aligned(8))) r2 {
  long m0 : 22;
  int m1 : 8 __attribute__((aligned(8)));
  struct {
    int mx0_2;
    unsigned long  : 27;
    short mx2_2;
  };
  int rest[];
} T2;

typedef union r3 {
  unsigned long long m0;
  unsigned char m1 : 7;
  T1 m2;
  unsigned short m3;
} T3;

typedef struct r4 {
  unsigned m0;
  struct {
    enum small mx0_1 : 3 __attribute__((aligned(8)));
    enum color mx1_1;
  };
  T0 m2;
  struct {
    T0 mx0_3 __attribute__((aligned(8)));
    short mx1_3;
  };
  T3 m4[2];
  T1 m5 __attribute__((packed));
  unsigned short m6 : 14;
} T4;

typedef struct __attribute__((packed)) r5 {
  short m0;
  long long  : 22;
  double m2;
  signed char  : 0;
  unsigned long m4[3];
} T5;

#pragma pack(push, 1)
typedef struct r6 {
} T6;
#pragma pack(pop)

typedef union r7 {
  int  : 5 __attribute__((aligned(32)));
  unsigned long long m1[2];
  long m2[1][3];
  union __attribute__((aligned(32))) {
    float mx0_3 __attribute__((packed));
    enum color mx1_3;
    enum color mx2_3 : 10;
  };
  int m4 : 13;
  _Bool m5;
  long long m6 __attribute__((packed));
} T7;

typedef struct __attribute__((packed)) r8 {
} T8;

typedef struct __attribute__((packed)) r9 {
  double m0 __attribute__((packed));
  enum change m1;
  struct {
    unsigned long mx0_2 : 6;
  };
  double m3;
  _Bool m4 __attribute__((aligned(32)));
  signed char m5;
  double m6 __attribute__((aligned(1)));
} T9;

typedef struct __attribute__((packed)) r10 {
} T10;

typedef struct __attribute__((packed)) r11 {
  struct {
    enum color  : 9;
  };
  T9 m1[0][3];
} T11;

typedef struct r12 {
  unsigned short m0[3][2];
  unsigned char m1 : 2 __attribute__((aligned(1)));
  long long m2 : 50 __attribute__((aligned(1)));
  double m3;
  enum small m4 : 6;
  struct {
    unsigned short mx0_5 __attribute__((aligned(1)));
  };
  double m6[2][1];
} T12;

typedef union __attribute__((packed)) r13 {
} T13;

typedef struct r14 {
  T1 m0 __attribute__((aligned(1)));
  struct {
    unsigned long long mx0_1 : 6;
    enum color mx1_1 : 30;
    _Bool mx2_1;
  };
  double m2;
  long m3[3] __attribute__((packed));
} T14;

typedef struct __attribute__((aligned(4))) r15 {
  char m0[3][3] __attribute__((aligned(4)));
  T1 m1;
  float m2[1][3];
  signed char  : 7 __attribute__((aligned(8)));
  unsigned long long m4[0] __attribute__((packed));
  short m5[2][3];
  long long m6;
} T15;

typedef struct r16 {
  enum small m0;
  unsigned long m1 : 29 __attribute__((aligned(4)));
  struct {
    unsigned char mx0_2 : 3;
    double mx1_2;
    unsigned mx2_2[1][2] __attribute__((packed));
  };
  T13 m3;
  double m4;
  _Bool  : 0 __attribute__((aligned(8)));
} T16;

typedef struct r17 {
  unsigned char  : 5;
  long long m1;
  enum change m2;
  unsigned short m3[1] __attribute__((packed));
  int m4;
  _Bool m5[3][3];
  int rest[];
} T17;

typedef struct r18 {
} T18;

typedef union r19 {
} T19;

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
