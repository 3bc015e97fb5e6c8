# shellcheck shell=bash disable=SC2034
# The streams that are published, made by ffmpeg: a moving picture with noise (so that the bit rate is used up) and pink noise.

INPUTS=benchmarks/target/inputs
STREAM=$INPUTS/stream-2100k.flv # 1280x720, 30 fps, 2.0 Mb/s, key frame every 2 s, two B-frames; AAC 128 kb/s
SMALL=$INPUTS/stream-120k.flv   # line 7
LIGHT=$INPUTS/stream-1000k.flv  # line 10
TALL=$INPUTS/segments-2MB.flv   # line 9: five seconds between key frames make segments of 2 MB

make_inputs() {
    mkdir -p "$INPUTS"
    encode "$STREAM" 1280x720 30 2000 128 2
    encode "$SMALL" 320x180 15 88 32 2
    encode "$LIGHT" 640x360 30 900 96 2
    encode "$TALL" 1280x720 30 2960 128 5
}

# encode FILE SIZE FRAMES_PER_SECOND VIDEO_KBPS AUDIO_KBPS KEY_FRAME_SECONDS: 30 s, its command kept beside it.
encode() {
    [ ! -e "$1" ] || return 0
    local keys=$(($3 * $6)) command
    command=(ffmpeg -f lavfi -i "testsrc2=size=$2:rate=$3,noise=alls=24:allf=t" -f lavfi -i "anoisesrc=color=pink:sample_rate=44100"
        -t 30 -c:v libx264 -preset veryfast -pix_fmt yuv420p -b:v "$4k" -minrate "$4k" -maxrate "$4k" -bufsize "$4k"
        -g "$keys" -keyint_min "$keys" -sc_threshold 0 -bf 2 -c:a aac -b:a "$5k" -ac 2
        -f flv -flvflags no_duration_filesize)
    echo "Making $1"
    timeout 600 "${command[@]}" -nostdin -v error -y "$1.part" </dev/null
    printf '%s' "${command[*]@Q} ${1@Q}" | sed "s/'\([a-zA-Z0-9_.:/=-]*\)'/\1/g" >"$1.command"
    mv "$1.part" "$1"
}

# The commands as a JSON array.
input_commands() {
    local file comma='['
    for file in "$STREAM" "$SMALL" "$LIGHT" "$TALL"; do
        printf '%s%s' "$comma" "$(json "$(cat "$file.command")")"
        comma=,
    done
    printf ']'
}
