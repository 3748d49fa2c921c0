### Times that can be booked, and what a client or staff are told where a booking cannot be changed.

## Times. $weekday: mon ... sun. $month: jan ... dec. $time: hours and minutes, counted to 24.

slot-weekday = { $weekday ->
    [mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
   *[sun] Sun
}
slot-month = { $month ->
    [jan] Jan
    [feb] Feb
    [mar] Mar
    [apr] Apr
    [may] May
    [jun] Jun
    [jul] Jul
    [aug] Aug
    [sep] Sep
    [oct] Oct
    [nov] Nov
   *[dec] Dec
}
# $office: japan where the office is in Japan.
slot-whose = { $office ->
    [japan] Japan time
   *[other] the office's time
}
slot-full = { slot-weekday }, { $day }, { $time }
# $here: on the office's clock. $there: on the client's clock, which shows another time.
slot-here = { $here } ({ slot-whose })
slot-there-and-here = { $there } (your time), that is { $here } ({ slot-whose })
# The same for staff, whose clock comes first
slot-here-and-there = { $here } ({ slot-whose }), { $there } where the client is
## Words of buttons: keep them short.

# $date: day of the month.
slot-day = { slot-weekday } { $date } { slot-month }
slot-short = { slot-day } { $time }
slot-short-both = { $there } · { $office ->
    [japan] Japan
   *[other] office
} { $here }
# The same for staff
slot-short-for-staff = { $here } · client { $there }
slot-on-request = { $slot } (on request)
slot-part = { $part ->
    [night] Night, before 6:00
    [morning] Morning
    [afternoon] Afternoon
   *[evening] Evening, from 17:00
}

## Why nothing was changed.

booking-request-open = You have asked for a time already. Please wait for the office's answer, or take that request back first.
booking-stands = You have a time booked already. You can move it or cancel it.
booking-gone = This is not open any more.
booking-no-moves = Bookings cannot be moved here. Please write to the office.
# $count: how often it may be moved.
booking-moved-too-often = { $count ->
    [one] Your booking has been changed once already. Please write to the office to change it again.
   *[other] Your booking has been changed { $count } times already. Please write to the office to change it again.
}
# $count: hours before the start.
booking-too-late = { $count ->
    [one] This can be changed here until one hour before it begins. Please write to the office.
   *[other] This can be changed here until { $count } hours before it begins. Please write to the office.
}
booking-hold-over = This time was kept for you for a while and is free again. Please choose once more.
booking-proposal-gone = This time is not proposed any more. Please choose another.
booking-waits-already = You are on the waiting list already.
# $state: how the request stands.
booking-decided = Nothing was changed: this request { $state ->
    [booked] has been approved already
    [moved] has been approved already
    [declined] has been declined already
    [cancelled] was cancelled
    [expired] had no answer in time and has ended
    [kept] took place, as it is recorded
    [missed] was missed, as it is recorded
   *[other] is over
}.
booking-request-late = Nothing was changed: this time is over.
# $count: how many at most.
booking-propose = Please propose one to { $count } different times.
booking-not-yet = This consultation has not begun yet.
booking-begun = It has begun. If you cannot come, please write to the office here.

## Choosing a time. $time: in full. $way: how the talk is held. $count: its minutes. $hours_count: until how many hours
## before the start clients may change it. $moves_count: how often they may move it.

# Right after the request was sent: above the times, or above what is $booked already (yes, no)
booking-after-hand-off = { $booked ->
    [yes] <b>Thank you. { $office } has your request.</b>
   *[no] <b>Thank you. { $office } has your request.</b> Now you can choose a time to talk.
}
booking-way = <b>How would you like to talk with the office?</b>
booking-choose = <b>When would suit you?</b> { $way }, { $count } minutes.
booking-type-a-wish = Press a time, or type when you can come, such as “Tuesday after 6pm”.
# $wish: what was typed
booking-narrowed = Looking for: { $wish }
booking-none = There is no free time at the moment. We can write to you as soon as one becomes free.
booking-none-narrowed = Nothing is free then.
booking-just-taken = That time has just been taken. These are near to it:
booking-changed-since = This has changed since. Here is how it stands now.
booking-which-day = <b>Which day?</b>
booking-which-part = <b>Which part of the day?</b>
booking-zone = <b>In which city are you?</b> Please type it, so that we show times on your clock, too.
booking-zone-unknown = We do not know this place. Please type the nearest large city, or press the button.
booking-move-from = It is now: { $time }. Choose another time; until then this one stands.
booking-limit = You can change this here { $hours_count ->
    [0] until it begins
    [one] until one hour before it begins
   *[other] until { $hours_count } hours before it begins
}{ $moves_count ->
    [0] , by cancelling it
    [one] , and move it once
   *[other] , and move it { $moves_count } times
}.
# $minutes_count: how long it is kept for this person
booking-confirm = <b>{ $time }</b>
    { $way }, { $count } minutes. We keep this time for you for { $minutes_count ->
        [one] one more minute
       *[other] { $minutes_count } minutes
    }. Take it?
# For somebody on the waiting list
booking-offer = <b>A time has become free: { $time }</b>
    { $way }, { $count } minutes. We keep it for you until { $until }; then it is offered to the next person.
booking-instead-of = It takes the place of { $time }.
booking-must-be-approved = The office must approve this time first.
# $until: when the request ends without an answer
booking-asked = <b>You have asked for { $time }</b>
    { $way }, { $count } minutes. The office has not answered yet; without an answer the request ends { $until }.
booking-stands-until = Until the office approves it, your present time stands: { $time }.
booking-yours = <b>Your consultation: { $time }</b>
    { $way }, { $count } minutes.
booking-waits = <b>You are on the waiting list.</b>
    { $way }, { $count } minutes. We write to you here when a time becomes free.
booking-waits-for = { $way }, { $count } minutes. We write to you here when a time becomes free.
# $until: how long they are kept for this person
booking-proposed = The office proposes another time. Press the one that suits you; we keep them for you until { $until }.
booking-link = Link to the talk: { $link }
booking-link-comes = The link to the talk comes here before it begins.
booking-link-over = The link of before is not for your new time. The right one comes here before the talk begins.
booking-map = Map: { $link }
booking-cancel-really = <b>Really cancel?</b> { $time }
booking-cancel-wait = <b>Really leave the waiting list?</b>
booking-not-here = Times cannot be booked here at the moment. Please write to { $office }, or call { $phone }.

booking-told-booked = ✅ <b>It is booked.</b>
booking-told-requested = 📨 <b>Your request is with the office.</b> We write to you here as soon as it has decided.
booking-told-moved = ✅ <b>It has been moved.</b>
booking-told-cancelled = <b>It is cancelled.</b> You can choose another time:
booking-told-taken-back = <b>Your request is taken back.</b>
booking-told-none-suits = <b>We have told the office that none of these times suits you.</b>
booking-told-left-list = <b>You are not on the waiting list any more.</b>
booking-told-waiting = ✅ <b>You are on the waiting list.</b>

booking-earlier = ← Earlier
booking-later = Later →
    .typed = later times|more times|next times|show more
booking-later-days = Later days →
booking-by-day = By day
    .typed = choose a day|pick a day|another day|a different day|other days|by date
booking-by-part = By part of the day
    .typed = part of the day|by time of day
booking-all-times = All times
booking-other-way = Another way to talk
    .typed = another way|a different way|other way
booking-wait = Put me on the waiting list
    .typed = waiting list|the waiting list|waitlist|join the waiting list|put me on the list|let me know when something is free
booking-zone-office = Show the office's time only
booking-take = Yes, take it
    .typed = yes|ok|okay|yes please|take it
booking-another = Another time
    .typed = no|another|other
booking-let-go = No, not this one
    .typed = no|no thanks
booking-move = Move it
    .typed = move|reschedule|change
booking-cancel = Cancel it
    .typed = cancel
booking-none-suits = None of these suits me
    .typed = none|none of these|none of them
booking-take-back = Take the request back
booking-leave-list = Leave the list
booking-yes-cancel = Yes, cancel it
booking-keep = No, keep it
    .typed = no|keep
booking-close = Close
    .typed = close|done|back

## What the office decided, and what became of it without the client. $standing, $before: another time.

booking-approved = ✅ <b>The office has approved your time: { $time }</b>
    { $way }, { $count } minutes.
booking-move-approved = ✅ <b>The office has approved the change. Your new time: { $time }</b>
    { $way }, { $count } minutes.
booking-declined = We are sorry: the office is not free at { $time }. Perhaps one of these suits you?
booking-move-declined = We are sorry: the office is not free at { $time }. Your present time stands: { $standing }. Perhaps one of these suits you?
# $until: how long they are kept for this person
booking-other-times = <b>The office proposes another time</b> instead of { $time }. One tap books it; we keep them for you until { $until }:
booking-proposal-withdrawn = The office has taken back the other times it proposed. What you have stays as it is: { $time }.
booking-proposal-over = The other times that the office proposed are free for others again. What you have stays as it is: { $time }.
booking-missed = We are sorry that we could not talk with you: { $time }. We hope that all is well. If you would still like to talk, perhaps this time suits you?
booking-missed-no-time = We are sorry that we could not talk with you: { $time }. We hope that all is well. If you would still like to talk, choose a time with /book, or write to us here.
booking-missed-again = We are sorry that we could not talk with you: { $time }. If you would like to talk another time, please write to us here, so that we find one that suits you.
booking-came-after-all = Please excuse us: we wrote by mistake that we missed you. Your consultation is recorded as held: { $time }.
booking-moved-by-staff = <b>The office has moved your consultation to { $time }</b>
    { $way }, { $count } minutes. It was: { $before }.
booking-cancelled-by-staff = We are sorry: the office had to cancel your consultation, { $time }. Please choose another time with /book.
booking-request-over = We are sorry: nobody at the office could answer in time, so your request for { $time } has ended. Perhaps one of these suits you?
booking-offer-gone = We are sorry: the office is not free then any more. You are still on the waiting list.
booking-offer-over = The time we kept for you is free for others again. You are still on the waiting list.
booking-show = Move or cancel
booking-show-all = All times
booking-show-mine = What I have booked
booking-late = Thank you for telling us.

## The talk for the client's own calendar: beside the file, or where none can be sent. $time: the talk, $before: when it was
## to be until now, $link: adds it to Google's calendar. Programs that open such a file again differ; the texts say how.

entry-new = 📅 <b>For your calendar: { $time }</b>
    Open this file to save it. For Google Calendar you can use this link instead: { $link }
entry-new-no-file = 📅 <b>For your calendar: { $time }</b>
    Add it to Google Calendar: { $link }
entry-moved = 📅 <b>The new time for your calendar: { $time }</b>
    Until now it was { $before }. In Apple's calendar this file replaces that entry. Google Calendar and Outlook add a second one: please delete the one of the old time there yourself.
    For Google Calendar you can use this link instead: { $link }
entry-moved-no-file = 📅 <b>The new time for your calendar: { $time }</b>
    Until now it was { $before }. If you saved that, please delete it yourself.
    Add the new time to Google Calendar: { $link }
entry-cancelled = 📅 <b>Not taking place: { $time }</b>
    This file marks the entry in Apple's calendar as cancelled. In Google Calendar and Outlook, please delete it yourself.
entry-cancelled-no-file = 📅 <b>Not taking place: { $time }</b>
    If you saved it in your calendar, please delete it there yourself.
# The title in the calendar, which others may see
entry-summary = Consultation, { $way }: { $office }
entry-details = To move or cancel it, write /book in our chat.

## What people type of the times that are shown, and of what they have booked. Only whole texts count. Figures are left
## out of those about a booking: "I'm 10 minutes late" is "i'm minutes late".

typed-time-first = first
    .typed = the first|first one|the first one|1|number 1|option 1|number one|option one|the 1st one|1st one|the first time|the first please|first please|the first one please
typed-time-second = second
    .typed = the second|second one|the second one|2|number 2|option 2|number two|option two|the 2nd one|2nd one|the second time|the middle one|the second please|second please|the second one please
typed-time-third = third
    .typed = the third|third one|the third one|3|number 3|option 3|number three|option three|the 3rd one|3rd one|the third time|the third please|third please|the third one please
typed-time-last = last
    .typed = the last|last one|the last one|the last time|the last one please
typed-time-soonest = soonest
    .typed = the soonest|asap|as soon as possible|soon|now|right now|right away|immediately|earliest|the earliest|the earliest possible|as early as possible|any time|anytime|any time is fine|anytime is fine|any time works|anytime works|whenever|any|any day|any of them|any of these|show me all|show all
typed-talk-cancel = cancel my appointment
    .typed = cancel the appointment|cancel appointment|cancel my booking|cancel booking|cancel the booking|cancel my talk|cancel my consultation|cancel the consultation|cancel consultation|cancel my request|cancel the meeting|cancel my meeting|please cancel|please cancel my appointment|please cancel my booking|please cancel the appointment|please cancel the booking|i want to cancel|i need to cancel|i would like to cancel|i'd like to cancel|i have to cancel|i want to cancel my appointment|i need to cancel my appointment|i would like to cancel my appointment|i'd like to cancel my appointment|i have to cancel my appointment|can i cancel|can i cancel my appointment|can i cancel my booking|how do i cancel|how do i cancel my appointment|how can i cancel|how can i cancel my appointment
typed-talk-move = reschedule
    .typed = reschedule please|please reschedule|reschedule my appointment|reschedule the appointment|reschedule my booking|reschedule my consultation|move my appointment|move the appointment|move my booking|change my appointment|change the appointment|change my booking|change the time|change the date|change my time|another time please|a different time|can i reschedule|can we reschedule|could we reschedule|can i move my appointment|can i change my appointment|can i change the time|can we change the time|i want to reschedule|i need to reschedule|i would like to reschedule|i'd like to reschedule|i have to reschedule|i need another time|i need a different time|how do i reschedule|how can i reschedule|how do i change my appointment|can we move it|can we move it please|can i move it|move it please
typed-talk-absent = i can't come
    .typed = i cannot come|i can not come|i cant come|i can't make it|i cannot make it|i cant make it|sorry i can't come|sorry i can't make it|sorry i cannot come|sorry i cannot make it|i won't be able to come|i won't be able to make it|i will not be able to come|i will not be able to make it|i can't attend|i cannot attend|i'm not able to come|i am not able to come|unfortunately i can't come|unfortunately i can't make it|unfortunately i cannot come
typed-talk-late = i'm late
    .typed = i am late|im late|i'm minutes late|i am minutes late|i'm min late|i am min late|running late|i'm running late|i am running late|running minutes late|i'm running minutes late|i am running minutes late|i'll be late|i will be late|i'll be minutes late|i will be minutes late|i'll be min late|i will be min late|minutes late|min late|sorry i'm late|sorry i am late|sorry i'm running late|sorry i will be late|sorry i'll be late|i might be late|i may be late|a bit late|i'm a bit late|i'm a little late|i will be a little late|i will be a bit late|be there in minutes|i'll be there in minutes|there in minutes
typed-talk-show = my appointment
    .typed = my booking|show my appointment|show my booking|show me my appointment|show me my booking|when is my appointment|when is my booking|when is my consultation|when is the appointment|when is the consultation|what time is my appointment|what time is my consultation|what time is the appointment|where is the link|what is the link|what's the link|send me the link|the link please|link please|where is my appointment|is my appointment confirmed|do i have an appointment|when is my talk|when is our meeting|when is my meeting
