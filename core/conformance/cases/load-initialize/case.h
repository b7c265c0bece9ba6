/** What runs before the first call. */
int initialized(void);
int table_entry(int index);
const char *from_constructor(void);
