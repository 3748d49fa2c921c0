"""What people complain of in other desks for talking with clients, each with the tests that would fail if we did so.

How the list is read, `tests/e2e/complaints.py` says; numbers are those of public threads.

- A message that is changed loses its text, or comes as a new one (chatwoot/chatwoot#10760 #13230,
  freescout-help-desk/freescout#5511, yshalsager/telegram-feedback-bot#1):
  `tests/e2e/test_talk.py::test_a_change_follows_the_message_on_both_sides_and_stays_one_message`,
  `tests/e2e/test_among_staff.py::test_changes_of_what_staff_wrote_are_asked_for`,
  `test_a_message_that_becomes_a_note_stays_as_it_was_and_follows_again_afterwards`.
- Albums fall apart (aiogram/aiogram#1364, eternnoir/pyTelegramBotAPI#1088):
  `tests/e2e/test_talk.py::test_albums_stay_albums_with_their_captions_and_a_bad_item_loses_no_other`.
- Captions and names of files are lost (chatwoot#3244), contacts are not shown (freescout#5511):
  `tests/e2e/test_talk.py::test_files_of_every_kind_reach_the_other_side_with_their_names_and_captions`,
  `tests/e2e/test_told_honestly.py::test_what_cannot_be_passed_on_is_told_to_its_sender_on_both_sides`.
- A message is seen fifteen seconds later (freescout#5511):
  `tests/e2e/test_talk_pace.py::test_a_message_is_there_at_once_on_either_side`.
- A client whose topic was deleted is unheard for ever (MasterGroosha/telegram-feedback-bot-topics#7,
  LiveHelperChat/telegram#69, ruitunion-org/feedback-bot#1):
  `tests/e2e/test_talk.py::test_a_topic_deleted_under_us_is_made_anew_with_its_card_and_nothing_is_lost`,
  `tests/e2e/test_topics.py::test_two_messages_at_once_after_the_topic_was_deleted_share_one_new_topic`,
  `test_a_topic_that_bots_no_longer_reach_is_made_anew_with_its_card`.
- Two people answer one client, and neither knows of the other (chatwoot#775 #2015 #11062):
  `tests/e2e/test_talk.py::test_two_who_answer_at_once_both_reach_the_client_and_one_has_the_lead`,
  `test_decisions.py::test_a_second_person_is_told_who_has_it`,
  `tests/dialogs/desk/test_choosing.py::test_two_who_pass_on_at_once_do_it_once`.
- Holidays and lunch breaks are unknown (chatwoot#6467 #14009):
  `tests/e2e/test_told_honestly.py::test_before_holidays_the_client_hears_of_the_first_day_after_them`,
  `tests/dialogs/test_office.py::test_next_opening_after_lunch_is_the_same_day`,
  `tests/dialogs/desk/test_response.py::test_a_lunch_break_and_a_closure_do_not_count`.
- Deadlines are counted by the clock on the wall, over nights and weekends (chatwoot PR#13392):
  `tests/dialogs/desk/test_response.py::test_only_time_of_opening_counts`,
  `tests/e2e/test_talk.py::test_the_bot_talks_again_once_nobody_has_written_for_the_hours_of_the_profile`.
- A saved text is sent with a hole in it (chatwoot#10458):
  `test_saved.py::test_a_hole_stops_the_sending_and_the_press_says_which`,
  `tests/dialogs/desk/test_saved.py::test_a_missing_value_stops_the_sending_by_its_name`,
  `test_a_value_that_is_gone_after_it_was_read_stops_the_sending_by_its_name`.
- Saved texts exist in one language only (mozilla/sumo#523):
  `tests/dialogs/desk/test_saved.py::test_a_text_is_read_in_japanese_and_sent_in_the_clients_language_as_words_of_staff`,
  `test_a_missing_language_stops_the_sending_by_its_name`.
- A client is asked for a rating that nobody asked to send (chatwoot#12338 #10149):
  `tests/e2e/test_told_honestly.py::test_nobody_is_asked_to_rate_anything_when_the_office_has_finished`,
  `tests/e2e/reminders/test_talks.py::test_how_a_talk_was_is_asked_only_where_the_office_wants_to_know`.
- Staff delete what was said, and nobody sees that it was (chatwoot#5573 #9168):
  `test_what_staff_take_back_stays_in_the_topic_and_what_a_client_said_stays_everywhere`,
  `test_rights.py::test_an_erasure_by_staff_is_told_to_the_client_and_stays_recorded`,
  `test_a_member_without_rights_tries_everything`.
- The record of acts names nobody (chatwoot#13363): `test_the_record_of_acts_names_whoever_did_it`,
  `test_rights.py::test_the_profile_names_who_did_what`,
  `tests/dialogs/desk/test_staff.py::test_every_act_is_recorded_with_who_did_it_and_when`.
- Staff and clients share no language (chatwoot#723 #2011 #7956 #11473):
  `tests/e2e/test_translator.py::test_each_side_reads_what_was_written_and_below_it_a_translation_that_says_what_it_is`,
  `tests/dialogs/desk/test_asking.py::test_a_question_reaches_the_client_in_their_language_with_its_buttons`,
  `test_an_own_question_is_asked_in_the_clients_language_and_answered_onto_the_card_in_japanese`.
- One person is two contacts, by each channel another (freescout#1294, chatwoot#258):
  `tests/storage/contract/test_people.py::test_somebody_with_two_addresses_is_one_person_and_is_answered_where_they_wrote`,
  `test_lists.py::test_a_lead_is_found_by_number_name_and_a_part_of_the_contact`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.complaints import faults
from tests.e2e.office.test_rights import audit, bare, colleague, presses, says
from tests.e2e.staff import TAKE, card, lead, written
from tests.e2e.test_talk import client, client_write, staff_write
from tests.e2e.world import World


def test_each_complaint_has_its_tests() -> None:
    assert faults(__doc__ or "", Path(__file__)) == []


async def test_what_staff_take_back_stays_in_the_topic_and_what_a_client_said_stays_everywhere(world: World) -> None:
    """Staff delete what was said, their own and the client's, and nobody sees that it was."""
    async with world.service() as service:
        maria = await client(world, service)
        sent = await staff_write(world, service, "水曜日に来てください")
        shown = maria.last(world.client)
        said = await client_write(world, service, maria, "You told me Wednesday")
        copy = next(m for m in written(world.group) if "You told me Wednesday" in m.text)
        await staff_write(world, service, "/unsend", answers=copy)
        assert not copy.deleted
        assert not said.deleted
        assert "取り消したいメッセージへの返信" in written(world.group)[-1].text
        sato = colleague(world)
        await staff_write(world, service, "/unsend", answers=sent, who=sato)
        assert shown.deleted
        assert not sent.deleted, "staff still read what was said"
        done = [(one.act, one.by.name) for one in await audit(service)]
        assert done[-2:] == [("write", "五十嵐"), ("unsend", "佐藤")]


@pytest.mark.parametrize("unseen", ["\u3164", "\u2800\u2800", "\u200e"])
async def test_the_record_of_acts_names_whoever_did_it(world: World, unseen: str) -> None:
    """The record of acts says of somebody who is gone, or whose name cannot be seen, that nobody did it."""
    async with world.service() as service:
        await lead(world, service)
        thread = card(world.group).thread_id
        sato, nameless = colleague(world), colleague(world, 902, unseen)
        assert await presses(world, service, sato, "take:1") == ""
        world.group.remove_member(sato)
        await says(world, service, nameless, "ありがとうございました", thread)
        assert await presses(world, service, nameless, "done:1") == ""
        shown = card(world.group)
        await world.group.press_anonymously(world.office, shown, str(shown.data_of(TAKE)))
        await world.settled(service)
        assert [one.by.name for one in await audit(service)] == ["佐藤", "ID 902", "ID 902", "管理者"]
        [told] = await says(world, service, world.staff, "/audit 1")
        lines = bare(told.text).splitlines()
        assert sum("（佐藤）" in line for line in lines) == 1
        assert sum("（ID 902）" in line for line in lines) == 2
