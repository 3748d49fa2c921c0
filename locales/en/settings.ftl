### Settings on the staff page: changes of the office's profile, and the texts to answer with.

desk-page-settings = Settings
desk-page-saved = Saved texts
desk-back = Back
desk-save = Save
desk-change = Change
desk-preview = Preview

## Settings.

# $file: the name of the file.
desk-settings-file = Changes the office's profile ({ $file }). Comments in the file stay as they are.
desk-settings-read-only = This file cannot be written from here. What would change is shown, to be changed by hand.
desk-settings-history = What was changed
desk-settings-no-history = Nothing was changed yet.
desk-settings-undo = Take this change back
desk-settings-undid = (taken back)
desk-settings-new = New
desk-settings-preview = See what changes
desk-settings-lines = Lines that change
desk-settings-lines-how = In { $file } lines with “-” go, and lines with “+” come.
desk-settings-known = Known: { $known }
desk-settings-at-once = Once saved, it holds at once.
desk-settings-after-start = What is saved holds after the next start of the program.
desk-settings-by-hand = This file cannot be written. Make the change above in the file by hand, and start the program anew.
desk-settings-saved = Saved. It holds from now on.
desk-settings-saved-later = Saved. It holds after the next start of the program.
desk-settings-same = Nothing changes.
desk-settings-meanwhile = The file was changed meanwhile, so nothing is saved yet. Look once more at what changes in the file as it is now.
# $name: who changed it; $what: the part of the settings.
desk-settings-changed = ⚙️ { $name } changed the settings “{ $what }” (staff page).
staff-did-settings = changed the settings (staff page)
desk-settings-no-start = The next start would refuse the file as it stands, so mend it by hand before then:
desk-settings-unread = The profile cannot be read. Look at the file. Nothing was changed.
    .title = The profile cannot be read
desk-settings-not-written = The profile could not be written. Nothing was changed. Make the change in the file by hand.
desk-settings-locked-out = By this change you would lead no more yourself, and could not take it back here. Nothing was saved. Look at your own account and role, or ask somebody else who leads to change it.
desk-settings-not-undone = The same lines were changed since, so this cannot be taken back. Look at what stands there now, and change what is needed.
    .title = Cannot be taken back

## What it would do.

# $leads: how many there were; $before and $after: how many rang, or would have; $count: the difference; $way: more, less or same.
desk-would-ring = { $way ->
    [more] Of the { $leads } leads of the last 30 days, this would have rung { $count } more ({ $before } → { $after }).
    [less] Of the { $leads } leads of the last 30 days, this would have rung { $count } fewer ({ $before } → { $after }).
   *[same] Of the { $leads } leads of the last 30 days, as many would have rung ({ $before }).
    }
# $count: people; $more: yes where there are more.
desk-would-erase = { $count ->
    [one] ⚠️ Once saved, the record of { $count } person is kept too long, and is erased soon. This cannot be undone.
   *[other] ⚠️ Once saved, the records of { $count }{ $more ->
        [yes] {" "}or more
       *[no] {""}
        } people are kept too long, and are erased soon. This cannot be undone.
    }
desk-would-erase-none = No record would have to be erased now.
desk-would-keep = Whoever has agreed already was told { $days } days.
desk-would-close = { $count ->
    [one] ⚠️ { $count } booked talk would stand in a time in which the office is closed. It stays: write to the client if it must be moved.
   *[other] ⚠️ { $count } booked talks would stand in times in which the office is closed. They stay: write to the clients if they must be moved.
    }
desk-would-close-none = No booked talk is concerned.
desk-would-all-lead = ⚠️ Nobody would lead any more, so that all staff may do what who leads may (change settings, erase records).
# $ways: ways to meet.
desk-would-have-no-times = ⚠️ Nobody could book any time for: { $ways }
desk-would-leave = ⚠️ { $names } will not be able to act as staff any more.

## Parts of the settings.

desk-part-hours = Opening hours
    .about = Times of each weekday, public holidays
    .how = Written like “09:00-12:00, 13:00-18:00”. Leave a closed day empty.
desk-part-closures = Closed days
    .about = New Year, summer holidays and the like
    .how = Give the first and the last day. A row without days goes.
desk-part-staff = Staff
    .about = Names, roles, ways to meet, times
    .how = Whose ID is empty goes. Without times, the office's opening hours count.
desk-part-ringing = What rings
    .about = Which leads ring in the group
    .how = Stays that end soon and the like ring whatever stands here.
desk-part-ways = Ways to meet
    .about = Online, at the office, elsewhere
    .how = A way whose ID is empty goes. An ID has small letters, figures and “_”.
desk-part-saved = Saved texts
desk-part-keeping = Keeping times and reminders
    .about = How long records are kept, when staff are reminded to answer
    .how = Figures alone. Where a field may be empty, that leaves the thing out.

desk-day-mon = Monday
desk-day-tue = Tuesday
desk-day-wed = Wednesday
desk-day-thu = Thursday
desk-day-fri = Friday
desk-day-sat = Saturday
desk-day-sun = Sunday
desk-set-closed_on_holidays = Closed on public holidays
desk-set-first_day = First day
desk-set-last_day = Last day
desk-set-note = Note
desk-set-qualifies = Who qualifies
desk-set-j_skip = Who meets the J-Skip conditions
desk-set-asks_for_human = Who asks for a person
desk-set-undecided_from_total = Who is undecided, from this total on (empty: nobody)
desk-set-id = ID
desk-set-kind = Kind
desk-set-tool = Tool (online)
desk-set-label = Name
desk-set-cost = Cost
desk-set-staff-id = ID (small letters, figures)
desk-set-telegram = Telegram ID (figures)
desk-set-role = Role
desk-set-names = Name
desk-set-ways = Ways to meet (empty: all)
desk-set-room = Link for online talks
desk-set-hours = Times (a day a line: “mon: 10:00-12:00”)
desk-set-keep_days = Days that records are kept
desk-set-keep_unfinished = Days for interviews without a result (empty: as above)
desk-set-keep_unqualified = Days for results that were not sent (empty: as above)
desk-set-keep_lead = Days for requests (empty: as above)
desk-set-keep_client = Days for clients who engaged us (empty: as above)
desk-set-keep_talk = Days for which message of a talk is which (empty: as long as the client)
desk-set-keep_audit = Days for who did what (empty: as long as the client)
desk-set-shown_again_after_hours = Hours until a lead that nobody took is shown again (empty: never)
desk-set-nudge_minutes = Minutes of opening until staff are reminded to answer (empty: never)
desk-set-escalate_minutes = Minutes of opening until the next of staff is told (empty: never)
desk-choice-online = Online
desk-choice-office = At the office
desk-choice-visit = Elsewhere
desk-choice-member = Member
desk-choice-lead = Lead
desk-choice-admin = Administrator

## Saved texts.

desk-saved-about = Texts to answer clients with, as they look in each language.
desk-saved-none = There are no saved texts yet.
desk-saved-new = Add a text
desk-saved-change = Change a text
desk-saved-delete = Delete
desk-saved-name = Name (only staff see it)
desk-saved-preview = As clients read it (with made-up values)
desk-saved-holes = Where a client's value comes:
desk-saved-hole-name = name
desk-saved-hole-time = day and time of the next talk
desk-saved-hole-room = link to the talk
desk-saved-hole-total = total
desk-saved-hole-number = number of the lead
desk-saved-hole-office = office
desk-saved-hole-phone = telephone
desk-saved-hole-email = e-mail
desk-saved-hole-map = link to a map
desk-saved-sample-name = Nguyen Van An
desk-saved-sample-time = Thursday, December 3, 14:00 (Japan time)
desk-saved-sample-room = https://meet.example.jp/room
desk-saved-sample-total = 75
desk-saved-sample-number = 12
desk-saved-no-value = { $value } (no value: cannot be sent)
desk-saved-no-language = There is no text in this language yet. It cannot be sent to whoever reads it.
desk-saved-name-taken = There is another text with the name “{ $name }”.
