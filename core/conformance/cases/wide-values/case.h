/** Numbers that no host has. */
typedef _BitInt(7) seven;
typedef unsigned _BitInt(40) forty;
typedef _BitInt(100) hundred;
typedef float v4 __attribute__((vector_size(16)));
typedef int i2 __attribute__((vector_size(8)));

struct all { long double quad; __int128 wide; hundred bits; float _Complex c; v4 lanes; seven small; };

__int128 negate(__int128 x);
unsigned __int128 invert(unsigned __int128 x);
long double twice(long double x);
long double third(void);
seven next7(seven x);
forty next40(forty x);
hundred next100(hundred x);
float _Complex conjf_(float _Complex x);
double _Complex mul_i(double _Complex x);
long double _Complex same_quads(long double _Complex x);
v4 add4(v4 a, v4 b);
i2 add2(i2 a, i2 b);
struct all pass(struct all a);
void fill(struct all *a);
