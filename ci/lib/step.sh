# shellcheck shell=bash
# Named steps: each says what it does, how long it took, and where it failed and why.
# Sourced by all.sh.

HEARTBEAT=30   # seconds between signs of life of a long step
TAIL=40        # lines of a failed step's log that are shown

# step NAME FUNCTION [ARGUMENT...]: runs one function of ci/lib, its output in a log of its own.
# Returns the function's status. The function runs in a bash of its own, so that `set -e` holds
# in it even when the caller asks for the status.
step() {
    local name=$1
    shift
    local log started status=0
    log=$(log_of "$name")
    started=$EPOCHREALTIME
    printf '== %s\n' "$name"
    bash -euo pipefail "$ROOT/ci/lib/all.sh" "$@" >"$log" 2>&1 </dev/null 9>&- &
    STEP_PID=$!
    show_progress "$STEP_PID" "$log"
    wait "$STEP_PID" || status=$?
    STEP_PID=
    if [ "$status" = 0 ]; then
        printf '   ok, %s s\n' "$(seconds_since "$started")"
        return 0
    fi
    printf '   the step "%s" failed with status %s after %s s; the end of its log:\n' \
        "$name" "$status" "$(seconds_since "$started")"
    tail -n "$TAIL" "$log" | sed 's/^/   | /'
    printf '   the whole log: %s\n' "$log"
    return "$status"
}

# The log file of a step.
log_of() {
    printf '%s/%s.log' "$LOGS" "$(tr -cs 'a-zA-Z0-9\n' '-' <<<"$1" | tr '[:upper:]' '[:lower:]')"
}

# Prints the last line of a running step's log now and then.
show_progress() {
    local pid=$1 log=$2 next=$((SECONDS + HEARTBEAT)) began=$SECONDS
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.1
        if [ "$SECONDS" -ge "$next" ]; then
            next=$((SECONDS + HEARTBEAT))
            printf '   ... %s s: %s\n' "$((SECONDS - began))" "$(tail -n 1 "$log" | cut -c 1-100)"
        fi
    done
}

seconds_since() {
    awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'
}

# Ends the running step with the command that started it.
stop_step() {
    if [ -n "${STEP_PID:-}" ]; then
        pkill -P "$STEP_PID" 2>/dev/null || true
        kill "$STEP_PID" 2>/dev/null || true
    fi
}
trap stop_step EXIT
