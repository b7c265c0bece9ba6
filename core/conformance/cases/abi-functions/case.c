#include "case.h"

_Bool a01(_Bool x) {return !x;}
signed char a02(signed char x) {return x+1;}
unsigned char a03(unsigned char x) {return x+1;}
short a04(short x) {return x+1;}
unsigned short a05(unsigned short x) {return x+1;}
long a06(long x) {return x+1;}
long long a07(long long x) {return x+1;}
size_t a08(size_t x) {return x+1;}
float a09(float x) {return x+1;}
double a10(double x) {return x+1;}
long double a11(long double x) {return x;}
__int128 a12(__int128 x, int y) {return x+y;}
wchar_t a13(wchar_t x) {return x+1;}
enum E1 a14(enum E1 x) {return x;}
enum E2 a15(enum E2 x) {return x;}
enum E3 a16(enum E3 x) {return x;}
enum E4 a17(enum E4 x) {return x;}
cmp a18(cmp c) {return c;}
void *a19(void*p,const char*s) {return p;}
float _Complex a21(float _Complex x) {return x;}
double _Complex a22(double _Complex x) {return x;}
_BitInt(7) a23(_BitInt(7) x) {return x;}
_BitInt(40) a24(_BitInt(40) x) {return x;}
_BitInt(100) a25(_BitInt(100) x) {return x;}
void b01(struct E0 x,int y) {}
struct E0 b02(void) {struct E0 e={}; return e;}
struct I1 b03(struct I1 x) {return x;}
struct F1 b04(struct F1 x) {return x;}
struct D1 b05(struct D1 x) {return x;}
struct C1 b06(struct C1 x) {return x;}
struct UC1 b07(struct UC1 x) {return x;}
struct L1 b08(struct L1 x) {return x;}
struct P1 b09(struct P1 x) {return x;}
struct LD1 b10(struct LD1 x) {return x;}
struct N1 b11(struct N1 x) {return x;}
struct AR1 b12(struct AR1 x) {return x;}
struct AR2 b13(struct AR2 x) {return x;}
struct NA1 b14(struct NA1 x) {return x;}
struct I2 b15(struct I2 x) {return x;}
struct EI b16(struct EI x) {return x;}
struct Z0 b17(struct Z0 x) {return x;}
struct FA b18(struct FA x) {return x;}
struct FAonly b18b(struct FAonly x) {return x;}
struct AL16 b19(struct AL16 x) {return x;}
struct AL8 b20(struct AL8 x) {return x;}
struct BF b21(struct BF x) {return x;}
struct BF2 b22(struct BF2 x) {return x;}
struct BF3 b23(struct BF3 x) {return x;}
struct BF0 b24(struct BF0 x) {return x;}
struct BFU b24b(struct BFU x) {return x;}
struct BFL b25(struct BFL x) {return x;}
struct PK b26(struct PK x) {return x;}
struct PKI b26b(struct PKI x) {return x;}
struct FP b27(struct FP x) {return x;}
struct CF b28(struct CF x) {return x;}
struct EN b29(struct EN x) {return x;}
struct BOO b30(struct BOO x) {return x;}
struct MIX b31(struct MIX x) {return x;}
struct I128 b32(struct I128 x) {return x;}
void b33(struct EAR x,int y) {}
struct SIDX b34(struct SIDX x) {return x;}
union U1 c01(union U1 x) {return x;}
union U2 c02(union U2 x) {return x;}
union U3 c03(union U3 x) {return x;}
union U4 c04(union U4 x) {return x;}
union U5 c05(union U5 x) {return x;}
void c06(union UE x,int y) {}
void c07(union UT x) {}
struct SU c08(struct SU x) {return x;}
struct SAU c09(struct SAU x) {return x;}
struct TAG c10(struct TAG x) {return x;}
union UEE c11(union UEE x) {return x;}
int d01(int a, struct I2 s, double d, struct I1 t) {return a;}
struct I2 d02(int a, struct I2 s) {return s;}
int d03(const char*f,...) {va_list ap; va_start(ap,f); int r=va_arg(ap,int); va_end(ap); return r;}
struct I2 d04(const char*f,...) {va_list ap; va_start(ap,f); struct I2 r=va_arg(ap,struct I2); va_end(ap); return r;}
int d05(const char*f,va_list ap) {return va_arg(ap,int);}
int d06() {return 1;}
void d07(int a[4]) {}
void d08(int n,int a[n]) {}
int d09(int (*f)(struct I2),struct I2 s) {return f(s);}
struct I1 (*d10(void))(int) {return 0;}
void d11(va_list*ap) {}
v4 d12(v4 x) {return x;}
v2 d13(v2 x) {return x;}
struct e01 e01(struct e01 x) {return x;}
struct e02 e02(struct e02 x) {return x;}
struct e03 e03(struct e03 x) {return x;}
struct e04 e04(struct e04 x) {return x;}
struct e05 e05(struct e05 x) {return x;}
struct e06 e06(struct e06 x) {return x;}
struct e07 e07(struct e07 x) {return x;}
struct e08 e08(struct e08 x) {return x;}
struct e09 e09(struct e09 x) {return x;}
struct e10 e10(struct e10 x) {return x;}
_Atomic int e11(_Atomic int x) {return x;}
union e12 e12(union e12 x) {return x;}
union e13 e13(union e13 x) {return x;}
union e14 e14(union e14 x) {return x;}
struct e15 e15(struct e15 x) {return x;}
struct e16 e16(struct e16 x) {return x;}
struct e17 e17(struct e17 x) {return x;}
struct e18 e18(struct e18 x) {return x;}
struct e19 e19(struct e19 x) {return x;}
void e20(struct e20 x,int y) {}
struct e20b e20b(void) {struct e20b x; return x;}
struct e15 e22(int n,...) {va_list ap;va_start(ap,n);struct e15 r=va_arg(ap,struct e15);return r;}
long double e23(int n,...) {va_list ap;va_start(ap,n);return va_arg(ap,long double);}
P e24(cbp f,P p) {return f(p,3);}
Q e25(cbq f,Q q) {return f(q);}
long double e26(cbl f,long double x) {return f(x);}
time_t e27(time_t t) {return t;}
intptr_t e28(intptr_t a, uint64_t b, int8_t c, uint16_t d) {return a;}
struct e30 e30(struct e30 x) {return x;}
struct e31 e31(struct e31 x) {return x;}
void e32(int (*a)[4], int b[static 2], char c[3][5]) {}
const char *e33(const char *const *v) {return *v;}
struct e34 e34(struct e34 x) {return x;}
int e35(struct e35 *p) {return p->b[1];}
struct big e36(struct big b) {return b;}
