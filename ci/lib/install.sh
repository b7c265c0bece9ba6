# shellcheck shell=bash
# Builds the workspace once, makes the wheel, the jar and the npm package from its artifacts, and
# installs each the way a user does: into a venv, a Maven repository and an npm project.
# Sourced by all.sh.

# Everything in one cargo invocation, tests included: cargo then picks one set of features for
# every dependency, and nothing is compiled a second time for `cargo test`.
build_workspace() {
    if [ ! -e "$PYO3_CONFIG_FILE" ]; then
        mkdir -p "$(dirname "$PYO3_CONFIG_FILE")"
        printf '%s\n' implementation=CPython version=3.11 target_abi=CPython-abi3-3.11 \
            shared=true build_flags= suppress_build_script_link_lines=false >"$PYO3_CONFIG_FILE"
    fi
    cargo build --release --locked --workspace --all-targets
}

# The native libraries as they are published: optimised as one piece, minutes of CPU each.
build_published() {
    cargo build --profile dist --locked -p sandbridge-python -p sandbridge-java -p sandbridge-node
}

# install_for LANGUAGE
install_for() {
    "install_for_$1"
}

# The wheel is installed twice: for the examples, and beside pytest and mypy.
install_for_python() {
    rm -f "$DIST"/*.whl
    VIRTUAL_ENV=$TOOL_VENV PATH=$TOOL_VENV/bin:$PATH \
        maturin build --profile "$NATIVE_PROFILE" --locked --auditwheel skip --out "$DIST" \
        --manifest-path bindings-python/Cargo.toml
    python3 -m venv --clear "$USER_SPACE/python"
    "$USER_SPACE/python/bin/pip" install "$DIST"/*.whl
    "$TOOL_VENV/bin/pip" install --force-reinstall --no-deps "$DIST"/*.whl
    "$USER_SPACE/python/bin/python" -m sandbridge --version
}

# Into Maven's local repository, where projects find it by its coordinates, and beside the documents'
# snippets.
install_for_java() {
    local classes=$USER_SPACE/java/target/dependency
    maven -f bindings-java/pom.xml -DskipTests \
        "-Dsandbridge.native=$CARGO_TARGET_DIR/$NATIVE_PROFILE/libsandbridge_java.so" install
    mkdir -p "$classes"
    rm -f "$classes"/sandbridge-*.jar
    cp bindings-java/target/sandbridge-[0-9]*[0-9].jar "$classes/"
}

install_for_node() {
    local project=$USER_SPACE/node
    strip --strip-unneeded -o bindings-node/sandbridge.linux-x64-gnu.node \
        "$CARGO_TARGET_DIR/$NATIVE_PROFILE/libsandbridge_node.so"
    rm -f "$DIST"/*.tgz
    (cd bindings-node && npm pack --pack-destination "$DIST")
    rm -rf "$project"
    mkdir -p "$project"
    printf '{"private": true}\n' >"$project/package.json"
    npm --prefix "$project" install "$DIST"/sandbridge-*.tgz
    (cd "$project" && npx sandbridge --version)
}
