"""A rehearsal before anybody is served: somebody made up walks through, so that the first person waits for nothing.

What a process makes once (words, the compiled machine, the answer bank, parsers, holidays) takes a second in all.
Nothing is kept of it but that: the store is in memory and thrown away.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from bot.app import Core, now
from bot.channels.telegram.render import pages
from bot.delivery.post import Post
from bot.storage.memory import MemoryStore
from bot.turns.acts import ClientTurn, Turned
from bot.turns.ledger import Ledger
from bot.turns.news import News
from bot.words.words import languages
from dialogs.kinds import DONE, ManyOf
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from dialogs.place import HANDED_OFF

log = logging.getLogger(__name__)
# Far more acts than lead through all questions.
MOST_ACTS = 80
# What leads nowhere.
_NO_WAY_ON = frozenset({"back", "help", "human", "no"})
# It is looked for in the answer bank and shown to nobody.
_QUESTION = "How much does it cost?"
# What brings a parser along that others do not.
_PREFERRED = ("a:phone",)


def rehearse(core: Core) -> None:
    """Let somebody walk to the hand-off in every language. A failure keeps nobody from starting, but is not hidden."""
    for language in languages():
        try:
            _Rehearsal(core, language).run()
        except Exception as error:  # clients of that language will meet it too; the others are served
            log.error(
                "a rehearsed conversation (%s) failed, and so may that of a client: %s",
                language,
                type(error).__name__,
                exc_info=error,
            )


class _Rehearsal:
    def __init__(self, core: Core, language: str) -> None:
        self.dialogue, self.words, self.language = core.dialogue, core.words, language
        news = News()
        news.listen(lambda posts, erased, all_there_is: self._render(posts))
        self.ledger = Ledger(MemoryStore(), core.dialogue, core.words, frozenset(core.messengers), news=news)
        self.channel = next(iter(core.messengers))
        self.acts = 0

    def run(self) -> None:
        """From the first word to the hand-off, with a question to the answer bank on the way."""
        turned = self._does(Act(ActKind.COMMAND, command="start", language=self.language))
        self._does(Act(ActKind.TEXT, _QUESTION))
        while self.acts < MOST_ACTS and turned.conversation is not None and turned.conversation.place.at != HANDED_OFF:
            act = next(self._ways_on(turned), None)
            if act is None:
                return
            turned = self._does(act)

    def _ways_on(self, turned: Turned) -> Iterator[Act]:
        conversation = turned.conversation
        assert conversation is not None
        question = self.dialogue.questionnaire.by_id.get(conversation.place.at)
        if question is not None and question.kind.typed:
            example = question.example(self.dialogue.situation(conversation, now()))
            yield Act(ActKind.TEXT, self.words.plain(conversation.language, example))
        mark = mark_of(conversation)
        offered = [button.action for screen in turned.screens[-1:] for row in screen.rows for button in row]
        if question is not None and (isinstance(question.kind, ManyOf) or conversation.place.sheet):
            offered = [action for action in offered if action == DONE]
        offered.sort(key=lambda action: action not in (*_PREFERRED, f"a:{self.language}"))
        yield from (Act(ActKind.PRESS, data=f"{mark}.{action}") for action in offered if action not in _NO_WAY_ON)

    def _does(self, act: Act) -> Turned:
        self.acts += 1
        turned: Turned = self.ledger.do(ClientTurn(self.channel, str(self.acts), "0", act, now()))
        return turned

    def _render(self, posts: Sequence[Post]) -> None:
        for post in posts:
            if "say" in post.payload:
                pages(self.words, post.says)
