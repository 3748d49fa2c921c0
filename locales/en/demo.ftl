### The page of `intake demo`: a client beside the staff group, and a clock to move. Whoever looks at it is no client.

demo-title = Intake: a demo on this machine
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
demo-group-empty = Nothing here yet. Once a client sends a request, a topic with its card opens.
demo-chat-empty = Choose a client above, or begin as a new one.
demo-chat-write = Type an answer, a question or /help
demo-write-general = A command, such as /leads or /today
demo-write-topic = Write to the client; // begins a note among staff
demo-send = Send
demo-changed = changed
demo-rings = with sound
demo-no-such-time = There is no such moment ahead.
demo-member-leads = Sato (leads)
demo-member-helps = Tanaka (helps)
demo-plus-day = +1 day
demo-ready = The demo is at { $address } (Ctrl-C ends it)
