/** Another version's header: wider numbers. */
long long add(long long a, long long b);
double scale(double x);
