"""Builds the cffi API competitor: `build_cffi.py <folder of bench.c> <output folder>`."""

from __future__ import annotations

import sys
from pathlib import Path

import cffi

DECLARATIONS = """
struct vec3 { double x; double y; double z; };
int add(int a, int b);
unsigned sum_bytes(const unsigned char *data, unsigned length);
double norm3(const struct vec3 *v);
unsigned count_text(const char *text);
struct entry { unsigned kind : 3; int level : 7; unsigned serial : 22; };
struct vec3 add3(struct vec3 a, struct vec3 b);
int visit_all(int (*visit)(int), int count);
int negate(int *values, int count);
unsigned count_texts(const char *const *texts, unsigned count);
"""
CALLBACKS = 'extern "Python" int visit(int);'


def build(source: Path, output: Path) -> None:
    """Generates and compiles the extension module `bench_cffi` into `output`."""
    ffi = cffi.FFI()
    ffi.cdef(DECLARATIONS + CALLBACKS)
    ffi.set_source(
        "bench_cffi",
        '#include "bench.h"',
        sources=[str(source / "bench.c")],
        include_dirs=[str(source)],
        extra_compile_args=["-O2"],
        libraries=["m"],
    )
    ffi.compile(tmpdir=str(output))


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
