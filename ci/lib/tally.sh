# shellcheck shell=bash
# Counts what ran: suites by their runners' own results, checks as one each.
# Sourced by ci/test.

PASSED=0
FAILED=0
FAILURES=()

# require NAME FUNCTION...: a step without which the rest means nothing.
require() {
    if ! step "$@"; then
        FAILED=$((FAILED + 1))
        FAILURES+=("$1")
        finish
    fi
}

# check NAME FUNCTION...: a step that counts as one test; the others go on when it fails.
check() {
    if step "$@"; then
        PASSED=$((PASSED + 1))
    else
        FAILED=$((FAILED + 1))
        FAILURES+=("$1")
    fi
}

# suite NAME KIND REPORT FUNCTION...: a step whose tests are counted in the files that REPORT
# names (a glob; `log` for the step's own log). What was skipped has failed, and so has a runner
# that ran nothing.
suite() {
    local name=$1 kind=$2 report=$3 status=0 count passed=0 failed=0 skipped=0
    shift 3
    local files=()
    if [ "$report" = log ]; then
        report=$(log_of "$name")
    else
        # shellcheck disable=SC2086 # a glob, to be expanded
        rm -f -- $report
    fi
    step "$name" "$@" || status=$?
    mapfile -t files < <(compgen -G "$report")
    if [ ${#files[@]} -gt 0 ] &&
        count=$(python3 "$ROOT/ci/lib/count.py" "$kind" "${files[@]}"); then
        read -r passed failed skipped <<<"$count"
    fi
    printf '   %s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    failed=$((failed + skipped))
    if [ "$skipped" != 0 ]; then
        FAILURES+=("$name: $skipped skipped")
    fi
    if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
        failed=1 # a runner that broke off before or after its tests
    elif [ $((passed + failed)) = 0 ]; then
        failed=1
        FAILURES+=("$name: no test ran")
    fi
    if [ "$status" != 0 ]; then
        FAILURES+=("$name")
    fi
    PASSED=$((PASSED + passed))
    FAILED=$((FAILED + failed))
}

# Ends the command: what failed, and the one line that sums up.
finish() {
    local failure
    for failure in "${FAILURES[@]}"; do
        printf 'failed: %s\n' "$failure"
    done
    printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
    [ "$FAILED" = 0 ] && [ "$PASSED" != 0 ] && exit 0
    exit 1
}
