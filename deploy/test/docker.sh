#!/bin/bash
# The image and both compose files on a real Docker engine: builds, starts three nodes, and checks the nine outputs through
# the published ports. Prints the image's size and user. Needs docker, docker-compose and the usual ports free.
# usage: deploy/test/docker.sh [BUILD_BASE RUN_BASE]     other base images than the Dockerfile's
. "$(dirname "$0")/../lib.sh"

[ $# = 0 ] || export BUILD_BASE=$1 RUN_BASE=$2
export XIU_IMAGE=xiu-server:test COMPOSE_PROJECT_NAME=xiutest
begin_checks

compose() {
    if command -v docker-compose >/dev/null; then docker-compose -f "$ROOT/deploy/$1" "${@:2}"; else
        docker compose -f "$ROOT/deploy/$1" "${@:2}"; fi
}

down() { compose "$1" down --timeout 12 >"$SCRATCH/down.log" 2>&1; }

# image_says FORMAT EXPECTED
image_says() {
    local value
    value=$(docker image inspect -f "$1" "$XIU_IMAGE")
    echo "$value"
    [ "$value" = "$2" ]
}

is_not_root() {
    local id
    id=$(docker exec xiutest_xiu-server-1_1 id -u 2>/dev/null || docker exec xiutest-xiu-server-1-1 id -u)
    echo "uid $id"
    [ "$id" = 10001 ]
}

all_healthy() { [ "$(docker ps -q -f name=xiutest -f health=healthy | wc -l)" = 3 ]; }

ended_well() {
    local codes
    codes=$(docker ps -aq -f name=xiutest | xargs docker inspect -f '{{.State.ExitCode}}' | sort -u)
    echo "exit codes: $codes"
    [ "$codes" = 0 ]
}

cluster() { # cluster COMPOSE_FILE
    trap 'down '"$1"'; clean_up' EXIT
    compose "$1" up -d --no-build >"$SCRATCH/up.log" 2>&1 || { tail -n 5 "$SCRATCH/up.log"; die "up failed"; }
    check "$1: 9 of 9 outputs" "$ROOT/deploy/demo.sh"
    check "$1: healthy" wait_for 40 all_healthy
    check "$1: not root" is_not_root
    compose "$1" logs --no-color >"$SCRATCH/$1.log" 2>&1
    compose "$1" stop --timeout 12 >/dev/null 2>&1
    check "$1: SIGTERM ends every node with 0" ended_well
    down "$1"
    trap clean_up EXIT
}

build_image() {
    docker build --network host -q -f "$ROOT/deploy/Dockerfile" -t "$XIU_IMAGE" \
        ${BUILD_BASE:+--build-arg "BUILD_BASE=$BUILD_BASE" --build-arg "RUN_BASE=$RUN_BASE"} "$ROOT"
}

# The runtime has what NIO needs, too, which is never chosen where epoll can be had.
runs_on_nio() {
    printf '[rtmp]\nenabled = true\nport = 1935\n[server]\ntransport = "nio"\n' >"$SCRATCH/nio.toml"
    docker run -d --name xiutest-nio -v "$SCRATCH/nio.toml:/etc/xiu/config.toml:ro" "$XIU_IMAGE" >/dev/null
    is_up() { docker exec xiutest-nio wget -q -O /dev/null http://127.0.0.1:8000/healthz 2>/dev/null; }
    local code=0
    wait_for 20 is_up || code=$?
    docker logs xiutest-nio 2>&1 | tail -n 20
    docker logs xiutest-nio 2>&1 | grep -o 'NIO, .*' || code=1
    docker rm -f xiutest-nio >/dev/null
    return $code
}

make_sample
check "docker build" build_image
check "the image's user" image_says '{{.Config.User}}' 10001:10001
check "the image's entry point is a program" image_says '{{json (index .Config.Entrypoint 0)}}' '"/opt/java/bin/java"'
check "the image runs on NIO" runs_on_nio
cluster compose.yml
cluster compose-pull.yml
echo "The image has $(($(docker image inspect -f '{{.Size}}' "$XIU_IMAGE") / 1000000)) MB, of which its base has" \
    "$(($(docker image inspect -f '{{.Size}}' "${RUN_BASE:-alpine:3.22}" 2>/dev/null || echo 0) / 1000000))"
end_checks
