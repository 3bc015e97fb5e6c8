#!/bin/bash
# H.264, HEVC, AV1 and VP9, each with AAC, Opus, MP3, AC-3, E-AC-3 and FLAC, from ffmpeg over RTMP to FLV, MPEG-TS and
# fragmented MP4, judged by ffprobe and by the hashes of what they decode to; prints a table of all 24 pairs. The
# tests of the build do the same; this shows the table. About two minutes.
# usage: deploy/test/codecs.sh
. "$(dirname "$0")/../lib.sh"

TABLE=$ROOT/xiu-server/target/codecs.txt
install_for_test
begin_checks

all_pairs_come_through() {
    local pairs
    rm -f "$TABLE"
    (cd "$ROOT" && mvn -B -ntp -q -Dstyle.color=never -pl xiu-server -am test \
        -Dtest='CodecMatrixTest,MultitrackTest,EnhancedFootageTest' -Dsurefire.failIfNoSpecifiedTests=false)
    pairs=$(grep -cE 'same tags +(same|refused) +same$' "$TABLE")
    echo "$pairs pairs"
    [ "$pairs" = 24 ]
}

check "every codec through RTMP, FLV, MPEG-TS and fragmented MP4" all_pairs_come_through
cat "$TABLE" 2>/dev/null || true
end_checks
