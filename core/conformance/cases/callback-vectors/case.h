/** Vectors in the signatures of host functions and of C function pointers. */
typedef float floats __attribute__((vector_size(16)));
typedef short shorts __attribute__((vector_size(16)));
typedef int pair __attribute__((vector_size(8)));
typedef double doubles __attribute__((vector_size(32)));
struct boxed { floats inside; };

typedef floats (*with_floats)(floats, int);
typedef shorts (*with_shorts)(int, shorts);
typedef pair (*with_pair)(pair, pair);
typedef doubles (*with_doubles)(doubles, double);
typedef struct boxed (*with_boxed)(struct boxed);

floats apply_floats(with_floats f, floats v, int n);
shorts apply_shorts(with_shorts f, shorts v);
pair apply_pair(with_pair f, pair a, pair b);
doubles apply_doubles(with_doubles f, doubles v);
struct boxed apply_boxed(with_boxed f, struct boxed b);
/** Adds `n` to each lane. */
with_floats adder(void);

/** A record of one vector. */
struct boxed twice_boxed(struct boxed b);

/** The vector after `n` ints. */
floats later_floats(int n, ...);
shorts later_shorts(int n, ...);
pair later_pair(int n, ...);
