#!/usr/bin/env python3
"""Makes a Markdown table of what the JMH suite wrote with -rf json: jmh.py jmh.json > JMH.md"""

import json
import sys

TITLES = {
    "ChunkReader": "RTMP chunks read",
    "ChunkWriter": "RTMP chunks written",
    "AmfReader": "AMF0 read",
    "AmfWriter": "AMF0 written",
    "Handshake": "handshake with digests",
    "FlvReader": "FLV tags read",
    "FlvWriter": "FLV tags written",
    "Ts": "MPEG-TS muxed",
    "Segmenter": "HLS segments cut",
    "LogAppend": "log, appended",
    "FanOut": "log, fan-out",
}
UNITS = {"chunkSize": "chunks of {} bytes", "viewers": "{} cursors"}


def case(parameters):
    texts = [UNITS.get(name, "{}").format(value) for name, value in parameters]
    return " ".join(texts).lower().replace("_", " ")


def figures(results):
    """Of each benchmark class and case: what ours, the copy and Red5's took, and what ours allocated."""
    rows = {}
    for result in results:
        *_, owner, method = result["benchmark"].split(".")
        name = owner.removesuffix("Benchmark")
        row = rows.setdefault((name, tuple(result.get("params", {}).items())), {})
        row[method] = result["primaryMetric"]["score"]
        row[method + " error"] = result["primaryMetric"]["scoreError"]
        allocated = result["secondaryMetrics"].get("gc.alloc.rate.norm")
        row[method + " bytes"] = allocated["score"] if allocated else None
    return rows


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def line(name, parameters, row):
    ours, copy, red5 = row.get("xiu"), row.get("copy"), row.get("red5")
    error = row.get("xiu error")
    cells = [
        TITLES.get(name, name),
        case(parameters),
        number(ours) + (f" ± {number(error)}" if isinstance(error, float) else ""),
        number(copy),
        f"{copy / ours:.2f}" if ours and copy else "",
        number(row.get("xiu bytes")),
        number(red5),
        f"{red5 / ours:.1f}" if ours and red5 else "",
        number(row.get("red5 bytes")),
    ]
    return "| " + " | ".join(cells) + " |"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        results = json.load(file)
    rows = figures(results)
    first = results[0]
    print(f"JMH {first['jmhVersion']}, JDK {first['jdkVersion']} ({first['vmName']}), {first['forks']} forks, "
          f"{first['measurementIterations']} iterations of {first['measurementTime']} each. "
          "Times are ns for one message; the error is JMH's, at 99.9 %.\n")
    print("| | | ours, ns | copy, ns | speed of the copy | ours, bytes allocated "
          "| Red5, ns | Red5 takes, times ours | Red5, bytes allocated |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for name in TITLES:
        for (owner, parameters), row in rows.items():
            if owner == name:
                print(line(name, parameters, row))


if __name__ == "__main__":
    main()
