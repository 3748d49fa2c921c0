"""Cuts a text into clauses and tells of each what stands over it: a question, a negation, somebody else, a plan.

It knows marks and places of tokens, and no question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dialogs.understanding.borders import ends, parts
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens, is_hiragana
from dialogs.understanding.run_on import ONESELF, begins_anew

_QUESTION = "?"
_WANTED = ("wanted", "goal")
_FAMILY = ("family",)
_GOALS = frozenset({("choice", "goal"), ("likely", "goal")})
# So many phrases of a clause that take something back are looked at.
MOST_LOOKED_AT = 16
# Other people who share some answers with the person who types.
KIN = ("spouse", "children")


# Identity equality: a clause is one place of one text.
@dataclass(slots=True, eq=False)
class Clause:
    """A run of tokens between two marks, its phrases, and what stands over it.

    `told` are the phrases of remarks and wishes, `taken` those by which what was said is taken back. One that `follows`
    was cut off by a word ("but was in India"); one `on_behalf` of somebody else stands in a text about them.
    `kin` names who of the family the other person is. One that `hopes` asks for a goal of one's own, and tells of
    oneself: "can I get HSP with N2 and 7M?" Whom somebody only does it with stands at `company` ("a shop with my
    brother"). One that is `drawn` follows from what is so of somebody else: "my wife is Japanese, so spouse visa".
    """

    first: int
    after: int
    sentence: int
    hits: list[Hit] = field(default_factory=list)
    told: list[Hit] = field(default_factory=list)
    taken: list[Hit] = field(default_factory=list)
    on_behalf: bool = False
    asks: bool = False
    hopes: bool = False
    other_person: bool = False
    company: int | None = None
    therefore: bool = False
    drawn: bool = False
    kin: frozenset[str] = frozenset()
    condition: bool = False
    denied: bool = False
    follows: bool = False
    figured: bool = False
    dated: bool = False
    unknown: list[int] = field(default_factory=list)
    _marks: dict[str, list[Hit]] = field(default_factory=dict)
    _figures: set[str] = field(default_factory=set)
    says: set[tuple[str, str]] = field(default_factory=set)
    _taken: dict[str, set[int]] = field(default_factory=dict)

    def put(self, hit: Hit) -> None:
        """Add a phrase that stands in it, the next from left to right."""
        self.hits.append(hit)
        for name in hit.marks:
            self._marks.setdefault(name, []).append(hit)
        self._figures |= hit.figures
        self.says |= hit.says

    def take(self, hit: Hit) -> None:
        """Add a phrase by which what was said is taken back, the next from left to right."""
        self.taken.append(hit)
        for kind, name in hit.says:
            if kind == "takes_back":
                self._taken.setdefault(name, set()).update(range(hit.first, hit.after))

    def takes(self, name: str) -> bool:
        """Return whether a phrase that takes back in this way stands in it."""
        return name in self._taken

    def takes_at(self, name: str, place: int) -> bool:
        """Return whether such a phrase stands at a place."""
        return place in self._taken.get(name, ())

    def marks(self, name: str) -> Sequence[Hit]:
        """Return the hits that are a mark of that name, from left to right."""
        return self._marks.get(name, ())

    def has(self, name: str) -> bool:
        """Return whether a mark of that name stands in it."""
        return name in self._marks

    def counts(self, name: str) -> bool:
        """Return whether a word that says this of a figure stands in it."""
        return name in self._figures

    def counts_any(self, names: frozenset[str]) -> bool:
        """Return whether a word that says any of this of a figure stands in it."""
        return not self._figures.isdisjoint(names)

    def has_any(self, names: frozenset[str]) -> bool:
        """Return whether a mark of any of these names stands in it."""
        return not names.isdisjoint(self._marks)

    def drop(self, name: str, hits: Sequence[Hit]) -> None:
        """Leave out hits as marks of that name."""
        left = [hit for hit in self.marks(name) if hit not in hits]
        if left:
            self._marks[name] = left
        else:
            self._marks.pop(name, None)

    def is_own(self, hit: Hit) -> bool:
        """Return whether a phrase is of the person themselves, who does it with somebody: what stands before that."""
        return bool(hit.senses) and self.company is not None and hit.after <= self.company

    def denies(self, hit: Hit, *, answers: bool = False) -> bool:
        """Return whether a negation stands over a hit: before it, or behind it where the language says so.

        With `answers` a "no" in front is an answer of its own: "no, a small company" denies nothing.
        """
        if self.denied:
            return True
        # 「学士しかない」, "nothing but a bachelor" say what there is.
        if any(mark.first == hit.after or mark.after == hit.first for mark in self.marks("all_there_is")):
            return False
        # From left to right: of those in front the first, of those behind the last decides.
        over = self.marks("not_before")
        if answers:
            # "No I am not pregnant" denies all the same.
            over = [mark for mark in over[:2] if not is_mark(mark, "no") or mark.after > mark.first + 1]
        before = bool(over) and over[0].after <= hit.first
        # "Not expired" denies nothing before it.
        denied = {mark.after for mark in self.marks("not_before")}
        behind = [mark for mark in self.marks("not_after") if mark.first not in denied]
        return before != (bool(behind) and behind[-1].first >= hit.after)


def is_mark(hit: Hit, name: str) -> bool:
    """Return whether a phrase is a mark of that name."""
    return name in hit.marks


def clauses_of(tokens: Tokens, hits: Sequence[Hit], told: Sequence[Hit]) -> list[Clause]:
    """Return the clauses of a text, with what stands over each; `told` are the phrases that are found on their own."""
    found: list[Clause] = []
    endings: dict[int, str] = {}  # the mark that ends a sentence
    first = sentence = 0
    joined = others = therefore = False
    found_before: Hit | None = None
    pending = 0
    rest = False
    place, length = 0, len(tokens.said)
    while place <= length:
        hit = hits[pending] if pending < len(hits) and hits[pending].first == place else None
        if hit is not None:
            pending += 1
        instead = hit is not None and is_mark(hit, "instead")
        splitting = instead or (hit is not None and is_mark(hit, "split"))
        others = others or (hit is not None and is_mark(hit, "other_person"))
        # 「夫が技人国で私は家族滞在」: behind somebody else the person speaks of themselves again.
        turning = others and hit is not None and _turns_to_oneself(tokens, hit, place, length)
        if not splitting and turning and first < place < length:
            found.append(Clause(first, place, sentence, follows=joined))
            first = place
        # "No what is it" answers, and asks.
        if not splitting and hit is not None and is_mark(hit, "asks") and _answers_before(found_before, first, place):
            found.append(Clause(first, place, sentence, follows=joined))
            first = place
        # "My visa finished last week what can I do" tells, and asks.
        if not splitting and hit is not None and first < place and _asks_behind(tokens, hits, pending, first):
            found.append(Clause(first, place, sentence, follows=joined))
            first = place
        # A space parts what a Japanese list sets side by side; nothing is lost between the two.
        if (
            not splitting
            and first < place < length
            and (
                _spaced(tokens, place, hit, found_before)
                or _asks_behind_a_list(tokens, first, place, hit)
                or (hit is not None and hit.marks & _WHOSE and _changes_whose(tokens, place, hit, found_before))
            )
        ):
            found.append(Clause(first, place, sentence, follows=joined))
            first = place
        # "Not 8M it is 8.6M" says first what was wrong.
        rather = not splitting and hit is not None and first < place and "rather" in hit.marks
        near = hits[max(0, pending - MOST_LOOKED_AT) : pending - 1] if rather else ()
        if rather and hit is not None and _states_anew(tokens, near, hit, first):
            found.append(Clause(first, place, sentence, denied=True, follows=joined, therefore=therefore))
            first, therefore = place, False
        # "It was 6.9M not 6.5M": the second figure is the wrong one.
        if not splitting and hit is not None and first < place and _denies_a_figure(tokens, hit, first):
            found.append(Clause(first, place, sentence, follows=joined, therefore=therefore))
            first, rest, therefore = place, True, False
        ended = place == length or (hit is None and ends(tokens, place))
        if splitting or ended or (hit is None and parts(tokens, place)):
            if first < place:
                found.append(
                    Clause(first, place, sentence, denied=instead or rest, follows=joined, therefore=therefore)
                )
                rest = False
            joined = splitting
            therefore = hit is not None and is_mark(hit, "therefore")
            first = hit.after if splitting and hit is not None else place + 1
        others = others and not (splitting or ended or turning)
        if ended and place < length:
            endings[sentence] = tokens.said[place] if tokens.said[place] == _QUESTION else endings.get(sentence, "")
            sentence += 1
        found_before = hit
        place = hit.after if hit is not None else place + 1
    for hit, clause in _placed(found, hits):
        clause.put(hit)
    for clause in found:
        _know_what_is_denied(clause, tokens)
    for hit, clause in _placed(found, told):
        if any(sense.kind in ("remark", "wish") for sense in hit.senses):
            clause.told.append(hit)
        if any(sense.kind in ("takes_back", "topic") for sense in hit.senses):
            clause.take(hit)
    for clause in found:
        # "Forget the N1" denies as "no N1" does; "don't forget my deadline" takes nothing back.
        clause.denied = clause.denied or _leaves_out(clause, tokens)
    for clause in found:
        # 「翻訳業務」って: what others said is reported.
        clause.condition = _is_quoted(tokens, clause)
        clause.unknown = list(_unknown_in(clause, tokens))
        clause.dated = any(kind in ("month", "when") for kind, _ in clause.says)
        clause.figured = clause.counts("number") or "figure" in tokens.kinds[clause.first : clause.after]
    # Few texts are: the others are not looked through.
    behalf = bool([1 for hit in hits if "on_behalf" in hit.marks]) and any(_for_another(clause) for clause in found)
    behalf = behalf or _not_for_oneself(found, hits)
    for number, sentence_of in groupby(found, key=lambda clause: clause.sentence):
        _look_over(list(sentence_of), endings.get(number, ""), tokens)
    if behalf:
        # Whoever asks for somebody else tells of them: "asking for my husband: 35, PhD, 9M".
        for clause in found:
            clause.on_behalf, clause.other_person = True, False
    return found


_MOST_UNITS = 3


def _denies_a_figure(tokens: Tokens, hit: Hit, first: int) -> bool:
    """Tell whether a "not" stands between two figures: "born 1992 not 1991"."""
    # "7M no 8M" puts right.
    if not is_mark(hit, "not_before") or is_mark(hit, "no"):
        return False
    if hit.after >= len(tokens.said) or tokens.kinds[hit.after] != "figure":
        return False
    return "figure" in tokens.kinds[max(first, hit.first - _MOST_UNITS) : hit.first]


def _states_anew(tokens: Tokens, before: Sequence[Hit], hit: Hit, first: int) -> bool:
    """Tell whether what is so is stated behind what was denied: "not 8M it is 8.6M", "no N1 only N2"."""
    if hit.after >= len(tokens.said):
        return False
    denied = next((other for other in reversed(before) if is_mark(other, "not_before")), None)
    if denied is None or denied.first < first:
        return False
    if tokens.kinds[hit.after] == "figure" and hit.first - denied.after <= _MOST_UNITS:
        return "figure" in tokens.kinds[denied.after : hit.first]
    # One choice was denied, and another one follows.
    named = (other for other in before if denied.after <= other.first)
    return any(sense.kind == "choice" for other in named for sense in other.senses)


_QUOTED = (("「", "」"), ("『", "』"))


def _is_quoted(tokens: Tokens, clause: Clause) -> bool:
    """Tell whether a clause stands in Japanese quotation marks, and is what somebody is said to have said."""
    if not clause.first > 0 or clause.after + 1 >= len(tokens.said):
        return False
    marks = (tokens.said[clause.first - 1], tokens.said[clause.after])
    return marks in _QUOTED and tokens.said[clause.after + 1] in _REPORTING


_REPORTING = frozenset("とっ")


# Signs behind 「私」 by which a clause is about oneself.
_TOPICS = frozenset("はがも")
_I = "私"


def _turns_to_oneself(tokens: Tokens, hit: Hit, place: int, length: int) -> bool:
    """Tell whether a Japanese clause begins here about the person themselves: 「私は」 behind what a husband is."""
    if "other_person" in hit.marks or not hit.senses:
        return False
    if tokens.kinds[place] == "word":
        # "My wife is PR i am dependent".
        return hit.after < length and tokens.said[place] in ONESELF and begins_anew(tokens, place)
    if tokens.said[place] == _I and hit.after > place + 1:
        # Longer phrases begin so too: 「私は家族滞在」.
        return tokens.said[place + 1] in _TOPICS
    own = "own" in hit.marks
    return own and hit.after < length and (tokens.said[hit.after - 1] in _TOPICS or tokens.said[hit.after] in _TOPICS)


def _answers_before(before: Hit | None, first: int, place: int) -> bool:
    """Tell whether a mere yes or no is all of a clause so far."""
    return before is not None and (before.first, before.after) == (first, place) and bool(before.marks & {"yes", "no"})


_LEAST_TOLD, _RAN_OUT = 3, ("ran_out",)


def _asks_behind(tokens: Tokens, hits: Sequence[Hit], pending: int, first: int) -> bool:
    """Tell whether a question begins behind what is told: "my visa finished what can I do", "JLPT N1 can I get HSP"."""
    asks, before = hits[pending - 1], hits[max(0, pending - 1 - MOST_LOOKED_AT) : pending - 1]
    behind = hits[pending] if pending < len(hits) else None
    one = is_mark(asks, "asks") and asks.after > asks.first + 1
    two = is_mark(asks, "asks_first") and behind is not None and behind.first == asks.after and is_mark(behind, "asks")
    if not (one or two or _WANTED in asks.says):
        return False
    within = [hit for hit in before if hit.first >= first]
    if tokens.kinds[asks.first] != "word" or any(hit.marks & _ASKING for hit in within):
        return False
    told = any(sense.choices == _RAN_OUT for hit in within for sense in hit.senses)
    # "With N1 can I" only says what would be.
    bare = sum(hit.after - hit.first for hit in within if _names(hit)) == asks.first - first
    return bare or (told and asks.first - first >= _LEAST_TOLD)


_BARE = frozenset({"yes", "no", "yes_alone", "no_alone", "nothing"})


def is_bare(clause: Clause) -> bool:
    """Tell whether a clause says no more than yes, no or nothing."""
    return bool(clause.hits) and not clause.unknown and all(hit.marks & _BARE for hit in clause.hits)


def _know_what_is_denied(clause: Clause, tokens: Tokens) -> None:
    """Leave a word to be no "I don't know" that only goes on with a denial: "I don't have any", "not anything"."""
    denials = clause.marks("not_before")
    if not denials or tokens.kinds[clause.first] == "sign":
        return
    open_words = [hit for hit in clause.marks("unknown") if hit.after == hit.first + 1]
    clause.drop("unknown", [hit for hit in open_words if denials[0].after <= hit.first])


def _for_another(clause: Clause) -> bool:
    """Tell whether a clause says for whom somebody asks: "on behalf of my brother", 「夫の代わりに」."""
    people = clause.marks("other_person")
    return any(
        is_mark(mark, "other_person") or mark.after == person.first or person.after <= mark.first <= person.after + 1
        for mark in clause.marks("on_behalf")
        for person in people
    )


def _not_for_oneself(clauses: Sequence[Clause], hits: Sequence[Hit]) -> bool:
    """Tell whether a text says that it is not for whoever writes, and names for whom: "not for me, for my husband"."""
    if not [hit for hit in hits if "not_oneself" in hit.marks]:
        return False
    if len(clauses) == 1 and clauses[0].takes("about") and not (clauses[0].unknown or clauses[0].figured):
        # What was said before was of somebody else: 「私ではなく友達の話です」.
        return False
    return any(
        clause.has("other_person") or any(sense.choices == _FAMILY for hit in clause.hits for sense in hit.senses)
        for clause in clauses
    )


def _leaves_out(clause: Clause, tokens: Tokens) -> bool:
    """Tell whether a clause asks to leave out what it names; in Japanese with its last word."""
    for hit in clause.taken[:MOST_LOOKED_AT]:
        wholly = ("takes_back", "wholly") in hit.says and bool(clause.told) and clause.told[-1].first >= hit.after
        asks = (wholly or ("takes_back", "verb") in hit.says) and not clause.denies(hit)
        if asks and (tokens.kinds[hit.first] != "sign" or hit.after == clause.after):
            return True
    return False


_OF_MONEY = frozenset({("figure", "no_pay")})


def _unknown_in(clause: Clause, tokens: Tokens) -> Iterator[int]:
    """Yield the places of words in a clause that no phrase covers; figures and marks are none."""
    place = clause.first
    told = {i for hit in clause.told for i in range(hit.first, hit.after)} if clause.told else ()
    hits = clause.hits
    if clause.counts("no_pay"):
        # What only tells money apart says nothing of anybody: it may be of anything.
        hits = [hit for hit in hits if hit.says != _OF_MONEY]
    for hit in (*hits, None):
        until = clause.after if hit is None else hit.first
        for i in range(place, until):
            kind = tokens.kinds[i]
            # What is kept in the person's own words is known.
            if i in told:
                continue
            if kind == "word" or (kind == "sign" and not (i == place > clause.first and _bends(tokens, i, until))):
                yield i
        if hit is not None:
            place = hit.after


def _bends(tokens: Tokens, place: int, until: int) -> bool:
    """Tell whether one sign behind a Japanese word only bends it: 「受け」 and 「る」."""
    if tokens.kinds[place - 1] != "sign" or not is_hiragana(tokens.said[place]):
        return False
    return place + 1 == until or not is_hiragana(tokens.said[place + 1])


# What a new part of a list begins with.
_NEWS = frozenset({"choice", "either", "counted", "not_counted"})
_NEWS_OF_FIGURES = frozenset({"pay", "experience", "born", "arrived"})


def _spaced(tokens: Tokens, place: int, hit: Hit | None, before: Hit | None) -> bool:
    """Tell whether a space before a place parts two things that are said: 「34歳 修士 年収750万」."""
    if tokens.begins[place] == tokens.ends[place - 1] or "sign" not in tokens.kinds[place - 1 : place + 1]:
        return False
    if (
        before is not None
        and before.after == place
        and (before.figures - (_UNITS if hit is None else _UNITS | {"staying"}) or "aside" in before.marks)
    ):
        return False
    if hit is None:
        return tokens.kinds[place] == "figure" and tokens.kinds[place - 1] == "sign"
    # "H5.11.30 妻はH7": whose the second one is.
    if tokens.kinds[place - 1] == "figure" and "other_person" in hit.marks:
        return True
    return bool(hit.figures & _NEWS_OF_FIGURES) or any(sense.kind in _NEWS for sense in hit.senses)


_UNITS = frozenset({"money", "age", "age_word", "year"})
_WHOSE = frozenset({"own", "other_person"})


def _changes_whose(tokens: Tokens, place: int, hit: Hit, before: Hit | None) -> bool:
    """Tell whether between two figures a word says whose the second is: "wife 4M me 6M"."""
    if hit.after >= len(tokens.said):
        return False
    counted = before is not None and before.after == place and bool(before.figures & _UNITS)
    figured = counted or tokens.kinds[place - 1] == "figure"
    return figured and tokens.kinds[hit.after] == "figure" and tokens.kinds[place] == "word"


_ASKING = frozenset({"asks", "asks_first", "asks_last"})
_OF_A_PART = frozenset("歳才点")


def _asks_behind_a_list(tokens: Tokens, first: int, place: int, hit: Hit | None) -> bool:
    """Tell whether a space parts a list with figures from a question, points or an age: 「SE5年 何点？」."""
    if tokens.begins[place] == tokens.ends[place - 1] or "figure" not in tokens.kinds[first:place]:
        return False
    if hit is not None:
        return tokens.kinds[place] == "sign" and bool(hit.marks & _ASKING)
    behind = tokens.said[place + 1] if place + 1 < len(tokens.said) else ""
    return tokens.kinds[place] == "figure" and behind in _OF_A_PART


def _placed(clauses: Sequence[Clause], hits: Sequence[Hit]) -> Iterator[tuple[Hit, Clause]]:
    number = 0
    for hit in hits:
        while number < len(clauses) and clauses[number].after <= hit.first:
            number += 1
        if number < len(clauses) and clauses[number].first <= hit.first:
            yield hit, clauses[number]


def _look_over(sentence: Sequence[Clause], end: str, tokens: Tokens) -> None:
    """Mark the clauses of one sentence that ask, speak of somebody else, or only say what would be."""
    other = condition = asking = joined = False
    kin: frozenset[str] = frozenset()
    for clause in sentence:
        # "What is that, no": what only answers asks nothing.
        answers = asking and end != _QUESTION and is_bare(clause)
        asking = asking or _asks(clause, tokens, questioned=end == _QUESTION)
        tells = end != _QUESTION and clause.figured and _tells(clause) and not _asks(clause, tokens, questioned=False)
        clause.asks = asking and not (answers or tells)
        others = [hit.first for hit in clause.marks("other_person")]
        own = [hit.first for hit in clause.marks("own")]
        # "My wife is Japanese and has N1" is still about her; "my wife and I have" is not.
        clause.drawn = (joined or (clause.therefore and other)) and not others and not own
        other = bool(others) if others else other and not own and not clause.drawn
        clause.other_person = other
        clause.company = _company(clause, tokens) if others else None
        # 「妻と子供がいます、N1」: that somebody is there says nothing of them, and the rest is one's own again.
        there = bool(others) and (clause.has("yes") or clause.has("yes_alone"))
        if others or not other:
            kin = frozenset(name for name in KIN if clause.has(name))
        clause.kin = kin
        # "Wife and one son here, engineer visa, N1": what stands behind the family may be one's own.
        placed = clause.counts("in_japan") or clause.counts("in_town") or _CHILDREN in clause.says
        joined = joined or (other and placed and bool(kin))
        # "They fired me, HSP visa": what was done to the person is told, and the rest is their own again.
        done_to = bool(others) and bool(own) and own[-1] > others[-1]
        other = other and not (there or done_to or clause.company is not None)
        # 「主人なら1985年、私は1989年」: what is only supposed ends where the person speaks of themselves.
        turned = bool(own) and own[0] == clause.first and _is_a_topic(tokens, clause)
        condition = (condition and not turned) or clause.has("condition")
        clause.condition = condition or clause.condition
    if end == _QUESTION and sentence and not asking:
        sentence[-1].asks = True
    if any(_WANTED in clause.says for clause in sentence):
        for clause in sentence:
            clause.hopes = clause.asks
    elif end == _QUESTION and len(sentence) == 1 and _only_names(sentence[0]):
        # "N1?" asks whether that counts, and says what somebody has.
        sentence[0].hopes = sentence[0].asks
    elif end == _QUESTION:
        for clause in sentence:
            clause.hopes = (
                clause.asks
                and clause.figured
                and bool(clause.says & _GOALS)
                and not _asks(clause, tokens, questioned=False)
            )


def _company(clause: Clause, tokens: Tokens) -> int | None:
    """Return up to where a clause is one's own though it names somebody, with whom or through whom it is so.

    "I run a shop with my brother" says so in front of the person, 「弟と会社をやっています」 behind them, and the rest
    is one's own.
    """
    people = clause.marks("other_person")
    before = {mark.after for mark in clause.marks("beside")}
    if tokens.kinds[people[0].first] == "word":
        joined = people[0].first in before or is_mark(people[0], "beside")
        return people[0].first if joined and people[0].first > clause.first + 1 else None
    behind = {mark.first for mark in clause.marks("beside")}
    return clause.after if len(people) == 1 and people[0].after in behind else None


_CHILDREN = ("choice", "has_children")
_OF_A_PERSON = frozenset({"japanese", "degrees", "licences", "position", "research", "has_children"})


def _only_names(clause: Clause) -> bool:
    """Tell whether a clause says no more than what somebody has: "N1", "a master"."""
    told = [hit for hit in clause.hits if _names(hit)]
    others = [hit for hit in clause.hits if hit not in told and not hit.marks & {"light", "filler"}]
    return bool(told) and not (others or clause.unknown or clause.figured)


def _names(hit: Hit) -> bool:
    return any(sense.kind == "choice" and sense.name in _OF_A_PERSON for sense in hit.senses)


def _tells(clause: Clause) -> bool:
    """Tell whether a clause tells a fact in words that mean nothing else: "what should I do, 2 kids"."""
    return any(sense.kind == "choice" and not sense.bound for hit in clause.hits for sense in hit.senses)


def _is_a_topic(tokens: Tokens, clause: Clause) -> bool:
    """Tell whether a Japanese clause begins with the person as its topic: 「私は」."""
    after = clause.hits[0].after if clause.hits else clause.after
    topic = tokens.said[after - 1] in _TOPICS or (after < clause.after and tokens.said[after] in _TOPICS)
    return tokens.kinds[clause.first] == "sign" and topic


def _counts_a_day(tokens: Tokens, hit: Hit) -> bool:
    """Tell whether a 「か」 counts the days of a month and asks nothing: 「2がつ2か」."""
    place = hit.first
    return tokens.said[place] == "か" and tokens.kinds[place - 1] == "figure" and tokens.said[place - 2] in "月つ"


def _asks(clause: Clause, tokens: Tokens, *, questioned: bool) -> bool:
    """Tell whether a clause asks: by its first word, by its last, or by a word anywhere in it.

    "But was in India" begins like a question, and is none unless its sentence ends as one.
    """
    if clause.has("asks") or _WANTED in clause.says:
        return True
    last = clause.marks("asks_last")[-1:]
    if last and clause.first < last[0].first and last[0].after == clause.after and not _counts_a_day(tokens, last[0]):
        return True
    # "Was 380k" tells, unless it ends as a question.
    begins = clause.hits[0] if clause.hits else None
    if not questioned and (clause.follows or (begins is not None and "past" in begins.marks)):
        return False
    start = clause.first
    for hit in clause.hits:
        if hit.first != start:
            return False
        # "Isn't on the list" denies, unless it ends as a question.
        if not questioned and is_mark(hit, "not_before"):
            return False
        if is_mark(hit, "asks_first") and not questioned and "age_before" in hit.figures:
            # "Am 29 with a master" leaves the "I" out.
            return not (hit.after < clause.after and tokens.kinds[hit.after] == "figure")
        if is_mark(hit, "asks_first"):
            # "May 5, 1993" is a date.
            dated = any(kind == "month" for kind, _ in hit.says)
            return not (dated and hit.after < clause.after and tokens.kinds[hit.after] == "figure")
        if not is_mark(hit, "calls"):
            return False
        start = hit.after
    return False
