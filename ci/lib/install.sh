# shellcheck shell=bash
# Installs the wheel, the jar and the npm package the way a user does. Sourced by all.sh.
