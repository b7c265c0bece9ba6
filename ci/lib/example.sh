# shellcheck shell=bash
# Builds and runs examples/zlib. Sourced by all.sh.

# The module and the file that the example reads; the same for the three languages.
prepare_example() {
    local source
    source=$(examples/zlib/source/locate)
    examples/zlib/source/build "$source" "$RELEASE/sandbridge" "$EXAMPLE"
    examples/zlib/corpus.py "$EXAMPLE/corpus"
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
    case $1 in
        python) ci/lib/snippets.py python "$EXAMPLE/zlib.wasm" "$USER_SPACE/python" ;;
        java) ci/lib/snippets.py java "$EXAMPLE/zlib.wasm" "$USER_SPACE/java" ;;
        node) ci/lib/snippets.py js "$EXAMPLE/zlib.wasm" "$USER_SPACE/node" ;;
    esac
}
