### The page of `intake demo`: a client beside the staff group, and a clock to move. Whoever looks at it is no client.

demo-title = Intake: a demo on this machine
demo-about = A client's phone with the chat of the office's website, and beside it the group of the office's staff. Nothing leaves this machine.
# $day: the day at the office; the time stands behind it
demo-now = { $day }
demo-hour = +1 hour
demo-day = Day
demo-morning = Next morning
demo-timer = Next reminder
demo-to = Go to this day
demo-reset = Start over
demo-client = Client
demo-new = + New client
# The name of a new client; a number stands behind it
demo-person = Client
demo-group = Staff group
demo-topics = Topics
demo-general = # General
demo-write-general = A command, such as /leads or /today
demo-write-topic = Write to the client; // begins a note among staff
demo-send = Send
demo-changed = changed
demo-rings = with sound
demo-no-such-time = There is no such moment ahead.
demo-no-reminder = Up to here nobody was to be reminded of anything.
demo-member-leads = Sato
demo-member-helps = Tanaka
demo-plus-day = +1 day
demo-ready = The demo is at { $address } (Ctrl-C ends it)
# Said in the terminal
demo-week-playing = A week with { $clients } made-up clients is played...
demo-week-told = A made-up week: { $clients } clients; the office was closed on { $closed }, and its messenger down on { $day } from 13:00 to 16:00. See what would have rung by another rule: “Which leads ring?” above.
demo-plus-week = +1 week
demo-law = A law change (made up)
demo-law-about = Proposes a points table that nobody made: staff are asked whether clients are told
# The three are said to whoever pressed the button above
demo-law-asked = A made-up change of the points table lies before staff: decide below whether clients who agreed are told.
demo-law-nobody = By the made-up table there is nobody to be told: nobody who agreed to hear of it is concerned, or all have heard.
demo-law-busy = The last made-up change is still being sent.
demo-again = Show what came
demo-show = Show
demo-nobody = Choose a client
demo-out = The staff messenger is down (part of the week): what is sent waits, nothing is lost.
# Stands before the words of a message that is being answered
demo-answers = Answering:
demo-answer = Reply
demo-file = Send a file to the client
demo-back = ← Back to the demo
demo-rules-title = Which leads ring?
demo-rules-about = Each lead is judged again as it was sent, by the same code that rings in the staff group. Nothing is changed or sent.
demo-rules-what = What rings
demo-rules-qualifies = whoever reaches the mark, or may file without points
demo-rules-j-skip = whoever meets the J-Skip conditions
demo-rules-asks-for-human = whoever asks for a person
demo-rules-undecided = an open result
demo-rules-from = from { $total } points on
demo-rules-never = never
demo-rules-try = Try this rule
demo-rules-rule = Rule
demo-rules-rung = Rang
demo-rules-of = Leads
demo-rules-which = Numbers
demo-rules-now = The office's rule
demo-rules-other = The rule above
# $more: how many leads would ring besides; $fewer: how many would not ring any more
demo-rules-difference = { $more } more would have rung, { $fewer } fewer.
demo-rules-always = A deadline, and work at a new employer before the permission, ring by every rule.
# Stand behind the names of two of staff
demo-leads = (leads)
demo-helps = (helps)
# What the buttons beside it move
demo-clock = Clock
# In the place of messages, for whoever has just come: what to try, and how
demo-guide = What there is to see
demo-guide-client = Be a client.
demo-guide-client-how = On the phone choose a language and answer, by buttons or in your own words: at the end stand the points, line by line. Or look at one of those above it who have begun already.
demo-guide-staff = Be the office.
demo-guide-staff-how = Whoever sends a request gets a topic in this list, with one card: points, what is missing, the next step. Take it and write to them: it is on their phone at once.
demo-guide-clock = Let time pass.
demo-guide-clock-how = Put the clock on, at the top: reminders of talks, birthdays that cost points, each morning's summary. A law change asks staff first whether clients are told.
