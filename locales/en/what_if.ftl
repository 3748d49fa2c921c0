### What would be if something were so: typed on the result ("what if I pass N1?"), answered beside it in a few lines.
###
### Nothing is promised and nothing is kept. $what: what is supposed, for example "JLPT N1". HTML: only <b> and <i>.

# A list of what is supposed holds these. $what: name of an answer. $value: the answer
what-if-fact = { $what } ({ $value })
# A yes or no. $what: name of the question
what-if-yes = { $what }
what-if-no = not: { $what }
# $pay: a sum in yen
what-if-pay = { $pay } a year
what-if-pay-below = less than { $pay } a year
what-if-age = age { $age }
# $what: what somebody holds now, for example "N1"
what-if-without = no { $what }
# Only time passes
what-if-time = time

# $total: the points it would be. $before: the points now. $difference: between the two. $moved: more, less, same, or new
# where there is nothing to compare. $open: yes where they can be $least to $greatest
what-if-line = 🔮 With <b>{ $what }</b>: { $moved ->
    [more] <b>{ $total } points</b> instead of { $before } (+{ $difference })
    [less] <b>{ $total } points</b> instead of { $before } (−{ $difference })
    [same] <b>{ $total } points</b>, as now
   *[new] <b>{ $total } points</b>
}{ $open ->
    [yes] ; with what is still open, { $least } to { $greatest }
   *[no] { "" }
}.
# The kind of work is not known: each kind follows in a line
what-if-several-line = 🔮 With <b>{ $what }</b>:
# $category: a kind of work, in short
what-if-category-line = • { $category }: { $moved ->
    [more] <b>{ $total } points</b> instead of { $before } (+{ $difference })
    [less] <b>{ $total } points</b> instead of { $before } (−{ $difference })
    [same] <b>{ $total } points</b>, as now
   *[new] <b>{ $total } points</b>
}
# $day: a day ahead
what-if-day-line = 🔮 On <b>{ $day }</b>: { $moved ->
    [more] <b>{ $total } points</b> instead of { $before } now (+{ $difference })
    [less] <b>{ $total } points</b> instead of { $before } now (−{ $difference })
   *[same] <b>{ $total } points</b>, as now
}.
# The same, with more supposed than the day
what-if-day-with-line = 🔮 On <b>{ $day }</b>, with <b>{ $what }</b>: { $moved ->
    [more] <b>{ $total } points</b> instead of { $before } now (+{ $difference })
    [less] <b>{ $total } points</b> instead of { $before } now (−{ $difference })
   *[same] <b>{ $total } points</b>, as now
}.
# $causes: what changes until then, for example "you turn 35"
what-if-causes-line = What changes until then: { $causes }.
what-if-work-goes-on-line = <i>We suppose that you keep working and everything else stays the same.</i>
# The points answer nothing for this person: another way is theirs
what-if-no-points-line = 🔮 With <b>{ $what }</b>: points do not decide what you came for, so nothing there changes by points.
# Why something brings nothing. $text: a whole sentence
what-if-why-line = { $text }
# A small company alone brings nothing
what-if-small-line = A small company brings points only together with official innovation support (or much R&amp;D).
what-if-known-line = That is counted already.

# $mark: points needed. $short: points missing
what-if-reached-line = ✅ You would reach the { $mark } points.
what-if-kept-line = ✅ The { $mark } points stay reached.
what-if-lost-line = ❗ You would be below { $mark }: { $short } points would be missing.
what-if-short-line = { $short } points would still be missing for { $mark }.
# $mark: the mark of the shorter way, 80
what-if-shorter-line = ⭐ You would reach { $mark }: permanent residence can then be asked for after one year with { $mark } points, instead of three years with 70. The year counts from the day on which you have them.
what-if-shorter-lost-line = ❗ You would be below { $mark }: permanent residence after one year would be closed; the way after three years asks for 70.
# $why: the condition, a whole sentence
what-if-closed-line = ❗ { $why } So this way would be closed.
what-if-opened-line = The condition that is not met now would be met.
# $way: the nearest way to the points still missing
what-if-next-line = From there: { $way }
what-if-note-line = <i>This was only a try: your answers are unchanged.</i>

# Asked before there is a result
what-if-after-result = A good question. We work out “what if” right after your result: please ask again there. First, please go on here:
# Something else was supposed than what points hang on
what-if-how = We can work out what your pay, degrees, Japanese, exams, years of work, age or a smaller company would change, for example: <code>what if I pass N1 and earn 8M?</code> Anything else you can ask the office: /human
# Marriage. $married_count, $stay_count: years
what-if-marriage = 🔮 Marriage brings no points and takes none away.
    Married to a Japanese citizen or a permanent resident, there is a way to permanent residence without points: after { $married_count ->
        [one] one year
       *[other] { $married_count } years
    } of real marriage, with { $stay_count ->
        [one] one year
       *[other] { $stay_count } years
    } in Japan. With anybody else, your spouse can join you by a visa of their own. Staff will confirm it.

# One text, two meanings: is it so, or only supposed?
what-if-which = <b>{ $what }:</b> do you ask what it would change, or is it so?
button-what-if-suppose = 🔮 What would it change?
    .typed = what if|what would it change|suppose|only supposed|the first
button-what-if-is-so = ✏️ It is so: change my answer
    .typed = it is so|it is|change my answer|is so|the second|correct it
button-what-if-so-now = ✏️ This is true now: change my answer
    .typed = this is so now|it is so|so now|change my answer|that is so
button-what-if-next = Next: contact the office
    .typed = next|office|contact|contact the office
button-what-if-back = ← Back to my result
    .typed = back|result|go back|my result|ok|thanks|thank you
# After a look at what would be: the result is above, with all its buttons below
what-if-back = Your answers are unchanged. Your result is above; this is how you can go on:

# Something was told that is among the answers already
already-so = Thank you. We have that already, and it is counted.

## A couple asks which of them should apply

# $what: what was told of the partner
couple-partner-line = 👥 Your partner, by what you wrote ({ $what }):
# $total: points by that alone. $mark: points needed
couple-points-line = • <b>{ $total } points</b> so far ({ $mark } needed)
couple-points-in-line = • { $category }: <b>{ $total } points</b> so far ({ $mark } needed)
couple-yours-line = • You: <b>{ $total } points</b>
couple-missing-line = Not known of your partner yet: { $what }. Each of these can bring more.
couple-line = Whoever applies needs the work in Japan themselves; the other can come as the spouse. Your partner can do this interview from their own chat with us; then “👥 Compare with my partner” under “All topics” shows both side by side.
couple-tell-line = Or tell us about your partner in one message, for example: <code>Who should apply? My wife: PhD, 29, N2, 6M</code>
couple-later = A good question. Right after your result we can compare: please ask again there. First, please go on here:
