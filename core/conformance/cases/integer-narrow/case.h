/* Integers narrower than a register: the caller extends them, and masks what comes back. */
#include <stdbool.h>

signed char same_schar(signed char x);
unsigned char same_uchar(unsigned char x);
char same_char(char x);
short same_short(short x);
unsigned short same_ushort(unsigned short x);
bool same_bool(bool x);

/** The argument as the callee finds it in its register. */
int widen_schar(signed char x);
int widen_uchar(unsigned char x);
int widen_short(short x);
int widen_ushort(unsigned short x);
int widen_bool(bool x);

/* Narrowed from an int: the upper bits of what comes back are garbage. */
signed char narrow_schar(int x);
unsigned char narrow_uchar(int x);
short narrow_short(int x);
unsigned short narrow_ushort(int x);
bool narrow_bool(int x);
