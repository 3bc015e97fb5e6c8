"""The rows that compare.sh has written, and how to find one."""

import json
import statistics
from pathlib import Path


class Missing(Exception):
    """A figure that was not measured."""


class Row:
    def __init__(self, fields):
        self.fields = fields
        self.part, self.server, self.proto = fields["part"], fields["server"], fields["proto"]
        self.viewers, self.run, self.pair = fields["viewers"], fields["run"], fields["pair"]
        self.failed = fields["failed"]
        self.load = fields["load"] or {}
        self.extra = fields["extra"]
        self.void = bool(self.load.get("void"))

    @property
    def stalled(self):
        return self.load.get("stalled") or 0

    @property
    def slow(self):
        return self.load.get("slow") or 0

    def value(self, *path):
        """A figure by its keys: of the load's line, or of what was added to it."""
        found = self.extra if path[0] in self.extra else self.load
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if found is None:
            raise Missing(f"{self.server}: no {'.'.join(path)}")
        return found

    def optional(self, *path):
        try:
            return self.value(*path)
        except Missing:
            return None

    def limit(self):
        """Why the server could not carry these viewers; None if it could."""
        if self.failed:
            return self.failed
        if self.void:
            return "the load's core is full"
        p99, core = self.optional("delay_ms", "p99"), self.value("server_core")
        if self.value("lost"):
            return f"{self.value('lost')} viewers lost"
        if self.value("starved"):
            return f"{self.value('starved')} viewers starved"
        if p99 is None or p99 > 1000:
            return "no message came" if p99 is None else f"p99 {p99:.0f} ms"
        return f"{core * 100:.0f} % of the core" if core >= 0.95 else None


class Measured:
    """Everything in a directory. What a later session has measured of a part takes the earlier one's place."""

    def __init__(self, directory):
        self.directory = Path(directory)
        self.sessions = read(self.directory / "sessions.jsonl")
        latest = {}
        every = [Row(fields) for fields in read(self.directory / "rows.jsonl")]
        for row in every:
            latest[kind(row)] = row.fields["session"]
        self.rows = [row for row in every if latest[kind(row)] == row.fields["session"]]
        used = {row.fields["session"] for row in self.rows}
        self.sessions = [session for session in self.sessions if session["session"] in used]

    def jmh(self):
        """What the JMH suite has left in jmh.json."""
        path = self.directory / "jmh.json"
        return json.loads(path.read_text()) if path.exists() else []

    def runs(self):
        return sorted({row.run for row in self.rows})

    def select(self, part=None, **wanted):
        return [
            row
            for row in self.rows
            if (part is None or row.part == part) and all(getattr(row, key) == value for key, value in wanted.items())
        ]

    def parts(self):
        return list(dict.fromkeys(row.part for row in self.rows))


def kind(row):
    return (row.part, row.server.split(":")[0]) if row.part in ("capacity", "peers") else row.part


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line]


class Spread:
    """Some values of one figure: the middle one and how far they lie apart."""

    def __init__(self, values):
        self.values = sorted(values)
        self.median = statistics.median(self.values)
        self.low, self.high = self.values[0], self.values[-1]

    @staticmethod
    def of(rows, *path):
        values = [value for value in (row.optional(*path) for row in rows) if value is not None]
        return Spread(values) if values else None


def number(value):
    """Three significant digits, no exponent."""
    if value is None:
        return "—"
    if isinstance(value, int) or value >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def signed(value):
    return ("−" if value < 0 else "") + number(abs(value))


def spread(value, unit=""):
    """'1.23 (1.20–1.31)', or only the figure if there is one."""
    if value is None:
        return "—"
    text = signed(value.median)
    if len(value.values) > 1:
        text += f" ({signed(value.low)}–{signed(value.high)})"
    return text + (f" {unit}" if unit else "")
