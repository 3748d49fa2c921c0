### Comparing with a partner: who of two people should apply. $who: you, partner (whom a line is about)

button-household = 👥 Compare with my partner
household = 👥 <b>Who of the two of you should apply?</b>
    If your partner does this interview in their own chat with us, we can show both of you, side by side: your points, what is still open, and what follows for the other.
    <b>Your partner then sees of you:</b> the kind of work (researcher, specialist or manager), your total and its range, which condition is not met, and J-Skip; for { $days_count } days also what these have become, each time they look. <b>Not</b> your answers, name or papers; you see the same of them. If one of you sends a request, staff see on it that there is a partner.
    Both of you have to agree, and either can end it at any time. What was shown by then stays in the other's chat.
household-code = 🔑 A code for my partner
household-show = 👀 Show
household-stop = ⛔ End it
household-close = Close
# $code: the code
household-given = 🔑 <b>The code for your partner: { $code }</b>
    It works once, for { $days_count } days. Your partner sends it to us as a message, after their own interview has begun. Then I ask both of you; before that nothing is shown to anybody.
household-first = This is a code to compare with a partner. Please begin your own interview first (/start); then send the code again.
household-no = This code does not open anything. It may be mistyped, used already, or older than { $days_count } days. Your partner can make a new one.
household-own = That is your own code. Please give it to your partner.
# $days_count: for how many days, $number: both read it
household-asked = 👥 <b>Somebody wants to compare with you who of you should apply.</b>
    You would see each other's kind of work, points and their range, which condition is not met, and J-Skip, for { $days_count } days also what these have become; no answers, no names. If one of you sends a request, staff see that there is a partner. Either of you can end it at any time.
    Is that your partner, and do you agree?
household-agree = 👥 <b>Somebody has used your code and agrees to compare.</b>
    You would see each other's kind of work, points and their range, which condition is not met, and J-Skip, for { $days_count } days also what these have become; no answers, no names. If one of you sends a request, staff see that there is a partner. Either of you can end it at any time. Is that your partner, and do you agree? If you are not sure, ask them for their number: it is <b>{ $number }</b>.
household-yes = Yes, compare
    .typed = yes|yes please|yes, compare|please compare|ok, compare
household-refuse = No
    .typed = no thanks|no, thank you|no thank you|do not compare|don't compare
# $number: both read it
household-waits = Thank you. Now I ask your partner; until then nothing is shown. If your partner asks: your number is <b>{ $number }</b>.
household-refused = Nothing is compared. Nobody was shown anything.
household-over = That question is over. Nothing was changed.
household-nobody = You are not comparing with anybody.
household-stopped = ⛔ Ended: neither of you sees anything more of the other. Your partner is told that it has ended.
household-ended = 👥 The comparison with your partner has ended. Neither of you sees anything more of the other.
household-again = 🔄 Look again
# The comparison
household-title = 👥 <b>Who of the two of you should apply?</b> As of now:
# $category, $total, $mark: points. $verdict: how that stands
household-points-line = • { $who ->
    [you] <b>You</b>
   *[partner] <b>Your partner</b>
} ({ $category }): <b>{ $total } points</b>, { $mark } needed: { $verdict }
# $least, $most: the range
household-range-line = • { $who ->
    [you] <b>You</b>
   *[partner] <b>Your partner</b>
} ({ $category }): <b>{ $total } points</b> so far, { $least } to { $most } possible, { $mark } needed: { $verdict }
# $what: the conditions
household-gate-line = ✖️ Not met whatever the points: { $what }
household-gate-open-line = { $who ->
    [you] ❔ The points are enough; still open is a condition: { $what }
   *[partner] ❔ The points are enough; a condition is still open.
}
household-j-skip-line = ✅ J-Skip is met, which needs no points.
household-not-yet-line = • { $who ->
    [you] <b>You</b> have
   *[partner] <b>Your partner</b> has
} no result yet.
household-no-points-line = • { $who ->
    [you] <b>You</b> came
   *[partner] <b>Your partner</b> came
} for something that points do not decide.
household-choice-later = ➡️ I can say more once both of you have a result. Then please look again.
household-choice-one = ➡️ <b>{ $who ->
    [you] You should apply:
   *[partner] Your partner should apply:
} for the other the points or a condition are not met.</b>
household-choice-so-far = ➡️ <b>So far { $who ->
    [you] only you meet the conditions.
   *[partner] only your partner meets the conditions.
}</b> What is not known yet of the other can still bring points: please answer it, then look again.
household-choice-j-skip = ➡️ <b>Both can apply. { $who ->
    [you] You meet
   *[partner] Your partner meets
} J-Skip, which needs no points and opens permanent residence sooner.</b>
# $mark: 80 points
household-choice-eighty = ➡️ <b>Both can apply. { $who ->
    [you] You have
   *[partner] Your partner has
} { $mark } points or more whatever is still open, which opens permanent residence sooner.</b>
household-choice-more = ➡️ <b>Both can apply. { $who ->
    [you] You have
   *[partner] Your partner has
} more points whatever is still open, so more remains if one line is not accepted.</b>
household-choice-either = ➡️ <b>Both can apply, and your points decide nothing between you.</b> The work and the time you plan to stay do: staff will look at it with you.
household-choice-open = ➡️ <b>That is not decided yet.</b> What is not known yet still decides: please answer it, then look again.
household-choice-none = ➡️ <b>By today's answers neither of you reaches the points.</b> “What would give me more points?” in each result shows ways.
# $what: what is needed besides
household-follows-spouse-line = • { $who ->
    [you] If your partner gets the status, <b>you</b> can, as a husband or wife, work full time
   *[partner] If you get the status, <b>your partner</b> can, as a husband or wife, work full time
} as a researcher, teacher, engineer or office specialist, and in some entertainment work, without the usual degree or career. Needed: { $what }.
household-follows-spouse-j-skip-line = • With J-Skip { $who ->
    [you] <b>you</b>
   *[partner] <b>your partner</b>
} can also work as a professor, artist, religious worker, journalist or skilled worker. Needed: { $what }.
# What the law asks for parents and helpers, whoever applies. $rules: a line each
household-family-line = • Whoever of you applies:
    { $rules }
# $what: for whom and when, $also: what is needed besides
household-family-rule = – { $what } Also needed: { $also }.
household-family-ends = <i>Whether that is met I do not compare here. Permanent residence ends their stay, HSP (ii) keeps it.</i>
household-family-unjudged = <i>Whether that is met I do not compare here.</i>
household-about = <i>Whoever applies needs the work in Japan themselves. A part-time or other wish to work of the other is a question for staff.</i>
# On the card. $number: the partner's lead
card-household = 👥 <b>Compares with a partner</b>: #{ $number }
card-household-alone = 👥 <b>Compares with a partner</b> (who has sent no request)
