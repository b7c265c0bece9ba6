/** What happens when there is no memory left. */
#include <stddef.h>

/** Whether the guest gets so much. */
int can_allocate(size_t size);
unsigned int sum(const void *data, size_t size);
