### Texts for the office's staff: lead card, flags, buttons, notices. Here the Japanese file is the reference, and this
### one its translation. `card-*` and `flag-*` are also shown to the person, in their own language, before anything is
### sent: they must be kind.
###
### HTML: <b> <i> <u> <code> <blockquote>; write &amp; for &. Numbers and dates arrive formatted.

## The lead card, from top to bottom

# What is acted on stands in the first six lines. $number: " #12", or empty before it is sent; $day: when it was sent,
# from which the days left are counted
card-title = <b>📋 Request{ $number }: { $name }</b> | { $goal } ({ $day })
# What the request is about, in the words of the office
card-goal-open = wish still open
card-goal-hsp = Highly Skilled Professional
card-goal-pr = permanent residence
card-goal-hsp2 = change to HSP (ii)
card-goal-family = family: bringing them, their work
card-goal-other = another matter
# The kind of status, where its name was not told
card-residence-abroad = lives abroad
card-residence-work = work status (name not told)
card-residence-hsp = HSP
card-residence-student = Student
card-residence-dependent = Dependent
card-residence-designated = Designated Activities
card-residence-spouse-of = Spouse or Child of a Japanese or PR
card-residence-long-term = Long-Term Resident
card-residence-permanent = Permanent Resident
card-residence-other = another status (name not told)
card-residence-ran-out = says the stay has expired
card-residence-no-status = says there is no status
card-residence-expired = says the stay has expired or there is no status
card-residence-spouse = spouse, long-term or permanent resident (not told which)
# $items: the deadline, the status, the flags
card-first = { $items }
card-flag = ❗{ $flag }
# $value: "12 December (17 days left)"
card-deadline = <b>⏰ Stay until { $value }</b>
# A day that the person named as one that must not pass, and that is not the end of the stay
card-deadline-told = <b>⏰ Deadline in their words { $value }</b>
card-child-until = <b>⏰ The child is young enough until { $value }</b>
# The last day to file with the points of today; $total: the points after it
card-file-by = <b>⏰ With these points to be filed by { $value }</b>, then { $total } points
deadline-left = { $day } ({ $count ->
    [0] today
    [one] one day left
   *[other] { $count } days left
})
# Of a month or a year alone. $count: the days until its first day
deadline-earliest = { $day } ({ $count ->
    [0] perhaps today
    [one] as few as one day left
   *[other] as few as { $count } days left
})
deadline-passed = { $day } ({ $count ->
    [one] one day ago
   *[other] { $count } days ago
})
# A fact with its day. $what: a question in short
card-fact = { $what }: { $value }
card-values = { $items }
card-value = { $value } ({ $points })
# $man: ten thousands of yen, as pay is told in Japan
card-salary = pay { $man } × 10,000 yen
card-man = { $man } × 10,000 yen
card-licences = licences and exams: { $value }
card-research = research ({ $value })
card-research-patents = patents
card-research-foreign-grants = foreign grants
card-research-papers = papers
card-research-recognised = another achievement
card-born = born { $year }, age { $age }
card-no-degree = no degree
card-experience = experience { $time }
# $deciding: conditions that are not met, and open facts on which the outcome hangs, left out where there are none;
# $more_count: how many more there are
card-outlook = <b>{ $total } points</b> ({ $mark } needed): { $verdict }{ $deciding_count ->
    [0] {""}
   *[other] {" "}| <b>What decides:</b> { $deciding }
}{ $more_count ->
    [0] {""}
   *[other] , and { $more_count } more
}
# $outcome: the answer about permanent residence, HSP (ii) or the family. $points: the line of the points
card-both = { $outcome } | { $points }
card-gate = { $name }: { $state }
# Of who manages a company: the criteria since 2025-10-16, in lists, by how they stand, each with its count
card-manager = Criteria for managers: { $failed_count ->
        [0] {""}
       *[other] not met: { $failed }; {""}
    }{ $open_count ->
        [0] {""}
       *[other] not known: { $open }; {""}
    }{ $met_count ->
        [0] none told as met
       *[other] told as met: { $met }
    }
# $held: yes where the status was held before the criteria, perhaps where that is not known. $day: until when they have
card-manager-holder = { $held ->
        [yes] Held (c) before the criteria for managers
       *[other] If held as a manager before the criteria
    }: until { $day }, to be confirmed
# $count: criteria that are not known
card-manager-open = criteria for managers ({ $count } not known)
card-range = <b>Possible points:</b> { $least } to { $greatest }
card-said = { $items }
card-remark = 💬 { $words }
card-changed = 🔄 changed since last time: { $what }
card-change = { $what } { $before } → { $after }
card-remarks = <b>More of their own words:</b> { $value }
# $ways: contact, language, place and hours; $next: what staff do next
card-reach = <b>📞 { $ways }</b> ➡️ { $next }
# The language of this chat: messages and mails are written in it
card-write = write in { $value }
# The language to talk in
card-talk = talk in { $value }
card-talk-any = any of our languages to talk in
card-talk-open = language to talk in not answered
# $value: the day, and how many days are left
card-new-employer-from = new job from { $value }
card-new-employer-since = at the new job since { $value }
# $until: the end of the stay. $begins: when the work begins
card-gap = ❗gap between the end of the stay ({ $until }) and the beginning of the work ({ $begins })
card-talk-interpreter = asks for an interpreter
# $how: "wants an interpreter", $words: the languages in the person's words
card-talk-named = { $how } (“{ $words }”)
card-talk-own-interpreter = brings an interpreter
card-next-deadline = find out what can be filed before the deadline, and answer at once
card-next-passed = the day has passed: answer at once and find out how things stand
# A holder of HSP who changed or lost the job
card-next-work = find out about the work, and say at once which permission and notice it needs
card-next-gap = say how to stay between the end of the stay and the beginning of the work, and what to file by when
card-next-absence = ask from when to when they were abroad, and check whether the years in Japan begin anew
# 更新を先に
card-next-renew = renew the stay first (filing for permanent residence does not extend it), and answer at once
card-next-work-begun = works at a new employer without the permission: call at once, and say what to do until the permission comes
card-next-own-route = check what permanent residence asks of a spouse (marriage, years in Japan)
card-next-own-route-long-term = check what permanent residence asks of a long-term resident (since when this status)
card-next-file = answer at once, so that it can be filed before the points fall
card-next-child = answer at once: the child will soon be too old for it
card-next-answer = answer the request
card-next-ask = ask about: { $what }
# Of a condition that is not met
card-next-gate = see whether this can be met, and tell other ways: { $what }
card-next-employer = have them ask HR: { $what }
card-next-time = choose one of the times wished for
card-next-offer = offer a time to talk
# Where there is a booking
card-next-approve = answer the request for a time
card-next-talk = hold the talk that is booked
card-next-came = record whether the client came
card-next-after = go on with what was agreed
card-category = <b>Kind of work:</b> { $value }
card-point = { $label } { $points }
# Questions that were left out. $outcome: open where some of them can change the outcome, else decided
card-not-asked = <b>Not asked:</b> { $count ->
    [one] one question
   *[other] { $count } questions
}{ $outcome ->
    [open] {" "}(some of them may decide)
   *[decided] {" "}that could only change the total
}
card-unknown = <b>Not known yet:</b> { $value }
# Of what is not known: what only the employer can say. $whose: own where the person runs the company
card-ask-employer = <b>{ $whose ->
    [own] To look up at the company:
   *[employer] Ask HR:
}</b> { $value }
# Left out by the person
card-not-given = not given
# $day: the day on which the work begins. $asked: the day of the request
card-as-of-begins = <b>Counted for:</b> { $day }, when the work begins; asked on { $asked } (table: { $ruleset })
card-as-of = <b>Counted for:</b> { $day } (table { $ruleset })
card-not-scored = <b>Points:</b> not counted yet
# What a way to permanent residence without points asks for
card-own-route-spouse = Own way to permanent residence of a spouse: { $married_years } years of real marriage, { $spouse_years } year in Japan (check; a child too)
card-own-route-child = Own way to permanent residence of a child of a Japanese or PR: check the years needed
card-own-route-long-term = Own way to permanent residence of a long-term resident: { $long_term_years } years as one (check)
card-own-route-either = Ways to permanent residence without points: spouse of a Japanese or PR { $married_years } years of real marriage and { $spouse_years } year in Japan, long-term resident { $long_term_years } years (check which)
card-points-not-asked = <b>Points:</b> not asked, since this does not depend on them
card-note = <b>About:</b>
    <blockquote>{ $value }</blockquote>
card-answer = <b>{ $what }:</b> { $value }
card-consultation = <b>Consultation wish:</b> { $value }
card-consultation-none = not chosen yet
card-consultation-wish = { $way } / { $when }
card-way-open = way still open
card-time-open = time still open
card-contact-phone = telephone { $text }
card-contact-email = e-mail { $text }
card-contact-here = this chat
card-contact-any = any way, for example this chat
card-source = <b>Came from:</b> { $value }
card-runs = <b>Counted before:</b>
    { $runs }
card-run = • { $day }: { $total } points ({ $least } to { $greatest }), { $verdict }

card-state-new = 🆕 new
# $name: the member of staff
card-state-taken = 👤 taken by { $name }
card-state-done = ✅ done ({ $name })
card-state-declined = ⛔ declined ({ $name })
# How a talk ended. $value: as on the button
card-outcome = 🏁 Outcome: { $value }
# $what: a question in short, $value: its answer, $by: the member of staff, $why: by what it is known
card-vouched = ☑️ <b>Confirmed by the office:</b> { $what }: { $value } ({ $by }, { $why })
card-put-right = ☑️ <b>Put right by the office:</b> { $what } { $before } → { $value } ({ $by }, { $why })
# $what: a question in short, $at: day and time, $by: who of staff asked, $value and $before: an answer
card-answered = 💬 <b>Answered:</b> { $what } { $value } ({ $at }, asked by { $by })
card-answered-anew = 💬 <b>Answered:</b> { $what } { $before } → { $value } ({ $at }, asked by { $by })
card-asked = ❓ <b>Asked, not answered yet:</b> { $what } (since { $at }, by { $by })

## Flags, on top of the card, most urgent first

flag-expired = Visa expired, or no status of residence: please look at this first
flag-expiry-unclear = Says that the visa has expired, and names a day still to come: ask which is right
flag-contradiction = Two answers cannot both be true: ask which is right
flag-refusal = An application was refused before
flag-job-of-holder = A Highly Skilled Professional left or changed the job: check the notice and the status
flag-job-lost = Lost the job
flag-pregnancy = Expecting a child
flag-stay-gap = The stay ends before the work begins
flag-new-employer = New employer: a holder needs the permission before the work begins
flag-new-employer-begun = Works at a new employer already: check the permission at once
flag-new-employer-free = New employer of an HSP (ii) holder: no permission, check the notice
flag-absence = A long time abroad: the years in Japan may begin anew, check
flag-own-route = Perhaps permanent residence without points (spouse of a Japanese or permanent resident, long-term resident): check
flag-other-status = Another status of residence (trainee, specified skilled worker, visitor...)
flag-asks-human = Would like to talk with a person
flag-below-floor = Salary below 3 million yen, the lowest for (b) and (c)
flag-services = Perhaps language or culture work, which is outside (b): check what the work is
flag-j-skip = Perhaps J-Skip, the special route without points
flag-birthday = A birthday is near and may change the points
flag-career-soon = More points for experience are near
flag-manager-criteria = The rules for company managers (changed on 16 October 2025) must be checked
flag-staff-confirms = Some points need to be confirmed by staff
flag-facts-disagree = Some answers need to be checked

## Buttons

staff-take = Take
staff-done = Done
staff-sheet-button = 📄 Worksheet (PDF)
# $number: the lead
staff-sheet = Worksheet for #{ $number }
staff-check = ☑ Check papers
staff-check-age = ℹ️ The points for salary depend on the age: they count once that is confirmed, too.
staff-checked = Done with papers
staff-no-sheet = There are no points yet, so there is no worksheet.
staff-decline = Decline

## The list

# $number: how many. What is due first stands first
staff-list-title = <b>Requests to work on</b> ({ $number })
# Where there is more than one page
staff-list-title-of-page = <b>Requests to work on</b> ({ $first } to { $last } of { $number })
# $words: the filter, as it is typed, with a blank behind; $page: the next page
staff-list-more = The next ones: /leads { $words }{ $page }
# $number, $urgent: whether a flag is urgent, $items: the name, the deadline, the wish, the contact, the day it came, the state
staff-list-line = <b>#{ $number }</b>{ $urgent ->
    [yes] { " ❗" }
   *[no] { "" }
} { $items }
staff-list-deadline = <b>⏰ { $value }</b>
staff-list-wish = wish: { $value }{ $over ->
    [yes] { " (over)" }
   *[no] { "" }
}
# $time: day and hour
staff-list-talk = 🗓 { $time }{ $state ->
    [requested] { " (to be approved)" }
   *[other] { "" }
}
# What was agreed after a talk is to be done by it
staff-list-agreed = 📅 agreed until { $day }
staff-list-since = came on { $day }
# $number: how many, $shown: how many of them stand here
staff-list-closed-title = <b>Requests that are closed</b> (the newest { $shown } of { $number })
staff-list-closed-all-title = <b>Requests that are closed</b> ({ $number })
staff-list-older = ⚠️ Only the { $shown } requests that changed last are listed here (of { $number }). For the others the operator has <code>intake leads</code>.
staff-list-no-name = (no name given)
staff-list-empty = There are no requests yet.
staff-list-none-of-these = There are none of these.
# $name: a filter
staff-list-chosen = 🔎 <b>Shown:</b> { $name }
# On a button. $name: what is counted, $number: how many
staff-list-count = { $name } { $number }
staff-list-next = Next ones ▶
staff-list-how = This list was not understood. For example: <code>/leads</code>, <code>/leads mine</code>, <code>/leads waiting 2</code>. Filters: mine, waiting, week, qualifies, changes.
# Filters of the list; `.words`: what staff may type for them, with | between
staff-filter-all = all
staff-filter-mine = mine
    .words = mine|my|own
staff-filter-waiting = waiting
    .words = waiting|new|open
staff-filter-week = this week
    .words = week|thisweek
staff-filter-qualifies = pass mark reached
    .words = qualifies|qualified|pass
staff-filter-changes = changes in 90 days
    .words = changes|soon|90days
# In a line of the list. $day, $mark: 70 or 80, $before and $after: points
ahead-reached = ⏳ reaches { $mark } on { $day } ({ $before } → { $after })
ahead-lost = ⏳ loses { $mark } on { $day } ({ $before } → { $after })
ahead-residence = ⏳ permanent residence from { $day }

## Finding, the day, figures

staff-find-how = Write /find and a number, a name or a part of the contact, for example <code>/find tanaka</code>.
staff-find-none = Nothing was found.
# $number: how many stand here
staff-find-title = 🔎 <b>Found</b> ({ $number })
staff-find-more = There are more. Please add a word.
# $day: today
staff-today-title = 📅 <b>Today, { $day }</b>
# $number: how many
staff-today-talks = <b>Talks</b> ({ $number })
staff-today-no-talks = Talks: none.
staff-today-requests = <b>Times to be approved</b> ({ $number })
# $time: the time that is asked for, $until: by when it is to be approved
staff-today-request = { $time } <b>#{ $number }</b> { $name } | { $way } | { $who } | approve by { $until }
staff-today-due = <b>Due within 7 days, or past</b> ({ $number })
staff-today-no-due = Due within 7 days: nothing.
staff-today-waiting = <b>Nobody has taken them yet</b> ({ $number })
staff-today-no-waiting = Waiting: nobody.
# $time: 10:00, $number and $name: the lead, $way: how, $who: the member of staff, $state: how it stands, where that is
# not the usual ($is_usual): booked
staff-today-talk = { $time } <b>#{ $number }</b> { $name } | { $way } | { $who }{ $is_usual ->
    [yes] {""}
   *[no] {" "}| { $state }
}
# $page: the next page
staff-today-more = The next ones: /today { $page }
staff-stats-title = 📊 <b>Figures of the leads that are kept</b> (no names)
    Of everybody who came, erased or not, the staff page has figures (/desk).
# $month: 2026-11
staff-stats-month = <b>{ $month }</b>
staff-stats-leads = Requests: { $leads }, of which rang: { $rang }
# $number: how many were taken, $time: how soon, half of them
staff-stats-taken = Taken: { $number }, half of them within { $time }
staff-stats-none-taken = Taken: none
staff-stats-talks = Talks: { $kept } took place, { $missed } without the client, { $recorded } summaries sent
staff-stats-outcomes = Outcomes: { $items }
staff-stats-sources = Came from: { $items }
# $name: where from, $language: of the client, $number: how many
staff-stats-source = { $name } ({ $language }) { $number }
staff-stats-no-source = directly
staff-stats-other-source = other links

## Notices

staff-note = 💬 <b>The client wrote:</b>
    <blockquote>{ $text }</blockquote>
# A short line that makes a sound; the request is not always new: its client came back, or qualifies now
staff-ring = 🔔 Please look at request #{ $number }
# Nobody has taken it for as long as the office allows; told once. $waited: how long it has waited
staff-waits = ⏰ Request #{ $number } came { $waited } ago, and nobody has taken it yet.
staff-waited-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
staff-waited-days = { $count ->
    [one] one day
   *[other] { $count } days
}
# Somebody waits for a word of the office. $about: message where they wrote, lead where they only sent their request.
# $waited: in time of opening. $name: who has the request, $taken: whether anybody has. $next: whose turn it is
staff-answer-nudge = 🕐 { $taken ->
    [yes] { $name }, the client of #{ $number }
   *[no] The client of #{ $number }
} has been waiting for { $waited } of opening hours. { $about ->
    [message] Please write a line when you can.
    [time] Please approve the time they asked for, or propose another.
   *[lead] It is a new request: please take it when you can.
}
staff-answer-next = 🔔 { $next }, please look after #{ $number }: the client has been waiting for { $waited } of opening hours{ $taken ->
    [yes] {" "}({ $name } has it)
   *[no] {""}
}. { $about ->
    [message] Nobody has answered what they wrote yet.
    [time] Nobody has answered their request for a time yet.
   *[lead] Nobody has taken the request yet.
}
staff-answer-anybody = 🔔 Somebody please look after #{ $number }: the client has been waiting for { $waited } of opening hours. { $about ->
    [message] Nobody has answered what they wrote yet.
    [time] Nobody has answered their request for a time yet.
   *[lead] Nobody has taken the request yet.
}
staff-answer-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
staff-answer-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
staff-not-found = There is no request #{ $number }. It was erased, or the number is wrong.
staff-already-taken = { $name } has already taken it.
# Who took a request, where an administrator of the group hides their name
staff-anonymous = an administrator
staff-unreachable = 📵 The client has blocked the bot, so we cannot write to them here for now. If they gave a telephone number or e-mail address, it is on the card.
staff-reachable = 📶 The client is back and can be written to again.
staff-erased = 🗑 The client of #{ $number } asked for erasure. Everything in this system was erased. <b>Please delete whatever you noted outside it.</b>
# The client took back the leave to keep answers in the chat; what was sent to the office stays
staff-withdrawn = ✋ The client <b>took back their consent</b> in the chat. The answers there are deleted, and nothing is asked or reminded any more. This request stays for the keeping time. If the client wants that erased as well: More, Erase the client.
# Once a month. $month: the month that is over. How many were erased because their time was over: $unfinished_count interviews
# without a result, $unqualified_count results that were not sent, $lead_count requests, $client_count clients
staff-removed = 🗑 <b>{ $month }: erased because the keeping time was over.</b> Interviews without a result: { $unfinished_count }; results that were not sent: { $unqualified_count }; requests: { $lead_count }; clients: { $client_count }
# The same where nobody asked, but the time for keeping is over
staff-erased-overdue = 🗑 #{ $number }: the time for keeping this request is over. Everything in this system was erased. <b>Please delete whatever you noted outside it, unless the law tells you to keep it.</b>
# $count: messages (or a topic) that the bot could not delete
staff-erased-left = ⚠️ The bot may not take away everything about this client in this group ({ $count }). <b>Please delete what is left by hand.</b>
# Name of the topic the bot makes for its own notices while the General topic is closed
staff-topic-notices = Notices of the bot
# Name of the topic, 128 characters at most
# and the topic list shows some twenty. $points: none, or a number
staff-topic = { $state ->
        [new] 🆕
        [taken] 💬
        [done] ✅
       *[declined] 🚫
    }{ $number }{ $points ->
        [none] {""}
       *[other] {" "}{ $points } pts
    } { $name }
staff-help = <b>How this works</b>
    A new request arrives as a card.
    • <b>Take:</b> you are shown as the one in charge, and the client is told that you are looking at it.
    • <b>Done:</b> when you have finished. The client is told.
    • <b>Decline:</b> when the office cannot take it. The client is told kindly, and where else to find help.
    • <b>Worksheet (PDF):</b> the points in the order of the official form, for your file.
    • <b>Check papers:</b> tick each point whose papers you have seen. The client sees what is confirmed.
    • <b>Ask a question:</b> a question of the interview or of your own list goes to the client in their language; the answer comes to the card in Japanese. ✖ takes it back.
    • <b>More:</b> pass on, ask for papers, what came of the talk, confirm or correct an answer, erase, and buttons for which the card has no room. Declining, passing on, correcting and erasing are for those in charge.
    What the client writes later arrives here, too. What you write in the client's topic reaches the client: text, photos, files, voice, albums; changes follow, and 👌 shows that it arrived. While you talk, the bot keeps silent; <b>Give back to the bot</b> ends that.
    • <b>//</b> or <b>/note</b> at the beginning: for colleagues only.
    • <b>/unsend</b> as an answer to your message, or to the line that a kept text was sent: takes it back, within 48 hours; of an album all.
    The points are an estimate.

    /leads – the list of requests; also /leads mine, waiting, week, qualifies, changes (second page: /leads 2)
    /lead 12 – the card of number 12
    /find tanaka – by name, number or a part of the contact
    /today – today's talks, times to be approved, what is due, and who waits
    /stats – figures of this month and the last
    /audit 12 – who did what (for those in charge)
    /set 6.5m – what the answer really is that you chose under “Confirm or correct” (those in charge)
    /room https://... – the link to the next online talk: in the client's topic, or as an answer to their card; also /room 12 https://...
    /saved – the texts kept to answer with; the button “Saved text” on a card sends one in the client's language
    /help – this message
staff-no-rights = ⚠️ The bot may not <b>manage topics</b>, so cards arrive in the group itself. In the group's settings, open Administrators, choose this bot and allow “Manage topics”.
staff-migrated = This group became a supergroup and has a new id. The bot goes on with the new id. Please change the setting INTAKE_OFFICE_CHAT, too (<code>intake doctor</code> shows the new id).
# A closed lead was opened again
staff-half-days-lapsed = ⚠️ Others have these times by now: { $half_days }. Please agree on another time with the client.
# Instead of a card that cannot be made
staff-card-failed = ❗ #{ $number }: the request is here, but its card could not be made because of an error of ours. Please write to the client.
    Name: { $name }
    Contact: { $contact }
    Note: { $note }
    Please tell the operator, too; <code>/lead { $number }</code> makes the card again.
# Answer to a press that failed on our side
staff-sending-failed = ❗ A request could not be filed because of an error of ours. Please write to the client first.
    Name: { $name }
    Contact: { $contact }
    Please tell the operator, too.
staff-failed = Something went wrong on our side. Please press once more, and tell the operator if it happens again.

## Bookings. $time: in full. $way: how the talk is held. $count: minutes.

# $kind: talk, move (asked for), waits (on the waiting list); $who: the member of staff
card-booking = <b>🗓 { $kind ->
    [move] asks to move to { $time }
    [waits] waiting list
   *[talk] { $time }
}</b> | { $way }{ $kind ->
    [waits] {""}
   *[other] {" "}| { $who }
} | { $state }
card-booking-no-time = no time yet
card-booking-state = { $state ->
    [requested] to be approved
    [booked] booked
    [ended] over: did they come?
    [kept] took place
    [missed] did not come
   *[waiting] waits for a free time
}
card-room = 🔗 { $link }
# $times: each in short. $until: how long they are kept for the client
card-proposed = ↪️ proposed: { $times } (kept until { $until })
# $count: how many talks
card-missed = 🚫 <b>{ $count ->
    [one] Did not come to a talk
   *[other] Did not come to { $count } talks
}</b>
# Where staff put the talk in their own calendar. $there: a time in full, $meets: what else is there (talk: another talk,
# appointment: something else in a calendar)
card-entry-moved = 📅 in the office's calendar: { $there }{ $meets ->
    [talk] {" "}(⚠️ another talk is booked then)
    [appointment] {" "}(⚠️ another appointment is then)
   *[nothing] {""}
}
card-entry-gone = 📅 deleted in the office's calendar
card-entry-no-hour = 📅 without an hour in the office's calendar
# The name of a talk in the office's own calendar, which others may see. $number: that of the lead
calendar-line = #{ $number } { $way }
calendar-line-named = #{ $number } { $name } { $way }
# Staff changed a talk in their calendar. $time: as agreed, $there: in the calendar, $minutes: how long it is there
staff-entry-moved = 📅 In the calendar this talk is now at { $there } ({ $minutes } minutes); with the client it was agreed for { $time } ({ $way }). Move the booking and tell the client? The client knows nothing of it yet: please choose on the card. Until then both times are kept free.
staff-entry-moved-onto-appointment = 📅 In the calendar this talk is now at { $there } ({ $minutes } minutes), <b>where whoever holds it has another appointment, or one too near</b>; with the client it was agreed for { $time } ({ $way }). Move the booking all the same and tell the client? The client knows nothing of it yet: please choose on the card.
staff-entry-moved-onto-another = 📅 In the calendar this talk is now at { $there } ({ $minutes } minutes), <b>where another talk is booked</b>; with the client it was agreed for { $time } ({ $way }). It can be moved there once that time is free: please choose on the card, or move it to another time in the calendar.
# $who: in whose calendar it was put, $whose: with whom it was agreed
staff-entry-with-another = 📅 In the calendar this talk was put to { $who }. The booking is { $whose }’s all the same, and its entry goes back there with the next change.
staff-entry-no-hour = 📅 In the calendar this talk has no hour any more (a whole day, or more than half of one); with the client it was agreed for { $time } ({ $way }). Please give it an hour in the calendar, or choose on the card.
staff-entry-gone = 📅 This talk was deleted in the calendar; with the client it was agreed for { $time } ({ $way }). Cancel it and tell the client? The client knows nothing of it yet: please choose on the card.
staff-entry-put-back = 📅 In the calendar the talk is at the agreed time again. Nothing needs to be done.
staff-entry-changed = This is no more so: the talk stands otherwise in the calendar, or it was decided. The card shows it.
# Another account is set, or a calendar was removed. $count: how many bookings ahead stood there
staff-entries-left = 📅 <b>The calendar that had the bookings is not there any more</b> (another account is set, or it was removed). { $count ->
    [one] One booking ahead is
   *[other] { $count } bookings ahead are
} written into the calendar that is set now. If the former one still exists, nothing there follows any more: please delete the entries there yourself (their names begin with # and the number).
# The calendar refuses entries for half an hour. $whose: the numbers of their leads, and whether of somebody erased
staff-entries-unwritten = 📅 <b>The calendar does not have what is booked: { $whose }</b>. It has refused the change for half an hour; intake keeps trying. Until then, please go by the cards and /today. What is wrong says <code>intake doctor --write</code> to whoever looks after intake.
staff-entries-of-erased = the entry of a client who was erased (please delete it there by hand if this lasts)
staff-entries-written = 📅 The calendar has all that is booked again.
# Many are gone at once, one message in the group. $count: how many talks, $leads: the numbers of their leads
staff-entries-gone = 📅 <b>{ $count } talks were deleted in the calendar at once</b>: { $leads }. Was it emptied, or a calendar removed? With the clients all stands as agreed; they know nothing of it.
# What became of it. $count: how many were put back, $by: who pressed
staff-entries-state = { $state ->
    [back] ✅ { $count ->
        [one] One is put back
       *[other] { $count } are put back
    } ({ $by }).
    [over] All was decided on the cards already.
   *[open] Put all of them back here, or choose on each card.
}
staff-entries-back = 📅 Put all back as agreed
staff-entries-over = Nothing of this is open any more: it was decided on the cards, or the talks stand in the calendar again.
staff-follow-entry = 📅 Move it there, tell the client
staff-cancel-entry = 📅 Cancel it, tell the client
staff-restore-entry = 📅 Keep it as agreed
# $until: when the request ends
staff-booking-requested = 🗓 Asked for: { $time } ({ $way }, { $count } minutes). Please approve it before { $until }.
staff-booking-booked = 🗓 Booked: { $time } ({ $way }, { $count } minutes).
staff-booking-moved = 🗓 Moved: { $before } → { $time } ({ $way }).
staff-booking-cancelled = 🗓 Cancelled by the client: { $time } ({ $way }).
staff-booking-taken-back = 🗓 The client took the request back: { $time } ({ $way }).
staff-booking-expired = 🗓 A request ended without an answer: { $time } ({ $way }). The client was told of times near to it.
staff-booking-no-room = 🔗 A talk begins soon and has no link. Please answer this message with /room and the link.
# $count: how many times were proposed
staff-times-sent = 🗓 { $count ->
    [one] One time was proposed to the client.
   *[other] { $count } times were proposed to the client.
}
staff-approve = Approve
staff-refuse-time = Not this time
staff-propose = Propose others
staff-move-talk = Move
staff-cancel-talk = Cancel
staff-cancel-sure = Really cancel
staff-send-times = Send to the client
staff-later-times = Later times
staff-stop = Stop
staff-withdraw-times = Take the proposal back
# After a talk
staff-came = They came
staff-missed = They did not come
# On the other button of the two, once one was pressed
staff-after-all = Wrong: { $outcome ->
    [kept] they did come
   *[missed] they did not come
}
staff-no-times = There is no free time.
staff-time-taken = This time is not free any more.
# Below the card, where the client did not take a proposed time
staff-none-suits = 🗓 None of the proposed times suits the client. It stays at: { $time } ({ $way }).
staff-proposal-over = 🗓 The client did not answer the proposed times; they are free again, and what was asked for stands.
# How /room is used
staff-room-how = Write /room and then the link, which begins with https://: in the client's topic, as an answer to their card, or with the lead's number before the link (/room 12 https://...).
staff-room-used = This link is another talk's at that time. Please give another one.
staff-room-no-talk = This client has no online talk ahead.
staff-room-kept = 🔗 The link is kept, and the client was told.

## Talk with a client

staff-hand-back = Give back to the bot
# Above what a client wrote; the words of the client follow
staff-relay = 💬 <b>From the client:</b>
staff-relay-changed = ✏️ <b>The client changed a message:</b>
staff-held-back = 📵 The client has blocked the bot. Your message waits, and arrives when they come back. If it is urgent, please use the telephone number or e-mail address on the card.
staff-handed-back = ↩️ Nobody has written for a while, so the bot talks with the client again. To go on, just write here.
# $now: "on" or "off"
staff-translation-switched = 🌐 { $now ->
    [on] The client wants machine translation again.
   *[off] The client wants no machine translation. What is written from now on comes without one.
}
# In General, once. $since: the time at the office
staff-translations-missing = 🌐 Machine translations have been missing since { $since } (the translation server does not answer, or refuses). Messages arrive as they are written, as before.
staff-translations-back = 🌐 Machine translations are coming again.
# $language: its name
staff-translation-lacking = 🌐 The translation server does not know { $language }. What is written in it comes without a machine translation.
# Under a message of staff that could not be sent
staff-not-delivered = ❗ This message did not reach the client. { $reason ->
        [kept] It is tried again.
       *[final] It cannot be sent; please say it another way.
    }
# The same of a text that staff keep; $name is what they call it
staff-saved-not-delivered = ❗ The kept text “{ $name }” did not reach the client. { $reason ->
        [kept] It is tried again.
       *[final] It cannot be sent; please say it another way.
    }
# To staff: a file of a message; $name is what it is called, or its kind, $by: who sent it
staff-file-lost = 📎 { $by ->
        [client] The client sent { $name }, but it did not arrive here.
       *[staff] { $name } did not reach the client.
    } { $reason ->
        [size] It is too large (at most 20 MB).
       *[gone] Telegram does not have it any more.
    } { $by ->
        [client] The client knows.
       *[staff] { $reason ->
            [size] Please send it another way.
           *[gone] Please send it again.
        }
    }
# Under a message of staff of a kind that cannot be passed on; $part: its words were
staff-not-passable = ❗ { $part ->
        [words] Only the words reached the client; what came with them
       *[nothing] This
    } cannot be passed on. Text, photos, files, voice, video, stickers, contacts and places can.
# Staff took // away from a note, or changed what had not been passed on
staff-change-unsent = ℹ️ That message was not passed on to the client, and neither is the change. To send it, please write it anew.
# Staff put // before a message that the client has
staff-change-inside = ℹ️ The client still has this message as it was. To take it back, answer it with /unsend.
# Staff put another file in the place of one that the client has
staff-file-replaced = ℹ️ The client still has the file you sent first: another one put in its place is not passed on. To take the first back, answer it with /unsend; then send the new one as a new message.
# Staff wrote something in a client's topic that begins with / and is no command
staff-no-command = ℹ️ This was not sent to the client: what begins with / is read as a command, and there is none like this. To send it, write it without the /; to keep it among yourselves, begin with //. All commands: /help
staff-unsend-which = ℹ️ /unsend takes back a message you wrote to the client: send it as an answer to that message.
staff-unsend-late = ⚠️ That message is older than 48 hours and can no longer be taken back.
staff-unsend-failed = ⚠️ That message could not be taken back from the client's chat.
staff-write-failed = ❗ An error occurred and your message did not reach the client. Please send it again.

## What is not needed every day, behind one button

staff-more = ⋯ More
staff-close = Close
staff-pass = Pass on to
staff-outcome = 📝 What came of the talk
staff-fix = Confirm or correct
staff-erase = 🗑 Erase the client
staff-menu-pass = 👉 <b>To whom is it passed on?</b>
staff-menu-outcome = 👉 <b>How did the talk end?</b>
staff-menu-fix = 👉 <b>Which answer is confirmed or put right?</b>
# $what: a question in short
staff-menu-fix_line = 👉 <b>{ $what }: what is right?</b> If no button says it, write <code>/set</code> and the value in this topic (without topics: <code>/set #12</code> and the value).
staff-menu-fix_why = 👉 <b>{ $what }: how does the office know?</b>
staff-menu-erase = 👉 <b>Erase everything about this client?</b> This cannot be undone. The client is told.
staff-menu-ask = 👉 <b>What shall the client be asked?</b> It is sent at once, in their language.
staff-ask = Ask a question
# $what: a question in short
staff-unask = ✖ Take back: { $what }
# $text: what would be sent, in the language of staff
staff-menu-saved = 👉 <b>Which text?</b> It is shown before it is sent.
staff-menu-saved_this = 👉 <b>This is sent in the client's language:</b>
    { $text }
# Papers that are missing, asked for in the client's language. $text: their names.
staff-ask_papers = 📄 Ask for papers
staff-menu-ask_papers = 👉 <b>These papers are asked for in the client's language:</b> { $text }
staff-papers-send = ✉ Ask for them
staff-papers-none-missing = No papers are missing by what was sent.
staff-papers-asked = 📄 The client was asked for: { $papers }
staff-did-papers_asked = asked for papers
staff-saved = Saved text
staff-saved-send = ✉ Send
staff-saved-none = No texts are kept yet. A lead keeps one with /saved.
# $value: what stands in the hole, such as the name of the room
staff-saved-hole = Not sent: this client has no value for { $value }.
# $language: by its name
staff-saved-no-language = Not sent: this text is not there in the client's language or in Japanese ({ $language }).
staff-saved-sent = ✉ <b>{ $name }</b> was sent:
    { $text }
# $count: how many
staff-saved-title = { $count ->
        [one] <b>{ $count } text is kept:</b>
       *[other] <b>{ $count } texts are kept:</b>
    }
# $languages: codes, $known: what may stand in a hole
staff-saved-line = • { $name } ({ $languages })
staff-saved-how-line = To read one: /saved and its name. To keep or change one (for those in charge): /saved and its name, then a line for each language that begins with its code and a colon ({ $languages }). In the text may stand: { $known }. To delete one: /saved delete and its name.
staff-saved-name-line = <b>{ $name }</b>
staff-saved-text-line = <b>{ $language }:</b> { $text }
staff-saved-delete-words = delete|削除
staff-saved-unknown-name = No text is called { $name }. /saved lists them.
staff-saved-deleted = “{ $name }” was deleted.
staff-saved-kept = “{ $name }” is kept.
staff-saved-kept-but = “{ $name }” is kept. Clients of these languages cannot get it until their text is there: { $languages }
staff-saved-name = The first line is the name of the text, of at most { $most } characters.
staff-saved-how = Behind the name, begin the text of each language with a line such as <code>ja: ...</code>; Japanese is always needed ({ $languages }).
staff-saved-long = The text in { $language } is longer than { $most } characters.
staff-saved-unknown = { $value } is no value that can be filled in. There are: { $known }
staff-saved-most = No more than { $most } texts can be kept. Delete one first.
staff-ask-next = More ▶
staff-ask-before = ◀ Back
# $at: day and time
staff-ask-waits = The client was asked this already, on { $at }, and has not answered yet.
staff-ask-answered-since = The client has answered it meanwhile.
# $what: a question in short, $value: the answer, $moved: what that means for the points
staff-ask-answered = 💬 <b>The client answered:</b> { $what } <b>{ $value }</b>
staff-ask-answered-moved = 💬 <b>The client answered:</b> { $what } <b>{ $value }</b>
    { $moved }
# $total, $before, $after: points; $mark: the pass mark; $verdict: how that stands
staff-moved-nothing = Points stay at { $total }.
staff-moved = Points: { $before } → <b>{ $after }</b> ({ $mark } needed): { $verdict }.
staff-menu-gone = The buttons have changed meanwhile. Please look at the card.
staff-ended-engaged = Engaged us
staff-ended-again = Talks with us again
staff-ended-not_now = Not for now
staff-ended-thinking = Is thinking about it
staff-ended-not_engaged = Did not engage us
staff-ended-elsewhere = Sent elsewhere
staff-ended-no_show = Did not come
staff-erase_sure = Really erase
# $value: the answer as it is
staff-fix-same = ✔ { $value } is right
staff-fix-ticked = ✔ That is all
staff-fix-by-papers = by papers
staff-fix-by-person = told by the client
staff-fix-by-employer = by the employer
staff-fix-how = On a card, choose “Confirm or correct” and the answer; then write <code>/set</code> and the value in its topic.
staff-fix-press = Please choose it with the buttons of the card.
staff-fix-not-read = This could not be read as “{ $what }”. Please write it another way.
staff-fix-not-sure = This can mean several things for “{ $what }”. Please write it in full.
# $name: to whom, $by: by whom
staff-passed = 🔔 #{ $number } is passed on to <b>{ $name }</b> (by { $by }).
staff-no-colleagues = There is nobody else to pass it on to. People of this group are known to the bot once they pressed or wrote something.
staff-colleague-gone = That person is not staff any more.
staff-erased-here = 🗑 #{ $number } was erased by the office. Everything in this system was erased, and the client was told. <b>Please delete whatever you noted outside it.</b>

## Who may do what. $names: those who can, empty where nobody is known by name; $count: how many are named

staff-needs-lead = Sorry, this is for those in charge.{ $count ->
    [0] {" "}Please ask an administrator of this group.
   *[other] {" "}Please ask { $names }.
}
staff-needs-member = Sorry, this is for staff.{ $count ->
    [0] {" "}Please ask an administrator of this group.
   *[other] {" "}Please ask { $names }.
}
staff-needs-admin = Sorry, this is for administrators.{ $count ->
    [0] {" "}Please ask an administrator of this group.
   *[other] {" "}Please ask { $names }.
}
staff-not-of-staff = Sorry, you are not on the office's list of staff.{ $count ->
    [0] {" "}Please ask an administrator of this group.
   *[other] {" "}Please ask { $names }.
}
staff-rights-unknown = It could not be checked just now who may do this. Please try again in a moment.

## Who did what (/audit)

# $shown: how many stand here, of $count
staff-audit-title = <b>#{ $number }: what staff did</b> ({ $shown } of { $count })
staff-audit-title-all = <b>#{ $number }: what staff did</b> ({ $count })
staff-audit-none = Nothing is recorded for #{ $number }.
staff-audit-how = Write /audit and the number, for example <code>/audit 12</code>.
# $at: day and time, $act: what was done, $who: by whom, $row: a line of the table, a choice, or nothing
staff-audit-line = { $at } { $act } — { $who }
staff-audit-line-of = { $at } { $act }: { $row } — { $who }
# $page: the page before
staff-audit-more = Earlier ones: /audit { $number } { $page }

# What was done, in the list
staff-did-take = took it
staff-did-done = done
staff-did-decline = declined
staff-did-sheet = worksheet
staff-did-check = opened the papers
staff-did-ok = papers seen
staff-did-not_ok = papers taken back
staff-did-checked = done with papers
staff-did-approve = approved a time
staff-did-refuse_time = refused a time
staff-did-propose = looked for times
staff-did-move_talk = began to move a booking
staff-did-cancel_talk = cancelled a booking
staff-did-time = chose a time
staff-did-send_times = proposed times
staff-did-later_times = looked at later times
staff-did-came = noted that they came
staff-did-missed = noted that they did not come
staff-did-withdraw_times = took proposed times back
staff-did-stop = stopped
staff-did-follow_entry = moved a booking as in the calendar
staff-did-cancel_entry = cancelled a booking deleted in the calendar
staff-did-restore_entry = kept a booking against the calendar
staff-did-hand_back = gave back to the bot
staff-did-pass_to = passed on
staff-did-ended = outcome
staff-did-confirmed = confirmed
staff-did-corrected = put right
staff-did-erase_sure = erased everything
staff-did-write = wrote to the client
staff-did-ask_this = asked a question
staff-did-unask = took a question back
staff-did-saved_send = sent a saved text
staff-did-write_changed = changed a message
staff-did-unsend = took a message back
staff-did-room = link to a talk

## What clients are told of it

# $what: a question in short, $value: the answer, $why: by what the office knows it, $moved: what it means for the points
office-confirmed = ☑️ The office has confirmed { $what }: <b>{ $value }</b> ({ $why }).
    { $moved }
office-added = ☑️ The office has added { $what }: <b>{ $value }</b> ({ $why }).
    { $moved }
office-corrected = ☑️ The office has corrected { $what }: { $before } → <b>{ $value }</b> ({ $why }).
    { $moved }
office-knows-papers = from your papers
office-knows-person = as you told us
office-knows-employer = from your employer
# $total, $before, $after: points; $mark: the pass mark; $verdict: how that stands
office-moved-nothing = Your points stay at { $total }. If something here is not right, just write to us.
office-moved = Your points: { $before } → <b>{ $after }</b> ({ $mark } needed): { $verdict }. If something here is not right, just write to us.
# $name: the office, $asked: a question, $how: how to answer
office-ask = ❓ <b>{ $name } asks you:</b>
    { $asked }
    { $how }
office-ask-press = Please choose below, or write your answer. Your answer goes to the office.
office-ask-type = Please write your answer here. It goes to the office.
office-ask-day = Please write the day, for example 24 November 2026. Your answer goes to the office.
office-ask-which = Which of these do you mean?
office-ask-over = This question of the office needs no answer any more.
# $asked: a question, in short
office-ask-taken-back = The office does not need your answer any more: { $asked }
# $value: the answer, $moved: what that means for the points
office-ask-thanks = Thank you. { $name } has your answer: { $asked } <b>{ $value }</b>
office-ask-thanks-moved = Thank you. { $name } has your answer: { $asked } <b>{ $value }</b>
    { $moved }
