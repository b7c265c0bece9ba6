# shellcheck shell=bash
# Installs what is missing on a Debian 12 machine that has Rust, Python, Node and a JDK.
# Every part looks first, so that a second run takes no time. Sourced by all.sh.

# What Debian has: a compiler for each side, headers that the parser is tested on, tools.
# Chromium is what pages are tested in, with a font of its own on machines that have none.
# clang-22 is the one that is used; clang-19 shows what becomes of setjmp before clang 20.
DEBIAN_PACKAGES=(
    gcc libc6-dev git procps dpkg-dev
    clang-22 lld-22 libclang-rt-22-dev-wasm32 wasi-libc
    clang-19 lld-19 libclang-rt-19-dev-wasm32
    zlib1g-dev libsqlite3-dev libpng-dev libzstd-dev libexpat1-dev
    maven shellcheck
    chromium fonts-dejavu-core
)

# All of the set-up, as steps.
set_up() {
    step 'check the languages' check_languages
    step 'install Debian packages' install_debian_packages
    step 'install Rust components' install_rust_components
    step 'install Python tools' install_python_tools
    step 'install Node tools' install_node_tools
}

# Rust, Python, Node and a JDK must be there: which one to install is the user's choice.
check_languages() {
    at_least 'Rust' 1.95 "$(rustc --version | cut -d ' ' -f 2)"
    at_least 'Python' 3.11 "$(python3 -c 'import platform; print(platform.python_version())')"
    at_least 'Node' 20 "$(node -p process.versions.node)"
    at_least 'a JDK' 17 "$(javac -version 2>&1 | cut -d ' ' -f 2)"
}

at_least() {
    local what=$1 wanted=$2 found=$3
    echo "$what: $found"
    if [ -z "$found" ] || ! printf '%s\n%s\n' "$wanted" "$found" | sort -V -C; then
        echo "$what $wanted or later is needed, found ${found:-none}: install it and try again"
        return 1
    fi
}

install_debian_packages() {
    local missing=() name
    for name in "${DEBIAN_PACKAGES[@]}" $(python_packages); do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
            missing+=("$name")
        fi
    done
    if [ ${#missing[@]} = 0 ]; then
        echo 'nothing is missing'
        return
    fi
    echo "missing: ${missing[*]}"
    as_root apt-get update
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"
}

# Debian's own Python comes without venv and headers; others have both.
python_packages() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    [ -e "$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ] ||
        echo python3-dev
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

install_rust_components() {
    cargo fmt --version || rustup component add rustfmt
    cargo clippy --version || rustup component add clippy
}

# The tools' own virtual environment, rebuilt when the list or the interpreter changes.
install_python_tools() {
    local wanted stamp=$TOOL_VENV/installed
    wanted=$(python3 -VV && cat ci/lib/requirements.txt)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        echo 'up to date'
        return
    fi
    python3 -m venv --clear "$TOOL_VENV"
    "$TOOL_VENV/bin/pip" install -r ci/lib/requirements.txt
    printf '%s\n' "$wanted" >"$stamp"
}

install_node_tools() {
    if cmp -s ci/lib/package.json "$TOOL_NPM/installed.json"; then
        echo 'up to date'
        return
    fi
    mkdir -p "$TOOL_NPM"
    cp ci/lib/package.json "$TOOL_NPM/package.json"
    npm --prefix "$TOOL_NPM" install --ignore-scripts --no-package-lock
    cp ci/lib/package.json "$TOOL_NPM/installed.json"
}
