# shellcheck shell=bash
# Builds and runs examples/zlib. Sourced by all.sh.

# Every other language's run of the example is compared with the language's own zlib; the
# corpus and the module are the same for all.
prepare_example() {
    local source
    source=$(examples/zlib/source/locate)
    examples/zlib/source/build "$source" "$RELEASE/sandbridge" "$EXAMPLE"
    examples/zlib/corpus.py "$EXAMPLE/corpus"
}
