/** A module to be damaged. */
int add(int a, int b);
