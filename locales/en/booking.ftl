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
## Words of buttons: keep them short.

# $date: day of the month.
slot-day = { slot-weekday } { $date } { slot-month }
slot-short = { slot-day } { $time }
slot-short-both = { $there } · { $office ->
    [japan] Japan
   *[other] office
} { $here }
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
    [one] This booking has been moved once already. Please write to the office to move it again.
   *[other] This booking has been moved { $count } times already. Please write to the office to move it again.
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
   *[other] is over
}.
booking-request-late = Nothing was changed: this time is over.
# $count: how many at most.
booking-propose = Please propose one to { $count } different times.
booking-not-yet = This consultation has not begun yet.
