# shellcheck shell=bash
# What ci/bench builds and runs. Sourced by all.sh.

BENCH=$CACHE/bench   # the compiled C code, and the lines that the measuring programs write

# The C functions natively and as wasm, and a package of them; zlib and SQLite are package_examples'.
build_bench_functions() {
    local c=ci/benchmark/c
    mkdir -p "$BENCH"
    gcc -O2 -fPIC -shared -o "$BENCH/libbench.so" "$c/bench.c" -lm
    "$RELEASE/sandbridge" build "$c/bench.c" --header "$c/bench.h" -I "$c" \
        --name bench -o "$BENCH/bench.wasm"
    "$RELEASE/sandbridge" package "$BENCH/bench.wasm" -o "$BENCH/packages"
    cp "$PACKAGES/zlib.wasm" "$PACKAGES/sqlite.wasm" "$EXAMPLE/libzlib.so" "$BENCH/"
}

# The C extension and cffi's API module, both for the interpreter of the tools' environment.
build_bench_python() {
    local c=ci/benchmark/c include
    include=$("$TOOL_VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
    gcc -O2 -fPIC -shared -I "$include" -o "$BENCH/bench_extension.so" \
        "$c/python_extension.c" "$c/bench.c" -lm
    "$TOOL_VENV/bin/python" ci/benchmark/python/build_cffi.py "$c" "$BENCH"
}

build_bench_java() {
    local c=ci/benchmark/c jdk
    jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    gcc -O2 -fPIC -shared -I "$jdk/include" -I "$jdk/include/linux" \
        -o "$BENCH/libbench_jni.so" "$c/jni.c" "$c/bench.c" -lm
    maven -q org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file \
        "-Dfile=$BENCH/packages/bench-wasm-0.1.0.jar"
    maven -f ci/benchmark/java/pom.xml "-Dbuild.folder=$BENCH/java" clean package
}

# The addon, and a project that has koffi and Sandbridge where the programs look for them.
build_bench_node() {
    local c=ci/benchmark/c
    gcc -O2 -fPIC -shared -I "$TOOL_NPM/node_modules/node-api-headers/include" \
        -o "$BENCH/bench_addon.node" "$c/node_addon.c" "$c/bench.c" -lm
    rm -rf "$BENCH/node"
    mkdir -p "$BENCH/node/node_modules"
    cp ci/benchmark/node/*.mjs "$BENCH/node/"
    ln -s "$USER_SPACE/node/node_modules/sandbridge" "$BENCH/node/node_modules/sandbridge"
    mkdir "$BENCH/node/node_modules/bench-wasm"
    tar -xzf "$BENCH/packages/bench-wasm-0.1.0.tgz" -C "$BENCH/node/node_modules/bench-wasm" \
        --strip-components 1
    ln -sfn "$TOOL_NPM/node_modules" "$BENCH/node_modules"
}

# bench_calls LANGUAGE, bench_load LANGUAGE, bench_throughput LANGUAGE: the measuring programs;
# each prints one JSON line a row.
bench_calls() {
    case $1 in
    python) "$TOOL_VENV/bin/python" ci/benchmark/python/calls.py "$BENCH" ;;
    java) bench_jvm bench.Calls "$BENCH" ;;
    node) node "$BENCH/node/calls.mjs" "$BENCH" ;;
    esac
}

bench_throughput() {
    case $1 in
    python)
        "$TOOL_VENV/bin/python" ci/benchmark/python/throughput.py "$BENCH" "$EXAMPLE/corpus"
        "$TOOL_VENV/bin/python" ci/benchmark/python/insert.py "$BENCH"
        ;;
    java) bench_jvm bench.Throughput "$BENCH" "$EXAMPLE/corpus" ;;
    node) node "$BENCH/node/throughput.mjs" "$BENCH" "$EXAMPLE/corpus" ;;
    esac
}

bench_load() {
    local command native others=()
    case $1 in
    python)
        command=("$TOOL_VENV/bin/python" ci/benchmark/python/load.py)
        native=ctypes
        others=(--row wasmtime-py "${command[@]}" wasmtime-py "$BENCH")
        bench_processes python import --base "$TOOL_VENV/bin/python" -c pass \
            --row sandbridge "$TOOL_VENV/bin/python" -c 'import sandbridge'
        ;;
    java)
        command=(java -cp "$BENCH/java/classes:$BENCH/java/dependency/*" bench.Load)
        native='JNA direct'
        ;;
    node)
        command=(node "$BENCH/node/load.mjs")
        native=koffi
        others=(--row "V8's WebAssembly" "${command[@]}" v8 "$BENCH")
        ;;
    esac
    bench_processes "$1" load_cold --cold sandbridge "${command[@]}" sandbridge "$BENCH"
    bench_processes "$1" load_cached --row sandbridge "${command[@]}" sandbridge "$BENCH" \
        --row "$native" "${command[@]}" "$native" "$BENCH" "${others[@]}"
}

bench_processes() {
    python3 ci/benchmark/processes.py "$@"
}

bench_jvm() {
    java -cp "$BENCH/java/classes:$BENCH/java/dependency/*" "$@"
}
