#!/bin/bash
# Installs what is missing, builds, and runs a node on its defaults with a demo stream to watch. Needs Debian 12 and root
# (root only for installing). Ctrl-C ends it.
# usage: deploy/run.sh [--seconds N]     N: end by itself after that long
. "$(dirname "$0")/lib.sh"

case "${1:-}" in
'') seconds=infinity ;;
--seconds) seconds=${2:?--seconds needs a number} ;;
*) die "usage: deploy/run.sh [--seconds N]" ;;
esac

install_for_build
build
make_sample

SCRATCH=$(mktemp -d)
cd "$SCRATCH"
"$JAVA" "@$ROOT/deploy/jvm.options" -jar "$JAR" </dev/null &
server=$!

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
started() { none_alive $server || { listening 1935 && listening 8080 && listening 8081; }; }
wait_for 30 started && any_alive $server || die "the server did not start"

publish_command rtmp://127.0.0.1:1935/live/demo
"${PUBLISH[@]}" &
publisher=$!

urls=(rtmp://127.0.0.1:1935/live/demo http://127.0.0.1:8081/live/demo.flv http://127.0.0.1:8080/live/demo/demo.m3u8)
for url in "${urls[@]}"; do
    wait_for 20 plays "$url" 2 >/dev/null 2>&1 || die "$url does not play"
done
cat <<END

The demo stream is playing:
  RTMP      ${urls[0]}
  HTTP-FLV  ${urls[1]}
  HLS       ${urls[2]}
Watch it:          mpv ${urls[0]}
Publish your own:  ffmpeg -re -i FILE -c copy -f flv rtmp://127.0.0.1:1935/live/NAME
Ctrl-C ends the server.
END

ended() { none_alive $server || none_alive $publisher; }
sleep "$seconds" &
wait -n || true
if ended; then die "the server or the publisher has ended"; fi
