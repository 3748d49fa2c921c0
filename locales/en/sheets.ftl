### The score card (a picture for the client) and the worksheet (a paper for the office's file).
###
### On the card there is little room: a few words each. The worksheet is printed in Japanese only, so its words here
### are a translation for reading. No emoji: nothing could draw them. Numbers and dates arrive formatted, no HTML.

## The card

# $category: a category's short name
sheets-card-title =
    Highly Skilled Professional points
    { $category }
# Beside the total, a large number
sheets-points = points
# $mark: points needed
sheets-needed = Needed: { $mark }
# $least and $greatest: what the total can become, by what is not known yet
sheets-range = Possible: { $least } to { $greatest }
sheets-lines = Where the points come from
# Beside a hatched bar: these points are not known yet
sheets-may-rise = not known yet (points now–most possible)
# Followed by a list of lines
sheets-nothing = No points:
# $most: the most this line can bring
sheets-up-to = not known yet, up to { $most }
sheets-steps = When the points change
# $day: a date on its own
sheets-step-day = { $day }
# Beside a full dot
sheets-reached = { $mark } points or more
# Beside an empty dot
sheets-below = less than { $mark } points
# $value: the day and how many days are left
sheets-stay-until = Your stay ends: { $value }
# $value: the day and how many days are left
sheets-due = Your deadline: { $value }
sheets-not-drawn = 〓 stands for a letter that this picture cannot show.

## The worksheet

sheets-worksheet = Highly Skilled Professional points: worksheet
# $number: number of the request
sheets-lead = Request #{ $number }
sheets-client = Name
sheets-category = Category
# The deadline and the facts of the lead card
sheets-deadline = Deadlines, what to see first
# $kind: the kind of status, where the status on the residence card was not told
sheets-status-open = { $kind } (status on the residence card not known yet)
sheets-facts = Facts told
# How and when to reach the person, as on the lead card
sheets-contact = Contact
# Over what else the lead card says
sheets-card = Lead card
sheets-day = Counted for
# The day, where the work begins on it
sheets-day-begins = { $day }, when the work begins
sheets-table = Points table
# $table: its first day
sheets-in-force = In force since { $table }
# Column of the official table, e.g. 学歴
sheets-column = Column
# Circled number on the official form
sheets-form-number = No.
sheets-item = Item
sheets-claimed = Claimed
sheets-documented = Papers
sheets-confirmed = Confirmed
# Small, below a line: when the office's practitioner checked its rule, and who
sheets-row-checked = rule checked on { $day } ({ $initials })
# Small, below a line: nobody of the office has checked it
sheets-row-staff = to be confirmed by staff
# Below the table: the conditions whatever the points
sheets-conditions = Conditions
sheets-condition = { $name }: { $state }
sheets-papers = Papers that prove it
sheets-total = Total
sheets-not-known = not known
sheets-legend = Claimed: what the client said. Papers: points proved by papers received. Confirmed: points staff checked. An empty field is not checked yet.
sheets-notes = Notes
sheets-checked-by = Checked by
sheets-checked-on = Checked on
sheets-not-drawn-here = 〓 stands for a letter this paper cannot show. See the consultation card.
