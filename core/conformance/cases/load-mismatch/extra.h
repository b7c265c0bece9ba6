/** Another version's header: one more parameter. */
int add(int a, int b, int c);
double scale(double x);
