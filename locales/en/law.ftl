### When the law changes: `intake rescore`, the proposal to staff, and the word to clients who agreed to hear of it.

## To a client, on a phone and often in their second language: short sentences, nothing promised. Only <b> and <i>.

# $lines: all of the texts below
law-changed = 🔔 <b>The law changes, and your result with it</b>
    { $lines }
    <i>An estimate, from your answers. Your points as they are today: /result. If something is different now: /recheck. To talk with us: /human</i>
# In place of the text above, where the client was told of the table before it was corrected. $lines: the same
law-corrected = 🔔 <b>A correction: the change of law that we told you of</b>
    The table we told you of has been corrected. This message takes the place of the one before.
    { $lines }
    <i>An estimate, from your answers. Your points as they are today: /result. If something is different now: /recheck. To talk with us: /human</i>
# $day: the first day of the new table. $ahead: "yes" until then
law-day = { $ahead ->
    [yes] From <b>{ $day }</b> another points table applies.
   *[no] Since <b>{ $day }</b> another points table applies.
}
# $before, $after: points by the table of before and by the new one. $day: for which day they are counted
law-total = By your answers you have { $before } points by the table of before, and <b>{ $after } points</b> by the new one (counted for { $day }).
# $least, $greatest: points, over all that the client has not told
law-range = Not everything is known yet: by the new table it is between { $least } and { $greatest } points.
# $mark: 70 or 80. $was: what it was, where the law moves the mark itself
law-mark = { $mark } points
law-mark-moved = { $mark } points (until now: { $was })
# $mark: a text above. $sure: "no" where answers are missing
law-reached = ✅ { $sure ->
    [yes] By the new table you reach <b>{ $mark }</b>.
   *[no] By what you have told so far, you reach <b>{ $mark }</b> by the new table. Your open answers can change this.
}
law-lost = ⚠️ { $sure ->
    [yes] By the new table you no longer reach <b>{ $mark }</b>.
   *[no] By what you have told so far, you no longer reach <b>{ $mark }</b> by the new table. Your open answers can change this.
}
# The client was told otherwise before the table was corrected. $sure: "no" where answers are missing
law-moves-nothing = { $sure ->
    [yes] By your answers, your result by the new table is the same as by the table of before.
   *[no] By what you have told so far, your result by the new table is the same as by the table of before. Your open answers can change this.
}
# It is no matter of points: a condition beside them, named below, is met by one table and not by the other
law-opened = ✅ By the new table you meet the condition that stood in the way, so your points can count.
law-closed = ⚠️ By the new table a condition is not met. Points alone are then not enough.
# $label: a line of the table. $citation: the place in the law
law-moved-line = • { $label }: { $before } → { $after } ({ $citation })
# $label: a condition beside the points. $met: "yes", "no", "open"
law-moved-gate = • { $label }: { $met ->
    [yes] met by the new table
    [no] not met by the new table
   *[open] not known yet
} ({ $citation })
# $count: lines of which the client has not told enough
law-moved-open = { $count ->
    [one] One more line changes that you left open.
   *[other] { $count } more lines change that you left open.
}
# The client meets what J-Skip asks for by the new table
law-j-skip = ⭐ You seem to meet the conditions of J-Skip by the new table. That route needs no points.
# Some line, condition or age is doubtful
law-staff-confirms = <i>Part of this is not certain; staff will confirm it.</i>

## To staff: the proposal, one message in the group. $number: how many people, unless said otherwise.

# $number: of the proposal
staff-law-title = ⚖️ <b>Telling clients of a change of law (proposal { $number })</b>
# $first: the first day of the table. $id: its name. $title: what it is called. $against: the table it is compared with. $draft: "yes" where it does not ship yet
staff-law-table = <b>Table from { $first }</b> ({ $title }, { $id }{ $draft ->
    [yes] , a draft that does not ship yet
   *[no] { "" }
}), compared with { $against }
# $day: the day on which both tables were applied
staff-law-scored = Scored as of { $day }: { $number }
# $mark: 70 or 80. $reached, $lost: how many people
staff-law-mark = • <b>{ $mark } points:</b> { $reached } reach it, { $lost } no longer do
staff-law-perhaps = • Not known, since answers are missing: { $number }
# $others: how many have not agreed
staff-law-agreed = Agreed to hear of changes of their points: <b>{ $number }</b>. Only they are told. Not agreed: { $others }
# $number: so many of those who agreed were told before the table was corrected
staff-law-corrected = • Of these, told of this table before it was corrected, and told now that it was: { $number }
# $text: the message
staff-law-preview = What they get (○, and which marks are reached or not, is each client's own; in their language, by day where they are):
    { $text }
# Only of a draft
staff-law-draft = ⚠️ This table was given by the office and does not ship. The message says that it <b>applies</b>: send it only once the law is promulgated, and rows, points and first day agree with the official gazette.
staff-law-open = Each is scored again just before, and told only if it still holds. Whoever leads decides.
# $by: who decided. $sent: how many were told
staff-law-sending = 📤 Being sent ({ $by }): { $sent } so far. Where it is night, it goes in the morning.
# $gone: how many had agreed and were not told
staff-law-done = ✅ Done ({ $by }): { $sent } told, { $others } had not agreed, { $gone } changed their mind or their answers, or were erased.
staff-law-dropped = ✖ Nobody is told ({ $by }).
staff-law-replaced = A later proposal has taken the place of this one.
# Answer to a press
staff-law-gone = The table of this proposal is not known any more. Please have it proposed again.
# Buttons
staff-law-send = Send
staff-law-drop = Do not send
staff-did-law_send = had clients told of a change of law
staff-did-law_drop = had nobody told of a change of law

## What `intake rescore` prints.

# $title: what the table is called. $id: its name. $first: its first day. $draft: "yes" where it does not ship yet
rescore-title = { $title } ({ $id }), in force from { $first }{ $draft ->
    [yes] , a draft
   *[no] { "" }
}
# $against: the name of another table. $day: the day on which both were applied
rescore-compared = Compared with { $against }; both applied on { $day }.
# $number: how many people. $others: how many could not be
rescore-scored = Scored: { $number }. Without points: { $others }.
rescore-nobody = Nobody crosses a mark.
# $mark: 70 or 80. $reached, $lost: how many people
rescore-mark = { $mark } points: { $reached } reach it, { $lost } no longer do.
rescore-perhaps = May cross, since answers are missing: { $number }.
rescore-agreed = Agreed to hear of it, and have not: { $number }.
# $number: how many of these
rescore-corrected = Of these, told of this table before it was corrected: { $number }.
rescore-without-lead = Of all these, without a lead and so without a number: { $number }.
# $names: numbers of leads, or the beginnings of ids
rescore-damaged = Could not be read: { $number } ({ $names }).
# $number: of the lead. $category: by its short name. $before, $after: totals. $crossings: what is crossed
rescore-lead = #{ $number } { $category }: { $before } → { $after }; { $crossings }
rescore-total = { $total }
rescore-total-open = { $total } ({ $least } to { $greatest })
# $how: "reached", "lost", "open". $sure: "no" where answers are missing
rescore-crossing = { $how ->
    [reached] reaches { $mark }
    [lost] loses { $mark }
   *[open] may cross { $mark }
}{ $sure ->
    [yes] { "" }
   *[no] , as far as known
}
# $label: a line of the table. $citation: the place in the law
rescore-moved = { $label }: { $before } → { $after } ({ $citation })
rescore-moved-open = { $label }, not known yet: up to { $before } → up to { $after } ({ $citation })
# $before, $after: whether a condition is met: "yes", "no", "open"
rescore-gate = { $label }: { $before ->
    [yes] met
    [no] not met
   *[open] not known
} → { $after ->
    [yes] met
    [no] not met
   *[open] not known
} ({ $citation })
rescore-no-database = There is no database at { $path } yet, so nobody was scored.
rescore-one-table = name one table: --ruleset ID, or --rules FILE
rescore-nobody-to-tell = Nobody is to be told: of those who cross a mark nobody agreed to hear of it, or all have heard of it.
# $number: of the proposal. $agreed: how many people
rescore-proposed = Proposal { $number } goes to the staff group; { $agreed } would be told once whoever leads approves.
# $nearest: the known one that is nearest. $known: all of them
error-rescore-ruleset = there is no such points table; did you mean { $nearest }? Known: { $known }. A table that does not ship is given as --rules FILE
error-rescore-not-text = { $path } is no text in UTF-8; give a rule file (TOML)
# $fault: what is wrong, in English: file, key, what was expected
error-rescore-draft = the table cannot be used: { $fault }
error-rescore-no-group = there is no staff group to ask; set INTAKE_OFFICE_TOKEN and INTAKE_OFFICE_CHAT first
# $ruleset, $later: names of tables
error-rescore-replaced = clients are told only of a table that applies, or will: { $ruleset } is replaced by { $later }. Without --propose you can compare any two
error-rescore-sending = an approved proposal is still being sent; propose again once its card says that it is done
