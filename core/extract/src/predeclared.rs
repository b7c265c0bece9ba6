//! The names that a `cdef` string may use without declaring them, as wasi-libc declares them.

/// A preprocessed text that goes before a `cdef` string.
pub(crate) const PRELUDE: &str = r#"# 1 "<built-in>" 3
typedef signed char int8_t; typedef unsigned char uint8_t;
typedef short int16_t; typedef unsigned short uint16_t;
typedef int int32_t; typedef unsigned int uint32_t;
typedef long long int64_t; typedef unsigned long long uint64_t;
typedef int8_t int_least8_t; typedef uint8_t uint_least8_t;
typedef int16_t int_least16_t; typedef uint16_t uint_least16_t;
typedef int32_t int_least32_t; typedef uint32_t uint_least32_t;
typedef int64_t int_least64_t; typedef uint64_t uint_least64_t;
typedef signed char int_fast8_t; typedef unsigned char uint_fast8_t;
typedef short int_fast16_t; typedef unsigned short uint_fast16_t;
typedef int int_fast32_t; typedef unsigned int uint_fast32_t;
typedef long long int_fast64_t; typedef unsigned long long uint_fast64_t;
typedef long intptr_t; typedef unsigned long uintptr_t;
typedef long long intmax_t; typedef unsigned long long uintmax_t;
typedef unsigned long size_t; typedef long ssize_t; typedef long ptrdiff_t;
typedef int wchar_t; typedef unsigned int wint_t;
typedef unsigned short char16_t; typedef unsigned int char32_t; typedef unsigned char char8_t;
typedef struct { long long __ll; long double __ld; } max_align_t;
typedef long long time_t; typedef long long clock_t; typedef int suseconds_t;
typedef long long off_t; typedef unsigned long long ino_t; typedef unsigned long long dev_t;
typedef unsigned int mode_t; typedef unsigned int uid_t; typedef unsigned int gid_t;
typedef int pid_t; typedef unsigned long long nlink_t; typedef long blksize_t;
typedef long long blkcnt_t;
typedef __builtin_va_list va_list; typedef __builtin_va_list __gnuc_va_list;
typedef struct _IO_FILE FILE;
#define NULL ((void *)0)
#define INT8_MIN (-1 - 0x7f)
#define INT16_MIN (-1 - 0x7fff)
#define INT32_MIN (-1 - 0x7fffffff)
#define INT64_MIN (-1 - 0x7fffffffffffffffLL)
#define INT8_MAX 0x7f
#define INT16_MAX 0x7fff
#define INT32_MAX 0x7fffffff
#define INT64_MAX 0x7fffffffffffffffLL
#define UINT8_MAX 0xff
#define UINT16_MAX 0xffff
#define UINT32_MAX 0xffffffffU
#define UINT64_MAX 0xffffffffffffffffULL
#define SIZE_MAX UINT32_MAX
#define CHAR_BIT 8
#define INT_MAX 0x7fffffff
#define INT_MIN (-1 - 0x7fffffff)
#define UINT_MAX 0xffffffffU
# 1 "<cdef>" 1
"#;
