#!/bin/bash
# The libraries as a stranger gets them: releases them, puts them into a local repository of its own, and builds and runs an
# application there (deploy/test/consumer, the examples of the modules' READMEs, three whole programs) that knows nothing
# but what was released: on every JDK from 17 on that there is, on the class path and on the module path.
# usage: deploy/test/consumer.sh
. "$(dirname "$0")/../lib.sh"

[ $# = 0 ] || die "usage: deploy/test/consumer.sh"
install_for_build
begin_checks
LOCAL=$OUT/consumer-repository # kept for what comes from elsewhere
VERSION=$(library_version)

released() {
    "$ROOT/deploy/libraries.sh" "$SCRATCH/repository"
    rm -rf "$LOCAL/io/xiu"
    mkdir -p "$LOCAL/io"
    cp -r "$SCRATCH/repository/io/xiu" "$LOCAL/io/"
}

has_all_parts() {
    local module name base part parts=0
    for module in ${LIBRARIES//,/ }; do
        name=$(basename "$module") base=$LOCAL/io/xiu/$name/$VERSION/$name-$VERSION
        for part in .jar -sources.jar -javadoc.jar -cyclonedx.json .pom; do
            [ -s "$base$part" ] || { echo "$name has no $part"; return 1; }
            parts=$((parts + 1))
        done
    done
    echo "$parts files"
}

# fill DIRECTORY: puts the examples of the READMEs where the sources say "// README MODULE N", the Nth of that module's; and the
# three whole programs, which know the libraries only.
fill() {
    local file module number
    grep -rn -o "// README .*" "$1/org" | while IFS=: read -r file _ marker; do
        read -r _ _ module number <<<"$marker"
        awk -v wanted="$number" '
            /^```java$/ { inside = 1; count++; next } /^```$/ { inside = 0 } inside && count == wanted' \
            "$ROOT/$module/README.md" >"$SCRATCH/example"
        [ -s "$SCRATCH/example" ] || { echo "$module/README.md has no example $number"; return 1; }
        sed -i -e "\\|$marker\$|{r $SCRATCH/example" -e "d}" "$file"
    done
    mkdir -p "$1/io/xiu/examples"
    cp "$ROOT"/xiu-server/src/test/java/io/xiu/examples/{RecordPublish,FlvToHls,ForwardPublish}.java "$1/io/xiu/examples/"
}

# application JDK_HOME PATH_KIND: prints what the application says.
application() {
    local project=$SCRATCH/${1##*/}-$2
    cp -r "$ROOT/deploy/test/consumer" "$project"
    fill "$project/src/main/java"
    [ "$2" = module ] || rm "$project/src/main/java/module-info.java"
    (cd "$project" && JAVA_HOME=$1 mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local="$LOCAL" -Dxiu.version="$VERSION" \
        compile dependency:copy-dependencies)
    if [ "$2" = module ]; then
        "$1/bin/java" -p "$project/target/classes:$project/target/dependency" -m org.example.consumer/org.example.consumer.Main
    else
        "$1/bin/java" -cp "$project/target/classes:$project/target/dependency/*" org.example.consumer.Main
    fi
}

# jdks: the home of each JDK from 17 on.
jdks() {
    local javac home version
    for javac in /usr/lib/jvm/*/bin/javac; do
        home=$(readlink -f "${javac%/bin/javac}")
        version=$("$javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
        [ "$version" -lt 17 ] || echo "$version $home"
    done | sort -un | cut -d ' ' -f 2
}

check "libraries.sh" released
grep -q "^ok libraries.sh" "$RESULTS" || { echo "consumer.sh: nothing was released to try"; end_checks; }
check "each library has its sources, Javadoc and bill of materials" has_all_parts
for jdk in $(jdks); do
    check "an application on the class path, ${jdk##*/}" application "$jdk" class
    check "an application on the module path, ${jdk##*/}" application "$jdk" module
done
echo "consumer.sh: $(tail -n "+$FIRST_RESULT" "$RESULTS" | grep -c '^ok' || true) ok, $(tail -n "+$FIRST_RESULT" "$RESULTS" | grep -c '^FAIL' || true) failed"
end_checks
