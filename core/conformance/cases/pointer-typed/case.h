/** Which pointers may stand for which. */
#include <stddef.h>

struct cat { int lives; };
struct dog { int age; };
typedef struct cat kitten;

struct cat *make_cat(void);
int lives(const struct cat *c);
int kitten_lives(const kitten *k);
int first_int(const int *p);
int first_byte(const unsigned char *p);
int first_char(const char *p);
int any(const void *p);
void *untyped(void);
int **deep(void);
/** Stores the cat's address. */
void find(struct cat **out);
unsigned int first_unsigned(const unsigned int *p);
