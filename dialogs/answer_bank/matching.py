"""Finds the entry that answers a typed question, or two to choose from, or the help of the question asked, or none.

A question and every phrasing become weighted features (words brought together by synonyms, rare ones weighing more);
the nearest phrasing by cosine decides. An entry answers only what is asked with the words it needs, and without those
it must not be asked with. Where no phrasing is near enough, an entry answers that is asked for with the meanings said,
whatever words stand between, if next to nothing else is said; then the halves and the sentences of a text are tried.
Whoever denies what would alarm ("I never overstayed") or states how things are is not answered, and one meaning alone
not beside words that may make it something else.
What a question asks of its subject decides as well: who asks when an exam is held is not told how many points it gives.
At a question of the interview, whoever names nothing ("can I choose two?") asks about what is on the screen.
The bank declines when the nearest phrasing is one kept to be declined, when more than two entries fit as well, and
whenever the text names another subject or gives a figure without asking. An entry beside words it never speaks of, or
less near than an answer must be, is only offered by name. `tests/benchmarks/answers.py` chose the bounds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from dialogs.answer_bank.bounds import (
    DOUBTFUL,
    MEANT,
    NEAR_ENOUGH,
    NEAR_ENOUGH_FAMILIAR,
    NEAR_ENOUGH_TO_HELP,
    NEAR_ENOUGH_TO_OFFER,
    NEAR_ENOUGH_UNASKED,
    bound,
)
from dialogs.answer_bank.loading import (
    ANY_QUESTION,
    MEANING,
    SEEK,
    BankEntries,
    Phrase,
    Spoken,
    shipped_entries,
    shipped_languages,
)
from dialogs.answer_bank.readers import definitions_of, wordings
from dialogs.answer_bank.sentences import looks_up, states_an_amount, tells
from dialogs.answer_bank.typed import AskedText
from dialogs.answer_bank.weighing import Weighing
from dialogs.answer_bank.wording import (
    ELSEWHERE,
    OF_ELSEWHERE,
    AskingWords,
    Wording,
    is_figure,
    plain,
    worth_comparing,
)
from dialogs.messages import LONGEST_MATCHED

# The help of the question being asked answers.
HELP = "help"
# Nobody asks the bank in more; what is longer is a story, and belongs to a person.
MAX_LENGTH = 200
CLEARLY_NEARER = 0.06
MOST_OFFERED = 2
# People mix languages; their own still counts for a little more.
OTHER_LANGUAGE = 0.95
# Help is asked for with words of all kinds ("does my diploma count?"): what is on the screen says of what.
HELP_CLEARLY_NEARER = 0.3
# What so many entries speak of (the visa, points, applying) is strange to none.
COMMON_TO_ENTRIES = 12
_AROUND = " ?!.。、"
# Between two things asked for at once; no more places than these are tried.
_AND = re.compile(r"[、,;&+/]|と|や|も|し|\b(?:and|plus|also|or)\b")
MOST_JOINTS = 6
# Words never heard that may stand beside what tells by itself what is asked about.
MOST_STRANGE = 2
_FIGURE = re.compile(r"\d[\d.,]*")
# Sentences, and what is set off by a comma; a text with more of them is a story.
_CLAUSES = re.compile(r"[.?!。！？…\n;]+(?:\s+|$)|[。！？]|,\s|、")
MOST_CLAUSES = 5
# What a phrasing leads to: entries, the help of a question (its id behind `HELP`), or nothing.
_Way = tuple[str, ...]
_DECLINED: _Way = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that may answer, one unless two are as near, and how near: from 0 to 1, where 1 is a phrasing.

    What is not `sure` is offered by name, never told.
    """

    entries: tuple[str, ...]
    score: float
    sure: bool = True

    @property
    def helps(self) -> bool:
        """Return whether the help of the question asked is meant."""
        return self.entries == (HELP,)


@dataclass(frozen=True, slots=True)
class _Row:
    """A phrasing as it is compared with: features and their weights, of length 1 together."""

    way: _Way
    language: str
    weights: Mapping[str, float]


class AnswerBank:
    """Matches questions against phrasings. Built once; it keeps nothing of what it is asked."""

    def __init__(self, entries: BankEntries, languages: Sequence[Spoken]) -> None:
        self.entries = tuple(entry.name for entry in entries.entries)
        self._entry = {entry.name: entry for entry in entries.entries}
        self._courtesies = {f"={name}" for e in entries.entries if e.courtesy for combo in e.asked for name in combo}
        self._combos = {e.name: [frozenset(map(_feature, combo)) for combo in e.asked] for e in entries.entries}
        self._asked_with = {e.name: frozenset(map(_feature, (*chain(*e.asked), *e.beside))) for e in entries.entries}
        # Told to whoever only states them ("I overstayed"), so whoever denies them must not hear of them.
        self._alarms = {f"={n}" for e in entries.entries if e.alone for group in e.needs for n in group}
        self._alarming = [combo for e in entries.entries if e.alone for combo in self._combos[e.name]]
        self._silenced_by = {e.name: frozenset(map(_feature, e.never)) for e in entries.entries}
        self._needs = {e.name: [frozenset(map(_feature, group)) for group in e.needs] for e in entries.entries}
        self._may = {e.name: frozenset(map(_feature, (*chain(*e.needs), *e.may))) for e in entries.entries}
        self._telling = frozenset(map(_feature, entries.telling))
        self._curt = frozenset(map(_feature, entries.curt))
        self._apart = {ELSEWHERE, *(f"={name}" for name in entries.apart)}
        phrases = [phrase for spoken in languages for phrase in spoken.phrases]
        self._either = {phrase.entries for phrase in phrases if len(phrase.entries) > 1}
        self._exact: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            self._exact[plain(phrase.text).strip(_AROUND)].append(phrase)
        self._wording = wordings(languages, self._exact)
        self._asking = AskingWords(spoken.asking for spoken in languages)
        self._definitions = definitions_of(languages)
        # What is explained to whoever asks for its meaning.
        explained = (name for name, fit in self._asked_with.items() if _feature(MEANING) in fit)
        self._words = frozenset(
            chain(*(c for n in explained for c in self._combos[n] if len(c - {_feature(MEANING)}) == 1))
        )
        # "Family?" is taken word by word: what else is said of the family is another question.
        read = [(_way_of(phrase), phrase.language, self._read(phrase)) for phrase in phrases if not phrase.marked]
        # A word that only the questions' help speaks of is strange to every entry.
        seen = Counter(feature for way, _, features in read if HELP not in way for feature in features)
        heard = {feature for *_, features in read for feature in features}
        self._weighing = Weighing(seen, heard, len(read))
        self._spoken_of: defaultdict[str, set[str]] = defaultdict(set)
        for way, _, features in read:
            for entry in way:
                self._spoken_of[entry].update(features)
        speaking = Counter(feature for entry in self.entries for feature in self._spoken_of[entry])
        self._common = {feature for feature, spoken in speaking.items() if spoken >= COMMON_TO_ENTRIES}
        self._light = frozenset(map(_feature, entries.light))
        self._common |= self._light
        self._rows = tuple(self._compared(read))
        self._ways = [row.way for row in self._rows]
        self._rows_with: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for feature, weight in row.weights.items():
                self._rows_with[feature].append((number, weight))

    @staticmethod
    @cache
    def load() -> AnswerBank:
        """Return the bank that ships, built at the first call."""
        return AnswerBank(shipped_entries(), shipped_languages())

    def find(self, text: str, language: str, asked: str | None = None) -> Found | None:
        """Return what answers what somebody typed; None where a person should answer, or nobody need to.

        `language` is the one the person chose; phrasings of the other languages match as well. `asked` is the question
        being asked, whose help may be the answer.
        """
        if len(text) > MAX_LENGTH:
            return None
        typed = self._typed(text, language)
        if len(typed.plain) > LONGEST_MATCHED:
            return None
        if self._ways_phrased(typed, asked):
            return self._phrased(typed, language, asked)
        if asked is not None and typed.is_of_the_screen:
            return Found((HELP,), MEANT)
        found = self._unphrased(typed, language, asked)
        if found is None or not typed.is_of_a_case or any(self._is_told_anyway(entry) for entry in found.entries):
            return found
        return replace(found, sure=False)

    def _is_told_anyway(self, entry: str) -> bool:
        """Return whether an answer is for whoever asks of their own case: what alarms, and the help of a question."""
        return entry == HELP or self._entry[entry].alone

    def _unphrased(self, typed: AskedText, language: str, asked: str | None) -> Found | None:
        """Return what answers a text that no phrasing is word by word."""
        if states_an_amount(typed.plain) and not self._is_alarming(self._said(typed)):
            return None
        asking = typed.asks or _feature(MEANING) in self._said(typed)
        found = self._one(typed, language, asked, asking)
        if asking and (found is None or self._leaves_out(found, typed)):
            found = self._two(typed, language) or found
        found = found or self._of_clauses(typed, language) or self._courtesy(typed)
        return found or (self._offered(typed, language) if asking or typed.looks_for_something else None)

    def names_something(self, text: str, language: str) -> bool:
        """Return whether a text speaks of a subject, be it unheard which: "does it expire?"; "really?" has none."""
        typed = self._typed(text, language)
        return typed.is_vague or _name_something(typed.features)

    def covered(self, text: str, language: str, asked: str | None) -> Found | None:
        """Return the one answer that is sure and speaks of every meaning that a text names, if there is one."""
        found = self.find(text, language, asked)
        if found is None or not found.sure or found.helps or len(found.entries) > 1:
            return None
        return None if self._leaves_out(found, self._typed(text, language)) else found

    def _typed(self, text: str, language: str) -> AskedText:
        return AskedText(text, self._wording_in(language), self._asking)

    def _is_alarming(self, features: Iterable[str]) -> bool:
        """Return whether a text says what is told to whoever only states it: "I was refused 2 years ago"."""
        return any(combo <= {*features} for combo in self._alarming)

    def _one(self, typed: AskedText, language: str, asked: str | None, asking: bool) -> Found | None:
        """Return what answers a text that asks for one thing."""
        if self._ways_phrased(typed, asked):
            return self._phrased(typed, language, asked)
        features = self._without_courtesy(self._said(typed))
        if asked is None and ELSEWHERE in features:
            # No entry answers what is of another subject, and there is no screen whose help could.
            return None
        if asked is not None and asking and not _name_something(features):
            return Found((HELP,), MEANT)
        nearest = [*self._nearest(features, language, asked, typed.kinds), (0.0, _DECLINED)]
        best, way = nearest[0]
        if best < self._near_enough(way, features, typed, asking=asking):
            if way == _DECLINED and best >= NEAR_ENOUGH_FAMILIAR:
                return self._beside_declined(nearest, features, typed, asking)
            helped = max((score for score, way in nearest if self._is_of_the_screen(way, features)), default=0.0)
            meant = self._meant(features, {way: score for score, way in nearest}, typed, asking)
            if asking and helped >= (NEAR_ENOUGH_TO_HELP if meant is None else NEAR_ENOUGH_FAMILIAR):
                return Found((HELP,), min(helped, 1.0))
            return self._judged(meant, features, typed)
        # The question's own help comes first: it speaks of what is on the screen.
        if any(way[:1] == (HELP,) for score, way in nearest if score > best - HELP_CLEARLY_NEARER):
            return Found((HELP,), min(best, 1.0))
        near = {way: None for score, way in nearest if score > best - CLEARLY_NEARER}
        if _DECLINED in near:
            return self._beside_declined(nearest, features, typed, asking)
        offered = tuple(dict.fromkeys(entry for way in near for entry in way))
        meant = self._meant(features, {way: score for score, way in nearest}, typed, asking)
        if len(offered) > MOST_OFFERED:
            return self._judged(meant, features, typed)
        found = Found(self._with_fuller(offered, meant, features), min(best, 1.0))
        return self._judged(found, features, typed)

    def _judged(self, found: Found | None, features: Sequence[str], typed: AskedText) -> Found | None:
        """Return what was found, unsure if much of what was said is nothing its entries ever speak of.

        So it is if a single meaning stands beside words that say something of it. What would alarm goes to a person
        whatever else is said.
        """
        # What phrasings lead to either of is offered by name as it is.
        if found is None or found.entries in self._either or any(self._entry[e].alone for e in found.entries):
            return found
        known = self._common - self._light
        known = known.union(*(self._spoken_of[entry] | self._asked_with[entry] for entry in found.entries))
        weights = self._weighing.weights(features)
        strange = (f for f in features if f not in known and not is_figure(f) and worth_comparing(f))
        doubtful = sum(weights[f] ** 2 for f in strange) >= DOUBTFUL
        doubtful = doubtful or MEANT < found.score < NEAR_ENOUGH_UNASKED
        lone = len(features) == 1 or self._common.issuperset(features)
        doubtful = doubtful or (lone and (typed.is_vague or (typed.says_more and not typed.asks)))
        return replace(found, sure=False) if doubtful else found

    def _beside_declined(
        self, nearest: Sequence[tuple[float, _Way]], features: Sequence[str], typed: AskedText, asking: bool
    ) -> Found | None:
        """Return what to offer where the nearest phrasing must be declined: what is asked for with several meanings."""
        if nearest[0][0] >= NEAR_ENOUGH_UNASKED or len(features) < 2:
            return None
        meant = self._meant(features, {way: score for score, way in nearest}, typed, asking)
        return None if meant is None else replace(meant, sure=False)

    def _offered(self, typed: AskedText, language: str) -> Found | None:
        """Return the entries to offer by name: not near enough to be told, but nearer than what must be declined.

        An entry is near by a phrasing, or because a subject of its own is named, whatever else is said of that.
        """
        features = self._without_courtesy(self._said(typed))
        if ELSEWHERE in features or self._is_unsure(features, typed) or not _name_something(features):
            return None
        nearest = self._nearest(features, language, None, typed.kinds)
        declined = max((score for score, way in nearest if way == _DECLINED), default=0.0)
        near = [(score, way) for score, way in nearest if score >= NEAR_ENOUGH_TO_OFFER and score > declined]
        alike = {entry for score, way in near if score > near[0][0] - CLEARLY_NEARER for entry in way}
        if len(alike) > MOST_OFFERED:
            return None
        offered = tuple(dict.fromkeys(entry for _, way in near for entry in way))[:MOST_OFFERED]
        if not offered and declined < NEAR_ENOUGH:
            offered = self._named({feature for feature in features if feature.startswith("=")}, typed.kinds)
        return Found(offered, NEAR_ENOUGH_TO_OFFER, sure=False) if offered else None

    def _named(self, said: set[str], kinds: Set[str]) -> _Way:
        """Return the entries whose subject a text names, if they are one or two."""
        named, apart = [], said & self._apart
        for name in self.entries:
            subject = any(combo <= said and not combo.isdisjoint(self._telling) for combo in self._combos[name])
            if subject and self._answers((name,), kinds) and self._fits(name, said, apart, self._asked_with[name]):
                named.append(name)
        return tuple(named) if len(named) <= MOST_OFFERED else ()

    def _with_fuller(self, offered: _Way, meant: Found | None, features: Sequence[str]) -> _Way:
        """Return what is offered, with an entry that speaks of more that was said than the nearest phrasing's does."""
        if len(offered) != 1 or meant is None or len(meant.entries) != 1 or meant.entries == offered:
            return offered
        said = set(features)
        spoken, fuller = (len(said & self._asked_with[entry]) for entry in (*offered, *meant.entries))
        return (*offered, *meant.entries) if fuller > spoken else offered

    def _courtesy(self, typed: AskedText) -> Found | None:
        """Return a greeting or thanks where the rest of a text asks nothing and says nothing that is known."""
        features = self._said(typed)
        said = {feature for feature in features if feature.startswith("=")}
        if not said or not said <= self._courtesies or typed.asks or len(features) - len(said) > MOST_STRANGE:
            return None
        polite = [name for name, entry in self._entry.items() if entry.courtesy and said & self._asked_with[name]]
        return Found(tuple(polite[:1]), MEANT)

    def _said(self, typed: AskedText) -> tuple[str, ...]:
        """Return what a text says, without what would alarm and is denied: "I never overstayed".

        Of anything else one may ask although it is not so: "I have no offer, can I apply?". Whoever asks of nothing but
        a word what it is, asks for its meaning.
        """
        features = typed.features
        if features and self._words.issuperset(features) and self._definitions.asks(typed.plain):
            return features if typed.says_little else tuple(dict.fromkeys((*features, _feature(MEANING))))
        denied = typed.denied if not self._alarms.isdisjoint(features) else set()
        return tuple(feature for feature in features if feature not in denied or feature not in self._alarms)

    def _near_enough(self, way: _Way, features: Sequence[str], typed: AskedText, *, asking: bool) -> float:
        """Return how near a phrasing that leads this way must be."""
        alone = all(entry in self._entry and self._entry[entry].alone for entry in way)
        stated = tells(typed.plain) and not asking
        if not alone and HELP not in way and (stated or self._is_unsure(features, typed)):
            return float("inf")
        asked_for = asking or alone or (len(features) == 1 and looks_up(typed.plain))
        return bound(len(features), asked=asked_for, familiar=not self._strange(way, features))

    def _is_of_the_screen(self, way: _Way, features: Sequence[str]) -> bool:
        """Return whether a way leads to help for a word of what is asked; "do you like Japan" has none."""
        return way[:1] == (HELP,) and not (self._spoken_of[way[1]] - self._common).isdisjoint(features)

    def _is_unsure(self, features: Sequence[str], typed: AskedText) -> bool:
        """Return whether one meaning stands beside words that may make it something else, unless it tells by itself."""
        one = len(features) == 1 and features[0] not in self._telling
        return one and typed.says_little

    def _without_courtesy(self, features: tuple[str, ...]) -> tuple[str, ...]:
        """Return what is said beside greetings and thanks; the last of those where they are all that is said."""
        rest = tuple(feature for feature in features if feature not in self._courtesies)
        return rest or features[-1:]

    def _meant(
        self, features: Sequence[str], nearness: Mapping[_Way, float], typed: AskedText, asking: bool
    ) -> Found | None:
        """Return the entries that are asked for with these meanings, whatever words stand between them.

        Nothing else may be said that an entry does not speak of; the more of it an entry speaks of by itself, the
        better it fits.
        """
        said = {feature for feature in features if feature.startswith("=")}
        if not said or ELSEWHERE in said:
            return None
        strange = {f for f in features if f not in said and not is_figure(f) and worth_comparing(f)}
        apart = said & self._apart
        subject = typed.names_a_subject
        # "34, 7 million, N2, hsp ok?" is somebody's own case.
        many_figures = len(_FIGURE.findall(typed.text)) > 1
        unsure = self._is_unsure(features, typed)
        fits: list[tuple[int, float, str]] = []
        for entry in self._entry.values():
            if (unsure and not entry.alone) or not self._answers((entry.name,), typed.kinds):
                continue
            own = self._asked_with[entry.name]
            if not any(map(said.issuperset, self._combos[entry.name])) or not self._fits(entry.name, said, apart, own):
                continue
            named = subject and not many_figures and (len(said & own) > 1 or said <= self._curt)
            if not (asking or entry.alone or named):
                continue
            beside = (strange - self._spoken_of[entry.name]) | (said - own - self._familiar(entry.name))
            if len(beside) > (0 if many_figures else self._strange_allowed(said & own)):
                continue
            fits.append((len(said & own), nearness.get((entry.name,), 0.0), entry.name))
        return _best_fitting(fits)

    def _strange_allowed(self, meant: Set[str]) -> int:
        """Return how many words never heard may stand beside what an entry is asked with."""
        return 0 if meant.isdisjoint(self._telling) else min(len(meant), MOST_STRANGE)

    def _familiar(self, name: str) -> set[str]:
        return self._common | self._spoken_of[name]

    def _of_clauses(self, typed: AskedText, language: str) -> Found | None:
        """Return what answers the sentences of a text that ask; none of them may name another subject."""
        clauses = [part for clause in _CLAUSES.split(typed.text) if (part := typed.part(clause)).plain]
        if not 1 < len(clauses) <= MOST_CLAUSES:
            return None
        if any(ELSEWHERE in clause.features for clause in clauses):
            return None
        # The mark that a clause was split at is gone, and whoever asks at all may ask in any of them.
        each = [(clause, self._one(clause, language, None, clause.asks)) for clause in clauses]
        found = [answer for _, answer in each if answer]
        answers = [answer for answer in found if not self._is_courtesy(answer)] or found
        # What is asked may stand in another clause than what it is asked of: "this AWS certificate, when is the exam?".
        left = set().union(*(clause.kinds for clause, answer in each if answer is None))
        if not all(self._answers(answer.entries, left) for answer in answers):
            return None
        said = {feature for clause in clauses for feature in clause.features}
        # What silences an entry may stand in another clause: "an offer from a new company, tell immigration?".
        if any(not said.isdisjoint(self._silenced_by[entry]) for answer in answers for entry in answer.entries):
            return None
        offered = tuple(dict.fromkeys(entry for answer in answers for entry in answer.entries))
        if not 0 < len(offered) <= MOST_OFFERED:
            return None
        # What nobody answers in another clause may be what is asked of: "I turn 30 and points drop, apply sooner?".
        known = self._common.union(*(self._familiar(entry) | self._asked_with[entry] for entry in offered))
        silent = (f for clause, answer in each if answer is None for f in clause.features if f.startswith("="))
        sure = all(answer.sure for answer in answers) and (offered in self._either or known.issuperset(silent))
        return Found(offered, min(answer.score for answer in answers), sure)

    def _is_courtesy(self, found: Found) -> bool:
        return all(self._entry[entry].courtesy for entry in found.entries)

    def _leaves_out(self, found: Found, typed: AskedText) -> bool:
        """Return whether a text speaks of something that the one entry found never speaks of."""
        [entry, *others] = found.entries
        if others or found.helps or found.score == 1.0:
            return False
        known = self._spoken_of[entry] | self._asked_with[entry] | self._light
        return any(f.startswith("=") and f not in known for f in typed.features)

    def _two(self, typed: AskedText, language: str) -> Found | None:
        """Return what answers the two halves of a text that asks for two things; each must be clear by itself."""
        for joint in list(_AND.finditer(typed.text))[:MOST_JOINTS]:
            found = []
            for half in map(typed.part, (typed.text[: joint.start()], typed.text[joint.end() :])):
                answer = self._one(half, language, None, asking=True) if half.plain else None
                if answer is None:
                    break
                found.append(answer)
            else:
                offered = tuple(dict.fromkeys(entry for answer in found for entry in answer.entries))
                if len(offered) <= MOST_OFFERED:
                    return Found(offered, min(answer.score for answer in found))
        return None

    def _wording_in(self, language: str) -> Wording:
        return self._wording.get(language) or next(iter(self._wording.values()))

    def _read(self, phrase: Phrase) -> list[str]:
        return [f for f in self._wording[phrase.language].read(phrase.text) if worth_comparing(f)]

    def _compared(self, read: Sequence[tuple[_Way, str, list[str]]]) -> Iterator[_Row]:
        """Yield the phrasings that say something when they are no longer taken word by word.

        "Where are you?" comes down to a word that is common to all; a phrasing to be declined must not come down to the
        very words of an entry.
        """
        answered = {frozenset(features) for way, _, features in read if way}
        for way, language, features in read:
            # So many entries answer only what is asked word by word: "what next".
            if len(way) > MOST_OFFERED or all(map(is_figure, features)):
                continue
            if not self._is_vague(way, features) and (way or frozenset(features) not in answered):
                yield _Row(way, language, self._weighing.weights(features))

    def _is_vague(self, way: _Way, features: Sequence[str]) -> bool:
        """Return whether a phrasing comes down to one word that says too little: of what, or what of it?"""
        if len(features) > 1 or len(way) > 1 and HELP not in way:
            return False
        if HELP in way:
            return ANY_QUESTION in way or self._common.issuperset(features)
        needed = {f"={name}" for entry in way for group in self._entry[entry].needs for name in group}
        return self._common.issuperset(features) and (needed.isdisjoint(features) or self._light.issuperset(features))

    def _phrased(self, typed: AskedText, language: str, asked: str | None) -> Found | None:
        """Return where phrasings lead that stand in the bank word by word: help first, then the own language."""
        phrases = self._ways_phrased(typed, asked)
        way = min((p.asked is None, p.language != language, _way_of(p)) for p in phrases)[2]
        return Found((HELP,) if HELP in way else way, 1.0) if way else None

    def _ways_phrased(self, typed: AskedText, asked: str | None) -> list[Phrase]:
        """Return the phrasings that a text is, word by word; those that ask for help, where that question is asked.

        A word or two that are a question by their mark alone ("family?") are an answer without it.
        """
        return [
            phrase
            for phrase in self._exact.get(typed.plain.strip(_AROUND), ())
            if (phrase.asked is None or (asked is not None and phrase.asked in (asked, ANY_QUESTION)))
            and (typed.asks or not phrase.marked)
        ]

    def _nearest(
        self, features: tuple[str, ...], language: str, asked: str | None, kinds: Set[str]
    ) -> list[tuple[float, _Way]]:
        """Return the scores of where the phrasings lead, the nearest first; of entries, of those that answer what is
        asked of a subject.
        """
        weights = self._weighing.weights(features)
        scores: defaultdict[int, float] = defaultdict(float)
        for feature, weight in weights.items():
            for number, of_row in self._rows_with.get(feature, ()):
                scores[number] += weight * of_row
        ways = set(map(self._ways.__getitem__, scores))
        open_ways = {way for way in self._open(features, ways, asked) if self._answers(way, kinds)}
        shares = {way: self._strange_share(way, weights) for way in open_ways}
        nearest: dict[_Way, float] = {}
        heard_here = self._weighing.without_doubt(weights)
        for number, score in scores.items():
            row = self._rows[number]
            if row.way not in open_ways:
                continue
            if row.way[:1] == (HELP,):
                score /= heard_here
            if row.language != language:
                score *= OTHER_LANGUAGE
            nearest[row.way] = max(score * (1 - shares[row.way]), nearest.get(row.way, 0.0))
        return sorted(((score, way) for way, score in nearest.items()), key=lambda found: -found[0])

    def _open(self, features: Iterable[str], ways: Iterable[_Way], asked: str | None) -> set[_Way]:
        """Return the ways that may be gone with these words at this question."""
        said = set(features)
        apart = said & self._apart
        other_subjects = {feature for feature in said if feature.startswith(OF_ELSEWHERE)}

        def is_open(way: _Way) -> bool:
            if way[:1] == (HELP,):
                here = asked is not None and way[1] in (asked, ANY_QUESTION)
                return here and apart | other_subjects <= self._spoken_of[way[1]]
            return all(self._fits(entry, said, apart) for entry in way)

        return {way for way in ways if is_open(way)}

    def _fits(self, entry: str, said: Set[str], apart: Set[str], own: Set[str] = frozenset()) -> bool:
        """Return whether an entry may be asked with these words; what stands apart only by whoever needs it."""
        return (
            said.isdisjoint(self._silenced_by[entry])
            and not any(map(said.isdisjoint, self._needs[entry]))
            and (not apart or apart <= (self._may[entry] | own))
        )

    def _answers(self, way: _Way, kinds: Set[str]) -> bool:
        """Return whether a way leads to what is asked of a subject: who asks when, is not told how much."""
        if not kinds or not way or HELP in way:
            return True
        # Who looks for something wants that, whatever else is asked of it: "when and where do I find a job?".
        asked_for = kinds & {SEEK} or kinds
        return any(not asked_for.isdisjoint(self._entry[entry].answers) for entry in way)

    def _strange_share(self, way: _Way, weights: Mapping[str, float]) -> float:
        """Return how much of a question is about known things that its entry never speaks of, from 0 to 1."""
        if not way:
            return 0.0
        return sum(weights[feature] ** 2 for feature in self._strange(way, weights) if feature.startswith("="))

    def _strange(self, way: _Way, features: Iterable[str]) -> set[str]:
        """Return the features that the phrasings of a way never speak of."""
        if way[:1] == (HELP,):
            familiar = self._spoken_of[way[1]]
        else:
            familiar = self._common.union(*(self._spoken_of[entry] for entry in way))
        return {feature for feature in features if feature not in familiar}


def _way_of(phrase: Phrase) -> _Way:
    return phrase.entries if phrase.asked is None else (HELP, phrase.asked)


def _feature(meaning: str) -> str:
    return f"={meaning}"


def _best_fitting(fits: Sequence[tuple[int, float, str]]) -> Found | None:
    """Return the entry that fits best, or two that fit as well; of more, those whose phrasings are nearest."""
    most = max((size for size, *_ in fits), default=0)
    best = sorted((-nearness, name) for size, nearness, name in fits if size == most)
    if not best or len(best) > MOST_OFFERED:
        return None
    return Found(tuple(name for _, name in best), MEANT)


def _name_something(features: Iterable[str]) -> bool:
    """Return whether any is of a subject; a question without one ("what?", "can I choose two?") is about the screen."""
    return any(worth_comparing(f) and not is_figure(f) and f != _feature(MEANING) for f in features)
