# shellcheck shell=bash
# shellcheck disable=SC2034 # the names are used by the files that all.sh sources next
# Where everything is: the checkout, and the cache that outlives it.
# Sourced by all.sh.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${SANDBRIDGE_CACHE:-$HOME/.cache/sandbridge}

# One target folder and one profile for every command, so that the engine is compiled once.
export CARGO_TARGET_DIR=$CACHE/target
RELEASE=$CARGO_TARGET_DIR/release
# The profile of the packages' native libraries: as they are built, or as they are published.
NATIVE_PROFILE=${NATIVE_PROFILE:-release}

TOOL_VENV=$CACHE/venv     # maturin, pytest, mypy, ruff and the benchmark's competitors
TOOL_NPM=$CACHE/npm       # tsc and the benchmark's competitors
MAVEN_REPO=$CACHE/maven   # Maven's local repository, the project's own jar included
DIST=$CACHE/dist          # the wheel and the npm tarball
USER_SPACE=$CACHE/user    # a venv, a Maven project and an npm project as a user has them
EXAMPLE=$CACHE/example    # what the examples build and read
REPORTS=$CACHE/report     # the test runners' own result files
LOGS=$CACHE/log/${COMMAND:-setup}

# How PyO3 is configured, in the file that maturin would write: with the same file in every build,
# neither cargo nor maturin compiles PyO3 again after the other.
PYO3_HOST=$(rustc -vV 2>/dev/null | sed -n 's/^host: //p')
export PYO3_CONFIG_FILE=$CARGO_TARGET_DIR/maturin/pyo3-config-$PYO3_HOST-3.11-abi3.txt

# Programs whose output is parsed speak one language.
export LC_ALL=C.UTF-8
export SANDBRIDGE_CACHE_DIR=$CACHE/compiled
export CARGO_TERM_COLOR=never PYTHONDONTWRITEBYTECODE=1
export PIP_DISABLE_PIP_VERSION_CHECK=1
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

# Maven, quiet and with the cache's repository.
maven() {
    mvn -B -ntp -Dstyle.color=never "-Dmaven.repo.local=$MAVEN_REPO" "$@"
}

# Takes the cache for this command; another one on the same cache waits.
lock_cache() {
    mkdir -p "$CACHE" "$DIST" "$USER_SPACE" "$EXAMPLE" "$REPORTS"
    exec 9>"$CACHE/lock"
    if ! flock -n 9; then
        echo "waiting for another ci command that uses $CACHE"
        flock 9
    fi
    rm -rf "$LOGS"
    mkdir -p "$LOGS"
}
