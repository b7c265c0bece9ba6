/** What the library really has. */
int add(int a, int b);
double scale(double x);
