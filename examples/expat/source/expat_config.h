/* What expat's own configuration would find out about wasm32 with WASI preview 1. */
#ifndef EXPAT_CONFIG_H
#define EXPAT_CONFIG_H

#include <unistd.h>

#define BYTEORDER 1234
#define XML_NS 1
#define XML_DTD 1
#define XML_CONTEXT_BYTES 1024

/* The salt of its hash tables: the host's randomness where it is granted. */
#define HAVE_GETRANDOM 1
static inline ssize_t getrandom(void *target, size_t count, unsigned flags)
{
    (void)flags;
    return getentropy(target, count) == 0 ? (ssize_t)count : -1;
}

/* There are no processes. */
#define getpid() 1

#endif
