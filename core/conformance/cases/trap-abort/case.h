/** abort, exit and assert. */
int fine(int x);
void give_up(void);
void leave(int status);
/** Says why on the standard error. */
void complain(int code);
int checked(int x);
