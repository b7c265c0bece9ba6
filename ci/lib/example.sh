# shellcheck shell=bash
# Builds the examples' libraries and runs examples/zlib. Sourced by all.sh.

EXAMPLE_LIBRARIES=(zlib sqlite png expat)
SOURCES=$CACHE/source   # packages of Debian, unpacked

# The modules, and the file that the zlib example reads; the same for the three languages.
prepare_example() {
    local library
    for library in "${EXAMPLE_LIBRARIES[@]}"; do
        build_library "$library"
    done
    examples/zlib/corpus.py "$EXAMPLE/corpus"
}

# build_library NAME: $EXAMPLE/NAME.wasm and its headers, unless they were made from this version of
# the source with these flags by this version of the command.
build_library() {
    local name=$1 source key stamp
    source=$("examples/$name/source/locate" "$SOURCES")
    stamp=$EXAMPLE/$name.key
    key=$(library_key "$name" "$source")
    if [ "$(cat "$stamp" 2>/dev/null)" = "$key" ]; then
        echo "$name: up to date"
        return
    fi
    rm -f "$stamp"
    "examples/$name/source/build" "$source" "$RELEASE/sandbridge" "$EXAMPLE"
    printf '%s\n' "$key" >"$stamp"
}

# What a module is made from: the source, whose path has its version, what the build reads, and the
# crates that make it into a module.
library_key() {
    {
        printf '%s\n' "$2"
        find "examples/$1" -maxdepth 1 -name '*.toml' -print0 | sort -z | xargs -0r sha256sum
        find "examples/$1/source" core/{interface,extract,cli}/src -type f -print0 |
            sort -z | xargs -0 sha256sum
        clang-22 --version
    } | sha256sum
}

# run_example LANGUAGE
run_example() {
    "run_example_$1" "$EXAMPLE/zlib.wasm" "$EXAMPLE/corpus"
}

run_example_python() {
    "$USER_SPACE/python/bin/python" examples/zlib/python/main.py "$@"
}

# A project of its own that names Sandbridge by its coordinates.
run_example_java() {
    local project=$USER_SPACE/java
    rm -rf "$project"
    cp -r examples/zlib/java "$project"
    maven -q -f "$project/pom.xml" clean package
    java -cp "$project/target/classes:$project/target/dependency/*" Main "$@"
}

run_example_node() {
    cp examples/zlib/node/main.mjs "$USER_SPACE/node/main.mjs"
    node "$USER_SPACE/node/main.mjs" "$@"
}

# The snippets of the documents, in the projects that the example was run in.
run_snippets() {
    local language=$1
    [ "$1" != node ] || language=js
    ci/lib/snippets.py "$language" "$EXAMPLE/zlib.wasm" "$USER_SPACE/$1" "$RELEASE/sandbridge"
}
