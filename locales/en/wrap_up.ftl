### After a talk: what staff record of it by buttons, and the one summary that the client is sent of that.
###
### HTML tags: <b>, <i>, <code> only.

## To the client

# $lines: the lines below, as far as they apply
summary = { $lines }
# $day: when the one before was sent
summary-replaces = 🔁 <b>This replaces what we sent you on { $day }.</b>
summary-thanks = <b>Thank you for talking with us.</b>
summary-title = <b>What we agreed</b>
# $time: the talk, on both clocks where they differ
summary-title-of = <b>What we agreed</b> (your consultation of { $time })
# $outcome: as staff chose it
summary-outcome = • { $outcome ->
    [engaged] You would like us to do this for you. Thank you, we are glad to.
    [thinking] You think it over. Take the time you need.
    [again] We talk once more.
    [not_now] An application does not make sense for now. When something changes, write to us.
    [not_engaged] We do nothing for now. If anything changes, write to us.
   *[elsewhere] We told you who can help you with this.
}
# $count: how many papers follow, one a line
summary-papers = • Please send or bring us { $count ->
    [one] this paper:
   *[other] these { $count } papers:
}
# $label: the paper in the client's language
summary-paper = – { $label }
# $japanese: the same paper in Japanese, as it is called at a counter
summary-paper-both = – { $label } ({ $japanese })
summary-step-papers = • Next step: you send or bring us the papers.
summary-step-decide = • Next step: you tell us whether we are to do this for you.
summary-step-employer = • Next step: you ask your employer.
summary-step-talk = • Next step: you choose a time for the next talk.
summary-step-quote = • Next step: we send you an estimate of the cost.
summary-step-check = • Next step: we check this and write to you.
summary-step-prepare = • Next step: we prepare the application papers.
summary-until = • By: <b>{ $day }</b>
summary-remind = 🔔 We can remind you of this day: /reminders
# $name: the office, $phone: its number
# Staff ask for papers. $name: the office. $lines: one for each paper
office-asks-papers = <b>{ $name } needs { $count ->
    [one] this paper
   *[other] these { $count } papers
} from you:</b>
    { $lines }
    Please send or bring them to us. Where each comes from, and what to say in Japanese: /result, “Papers that prove it”. Questions? Write to us here.
summary-reach = If anything is not right, or you have a question, write to us here. { $name }, telephone { $phone }.

## Reminder, for who chose it

reminder-kind-agreed = What you agreed with the office
reminder-of-agreed = 🔔 <b>What you agreed with the office</b>
    { $lines }
reminder-agreed-until = By <b>{ $day }</b>, as we wrote to you after your consultation:

## For staff: the buttons

staff-again-outcome = ✏ Outcome
staff-again-awaited = ✏ Papers
staff-again-next_step = ✏ Next step
staff-again-by_when = ✏ Day
staff-leave-out = (leave out)
staff-awaited-all = All { $count }
staff-awaited-these = These { $count }, go on
staff-awaited-none = None
staff-step-papers = Client: sends the papers
staff-step-decide = Client: decides
staff-step-employer = Client: asks the employer
staff-step-talk = Client: books the next talk
staff-step-quote = Office: sends an estimate
staff-step-check = Office: checks and writes
staff-step-prepare = Office: prepares the papers
staff-until-week = In a week ({ $day })
staff-until-weeks = In two weeks ({ $day })
staff-until-month = In a month ({ $day })
staff-until-none = No day
staff-summary-send = ✉ Send to the client
staff-menu-awaited = 👉 <b>Which papers do you wait for?</b> All at once, or tick some.
staff-menu-next_step = 👉 <b>What is next?</b>
staff-menu-by_when = 👉 <b>By when?</b>
# $text: the summary, in Japanese
staff-menu-summary = 👉 <b>This goes to the client in their language:</b>
    { $text }

## For staff: what is told

# $state: sent or draft, $lines: papers, next step, day
card-wrap-up = 📝 { $state ->
    [sent] <b>Summary sent</b>
   *[draft] <b>Summary not sent yet</b>
} ({ $at }, { $by })
    { $lines }
# $step: one of the next steps, as on its button
card-step = • { $step }
card-awaited = • waiting for { $papers }
card-until = • by { $day }
staff-summary-sent = ✉ <b>The summary was sent:</b>
    { $text }
staff-summary-sent-before = { $name } has sent it ({ $at }).
staff-record-by = { $name } is recording this. Look at the card again.
# $lines: papers, next step, day
staff-agreed-day = 📅 <b>#{ $number }: today is the day that was agreed.</b>
    { $lines }
staff-did-summary = Sent the summary of the talk
