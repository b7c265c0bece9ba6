/** Random records and functions. */

enum color { RED, GREEN, BLUE };
enum change { LESS = -1, SAME, MORE };
enum __attribute__((packed)) small { ONE = 1, TWO };

#pragma pack(push, 2)
typedef struct r0 {
  signed char m0;
  unsigned char m1;
  struct __attribute__((packed)) {
    signed char mx0_2;
    signed char mx1_2;
    float mx2_2;
  };
  int rest[];
} T0;
#pragma pack(pop)

typedef struct r1 {
  char m0 : 4;
  double m1;
  unsigned long long m2;
  unsigned m3 : 12 __attribute__((aligned(4)));
  float m4;
} T1;

#pragma pack(push, 8)
typedef struct r2 {
  int m0;
  T1 m1;
  union __attribute__((packed)) {
    unsigned short mx0_2;
    long mx1_2 : 14;
    unsigned long  : 16 __attribute__((packed));
  };
} T2;
#pragma pack(pop)

typedef union r3 {
  double m0[3];
  signed char m1 : 1;
  long m2 : 29;
  float m3;
  enum change m4;
  unsigned char m5;
} T3;

typedef struct __attribute__((packed)) r4 {
  long m0 : 8;
  T3 m1;
  double m2;
  int m3 : 3 __attribute__((packed));
  long long m4;
} T4;

typedef struct __attribute__((aligned(32))) r5 {
  long  : 23 __attribute__((aligned(32)));
  char  : 6 __attribute__((packed));
  char m2;
} T5;

typedef struct r6 {
  unsigned long long m0;
  double m1;
  struct {
    unsigned short mx0_2 __attribute__((aligned(4)));
    unsigned long long  : 24;
  };
  enum change m3 : 20;
} T6;

typedef union r7 {
  unsigned short m0;
  unsigned char  : 0;
  T5 m2 __attribute__((packed));
} T7;

typedef struct r8 {
  double m0;
  unsigned long long m1;
  int m2 : 4;
  int m3[2][2];
  T7 m4;
  short m5 __attribute__((packed));
  int m6;
} T8;

typedef struct r9 {
  signed char m0 __attribute__((aligned(8)));
  _Bool m1;
  T0 m2[3];
  enum color m3 : 10 __attribute__((aligned(8)));
  double m4 __attribute__((packed));
  _Bool m5 __attribute__((aligned(16)));
} T9;

typedef struct r10 {
  _Bool m0[1];
  struct {
    enum small mx0_1[1];
  };
  float m2 __attribute__((aligned(16)));
  T1 m3[2][2];
  unsigned long m4;
} T10;

#pragma pack(push, 8)
typedef union r11 {
  unsigned long m0 : 27;
} T11;
#pragma pack(pop)

typedef struct r12 {
  enum color m0 __attribute__((aligned(1)));
  int m1 : 26 __attribute__((aligned(8)));
  unsigned long long m2;
  enum small m3 : 8 __attribute__((aligned(32)));
} T12;

typedef struct r13 {
  unsigned short m0 : 9 __attribute__((packed));
  int m1 : 3 __attribute__((aligned(2)));
  long  : 26;
  long long m3 : 62;
} T13;

typedef struct r14 {
  long long m0[2][1];
  unsigned m1 : 18;
  float m2;
  enum color m3 __attribute__((packed));
  unsigned short  : 9;
  T5 m5[2][3];
} T14;

typedef union r15 {
  unsigned long long m0;
  unsigned char m1;
  enum small m2;
  unsigned m3 : 14 __attribute__((packed));
  long long m4 : 64;
  char m5;
  T3 m6;
} T15;

typedef union r16 {
  unsigned long long m0[2];
  short m1 : 14;
  double m2[0];
  unsigned m3 : 2;
  _Bool  : 0 __attribute__((packed));
  unsigned long  : 21;
  unsigned long  : 8;
} T16;

typedef struct r17 {
  T2 m0;
} T17;

#pragma pack(push, 1)
typedef struct r18 {
  unsigned char m0[1][2] __attribute__((packed));
} T18;
#pragma pack(pop)

typedef struct r19 {
  float m0;
  enum change m1;
  short m2 : 10;
  float m3;
  short m4 : 3;
  unsigned char m5;
  long long m6[2][1] __attribute__((aligned(1)));
  int rest[];
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
