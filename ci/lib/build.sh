# shellcheck shell=bash
# Builds the workspace once, and from its artifacts the wheel, the jar and the npm tarball.
# Sourced by all.sh.

# All of the build, as steps.
build_all() {
    step 'build the workspace' build_workspace
    step 'build the wheel' build_wheel
    step 'build the jar' build_jar
    step 'build the npm package' build_npm_package
}

# Everything in one cargo invocation, tests included: cargo then picks one set of features for
# every dependency, and nothing is compiled a second time for `cargo test`.
build_workspace() {
    cargo build --release --locked --workspace --all-targets
}

# The command as cargo built it.
sandbridge() {
    "$RELEASE/sandbridge" "$@"
}
