/** A library that calls functions which nobody provides. */
int plain(int x);
int through(int x);
