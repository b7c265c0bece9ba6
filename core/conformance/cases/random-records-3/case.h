/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

typedef struct r0 {
  short m0 : 15;
  signed char m1;
  unsigned m2[3];
  unsigned  : 19 __attribute__((aligned(1)));
  short m4;
  double m5;
  float m6;
} T0;

typedef struct r1 {
  long m0 __attribute__((aligned(4)));
  enum change m1 : 6 __attribute__((packed));
  long long m2;
  long m3 : 28;
  float m4;
  long long m5[2][3];
} T1;

typedef struct r2 {
  signed char m0[2][2];
} T2;

typedef struct r3 {
  enum small m0 __attribute__((aligned(4)));
  unsigned long m1[3][2];
  enum change m2 : 14;
  T1 m3 __attribute__((packed));
  unsigned short m4 : 4;
  unsigned long m5;
} T3;

typedef struct r4 {
  unsigned m0;
  int rest[];
} T4;

typedef struct r5 {
  signed char m0 : 1;
} T5;

#pragma pack(push, 1)
typedef union __attribute__((aligned(16))) r6 {
  T5 m0 __attribute__((aligned(8)));
  char m1;
  enum small m2;
  T5 m3[2][1];
} T6;
#pragma pack(pop)

typedef struct r7 {
} T7;

typedef struct r8 {
  int m0;
} T8;

typedef union r9 {
  struct {
    unsigned long  : 25;
    T7 mx1_0 __attribute__((aligned(8)));
  };
  short  : 15;
} T9;

#pragma pack(push, 1)
typedef struct r10 {
  int m0 : 30;
  int m1;
  short m2[2][3];
  int rest[];
} T10;
#pragma pack(pop)

typedef union r11 {
  unsigned long long m0 : 57;
  short m1 : 12;
  _Bool m2;
  unsigned long m3 : 23;
  unsigned char m4 : 7;
} T11;

typedef struct r12 {
  T2 m0 __attribute__((packed));
  unsigned long m1[3][1];
  signed char m2 : 3;
  _Bool m3;
  unsigned long m4;
} T12;

typedef union __attribute__((packed)) r13 {
  T10 m0[2][1];
  T9 m1;
  float m2[3][3];
  double m3;
  enum color m4;
  struct {
    unsigned mx0_5 : 18;
    unsigned long long mx1_5 : 31;
  };
  _Bool m6;
} T13;

typedef union r14 {
  double m0;
  long long m1 __attribute__((aligned(2)));
} T14;

typedef struct r15 {
  T2 m0;
  struct {
    int mx0_1 : 7;
    float mx1_1[2];
    unsigned long long  : 58 __attribute__((packed));
  };
  double m2[3][1] __attribute__((aligned(16)));
  _Bool  : 0;
  signed char m4[2];
} T15;

typedef struct r16 {
  signed char m0;
  signed char m1[2];
  double m2;
} T16;

typedef union r17 {
  int m0 : 19;
  unsigned short m1 __attribute__((aligned(2)));
  double m2;
  int m3 : 28 __attribute__((packed));
  char m4[2][1];
  double m5 __attribute__((aligned(8)));
  float m6 __attribute__((aligned(32)));
} T17;

typedef struct r18 {
  short m0 __attribute__((packed));
  struct __attribute__((aligned(4))) {
    enum small mx0_1;
    long long mx1_1 : 41;
    long long mx2_1 : 19;
  };
} T18;

typedef struct __attribute__((packed)) r19 {
  enum color m0;
  double m1;
  unsigned short m2 : 10 __attribute__((packed));
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
