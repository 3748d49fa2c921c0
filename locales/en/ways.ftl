### The ways to a number of points: what a person could check, wait for, agree at work or achieve.
###
### A way is one line: points, when, and one to three things to do, joined. So each thing (`ways-check-*` and so on)
### starts small and has no full stop. Times are our own estimate: always "about". Nothing here is a promise.

# $mark: points wanted
ways-title = <b>Ways to { $mark } points</b>
# What the goal asks for is reached. $mark: the points for permanent residence after one year
ways-beyond-title = <b>You have the points you came for. Ways to { $mark }</b> (permanent residence after one year):
# $total: points that day. $when: ways-now or ways-later. $levers: what to do.
ways-line = ▸ <b>{ $total } points</b>, { $when }: { $levers }
# The work itself must fall under $category; staff decide that by what the person really does
ways-if-line = ▸ <b>{ $total } points</b>, { $when }, if your work counts as { $category }: { $levers }
# Reached through the route without points
ways-j-skip-line = ▸ <b>J-Skip (no points needed)</b>, { $when }: { $levers }
ways-j-skip-if-line = ▸ <b>J-Skip (no points needed)</b>, { $when }, if your work counts as { $category }: { $levers }
ways-now = at once if it is so
ways-later = in about { $count ->
    [one] one month
   *[other] { $count } months
}
ways-two = { $first } + { $second }
ways-three = { $first } + { $second } + { $third }

# Under the ways. $what: one or more of ways-open-*
ways-open-line = Still to be checked for this: { $what }
ways-open-min_salary = that the salary is not below the lowest one allowed
ways-open-international_services = that the work is not mainly translation, language teaching or other work based on foreign culture
ways-open-japanese_degree = a degree from a Japanese university (some points are not added to it)
ways-open-designated_training_at_japanese_university = where the JICA training was held
ways-note = <i>Times are rough and meant as an idea only. Staff will confirm what really counts in your case.</i>
# $day: the first day below the mark. $total: the points from then on
ways-keep-title = ⚠️ From <b>{ $day }</b> it would be { $total } points, less than { $mark }. What would keep it:
# $day: the last day to begin. $late: yes where that day is over
ways-keep-line = ▸ <b>{ $total } points</b>: { $levers } { $late ->
    [yes] (begin now; there may be a time below the mark)
   *[no] (begin by { $day })
}
ways-closed = First the condition that is not met must change: until then no points open this way. Staff can look with you at what your points come to after that.
ways-none = We found no realistic way to { $mark } points with up to three changes. Staff can still look at it with you.
ways-reached-line = ✅ <b>{ $mark } points:</b> reached already, by our count.
# Reached by what is known; something not known could still take it away
ways-counted-line = <b>{ $mark } points:</b> reached by what we know so far. Something is still open.
ways-reached-in-line = ✅ <b>{ $mark } points:</b> reached already, by our count, if your work counts as { $category }.
ways-counted-in-line = <b>{ $mark } points:</b> reached by what we know so far if your work counts as { $category }. Something is still open.
# Law: 年齢計算ニ関スル法律, an age is reached at the end of the day before the birthday
ways-eve-line = ⚠️ This is counted for the day before a birthday, when the new age may count already. Staff will confirm this.
ways-j-skip-met = You seem to meet the conditions of J-Skip, so you do not need a number of points.

# One line on the staff card
ways-card = <b>Way to { $mark }:</b> { $levers } → { $total }, { $when }
ways-card-j-skip = <b>Way to J-Skip:</b> { $levers }, { $when }
# $category: short name of the kind of work
ways-card-in = <b>Way to { $mark }, { $category }:</b> { $levers } → { $total }, { $when }
ways-card-j-skip-in = <b>Way to J-Skip, { $category }:</b> { $levers }, { $when }

## Facts that may be true already: looking costs nothing

ways-check-innovation = ask HR whether the company has official innovation support
ways-check-innovation_sme = ask HR whether the company is small or medium-sized and has official innovation support
ways-check-sme = ask HR whether the company counts as small or medium-sized
ways-check-rd_ratio = ask HR whether the company is small or medium-sized and spends more than 3% of sales on R&amp;D
ways-check-local_gov = ask HR whether a city or prefecture supports the company under a recognised scheme
ways-check-growth = ask HR whether your project is a recognised one in a growth field
ways-check-invest_mgmt = ask whether your work is investment management at a registered firm
ways-check-invest100m = see whether 100 million yen of your own is in the business you run
ways-check-foreign_qual = see whether a foreign qualification or award of yours is on the official list
ways-check-designated_univ = see whether your university is on one of the three official lists (rankings, Top Global, Innovative Asia partners)
# $degree is "yes" beside a Japanese degree: then only training without its university classes counts
ways-check-jica = { $degree ->
    [yes] see whether you did a JICA Innovative Asia training without classes at a Japanese university
   *[no] see whether you did a JICA Innovative Asia training
}
ways-check-research = { $result ->
    [patents] see whether a patent names you as inventor
    [foreign_grants] see whether you took part in three research projects with foreign public money
   *[papers] see whether you are the responsible author of three papers in listed journals
}
ways-check-years = see whether you have { $years } years or more in this work
ways-check-salary = see whether your contract says { $salary_yen } yen a year or more
ways-check-japanese = { $level ->
    [n1] see whether you hold JLPT N1 (or BJT 480)
   *[n2] see whether you hold JLPT N2 (or BJT 400)
}
ways-check-licence = { $count ->
    [one] see whether you hold a Japanese licence or listed IT exam for this work
   *[other] see whether you hold { $count } Japanese licences or listed IT exams for this work
}
ways-check-degree = { $level ->
    [master] see whether your degree counts as a master's
   *[bachelor] see whether your degree counts as a bachelor's
}
ways-check-multi_degree = see whether your graduate degrees are in different fields
ways-check-jp_degree = see whether you have a degree from a Japanese university
ways-check-position = { $position ->
    [representative] see whether you are registered as representative director or equal
   *[director] see whether you are registered as director or executive officer
}
# Staff decide this by what the person really does
ways-check-category = { $category ->
    [a] ask staff whether your work counts as {category-a.short}
    [b] ask staff whether your work counts as {category-b.short}
   *[c] ask staff whether your work counts as {category-c.short}
}

## Time that passes at work

# $day: the day on which the years are complete, if the work goes on
ways-wait-years = go on in this work until you have { $years } years ({ $day })

## To agree at work

ways-work-salary = a salary of { $salary_yen } yen a year
ways-work-position = a place as a registered director

## To achieve

ways-do-japanese = { $level ->
    [n1] pass JLPT N1 (or BJT 480)
   *[n2] pass JLPT N2 (or BJT 400)
}
ways-do-licence = { $count ->
    [one] pass one listed IT exam or Japanese licence for this work
   *[other] pass { $count } listed IT exams or Japanese licences for this work
}
ways-do-degree = { $level ->
    [doctorate] a doctorate (PhD)
    [mba_mot] an MBA or MOT (professional degree)
   *[master] a master's degree
}
ways-do-multi_degree = another graduate degree in a different field
ways-do-jp_degree = a master's degree at a Japanese university
