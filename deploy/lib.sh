# shellcheck shell=bash disable=SC2034
# Shared by the scripts in deploy/ (sourced, never run): installing, waiting, publishing, probing, checking, cleaning up.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JAR=$ROOT/xiu-server/target/xiu-server.jar
OUT=$ROOT/target/deploy # what the scripts make and keep; git ignores it
SAMPLE=${SAMPLE:-$OUT/sample.flv}
JAVA=${JAVA:-java}
mkdir -p "$OUT"

die() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# --- processes: whatever a script has started ends with it ---

descendants() {
    local pid
    for pid in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
        descendants "$pid"
        echo "$pid"
    done
}

any_alive() {
    local pid
    for pid; do if kill -0 "$pid" 2>/dev/null; then return 0; fi; done
    return 1
}

none_alive() { ! any_alive "$@"; }

# stop PID...: SIGTERM, then SIGKILL for what is still there after 12 s.
stop() {
    kill "$@" 2>/dev/null || true
    wait_for 12 none_alive "$@" || kill -9 "$@" 2>/dev/null || true
}

clean_up() {
    local code=$? pids
    trap - EXIT
    pids=$(descendants $$)
    # shellcheck disable=SC2086
    stop $pids
    rm -rf "${SCRATCH:-}"
    exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# wait_for SECONDS COMMAND...: until the command succeeds, asking five times a second; fails when the time is over.
wait_for() {
    local end=$((${EPOCHREALTIME/./} + $1 * 1000000))
    shift
    until "$@"; do
        [ "${EPOCHREALTIME/./}" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# --- installing: only what is missing, only by apt ---

# install WHAT...: each is a package, or COMMAND=PACKAGE for a tool that may have come another way.
install() {
    local what missing=()
    for what; do
        if [[ $what = *=* ]]; then
            command -v "${what%%=*}" >/dev/null || missing+=("${what#*=}")
        else
            [ "$(dpkg-query -W -f '${db:Status-Status}' "$what" 2>/dev/null)" = installed ] || missing+=("$what")
        fi
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || die "needs ${missing[*]}; install them or run this as root"
    echo "Installing ${missing[*]}"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends "${missing[@]}"; } >"$OUT/apt.log" 2>&1 </dev/null \
        || { tail -n 20 "$OUT/apt.log" >&2; die "apt failed"; }
}

install_for_build() { install javac=openjdk-17-jdk-headless mvn=maven ffmpeg=ffmpeg; }

# The last line is what the ffmpeg of the Maven artifact is linked against.
install_for_test() {
    install_for_build
    install git=git ip=iproute2 ss=iproute2 curl=curl python3=python3 npm=npm chromium=chromium mpv=mpv rtmpdump=rtmpdump \
        nginx=nginx-light libnginx-mod-rtmp gst-launch-1.0=gstreamer1.0-tools gstreamer1.0-plugins-base \
        gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav \
        libxcb1 libxcb-shm0 libasound2 libpulse0
}

# build: makes the jar, unless it is newer than every source.
build() {
    if [ -e "$JAR" ] && [ -z "$(cd "$ROOT" && find . -path '*/target' -prune -o \
        \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) -newer "$JAR" -print -quit)" ]; then
        return 0
    fi
    echo "Building xiu-server.jar (the first time takes some minutes)"
    (cd "$ROOT" && mvn -B -ntp -q -Dstyle.color=never -DskipTests -pl xiu-server -am package) >"$OUT/build.log" 2>&1 </dev/null \
        || { head -n 20 "$OUT/build.log" >&2; die "the build failed"; }
}

# --- streams ---

# A minute of moving picture with B-frames and a tone: H.264 with a key frame every 2 s, AAC.
make_sample() {
    [ ! -e "$SAMPLE" ] || return 0
    echo "Making a sample stream"
    ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=frequency=440:sample_rate=44100 \
        -t 60 -c:v libx264 -preset veryfast -pix_fmt yuv420p -b:v 400k -g 50 -keyint_min 50 -sc_threshold 0 -bf 2 \
        -c:a aac -b:a 96k -ac 2 -f flv "$SAMPLE.part"
    mv "$SAMPLE.part" "$SAMPLE"
}

# publish_command URL [LOG_LEVEL]: the array PUBLISH, the command that sends the sample in real time, over and over.
publish_command() {
    PUBLISH=(ffmpeg -nostdin -v "${2:-error}" -re -stream_loop -1 -i "$SAMPLE"
        -c copy -f flv -flvflags no_duration_filesize "$1")
}

# probe URL SECONDS: reads that much of the stream; "h264 640x360 125 aac 215" (codec, size, packets; codec, packets).
probe() {
    timeout $(($2 + 25)) ffprobe -v error -read_intervals "%+$2" -count_packets -show_entries \
        stream=codec_type,codec_name,width,height,nb_read_packets -of default=nokey=0:noprint_wrappers=0 "$1" </dev/null \
        | awk -F= '
            /^\[STREAM\]/ { type = name = packets = width = height = "" }
            /^codec_type/ { type = $2 } /^codec_name/ { name = $2 } /^width/ { width = $2 } /^height/ { height = $2 }
            /^nb_read_packets/ { packets = $2 }
            /^\[\/STREAM\]/ { if (type == "video") video = name " " width "x" height " " packets
                              if (type == "audio") audio = name " " packets }
            END { print video, audio }'
}

# plays URL [SECONDS]: true if the sample's tracks come in full for that long (default 5 s); says what came.
plays() {
    local seconds=${2:-5} got video size frames audio packets rest
    got=$(probe "$1" "$seconds") || { echo "$1: $got"; return 1; }
    read -r video size frames audio packets rest <<<"$got" || true
    echo "$got"
    [ "$video" = h264 ] && [ "$size" = 640x360 ] && [ "$audio" = aac ] \
        && [ "$frames" -ge $((seconds * 22)) ] && [ "$packets" -ge $((seconds * 38)) ]
}

# --- checks: one line each, "ok NAME (remark)" or "FAIL NAME: reason" ---

# begin_checks: a scratch directory, and a file for the results that a calling script may have named in RESULTS.
begin_checks() {
    SCRATCH=$(mktemp -d)
    RESULTS=${RESULTS:-$SCRATCH/results}
    touch "$RESULTS"
    FIRST_RESULT=$(($(wc -l <"$RESULTS") + 1))
}

# check NAME COMMAND...: runs it; the last line it prints is the remark or the reason. May run in the background.
check() {
    local name=$1 log=$SCRATCH/${1//[^a-zA-Z0-9]/-}.log code last
    shift
    set +e
    (set -e && "$@") >"$log" 2>&1 </dev/null
    code=$?
    set -e
    last=$(tail -n 1 "$log" | cut -c 1-200)
    if [ $code = 0 ]; then
        echo "ok $name${last:+ ($last)}" | tee -a "$RESULTS"
    else
        echo "FAIL $name: ${last:-exit code $code}" | tee -a "$RESULTS"
    fi
}

# end_checks: fails if a check of this script has failed, and then keeps the logs.
end_checks() {
    local failed
    failed=$(tail -n "+$FIRST_RESULT" "$RESULTS" | grep -c '^FAIL' || true)
    [ "$failed" != 0 ] || return 0
    local logs
    logs=failed-$(basename "$0" .sh)
    rm -rf "${OUT:?}/$logs"
    mkdir "$OUT/$logs"
    find "$SCRATCH" -maxdepth 1 -type f -size -4M -exec cp {} "$OUT/$logs/" \;
    echo "Logs are in target/deploy/$logs"
    exit 1
}

# --- the libraries ---

# Each module's path; rtmp-codec/amf is the artifact amf.
LIBRARIES=rtmp-codec/amf,rtmp-codec,flv-mux,hls-segmenter,cluster-relay

# library_version: the version the poms lead to.
library_version() {
    local version
    version=$(sed -n 's:^  <version>\(.*\)-SNAPSHOT</version>$:\1:p' "$ROOT/pom.xml")
    [ -n "$version" ] || die "the version in pom.xml doesn't end in -SNAPSHOT"
    echo "$version"
}

# release_version VERSION DIRECTORY: takes -SNAPSHOT off the poms below it.
release_version() {
    find "$2" -name target -prune -o -name pom.xml -exec sed -i "s:<version>$1-SNAPSHOT</version>:<version>$1</version>:" {} +
}

# copy_sources DIRECTORY: the sources as they are, without what was built.
copy_sources() {
    mkdir -p "$1"
    (cd "$ROOT" && tar c --exclude=target --exclude=.git --exclude=.cifuzz-corpus .) | tar x -C "$1"
}
