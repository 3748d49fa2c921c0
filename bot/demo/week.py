"""A made-up week of an office: thirty clients of several kinds, staff at work, a closed day, a messenger that is down.

All of it goes through the code that real clients and staff use, and the clock goes on as it does for them. The
same seed and the same day give the same week.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial

from bot.channels.web.sessions import SignedIn
from bot.demo.group import Shown
from bot.demo.people import WANTS_TO_HEAR, Invented, MadeUpAnswer
from bot.demo.wiring import Demo
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.turns.acts import OFFICE
from dialogs.desk.matter import Member
from dialogs.office import LANGUAGE_OF_STAFF, Office, hours_on
from dialogs.place import HANDED_OFF, RESULT

SEED = 7
DAYS = 7
CLIENTS = 30
_GIVEN = ("Ana", "Bo", "Chen", "Dewi", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Linh", "Mina")
_FAMILY = ("Costa", "Li", "Nguyen", "Patel", "Rossi", "Sato", "Silva", "Tan", "Weber", "Yilmaz", "Zhang")
# When clients write and staff look after them, on the office's clock.
_CLIENTS_WRITE = (time(8, 10), time(12, 20), time(14, 30), time(19, 40), time(22, 5))
_STAFF_LOOK = (time(10, 0), time(15, 30), time(17, 45))
_OUT_FROM, _OUT_UNTIL = time(13, 0), time(16, 0)
_WORDS = (
    "Thank you for writing. When can you talk this week?",
    "ご依頼ありがとうございます。在留カードの期限を教えてください。",
    "Could you send a photo of your employment contract?",
)
_REPLIES = (
    "Thank you! Friday evening is best for me.",
    "ありがとうございます。あとで送ります。",
    "Yes, I will send it tonight.",
)


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of clients: how many come, what they answer, where they stop, whether they book a talk, what they do."""

    count: int
    answers: Callable[[random.Random], Mapping[str, MadeUpAnswer]]
    stops_at: str = HANDED_OFF
    books: bool = False
    then: Sequence[str] = ()


def _works(
    rng: random.Random,
    *,
    salary: tuple[int, int] = (4_500_000, 7_000_000),
    degree: str = "bachelor",
    years: tuple[int, int] = (3, 6),
    japanese: str = "a:none",
    **more: MadeUpAnswer,
) -> Mapping[str, MadeUpAnswer]:
    born = date(rng.randint(1986, 1998), rng.randint(1, 12), rng.randint(1, 28))
    return {
        "goal": "a:hsp",
        "consent": "a:agree",
        "residence": "a:work",
        "activity": "a:specialist",
        "international_services": "a:no",
        "salary_yen": f"{rng.randrange(*salary, 100_000):,}",
        "birth_date": born.isoformat(),
        "degrees": (degree,),
        "experience_years": f"{rng.randint(*years)} years",
        "japanese": japanese,
        "japanese_degree": "a:no",
        "thorough": "a:stop",
        **more,
    }


def _asks(_rng: random.Random, goal: str = "other", **more: MadeUpAnswer) -> Mapping[str, MadeUpAnswer]:
    return {"consent": "a:agree", "goal": f"a:{goal}", **more}


_REACHES = partial(_works, salary=(7_000_000, 11_000_000), degree="master", years=(6, 11), japanese="a:n1")
_SORTS: Sequence[_Sort] = (
    _Sort(5, _REACHES, books=True, then=WANTS_TO_HEAR),
    _Sort(3, _REACHES),
    _Sort(1, partial(_works, salary=(21_000_000, 26_000_000), degree="master", years=(11, 14)), books=True),
    # Not decided yet: some of what is open may bring the rest.
    _Sort(2, partial(_works, degree="master", years=(5, 7), thorough="a:go")),
    _Sort(3, partial(_works, degree="master", years=(5, 7), salary=(6_000_000, 7_500_000))),
    _Sort(4, _works),
    # Somebody whose stay ends soon, and people who want a person, or something else.
    _Sort(1, partial(_works, stay_until="soon")),
    _Sort(2, partial(_asks, note="My employer closes at the end of March. Please call me.")),
    _Sort(1, partial(_asks, note="在留資格の変更について相談したいです。"), books=True),
    # Who looks at their points and goes, and who breaks off on the way.
    _Sort(3, _REACHES, stops_at=RESULT),
    _Sort(2, _works, stops_at="salary_yen"),
    _Sort(2, _works, stops_at="degrees"),
    _Sort(1, _works, stops_at="goal"),
)
assert sum(sort.count for sort in _SORTS) == CLIENTS


@dataclass
class WeekPlayed:
    """What happened: how many clients came, on which day the office was closed, and on which its messenger down."""

    clients: int
    closed: date
    out: date


@dataclass(frozen=True, slots=True)
class Client:
    """A client of the week: who they are made up to be, and whether they book a talk."""

    made_up: Invented
    books: bool


@dataclass
class Week:
    """Plays a week that ends at `until`."""

    demo: Demo
    until: datetime
    seed: int = SEED
    _rng: random.Random = field(init=False)
    _answered: set[int] = field(default_factory=set)
    _talked: list[SignedIn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)

    async def play(self) -> WeekPlayed:
        """Play it, to the end."""
        office, zone = self.demo.core.office, self.demo.core.office.zone
        closed = closed_day(self.until, office)
        days = days_before(self.until.astimezone(zone).date())
        working = [day for day in days if day != closed and hours_on(office, day, is_japanese_holiday)]
        out = working[len(working) // 2] if working else closed
        at = partial(datetime.combine, tzinfo=zone)
        steps: list[tuple[datetime, Callable[[], Awaitable[None]]]] = []
        steps += [(moment, partial(self.come, clients)) for moment, clients in self.plan()]
        steps += [(at(day, moment), self._staff_look) for day in working for moment in _STAFF_LOOK]
        steps += [(at(out, _OUT_FROM), partial(self._messenger, is_out=True))]
        steps += [(at(out, _OUT_UNTIL), partial(self._messenger, is_out=False))]
        for moment, do in sorted(steps, key=lambda step: step[0]):
            if moment < self.until:
                await self.demo.machine.go_to(moment.astimezone(UTC))
                await do()
                await self.demo.machine.settled()
        await self.demo.machine.go_to(self.until)
        return WeekPlayed(CLIENTS, closed, out)

    def plan(self) -> list[tuple[datetime, list[Client]]]:
        """Who comes when."""
        zone = self.demo.core.office.zone
        days, clients = days_before(self.until.astimezone(zone).date()), self._made_up()
        moments = sorted(
            datetime.combine(self._rng.choice(days), self._rng.choice(_CLIENTS_WRITE), zone) for _ in clients
        )
        return [(moment, [clients.pop() for _ in range(moments.count(moment))]) for moment in sorted({*moments})]

    # --- clients ----------------------------------------------------------------------------------------------------

    def _made_up(self) -> list[Client]:
        names = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
        self._rng.shuffle(names)
        found = []
        for sort in _SORTS:
            for _ in range(sort.count):
                name = names.pop()
                answers = {**sort.answers(self._rng), "name": name}
                if answers.get("stay_until"):
                    answers["stay_until"] = (self.until.date() + timedelta(days=40)).isoformat()
                language = LANGUAGE_OF_STAFF if self._rng.random() < 0.25 else "en"
                found.append(Client(Invented(name, language, answers, sort.stops_at, sort.then), sort.books))
        self._rng.shuffle(found)
        return found

    async def come(self, clients: Sequence[Client]) -> None:
        """Let clients talk, and book; those whom staff wrote to write back."""
        nursery = self.demo.nursery
        await self._clients_reply()
        for client, who in zip(clients, await nursery.bring(*(one.made_up for one in clients)), strict=True):
            self._talked.append(who)
            if client.books:
                await self._books(who)

    async def _clients_reply(self) -> None:
        """Some of those whom staff wrote to write back."""
        for topic in sorted(self._answered & self.demo.board.topics.keys()):
            name = self.demo.board.topics[topic].name
            who = next((one for one in self._talked if one.session.to in name), None)
            if who is not None and self._rng.random() < 0.5:
                self._talked.remove(who)
                await self.demo.nursery.does(who, self._rng.choice(_REPLIES))

    async def _books(self, who: SignedIn) -> None:
        """Book a talk: a way, one of the times that are shown, and yes."""
        for _ in range(6):
            offered = await self.demo.nursery.sees(who)
            times = [action for action in offered if action.startswith("s:")]
            way = next((action for action in offered if action.startswith("way:")), None)
            if "another" in offered:
                await self.demo.nursery.does(who, "yes")
                return
            act = self._rng.choice(times) if times else way or ("book" if "book" in offered else None)
            if act is None:
                return
            await self.demo.nursery.does(who, act)

    # --- staff ------------------------------------------------------------------------------------------------------

    async def _staff_look(self) -> None:
        """Go through the topics: take what is new, write to some, close some, say who came to their talk."""
        for topic in list(self.demo.board.topics):
            card = next((one for one in reversed(self.demo.board.within(topic)) if _has(one, "take:", "done:")), None)
            if card is not None:
                await self._look_at(topic, card)

    async def _look_at(self, topic: int, card: Shown) -> None:
        staff, rng = self.demo.staff, self._rng
        by = staff.leading if rng.random() < 0.6 else staff.helps
        if await self._presses(card, "came:", by):
            # What came of the talk is written down another time.
            await self._presses(card, "close:", by)
            return
        if _has(card, "take:"):
            if rng.random() < 0.12:
                await self._presses(card, "decline:", staff.leading)
            elif rng.random() < 0.75:
                await self._presses(card, "take:", by)
        elif topic not in self._answered and rng.random() < 0.6:
            self._answered.add(topic)
            await self.demo.desk.write(rng.choice(_WORDS), topic, by)
            await self.demo.machine.settled()
        elif rng.random() < 0.15:
            await self._presses(card, "done:", by)

    async def _presses(self, card: Shown, begins: str, by: Member) -> bool:
        data = next((data for row in card.rows for _, data in row if data.startswith(begins)), None)
        if data is None:
            return False
        await self.demo.desk.press(card.number, data, by)
        await self.demo.machine.settled()
        return True

    async def _messenger(self, *, is_out: bool) -> None:
        """The staff's messenger goes down, or is there again."""
        self.demo.board.is_out = is_out
        self.demo.board.changed()
        if not is_out:
            self.demo.runner.outbox.wake(OFFICE)


def _has(shown: Shown, *begins: str) -> bool:
    return any(data.startswith(begins) for row in shown.rows for _, data in row)


def begins(until: datetime, zone: tzinfo) -> datetime:
    """Return when a week begins that ends at a moment."""
    return datetime.combine(days_before(until.astimezone(zone).date())[0], time(), zone).astimezone(UTC)


def days_before(day: date) -> list[date]:
    """The days of a week that ends with the day before this one."""
    return [day - timedelta(days=DAYS - place) for place in range(DAYS)]


def closed_day(until: datetime, office: Office) -> date:
    """The day of a week on which the office is closed that is open on others: by its profile, else a day of its own."""
    days = days_before(until.astimezone(office.zone).date())
    usual = [day for day in days if office.hours[day.weekday()]] or days
    return next((day for day in usual if not hours_on(office, day, is_japanese_holiday)), usual[:2][-1])


__all__ = ["CLIENTS", "Client", "Week", "WeekPlayed", "begins", "closed_day", "days_before"]
