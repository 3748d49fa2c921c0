### Everything the dialogue says beside the questions and the points: greetings, buttons, pages, problems, receipts.
###
### Readers are on a phone, often in their second language: short sentences, no bare legal terms, never a promise.
### In a button `.typed` holds other ways to say it, separated by |. A label has 60 characters at most; the words
### "I don't know" and "Back" must stand in those buttons (others rely on them).
### HTML: <b> <i> <u> <code> <blockquote>; write &amp; for &. Numbers and dates arrive formatted; only arguments named
### `count` or `*_count` choose a plural. Texts whose key ends in -line stand close together, others as paragraphs.

## Small pieces

list = { $items }
list-separator = { ", " }
language-en = English
    .name = English
    .typed = en|eng|英語|えいご
language-ja = 日本語
    .name = Japanese
    .typed = ja|jp|japanese|nihongo|にほんご

value-plain = { $text }
# Something a person typed
value-typed = { $text }
# $where: a place in the person's words, $time: "3:30", how far the clock there is from the one in Japan
where-apart = { $where } ({ $clocks })
where-clock = { $there } there = { $here } in Japan{ $day ->
    [next] { " the next day" }
    [before] { " the day before" }
   *[same] { "" }
}
# What the clock there shows at noon in Japan, where no time was named
where-noon = noon in Japan = { $there } there{ $day ->
    [next] { " the next day" }
    [before] { " the day before" }
   *[same] { "" }
}
where-unknown = { $where } (time there not known)
value-unknown = not known
value-yen = { $yen } yen
# How a year's pay was worked out, for a yes. $parts: "6,480,000 + bonus 1,080,000". $total: value-yen
value-yen-worked-out = { $parts } = { $total }
# $value: the pay. $what: what was named beside it and is not counted, for example shares
value-yen-left-out = { $value }; { $what }: staff check
pay-amount = { $yen }
# $amount: pay-amount. $number: how often it is paid in a year
pay-times = { $amount } × { $number }
pay-bonus = bonus { $amount }
pay-allowance = allowance { $amount }
pay-plus = { $first } + { $second }
left-out-shares = shares
left-out-allowances = allowances
left-out-signing = sign-on pay
value-whole = { $number }
# A count of examinations and licences without the certificates that do not count
value-whole-unlisted = { $number } (company certificates and language tests are not on the official list)
# A button: the last of the usual numbers
value-or-more = { $number } or more
value-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
value-years-months = { $years_count ->
    [0] { "" }
    [one] { "1 year " }
   *[other] { $years_count } years { "" }
}{ $months_count ->
    [one] { $months_count } month
   *[other] { $months_count } months
}
value-percent = { $percent }%
value-day = { $day }
# $name: "jan" to "dec"; what earlier versions kept has only the number
value-month = { $name ->
    [jan] January { $year }
    [feb] February { $year }
    [mar] March { $year }
    [apr] April { $year }
    [may] May { $year }
    [jun] June { $year }
    [jul] July { $year }
    [aug] August { $year }
    [sep] September { $year }
    [oct] October { $year }
    [nov] November { $year }
    [dec] December { $year }
   *[other] { $month }/{ $year } (month/year)
}
value-year = { $year }

# $weekday: mon ... sun. $date: day of the month. $month: jan ... dec. $part: am or pm. A button: keep it short.
# .typed: $nearest is yes for the next day of its weekday, $week this, next or later: by these it may be typed.
half-day = { $weekday ->
    [mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
   *[sun] Sun
} { $date } { $month ->
    [jan] Jan
    [feb] Feb
    [mar] Mar
    [apr] Apr
    [may] May
    [jun] June
    [jul] July
    [aug] Aug
    [sep] Sept
    [oct] Oct
    [nov] Nov
   *[dec] Dec
}, { $part ->
    [am] morning
   *[pm] afternoon
}
    .typed = { half-day.named }|{ $nearest ->
        [yes] { half-day.day } { half-day.half }|{ half-day.short-day } { half-day.half }
       *[no] { half-day.named }
    }|{ $week ->
        [next] { half-day.day } { half-day.half } next week|{ half-day.day } next week { half-day.half }|next week { half-day.day } { half-day.half }
       *[later] { half-day.named }
    }
    .half = { $part ->
        [am] morning
       *[pm] afternoon
    }
    .named = { $date } { half-day.in-month } { half-day.half }|{ half-day.in-month } { $date } { half-day.half }|{ half-day.day } { $date } { half-day.in-month } { half-day.half }
    .in-month = { $month ->
        [jan] January
        [feb] February
        [mar] March
        [apr] April
        [may] May
        [jun] June
        [jul] July
        [aug] August
        [sep] September
        [oct] October
        [nov] November
       *[dec] December
    }
    .day = { $weekday ->
        [mon] Monday
        [tue] Tuesday
        [wed] Wednesday
        [thu] Thursday
        [fri] Friday
        [sat] Saturday
       *[sun] Sunday
    }
    .short-day = { $weekday ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    }
# What is tried behind a day that was named without its half
half-day-parts = morning|afternoon
# Ticked, but not offered any more. $half_day: as on its button
half-day-taken = { $half_day }: somebody has just taken it. Please choose another time.
half-day-over = { $half_day }: this can no longer be chosen.
ticked = ✅ { $label }
unticked = ⬜ { $label }

## The first words

welcome = <b>Welcome!</b> This is the assistant of { $office }, an immigration-law office (行政書士).
    In 3 to 5 minutes you get your points for the Highly Skilled Professional visa (高度専門職): an estimate, not a decision. Press buttons or type. Phone: { $phone }
# $where: which question this is, or which these are, as below. $most: how many there can be.
progress = <i>{ $where } of at most { $most }</i>
progress-one = Question { $first }
# Several questions on one screen
progress-several = Questions { $first }–{ $last }
# From the third answer that counts on. $total: points so far. $mark: points needed
progress-so-far = <i>{ $where } of at most { $most } · { $total } points so far, { $mark } needed</i>
# $mark: points for permanent residence after 3 years. $shorter: points for it after 1 year
progress-so-far-for-residence = <i>{ $where } of at most { $most } · { $total } points so far ({ $mark } or { $shorter } for permanent residence)</i>
# The points alone, once it was said what is needed
progress-points = <i>{ $where } of at most { $most } · { $total } points so far</i>
# $text: an answer that is accepted as it stands
example = Example: <code>{ $text }</code>

## Buttons

button-unknown = I don't know
    .typed = i don't want to say|i dont want to say|i do not want to say|don't want to say|prefer not to say|i prefer not to say|rather not say|i'd rather not say|no comment|idk|dont remember|don't remember|i dont remember|i don't remember|dont know|dunno|don't know|i do not know|do not know|not sure|i'm not sure|i am not sure|no idea|unknown|unsure|skip|わからない|分からない
# Of several questions on one screen. $number: the row, $value: yes, no or not known
row-line = { $number }. { $what }: <b>{ $value }</b>
row-yes = { $number }. Yes
row-no = { $number }. No
row-open = { $number }. Not known
row-help = ℹ️ { $number }
# Of several questions on one screen. $lines: the numbers of those whose buttons it turns up, "4–5"
button-rows-before = ◂ Lines { $lines }
button-rows-next = Lines { $lines } ▸
    .typed = next lines|next rows|more|next
rows-all-no = Every line you had not chosen says “no” now. Change what is wrong, then press “Done”.
row-which = Please say which line you mean, for example <code>1 yes, 2 no</code>, or press its button.
button-back = ← Back
    .typed = go back|go back please|please go back|previous|previous question|back please|one back|let me go back|戻る
button-help = ℹ️ What does this mean?
    .typed = help|help me|what|what is this|explain|info|why|more information
# The next part of a long help
button-help-more = ℹ️ Read on
    .typed = read on|help|more|go on
button-human = Talk with a person
    .typed = human|person|staff|talk to a person|talk to someone|担当者
button-done = Done
    .typed = ok|okay|finish|finished|ready|next|go on|looks good|all good|all correct|that's it|that's all|that is all|完了
# $what: short name of an answer
button-change = ✏️ { $what }
# Of many answers one topic at a time
button-topic-visa = ✏️ Goal and visa
button-topic-work = ✏️ Work and pay
button-topic-studies = ✏️ Age, studies, skills
button-topic-employer = ✏️ The employer
button-topic-family = ✏️ Family
button-topic-earlier = ✏️ Since when
button-review-ok = All correct: show my result
    .typed = ok|yes|correct|all correct|right|result|show my result|next
button-short = Short result
    .typed = short|summary|result|back|go back
button-details = Line by line
    .typed = all lines|details|lines|explain
button-parts = All topics
    .typed = topics|all topics|more topics|menu
button-law = § The law behind each line
    .typed = law|the law|articles|source|sources
# $number: the part shown. $of: how many there are
button-next-leaf = ▾ More ({ $number } of { $of })
    .typed = more|next page|continue reading
button-first-leaf = ▴ From the beginning
    .typed = beginning|from the beginning|first page
# Beside a way to permanent residence without points
button-count-points = 🧮 Count my points too
    .typed = count my points|points|my points|count points
button-asking = 🗣 How to ask in Japanese
    .typed = how to ask|how do i ask for them|what do i say in japanese
button-picture = 🖼 Picture
    .typed = picture|image|card
button-part-ways = 🧭 What would give me more points?
    .typed = more points|ways|what if|improve
button-part-over_time = 📅 When will my points change?
    .typed = when|timeline|over time
button-part-goals = ⚖️ Which goal is best
    .typed = best goal|which goal|compare
button-part-residence = 🏠 Permanent residence
    .typed = permanent residence|pr|residence
button-part-indefinite = ♾ HSP (ii), no time limit
    .typed = hsp2|hsp ii|no time limit
button-part-family = 👪 My family
    .typed = family|parents|spouse|children
button-part-duties = 📌 Duties and changing jobs
    .typed = duties|job change|new job rules
button-part-advice = 🗂 Which category fits?
    .typed = category|categories|j-skip
button-part-papers = 📄 Papers that prove it
    .typed = papers|documents|proof
button-part-procedure = 🛂 Applying: steps, time, fees
    .typed = applying|steps|fees|time|procedure
# $count: questions that this topic still has
button-part-ask = { $count ->
        [one] ✍️ Answer 1 question for this
       *[other] ✍️ Answer { $count } questions for this
    }
    .typed = answer|questions|answer questions
button-part-again = ✍️ Change my answers here
    .typed = change|change answers|again
button-next = Next: contact the office
    .typed = next|office|contact|contact the office|continue|yes|ok
# Where the office has this very result already
button-with-office = The office has this: what is next
    .typed = next|office|contact|contact the office|continue|yes|ok|send|send it
button-update-office = Send this result to the office
    .typed = update|update the office|send|send update
button-change-answer = Correct an answer
    .typed = change|correct|edit|change an answer|back|go back
button-recheck = Something changed
    .typed = check again|changed|recheck|again
button-send = Yes, send it
    .typed = yes|send|send it|yes send it|はい
# The very card that staff get, in Japanese, in place; and back
button-staff-card = 📋 The card as staff see it (Japanese)
    .typed = card|the card|japanese|see the japanese|show the card
button-short-card = ▴ In short
    .typed = short|in short
button-do-not-send = No, do not send
    .typed = no|n|do not send|don't send|stop|いいえ
button-book = Choose consultation times
    .typed = book|booking|consultation|appointment|change times
button-book-again = Change how and when we talk
    .typed = book|booking|consultation|appointment|change times|other times
button-my-result = My result
    .typed = result|show result|points
button-interview = Check my points
    .typed = points|check|interview|start
button-other-wish = I want something else
    .typed = other|something else|change
button-again = Something else: type again
    .typed = no|none|again|type again|wrong
button-forget-yes = Erase everything
    .typed = yes|erase|delete|forget|erase all|delete everything
button-forget-no = Keep everything
    .typed = no|keep|cancel|stop
button-new-job = I have a new job
    .typed = new job|job|new work|new employer|changed job
button-nothing-changed = Nothing changed
    .typed = nothing|no|no change|same|all the same

## The review

review = <b>Please check your answers.</b>
    To correct one, press its ✏️ button. Everything else stays.
# Above its buttons, after a question was answered on it
review-brief = Your answers are above. If they are right, go on here:
# Everything the person did not know, in one line
review-unknown-line = You did not know: { $what }
review-line = { $what }: <b>{ $value }</b>

## The result. $total: points counted now. $mark: points needed. $short: points missing.

# Above the buttons of the result, after a question was answered on it. $total: points now. $mark: points needed
result-brief = Your result is above. How would you like to go on?
result-brief-points = Your result: <b>{ $total } points</b> ({ $mark } needed). How would you like to go on?
result-category = <b>{ $category }</b>
result-qualifies = ✅ <b>{ $total } points. You reach the { $mark } points.</b>
result-sure = Nothing that is still open can change that.
# Of a holder whose new employer needs a permission
result-permission-first = All of this rests on the permission for the new employer; staff will look at it with you.
result-short = <b>{ $total } points. { $mark } are needed.</b>
    For now { $short } points are missing. That is only what the table says: a person can still look at your situation with you, and things can change.
result-blocked = <b>{ $total } points (of { $mark }), but one condition is not met.</b>
    As long as this is so, this way is closed, whatever the points. A person can still look at it with you.
# Nobody was asked for the other points
result-blocked-uncounted = <b>One condition is not met.</b>
    As long as this is so, this way is closed, whatever the points. A person can still look at it with you.
result-undecided = <b>{ $total } points so far. { $mark } are needed.</b>
    You can still reach them, but it is not sure: it depends on what we do not know yet.
# The points known so far are enough, and something open may still take that away
result-undecided-reached = <b>{ $total } points so far, and { $mark } are needed.</b>
    That is enough, but it is not sure yet: something is still open.
# $least and $greatest: what the total can be
# $verdict: qualifies, short or undecided
result-range = { $verdict ->
    [qualifies] With what is still open it can be { $least } to { $greatest } points.
   *[other] Depending on what is still open, it can be { $least } to { $greatest } points.
}
# The second mark of permanent residence: 80
result-mark-yes = ✅ <b>{ $mark } points</b> (for permanent residence after 1 year): reached today.
result-mark-no = <b>{ $mark } points</b> (for permanent residence after 1 year): not reached today.
result-mark-open = <b>{ $mark } points</b> (for permanent residence after 1 year): still open.
result-gate = ❗ { $text }
# Of who manages a company, as a heading of the lines below. $day: since when
result-manager = ❗ Since { $day } company managers need more than points (as law offices read the rules). Staff will check each with you:
# $what: what is needed, as a list
result-manager-failed-line = • not met: { $what }
result-manager-open-line = • not known: { $what }
result-manager-met-line = • in order, as you say: { $what }
result-manager-holder = The rules for company managers became stricter on { $since }. You held your status before, so you seem to have until { $day }. Staff will confirm.
result-manager-perhaps = If you have been here as a manager (Business Manager, or HSP (i) c) since before { $since }, you seem to have until { $day }. Staff will confirm.
# $what: names of answers
result-decided-by = Answers to these would settle it: { $what }.
# $count: how many others, 2 or more
result-decided-by-many = Answers to these would settle it: { $what }, and { $count } more. “Line by line” names them all.
result-decided-by-one = One point would settle it: <b>{ $what }</b>.
# $what: rows of the table that often bring the most. $mark: points needed
result-low = No points yet from: { $what }. Press 🧭 to see what would bring you to { $mark } points.
result-j-skip-held = ⭐ You hold J-Skip and seem to meet its conditions: you need no points.
# Law: 特別高度人材
result-j-skip = ⭐ You seem to meet the conditions of J-Skip, a special route that needs no points. Staff can check it with you.
result-notice = 🔔 { $text }
# Law: 高度専門職2号
result-staff-confirms = Some of these points must still be confirmed by staff.
# $day: the day counted for. $table: first day of the points table used.
# Before everything else. $text: what a holder does before working at a new employer. $begun: whether the work there
# has begun (begun), is to begin (ahead), or we do not know (open)
result-urgent = ⚠️ { $text } { $begun ->
    [begun] You work there already: please talk with the office now: /human
    [ahead] Please do not start before the permission has come.
   *[open] If you work there already, please talk with the office now: /human
}
# Somebody told of time abroad in their own words
absence-told = ⚠️ 90 days abroad at once, or about 100 days in a year, can make your years in Japan for permanent residence start again from zero. Staff must check this before you rely on a date.
# $value: the day, and how many days are left
stay-renew-first = ⚠️ Your stay ends on { $value }. An application for permanent residence does not extend it: renew your stay first. Staff can look at both with you.
# "Expired" or "no status" was chosen, and a day ahead was told
stay-disagrees = ⚠️ You answered that your stay is over, but the day you gave is still ahead. Please change the answer that is not right, or tell the office.
# $until: the end of the stay. $begins: when the work begins
stay-gap = ⚠️ Your stay ends: { $until }. Your work begins later: { $begins }. Please ask the office now how you can stay in Japan in between, and what must be filed by which day. Staff will confirm.
# $what: benefits for the family, in short
result-family-met = ✅ <b>Your family:</b> by what you told us, this is open to you: { $what }.
result-family-open = <b>Your family:</b> this depends on what we do not know yet: { $what }.
result-family-once = These come with the Highly Skilled Professional status, once you have it.
result-family-none = <b>Your family:</b> by what you told us, none of what comes with the Highly Skilled Professional status is open to you now. Staff can look at other ways with you.
# Where the points are not reached
result-other-ways = Points are not the only way: an ordinary work visa needs none, and there are ways to permanent residence and for families without points. Staff can look at them with you.
# $day: the day on which the work begins
result-basis-begins = <i>Counted for { $day }, when your work begins, by the points table in force since { $table }.</i>
result-basis = <i>Counted for { $day }, by the points table in force since { $table }.</i>

details-title = <b>{ $category }: { $total } points</b>
# $points: counted now. Also given: $most, the most this line can bring ($why says it).
details-line = <b>{ $label }:</b> { $status ->
    [scored] { $points } points
    [unknown] { $points } so far
    [excluded] not added
   *[none] 0 points
}
    { $why }
details-staff-confirms = <i>Staff will confirm this line.</i>
# $citation: article of the law, in Japanese
details-citation = <i>Law: { $citation }</i>
# Lines of which nothing is known yet; $what holds several details-up-to
details-unknown = <b>Not known yet:</b> { $what }
details-up-to = { $label } (up to { $most })
details-up-to-unsure = { $label } (up to { $most }, staff will confirm)
details-none = <b>No points from:</b> { $what }
details-gate = <b>Condition:</b> { $text }
details-j-skip = <b>Special route without points:</b> { $text }

parts = <b>What would you like to know?</b>
    Each topic opens here, and “Short result” brings you back.

moved = { $today ->
    [yes] <b>With this change: from { $before } to { $after } points</b>
   *[no] <b>Since { $day }: from { $before } to { $after } points</b>
}
moved-line = { $label }: { $before } → { $after } ({ $cause })
moved-nothing = { $today ->
    [yes] <b>Your points stay at { $total }.</b>
   *[no] <b>No change since { $day }: { $total } points.</b>
}
moved-category = Your kind of work is not the same as last time, so the two results cannot be compared line by line.

## Going to a person

# Above the card, before anything is sent
# Above the first question for the office. $note: what the office says of its languages
hand-off-languages = 🗣 { $note }
leave = <b>May we send this to { $office }?</b>
    Nothing is sent before you press “Yes”. Or call: { $phone }.
# $what: short name of an answer
leave-line = { $what }: <b>{ $value }</b>
leave-points-line = Points: <b>{ $total }</b> ({ $mark } needed)
leave-others-line = { $count ->
    [one] and one more answer, with what follows from it
   *[other] and { $count } more answers, with what follows from them
}
in-japanese = <blockquote>{ $lines }</blockquote>
# $way: "elsewhere" where a telephone number or an address was given
# Above the first question after the card was sent
card-sent = ✅ Sent.
card-sent-call = ✅ Sent. Please call now: { $phone }
handed-off = <b>Thank you. { $office } has your request.</b>
    { $way ->
        [elsewhere] Staff read it, and reach you by the number or address you gave.
        [elsewhere-answered] Staff read it, and reach you by the number or address you gave, or answer you here in this chat.
        [here-answered] Staff read it, and answer you here in this chat.
       *[here] Staff read it. If you would like a call or an e-mail, write your number or address here, or call { $phone }.
    } You can write here at any time: what you write reaches them.
closed = <b>All right, nothing was sent.</b>
    Your answers stay here, so you can come back at any time. { $office } is glad to hear from you, also by telephone: { $phone }.
refused = <b>That is fine. We keep none of your answers.</b>
    If you would like to talk instead, please call { $office }: { $phone }.
refused-again = If you change your mind, send /start.
hours-open = 🕘 The office is open now. Telephone: { $phone }.
# $weekday: mon ... sun. $time: Japan time.
hours-closed = 🕘 The office is closed now. It opens on { $weekday ->
    [mon] { "Monday, " }
    [tue] { "Tuesday, " }
    [wed] { "Wednesday, " }
    [thu] { "Thursday, " }
    [fri] { "Friday, " }
    [sat] { "Saturday, " }
    [sun] { "Sunday, " }
   *[other] { "" }
}{ $day }, at { $time } (Japan time). Telephone: { $phone }.
# To somebody who lives where the clocks show another time
hours-closed-abroad = 🕘 The office is closed now. It opens on { $there } (your time), that is { $here } (Japan time). Telephone: { $phone }.
# $weekday: mon ... sun
hours-moment = { $weekday ->
    [mon] { "Monday, " }
    [tue] { "Tuesday, " }
    [wed] { "Wednesday, " }
    [thu] { "Thursday, " }
    [fri] { "Friday, " }
    [sat] { "Saturday, " }
    [sun] { "Sunday, " }
   *[other] { "" }
}{ $day }, at { $time }
hours-unknown = 🕘 The office is closed now, and we cannot say here when it opens. Telephone: { $phone }.
passed-on = Thank you. Your message is with the office.
# After passed-on, to somebody who has a result: what they wrote may be news that moves it
passed-on-recheck = If one of your answers has changed, /recheck counts your points again.
write-here = The office already has your request. Just write here: what you write reaches staff.
book-first = Gladly. A few questions are still open; then come the times.
book-later = Gladly. We bring you to the office right away; you can check your points later.
# $name: the member of staff
taken = { $name } has taken your request. Whatever you write here reaches the office.
done-told = The office has finished with your request. Thank you! If something is still open, just write here. If something changes later, send /recheck.
declined-told = Thank you for your patience. The office has looked at your request, and we are sorry: it cannot take this one. If you have questions, please call { $phone }.

    Other help is there: another immigration lawyer (行政書士 or 弁護士), or the government's Immigration Information Center, free and in many languages.

## Along the way

# Shown when a typed answer could be one of these
readback = <b>{ $what }:</b> did we understand you correctly? Please choose.
type-again = All right. Please type it once more.
enough-chosen = { $count ->
    [one] Only one can be chosen. Take the tick away first.
   *[other] { $count } is the most you can choose. Take one tick away first.
}
first-question = This is the first question. There is nothing before it.
# $what: names of answers
ask-again = Because of this change, we ask you again about: { $what }.
# Shown to those who come back. $what: the name of the answer, asked next
ask-again-split = We ask one thing more exactly now: { $what }. Your other answers stay.
# Asked again because days have passed, not because of a change
ask-again-time = Time has passed since you answered, so after this we ask you again about: { $what }.
ask-again-if = If this changes, we ask you again about: { $what }.
welcome-back = Welcome back! Your answers are here, and we go on where you stopped.
cancel-nothing = There is nothing to stop here. Your answers stay, and you can leave and come back at any time.
cancelled = All right, we stopped that. Your answers stay.
old-button = That button belongs to an earlier message. Here is where we are now.
edited = We cannot see changes in a message you already sent. Please type it again as a new message, or use “Back”.
# Where the office has the request, nothing is asked that one could go back to
edited-in-talk = We cannot see changes in a message you already sent. Please type it again as a new message.
only-text = We can read text and buttons only, no pictures, files or voice. Please do not send photos of your passport or residence card.
# So many messages at once that they are not read; said once, then nothing is said for a while
too-fast = That was a lot at once, so we did not read your last messages. Please wait a minute and then go on from there; what you send before that is not read either. All your answers are still here, and /forget works at any time.
# The same once the office has the request: what is written goes to staff. Said once
too-fast-passed-on = That was a lot at once. Everything you write is with the office as it is; for a minute nothing of it is read as an answer here, so there is no need to send it again.
# Something was asked where an answer was expected, and we have no general answer to it
# $kept: "yes" where it is kept for staff, who read it when the request is sent
question-for-staff = { $kept ->
    [yes] We cannot answer this here. It is noted for the office, and goes there with your request. To ask now: /human. Please go on here:
   *[no] We cannot answer this question here. You can ask the office: /human, or at the end. Please go on here:
}
# $kept: "yes" where it is kept for staff, who read it when the request is sent
other-questions-for-staff = { $kept ->
    [yes] We cannot answer your other question here. It is noted for the office, and goes there with your request. To ask now: /human.
   *[no] We cannot answer your other question here. You can ask the office: /human, or at the end.
}
use-buttons = Please press one of the buttons below.
unknown-command = We do not know this command. These are the ones we know:
consent-first = For this we need your agreement first. If you do not want to agree, you can call us: { $phone }.
# After /result where only a look at the answers is missing
result-is-next = Your result comes right after this step:
# Asked how many questions there still are, or whether one may go on later
how-long = ⏱ Above each question you see how many there are at most; all of it takes 3 to 5 minutes. What you have answered stays: you can stop at any time and go on here later.
# Asked whether this costs anything
is-free = 🆓 These questions and your result here cost nothing. For what the office itself charges, ask for its fees.
# Asked who this is
who-asks = 🤖 This is the automatic assistant of { $office }. People of the office read what you send them, and answer you.
# Asked for one's own points before they are counted
points-come = 🔢 That is what these questions count: your points come at the end. Please go on here:
no-result-yet = There is no result yet. A few answers are still missing:
sorry = Sorry, something went wrong on our side. Your answers are safe. Please try again in a moment, or call { $phone }.

# Somebody wrote of whom nothing that is stored can be opened any more (a damaged disk).
unopened = { unopened-call }

    Or begin anew here: /forget erases what is left, then write /start.
unopened-call = Sorry, because of a fault on our side <b>your answers can't be read any more</b>, and what you just wrote did not reach the office. Please call { $phone }.

help = <b>How this works</b>
    Press a button or type your answer. “I don't know” is always a good answer. “Back” goes one question back.

    /result – your result
    /recheck – something changed: count again
    /book – ask for a consultation
    /reminders – what you want to hear of in time
    /human – talk with a person
    /language – change the language
    /cancel – stop what we are doing; answers stay
    /mydata – get everything stored about you
    /privacy – what happens with your data
    /forget – erase everything
    /start – go on where you stopped
    /help – this message

    Telephone: { $phone }

# $controller: who is responsible. $contact: how to reach them. Days that is kept: $days_count what was sent to the office,
# $unfinished_count an interview without a result, $unqualified_count a result that was not sent, $client_count a client.
privacy = <b>Your data</b>
    • <b>Responsible:</b> { $controller }
    • <b>Stored:</b> your answers and points, and your name, contact and messages to the office, if you give them. Encrypted. Messages and files between you and staff are passed on, and not kept once they have arrived.
    • <b>Used for:</b> this consultation only.
    • <b>Seen by:</b> the office, and only after you agree to send it.
    • <b>Kept after our last contact:</b> a request to the office { $days_count ->
        [one] one day
       *[other] { $days_count } days
    }, answers without a result { $unfinished_count }, a result you did not send { $unqualified_count }, as our client { $client_count }. Then everything is erased by itself.
    • <b>Reminders:</b> only of a time you booked, and of what you choose in /reminders.
    • { $channel ->
        [telegram] <b>Telegram:</b> chats are kept in Telegram's cloud, without end-to-end encryption.
        [console] <b>This terminal:</b> what you type stays on this machine.
        [web] <b>This page:</b> it is the office's own. One cookie keeps you signed in; nothing goes to other sites. What stands on it stays there, encrypted, as long as your data.
        [line] <b>LINE:</b> it keeps on its servers what you write. Pictures and files from us lie for a day at an address that only you get.
       *[other] <b>The service you write by ({ $channel }):</b> it may keep what you write.
    } Please send no passport or card numbers.
    • <b>Your rights:</b> /mydata gives you a copy, /forget erases everything. Write “withdraw my consent” to take back your agreement.
    • <b>Questions:</b> { $contact }
forget = <b>Erase everything?</b>
    Your answers, results and request are erased, here and at the office. This cannot be undone. For a copy first, press “Keep everything” and send /mydata.
# $channel: what the person writes by. $there: the text below, of each other service by which they wrote
erased = <b>Done. Everything was erased from this system:</b> your answers, your results, your request and notes to the office, and those messages here that a bot may delete.

    <b>What we cannot reach:</b>
    { $channel ->
        [telegram] • in Telegram messages older than 48 hours, its own lines, and what others copied. Please delete the chat yourself.
        [line] • in LINE everything that stands in this chat: there a bot can take nothing back. Please delete the chat yourself.
        [web] • on this page nothing is left. What you saved or printed of it is yours.
        [console] • what stands on this screen.
       *[other] • what the service you write by ({ $channel }) keeps. Please delete the chat yourself.
    }{ $there }
    • what staff wrote down. If you had sent us a request, it is now being taken out of the staff's own chat as far as a bot may, and we are asking staff to delete the rest, and whatever they noted outside this system.
    • backups of the system, until they expire.

    If you want to start again one day, send /start.
# A line of its own in the text above
erased-there = { $channel ->
    [telegram] • in Telegram messages older than 48 hours, its own lines, and what others copied. Please delete that chat yourself.
    [line] • in LINE everything that stands in that chat: there a bot can take nothing back. Please delete that chat yourself.
    [web] • on the website nothing is left.
   *[other] • what the service you also wrote by ({ $channel }) keeps.
}
forget-kept = All right, nothing was erased.
# A button with /forget: the leave to keep answers is taken back, and what was sent to the office stays there
button-withdraw = Withdraw my consent only
# $office: who keeps the data. $days_count, $client_count: as with q-consent
withdraw = <b>Take back your consent?</b>
    <b>What stops:</b> we ask you nothing more and work nothing out. Your answers here are deleted, reminders, machine translation and the link for your employer end.
    <b>What stays:</b> the request you sent, what { $office } noted with it, and any time you booked, because the office needs them to answer you: { $days_count ->
        [one] one day
       *[other] { $days_count } days
    } at most after our last contact{ $client_count ->
        [0] {""}
       *[other] , { $client_count } if you have engaged us
    }. Staff are told that you took your consent back. “Erase everything” takes the request away, too.
# The same of somebody who sent no request
withdraw-all = <b>Take back your consent?</b>
    Then we keep nothing: your answers and results are erased, and nothing more is sent to you. This cannot be undone. For a copy first, press “Leave it as it is” and send /mydata.
button-withdraw-yes = Withdraw my consent
    .typed = withdraw|withdraw consent
button-withdraw-no = Leave it as it is
    .typed = no|keep|cancel|leave it
withdrawn = <b>Your consent is taken back.</b> We keep none of your answers any more, ask nothing and remind you of nothing. The request you sent is still with the office; /forget erases that, too.
withdraw-kept = All right, everything stays as it is.
withdraw-nothing = There is no consent to take back: we keep none of your answers.
exported = This file holds everything we store about you. Please keep it in a safe place.

# Shown above the kept answers
recheck = <b>What has changed since last time?</b>
    These are the answers we have:
# All answers are of one day
recheck-of-a-day = <b>What has changed since last time?</b>
    These are your answers of { $day }:
recheck-line = { $what }: <b>{ $value }</b> <i>({ $day })</i>
recheck-question = Press what changed. We ask only about that, and about what depends on it.

## When an answer could not be read. Each says what would be accepted.

# $label: the first button. A key that ends in -again is said when the second answer in a row could not be read
problem-choice = Sorry, we did not understand that. Please press one of the buttons, or type its words, for example “{ $label }”.
problem-choice-again = Please press the button below that comes closest.
problem-yen = We could not read the amount. Please write the pay for one year in yen, for example <code>6,500,000</code>.
problem-yen-again = Please write the amount alone, for example <code>6,500,000</code>.
problem-yen-currency = Please give the amount in Japanese yen, for example <code>6,500,000</code>. If you know it only in another currency, choose “I don't know”: staff will help.
problem-yen-too-large = That amount is too large for us. Please check the zeros. 6.5 million yen is <code>6,500,000</code>.
problem-yen-net = Here the pay <b>before</b> tax and insurance counts (gross), and yours after them (net) does not tell it. Please write the gross pay of one year in yen, for example <code>6,500,000</code>. It is on your contract or offer letter.
problem-yen-hourly = Here the pay of one year counts. Please work out what you get in a year without overtime, and write it in yen, for example <code>6,500,000</code>.
problem-yen-undecided = That is no trouble: choose “I don't know” and go on. If there is an offer or a usual pay for the job, write that, for example <code>6,500,000</code>; you can change it later.
problem-yen-overtime = Pay for overtime does not count here. Please write the pay of one year without it, bonus included, for example <code>6,500,000</code>. If fixed overtime is part of your contract, staff will look at it.
problem-yen-bonus = How much bonus is promised for a year? Please write pay and bonus, for example <code>6,000,000 + bonus 1,000,000</code> or <code>400,000 monthly + 2 months bonus</code>. A bonus that depends on results does not count.
problem-yen-several = Who is paid by several employers counts the pay of the main one only. Please write what your main employer pays in a year, for example <code>4,000,000</code>.
problem-yen-included = Shares, sign-on pay and allowances for housing, commuting or family do not count here. Please write the pay of one year without them, for example <code>6,500,000</code>.
problem-whole = Please give a number, for example <code>2</code>.
problem-whole-range = Please give a number from { $low } to { $high }, for example <code>2</code>.
problem-whole-related = A licence counts if your work needs it or is done with it. Please count those and write the number, for example <code>1</code>, or <code>0</code> if it has nothing to do with this work.
problem-years = Please write how long, for example <code>5 years</code> or <code>4 years 6 months</code>.
problem-years-again = Please write the time alone, for example <code>5 years</code>.
problem-years-since = In which month did it begin, and in which did it end? Please write both, for example <code>April 2018 to March 2023</code> or <code>since April 2019</code>; or how long it is, for example <code>5 years</code>.
problem-years-about = Here whole months decide. Please write the years and months that are full by today, for example <code>2 years 10 months</code>.
problem-percent = Please give a percentage, for example <code>3.5%</code>.
problem-day = We could not read the date. Please write year, month and day, for example <code>1994-05-01</code>.
problem-day-again = Please write the date alone, for example <code>1994-05-01</code>.
problem-day-age = Near a birthday the age alone is not enough. Please write year and month of birth; the day is needed only when the birthday is close. For example <code>1994-05-01</code>.
problem-day-impossible = This day is not in the calendar. Please check it and write year, month and day, for example <code>1994-05-01</code>.
problem-day-range = Please check the year: the date must be from { $earliest } to { $latest }. For example <code>1994-05-01</code>.
problem-day-more = Here the exact day matters for your points. Please write year, month and day, for example <code>1994-05-01</code>.
# A day of which the month is enough. $year: the year before or after this one.
problem-date = We could not read the date. The month is enough, for example <code>{ $year }-04</code>.
problem-date-again = Please write year and month alone, for example <code>{ $year }-04</code>.
problem-date-range = Please check the date: it must be from { $earliest } to { $latest }.
problem-date-impossible = This day is not in the calendar. The month is enough, for example <code>{ $year }-04</code>.
problem-name = Please write only your name here, for example <code>Maria Santos</code>.
problem-name-unseen = We cannot see a name there. Please write it in letters, for example <code>Maria Santos</code>.
problem-where = Please write only where you live and when you can be reached, for example <code>Bangalore, India; weekdays after 18:00</code>.
problem-text-empty = Please write a few words, for example: <code>I need advice on my visa.</code>
problem-text-long = That is a little long. Please use { $most } characters at most, for example one or two sentences.
problem-contact = This looks like neither a telephone number nor an e-mail address. For example <code>+81 90 1234 5678</code> or <code>maria@example.com</code>.
problem-contact-mail = That e-mail address seems not to be complete. Please check it, for example <code>maria@example.com</code>.
problem-contact-letters = There are letters inside that number. Please check it and write digits only, for example <code>+81 90 1234 5678</code>.
problem-contact-digits = That number seems too short or too long. Please write all of it, for example <code>+81 90 1234 5678</code>.
problem-contact-country = Please write the number with the code of its country, so that we can call you abroad, for example <code>+84 90 123 4567</code>.
stuck = If this question is not easy, type “I don't know” and go on, or call us: { $phone }.
stuck-example = It can look like this: <code>{ $text }</code>

## Telegram's menu and profile, plain text (limits: command 256, description 512, short description 120)

command-start = Start, or go on where you stopped
command-help = How this works
command-language = Change the language / 言語を変える
command-recheck = Something changed: count my points again
command-result = My result
command-book = Ask for a consultation
command-human = Talk with a person
command-privacy = What happens with my data
command-mydata = Get everything stored about me
command-forget = Erase everything about me
command-cancel = Stop what we are doing; answers stay
bot-description = Points for Japan's Highly Skilled Professional visa (高度専門職), explained line by line in 3 to 5 minutes. Press buttons or type. At the end you can talk with an immigration-law office (行政書士).

    It is an estimate, not a decision. You decide what is sent, and you can erase everything at any time.
bot-short-description = Points for Japan's Highly Skilled Professional visa, explained, and contact with an immigration-law office.
# What the button beside the field says that opens our page; short
bot-open-page = Open

## The office's own ways to meet, one a line

# $way: what it is. $about: what it costs and what to know.
way-line = • { $way }: { $about }

## Which of two answers

# Below stands a button with the subject of an answer, or two
which-answer-one = <b>Do you mean this?</b>
which-answer = <b>Which do you mean?</b>
button-no-answer = None of these
    .typed = none|neither|no
button-other-answer = No, something else
    .typed = no|something else|other

## Talk with staff

# Above what a member of staff wrote; $name is the office
from-office = 👤 <b>{ $name }:</b>
from-office-changed = ✏️ <b>{ $name } (changed):</b>
talk-with-staff = 💬 A person of the office is talking with you here. What you write goes straight to them; the buttons and commands still work.
# Above what a machine made of a message, beneath which it stands
translation-mark = 🌐 <i>Machine translation, may be wrong:</i>
# To the client, where a talk with staff begins
translation-told = 🌐 You and staff write in different languages, so a machine translates. Each message arrives at once as it was written; the translation comes below it, and may be wrong. For that, what you and staff write goes to a translation server that is run by the office.
# With /privacy. $now: "on" or "off"
translation-state = { $now ->
    [on] 🌐 <b>Machine translation:</b> what you and staff write to each other goes to a translation server that is run by the office. The translations may be wrong. While that server does not answer, a text that has arrived waits for it, encrypted, up to a day.
   *[off] 🌐 <b>Machine translation:</b> switched off. Nothing of what you and staff write to each other goes to the translation server.
}
translation-switch-off = Do not translate
translation-switch-on = Translate again
translation-switched = { $now ->
    [on] All right. A machine translates again what you and staff write to each other.
   *[off] All right. Nothing of what you and staff write to each other goes to the translation server any more. Your messages reach staff as you write them. /privacy switches it on again.
}
talk-handed-back = ↩️ The bot is answering here again. What you write still reaches the office.
not-passed-on = That cannot be passed on to the office. Please write it as text, or send it as a photo or a file.
# Only the words beneath it could
not-passed-on-in-part = Your words are with the office, but what you sent with them cannot be passed on. Please send it as a photo or a file.
# A file that could not be passed on; $name is what it is called, or its kind, $by: who sent it
file-lost = 📎 { $by ->
        [staff] The office sent you { $name }, but it did not reach you.
       *[client] { $name } did not reach the office.
    } { $reason ->
        [size] It is too large (at most 20 MB).
       *[gone] Telegram does not have it any more.
    }{ $by ->
        [staff] { " " }The office knows.
       *[client] { $reason ->
            [size] { " " }Please send it another way.
           *[gone] { " " }Please send it again.
        }
    }
# Somebody put another file in the place of one that the office has
file-replaced = 📎 The office still has the file you sent first. Please send the new one as a new message.
# What a message held, where it cannot be shown
# The very words of the other side
said = { $text }
media-photo = a photo
media-document = a file
media-voice = a voice message
media-video_note = a video message
media-video = a video
media-audio = a piece of music
media-animation = an animation
media-sticker = a sticker
media-contact = a contact
media-location = a place
media-venue = a place
