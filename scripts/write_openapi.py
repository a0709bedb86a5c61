"""Write the description of the JSON API to ``docs/openapi.json``: ``python scripts/write_openapi.py``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api.app import create_app  # noqa: E402
from api.bootstrap import build_system  # noqa: E402
from api.description import describe  # noqa: E402
from api.settings import Settings  # noqa: E402

FILE = ROOT / "docs" / "openapi.json"


def openapi_text() -> str:
    """Give the file's text, as a server of this version answers on ``/api/v1/openapi.json``."""
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        system = build_system(settings)
        try:
            described = describe(create_app(settings, system))
        finally:
            system.close()
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(openapi_text(), encoding="utf-8")
