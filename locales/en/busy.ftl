### The office's own calendars that are only read: what staff are told of them, and `intake doctor`.

## For staff, in the group. $name: the calendar. $since: when it was last read. $why: what is wrong, and what to do.

staff-calendar-behind = 📅 <b>Calendar behind since { $since }: { $name }</b>. { $why }
staff-calendar-never = 📅 <b>This calendar cannot be read: { $name }</b>. { $why }
staff-calendar-until-then = Until it can be read again, clients ask for times instead of booking them. Before you approve one, please look into the calendar.
staff-calendar-back = 📅 <b>The calendar can be read again: { $name }</b>. Clients book at once as before. What was asked for meanwhile waits for your answer on the cards.

# In the digest of the morning. $calendars: each with when it was last read. $name: the calendar.
morning-calendars = 📅 Calendars that cannot be read: { $calendars }
morning-calendar = { $name } (since { $since })
morning-calendar-never = { $name } (never read)

# What is wrong with a calendar, and what to do. $kind: which trouble.
calendar-trouble = { $kind ->
    [unreachable] It cannot be reached, or answers with an error. intake keeps trying; if it lasts, see whether the calendar itself can be opened.
    [slow] It takes too long to answer. intake keeps trying; if it lasts, see whether the calendar itself can be opened.
    [refused] It lets nobody in at the address that is set: the address was made invalid, or the calendar is shared no more. Whoever looks after intake has to set the new address.
    [no-calendar] What stands at the address that is set is no calendar. Whoever looks after intake has to check the address.
   *[too-large] There is too much in it. Take out old appointments, or use a calendar with fewer of them.
}

## For `intake doctor`. $name: the calendar. $age: how long ago it was read.

doctor-busy-well = { $name }: read { $age } ago
doctor-busy-broken = { $name }: { $count } { $count ->
    [one] appointment
   *[other] appointments
} in it cannot be read and do not count as busy: look for appointments that repeat themselves without end, or were taken over damaged
doctor-busy-behind = { $name }: not read for { $age }, so clients can only ask for times. { $why }
doctor-busy-log = The log of `intake run` says why.
doctor-busy-not-yet = { $name }: not read yet; `intake run` reads it as soon as it starts
doctor-busy-rests = { $name }: read { $age } ago; `intake run` reads it as soon as it starts
doctor-busy-trouble = { $name }: { $why }
doctor-busy-in-the-clear = { $name }: its address begins with http://, so whoever listens on the way can read the calendar; use the https:// address
doctor-busy-no-booking = INTAKE_BUSY_ICS or INTAKE_CALDAV_URL is set, but the office profile has no [booking], so no calendar is read or written: add a [booking], or take the setting away
