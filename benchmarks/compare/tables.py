"""Tables of rows and targets, as text and as Markdown."""

import targets
from rows import Spread, number, signed, spread

NAMES = {
    "xiu-server": "xiu for the JVM",
    "nginx": "nginx-rtmp",
    "node-media-server": "node-media-server",
    "xiu-rust": "xiu (Rust)",
    "floor": "floor",
}
VARIANTS = {
    "25": "JDK 25, launcher's options",
    "bare": "no options",
    "g1": "G1",
    "heap64": "heap of 64 MB",
    "compact": "compact object headers",
    "aot": "AOT cache",
    "merge50": "merge_min_ms = 50",
    "uring": "io_uring",
    "loops1": "one loop",
    "memory": "memory tracking",
    "profiled": "profiled",
}
PROTOCOLS = {"rtmp": "RTMP", "flv": "HTTP-FLV", "wsflv": "WebSocket-FLV", "hls": "HLS"}


def server_name(server):
    name, _, variants = server.partition(":")
    text = NAMES.get(name, name)
    return text + (", " + ", ".join(VARIANTS.get(v, v) for v in variants.split("+")) if variants else "")


def row_line(row):
    """One row's figures on one line of the terminal."""
    if row.failed:
        return f"failed: {row.failed}"
    if "requests_per_s" in row.extra:
        e = row.extra
        return f"{row.proto}: {number(e['requests_per_s'])}/s, errors {e['errors']}, server {e['server_core']}, wrk {e['wrk_core']} of a core"
    if "start_us" in row.extra:
        ready = Spread([value / 1e6 for value in row.extra["start_us"]])
        return f"listening after {spread(ready, 's')}, {spread(Spread([v / 1024 for v in row.extra['idle_kB']]), 'MB')}"
    get = row.optional
    ingest = get("cpu_s_per_ingested_GB") if row.viewers == 0 else None
    parts = [
        f"{number(get('cpu_s_per_GB'))} s/GB" if ingest is None else f"{number(ingest)} s/ingested GB",
        f"{number(get('MB_per_s'))} MB/s",
        f"core {number(get('server_core'))}",
        f"p50/p99/max {'/'.join(number(get('delay_ms', key)) for key in ('p50', 'p99', 'max'))} ms",
        f"first {number(get('first_media_ms', 'median'))} ms",
        f"{number(get('rss_peak_MB'))} MB",
        f"lost {get('lost')} starved {get('starved')}",
        f"load {number(get('load_cpu_core'))}",
    ]
    if row.stalled:
        parts.append(f"stalled {row.stalled}, closed {get('stalled_closed')}")
    if row.slow:
        parts.append(f"slow {row.slow}, whole {get('slow_whole')}, key first {get('slow_key_first')}, without a gap {get('slow_gapless')}")
    parts += [f"{key} {value}" for key, value in row.extra.items()]
    return "  ".join(parts) + ("  VOID" if row.void else "")


def target_table(measured, jdk25=False):
    """The lines of what must be reached, with a column more for JDK 25 if asked."""
    head = ["line", "", "must be", "measured", ""] + (["JDK 25, launcher's options", ""] if jdk25 else [])
    table, line = [head], None
    for target in targets.TARGETS:
        result = target.result(measured)
        other = target.result(measured, targets.JDK25)
        if result.spread is None and other.spread is None:
            continue
        shown = str(target.line) if target.line != line else ""
        line = target.line
        cells = [shown, target.text, result.limit_text(), result.measured(), result.verdict()]
        if jdk25:
            cells += [other.measured(), other.verdict() if other.spread else ""]
        table.append(cells)
    return table


COLUMNS = [
    ("MB/s", ("MB_per_s",)),
    ("CPU s/GB", ("cpu_s_per_GB",)),
    ("core", ("server_core",)),
    ("p50 ms", ("delay_ms", "p50")),
    ("p99 ms", ("delay_ms", "p99")),
    ("first media ms", ("first_media_ms", "median")),
    ("memory MB", ("rss_peak_MB",)),
    ("load's core", ("load_cpu_core",)),
]
INGEST_COLUMNS = [
    ("CPU s/ingested GB", ("cpu_s_per_ingested_GB",)),
    ("core", ("server_core",)),
    ("memory MB", ("rss_peak_MB",)),
    ("load's core", ("load_cpu_core",)),
]
WRK_COLUMNS = [
    ("requests/s", ("requests_per_s",)),
    ("errors", ("errors",)),
    ("core", ("server_core",)),
    ("wrk's core", ("wrk_core",)),
]
MEMORY_COLUMNS = [
    ("per viewer KiB", ("viewer_KiB",)),
    ("heap KiB", ("heap_KiB",)),
    ("idle heap KiB", ("idle_heap_KiB",)),
    ("direct KiB", ("direct_KiB",)),
    ("idle direct KiB", ("idle_direct_KiB",)),
]


def rows_table(rows):
    """Rows of one kind, runs folded into medians and spreads."""
    columns = COLUMNS
    if "requests_per_s" in rows[0].extra:
        columns = WRK_COLUMNS
    elif "viewer_KiB" in rows[0].extra:
        columns = MEMORY_COLUMNS
    elif rows[0].viewers == 0:
        columns = INGEST_COLUMNS
    watched = columns is COLUMNS
    table = [["server", "viewers" if columns is not WRK_COLUMNS else "asks for"] + [name for name, _ in columns]]
    table[0] += (["lost", "starved"] if watched else []) + ["remarks"]
    groups = {}
    for row in rows:
        groups.setdefault((row.server, row.proto, row.viewers, row.stalled, row.slow), []).append(row)
    for (server, proto, viewers, stalled, slow), group in groups.items():
        good = [row for row in group if not row.failed]
        what = proto if columns is WRK_COLUMNS else f"{viewers:,} {PROTOCOLS.get(proto, proto)}"
        cells = [server_name(server), what + (f", {stalled} stalled" if stalled else "") + (f", {slow} slow" if slow else "")]
        cells += [spread(Spread.of(good, *path)) for _, path in columns]
        if watched:
            cells += [worst(good, "lost"), worst(good, "starved")]
        table.append(cells + [remarks(group)])
    return table


def worst(rows, key):
    values = [row.optional(key) for row in rows if row.optional(key) is not None]
    return f"{max(values):,}" if values else "—"


def remarks(rows):
    found = []
    void = sum(row.void for row in rows)
    if void:
        found.append(f"VOID: load over 90 % of its core in {void} of {len(rows)}")
    found += [f"run {row.run}: {row.failed}" for row in rows if row.failed]
    for key, text in (
        ("interval_ms", "delivery interval {} ms"),
        ("loop_bytes_share", "busier loop {} of the bytes"),
        ("loop_cpu_share", "{} of the loops' processor time"),
    ):
        value = Spread.of(rows, key)
        if value:
            found.append(text.format(spread(value)))
    if any((row.optional("wrk_core") or 0) > 0.9 for row in rows):
        found.append("wrk's own core was full")
    if rows[0].stalled:
        found.append(f"stalled closed: {spread(Spread.of(rows, 'stalled_closed'))}")
    if rows[0].slow:
        found.append(f"slow: {spread(Spread.of(rows, 'slow_whole'))} whole, {spread(Spread.of(rows, 'slow_key_first'))} key frame first")
    return "; ".join(found)


def plain(table):
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table)


def markdown(table):
    used = [i for i in range(len(table[0])) if i < 2 or any(line[i] not in ("", "—") for line in table[1:])]
    lines = ["| " + " | ".join(line[i].replace("|", "\\|") for i in used) + " |" for line in table]
    lines.insert(1, "|" + "---|" * len(used))
    return "\n".join(lines)


def per_server(rows_of):
    """'CPU s/GB · p50/p99 ms · MB', as one cell."""
    delay = "/".join(number(value.median) if value else "—" for value in (Spread.of(rows_of, "delay_ms", p) for p in ("p50", "p99")))
    cpu, memory = Spread.of(rows_of, "cpu_s_per_GB"), Spread.of(rows_of, "rss_peak_MB")
    return f"{spread(cpu)} · {delay} · {signed(memory.median) if memory else '—'}"
