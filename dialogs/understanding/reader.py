"""The one reader of typed texts: from the plain form over phrases and clauses to what is said of each question.

Built once for a questionnaire and its languages. It writes nothing down and knows no clock but the context's day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from dialogs.kinds import Consent, Contact, Context, Language, ManyOf, Name, OneOf, Ticks, YesNo
from dialogs.parsing import Certain
from dialogs.place import Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.understanding.absences import ABSENCE, note_absences
from dialogs.understanding.afterthoughts import look_ahead, look_back
from dialogs.understanding.amounts import MOST_COUNTING, MOST_STRETCHES, PAY_WORDS, SALARY, STAY_UNTIL, certainty
from dialogs.understanding.amounts_beside import amounts_said
from dialogs.understanding.asked_amount import typed_answer
from dialogs.understanding.changes import PLAN_SALARY, changes_said
from dialogs.understanding.claims import NO, RESEARCH, Trust, concerns
from dialogs.understanding.clauses import Clause, clauses_of, is_mark
from dialogs.understanding.doubts import contradicted, doubts_all, is_read, job_to_come, puzzles, says_why
from dialogs.understanding.figures import runs
from dialogs.understanding.guessing import guessed
from dialogs.understanding.implied import implied
from dialogs.understanding.inside import look_inside
from dialogs.understanding.introduced import name_said
from dialogs.understanding.lexicon import NOTHING, Vocabulary, given, shipped
from dialogs.understanding.listed import doubt_studies, no_goal_of_a_holder, note_what_is_wanted, read_lengths
from dialogs.understanding.merging import fact_of
from dialogs.understanding.moved import follow_the_move
from dialogs.understanding.notes import (
    count_days,
    note_days_left,
    note_new_employer,
    note_relatives,
    note_stay_over,
    note_trips,
    remarks_of,
    stay_noted,
    tells_of_others,
)
from dialogs.understanding.other_things import leave_other_things
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import MOST_TOKENS, Tokens, plain_text, tokens_of
from dialogs.understanding.put_right import deny_what_was_told, put_right
from dialogs.understanding.run_on import parted
from dialogs.understanding.said import (
    HAS_CHILDREN,
    MARRIED,
    READ_AS,
    Said,
    of_studies,
    read_clause,
    says_unmarried,
)
from dialogs.understanding.sizes import read_capital, read_size
from dialogs.understanding.spelling import MOST_REPAIRS
from dialogs.understanding.stays import stay_beside
from dialogs.understanding.taken_back import taken_back, takes_back_all
from dialogs.understanding.understood import (
    ANY_ANSWER,
    NOT_UNDERSTOOD,
    Certainty,
    Fact,
    Remark,
    Understood,
    Unsaid,
)
from dialogs.understanding.when import is_past
from dialogs.understanding.wholly import read_all

# What is written for machines nobody says of themselves.
_OF_CODE = frozenset("{}<>_\\")
# Somebody official has to have said so, and the person may take something like it for that.
_OFFICIAL = frozenset(
    ("growth_field", "employer_innovation_support", "employer_local_support", "foreign_qualification")
    + ("designated_university", "designated_training")
)
# What happened is often the reason for writing, whatever else is named.
_EVENTS = frozenset({"job_lost", "refusal"})
_OF_A_JOB = frozenset({SALARY, "salary_before", "household_income_yen"})
# Whoever tells these has points in mind.
_OF_POINTS = frozenset({SALARY, "degrees", "japanese", "birth_date", "experience_years"})
_FAMILY, _OTHER_BUSINESS = ("family",), ("other",)
_A_SPECIALIST = ("activity", ("specialist",))
_MERE_NO, _ANOTHER_TRADE = ((NO,), (NOTHING,)), ("activity", ("other",))
IN_JAPAN_SINCE = "in_japan_since"
_NOT_READ = (Consent, Language, Ticks, Name, Contact)


class Reader:
    """Reads typed texts by the words of each language; the person's own language wins where two differ."""

    def __init__(
        self, questionnaire: Questionnaire, languages: Sequence[str], texts: Mapping[str, str] | None = None
    ) -> None:
        """Read the words strictly: those that ship, or the given texts of such files by language."""
        self._questions = questionnaire.by_id
        words = shipped(tuple(languages), questionnaire) if texts is None else given(texts, questionnaire)
        self._vocabularies = words

    def read(self, text: str, asked: Question | None, language: str, context: Context) -> Understood:
        """Return what a text says, to the asked question first; nothing for consent, names and contacts."""
        return self._read(text, asked, language, context, beside=True)

    def _read(self, text: str, asked: Question | None, language: str, context: Context, *, beside: bool) -> Understood:
        """Read a text; with what is said `beside` the asked question, of others that it names by their nouns."""
        if asked is not None and isinstance(asked.kind, _NOT_READ):
            return Understood()
        vocabulary = self._vocabularies.of(language)
        typed = tokens_of(plain_text(text))
        tokens = parted(typed)
        if not tokens.said:
            return Understood()
        hits, told, repaired = _hits(tokens, vocabulary, _names_of(asked))
        clauses = clauses_of(tokens, hits, told)
        dated = [clause for clause in clauses if clause.dated]
        if dated and all(is_past(tokens, clause, context.today) for clause in dated):
            # "N1 in December 2019" is no plan.
            for clause in dated:
                clause.dated = False
        said = Said(asked, tokens, repaired)
        instead = (h.after for h in hits if "instead" in h.marks or ("no" in h.marks and _puts_right(tokens, h, hits)))
        said.corrected_at = max(instead, default=None)
        if [1 for hit in hits if "told_before" in hit.marks]:
            said.corrected_at = said.corrected_at or deny_what_was_told(clauses)
        said.contrasts = any(is_mark(hit, "contrast") for hit in hits)
        corrected = said.corrected_at or len(tokens.said)
        said.adds = any(is_mark(hit, "further") and hit.first >= corrected for hit in hits)
        said.graduating = {clause.sentence for clause in clauses if of_studies(clause)}
        for clause in clauses:
            read_clause(said, clause)
        behalf = any(clause.on_behalf for clause in clauses)
        if behalf:
            # "Not for me, for my husband" says who applies, and not for what.
            said.claims = [claim for claim in said.claims if claim.choices != _FAMILY]
        if beside:
            look_inside(said, clauses, vocabulary.index)
        _doubt_bare_no(said, clauses)
        if said.declines:
            # "No, I won't tell you" says no to the asking.
            said.claims = [claim for claim in said.claims if not claim.plain]
        # A name is a goal where nothing else is: "HSP, 29, N2"; beside "I want PR" it is what somebody has.
        if not any(claim.question == "goal" and claim.trust is not Trust.SPOKEN_OF for claim in said.claims):
            said.claims += said.named
        read_all(said, clauses)
        read_size(said, clauses)
        read_capital(said, clauses)
        look_back(said, clauses)
        look_ahead(said, clauses, context)
        note_stay_over(said, clauses)
        note_days_left(said, clauses, context)
        leave_other_things(said, clauses, context)
        note_new_employer(said, clauses, context)
        count_days(said)
        note_absences(said, clauses, self._questions, context)
        amounts_said(said, clauses, self._questions, context)
        changes_said(said, clauses, self._questions, context)
        read_lengths(said, clauses, self._questions, context)
        note_what_is_wanted(said, clauses)
        follow_the_move(said, clauses, self._questions, context)
        answer, problem = typed_answer(said, clauses, text, context)
        if said.declines and not any(clause.figured for clause in clauses):
            answer = None
        if answer is not None and said.asked_id == STAY_UNTIL and _says_since_when(clauses):
            # "Last May, for three years" names the day it began.
            answer = None
        if answer is None and not any(said.is_asked(claim.question) for claim in said.claims):
            note_relatives(said, clauses)
        note_trips(said, clauses)
        remarks = remarks_of(said, clauses, context)
        facts = doubt_studies(said, self._facts(said, answer, clauses))
        # A text that fills all that is read is a story for a person: nothing of it is read twice.
        if beside and len(tokens.said) < MOST_TOKENS:
            facts += self._named(said, clauses, facts, language, context)
        facts += name_said(said, clauses, self._questions)
        heard = {fact.question for fact in facts if fact.candidates} | {said.asked_id}
        if STAY_UNTIL in self._questions and STAY_UNTIL not in heard:
            facts += stay_noted(said, clauses, remarks)
        facts += stay_beside(said, clauses, self._questions.keys() - heard, context)
        facts += implied(said, clauses, facts, self._questions, context) if beside else ()
        # Words that tell another question's answer say nothing of this one.
        if beside and not (said.declines or remarks or any(fact.candidates for fact in facts)):
            facts = self._guessed(said, clauses, facts, vocabulary)
        # What a kind's own parser read from the first sign to the last leaves nothing unread.
        whole = answer is not None and answer.settled and answer.words == text.strip()
        unknown = said.declines or any(clause.has("unknown") and not clause.asks for clause in clauses)
        if (
            doubts_all(said, clauses)
            or (puzzles(said, clauses) and not whole)
            or any(clause.has("unreliable") for clause in clauses)
            or (any(clause.has("laughs") for clause in clauses) and not _says_mere_no(facts, said.asked_id))
            or any(sign in _OF_CODE for sign in tokens.said)
            or contradicted(said, clauses, hits)
            # Where its sentences end is our guess.
            or tokens is not typed
        ):
            facts = tuple(replace(fact, certainty=Certainty.READ_BACK) for fact in facts)
        if said.asked_id in _OFFICIAL and says_why(said, clauses):
            facts = tuple(
                replace(fact, certainty=Certainty.READ_BACK) if fact.question == said.asked_id else fact
                for fact in facts
            )
        facts = tuple(_read_back_in_doubt(facts, remarks, said.asked_id))
        facts = tuple(no_goal_of_a_holder(facts, fact) for fact in facts)
        if any(kind in _EVENTS for _, kind in said.remarks):
            facts = tuple(
                replace(fact, certainty=Certainty.READ_BACK) if fact.question == "goal" else fact for fact in facts
            )
        # A new job brings new pay, as a raise does: which of the two is meant, the person says.
        if job_to_come(said, clauses) or any(fact.question == PLAN_SALARY for fact in facts):
            facts = tuple(
                replace(fact, certainty=Certainty.READ_BACK) if fact.question in _OF_A_JOB else fact for fact in facts
            )
        if behalf:
            # Who applies may be another than who writes: nothing of it is taken without a yes.
            facts = tuple(replace(fact, certainty=Certainty.READ_BACK) for fact in facts if not _is_family(fact))
            remarks = tuple(remark for remark in remarks if remark.kind != "family")
            remarks = (*remarks, Remark("other", None, text.strip()))
        _deny_amounts(said, clauses, self._questions, context)
        return Understood(
            facts=facts,
            remarks=remarks,
            wish=Wish.HUMAN.value if said.wishes_human else None,
            question=_question(tokens, clauses),
            correction=said.corrected_at is not None,
            doubt=any(clause.has("hedge") for clause in clauses),
            # What is not known yet of pay ("not decided") has its own word.
            unknown=unknown and (problem is None or problem.key in NOT_UNDERSTOOD),
            problem=problem,
            denied={
                name: choice
                for name, choice in said.denied.items()
                if not any(f.question == name and f.candidates for f in facts)
            },
            unsaid=_unsaid(said, clauses),
            on_behalf=behalf,
            of_others=not any(fact.candidates for fact in facts) and any(tells_of_others(said, c) for c in clauses),
            put_right=put_right(tokens, clauses) if [1 for clause in clauses if clause.denied] else (),
            whole=asked is None and all(is_read(said, clause) for clause in clauses),
            takes_back=not (remarks or said.denied or any(f.candidates for f in facts)) and takes_back_all(clauses),
        )

    def denied_topics(self, text: str, language: str, context: Context) -> frozenset[str]:
        """Return what a text says is not so, so that no answer is given as if it were: see `Understood`."""
        return self.read(text, None, language, context).denied_topics

    def _guessed(
        self, said: Said, clauses: Sequence[Clause], facts: tuple[Fact, ...], vocabulary: Vocabulary
    ) -> tuple[Fact, ...]:
        """Return facts with a guess at the asked question in front, to be read back, where nothing was read of it."""
        values = guessed(said.asked, said.tokens, clauses, vocabulary.guesses)
        if not values:
            return facts
        words = said.tokens.words(clauses[0].first, clauses[-1].after)
        rest = (fact for fact in facts if fact.question != said.asked_id)
        return (Fact(said.asked_id, values, Certainty.READ_BACK, words), *rest)

    def _named(
        self, said: Said, clauses: Sequence[Clause], facts: Sequence[Fact], language: str, context: Context
    ) -> tuple[Fact, ...]:
        """Return what is said of questions that a text names by their nouns, read as if each had been asked."""
        known = {fact.question for fact in facts if fact.candidates} | {said.asked_id, READ_AS.get(said.asked_id, "")}
        # Pay that is to come is not what somebody is paid.
        known |= {SALARY} if PLAN_SALARY in known else set()
        found: dict[str, Fact] = {}
        # Beside the asked question, what answers that one is no other's.
        free = [said.asked is None or not _answers(said, facts, clause) for clause in clauses]
        for place, question in islice(_nouns_of(clauses, known - {RESEARCH}), MOST_NAMED):
            # Each noun adds: 「特許1件、論文5本」.
            adds = question == RESEARCH and question in found
            if not free[place] or question not in self._questions or (question in known and not adds):
                continue
            for first, after in _told_of(said, clauses, place):
                words = said.tokens.words(first, after)
                read = self._read(words, self._questions[question], language, context, beside=False)
                fact = read.of(question)
                if fact is not None and fact.candidates:
                    sure = fact.settled and said.asked is None and _is_plain_unasked(said, question, first, after)
                    # 「学位は1つしかない」 is no "none".
                    sure = sure and not clauses[place].has("partial")
                    fact = replace(fact, words=words, certainty=certainty(sure))
                    found[question] = _with_more(found[question], fact) if adds else fact
                    known.add(question)
                    break
        return tuple(found.values())

    def _facts(self, said: Said, answer: Fact | None, clauses: Sequence[Clause]) -> tuple[Fact, ...]:
        by_question: defaultdict[str, list[int]] = defaultdict(list)
        for place, claim in enumerate(said.claims):
            by_question[claim.question].append(place)
        facts: list[Fact] = [answer] if answer is not None else []
        taken = {answer.question} if answer is not None else set()
        for question_id, places in by_question.items():
            if question_id not in taken:
                fact = fact_of(self._questions[question_id], [said.claims[i] for i in places], said)
                if fact is not None:
                    facts.append(fact)
        facts += (fact for fact in said.amounts if fact.question not in {f.question for f in facts})
        asked = said.asked.id if said.asked is not None else ""
        if asked and asked not in {fact.question for fact in facts} and (words := _touched(said, clauses)):
            facts.append(Fact(asked, (), Certainty.READ_BACK, words))
        # "Spouse visa, N2, 5M" tells facts, and "change job" among facts may be why they are told: no other business.
        if any(fact.question in _OF_POINTS for fact in facts):
            facts = [fact for fact in facts if (fact.question, fact.candidates) != ("goal", _OTHER_BUSINESS)]
        if asked != "work_field":
            facts = list(_with_the_trade(facts))
        return tuple(sorted(facts, key=lambda fact: fact.question != asked))


def _with_the_trade(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield facts, the field of a trade only where somebody does it, and no surer: "engineer" may be a visa."""
    trade = next((fact for fact in facts if (fact.question, fact.candidates) == _A_SPECIALIST), None)
    for fact in facts:
        if fact.question != "work_field":
            yield fact
        elif trade is not None:
            yield fact if trade.settled else replace(fact, certainty=trade.certainty)


def _read_back_in_doubt(facts: Sequence[Fact], remarks: Sequence[Remark], asked: str) -> Iterator[Fact]:
    """Yield facts, to be read back where another puts them in doubt.

    Years of another trade may not count: "20 years, factory boss". Who was away long may not have stayed since then:
    「2019年10月に来て、8か月帰国してました」. A child that is expected is none yet.
    """
    other_trade = any((fact.question, fact.candidates) == _ANOTHER_TRADE for fact in facts)
    told = {remark.kind for remark in remarks}
    doubtful = {"experience_years"} if other_trade else set()
    doubtful |= {IN_JAPAN_SINCE} if ABSENCE in told else set()
    for fact in facts:
        expected = "pregnancy" in told and fact.question == HAS_CHILDREN and fact.question != asked
        doubted = expected or fact.question in doubtful
        yield replace(fact, certainty=Certainty.READ_BACK) if doubted else fact


def _says_mere_no(facts: Sequence[Fact], asked: str) -> bool:
    """Tell whether a no or a "none" is all that is said, which a laugh behind it makes no joke: "I'm single lol"."""
    return bool(facts) and all(fact.question == asked and fact.candidates in _MERE_NO for fact in facts)


def _puts_right(tokens: Tokens, no: Hit, hits: Sequence[Hit]) -> bool:
    """Tell whether a Japanese no behind something puts it right with what follows at once: 「N1、いやN2」."""
    if tokens.kinds[no.first] != "sign" or no.first == 0 or tokens.kinds[no.first - 1] != "mark":
        return False
    follows = no.after + (tokens.kinds[no.after : no.after + 1] == ["mark"])
    return any(hit.first == follows and any(sense.kind == "choice" for sense in hit.senses) for hit in hits)


def _doubt_bare_no(said: Said, clauses: Sequence[Clause]) -> None:
    """Doubt a mere no that opens a sentence of something else, where none is an answer: "no, no degree from Japan"."""
    if said.asked is None or isinstance(said.asked.kind, YesNo):
        return
    for place, claim in enumerate(said.claims):
        if not claim.plain or claim.trust is not Trust.TAKE:
            continue
        sentences = {c.sentence for c in clauses if c.first <= claim.first < c.after}
        beside = [
            other
            for clause in clauses
            if clause.sentence in sentences
            for other in said.claims_in(clause)
            if other.question != claim.question
        ]
        if beside:
            denies = any(other.choices == (NO,) for other in beside)
            said.claims[place] = replace(claim, trust=Trust.SPOKEN_OF if denies else Trust.READ_BACK)


# Who somebody married is not said where only the day is; how many people work there is not asked at the start.
_MARRIED, _SME = "married_since", "employer_sme"


def _is_plain_unasked(said: Said, question: str, first: int, after: int) -> bool:
    """Tell whether what is said of a question that was not asked may be kept; a day needs its year."""
    figures = [said.tokens.said[i] for i in range(first, after) if said.tokens.kinds[i] == "figure"]
    if question == _SME:
        return not figures
    # Whose papers they are, and where they stand, is not said.
    if question == RESEARCH:
        return False
    if question.endswith(("_since", "_begins", "_until", "_child", "_date")):
        return question != _MARRIED and any(len(figure) >= len("2026") for figure in figures)
    return True


# So many questions that a text names by their nouns are read.
MOST_NAMED = 3


def _answers(said: Said, facts: Sequence[Fact], clause: Clause) -> bool:
    """Tell whether a clause is what answers the asked question, or stands in one sentence with it."""
    answer = next((fact.words for fact in facts if fact.question == said.asked_id and fact.candidates), "")
    words = said.tokens.words(clause.first, clause.after)
    return (
        not answer
        or answer in words
        or words in answer
        or any(said.is_asked(c.question) for c in said.claims_in(clause))
    )


_ONLY_NAMED = frozenset({("named", RESEARCH), ("about", RESEARCH)})


def _nouns_of(clauses: Sequence[Clause], known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the questions that are named where no question is asked, and by which clause."""
    for place, clause in enumerate(clauses[:MOST_COUNTING]):
        if clause.asks or clause.condition or clause.on_behalf or clause.has("hedge"):
            continue
        for hit in clause.hits:
            for kind, question in sorted(hit.says):
                heard = not clause.other_person or concerns(question, clause, hit)
                # "My papers are ready" are no research.
                heard = heard and (question != RESEARCH or clause.figured or not hit.says <= _ONLY_NAMED)
                if kind == "named" and question not in known and heard:
                    yield place, question


def _told_of(said: Said, clauses: Sequence[Clause], place: int) -> Iterator[tuple[int, int]]:
    """Yield where what is said of a noun may stand: its sentence, up to the next noun, then the sentence after it."""
    named = clauses[place]
    ending = named
    for clause in clauses[place + 1 :]:
        if clause.asks or any(kind == "named" for kind, _ in clause.says):
            break
        if clause.sentence > ending.sentence:
            yield named.first, ending.after
            if clause.sentence == named.sentence + 1:
                yield named.first, clause.after
            return
        ending = clause
    yield named.first, ending.after


def _with_more(fact: Fact, other: Fact) -> Fact:
    """Return what two facts of a question that has several answers say together, to be read back."""
    values, more = fact.candidates[0], other.candidates[0]
    assert isinstance(values, list), "of a question with several answers"
    assert isinstance(more, list), "of a question with several answers"
    both = [*values, *(value for value in more if value not in values)]
    return replace(fact, candidates=(both,), certainty=Certainty.READ_BACK)


# What answers something, though it settles nothing: "not only", "planning", "both".
_ANSWERING = frozenset(
    ("yes", "no", "yes_alone", "no_alone", "nothing", "plan", "partial", "not_before", "not_after", "past", "already")
    + ("further", "short_of", "other_person")
)


def _touched(said: Said, clauses: Sequence[Clause]) -> str:
    """Return the words that speak of a question with choices and settle nothing; empty where none do."""
    if said.asked is None or not isinstance(said.asked.kind, OneOf | ManyOf):
        return ""
    for clause in clauses:
        if not clause.asks and (clause.figured or said.claims_in(clause) or clause.has_any(_ANSWERING)):
            return said.tokens.words(clause.first, clause.after)
    return ""


def _names_of(asked: Question | None) -> tuple[str, ...]:
    """Return the questions whose own words count; in a message that answers no question, a goal may stand alone."""
    return ("goal",) if asked is None else (asked.id, READ_AS.get(asked.id, asked.id))


def _hits(tokens: Tokens, vocabulary: Vocabulary, asked: Sequence[str]) -> tuple[list[Hit], list[Hit], frozenset[int]]:
    """Return the phrases of a text and of its remarks, after misspelt words were repaired, and the places of those."""
    repaired: dict[int, str] = {}
    words = (place for place, kind in enumerate(tokens.kinds) if kind == "word")
    unknown = (place for place in words if vocabulary.speller.is_unknown(tokens.said[place]))
    for _, place in zip(range(MOST_REPAIRS), unknown, strict=False):
        meant = vocabulary.speller.repaired(tokens.said[place])
        if meant is not None:
            repaired[place] = meant
    said = [repaired.get(place, token) for place, token in enumerate(tokens.said)] if repaired else tokens.said
    return vocabulary.index.find(said, asked), vocabulary.remarks.find(said), frozenset(repaired)


def _is_family(fact: Fact) -> bool:
    """Tell whether a fact is the goal of bringing the family, which "asking for my husband" does not name."""
    return fact.question == "goal" and "family" in fact.candidates


def _deny_amounts(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note pay that a text says is not what somebody earns: "my salary is not 6.5M".

    Who says only afterwards that a part of it depends on results is asked for the pay without it, whatever it was.
    """
    if not any(clause.figured for clause in clauses):
        for clause in clauses:
            told = not (clause.asks or clause.condition or clause.other_person or clause.has("plan"))
            if told and clause.counts("pay") and clause.counts("open_pay"):
                said.denied[SALARY] = ANY_ANSWER
    for clause in clauses:
        if clause.asks or clause.condition or clause.other_person or not clause.counts("pay"):
            continue
        for run in islice(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}), MOST_STRETCHES):
            reading = questions[SALARY].kind.read(said.tokens.text(*run), context)
            if clause.denies(Hit(*run, ())) and isinstance(reading, Certain):
                said.denied[SALARY] = str(int(str(reading.value)))


def _says_since_when(clauses: Sequence[Clause]) -> bool:
    """Tell whether a text names since when something is so, and not until when."""
    since = any(clause.counts("since") for clause in clauses)
    return since and not any(clause.counts("until") for clause in clauses)


def _unsaid(said: Said, clauses: Sequence[Clause]) -> tuple[Unsaid, ...]:
    """Return what a text says is not so, or takes back; that somebody is not married is an answer as well."""
    found = taken_back(said.tokens, clauses)
    if any(unsaid.kind == MARRIED for unsaid in found):
        return found
    for clause in clauses:
        hit = None if clause.asks or clause.condition or clause.other_person else says_unmarried(clause)
        if hit is not None:
            return (*found, Unsaid(MARRIED, said.tokens.text(hit.first, hit.after)))
    return found


def _question(tokens: Tokens, clauses: Sequence[Clause]) -> str:
    asking = [clause for clause in clauses if clause.asks]
    # Each on a line of its own: what is asked twice is answered twice.
    return "\n".join(tokens.words(clause.first, clause.after) for clause in asking)
