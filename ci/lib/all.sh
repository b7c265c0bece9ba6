#!/usr/bin/env bash
# What the commands in ci/ share. Sourced by them; run with a function's name and arguments,
# it runs that function (this is how a step gets a bash of its own).
set -euo pipefail

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ci/lib/cache.sh
. "$LIB/cache.sh"
# shellcheck source=ci/lib/step.sh
. "$LIB/step.sh"
# shellcheck source=ci/lib/setup.sh
. "$LIB/setup.sh"
# shellcheck source=ci/lib/install.sh
. "$LIB/install.sh"
# shellcheck source=ci/lib/example.sh
. "$LIB/example.sh"
# shellcheck source=ci/lib/tests.sh
. "$LIB/tests.sh"
# shellcheck source=ci/lib/bench.sh
. "$LIB/bench.sh"

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    cd "$ROOT"
    "$@"
fi
