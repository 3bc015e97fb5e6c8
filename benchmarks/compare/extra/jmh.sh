# shellcheck shell=bash
# The JMH suite, whole; its output becomes part of the report.

once_jmh() {
    announce 1000 "the JMH suite" || return 0
    (mvn -B -ntp -q -DskipTests -pl benchmarks -am package \
        && timeout 3000 "$JAVA17" -jar benchmarks/target/benchmarks.jar -rf json -rff "$LOGS/jmh.json") >"$LOGS/jmh.log" 2>&1 </dev/null \
        || { echo "    FAILED: see $LOGS/jmh.log" && return 0; }
    cp "$LOGS/jmh.json" "$SESSION_DIR/jmh.json"
}
