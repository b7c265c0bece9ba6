/** Wide text. */
#include <wchar.h>
#include <uchar.h>
struct label { wchar_t text[6]; char16_t half[4]; };
int wide_length(const wchar_t *text);
int wide_at(const wchar_t *text, int index);
int half_at(const char16_t *text, int index);
const wchar_t *wide_text(void);
wchar_t upper(wchar_t c);
int label_at(const struct label *label, int index);
