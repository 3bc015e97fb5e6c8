#!/bin/bash
# deploy/release.sh against a registry on loopback (Debian's docker-registry): the image has the right name, can be pulled
# again and runs; the archive unpacks and its contents build. Works in a clone of the last commit. Needs docker.
# usage: deploy/test/release.sh [BUILD_BASE RUN_BASE]    other base images than the Dockerfile's
. "$(dirname "$0")/../lib.sh"

[ $# = 0 ] || export BUILD_BASE=$1 RUN_BASE=$2
export NAME=tester DOCKER_BUILD_OPTIONS="-q --network host"
install docker-registry=docker-registry xz=xz-utils git=git curl=curl
install_for_build
begin_checks

RECEIVED=$(($(date +%s) - 3600))
REGISTRY=127.0.0.1:5055
IMAGE=$REGISTRY/$RECEIVED-$(md5sum "$ROOT/deploy/Dockerfile" | cut -d ' ' -f 1):1.0.0

start_registry() {
    cat >"$SCRATCH/registry.yml" <<END
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $SCRATCH/registry}}
http: {addr: $REGISTRY}
END
    docker-registry serve "$SCRATCH/registry.yml" >"$SCRATCH/registry.log" 2>&1 &
    answers() { curl -sf -o /dev/null "http://$REGISTRY/v2/"; }
    wait_for 10 answers || die "the registry did not start"
}

release() { (cd "$SCRATCH/clone" && deploy/release.sh "$RECEIVED" "$REGISTRY"); }

is_in_the_registry() {
    local answer
    answer=$(curl -sf "http://$REGISTRY/v2/$(cut -d / -f 2 <<<"${IMAGE%:*}")/tags/list")
    echo "$answer"
    [[ $answer = *'"1.0.0"'* ]]
}

comes_back_and_runs() {
    local id
    docker image rm "$IMAGE" >/dev/null
    docker pull -q "$IMAGE"
    id=$(docker run -d --rm "$IMAGE")
    healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$id")" = healthy ]; }
    wait_for 40 healthy || { docker logs "$id" 2>&1 | tail -n 1; docker stop "$id" >/dev/null; return 1; }
    docker stop "$id" >/dev/null
    echo "healthy"
}

archive_builds() {
    local archive
    archive=$(ls "$SCRATCH"/clone/target/deploy/tester-stage1-"$RECEIVED"-??????????.tar.xz)
    tar xJf "$archive" -C "$SCRATCH"
    cd "$SCRATCH/$(basename "$archive" .tar.xz)"
    [ -s WRITEUP.md ] && grep -q "^image: $IMAGE$" IMAGE
    mvn -B -ntp -q -Dstyle.color=never -DskipTests package
    "$JAVA" -jar xiu-server/target/xiu-server.jar -V
}

git clone -q "$ROOT" "$SCRATCH/clone"
start_registry
check "release.sh" release
check "the image is in the registry under its name" is_in_the_registry
check "the image comes back from the registry and runs" comes_back_and_runs
check "the archive unpacks and builds" archive_builds
docker image rm "$IMAGE" >/dev/null 2>&1 || true
end_checks
