/* float and double. */
double same_double(double x);
float same_float(float x);
double widen(float x);
float narrow(double x);
double divide(double a, double b);
int is_negative_zero(double x);
int float_bits(float x);
