/** Calls that are wrong before they start. */
#include <stddef.h>

int add(int left, int right);
int none(void);
int unnamed(int, const char *);
double mixed(const void *data, size_t size, double factor);
int checksum_update(int state, const void *data, size_t size);
