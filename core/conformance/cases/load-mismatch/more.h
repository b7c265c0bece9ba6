/** A later version's header: one more function. */
int add(int a, int b);
double scale(double x);
int subtract(int a, int b);
