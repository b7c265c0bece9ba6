/** Memory that the host allocates in the guest. */
#include <stddef.h>
#include <stdint.h>

void set_int(int *out, int value);
int get_int(const int *in);
void set_wide(uint64_t *out, uint64_t value);
void set_real(double *out, double value);
void fill_ints(int *out, size_t count, int value);
unsigned int sum(const unsigned char *data, size_t size);
void fill(unsigned char *data, size_t size, unsigned char byte);
