"""What compare.sh asks of its rows: one on a line, what is between two metrics, the tables, RESULTS.md with its charts."""

import json
import statistics
import sys
from pathlib import Path

import rows
import tables
import targets


def print_row(text):
    print("    " + tables.row_line(rows.Row(json.loads(text))))


def holds(text):
    """Exit code 0 if the server carried this row's viewers."""
    limit = rows.Row(json.loads(text)).limit()
    print("    " + (f"the limit: {limit}" if limit else "holds"))
    sys.exit(1 if limit else 0)


def metrics(path, window):
    """Of samples 'second name value', the last window's: delivery interval, and the busiest loop's share of the bytes and of the processor."""
    samples = {}
    for line in Path(path).read_text().splitlines():
        second, name, value = line.split(None, 2)
        samples.setdefault(name, []).append((int(second), float(value)))
    fields = []
    end = max((second for values in samples.values() for second, _ in values), default=0)
    begin = end - int(window)

    def inside(prefix):
        for name, values in samples.items():
            if name.startswith(prefix):
                yield [v for second, v in values if second >= begin]

    intervals = [v for values in inside("xiu_delivery_interval_seconds") for v in values if v > 0]
    if intervals:
        fields.append(f'"interval_ms":{statistics.median(intervals) * 1000:.2f}')
    sent = [values[-1] - values[0] for values in inside("xiu_delivery_bytes_total") if values]
    cpu = [values[-1] - values[0] for values in inside("loop_ticks") if values]
    for key, done in (("loop_bytes_share", sent), ("loop_cpu_share", cpu)):
        if sum(done) > 0:
            fields.append(f'"{key}":{max(done) / sum(done):.3f}')
    print(",".join(fields))


def print_tables(directory):
    measured = rows.Measured(directory)
    print()
    print(tables.plain(tables.target_table(measured)))
    void = [row for row in measured.rows if row.void]
    if void:
        print(f"\n{len(void)} rows are void: the load passed 90 % of its core.")
    print("\n" + targets.summary(measured))


def write(directory):
    import results

    results.write(rows.Measured(directory), Path(__file__).resolve().parent.parent)


COMMANDS = {"row": print_row, "holds": holds, "metrics": metrics, "print": print_tables, "write": write}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
