### What is said in LINE alone, and to staff about it.

# Below numbered choices. $first: how the first one is typed
line-type-number = (Tap, or type the number, such as { $first })
# Below choices where a number would be an answer
line-type-word = (Type your answer, or tap a choice)
# How people type the number of a choice; "#" is the number
typed-number = #
    .typed = #|number #|no #|option #|choice #|answer #|# please|#, please|number # please|option # please|it's #|its #|the # one|i choose #|i pick #
# $name: what the file is called. $link: where it is
line-file = 📎 { $name } (for one day): { $link }
# $said: what they had written
came-late = “{ $said }” was written before you could see what is asked now, so we did not take it for an answer. If it still matters, please type it again.

## For staff

# $month: such as 2026-11. $used, $limit, $left: messages; $limit "none" where there is no end
staff-line-quota = LINE, { $month }: { $limit ->
    [none] { $used } paid messages, no limit
   *[other] { $used } of { $limit } paid messages used, { $left } left
}{ $again_count ->
    [0] { "" }
   *[other] . Answers that may have come twice over a restart: { $again_count }
}
# $limit: messages. $by: "theirs" where LINE itself takes no more, "ours" at the office's own limit. $goes: "none", or else $items go out all the same
staff-line-over = 📵 { $by ->
    [theirs] <b>LINE takes no more paid messages this month.</b> What we write first now waits until the client writes; answers to what they write are free and go out as always. Whatever of it is important is told in the lead. More messages: LINE Official Account Manager, plan.
   *[ours] <b>The { $limit } paid LINE messages of this month are used up.</b> { $goes ->
        [some] This still goes out: { $items }. The rest
       *[none] What we write first
    } waits until the client writes. Answers are free and go out as always.
}
line-kind-staff = what staff write
line-kind-bookings = what concerns bookings
line-kind-reminders = reminders of points, deadlines and changes of law
line-kind-answers = what follows an answer later
# $number: the lead
staff-unsent = ↩️ The client of #{ $number } took a message back in LINE, and it is removed here. If you copied it, please delete that, too.
# $items: what it was about
staff-unsent-answers = ↩️ The client took back in LINE what they had written about: { $items }. It is gone from the card, and the points are counted anew. If you copied it, please delete that, too.
# $items: what it was about
staff-unsent-held = ↩️ The client took back in LINE what they had written about: { $items }. The office has confirmed it, so it stays on the card.
own-words-taken-back = their own words
staff-ask-taken-back = (taken back by the client)
staff-unsent-by-hand = ↩️ The client took back a part of this message in LINE. The rest was not, so it stays: please do not use that part.

## Words that call a command as "/book" does, where a chat has no menu of commands; "|" between them.

named-help = menu|commands|how does this work
named-language = language|languages
named-book = book|booking|appointment|book a talk|book an appointment
named-human = staff|human|a person|talk to staff
named-privacy = privacy|privacy policy
named-mydata = my data|show my data
named-forget = delete my data|erase my data
named-recheck = something changed|check again
