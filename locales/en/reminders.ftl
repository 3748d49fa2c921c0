### Reminders: of a talk that was booked, and of what a person chose to hear of.
###
### Readers are clients on a phone, often in their second language: short sentences, nothing promised.
### HTML: only <b> and <i>.

## Of a talk. $time: in full. $way: how the talk is held. $count: its minutes. $lines: where it is, and papers still missing.

reminder-talk = ⏰ <b>Your consultation: { $time }</b>
    { $way }, { $count } minutes.
    { $lines }

    <b>Are you still coming?</b>
# To somebody who has said that they come
reminder-talk-again = ⏰ <b>Your consultation: { $time }</b>
    { $way }, { $count } minutes.
    { $lines }
# Below it the papers, one a line. $count: how many
reminder-papers = Please have ready what you can. Not ticked yet on your list of papers ({ $count }):
reminder-papers-next = These papers are still missing on your list ({ $count }); tick them under /result, “Papers that prove it”:
# $label: a paper
reminder-paper-line = • { $label }
reminder-papers-more = { $count ->
    [one] • and one more: /result, “Papers that prove it”
   *[other] • and { $count } more: /result, “Papers that prove it”
}
reminder-coming = Yes, I am coming
    .typed = yes|yes i am|yes im coming|yes coming|i am coming|im coming|i will be there|ill be there|coming|see you|ok|okay|sure
reminder-move = Another time
    .typed = move|reschedule|another day|change the time|postpone
reminder-cancel = Cancel
    .typed = cannot come|cant come|i cant come|i cannot come|not coming|im not coming|cancel it
reminder-coming-kept = ✅ Thank you. We expect you.
# Where the client may not move or cancel it here any more
reminder-cancel-kept = Thank you for telling us. It cannot be cancelled here any more, so staff have been told that you cannot come. Write here if you would like another time.
reminder-move-kept = It cannot be moved here any more, so staff have been told that you need another time. Until they answer you, your time stands.
# Staff cancelled a talk that the client cannot come to
reminder-cancelled = Your consultation is cancelled, as you asked: { $time }. When it suits you, choose another time with /book.
# After a talk. $lines: what comes of it, and papers still missing
reminder-thanks = <b>Thank you for talking with us.</b> ({ $time })
    { $lines }
# $outcome: as staff noted it: engaged, thinking, again, not_now, not_engaged, elsewhere, open (not noted)
reminder-ended = { $outcome ->
    [engaged] We are glad to work for you. The office goes on from here and writes to you in this chat.
    [thinking] Take the time you need. When you have decided, write to us here.
    [not_engaged] If anything changes, or you have a question later, write to us here.
    [again] You can choose a time for the next talk with /book.
    [not_now] If anything changes, or you have a question later, write to us here.
    [elsewhere] We hope that you find the right help there. If you have a question later, write to us here.
   *[open] If anything is open, write to us here. /result shows your points, /book another time to talk.
}
# $thanks: the text above
reminder-thanks-mood = { $thanks }

    How was it? One tap, if you like.
# A button: a face, nothing else
reminder-mood = { $mood ->
    [good] 🙂
    [fair] 😐
   *[poor] 🙁
}
reminder-mood-kept = Thank you. The office sees it.

## What a person chooses to be reminded of. $days_count: how long data is kept after their last message.

reminders = <b>What shall we remind you of?</b> You get only what you tick, never at night, and each message has a button that ends it. We look it up in your answers as they are then, as long as we keep them ({ $days_count ->
    [one] one day
   *[other] { $days_count } days
} after your last message).
# Below it a line for each kind that is ticked. $kind: its name. $day: the next day it is about
reminders-day-line = • { $kind }: next { $day }
reminders-no-day-line = • { $kind }: no day known from your answers yet
reminders-close = Close
    .typed = close|done|back
button-remind = 🔔 Remind me
    .typed = remind me|reminders|reminder|notify me
command-reminders = Reminders: what you want to hear of in time
# Names of the kinds, on buttons and in lines
reminder-kind-points = My points change
reminder-kind-mark = I reach 70 or 80 points
reminder-kind-residence = Permanent residence opens
reminder-kind-stay = My stay ends
reminder-kind-job = Deadlines after a job change
reminder-kind-interview = Once, to finish the interview
# To somebody who breaks the interview off
reminder-offer = If you like, we remind you once to go on: /reminders

## Reminders that were chosen. $lines: what is due, one a line.

reminder-of-points = 🔔 <b>Your points are going to change</b>
    { $lines }
    <i>An estimate, from your answers and today's law. If something is different now: /recheck</i>
# $before, $after: total points. $causes: why. $verdict: "blocked" where a condition fails
reminder-points-line = • <b>{ $day }:</b> { $before } → <b>{ $after } points</b> ({ $causes }){ $verdict ->
    [blocked] . A condition is not met then.
   *[other] { "" }
}
reminder-of-mark = 🔔 <b>Your points</b>
    { $lines }
# $mark: 70 or 80. $total: points
reminder-mark = By what you told us, you have reached <b>{ $mark } points</b>: { $total } today.
reminder-mark-next = <i>An estimate. /result shows what it opens, and which papers prove it.</i>
reminder-of-residence = 🔔 <b>Permanent residence</b>
    { $lines }
reminder-residence-next = <i>An estimate. /result shows why, and what is looked at besides.</i>
reminder-of-stay = 🔔 <b>Your period of stay</b>
    { $lines }
# $value: the day, with the days that are left
reminder-stay = By what you told us it ends on { $value }. If you have a new card already, tell us: /recheck
reminder-of-job = 🔔 <b>After a change of work</b>
    { $lines }
# $day: when the work changed. $until: the last day for what is named below it
reminder-job = By what you told us, your work changed on { $day }. Counted from that day, the last day is <b>{ $until }</b> for:
reminder-of-interview = { $lines }
reminder-interview = 🔔 You began to count your points here. Your answers are kept: /start goes on where you stopped. We remind you of it only this once.
reminder-stop = No more of these
reminder-all = All reminders
# $kind: its name
reminder-stopped = All right, no more reminders of this: { $kind }. /reminders shows and changes them all.
reminder-not-chosen = You get no reminders of this any more: { $kind }. /reminders shows and changes them all.

## To staff, on the card and in the topic.

# In few signs. $answer: yes, no (cannot come), move (another time), none. $day, $time: when they answered, or were reminded
card-reminded = 🔔 { $answer ->
    [yes] coming ({ $day } { $time })
    [no] <b>cannot come</b> ({ $day } { $time })
    [move] <b>needs another time</b> ({ $day } { $time })
   *[none] reminded { $day } { $time }, no answer
}
# How the client found the talk. $mood: a face
card-mood = 💭 { $mood }
# $answer: no, move
staff-booking-answered = 🔔 { $answer ->
    [move] The client needs another time than { $time } ({ $way }), and cannot move it in the chat any more. It stands until you move it.
   *[no] The client cannot come: { $time } ({ $way }), and cannot cancel in the chat any more. It stands until you cancel or move it.
}
