### The staff's page in a browser: signing in, the list of leads, one lead, the agenda.

desk-title = Staff page
desk-menu = Menu
desk-skip = To the content
desk-leave = Sign out
desk-to-the-desk = To the staff page
desk-page-leads = Leads
desk-page-agenda = Agenda

## Signing in from the group.

# $name: the member; $link: the address; $count: minutes.
desk-link = 🖥 { $name }: sign in to the staff page (within { $count } minutes, once): { $link }
    On the page that opens, type the number that the button below shows. It is shown to { $name } alone.
desk-show-code = 🔢 Show the number
# $code: six figures.
desk-code = Number to sign in with: { $code }
    Tell it to nobody.
desk-not-yours = This is for { $name }. For yourself send /desk.
desk-none = There is no staff page: it needs the setting INTAKE_PUBLIC_URL.
desk-who = Only members of staff who are in this group under their own name can sign in. To ask Telegram whether they are, the bot must be an administrator of the group.
desk-how = Send /desk (sign in), /desk off (sign out everywhere), or /desk off all (sign everybody out; those who lead).
desk-off-none = No browser was signed in.
desk-off = { $count ->
    [one] { $count } browser was signed out.
   *[other] { $count } browsers were signed out.
    }
desk-signed-in = 🖥 { $name } signed in to the staff page. If that was not you, { $name }, send /desk off at once.
desk-tries-over = ⚠️ For { $name } a wrong number was typed three times, so that link is over. If that was not you, { $name }, somebody else may have tried.
staff-help-desk = /desk – sign in to the staff page (browser). /desk off signs out everywhere
staff-did-desk_in = signed in to the staff page
staff-did-desk_off = signed out of the staff page (/desk off)
staff-did-desk_failed = failed to sign in to the staff page

## The pages to sign in.

desk-sign-in = Send /desk in the staff group: a link to sign in is posted there.
    .title = Please sign in
desk-enter = Sign in
desk-enter-as = You sign in as:
desk-enter-how = Press “Show the number” in the group and type the six figures.
desk-enter-code = Number
desk-enter-do = Sign in
desk-enter-other = On a shared computer sign out when you are done. After 12 hours, or one hour without doing anything, you are signed out.
desk-wrong-code = { $count ->
    [one] The number is wrong. You can try { $count } more time.
   *[other] The number is wrong. You can try { $count } more times.
    }
desk-link-over = This link was used, or is older than five minutes. Send /desk in the group again.
    .title = This link is over
desk-left = This browser is signed out.
    .title = Signed out

## What is wrong.

desk-not-of-staff = You are not in the group, or not registered as staff, so you were signed out.
    .title = For staff only
desk-needs-more = You may not do this.
    .title = Not allowed
desk-cannot-tell = Telegram cannot be asked now whether you are in the group. Wait a little and try again. Nothing was changed.
    .title = Cannot be checked
desk-not-ours = This was not sent from a page of ours, so it was not taken. Open the page anew and try again. Nothing was changed.
    .title = Not taken
desk-not-a-form = What was sent could not be read. Open the page anew and try again.
    .title = Not taken
desk-too-large = What was sent is too large. Make it shorter and try again.
    .title = Too large
desk-too-long = The text is too long. Make it shorter and try again.
    .title = Too long
desk-too-slow = It took too long to arrive, so it was not taken. Try again.
    .title = Too slow
desk-too-many = Too many requests. Wait a little and try again.
    .title = Please wait
desk-trouble = The database cannot be used now. Wait a little and try again. Nothing was changed.
    .title = Not available
desk-unsent = This was not sent yet: copy it.
desk-gone = There is no such page: it was erased, or the address is wrong.
    .title = Not found

## The list of leads.

desk-urgent = urgent
desk-search = Search by a part of the name or contact, or by number
desk-search-do = Search
desk-filter = Filter
desk-state = State
desk-state-open = Open
desk-state-closed = Closed
desk-state-all = All
desk-order = Order
desk-order-due = What is due first
desk-order-changed = Changed last first
desk-order-newest = Newest first
desk-order-oldest = Oldest first
desk-order-number = By number
desk-order-do = Show
# $first and $last: which of them; $count: how many there are.
desk-shown = { $first } to { $last } of { $count }
desk-none-of-these = There are no such leads.
desk-older = There are { $count } more whose last change is older. A search finds them.
desk-pages = Pages
desk-page-before = Back
desk-page-next = Next
desk-found = Found
desk-found-count = { $count }
desk-found-more = These are the first 100: add a word to narrow it down.
desk-found-none = Nothing was found.
desk-to-the-list = Back to the list

## One lead.

desk-card = Card
desk-do = Acts
desk-value = What it really is (6.5 million yen, 1994-05-01)
desk-value-do = Take it
desk-room = Link to the online talk
desk-room-do = Keep it and tell the client
desk-talk = Talk with the client
desk-write = Message to the client
desk-write-how = It is sent as it is written, and stands in the topic of the group as well. The client's language:
desk-write-do = Send to the client
desk-nothing-typed = Nothing was typed.
desk-by-ours = from the office
desk-by-theirs = from the client
desk-with-file = (file)
desk-taken-back = (taken back)
desk-not-taken-back = (could not be taken back: the client still has it)
desk-not-arrived = (not delivered yet)
desk-unsend = Take back
desk-to-topic = Open it in the group (Telegram)
desk-words-not-kept = What was written is not kept once it has arrived, as clients are told. Read it in the topic of the group. A message can be taken back for 48 hours.
desk-answers = Answers
desk-answer-what = Question
desk-answer = Answer
desk-unanswered = Not answered ({ $count })
desk-not-answered = not answered
desk-correct = Confirm or correct
desk-papers = Papers
desk-paper = Item
desk-points = Points
desk-seen = Papers seen
desk-seen-yes = seen
desk-seen-no = not seen
desk-timeline = Points to come
desk-day = Day
desk-why = Why
desk-history = History
desk-runs = What was scored
# $category: of the activity; $total: the points; $least and $most: their range.
desk-run = { $category }: { $total } points ({ $least } to { $most })
desk-acts = What staff did
desk-acts-newer = Newer
desk-acts-older = Older
# The line in the topic for what was written to a client on the staff page.
staff-written-beside = 🖥 { $name } sent from the staff page:
    { $text }
# The line in the topic where a message was taken back on the staff page.
staff-unsent-beside = 🖥 { $name } took this message back on the staff page.
staff-unsend-none = ⚠️ That message is not there any more.

## The agenda.

desk-is-today = today
desk-earlier = ← Before
desk-today = Today
desk-later = After →
desk-view = View
desk-view-day = A day
desk-view-week = A week
desk-no-talks = No talks.
desk-no-booking = This office takes no bookings (in its profile, [booking]).
desk-requests = To be approved ({ $count })
desk-approve-until = to be approved by { $until }
desk-waiting-list = Waiting list ({ $count })
desk-waiting-how = What becomes free is offered to them in this order; the times are those at which they asked.
desk-nobody-waits = Nobody waits.
desk-due = Due within seven days, or over ({ $count })
desk-none-due = Nothing is due within seven days.
desk-new = Leads that wait for somebody: { $count }
desk-calendars = Calendars
desk-calendar-read = read last
desk-calendar-never = never read yet.
desk-calendar-behind = That is too long ago: what clients book must be approved.
desk-calendar-unwritten = A calendar does not take what is booked, as staff were told

## Mistakes of ours.

desk-damaged = Something that is stored is damaged and cannot be read. Tell whoever runs the system (<code>intake doctor</code>).
    .title = Cannot be read
desk-failed = Something went wrong. Try again; if it goes on, tell whoever runs the system.
    .title = An error
