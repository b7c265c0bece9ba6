/* The tag of longjmp's exceptions. Compilers before clang 22 define it, weakly, wherever it is
   used; later ones leave it to the C library, which may not. */
__asm__(".tagtype __c_longjmp i32\n"
        ".weak __c_longjmp\n"
        "__c_longjmp:\n");
