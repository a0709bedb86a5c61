"""The tokens keep WCAG's contrast in light and dark, whatever is done to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import api

STATIC = Path(api.__file__).parent / "static"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
TEXT = 4.5
GRAPHIC = 3.0
ON = [
    ("ink", "canvas", TEXT),
    ("ink", "surface", TEXT),
    ("ink-2", "canvas", TEXT),
    ("ink-2", "surface", TEXT),
    ("ink-2", "surface-2", TEXT),
    ("brand", "canvas", TEXT),
    ("brand", "surface", TEXT),
    ("brand", "surface-2", TEXT),
    ("brand-strong", "brand-soft", TEXT),
    ("on-brand", "brand", TEXT),
    ("good", "good-soft", TEXT),
    ("bad", "bad-soft", TEXT),
    ("bad", "surface", TEXT),
    ("warn", "warn-soft", TEXT),
    ("b70-ink", "b70-soft", TEXT),
    ("b20-ink", "b20-soft", TEXT),
    ("b10-ink", "b10-soft", TEXT),
    ("field-line", "surface", GRAPHIC),
    ("b70", "surface", GRAPHIC),
    ("b20", "surface", GRAPHIC),
    ("b10", "surface", GRAPHIC),
    ("line-strong", "surface", GRAPHIC),
    ("focus", "canvas", GRAPHIC),
    *(
        (f"heat-ink{ink}", f"heat-{n}", TEXT)
        for n, ink in enumerate(("", "", "", "", "-middle", "-strong", "-strong"))
    ),
]


def test_colours_are_named_in_one_file_only() -> None:
    rules = (STATIC / "app.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|light-dark|rgb|hsl", rules) == []
    unknown = set(re.findall(r"var\(--([\w-]+)", rules)) - set(re.findall(r"--([\w-]+):", TOKENS))
    assert unknown == set()


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), ON)
def test_what_is_written_can_be_read(ink: str, ground: str, least: float, dark: int) -> None:
    lighter, darker = sorted((luminance(PAIRS[ink][dark]), luminance(PAIRS[ground][dark])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least
