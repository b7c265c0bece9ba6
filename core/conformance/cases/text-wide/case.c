#include "case.h"
int wide_length(const wchar_t *text) { if (!text) return -1; int n = 0; while (text[n]) n++; return n; }
int wide_at(const wchar_t *text, int index) { return text[index]; }
int half_at(const char16_t *text, int index) { return text[index]; }
const wchar_t *wide_text(void) { return L"gr\u00fc\u00df \U0001F600"; }
wchar_t upper(wchar_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
int label_at(const struct label *label, int index) { return label->text[index]; }
