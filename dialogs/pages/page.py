"""What a page is: a screen that is no question. It knows its words, its buttons, what they do, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs.conditions import Condition, Wished
from dialogs.elsewhere import offered
from dialogs.marks import OFF, ON
from dialogs.messages import Button, Screen, Text
from dialogs.place import OK

if TYPE_CHECKING:
    from dialogs.commands import Commands
    from dialogs.question import Question
    from dialogs.situation import Situation

ButtonRow = tuple[Button, ...]
UNKNOWN, BACK, HELP, HUMAN = "unknown", "back", "help", "human"


class Page:
    """A page on the way, or one laid over wherever a person is (`overlay`).

    On the way a person rests here until it is `left`, by its main button unless it says otherwise. Then the first way
    of `leads_to` that is open is taken: a name alone is open as soon as the page is left. From most pages one
    `goes_back` to whatever on the way is open again. A page that no chapter ends in comes `after` another. One
    `by_wish` can be asked for from anywhere. `sides` are those of the result.
    """

    id: str
    overlay: bool = False
    left: Condition
    leads_to: tuple[str | tuple[str, Condition], ...] = ()
    goes_back: bool = True
    after: str | None = None
    by_wish: bool = False
    sides: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        if "left" not in vars(cls):
            cls.left = Wished(cls.id, OK)

    def ways(self) -> Iterator[tuple[str, Condition]]:
        """Yield where it leads, and when."""
        return ((way, self.left) if isinstance(way, str) else way for way in self.leads_to)

    def lines(self, situation: Situation) -> Iterable[Text]:
        """Return what it says."""
        raise NotImplementedError  # every page says something

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        """Return its buttons, row by row, without working out the words above them."""
        return ()

    def by_name(self, situation: Situation) -> tuple[ButtonRow, ...]:
        """Return what can be done here by its name, though it is no button of this side of the page."""
        return ()

    def in_brief(self, situation: Situation) -> Iterable[Text]:
        """Return what to say above its buttons, where something else was answered on it; nothing where they stay."""
        return ()

    def is_fresh(self, situation: Situation) -> bool:
        """Return whether it is worth a new message, so that what was there stays in the chat."""
        return False

    def offers(self, situation: Situation, action: str) -> bool | None:
        """Return whether there is a button that does something; None where one has to look for it."""
        return None

    def press(self, turn: Commands, action: str, value: str) -> None:
        """Do what one of its buttons stands for. What several pages offer is done here."""
        if action == OK:
            turn.place.wish(self.id, OK)
            turn.go_on()
            return
        if action == "change":
            turn.change(value)
            return
        shared: Mapping[str, Callable[[], None]] = {
            "recheck": turn.on_recheck,
            "result": turn.on_result,
            "book": turn.on_book,
            "remind": turn.on_reminders,
            "elsewhere": turn.on_elsewhere,
            "ask_employer": turn.on_employer_link,
            "household": turn.on_household,
            "review": turn.look_again,
            "interview": turn.back_to_the_interview,
        }
        shared[action]()

    def missed(self, turn: Commands, action: str, value: str) -> bool:
        """Do what can still be done of a button that it has no more; False where that is nothing."""
        return False

    def screen(self, situation: Situation) -> Screen:
        """Return the whole screen."""
        return Screen(tuple(self.lines(situation)), self.rows(situation), fresh=self.is_fresh(situation))


# --- what pages have in common ----------------------------------------------------------------------------------------


# Both come from declarations, so there are few.
@lru_cache(maxsize=512)
def button(key: str, action: str) -> Button:
    """Return a button with words of its own."""
    return Button(Text(key), action)


def in_rows(buttons: Sequence[Button], per_row: int) -> Iterator[ButtonRow]:
    """Yield buttons, so many side by side."""
    for i in range(0, len(buttons), per_row):
        yield tuple(buttons[i : i + per_row])


def tick(value: str, label: Text, on: bool) -> Button:
    """Return a tick to set or to take away: it says what is wanted, not "the other way round"."""
    return Button(Text("ticked" if on else "unticked", {"label": label}), f"{OFF if on else ON}:{value}")


def change_button(question: Question) -> Button:
    """Return the button that opens a question to change its answer."""
    return Button(Text("button-change", {"what": Text(f"{question.text_key}.short")}), f"change:{question.id}")


def elsewhere(situation: Situation) -> tuple[ButtonRow, ...]:
    """Return the row by which a person goes on by another channel, where there is one."""
    goes = offered(situation.around, situation.conversation)
    return ((button("button-elsewhere", "elsewhere"),),) if goes else ()


def whose(situation: Situation) -> str:
    """Return whose the company is that questions speak of: a word that texts choose by."""
    return {None: "either", "c": "own"}.get(situation.category, "employer")


def office_args(situation: Situation) -> Mapping[str, Text | str]:
    """Return who speaks, and the telephone."""
    office = situation.around.office
    return {"office": situation.office_text(office.names), "phone": office.phone}
