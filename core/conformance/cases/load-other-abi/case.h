/** A library made for a host that brings the memory along. */
int add(int a, int b);
