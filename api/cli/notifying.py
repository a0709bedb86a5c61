"""``corpu notify``: write reminders of what is due, and send what waits; for a timer such as cron."""

from __future__ import annotations

import sys
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.cli.faults import words_of_installation
from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.output import progress_bar, report, words
from api.letters import letter
from api.settings import load_settings
from api.system import System
from planner.usecases import remind
from planner.usecases.sending import Post, Sent


def notify(as_json: AsJson = False) -> None:
    """Write reminders and send what waits by mail; exit status 1 when a mail was not taken.

    Run it as often as you like, such as every hour: nothing is written twice, and nobody gets more than one mail a day.
    """
    system = open_system(load_settings())
    translate = words_of_installation()
    written = remind(system.open(), system.parameters.at(system.clock.today()), system.clock)
    sent = _send(system)
    figures = {
        "reminders": {str(kind): count for kind, count in sorted(written.items())},
        "mail": system.notifier is not None,
        "sent": sent.sent,
        "failed": sent.failed,
    }
    report("corpu notify", figures, as_json)
    if system.notifier is None:
        words.print(
            translate("No mail is sent: CORPU_SMTP_URL is not set. People find their notices on their page.")
        )
    if sent.problem:
        words.print(
            translate(
                "The mail server cannot be used: {problem}. It is tried again later.", problem=sent.problem
            ),
            markup=False,
        )
    elif sent.failed:
        words.print(
            translate.plural(
                "{n} mail was not taken; it is tried again later.",
                "{n} mails were not taken; they are tried again later.",
                sent.failed,
            )
        )
    sys.exit(1 if sent.failed else 0)


def _send(system: System) -> Sent:
    if system.notifier is None:
        return Sent()
    settings, t = system.settings, words_of_installation()
    now, days = system.clock.now(), system.parameters.at(system.clock.today())["notices.mail_days_max"]
    zone = ZoneInfo(settings.time_zone)
    post = Post(
        open_uow=system.open,
        notifier=system.notifier,
        write=lambda bundle: letter(bundle, settings.public_url, t),
        clock=system.clock,
        day_began=datetime.combine(now.astimezone(zone).date(), time(), zone),
        oldest=now - timedelta(days=days),
    )
    with progress_bar(t("Mails"), post.waiting()) as told:
        return post.run(told)
