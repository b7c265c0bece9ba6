#include "case.h"

signed char same_schar(signed char x) { return x; }
unsigned char same_uchar(unsigned char x) { return x; }
char same_char(char x) { return x; }
short same_short(short x) { return x; }
unsigned short same_ushort(unsigned short x) { return x; }
bool same_bool(bool x) { return x; }

int widen_schar(signed char x) { return x; }
int widen_uchar(unsigned char x) { return x; }
int widen_short(short x) { return x; }
int widen_ushort(unsigned short x) { return x; }
int widen_bool(bool x) { return x ? 10 : 20; }

signed char narrow_schar(int x) { return (signed char)x; }
unsigned char narrow_uchar(int x) { return (unsigned char)x; }
short narrow_short(int x) { return (short)x; }
unsigned short narrow_ushort(int x) { return (unsigned short)x; }
bool narrow_bool(int x) { return x; }
