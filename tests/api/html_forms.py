"""The forms of a page as a browser without scripts knows them: what it would send, and what is still to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_NOT_SENT = ("submit", "button", "reset", "image")


@dataclass
class Control:
    """A field of a form. ``choices`` are the values of a select's options or of radio buttons of one name."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether a browser refuses to send it empty."""
        return "required" in self.attributes


@dataclass
class PageForm:
    """A form: where it is sent, and its controls in the order of the page."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def control(self, name: str) -> Control:
        """The first control of a name. Raises StopIteration without one."""
        return next(one for one in self.controls if one.name == name)

    @property
    def values(self) -> dict[str, str | list[str]]:
        """What a browser would send as the form stands; files are left out."""
        sent: dict[str, list[str]] = {}
        for one in self.controls:
            if one.kind != "file" and not (one.kind in ("checkbox", "radio") and not one.value):
                sent.setdefault(one.name, []).append(one.value)
        return {name: found[0] if len(found) == 1 else found for name, found in sent.items()}

    @property
    def files(self) -> list[Control]:
        """Where files are chosen."""
        return [one for one in self.controls if one.kind == "file"]


def forms_of(page: str) -> list[PageForm]:
    """Every form of a page."""
    found = _Forms()
    found.feed(page)
    return found.forms


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._area: Control | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag == "option" and self._select is not None:
            value = given.get("value", "")
            self._select.choices.append(value)
            if "selected" in given or len(self._select.choices) == 1:
                self._select.value = value
        elif self._open is not None and given.get("name") and "disabled" not in given:
            self._control(tag, given, self._open)

    def _control(self, tag: str, given: Mapping[str, str], form: PageForm) -> None:
        name = given["name"]
        if tag == "select":
            self._select = Control(name, "select", attributes=given)
            form.controls.append(self._select)
        elif tag == "textarea":
            self._area = Control(name, "textarea", attributes=given)
            form.controls.append(self._area)
        elif tag == "input" and given.get("type") not in _NOT_SENT:
            self._input(name, given, form)

    def _input(self, name: str, given: Mapping[str, str], form: PageForm) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in ("radio", "checkbox"):
            known = [one for one in form.controls if one.name == name and one.kind == kind]
            chosen = (value or "on") if "checked" in given else ""
            if kind == "radio" and known:
                known[0].choices.append(value)
                known[0].value = chosen or known[0].value
                return
            form.controls.append(Control(name, kind, chosen, [value or "on"], given))
            return
        form.controls.append(Control(name, kind, value, attributes=given))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


def answers(controls: Iterable[Control]) -> dict[str, str]:
    """A valid answer for every empty control that a browser insists on, made from its kind alone."""
    asked = (one for one in controls if one.required and not one.value and one.kind != "file")
    return {one.name: answer(one) for one in asked}


def answer(control: Control, day: str = "2027-01-04") -> str:
    """A valid answer, made from what the browser is told of the control; ``day`` where a day is asked for."""
    given = control.attributes
    if control.choices:
        offered = [value for value in control.choices if value]
        return offered[-1] if control.kind == "radio" else offered[0]
    match control.kind:
        case "date":
            return given.get("max") or given.get("min") or day
        case "datetime-local":
            return given.get("min") or f"{day}T09:00"
        case "time":
            return "09:00"
        case "number":
            return given.get("min") or "1"
        case "email":
            return "seseorang@example.go.id"
        case _ if given.get("inputmode") in ("decimal", "numeric"):
            return "1"
        case _:
            return f"Isian {control.name}"[: int(given.get("maxlength") or 60)]
