#include "case.h"
__int128 negate(__int128 x) { return -x; }
unsigned __int128 invert(unsigned __int128 x) { return ~x; }
long double twice(long double x) { return x * 2; }
long double third(void) { volatile long double one = 1; return one / 3; }
seven next7(seven x) { return x + (seven)1; }
forty next40(forty x) { return x + (forty)1; }
hundred next100(hundred x) { return x + (hundred)1; }
float _Complex conjf_(float _Complex x) { __imag__ x = -__imag__ x; return x; }
double _Complex mul_i(double _Complex x) { double _Complex r; __real__ r = -__imag__ x; __imag__ r = __real__ x; return r; }
long double _Complex same_quads(long double _Complex x) { return x; }
v4 add4(v4 a, v4 b) { return a + b; }
i2 add2(i2 a, i2 b) { return a + b; }
struct all pass(struct all a) { return a; }
void fill(struct all *a) { a->quad = 1.5L; a->wide = -1; a->bits = -2; __real__ a->c = 1; __imag__ a->c = 2; a->lanes = (v4){1, 2, 3, 4}; a->small = -64; }
