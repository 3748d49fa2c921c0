### The points over time: until when they hold, from when a mark is reached, and what changes on which day.
###
### Readers are clients on a phone, often in their second language: short sentences, nothing promised.
### Numbers and dates arrive formatted; only arguments named `count` choose a plural. HTML: only <b> and <i>.

## The sentence that matters. $mark: points needed (70, 80). $day: a date.

# $day: five years from today, as far as we look
over-time-holds = ✅ You stay at <b>{ $mark } points or more</b> until { $day } at least, if nothing else changes.
# $day: the last day
over-time-holds-until = ⏳ You are at <b>{ $mark } points or more until { $day }</b>.
over-time-again = From { $day } you would be at { $mark } points or more again.
over-time-reaches = 📈 From <b>{ $day }</b> you would be at <b>{ $mark } points or more</b>.
# $until: the last day
over-time-reaches-until = 📈 From <b>{ $day }</b> you would be at <b>{ $mark } points or more</b>, but only until <b>{ $until }</b>.
over-time-same = Your points stay at <b>{ $total }</b> until { $day } at least, if nothing else changes.
over-time-not-reached = With what we know now, you do not reach { $mark } points by { $day }.
over-time-open = Whether you are at { $mark } points by { $day } depends on answers we do not have yet.
over-time-blocked = A condition is not met now, so this kind of work is closed for you today, whatever the points.
over-time-birth-date = To look ahead we need your full date of birth, because points change on birthdays.

# Somebody whose work is yet to begin. $day: its first day
over-time-begins = Counted from <b>{ $day }</b>, when your work begins.

## Days on which the points change

over-time-ahead-line = <b>What changes, and when:</b>
# The first line of the list. $today: yes, or no where it is the day on which the work begins
over-time-begin-line = • { $today ->
    [yes] Today
   *[no] { $day }
}: <b>{ $total } points</b>
over-time-past-line = <b>How it was before, by what you told us:</b>
# $before, $after: total points. $causes: one or more of the causes below. $verdict: "blocked" where a condition fails
over-time-step-line = • { $day }: <b>{ $after } points</b> ({ $causes }){ $verdict ->
    [blocked] . A condition is not met then.
   *[other] { "" }
}
over-time-step-range-line = • { $day }: { $total } points as before, possible { $least } to { $greatest } ({ $causes })
over-time-more-line = { $count ->
    [one] One more change comes after that.
   *[other] { $count } more changes come after that.
}
# One line on the card for staff
over-time-next = Next change on { $day }: { $before } → { $after } points ({ $causes })

## Causes, in brackets behind a change

over-time-birthday = you turn { $age }
over-time-career = { $years } full years of work
over-time-exam = the exam you plan
over-time-raise = the raise you plan
over-time-degree = the degree you plan
over-time-other = what you plan
over-time-law = a new official points table
over-time-earlier = your facts changed
over-time-known = your facts are known from here on

## What to know

# Law: 年齢計算ニ関スル法律, an age is reached at the end of the day before the birthday
over-time-doubtful-line = On { $day }, the day before a birthday, the new age may count already. Staff will confirm this.
# $now: points today. $then: points from $day on
over-time-filing = ⚠️ If you apply today, the permission may come about three months later. You have { $now } points today and { $then } from { $day }. Staff will confirm which day counts for you.
over-time-filing-outcome = ⚠️ If you apply today, the permission may come about three months later. From { $day } the result can be different. Staff will confirm which day counts for you.
over-time-supposed-line = <i>We suppose that everything else stays as it is now.</i>
over-time-supposed-work-line = <i>We suppose that you keep doing this work without a break, and that everything else stays as it is now.</i>
over-time-dates-line = <i>We counted your years of work back from today. If you tell us since when you have worked without a break, the days become exact.</i>
