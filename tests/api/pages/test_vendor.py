"""The committed front-end files are exactly those that the maintainer's script took."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import api

VENDOR = Path(api.__file__).parent / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
SUMS = {path: digest for entry in MANIFEST for path, digest in entry["files"].items()}


@pytest.mark.parametrize("path", sorted(SUMS))
def test_a_vendored_file_has_the_recorded_sum(path: str) -> None:
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == SUMS[path]


def test_no_vendored_file_is_unrecorded() -> None:
    present = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert present - {"manifest.json"} == set(SUMS)


def test_every_package_has_an_exact_version_and_its_licence() -> None:
    for entry in MANIFEST:
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
        assert any(path.endswith("/LICENSE") for path in entry["files"]), entry["name"]


def test_no_page_loads_anything_from_another_host() -> None:
    """The content security policy would block it, and an agency's network may have no way out."""
    package = Path(api.__file__).parent
    files = [*(package / "templates").rglob("*.html"), *(package / "static").glob("*.css")]
    assert files
    for file in files:
        assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", file.read_text("utf-8")), (
            file
        )
