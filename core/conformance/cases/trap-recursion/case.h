/** Recursion that is too deep. */
int depth(int levels);
/** With a frame of a kilobyte. */
int heavy(int levels);
int endless(int x);
