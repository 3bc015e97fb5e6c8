#!/bin/bash
# Builds the image, names it after the assignment, pushes it if a registry is given, and packs the submission.
# usage: deploy/release.sh RECEIVED [REGISTRY]
#   RECEIVED  Unix time in seconds at which the assignment came
#   REGISTRY  HOST[:PORT][/PATH] to push to; without it the image stays on this machine
# From the environment: NAME, whose submission it is (default: xiu); BUILD_BASE and RUN_BASE, other base images than the
# Dockerfile's; DOCKER_BUILD_OPTIONS, more words for docker build.
# Image:   [REGISTRY/]RECEIVED-MD5_OF_THE_DOCKERFILE:1.0.0
# Archive: target/deploy/NAME-stage1-RECEIVED-SUBMITTED.tar.xz, the committed sources with WRITEUP.md, and IMAGE, a file that
#          tells the image's name, size and digest.
. "$(dirname "$0")/lib.sh"

[[ ${1:-} =~ ^[0-9]{10}$ ]] || die "usage: deploy/release.sh RECEIVED [REGISTRY], RECEIVED in Unix seconds"
received=$1 registry=${2:-}
cd "$ROOT"
install git=git xz=xz-utils
[ -e WRITEUP.md ] || die "there is no WRITEUP.md"
[ -z "$(git status --porcelain)" ] || die "there are uncommitted changes"

image=${registry:+$registry/}$received-$(md5sum deploy/Dockerfile | cut -d ' ' -f 1):1.0.0
# shellcheck disable=SC2086
docker build ${DOCKER_BUILD_OPTIONS:-} ${BUILD_BASE:+--build-arg "BUILD_BASE=$BUILD_BASE"} \
    ${RUN_BASE:+--build-arg "RUN_BASE=$RUN_BASE"} -f deploy/Dockerfile -t "$image" .
[ -z "$registry" ] || docker push "$image"

archive=${NAME:-xiu}-stage1-$received-$(date +%s)
SCRATCH=$(mktemp -d)
git archive --prefix="$archive/" HEAD | tar x -C "$SCRATCH"
docker image inspect -f 'image: '"$image"'
size: {{.Size}} bytes
user: {{.Config.User}}
digests: {{join .RepoDigests " "}}
commit: '"$(git rev-parse HEAD)" "$image" >"$SCRATCH/$archive/IMAGE"
tar c --owner=0 --group=0 --numeric-owner --sort=name -C "$SCRATCH" "$archive" | xz -T 0 >"$OUT/$archive.tar.xz"

echo "Image:   $image"
echo "Archive: $OUT/$archive.tar.xz"
