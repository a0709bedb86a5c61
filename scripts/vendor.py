"""Fetch the front-end files that the pages use, at exact versions, into ``api/static/vendor``.

For maintainers only (needs npm): ``python scripts/vendor.py``. The files and the manifest of SHA-256 sums are
committed, so that users need neither Node nor the network.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "api" / "static" / "vendor"

ICONS = """
adjustments-horizontal alert-triangle arrow-back-up ban bell book-2 calendar-event check chevron-right circle-check
circle-x clock download file-spreadsheet file-upload help-circle history home inbox info-circle layout-grid login-2
logout menu-2 minus moon plus replace route search send shield-lock sun target trash user user-search users x
"""


@dataclass(frozen=True)
class Package:
    """An npm package at an exact version and the files taken from it (path in the package → our name)."""

    name: str
    version: str
    licence: str
    files: dict[str, str]

    @property
    def folder(self) -> str:
        """The folder of our copy: the package's name without scope marks."""
        return self.name.lstrip("@").replace("/", "-")


PACKAGES = (
    Package("bootstrap", "5.3.9", "MIT", {"dist/css/bootstrap.min.css": "bootstrap.min.css"}),
    Package("htmx.org", "2.0.11", "0BSD", {"dist/htmx.min.js": "htmx.min.js"}),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        {"files/inter-latin-wght-normal.woff2": "inter-latin-wght-normal.woff2"},
    ),
    Package(
        "@tabler/icons",
        "3.51.0",
        "MIT",
        {f"icons/outline/{icon}.svg": f"{icon}.svg" for icon in ICONS.split()},
    ),
)


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(package: Package, work: Path) -> dict[str, str]:
    """Copy a package's files and licence into its vendor folder; return path → SHA-256."""
    npm = shutil.which("npm") or sys.exit("npm is needed to vendor files")
    spec = f"{package.name}@{package.version}"
    packed = subprocess.run([npm, "pack", spec], cwd=work, check=True, capture_output=True, text=True)  # noqa: S603
    target = VENDOR / package.folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    sums: dict[str, str] = {}
    with tarfile.open(work / packed.stdout.split()[-1]) as archive:
        for inside, ours in {**package.files, "LICENSE": "LICENSE"}.items():
            source = archive.extractfile(f"package/{inside}")
            if source is None:
                raise FileNotFoundError(f"{spec} has no {inside}")
            (target / ours).write_bytes(source.read())
            sums[f"{package.folder}/{ours}"] = sha256(target / ours)
    return sums


def main() -> None:
    """Fetch every package and write the manifest."""
    with tempfile.TemporaryDirectory() as work:
        entries = [
            {
                "name": package.name,
                "version": package.version,
                "licence": package.licence,
                "files": unpack(package, Path(work)),
            }
            for package in PACKAGES
        ]
    (VENDOR / "manifest.json").write_text(
        json.dumps(entries, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
