# shellcheck shell=bash
# What ci/test runs, one function a step. Sourced by all.sh.

check_rust_format() {
    cargo fmt --all --check -- --color never
}

check_clippy() {
    cargo clippy --release --locked --workspace --all-targets -- -D warnings
}

run_cargo_tests() {
    cargo test --release --locked --workspace --no-fail-fast
}

# The core without its compiler: loads precompiled modules only.
run_compilerless_runtime() {
    cargo test --release --locked -p sandbridge-runtime --no-default-features
}

# What was generated is what its generator would write now.
check_generated_files() {
    "$RELEASE/sandbridge-bindgen" --check
}

# The committed modules are what their C sources give.
check_conformance_modules() {
    SANDBRIDGE=$(printf %q "$RELEASE/sandbridge") core/conformance/build
}

# Every facts file is what the published schema says.
check_facts_files() {
    "$TOOL_VENV/bin/python" ci/lib/facts.py
}

check_structure() {
    python3 ci/lib/structure.py
}

check_shell() {
    git ls-files -z | xargs -0 grep -lZE '^#!.*\b(ba)?sh\b|^# shellcheck shell=' -- |
        xargs -0 shellcheck -x
}

check_python_style() {
    "$TOOL_VENV/bin/ruff" check .
    "$TOOL_VENV/bin/ruff" format --check .
}

check_python_types() {
    cd bindings-python || return
    "$TOOL_VENV/bin/mypy" --strict python/sandbridge
}

# The Python packages of the examples' libraries, and the programs that use them as installed.
check_python_packages() {
    local python=$USER_SPACE/examples/python/bin/python generated=$EXAMPLE/stubs library
    rm -rf "$generated"
    for library in "${EXAMPLE_LIBRARIES[@]}"; do
        "$RELEASE/sandbridge" stubs "$PACKAGES/$library.wasm" --python -o "$generated/${library}_wasm"
        "$TOOL_VENV/bin/mypy" --strict --python-executable "$python" \
            "$generated/${library}_wasm/__init__.pyi"
        "$TOOL_VENV/bin/mypy" --strict --python-executable "$python" \
            "examples/$library/python/main.py"
    done
    "$TOOL_VENV/bin/ruff" format --isolated --no-cache --check "$generated"
    "$TOOL_NPM/node_modules/.bin/pyright" --pythonpath "$python" "$generated" examples/*/python
}

run_pytest() {
    cd bindings-python || return
    "$TOOL_VENV/bin/python" -m pytest -p no:cacheprovider --strict-markers -ra \
        --junit-xml "$REPORTS/pytest.xml" tests
}

run_junit() {
    rm -rf bindings-java/target/surefire-reports
    maven -f bindings-java/pom.xml test
    cp bindings-java/target/surefire-reports/TEST-*.xml "$REPORTS/"
}

run_node_tests() {
    cd bindings-node || return
    node --expose-gc --test --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=tap --test-reporter-destination="$REPORTS/node.tap" \
        test/*.test.*
}

check_node_types() {
    cd bindings-node || return
    "$TOOL_NPM/node_modules/.bin/tsc" --strict --noEmit --skipLibCheck false \
        --typeRoots "$TOOL_NPM/node_modules/@types" --types node ./*.d.ts
}

# The npm packages of the examples' libraries and of all conformance cases, and the programs that use
# them as installed.
check_node_packages() {
    local project=$USER_SPACE/examples/node library case
    local generated=$project/generated
    rm -rf "$generated"
    for library in "${EXAMPLE_LIBRARIES[@]}"; do
        "$RELEASE/sandbridge" stubs "$PACKAGES/$library.wasm" --node -o "$generated/$library" --quiet
    done
    for case in core/conformance/cases/*/case.wasm; do
        library=$(basename "$(dirname "$case")")
        "$RELEASE/sandbridge" stubs "$case" --node -o "$generated/$library" --quiet
    done
    "$TOOL_NPM/node_modules/.bin/prettier" --no-config --check "$generated"
    "$TOOL_NPM/node_modules/.bin/prettier" --no-config --no-semi --single-quote --print-width 100 \
        --check examples/*/node
    # The programs that were run lie in the project, which has the packages.
    (cd "$project" && "$TOOL_NPM/node_modules/.bin/tsc" --strict --noEmit --allowJs --checkJs \
        --skipLibCheck false --module nodenext --target es2022 --lib es2023,esnext.disposable \
        --typeRoots "$TOOL_NPM/node_modules/@types" --types node ./*.mjs generated/*/index.d.ts)
}

# The pages of `sandbridge inspect --html`, in a browser.
run_page_tests() {
    SANDBRIDGE=$RELEASE/sandbridge EXAMPLES=$EXAMPLE/packages NODE_PATH=$TOOL_NPM/node_modules \
        node --test --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=tap --test-reporter-destination="$REPORTS/page.tap" \
        core/cli/tests/page/*.test.js
}
