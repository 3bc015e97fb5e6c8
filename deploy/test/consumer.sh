#!/bin/bash
# The libraries as a stranger gets them: releases them, puts them into a local repository of its own, and builds and runs an
# application there (deploy/test/consumer, and the classes among the examples of the modules' READMEs) that knows nothing
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

# examples DIRECTORY: the blocks of Java in the READMEs that are whole classes, each module's in a package of its own.
examples() {
    local module
    for module in ${LIBRARIES//,/ }; do
        [ -e "$ROOT/$module/README.md" ] || continue
        awk -v package="readme.$(basename "$module" | tr -d -)" -v directory="$1/readme/$(basename "$module" | tr -d -)" '
            /^```java$/ { inside = 1; text = ""; name = ""; next }
            /^```$/ && inside {
                inside = 0
                if (name == "") next
                system("mkdir -p " directory)
                printf "package %s;\n\n%s", package, text >(directory "/" name ".java")
                next
            }
            inside && !/^package / { text = text $0 "\n" }
            inside && name == "" && match($0, /^(public )?(final )?(class|record|interface|enum) [A-Z][A-Za-z]*/) {
                name = substr($0, RSTART, RLENGTH); sub(/.* /, "", name)
            }' "$ROOT/$module/README.md"
    done
}

# application JDK_HOME PATH_KIND: prints what the application says.
application() {
    local project=$SCRATCH/${1##*/}-$2
    cp -r "$ROOT/deploy/test/consumer" "$project"
    examples "$project/src/main/java"
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
