"""How long it takes to fill each document: ``python benchmarks/documents.py``."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from api.documents.checking import RENDERERS
from api.documents.kinds import KINDS

TIMES = 15


def main() -> None:
    """Print the median and the longest time of each, in milliseconds, and the size of the file."""
    print(f"{'document':28} {'median ms':>10} {'longest':>10} {'bytes':>9}")
    for kind in KINDS:
        for suffix in kind.formats:
            values, spent, made = kind.sample(), [], b""
            for _ in range(TIMES):
                begun = time.perf_counter()
                made = RENDERERS[suffix](kind.key, values)
                spent.append(1000 * (time.perf_counter() - begun))
            name = f"{kind.key}{'.pdf' if suffix == '.typ' else suffix}"
            print(f"{name:28} {statistics.median(spent):10.1f} {max(spent):10.1f} {len(made):9}")


if __name__ == "__main__":
    main()
