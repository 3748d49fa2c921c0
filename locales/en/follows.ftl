### What follows from the score: permanent residence, HSP (ii), the family, duties, and which category fits.
###
### Readers are clients on a phone, often in their second language: short sentences, no promise, no bare legal terms.
### What is not certain is told as "staff will confirm". Numbers, yen and dates arrive formatted.
### For terms of law the Japanese file is the reference; for everything else this one is.

## Permanent residence (永住許可): the five routes of the guideline

follows-route-70-i = 70 points for 3 years, as a Highly Skilled Professional
follows-route-70-ro = 70 points for 3 years, with any status
follows-route-80-i = 80 points for 1 year, as a Highly Skilled Professional
follows-route-80-ro = 80 points for 1 year, with any status
follows-route-j-skip = J-Skip for 1 year

follows-pr-activity = First tell us which kind of work it is. Then we can count the years for permanent residence.
# $route: one of the routes above
follows-pr-open = ✅ <b>Permanent residence:</b> by what you told us, the points and years are enough to apply now ({ $route }).
follows-pr-from = <b>Permanent residence:</b> the earliest day to apply is <b>{ $day }</b> ({ $route }), if nothing else changes.
follows-pr-at-latest = <b>Permanent residence:</b> from <b>{ $day }</b> at the latest ({ $route }), if nothing else changes. It may be sooner: that depends on what we do not know yet.
# A long time abroad was told, which may start the years anew
follows-pr-anew = ⚠️ <b>Permanent residence:</b> staff must check your time abroad first; your years in Japan may begin anew. Without that, the earliest day to apply would be { $day } ({ $route }).
follows-pr-unknown = <b>Permanent residence:</b> we cannot name a day yet. It depends on what we do not know.
# $years: how far ahead we look
follows-pr-none = <b>Permanent residence:</b> by what you told us, no route with points opens in the next { $years } years.
# Somebody who does not live in Japan
follows-pr-abroad = <b>Permanent residence:</b> we cannot name a day yet, because you do not live in Japan yet. The years needed are 3 with 70 points, and 1 with 80 points or J-Skip.
# A way without points, of spouses of Japanese or permanent residents and of long-term residents
follows-own-open = ✅ <b>Permanent residence without points:</b> by what you told us, your years are enough to apply now.
follows-own-from = <b>Permanent residence without points:</b> the earliest day to apply is <b>{ $day }</b>, if nothing else changes.
follows-own-at-latest = <b>Permanent residence without points:</b> from <b>{ $day }</b> at the latest, counted from the end of the month or year you named.
follows-own-anew = ⚠️ <b>Permanent residence without points:</b> staff must check your time abroad first; your years in Japan may begin anew. Without that, the earliest day to apply would be { $day }.
follows-own-unknown = <b>Permanent residence without points:</b> we cannot say yet from when. Staff will look at your years with you.
follows-own-points = With points it may be sooner: press “Count my points too”.
follows-own-no-points = <b>Your way to permanent residence needs no points.</b>
    What it needs stands under 🏠. To see your points all the same, press “Count my points too” in the short result.
follows-pr-keep = Until you apply, keep { $mark } points or more on every day.
follows-pr-keep-j-skip = Until you apply, keep meeting the conditions of J-Skip on every day.
# $day: the first day on which the points are too low
follows-pr-falls = Take care: from { $day } this would no longer hold.
# $route: another route
follows-pr-other-open = Also open today: { $route }.
follows-pr-other-from = Also possible from { $day }: { $route }.
follows-pr-for-staff = ⚠️ Staff look at these with you before you apply: { $what }.
follows-pr-not-asked = The Immigration Services Agency also looks at these: { $what }.
# The same with many: a title, and each in a line of its own (follows-named-line)
follows-pr-for-staff-title = ⚠️ Staff look at these with you before you apply:
follows-pr-not-asked-title = The Immigration Services Agency also looks at:
follows-needed-title = We can say more once you answer:
follows-needed-changed-title = We also need to know from which day this is as it is today:
follows-named-line = • { $what }
follows-pr-renew = An application does not extend your stay. Renew your status in time.
follows-pr-livelihood = The agency also looks at good conduct and whether you can live on your own income.
follows-staff-confirms = Staff will confirm this.
# $what: names of questions or facts
follows-needed = We can say more once you answer: { $what }.
# Facts that differed before, of which the day of the change is not known
follows-needed-changed = We also need to know from which day this is as it is today: { $what }.

## Reasons: points on three kinds of days
# $least, $greatest: what the total can be, by what is not known

follows-points-now = Today ({ $day }): at least { $least } points; { $mark } are needed.
follows-points-now-none = Today ({ $day }): { $greatest } points at most; { $mark } are needed.
follows-points-now-unknown = Today ({ $day }): between { $least } and { $greatest } points; { $mark } are needed.
follows-points-now-no-work = Your work begins on { $day }: before it no day has these points, so the years begin then.
follows-points-now-no-day = No day before your work begins has these points. When it begins is not known yet.
# Whatever the points, the pay of 3 million yen or the kind of work closes it
follows-points-now-closed = Today ({ $day }): the lowest pay or the kind of work does not fit, whatever the points.
# The pay of 3 million yen or the kind of work
follows-points-now-gate = Today ({ $day }): the points would do ({ $least } or more, { $mark } needed), but the lowest pay or the kind of work does not fit, or is not known.
follows-points-then = Counted for { $day }: at least { $least } points; { $mark } are needed.
follows-points-then-none = Counted for { $day }: { $greatest } points at most; { $mark } are needed.
follows-points-then-unknown = Counted for { $day }: between { $least } and { $greatest } points; { $mark } are needed.
follows-points-then-gate = Counted for { $day }: the points would do ({ $least } or more, { $mark } needed), but the lowest pay or the kind of work did not fit, or is not known.
follows-points-then-closed = Counted for { $day }: the lowest pay or the kind of work did not fit, whatever the points.
follows-points-then-untold = Counted for { $day }: not known yet, because we do not know how things were then. { $mark } points are needed.
follows-points-kept = From { $first } until today: { $mark } points or more on every day.
# $day: the first day below the mark
follows-points-kept-none = From { $first } until today, { $mark } points are needed on every day. On { $day } they were not reached.
follows-points-kept-closed = From { $first } until today, the points are needed on every day, with the lowest pay and the kind of work. On { $day } these did not fit.
follows-points-kept-unknown = From { $first } until today, { $mark } points are needed on every day. We do not know this for every day yet.

follows-j-skip-now = Today ({ $day }): the conditions of J-Skip are met.
follows-j-skip-now-none = Today ({ $day }): the conditions of J-Skip are not met.
follows-j-skip-now-unknown = Today ({ $day }): we do not know yet whether the conditions of J-Skip are met.
follows-j-skip-then = On { $day } the conditions of J-Skip were met.
follows-j-skip-then-none = On { $day } the conditions of J-Skip were not met.
follows-j-skip-then-unknown = We do not know yet whether the conditions of J-Skip were met on { $day }.
follows-j-skip-kept = From { $first } until today the conditions of J-Skip were met on every day.
follows-j-skip-kept-none = The conditions of J-Skip are needed on every day from { $first }. On { $day } they were not met.
follows-j-skip-kept-unknown = The conditions of J-Skip are needed on every day from { $first }. We do not know this for every day yet.
follows-j-skip-lost = You had J-Skip for the whole time, but its conditions do not seem to be met today. Staff will confirm whether they must still be met.

# $day: the first day that counts. $years: 1 or 3
follows-stay = In Japan since { $day } or longer, as it must be.
follows-stay-none = You must have lived in Japan since { $day } or longer (years needed: { $years }).
follows-stay-unknown = You must have lived in Japan since { $day } or longer. We do not know this yet (years needed: { $years }).
follows-holding = Highly Skilled Professional since { $day } or longer, as it must be.
follows-holding-none = For this route you must have been a Highly Skilled Professional since { $day } or longer (years needed: { $years }).
follows-holding-unknown = For this route you must have been a Highly Skilled Professional since { $day } or longer. We do not know this yet (years needed: { $years }).

## The other conditions. `.short` is for lists

# $answer: yes (in order), late (in order, but not surely by the coming rules), no (not surely), open (not known)
follows-condition-state = { $answer ->
    [yes] : in order.
    [late] : in order today, but the rule changes, so staff will confirm.
    [no] : not surely in order, so staff look at it first.
   *[open] : not known yet.
}
follows-condition-tax = { follows-condition-tax.short }{ follows-condition-state }
    .short = taxes paid on time
follows-condition-pension = { follows-condition-pension.short }{ follows-condition-state }
    .short = pension paid on time
follows-condition-insurance = { follows-condition-insurance.short }{ follows-condition-state }
    .short = health insurance paid on time
follows-condition-fines = { follows-condition-fines.short }{ follows-condition-state }
    .short = no fines or punishment
# Law: 所属機関等に関する届出, 住居地の届出
follows-condition-notified = { follows-condition-notified.short }{ follows-condition-state }
    .short = moves and job changes notified
# Law: 最長の在留期間
follows-condition-longest-period = { follows-condition-longest-period.short }{ follows-condition-state }
    .short = the longest period of stay
# Law: 上陸許可基準
follows-condition-landing = { follows-condition-landing.short }{ follows-condition-state }
    .short = work that still fits your status
follows-condition-absence = { follows-condition-absence.short }{ follows-condition-state }
    .short = no long time abroad
# Law: 身元保証人, a Japanese citizen or a permanent resident
follows-condition-guarantor = { follows-condition-guarantor.short }{ follows-condition-state }
    .short = a guarantor

## Things to know

follows-notice-already-permanent = You are a permanent resident already, so these routes are not needed.
follows-notice-unknown-status = We do not know this status of residence. Staff will look at it.
follows-notice-abroad = The years are counted in Japan. They start when you live here.
follows-notice-status-for-staff = With your present status, staff will confirm whether you can use these routes.
# 永住許可に関するガイドライン2(1)
follows-notice-own-route-spouse = As the spouse of a Japanese citizen or of a permanent resident you have a way of your own to permanent residence, without points: { $married_years } years of real marriage and { $spouse_years } year in Japan. Staff will confirm, also what a child needs.
# With the spouse or child visa, and not married
follows-notice-own-route-child = Children of a Japanese citizen or of a permanent resident have a way of their own to permanent residence, without points. Staff will confirm how many years in Japan it needs.
# 永住許可に関するガイドライン2(2)
follows-notice-own-route-long-term = As a long-term resident you have a way of your own to permanent residence, without points: { $long_term_years } years with this status. Staff will confirm.
follows-notice-own-route-either = Spouses of a Japanese citizen or a permanent resident ({ $married_years } years of real marriage, { $spouse_years } year in Japan), and long-term residents ({ $long_term_years } years), have ways of their own to permanent residence, without points. Staff will confirm which is open to you, and when.
# Part of a sentence, as follows-hsp2-gives-…
follows-permanent-gives-no-limit = a stay without a time limit
follows-permanent-gives-any-work = any work, with any employer
follows-permanent-gives-no-points = no points to keep
follows-permanent-ends-family = the stay of parents and of helpers at home that came with the Highly Skilled Professional status
# From 2027-04-01
follows-permanent-ends-revoked = it may be taken away for taxes or insurance left unpaid on purpose, or for certain crimes
# $day: 26 November 2023
follows-own-marriage = Your marriage has lasted { $years } years or more.
follows-own-marriage-none = Your marriage has lasted less than { $years } years.
follows-own-marriage-unknown = We do not know yet whether your marriage has lasted { $years } years.
follows-own-stay = Your years in Japan are enough for this way (asked for: { $years }).
follows-own-stay-none = Your years in Japan are not enough yet for this way (asked for: { $years }).
follows-own-stay-unknown = We do not know yet whether your years in Japan are enough for this way (asked for: { $years }).
follows-goal-closed-permanent = You are a permanent resident: these statuses are not needed, and what hangs on them is closed.
# The page that compares goals. $goal: one of follows-goal-name-…; $why: a sentence
follows-goal-title = <b>Which goal is best for you?</b>
follows-goal-best = 👉 <b>{ $goal }.</b> { $why }
follows-goal-gate = ✖️ { $why }
follows-goal-name-permanent-residence = Permanent residence by points
follows-goal-name-own-route = Permanent residence without points
follows-goal-name-permanent-j-skip = Permanent residence by J-Skip
follows-goal-name-hsp2 = HSP (ii)
follows-goal-name-stay = Staying as you are
follows-goal-option-title = ▸ <b>{ $goal }:</b> { $when }
follows-goal-when-held = you have it already.
follows-goal-when-open = you can apply now, by what you told us.
follows-goal-when-from = from { $day }, if nothing else changes.
follows-goal-when-at-latest = from { $day } at the latest; it may be sooner.
follows-goal-when-unknown = we cannot name a day yet.
follows-goal-when-anew = staff must check your time abroad first; the years may begin anew.
# Points were not asked for, beside a way without them
follows-goal-when-not-counted = your points were not counted.
follows-goal-when-closed = not open as things are.
follows-goal-when-stay = nothing to apply for now; the duties of your status stay.
follows-goal-closed-by-line = Why: { $why }
# $what: parts of sentences
follows-goal-gives-line = Gives: { $what }.
follows-goal-ends-line = Takes away: { $what }.
follows-goal-ends-nothing-line = Takes away: nothing of what your family has.
# $what: duties in few words
follows-goal-asks-line = Asks of you: { $what }.
follows-goal-missing-line = To say more, we need: { $what }.
follows-goal-missing-many-line = To say more, we need: { $what }, and { $count } more.
follows-goal-held = You have permanent residence already.
follows-goal-only = This is the goal with a day.
follows-goal-soonest = By what we know now, this is the soonest.
follows-goal-same-day = Another one below opens on the same day: compare what each gives and takes away.
follows-goal-family = Two are open on one day. This one keeps what your family has; permanent residence would end it.
follows-goal-none = None of these has a day as things are.
follows-firm-unknown = It still depends on what we do not know yet.
follows-firm-staff = Staff must confirm some of these points first.
follows-firm-gate = Staff must confirm a condition first.
# $day: 19 December 2026
follows-firm-eve = { $day } is the day before your birthday: by law the new age may count already. Staff will confirm.
# Example: 70 points now; 65 from 20 December 2026. Apply by 19 December 2026.
follows-firm-fall = { $now } points now; { $total } from { $day }. Apply by { $last }.
follows-firm-rise = { $now } points now; { $total } from { $day }, before the decision is usual.
follows-firm-child = Your child is young enough for it until { $last }.
follows-firm-condition = It depends on the other conditions as well, such as taxes and insurance.
follows-firm-route = Staff must confirm whether this way is open to you.
follows-absence = You were never abroad for { $trip_days } days at once, nor for { $year_days } days in a year: your years in Japan count.
follows-absence-unknown = { $trip_days } days abroad at once, or about { $year_days } in a year, can start your years in Japan anew. Staff will look at this with you.
follows-absence-long = You were abroad for { $trip_days } days or more at once, or { $year_days } or more in a year. By practice your years in Japan may have started anew. Please ask staff before you count on a day.
# $day: 1 April 2027
follows-notice-new-rules = <b>The rules change on { $day }.</b> For applications from that day a new guideline applies: household income, and more. Points on every day between are needed already today. Staff will explain the details.
# A way without points
follows-notice-new-rules-own = <b>The rules change on { $day }.</b> For applications from that day a new guideline applies: household income, and more. Staff will explain the details.
follows-notice-new-rules-now = A new guideline applies to applications since { $day }: household income, and more. Points are needed on every day between, as before. Staff will explain the details.
# $day: 31 March 2027
follows-notice-income-unclear = For applications until { $day }, sources differ on how income is looked at. Staff will confirm.
# Stays that hang on the status: 特定活動34号, 2号, 2号の2, 2号の3
follows-notice-ends-family = Permanent residence ends the stay of parents and of helpers at home that came with a Highly Skilled Professional status. HSP (ii) keeps it. Please talk to staff before you apply.
follows-notice-j-skip-by-points = You hold the status by points, but you seem to meet J-Skip too. Please ask staff: the note on your residence card matters.

## HSP (ii), the status without a time limit (高度専門職2号)

follows-hsp2-held = You have HSP (ii) already: your stay has no time limit.
follows-hsp2-open = ✅ <b>HSP (ii):</b> by what you told us, the points and years are enough to apply now.
follows-hsp2-from = <b>HSP (ii):</b> the earliest day to apply is <b>{ $day }</b>, if nothing else changes.
follows-hsp2-at-latest = <b>HSP (ii):</b> from <b>{ $day }</b> at the latest, if nothing else changes. It may be sooner.
follows-hsp2-unknown = <b>HSP (ii):</b> we cannot name a day yet. It depends on what we do not know.
# $years: how far ahead we look
follows-hsp2-none = <b>HSP (ii):</b> by what you told us, it does not open in the next { $years } years.
follows-hsp2-first-stage = <b>HSP (ii)</b> comes after HSP (i): first you need that status, then { $years } years with it (1 year with J-Skip).

follows-hsp2-points = Points today: at least { $least }; { $mark } are needed on the day you apply.
follows-hsp2-points-none = Points today: { $greatest } at most; { $mark } are needed on the day you apply.
follows-hsp2-points-unknown = Points today: between { $least } and { $greatest }; { $mark } are needed on the day you apply.
follows-hsp2-points-gate = The points would do today ({ $least } or more, { $mark } needed), but the lowest pay or the kind of work does not fit, or is not known.
follows-hsp2-points-closed = Today the lowest pay or the kind of work does not fit, whatever the points.
follows-hsp2-points-j-skip = The conditions of J-Skip are met today. No points are needed.
# $years: 3, or 1 with J-Skip. $day: the day so many years ago
follows-hsp2-stay = HSP (i) since { $day } or longer, doing that work, as it must be.
follows-hsp2-stay-none = You need { $years } years as HSP (i), doing that work. That would be since { $day } or longer.
follows-hsp2-years-over = These years are over on { $day }. By what we know, the points are not enough on that day.
follows-hsp2-stay-unknown = You need HSP (i), doing that work, since { $day } or longer (years needed: { $years }). We do not know this yet.
follows-hsp2-stay-other = HSP (ii) is given to holders of HSP (i). You need { $years } years with it, so since { $day } for an application today. If you held HSP (i) before, staff will confirm whether that is enough.

follows-hsp2-others = The Immigration Services Agency also looks at: { $what }.
follows-hsp2-other-conduct = good conduct
follows-hsp2-other-interest = whether your stay is in Japan's interest
follows-hsp2-other-suitable = whether your work suits Japan's industry and daily life
follows-hsp2-gives = What it gives: { $what }.
follows-hsp2-gives-no-limit = a stay without a time limit
follows-hsp2-gives-activities = nearly all kinds of work beside your main work
follows-hsp2-gives-employer = no new permission when you change employers (you notify)
follows-hsp2-gives-family = your parents and helpers may stay (permanent residence would end that)
follows-hsp2-gives-card = a residence card that you renew every 7 years
follows-hsp2-gives-card-own-date = a residence card with a date of its own: you renew it in time

## Family

# $why: the condition that is not met
follows-closed-here = ✖️ This hangs on the Highly Skilled Professional status, which is closed as things are. { $why }
follows-family-intro = These come with the Highly Skilled Professional status, once you have it.
# $state: yes (what we can judge is met), open
follows-family-line = { $state ->
    [yes] ✅
   *[open] ❔
} { $what }
# $income_yen: least income of the household. $age: of the child
follows-family-parents = <b>Your or your spouse's parents</b>: to help with a child under { $age } or during a pregnancy. Income of you and your spouse: { $income_yen } yen or more a year.
follows-family-spouse = <b>If you are married, your spouse's work</b>: full-time work as a researcher, teacher, engineer or office specialist, and some entertainment work, without the usual degree or career.
follows-family-spouse-j-skip = <b>If you are married, your spouse's work with J-Skip</b>: also work as a professor, artist, religious worker, journalist or skilled worker.
follows-family-worker-family = <b>A helper at home</b>: if a child is under { $age }, or your spouse cannot do the housework (for example illness). Income of you and your spouse: { $income_yen } yen or more a year. One helper.
follows-family-worker-accompanying = <b>A helper who comes with you</b>: employed by you abroad for { $years } year or more. Income of you and your spouse: { $income_yen } yen or more a year. One helper.
follows-family-worker-investment = <b>A helper, for work in investment management</b> (in practice the type 金融人材型; staff will confirm): income of you and your spouse { $income_yen } yen or more a year; two helpers from { $more_yen } yen.
follows-family-worker-j-skip = <b>Helpers with J-Skip</b>: up to two, if the income of you and your spouse is { $income_yen } yen or more a year.
# $day: the last day on which the youngest child is young enough
follows-family-until = Because of the child's age, until { $day }.
# $what: what is not known yet
follows-family-missing = Not known yet: { $what }.
# $what: a list of follows-family-closed-item
follows-family-closed = ✖️ Not open to you now: { $what }.
# $what: a benefit. $why: what is not met
follows-family-closed-item = { $what } (not met: { $why })
# Stays that hang on the status: 特定活動34号, 2号, 2号の2, 2号の3
follows-family-ends = ⚠️ Parents and helpers can stay only while you are a Highly Skilled Professional. Permanent residence ends their stay; HSP (ii) keeps it. Please talk to staff before you change.
follows-family-lacking-income = the household's income
follows-family-lacking-reason = a child of that age, or another reason the rule names
follows-family-lacking-j-skip = J-Skip
follows-family-lacking-investment-management = work in investment management
# A permanent resident
follows-family-lacking-status = the Highly Skilled Professional status, which ends with permanent residence
follows-family-need-spouse-unable = whether your spouse cannot do the housework
follows-family-need-employed-abroad = whether you employed the helper abroad for a year or more
follows-family-need-j-skip = whether you meet J-Skip
follows-family-also = Also needed: { $what }.
# A condition that is not verified for this benefit
follows-family-unsure = { $what } (staff will confirm)
follows-also-lives-together = living together with you
follows-also-one-side = parents of one side only (yours or your spouse's)
follows-also-married = a lawful marriage
follows-also-japanese-contract = a contract with an organisation in Japan
follows-also-equal-pay = pay at least as high as a Japanese person's
follows-also-worker-pay = { $pay_yen } yen or more a month for the helper
follows-also-worker-age = the helper is { $age } or older
follows-also-common-language = a common language
follows-also-leaves-together = the helper leaves Japan with you
# $what: the benefits that seem possible, in short
follows-family-short-parents = parents
follows-family-short-spouse = spouse's work
follows-family-short-spouse-j-skip = spouse's work with J-Skip
follows-family-short-worker-family = helper (child or illness)
follows-family-short-worker-accompanying = helper who comes along
follows-family-short-worker-investment = helper (investment management)
follows-family-short-worker-j-skip = helpers with J-Skip

## Duties

follows-duty-held = Your duties with your present status:
follows-duty-later = Your duties once you have the status HSP (i):
# To a holder who has not said of which kind
follows-duty-first = With HSP (i), your duties are:
# $what: a duty that is not certain
follows-duty-unsure = { $what } Staff will confirm.
# Law: 入管法22条の4
follows-duty-activity-second = Do not stop your main work: after { $months } months without it and without good reason, the status may be taken away. This is for HSP (ii).
    .short = no pause of { $months } months in your main work
follows-duty-activity-first = Do not stop your main work: after { $months } months without it and without good reason, the status may be taken away. (The 6 months you may read of are for HSP (ii) only.)
    .short = no pause of { $months } months in your main work
# Law: 在留資格変更許可; the employer is named in the 指定書
follows-duty-employer-first = New employer: you need a new permission (change of status) <b>before</b> you start there, and the points are counted again.
    .short = a new permission before you start at a new employer
follows-duty-employer-second = New employer: no new permission is needed, but you notify it.
    .short = notice of a new employer
# Law: 入管法19条の16
follows-duty-notice-first = Notify the Immigration Services Agency within { $days } days when your employer or company changes. For HSP (i) sources differ on whether this is needed beside the new permission: give the notice too.
    .short = notice within { $days } days when your employer changes
follows-duty-notice-second = Notify the Immigration Services Agency within { $days } days when your employer or company changes.
    .short = notice within { $days } days when your employer changes
follows-duty-renewal = Your stay is { $years } years at a time. A renewal with fewer than { $points } points is refused.
    .short = a renewal every { $years } years, with { $points } points each time
follows-duty-card = Your stay has no time limit, but the residence card must be renewed every { $years } years.
    .short = a new residence card every { $years } years
# The validity changed on 14 June 2026; the new length is not verified
follows-duty-card-own-date = Your stay has no time limit, but the residence card has a date of its own: renew it in time.
    .short = a new residence card in time
follows-duty-designated = For your older status (designated activities), we do not know which duties apply.
    .short = the duties of your older status, which staff look up
# $day: 1 April 2027
follows-duty-permanent = From { $day }, permanent residence can be taken away if somebody does not pay taxes or insurance on purpose, or for certain crimes.
    .short = taxes and insurance paid, or it may be taken away from { $day }
follows-duty-permanent-now = Since { $day }, permanent residence can be taken away if somebody does not pay taxes or insurance on purpose, or for certain crimes.
    .short = taxes and insurance paid, or it may be taken away

## Which category fits

follows-advice-intro = The category follows your work, not the points. If your work fits two, staff decide with you.
# $told: yes where it is the work the person named
follows-advice-line = <b>{ $category }</b>: { $total } points so far, { $mark } needed. { $verdict }{ $told ->
    [yes] . This is the work you named.
   *[no] . Only if your work is of this kind.
}
follows-advice-closed = Closed: { $why }
follows-advice-open = Still open: { $why }
# $day: 16 October 2025; $yen: capital; $years: of management
follows-advice-manager = Since { $day }, stricter rules for managers, which bind this category as well by what offices say: capital of { $yen } yen or more, one full-time employee, good Japanese (B2) of you or the employee, a master's degree or { $years } years of management, and a checked business plan. Staff will confirm each of them with you.
follows-advice-manager-none = Since { $day }, stricter rules for managers, which bind this category as well by what offices say: capital of { $yen } yen or more, one full-time employee, good Japanese (B2), a checked business plan, and a master's degree or { $years } years of management. You told us of neither degree nor years. Staff will confirm what this means for you.
# $since: 16 October 2025
follows-advice-manager-holder = The rules for managers became stricter on { $since }. If you held the status before that day, you seem to have until { $day }. Staff will confirm.
# Each of the criteria for managers, as a part of a list. $yen: capital, $years: of management
follows-manager-capital-30m-yen = capital of { $yen } yen or more
follows-manager-full-time-employee = one full-time employee (Japanese, permanent resident, spouse and the like)
follows-manager-japanese-b2-in-company = good Japanese (B2) of the manager or the full-time employee
follows-manager-degree-or-years = a master's-level degree or { $years } years of management
follows-manager-business-plan-checked = a business plan checked by a specialist
follows-manager-office-apart-from-home = an office apart from the home
follows-advice-j-skip = You seem to meet J-Skip, the special route without points. Ask staff about it: years to HSP (ii) and permanent residence are fewer.
# Law: 年齢計算ニ関スル法律, an age is reached at the end of the day before the birthday
follows-advice-eve = Tomorrow is a birthday that changes the points, and by law the new age may count already today. Staff will confirm this.
follows-advice-eve-then = { $day } is the day before a birthday that changes the points, and by law the new age may count already. Staff will confirm this.
# $category: a, b or c
follows-advice-other-category = Another category would reach the points, if your work is of its kind: { $category ->
    [a] {category-a.short}
    [b] {category-b.short}
   *[c] {category-c.short}
}. Please ask staff.

## For the staff card

follows-card-residence = <b>Permanent residence:</b> { $route }, { $when }
follows-card-own = <b>Permanent residence without points:</b> { $when }
follows-card-open = open on { $day }
follows-card-from = from { $day }
follows-card-at-latest = from { $day } at the latest
follows-card-unknown = not known yet
follows-card-none = not within { $years } years
# $when: a day as above, on which something is not certain
# $when: the day, counted without the time abroad
follows-card-anew = long time abroad, the years may begin anew: check (without it { $when })
follows-card-to-confirm = { $when } (to be confirmed)
follows-card-fails = Points not held on { $day }
follows-card-for-staff = To look at: { $what }
follows-card-new-rules = The filing falls under the guideline for applications from { $day }
follows-card-hsp2 = <b>HSP (ii):</b> { $when }
follows-card-held = held already
follows-card-family = <b>Family:</b> { $what }
follows-card-family-permanent = ❗ Permanent resident? Then none of this is open
follows-card-ends-family = Permanent residence ends the stay of parents and helpers; HSP (ii) keeps it
