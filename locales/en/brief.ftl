### The page that staff get half an hour before a talk: one line for each thing, twenty at most. Here the Japanese file is
### the reference, and this one its translation.
###
### HTML: only <b>, <i> and <code>.

brief = { $lines }
# $number: the lead, $name: the client, $who: the member of staff who has the talk
brief-title = 📄 <b>A talk begins soon: #{ $number } { $name }</b> (with { $who })
# $time: in full, on both clocks where they differ. $way: how the talk is held, $count: its minutes. $answer: what the
# client answered to the reminder
brief-talk = 🕐 { $time }, { $way }, { $count } minutes { $answer ->
    [yes] (says they come)
    [no] (says they cannot come)
    [move] (asks for another time)
   *[none] (no answer to the reminder)
}
# $items: the languages, an interpreter, where they live, their clock
brief-client = 🗣 { $items }
# $zone: a time zone by its name
brief-zone = clock: <code>{ $zone }</code>
# $goal: what they came for. $note: the beginning of what they wrote, if they did ($has_note)
brief-wish = 🎯 { $goal }{ $has_note ->
    [yes] : { $note }
   *[no] {""}
}
brief-flags = ❗ <b>Careful:</b> { $items }
# $items: rows of the points table
brief-confirmed = ☑️ Papers seen: { $items }
brief-decides = 🔑 <b>What decides:</b> { $items }
# $count: how many are missing. $items: some of them, $more_count: how many more
brief-papers = 📎 <b>Papers missing when it was sent ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , and { $more_count } more
}
brief-dates = { $items }
