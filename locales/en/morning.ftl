### The digest that the staff group gets as the office opens: numbers of leads, nobody's name.
###
### HTML tags: <b>, <i>, <code>; a link only around the number of a lead.

morning-title = ☀️ <b>Good morning. { $day }</b>
# $number: the lead's, $href: its topic
morning-linked = <a href="{ $href }">#{ $number }</a>
morning-number = #{ $number }
# $lead: one of the two above, $said: what is said of it
morning-lead = { $lead } ({ $said })
# $count: how many days
morning-since-today = since today
morning-since = { $count ->
    [one] since yesterday
   *[other] for { $count } days
}
morning-day = { $day }
# Of a new request its points, or that it is closed already
morning-points = { $count ->
    [one] one point
   *[other] { $count } points
}
morning-closed = { $state ->
    [done] done
   *[declined] declined
}
# $items: leads, $more_count: how many are not named
morning-new = 🆕 <b>New ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more: /leads
}
morning-talks = 🗓 <b>Talks today ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more: /today
}
# $time, $lead, $way, $who: of a talk, $state: how it stands
morning-talk = { $time } { $lead } ({ $way }, { $who }{ $is_usual ->
    [yes] {""}
   *[no] , { $state }
})
# $time: the time that is asked for, $until: by when it is to be approved
morning-requests = ⏳ <b>Times to be approved ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more: /today
}
morning-request = { $lead } ({ $time }, { $who }, approve by { $until })
morning-waiting = 🙋 <b>Nobody has taken them ({ $count }), longest first:</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more: /leads waiting
}
morning-unanswered = 💬 <b>Clients who wait for an answer ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more
}
morning-due = ⏰ <b>Due within 7 days, or over ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more: /today
}
morning-agreed = 📅 <b>Agreed in a talk until today ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more
}
morning-moves = <b>Moves within 90 days ({ $count }):</b> { $items }{ $more_count ->
    [0] {""}
   *[other] , { $more_count } more: /leads changes
}
# $count: messages, $leads: to whom ($named: whether that is known)
morning-failed = ❗ <b>Not delivered: { $count }</b>{ $named ->
    [yes] {" "}({ $leads })
   *[no] {""}
}. Whoever runs the bot finds more with <code>intake doctor</code>.
