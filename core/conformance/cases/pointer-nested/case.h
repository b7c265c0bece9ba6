/** Pointers to pointers, lists of text, pointers into structs. */
struct node { int value; struct node *next; const char *name; int trail[3]; };
struct blob { int n; int data[]; };

int total_length(const char *const *texts, int count);
int count_until_null(const char **texts);
char *joined(char **texts, int count);
void name_parts(const char **first, const char **second);
int open_node(int value, struct node **out);
void close_node(struct node *node);
int chain_sum(const struct node *node);
int deref3(int ***p);
void next_int(int **cursor);
int sum_ints(const int *values, int count);
int sum_blob(const struct blob *blob);
const char *first_of(const char *const *texts);
const char *no_nul(void);
int sum_pointed(int *const *values, int count);
