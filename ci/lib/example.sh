# shellcheck shell=bash
# Builds the examples' libraries and packages, and runs the examples. Sourced by all.sh.

EXAMPLE_LIBRARIES=(zlib sqlite png expat)
SOURCES=$CACHE/source     # packages of Debian, unpacked
PACKAGES=$EXAMPLE/packages # what `sandbridge package` makes of the modules

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

# The packages that users would install, made from the modules and their facts.
package_examples() {
    local library
    rm -rf "$PACKAGES"
    mkdir -p "$PACKAGES"
    for library in "${EXAMPLE_LIBRARIES[@]}"; do
        "$RELEASE/sandbridge" bind "$EXAMPLE/$library.wasm" \
            --facts examples/"$library"/*.facts.toml -o "$PACKAGES/$library.wasm"
        "$RELEASE/sandbridge" package "$PACKAGES/$library.wasm" -o "$PACKAGES"
    done
    ls -l "$PACKAGES"
}

# install_packages LANGUAGE: into an environment, a repository and a project of their own, with the
# decoder that one example compares with.
install_packages() {
    "install_packages_$1"
}

install_packages_python() {
    python3 -m venv --clear "$USER_SPACE/examples/python"
    "$USER_SPACE/examples/python/bin/pip" install "$DIST"/*.whl "$PACKAGES"/*.whl
}

# Where a project finds them by their coordinates.
install_packages_java() {
    local jar
    for jar in "$PACKAGES"/*.jar; do
        case $jar in *-sources.jar) continue ;; esac
        maven -q org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file "-Dfile=$jar"
    done
}

install_packages_node() {
    local project=$USER_SPACE/examples/node
    rm -rf "$project"
    mkdir -p "$project"
    printf '{"private": true}\n' >"$project/package.json"
    npm --prefix "$project" install "$DIST"/sandbridge-*.tgz "$PACKAGES"/*.tgz pngjs@7.0.0
}

# run_example LANGUAGE NAME: each is given the corpus, as a file to work on, and a folder of its own.
run_example() {
    local folder=$USER_SPACE/examples/work/$2-$1
    rm -rf "$folder"
    mkdir -p "$folder"
    "run_example_$1" "$2" "$EXAMPLE/corpus" "$folder"
}

run_example_python() {
    "$USER_SPACE/examples/python/bin/python" "examples/$1/python/main.py" "${@:2}"
}

# A project of its own that names the package by its coordinates.
run_example_java() {
    local project=$USER_SPACE/examples/java/$1
    rm -rf "$project"
    mkdir -p "$(dirname "$project")"
    cp -r "examples/$1/java" "$project"
    maven -q -f "$project/pom.xml" clean package
    java -cp "$project/target/classes:$project/target/dependency/*" Main "${@:2}"
}

run_example_node() {
    cp "examples/$1/node/main.mjs" "$USER_SPACE/examples/node/$1.mjs"
    node "$USER_SPACE/examples/node/$1.mjs" "${@:2}"
}

# The snippets of the documents.
run_snippets() {
    local language=$1
    [ "$1" != node ] || language=js
    "install_for_snippets_$1"
    ci/lib/snippets.py "$language" "$EXAMPLE/zlib.wasm" "$USER_SPACE/$1" "$RELEASE/sandbridge"
}

# Beside Sandbridge, the native FFIs that docs/coming-from.md shows the same calls in.
install_for_snippets_python() {
    "$USER_SPACE/python/bin/pip" install "$(grep '^cffi==' ci/lib/requirements.txt)"
}

install_for_snippets_java() {
    local jna artifact
    jna=$(grep -A1 '<artifactId>jna<' ci/benchmark/java/pom.xml | sed -n 's/.*<version>\(.*\)<.*/\1/p')
    rm -rf "$USER_SPACE/java"
    for artifact in dev.sandbridge:sandbridge:0.1.0 "net.java.dev.jna:jna:$jna"; do
        maven -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
            "-Dartifact=$artifact" "-DoutputDirectory=$USER_SPACE/java/target/dependency"
    done
}

install_for_snippets_node() {
    ln -sfn "$TOOL_NPM/node_modules/koffi" "$USER_SPACE/node/node_modules/koffi"
}

# The documents that begin with nothing and end with calls.
run_walkthroughs() {
    SANDBRIDGE_CACHE=$CACHE ci/lib/walkthrough.py
}

check_facts_page() {
    python3 ci/lib/facts_page.py "$RELEASE/sandbridge"
}
