#!/bin/bash
# One node against real publishers and players over RTMP, HTTP-FLV, WebSocket-FLV, HTTP-TS and HLS; about two minutes.
# Publishers: ffmpeg (B-frames), GStreamer, ffmpeg 8 (Enhanced RTMP). Players: ffmpeg, mpv, GStreamer, rtmpdump, and
# mpegts.js and hls.js in headless Chromium. Then, without a node, the HLS directories that the example FlvToHls makes of
# FLV files, on a web server that knows nothing of HLS.
# usage: deploy/test/clients.sh [PART...]    PART: node directories; both if none is named
. "$(dirname "$0")/../lib.sh"

HLS_JS=1.7.4
MPEGTS_JS=1.8.2
install_for_test
build
begin_checks

# --- tools that come from registries, kept in target/deploy ---

FFMPEG8=$OUT/ffmpeg8/ffmpeg

fetch_ffmpeg8() {
    [ ! -x "$FFMPEG8" ] || return 0
    local version
    version=$(sed -n 's:.*<ffmpeg.version>\(.*\)</ffmpeg.version>.*:\1:p' "$ROOT/pom.xml")
    (cd "$ROOT" && mvn -B -ntp -q -Dstyle.color=never -N dependency:copy "-Dartifact=org.bytedeco:ffmpeg:$version:jar:linux-x86_64-gpl" \
        "-DoutputDirectory=$SCRATCH/ffmpeg8" >/dev/null </dev/null)
    (cd "$SCRATCH/ffmpeg8" && jar xf ffmpeg-*.jar)
    mkdir -p "$OUT/ffmpeg8"
    cp "$SCRATCH"/ffmpeg8/org/bytedeco/ffmpeg/linux-x86_64-gpl/* "$OUT/ffmpeg8/"
    chmod +x "$FFMPEG8"
}

# npm_file PACKAGE@VERSION FILE: that one file of a package, into the directory of the player page.
npm_file() {
    [ ! -e "$OUT/player/${2##*/}" ] || return 0
    mkdir -p "$SCRATCH/npm/$1" "$OUT/player"
    (cd "$SCRATCH/npm/$1" && npm pack --silent "$1" >/dev/null </dev/null && tar xzf ./*.tgz)
    cp "$SCRATCH/npm/$1/package/$2" "$OUT/player/"
}

# --- the node under test ---

free_port() {
    local port
    while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}

RTMP=$(free_port) FLV=$(free_port) HLS=$(free_port) API=$(free_port)
TS_RTMP=$(free_port) TS_HLS=$(free_port) TS_API=$(free_port) # of a second node, where HLS is in MPEG-TS whatever comes
rtmp_url() { echo "rtmp://127.0.0.1:$RTMP/live/$1"; }
ts_rtmp_url() { echo "rtmp://127.0.0.1:$TS_RTMP/live/$1"; }
flv_url() { echo "http://127.0.0.1:$FLV/live/$1.flv"; }
ws_url() { echo "ws://127.0.0.1:$FLV/live/$1.flv"; }
ts_url() { echo "http://127.0.0.1:$FLV/live/$1.ts"; }
hls_url() { echo "http://127.0.0.1:$HLS/live/$1/$1.m3u8"; }
master_url() { echo "http://127.0.0.1:$HLS/live/$1/master.m3u8"; }
ts_hls_url() { echo "http://127.0.0.1:$TS_HLS/live/$1/$1.m3u8"; }
status() { curl -s -o "${2:-/dev/null}" -w '%{http_code}' -m 30 "$1"; }
healthy() { [ "$(status "http://127.0.0.1:$1/healthz")" = 200 ]; }

start_server() {
    cat >"$SCRATCH/server.toml" <<END
[rtmp]
enabled = true
port = $RTMP
[httpflv]
enabled = true
port = $FLV
[hls]
enabled = true
port = $HLS
[httpapi]
port = $API
[log]
level = "info"
END
    (cd "$SCRATCH" && exec "$JAVA" "@$ROOT/deploy/jvm.options" -jar "$JAR" -c server.toml >server.log 2>&1 </dev/null) &
    SERVER=$!
    wait_for 30 healthy "$API" || { cat "$SCRATCH/server.log"; die "the server did not start"; }
}

start_ts_server() {
    cat >"$SCRATCH/ts-server.toml" <<END
[rtmp]
enabled = true
port = $TS_RTMP
[hls]
enabled = true
port = $TS_HLS
format = "ts"
[httpapi]
port = $TS_API
END
    (cd "$SCRATCH" && exec "$JAVA" "@$ROOT/deploy/jvm.options" -jar "$JAR" -c ts-server.toml >ts-server.log 2>&1 </dev/null) &
    wait_for 30 healthy "$TS_API" || { cat "$SCRATCH/ts-server.log"; die "the second server did not start"; }
}

server_log_is_clean() {
    local bad
    bad=$(grep -hm 1 -E 'Exception|LEAK|OutOfMemory' "$SCRATCH/server.log" "$SCRATCH/ts-server.log") || return 0
    echo "$bad"
    return 1
}

# stop_server: SIGTERM; what came of it goes to the file stopped.
stop_server() {
    local code=0
    kill "$SERVER"
    wait_for 10 none_alive "$SERVER" || { echo "still there after 10 s" >"$SCRATCH/stopped"; return 0; }
    wait "$SERVER" || code=$?
    echo "exit code $code" >"$SCRATCH/stopped"
}

server_has_stopped_well() {
    cat "$SCRATCH/stopped"
    grep -qx 'exit code 0' "$SCRATCH/stopped"
}

# --- publishers ---

publish_with_ffmpeg() {
    publish_command "$(rtmp_url "$1")"
    "${PUBLISH[@]}" >"$SCRATCH/publisher-$1.log" 2>&1 &
}

publish_with_gstreamer() {
    gst-launch-1.0 -q flvmux name=mux streamable=true ! rtmp2sink location="$(rtmp_url "$1")" \
        videotestsrc is-live=true pattern=ball ! video/x-raw,width=640,height=360,framerate=25/1 ! videoconvert \
        ! x264enc bframes=2 b-adapt=false key-int-max=50 bitrate=400 speed-preset=veryfast ! h264parse ! queue ! mux. \
        audiotestsrc is-live=true ! audio/x-raw,rate=44100,channels=2 ! avenc_aac ! aacparse ! queue ! mux. \
        >"$SCRATCH/publisher-$1.log" 2>&1 </dev/null &
}

# The footage that ERTMP_FOOTAGE names, three times, or 20 s of our own. ffmpeg can't begin the footage itself again.
make_av1_and_opus() {
    if [ -n "${ERTMP_FOOTAGE:-}" ]; then
        printf "file '%s'\n" "$ERTMP_FOOTAGE" "$ERTMP_FOOTAGE" "$ERTMP_FOOTAGE" >"$SCRATCH/footage.txt"
        "$FFMPEG8" -nostdin -v error -f concat -safe 0 -i "$SCRATCH/footage.txt" -c copy -f flv -y "$SCRATCH/av1.flv"
        return 0
    fi
    SVT_LOG=1 "$FFMPEG8" -nostdin -v error -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=sample_rate=48000 -t 20 \
        -c:v libsvtav1 -preset 12 -g 50 -svtav1-params pred-struct=1 -c:a libopus -ac 2 -f flv -y "$SCRATCH/av1.flv"
}

make_hevc_and_aac() {
    "$FFMPEG8" -nostdin -v error -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=sample_rate=48000 -t 20 \
        -c:v libx265 -preset ultrafast -x265-params log-level=error -pix_fmt yuv420p -g 50 -c:a aac -ac 2 -f flv -y "$SCRATCH/hevc.flv"
}

# publish_file FILE URL LOG: in real time, over and over.
publish_file() {
    "$FFMPEG8" -nostdin -v error -re -stream_loop -1 -i "$1" -c copy -f flv "$2" >"$3" 2>&1 &
}

publisher_had_no_trouble() {
    any_alive "$1" || { echo "ended"; tail -n 1 "$2"; return 1; }
    [ ! -s "$2" ] || { tail -n 1 "$2"; return 1; }
}

# --- players ---

# decodes FFMPEG URL SECONDS: it decodes everything without a word, and gets to the end.
decodes() {
    local progress
    progress=$(mktemp -p "$SCRATCH")
    timeout $(($3 + 40)) "$1" -nostdin -v error -i "$2" -t "$3" -progress "$progress" -f null - >"$progress.err" 2>&1
    [ ! -s "$progress.err" ] || { echo "$(wc -l <"$progress.err") lines, the first: $(head -n 1 "$progress.err")"; return 1; }
    local micros
    micros=$(sed -n 's/^out_time_us=\([0-9]*\)$/\1/p' "$progress" | tail -n 1)
    [ "${micros:-0}" -ge $((($3 - 1) * 1000000)) ] || { echo "ended at ${micros:-0} us"; return 1; }
}

mpv_plays() {
    local start=$SECONDS
    timeout 40 mpv --no-config --vo=null --ao=null --length=10 --no-terminal --log-file="$SCRATCH/mpv-$2.txt" "$1" \
        || { tail -n 1 "$SCRATCH/mpv-$2.txt"; return 1; }
    [ $((SECONDS - start)) -ge 9 ] || { echo "ended after $((SECONDS - start)) s"; return 1; }
}

# gstreamer_plays SOURCE...: decodes 150 pictures and as much sound.
gstreamer_plays() {
    timeout 40 gst-launch-1.0 -q "$@" ! flvdemux name=demux \
        demux.video ! queue ! h264parse ! avdec_h264 ! identity eos-after=150 ! fakesink sync=false \
        demux.audio ! queue ! aacparse ! avdec_aac ! identity eos-after=250 ! fakesink sync=false
}

rtmpdump_plays() {
    timeout -s INT 12 rtmpdump -q -v -r "$1" -o "$SCRATCH/rtmpdump.flv" || true
    plays "$SCRATCH/rtmpdump.flv" 8
}

# browser_plays URL [SECONDS [PAGE]]: the time of the video element advances by so much (30 s), with pictures. The page is
# player.html from the disk, which another server's CORS header lets read, or that of the same server.
browser_plays() {
    local log profile pid
    profile=$(mktemp -d -p "$SCRATCH")
    log=$profile.log
    timeout 90 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required --disable-dev-shm-usage \
        --disable-features=LocalNetworkAccessChecks --enable-logging=stderr --user-data-dir="$profile" \
        "${3:-file://$OUT/player/player.html}?${2:-30}#$1" >"$log" 2>&1 &
    pid=$!
    browser_done() { grep -qE '"player (error|.*done)' "$log" || none_alive $pid; }
    wait_for 75 browser_done || true
    stop $pid
    grep -o '"player [^"]*' "$log" | tail -n 1 | tr -d '"'
    ! grep -q '"player error' "$log" && grep -q '"player .*done' "$log"
}

refused_with_a_reason() {
    local code
    code=$(status "$1" "$SCRATCH/refusal")
    echo "$code $(head -c 100 "$SCRATCH/refusal")"
    [ "$code" = 404 ] && grep -qi 'av01\|av1' "$SCRATCH/refusal"
}

# --- the directories of FlvToHls ---

STATIC=$(free_port)
directory_url() { echo "http://127.0.0.1:$STATIC/$1/index.m3u8"; }

# flv_to_hls FILE NAME FORMAT: the example is one file that needs the libraries only; the jar has them.
flv_to_hls() {
    mkdir "$SCRATCH/static/$2"
    "$JAVA" -cp "$JAR" "$ROOT/xiu-server/src/test/java/io/xiu/examples/FlvToHls.java" "$1" "$SCRATCH/static/$2" "$3"
    echo "$(grep -c '^#EXTINF' "$SCRATCH/static/$2/index.m3u8") segments"
}

start_static_server() {
    python3 -m http.server "$STATIC" --bind 127.0.0.1 --directory "$SCRATCH/static" >"$SCRATCH/static.log" 2>&1 </dev/null &
    STATIC_SERVER=$!
    static_server_answers() { [ "$(status "http://127.0.0.1:$STATIC/player.html")" = 200 ]; }
    wait_for 10 static_server_answers || { cat "$SCRATCH/static.log"; die "the web server did not start"; }
}

# --- the run ---

in_parallel() { check "$@" & checks+=($!); }

node() {
    start_server
    start_ts_server

    publish_with_ffmpeg sample
    sample_publisher=$!
    publish_with_gstreamer gst
    gst_publisher=$!
    make_hevc_and_aac
    publish_file "$SCRATCH/av1.flv" "$(rtmp_url av1)" "$SCRATCH/publisher-av1.log"
    av1_publisher=$!
    publish_file "$SCRATCH/hevc.flv" "$(rtmp_url hevc)" "$SCRATCH/publisher-hevc.log"
    publish_file "$SCRATCH/av1.flv" "$(ts_rtmp_url av1)" "$SCRATCH/publisher-ts-av1.log"
    publish_file "$SCRATCH/hevc.flv" "$(ts_rtmp_url hevc)" "$SCRATCH/publisher-ts-hevc.log"
    wait_for 20 plays "$(rtmp_url sample)" 1 >/dev/null || die "the sample does not play"

    checks=()
    in_parallel "ffmpeg, RTMP, 60 s" decodes ffmpeg "$(rtmp_url sample)" 60
    in_parallel "ffmpeg, HTTP-FLV, 60 s" decodes ffmpeg "$(flv_url sample)" 60
    in_parallel "ffmpeg, HLS, 60 s" decodes ffmpeg "$(hls_url sample)" 60
    in_parallel "ffmpeg, HTTP-TS, 20 s" decodes ffmpeg "$(ts_url sample)" 20
    in_parallel "Chromium, mpegts.js, HTTP-FLV" browser_plays "$(flv_url sample)"
    in_parallel "Chromium, mpegts.js, WebSocket-FLV" browser_plays "$(ws_url sample)"
    in_parallel "Chromium, hls.js" browser_plays "$(hls_url sample)"
    in_parallel "mpv, RTMP" mpv_plays "$(rtmp_url sample)" rtmp
    in_parallel "mpv, HTTP-FLV" mpv_plays "$(flv_url sample)" flv
    in_parallel "GStreamer rtmpsrc" gstreamer_plays rtmpsrc location="$(rtmp_url sample) live=1"
    in_parallel "GStreamer rtmp2src" gstreamer_plays rtmp2src location="$(rtmp_url sample)"
    in_parallel "rtmpdump" rtmpdump_plays "$(rtmp_url sample)"
    in_parallel "ffmpeg 8, RTMP, AV1 and Opus" decodes "$FFMPEG8" "$(rtmp_url av1)" 5
    in_parallel "ffmpeg 8, HTTP-FLV, AV1 and Opus" decodes "$FFMPEG8" "$(flv_url av1)" 5
    in_parallel "Chromium, hls.js, AV1 and Opus, 20 s" browser_plays "$(master_url av1)" 20
    in_parallel "ffmpeg 8, HLS, AV1 and Opus, 20 s" decodes "$FFMPEG8" "$(hls_url av1)" 20
    in_parallel "ffmpeg 8, HLS, HEVC and AAC in fragmented MP4, 20 s" decodes "$FFMPEG8" "$(hls_url hevc)" 20
    in_parallel "ffmpeg 8, HLS, HEVC and AAC in forced MPEG-TS, 20 s" decodes "$FFMPEG8" "$(ts_hls_url hevc)" 20
    in_parallel "HLS of AV1 in forced MPEG-TS is refused with a reason" refused_with_a_reason "$(ts_hls_url av1)"
    wait "${checks[@]}"

    # A live source drops pictures on a machine as busy as the browsers make it, so what it sends is counted after them.
    checks=()
    in_parallel "ffmpeg, RTMP, from GStreamer" plays "$(rtmp_url gst)"
    in_parallel "ffmpeg, HTTP-FLV, from GStreamer" plays "$(flv_url gst)"
    in_parallel "ffmpeg, HLS, from GStreamer" plays "$(hls_url gst)"
    wait "${checks[@]}"

    check "ffmpeg publishes" publisher_had_no_trouble $sample_publisher "$SCRATCH/publisher-sample.log"
    check "GStreamer rtmp2sink publishes" publisher_had_no_trouble $gst_publisher "$SCRATCH/publisher-gst.log"
    check "ffmpeg 8 publishes AV1 and Opus" publisher_had_no_trouble $av1_publisher "$SCRATCH/publisher-av1.log"
    check "the server's log has no exception" server_log_is_clean
    stop_server
    check "the server ends within 10 s of SIGTERM" server_has_stopped_well
}

directories() {
    local page=http://127.0.0.1:$STATIC/player.html
    cp -r "$OUT/player" "$SCRATCH/static"
    check "FlvToHls, H.264 and AAC in MPEG-TS" flv_to_hls "$SAMPLE" sample TS
    check "FlvToHls, AV1 and Opus in fragmented MP4" flv_to_hls "$SCRATCH/av1.flv" av1 FMP4
    start_static_server

    checks=()
    in_parallel "Chromium, hls.js, directory of H.264 and AAC, 20 s" browser_plays "$(directory_url sample)" 20 "$page"
    in_parallel "Chromium, hls.js, directory of AV1 and Opus, 15 s" browser_plays "$(directory_url av1)" 15 "$page"
    in_parallel "ffprobe, directory of H.264 and AAC, 60 s" plays "$(directory_url sample)" 60
    in_parallel "ffmpeg, directory of H.264 and AAC, 60 s" decodes ffmpeg "$(directory_url sample)" 60
    in_parallel "ffmpeg 8, directory of AV1 and Opus, 20 s" decodes "$FFMPEG8" "$(directory_url av1)" 20
    wait "${checks[@]}"
    stop "$STATIC_SERVER"
}

fetch_ffmpeg8
npm_file "hls.js@$HLS_JS" dist/hls.min.js
npm_file "mpegts.js@$MPEGTS_JS" dist/mpegts.js
cp "$ROOT/deploy/test/player.html" "$OUT/player/"
make_sample
make_av1_and_opus
[ $# -gt 0 ] || set -- node directories
for part; do "$part"; done
end_checks
