#include "case.h"
#include <stdlib.h>
#include <string.h>
int total_length(const char *const *texts, int count) { int n = 0; for (int i = 0; i < count; i++) n += texts[i] ? (int)strlen(texts[i]) : 100; return n; }
int count_until_null(const char **texts) { int n = 0; while (texts[n]) n++; return n; }
char *joined(char **texts, int count) { static char room[64]; room[0] = 0; for (int i = 0; i < count; i++) strcat(room, texts[i]); return room; }
void name_parts(const char **first, const char **second) { *first = "one"; *second = "two"; }
int open_node(int value, struct node **out) { struct node *n = calloc(1, sizeof *n); n->value = value; n->name = "opened"; n->trail[1] = 5; *out = n; return 0; }
void close_node(struct node *node) { free(node); }
int chain_sum(const struct node *node) { int n = 0; for (; node; node = node->next) n += node->value; return n; }
int deref3(int ***p) { return ***p; }
void next_int(int **cursor) { ++*cursor; }
int sum_ints(const int *values, int count) { int n = 0; for (int i = 0; i < count; i++) n += values[i]; return n; }
int sum_blob(const struct blob *blob) { return sum_ints(blob->data, blob->n); }
const char *first_of(const char *const *texts) { return texts[0]; }
const char *no_nul(void) {
  unsigned long end = __builtin_wasm_memory_size(0) * 65536;
  memset((char *)end - 64, 'x', 64);
  return (const char *)end - 64;
}
int sum_pointed(int *const *values, int count) { int n = 0; for (int i = 0; i < count; i++) n += *values[i]; return n; }
