/* Compiled by clang as it comes, setjmp has the encoding of exceptions from before the standard. */
int attempt(int value);
int plain(int a);
