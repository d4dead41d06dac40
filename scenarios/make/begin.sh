# Sourced by the scripts beside it: where things are, and what every scenario begins with.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
name=$(basename -- "$0" .sh)
to=${1:-$name}
# A name alone would be that of the scenario in the binary.
case $to in /* | ./* | ../*) ;; *) to=./$to ;; esac
groundswell=${GROUNDSWELL:-groundswell}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is written besides, for a scenario that is given to others: where the events are from, and what they cannot tell.
finish() {
    cat "$here/$name.sources.md" >> "$to/SOURCES.md"
    cat "$here/$name.limits.md" >> "$to/LIMITS.md"
    cat "$here/$name.credits.csv" >> "$to/credits.csv"
    # Neither is needed to run; `record` and `scenario schema` write them again.
    rm -f "$to/unmatched.csv" "$to/reports.csv" "$to/scenario.schema.json"
    "$groundswell" scenario check "$to" > /dev/null
}
