"""RESULTS.md and its charts, from rows alone: no figure in it is written by hand."""

import tables
import targets
from charts import Bar, Chart, single
from rows import Spread, number, spread
from tables import markdown, rows_table, server_name

TITLES = {
    "1": "300 viewers",
    "2": "10 viewers",
    "3": "3,000 viewers",
    "4": "5,000 viewers, beside the floor",
    "5": "14,000 viewers",
    "6": "Two event loops, server and load on the same two cores",
    "7": "10,000 viewers of 120 kb/s",
    "8": "1,000 viewers of whom 200 never read",
    "9": "HLS by wrk",
    "10": "500 publishers",
    "12": "Start",
    "peers": "Other servers",
    "uring": "io_uring (epoll: lines 1 and 4)",
    "jdk25": "JDK 25 with the launcher's options",
    "jvm": "Options of the JVM, one changed at a time",
    "capacity": "Viewers per core, each step",
    "flame": "While being profiled",
}
SERVERS = ["xiu-server", "xiu-server:merge50", "nginx", "node-media-server", "xiu-rust", "floor"]
CHARTS = "charts"


def write(measured, directory):
    parts = [heading(measured), must(measured), void(measured)]
    charts = write_charts(measured, directory)
    parts += ["## Charts"] + [f"![{chart.title}]({CHARTS}/{name}.svg)" for name, chart in charts] if charts else []
    parts += [side_by_side(measured), viewers_per_core(measured)]
    order = list(TITLES)
    for part in sorted(measured.parts(), key=lambda p: order.index(p) if p in order else len(order)):
        parts.append(section(measured, part))
    parts += [profiles(directory), microbenchmarks(measured), inputs(measured)]
    path = directory / "RESULTS.md"
    path.write_text("\n\n".join(part for part in parts if part) + "\n")
    print(f"{path.name} and {len(charts)} charts written")


def heading(measured):
    lines = ["# Results", "Written by `benchmarks/compare.sh` from what it measured; how, and how to repeat it: [README.md](README.md)."]
    table = [["measured", "commit", "command", "window", "runs", "machine", "software"]]
    for s in measured.sessions:
        machine = f"{s['cpu']}, {s['cores']} cores, {s['memory_kB'] / 2**20:.0f} GB, {s['system']}, Linux {s['kernel']}"
        software = [s["java"]] + ([s["java25"]] if s["java25"] else []) + [s["nginx"], s["ffmpeg"]]
        table.append(
            [
                s["date"],
                s["commit"] + (" and changes" if s["dirty"] else ""),
                f"`benchmarks/compare.sh {s['arguments']}`".replace(" `", "`"),
                f"{s['window']} s",
                str(s["runs"]),
                machine,
                "; ".join(software),
            ]
        )
    lines.append(markdown(table))
    lines.append(
        "Figures are the middle one of all runs, in parentheses the lowest and the highest. CPU seconds per GB are the server's for 10⁹ "
        "delivered bytes; delay is from the publisher's send to the viewer's read; memory is resident, the highest in the window. "
        "Server on one core, load on the other, unless a line says otherwise. Compare within a line: rows that were measured "
        "hours apart differ by what else the machine's host did."
    )
    return "\n\n".join(lines)


def must(measured):
    jdk25 = bool(measured.select("jdk25"))
    table = [line[:] for line in tables.target_table(measured, jdk25)]
    for line in table[1:]:
        line[4] = words(line[4])
        if jdk25:
            line[6] = words(line[6])
    return f"## What must be reached\n\n{targets.summary(measured)}.\n\n" + markdown(table)


def words(verdict):
    return {"PASS": "reached", "MISS": "**not reached**", "VOID": "**void**"}.get(verdict, verdict)


def void(measured):
    rows = [row for row in measured.rows if row.void]
    if not rows:
        return "No row is void: the load never passed 90 % of its core."
    names = [f"{row.part}, {server_name(row.server)}, {row.viewers:,} {row.proto}, run {row.run}" for row in rows]
    return "Void, as the load passed 90 % of its core: " + "; ".join(names) + "."


def carried(measured):
    """RTMP rows of many viewers and the floor's, by viewers, then server."""
    found = {}
    for row in measured.rows:
        watched = row.part in ("1", "3", "4", "5", "peers") and (row.proto == "rtmp" or row.server == "floor")
        if watched and row.server in SERVERS and not row.failed:
            found.setdefault(row.viewers, {}).setdefault(row.server, []).append(row)
    return dict(sorted(found.items()))


def side_by_side(measured):
    found = carried(measured)
    if not found:
        return ""
    table = [["", *(f"{viewers:,}" for viewers in found)]]
    for server in SERVERS:
        cells = [tables.per_server(found[viewers][server]) if server in found[viewers] else "" for viewers in found]
        if any(cells):
            table.append([server_name(server)] + cells)
    return "## Servers side by side\n\nBy number of RTMP viewers: CPU seconds per GB · p50/p99 ms · resident MB.\n\n" + markdown(table)


def capacities(measured):
    """For each server: most viewers held, fewest not held and why."""
    found = {}
    for row in measured.select("capacity"):
        held, failed = found.setdefault(row.server, [None, None])
        reason = row.limit()
        if reason is None and (held is None or row.viewers > held):
            found[row.server][0] = row.viewers
        if reason is not None and (failed is None or row.viewers < failed[0]):
            found[row.server][1] = (row.viewers, reason)
    return found


def viewers_per_core(measured):
    found = capacities(measured)
    if not found:
        return ""
    table = [["server", "held", "not held", "because"]]
    for server, (held, failed) in found.items():
        table.append(
            [
                server_name(server),
                number(held),
                number(failed[0]) if failed else "end of the search" if held else "—",
                failed[1] if failed else "",
            ]
        )
    return "## Viewers per core\n\nUntil 95 % of the core, p99 over 1 s, a viewer lost or starved, or 19,000 viewers.\n\n" + markdown(table)


def section(measured, part):
    rows = measured.select(part)
    name = TITLES.get(part, part)
    lines = [f"## {'Line ' + part + ': ' if part.isdigit() else ''}{name}"]
    kinds = {}
    for row in rows:
        kind = "start" if row.proto == "start" else "memory" if "viewer_KiB" in row.extra else "ingest" if row.viewers == 0 else ""
        kinds.setdefault(kind, []).append(row)
    for kind, group in kinds.items():
        lines.append(starts_table(group) if kind == "start" else markdown(rows_table(group)))
    commands = {(row.server, row.proto, row.viewers, row.stalled, row.slow): row for row in rows}
    shown = []
    for row in commands.values():
        shown.append(row.fields["start"])
        shown += ["    " + row.fields[key] for key in ("warm", "command") if row.fields.get(key)]
    lines.append("<details><summary>Commands</summary>\n\n```\n" + "\n".join(dict.fromkeys(shown)) + "\n```\n\n</details>")
    return "\n\n".join(lines)


def starts_table(rows):
    table = [["server", "listening after, s", "idle memory, MB"]]
    groups = {}
    for row in rows:
        groups.setdefault(row.server, []).append(row)
    for server, group in groups.items():
        ready = [value / 1e6 for row in group for value in row.extra.get("start_us", [])]
        idle = [value / 1024 for row in group for value in row.extra.get("idle_kB", [])]
        table.append([server_name(server), spread(Spread(ready) if ready else None), spread(Spread(idle) if idle else None)])
    return markdown(table)


def inputs(measured):
    commands = list(dict.fromkeys(c for session in measured.sessions for c in session["inputs"]))
    rates = [["input", "messages/s", "messages per delivered GB"]]
    for part, name in (("1", "line 1"), ("7", "line 7")):
        rows = measured.select(part)
        per_second, per_gb = Spread.of(rows, "input_messages_per_s"), Spread.of(rows, "input_messages_per_GB")
        if per_second:
            rates.append([name, number(per_second.median), number(per_gb.median) if per_gb else "—"])
    table = markdown(rates) + "\n\n" if len(rates) > 1 else ""
    return "## Inputs\n\n" + table + "```\n" + "\n".join(commands) + "\n```"


def profiles(directory):
    """The flame graphs that --also flame has left."""
    graphs = sorted(directory.glob("flame-*.svg"), key=lambda path: int(path.stem.removeprefix("flame-")))
    if not graphs:
        return ""
    lines = ["## Profiles", "Made by `benchmarks/compare.sh --also flame` with async-profiler: widths are samples of processor time, of all of the server's threads."]
    return "\n\n".join(lines + [f"![{int(path.stem.removeprefix('flame-')):,} RTMP viewers]({path.name})" for path in graphs])


def microbenchmarks(measured):
    results = measured.jmh()
    if not results:
        return ""
    table = [["benchmark", "input", "time", "±", "unit", "heap allocated, B/op"]]
    for result in results:
        metric = result["primaryMetric"]
        allocated = result.get("secondaryMetrics", {}).get("gc.alloc.rate.norm", {}).get("score")
        error = metric["scoreError"]
        table.append(
            [
                ".".join(result["benchmark"].split(".")[-2:]),
                ", ".join(result.get("params", {}).values()),
                number(float(metric["score"])),
                number(float(error)) if error not in (None, "NaN") else "—",
                metric["scoreUnit"],
                number(float(allocated)) if allocated is not None else "—",
            ]
        )
    version = f"JMH {results[0]['jmhVersion']}, Java {results[0]['jdkVersion']}, {results[0]['forks']} forks, {results[0]['measurementIterations']} iterations"
    return f"## JMH\n\n`java -jar benchmarks/target/benchmarks.jar` ({version}).\n\n" + markdown(table)


def write_charts(measured, directory):
    found = carried(measured)
    charts = [
        ("cpu", by_viewers(found, "CPU seconds per delivered GB", "CPU s/GB", ["cpu_s_per_GB"])),
        ("delay", by_viewers(found, "Delay from the publisher's send to the viewer's read", "ms", ["p50", "p99"], log=True)),
        ("memory", by_viewers(found, "Resident memory per viewer (growth since the first)", "KiB per viewer", ["memory"], log=True)),
        ("capacity", capacity_chart(measured)),
    ]
    written = []
    for name, chart in charts:
        svg = chart.svg()
        if svg:
            (directory / CHARTS).mkdir(exist_ok=True)
            (directory / CHARTS / f"{name}.svg").write_text(svg)
            written.append((name, chart))
    return written


def by_viewers(found, title, unit, series, log=False):
    chart = Chart(title, unit, series, log)
    for viewers, servers in found.items():
        bars = []
        for server in SERVERS:
            values = [figure(servers.get(server, []), name) for name in series]
            if any(values):
                bars.append(Bar(server_name(server), values, server.startswith("xiu-server")))
        if bars:
            chart.groups.append((f"{viewers:,} viewers", bars))
    return chart


def figure(rows, name):
    if name in ("p50", "p99"):
        return Spread.of(rows, "delay_ms", name)
    if name != "memory":
        return Spread.of(rows, name)
    grown = [
        (row.value("rss_peak_MB") - row.value("rss_before_MB")) * 1024 / row.viewers
        for row in rows
        if row.viewers and row.optional("rss_before_MB") is not None and row.server != "floor"
    ]
    grown = [value for value in grown if value > 0]
    return Spread(grown) if grown else None


def capacity_chart(measured):
    chart = Chart("Viewers of 2.1 Mb/s that one core carries", "viewers")
    bars = []
    for server, (held, failed) in capacities(measured).items():
        note = "(end of the search)" if held and not failed else f"({failed[1]} at {failed[0]:,})" if failed else ""
        bars.append(Bar(server_name(server), [single(held)], server.startswith("xiu-server"), note if not held or not failed else ""))
    if bars:
        chart.groups.append(("", bars))
    return chart
