/** Records that cross by value. */
#include <stdbool.h>

struct one_char { char a; };
struct one_uchar { unsigned char a; };
struct one_bool { bool b; };
struct one_ushort { unsigned short s; };
struct one_double { double d; };
struct one_long { long long l; };
struct two { int a; int b; };
struct big { double v[4]; char name[8]; };
struct bits { int small : 5; };
union either { int i; float f; };
struct none {};
struct wrapped { struct one_double inner; };

int take_char(struct one_char s);
int take_uchar(struct one_uchar s);
int take_bool(struct one_bool s);
int take_ushort(struct one_ushort s);
struct one_char give_char(int x);
struct one_bool give_bool(int x);
struct one_ushort give_ushort(int x);
struct one_double twice(struct one_double s);
struct wrapped twice_wrapped(struct wrapped s);
struct one_long next_long(struct one_long s);
struct two swap(struct two s);
struct two add_two(struct two a, struct two b);
struct big reverse(struct big b, int scale);
int take_bits(struct bits b);
struct bits give_bits(int x);
union either bits_of(union either e);
int with_none(int a, struct none n, int b);
