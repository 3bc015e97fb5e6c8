# shellcheck shell=bash disable=SC2034
# The command line.

usage() {
    cat <<'END'
usage: benchmarks/compare.sh [option...]

Without options: lines 1 to 10 and 12 once, beside nginx-rtmp, in less than half an hour.

  --line N[,M...]     only these lines ('': none, only what --also names)
  --seconds S         length of the measured window (default 10; --full: 8)
  --runs N            how often everything is measured (default 1; --full: 3)
  --full              three runs, jdk25 to capacity of --also, and benchmarks/RESULTS.md with its charts
  --also WHAT[,...]   beside the lines: jdk25, uring, nms, xiu-rust (built by cargo, if that is there),
                      capacity; not part of --full: jmh (a quarter of an hour more), jvm (what each
                      option of deploy/jvm.options is worth on JDK 25),
                      flame (flame graphs of the server with 300 and 5,000 viewers; profiling distorts the figures)
  --only SERVER[,...] only rows of these servers: xiu-server, nginx, floor, node-media-server, xiu-rust
  --into DIR          adds to the rows of an earlier session; a line measured again takes the earlier one's place
  --report DIR        measures nothing: writes RESULTS.md and the charts from the rows in DIR
END
}

# directory PATH: relative to the clone, or to where the script was called.
directory() { if [[ $1 = /* || -d $1 ]]; then echo "$1"; else echo "$OLDPWD/$1"; fi; }

positive() { [[ $2 =~ ^[1-9][0-9]{0,3}$ ]] || die "$1 needs a number above 0"; }

options() {
    local window='' runs=''
    REPORT='' FULL=0 EVERY_LINE=1 INTO='' ARGUMENTS="$*"
    LINES_WANTED=(1 2 3 4 5 6 7 8 9 10 12) ALSO=() ONLY=()
    while [ $# -gt 0 ]; do
        case $1 in
        --full) FULL=1 ;;
        --help | -h) usage && exit 0 ;;
        --line | --seconds | --runs | --also | --only | --into | --report)
            [ $# -gt 1 ] || die "$1 needs a value"
            case $1 in
            --line) IFS=, read -ra LINES_WANTED <<<"$2" && EVERY_LINE=0 ;;
            --seconds) positive "$1" "$2" && window=$2 ;;
            --runs) positive "$1" "$2" && runs=$2 ;;
            --also) IFS=, read -ra ALSO <<<"$2" ;;
            --only) IFS=, read -ra ONLY <<<"$2" ;;
            --into) INTO=$(directory "$2") ;;
            --report) REPORT=$(directory "$2") ;;
            esac
            shift
            ;;
        *) usage >&2 && exit 2 ;;
        esac
        shift
    done
    if [ "$FULL" = 1 ]; then ALSO=(jdk25 uring nms xiu-rust capacity); fi
    WINDOW=${window:-$((FULL ? 8 : 10))}
    RUNS=${runs:-$((FULL ? 3 : 1))}
    local line what
    for line in "${LINES_WANTED[@]}"; do
        [ "$(type -t "line_$line")" = function ] || die "there is no line $line to measure here"
    done
    for what in "${ALSO[@]}"; do
        [[ " jdk25 uring nms xiu-rust capacity jvm jmh flame " = *" $what "* ]] || die "--also knows no $what"
    done
    ALSO=("${ALSO[@]//-/_}")
    for what in "$INTO" "$REPORT"; do
        [ -z "$what" ] || [ -e "$what/rows.jsonl" ] || die "$what has no rows.jsonl"
    done
}

# asked WHAT: whether --also (or --full) names it.
asked() { [[ " ${ALSO[*]} " = *" ${1//-/_} "* ]]; }
