"""What the server must reach, each as a figure from one run's rows and a limit for it."""

from dataclasses import dataclass
from typing import Callable

from rows import Missing, Spread, signed, spread

OURS, JDK25 = "xiu-server", "xiu-server:25"


class Run:
    """The rows of one run as a target sees them; notes which it has used."""

    def __init__(self, measured, number, ours):
        self.measured, self.number, self.ours, self.used = measured, number, ours, []

    def find(self, part, server, proto="rtmp", viewers=None, **more):
        """The row of one run; of all runs if the number is 0 (then a list)."""
        if server.startswith(OURS) and self.ours != OURS:
            if "loops1" in server or "memory" in server:
                raise Missing(server)
            server = self.ours + server[len(OURS) :].replace(":", "+")
            part = "jdk25"
        wanted = dict(server=server, proto=proto, **more)
        if viewers is not None:
            wanted["viewers"] = viewers
        if self.number:
            wanted["run"] = self.number
        found = [row for row in self.measured.select(part, **wanted) if not row.failed]
        if not found:
            raise Missing(f"{server} in {part}")
        self.used += found
        return found if not self.number else found[-1]


@dataclass
class Target:
    line: int
    text: str
    sign: str  # "<", "≤", "≥" or "="
    limit: object  # a figure, or a function of the run
    unit: str
    measure: Callable
    worst: bool = False  # judged by the worst run, not the middle one
    whole: bool = False  # measured over all runs together

    def result(self, measured, ours=OURS):
        """From the runs in which the load was not the limit; void if there is none."""
        values, limits, void = [], [], False
        for number in [0] if self.whole else measured.runs():
            run = Run(measured, number, ours)
            try:
                value = self.measure(run)
                limit = self.limit(run) if callable(self.limit) else self.limit
            except (Missing, ZeroDivisionError):
                continue
            if any(row.void for row in run.used):
                void = True
            else:
                values.append(value)
                limits.append(limit)
        return Result(self, values, limits, void and not values)


class Result:
    def __init__(self, target, values, limits, void):
        self.target, self.void = target, void
        self.spread = Spread(values) if values else None
        self.limit = Spread(limits).median if limits else None

    def verdict(self):
        if self.void:
            return "VOID"
        if self.spread is None:
            return "not measured"
        low, high = (self.spread.low, self.spread.high) if self.target.worst else (self.spread.median,) * 2
        reached = {
            "<": high < self.limit,
            "≤": high <= self.limit,
            "≥": low >= self.limit,
            "=": low == high == self.limit,
        }[self.target.sign]
        return "PASS" if reached else "MISS"

    def measured(self):
        return spread(self.spread, self.target.unit)

    def limit_text(self):
        limit = self.limit if self.limit is not None else self.target.limit
        return "" if callable(limit) else f"{self.target.sign} {signed(limit)} {self.target.unit}".strip()


def own(part, *path, proto="rtmp", viewers=None, server=OURS, **more):
    return lambda run: run.find(part, server, proto, viewers, **more).value(*path)


def ratio(part, path, ours, theirs):
    """Ours to theirs, each (server, proto, viewers)."""

    def measure(run):
        return run.find(part, *ours).value(*path) / run.find(part, *theirs).value(*path)

    return measure


def failed_viewers(part, proto, viewers):
    def measure(run):
        row = run.find(part, OURS, proto, viewers)
        return row.value("lost") + row.value("starved")

    return measure


def pairs(run, *path):
    """Line 8: the middle value without the stalled viewers, and with them."""
    without = run.find("8", OURS, viewers=800)
    beside = [row for row in run.find("8", OURS, viewers=1000) if row.pair > 0]
    if not beside:
        raise Missing("pairs")
    return tuple(Spread.of(rows, *path).median if Spread.of(rows, *path) else _missing() for rows in (without, beside))


def _missing():
    raise Missing("a figure of the pairs")


def growth(*path):
    def measure(run):
        without, beside = pairs(run, *path)
        return beside - without

    return measure


def allowed_growth(run):
    return max(2.0, 0.1 * pairs(run, "delay_ms", "p99")[0])


def closing(*path):
    """The rows of line 8 that wait for the stalled ones to be closed."""
    return lambda run: run.find("8", OURS, viewers=1000, pair=0).value(*path)


def share(numerator, denominator):
    def measure(run):
        row = run.find("8", OURS, viewers=1000, pair=0)
        return 100 * row.value(*numerator) / row.value(*denominator)

    return measure


def wrk(what):
    def measure(run):
        ours, theirs = run.find("9", OURS, what), run.find("9", "nginx", what)
        return ours.value("requests_per_s") / theirs.value("requests_per_s")

    return measure


def loop_share(run):
    row = run.find("6", OURS, viewers=2000)
    return 100 * row.value("loop_bytes_share")


def copy_speed(run):
    """Line 11: reading chunks of 4096 bytes, to copying them."""
    took = {}
    if run.ours != OURS:
        raise Missing("JMH")
    for result in run.measured.jmh():
        name = result["benchmark"].split(".")[-2:]
        if name[0] == "ChunkReaderBenchmark" and "4096" in str(result.get("params")):
            took[name[1]] = result["primaryMetric"]["score"]
    if not {"xiu", "copy"} <= took.keys():
        raise Missing("JMH")
    return took["copy"] / took["xiu"]


def middle(part, key, scale):
    def measure(run):
        return Spread(run.find(part, OURS, "start").value(key)).median / scale

    return measure


CPU, P50, P99, RSS = ("cpu_s_per_GB",), ("delay_ms", "p50"), ("delay_ms", "p99"), ("rss_peak_MB",)
INGEST = ("cpu_s_per_ingested_GB",)


def ours_to(part, path, theirs, proto="rtmp", viewers=300, server=OURS, their_proto="rtmp"):
    return ratio(part, path, (server, proto, viewers), (theirs, their_proto, viewers))


TARGETS = [
    Target(1, "300 RTMP viewers: CPU per GB, to nginx-rtmp's", "≤", 1.0, "", ours_to("1", CPU, "nginx")),
    Target(1, "p99", "<", 10, "ms", own("1", *P99, viewers=300)),
    Target(1, "with merge_min_ms = 50: CPU per GB, to nginx-rtmp's", "≤", 0.45, "", ours_to("1", CPU, "nginx", server=OURS + ":merge50")),
    Target(1, "300 HTTP-FLV viewers: CPU per GB, to our RTMP's", "≤", 1.1, "", ours_to("1", CPU, OURS, proto="flv")),
    Target(1, "300 WebSocket-FLV viewers: CPU per GB, to our RTMP's", "≤", 1.2, "", ours_to("1", CPU, OURS, proto="wsflv")),
    Target(2, "10 RTMP viewers: p50", "<", 0.5, "ms", own("2", *P50, viewers=10)),
    Target(2, "p99", "<", 5, "ms", own("2", *P99, viewers=10)),
    Target(2, "first media message after connecting, median of ten", "≤", 5, "ms", own("2", "first_media_ms", "median", viewers=10)),
    Target(3, "3,000 RTMP viewers: CPU, to nginx-rtmp's", "≤", 0.5, "", ours_to("3", ("server_core",), "nginx", viewers=3000)),
    Target(3, "p99, to nginx-rtmp's", "<", 1.0, "", ours_to("3", P99, "nginx", viewers=3000)),
    Target(3, "resident memory", "<", 160, "MB", own("3", *RSS, viewers=3000)),
    Target(4, "5,000 RTMP viewers: p99", "<", 150, "ms", own("4", *P99, viewers=5000)),
    Target(4, "CPU per GB, to the floor's at our merging interval", "≤", 1.25, "", ours_to("4", CPU, "floor", viewers=5000, their_proto="flv")),
    Target(5, "14,000 RTMP viewers: lost or starved", "=", 0, "", failed_viewers("5", "rtmp", 14000), worst=True),
    Target(5, "p99", "<", 600, "ms", own("5", *P99, viewers=14000)),
    Target(5, "CPU per GB", "≤", 0.2, "s", own("5", *CPU, viewers=14000)),
    Target(5, "resident memory", "<", 350, "MB", own("5", *RSS, viewers=14000)),
    Target(6, "2,000 RTMP viewers on two loops: CPU per GB, to one loop's", "≤", 1.15, "", ours_to("6", CPU, OURS + ":loops1", viewers=2000)),
    Target(6, "share of the bytes that leave by the busier loop", "≤", 60, "%", loop_share),
    Target(7, "heap and direct memory per viewer", "≤", 12, "KiB", own("7", "viewer_KiB", proto="flv", server=OURS + ":memory")),
    Target(7, "10,000 HTTP-FLV viewers of 120 kb/s: resident memory", "<", 300, "MB", own("7", *RSS, proto="flv", viewers=10000)),
    Target(7, "lost", "=", 0, "", own("7", "lost", proto="flv", viewers=10000), worst=True),
    Target(7, "p99", "<", 400, "ms", own("7", *P99, proto="flv", viewers=10000)),
    Target(8, "1,000 viewers, 200 of them never read: growth of the others' p99", "<", allowed_growth, "ms", growth(*P99), whole=True),
    Target(8, "growth of kernel TCP memory", "<", 64, "MB", growth("tcp_mem_MB"), whole=True),
    Target(8, "growth of resident memory", "<", 32, "MB", growth(*RSS), whole=True),
    Target(8, "stalled viewers closed, of all", "=", 100, "%", share(("stalled_closed",), ("stalled",)), worst=True),
    Target(8, "first one closed after its last byte", "≥", 13, "s", closing("stalled_close_s", "min"), worst=True),
    Target(8, "last one closed after its last byte", "≤", 17, "s", closing("stalled_close_s", "max"), worst=True),
    Target(8, "paused 8 s and read on: whole messages only, of all", "=", 100, "%", share(("slow_whole",), ("slow",)), worst=True),
    Target(8, "and a key frame first, of all", "=", 100, "%", share(("slow_key_first",), ("slow",)), worst=True),
    Target(9, "segments of 2 MB per second, to nginx's", "≥", 0.9, "", wrk("segments")),
    Target(9, "playlists per second, to nginx's", "≥", 1.0, "", wrk("playlists")),
    Target(10, "500 publishers of 1 Mb/s: CPU per ingested GB, to nginx-rtmp's", "≤", 1.0, "", ours_to("10", INGEST, "nginx", viewers=0)),
    Target(10, "resident memory", "<", 250, "MB", own("10", *RSS, viewers=0)),
    Target(11, "reading 4096-byte chunks: speed, to a copy's", "≥", 0.5, "", copy_speed, whole=True),
    Target(12, "from java -jar to listening, median of five", "<", 1.0, "s", middle("12", "start_us", 1e6)),
    Target(12, "idle resident memory", "<", 90, "MB", middle("12", "idle_kB", 1024)),
]


def summary(measured):
    verdicts = [target.result(measured).verdict() for target in TARGETS]
    return (
        f"{verdicts.count('PASS')} reached, {verdicts.count('MISS')} not reached, {verdicts.count('VOID')} void, "
        f"{verdicts.count('not measured')} not measured"
    )
