### What is said of the services that people write by, and of moving between them.

# $channel: the name by which we know it
channel-name = { $channel ->
    [telegram] Telegram
    [console] the terminal
    [line] LINE
    [web] the website
   *[other] { $channel }
}
# In front of what takes the place of a message that cannot be changed. $start: how both begin
replaces-earlier = ↻ <i>This takes the place of the earlier message “{ $start }”.</i>
# In front of what could not be told in time
told-late = 🕗 <i>Written on { $day }, when we could not write to you:</i>
# $name: the client. $channel: how they write. $kind: "relay" for what a member of staff wrote. What follows is the text.
staff-untold = 📵 { $kind ->
    [relay] <b>{ $name } does not have this message of yours.</b>
   *[other] <b>{ $name } could not be told this:</b>
} { $channel } takes nothing from us until they write there again. It comes to them then, if it still matters. If it cannot wait, please use the telephone number or e-mail address on the card.
staff-untold-nobody = 📵 Somebody who has sent no request could not be told what they wanted to be reminded of: { $channel } takes nothing from us until they write there again. There is nothing to do for you.

## Going on elsewhere

button-elsewhere = 📱 Go on in another app
command-elsewhere = Go on in another app or on another device
# $code: the code. $minutes: how long it can be used. $where: the other channels, one a line
elsewhere-code = <b>Your code: { $code }</b>
    It works once, for { $minutes } minutes, and is for you alone: whoever has it sees your answers. Send it to us there as your message:
    { $where }
    You can come back at any time: just write here.
# $channel: its name. $link: the address that opens it with the code, empty where there is none
elsewhere-where = • { $channel }{ $link ->
    [none] { "" }
   *[other] : { $link }
}
elsewhere-no = This code does not open anything here. It may be mistyped, used already, older than { $minutes } minutes, or meant for another app than this one. /elsewhere where your answers are gives you a new one. To begin here, send /start.
elsewhere-arrived = 👋 <b>Here you are.</b> Your answers are the same as before, and from now on I write to you here.
# $channel: where they go on. $phone: the office's telephone
elsewhere-gone = You go on by { $channel }. To come back, just write here. <b>That was not you?</b> Press the button at once: that chat is then parted from your answers. If in doubt, call us: { $phone }
button-not-me = ⛔ That was not me
# $channel: where the answers were given
elsewhere-whose = These are answers given by { $channel }, and whoever writes there sees what you say here. <b>Was the code not your own?</b> Then press the button.
button-not-mine = These are not my answers
# $channels: those that were parted. $phone: the office's telephone
elsewhere-parted = ✅ <b>Parted again: { $channels }.</b> Nothing more goes there. I am removing what I showed there as far as I can, and codes and calendar addresses given out since then open nothing any more. What was read there we cannot undo. Please look through your answers, and call us if anything is odd: { $phone }
# $by: "came" where whoever reads this said so themselves
elsewhere-left = { $by ->
    [came] This chat is parted from those answers. What you said here meanwhile stays with them: if that matters, call us: { $phone }.
   *[left] This chat is parted from the answers that were opened here: somebody said that this was not them. If it was you, call us: { $phone }.
} To begin anew, send /start.
elsewhere-over = That is over. Nothing was changed.
# $channel: the other side's. $side: "first" for whoever brought the code. $count: how many answers differ
merge-asked = <b>{ $side ->
    [first] You have answers here, and by { $channel }.
   *[other] Your code was used by { $channel }, where there are answers, too.
} Is that you, both times?</b>
    If so, both become one: the same answers, times and messages in both chats, and one request at the office. { $count ->
    [0] Nothing you said differs.
    [one] One answer differs:
   *[other] { $count } answers differ:
}
# $what: the question. $here, $there: the answers. $keeps: which of them is kept
merge-line = • <b>{ $what }:</b> { $keeps ->
    [here] <b>{ $here }</b> (here), not: { $there } ({ $channel })
   *[there] <b>{ $there }</b> ({ $channel }), not: { $here } (here)
}
merge-next = <i>If somebody else gave you the code, or it is not you, press “No”: nothing changes then.</i>
merge-switch = { $keeps ->
    [here] ⇄ { $what }: take the other
   *[there] ⇄ { $what }: keep mine here
}
merge-all-here = All as here
merge-all-there = All as by { $channel }
merge-yes = Yes, that is me
    .typed = yes|yes it's me|yes that's me|it's me|that's me|that is me|yes, both are me|both are me|yes, i am|same person
merge-no = No
    .typed = no it's not me|no that's not me|not me|it's not me|that's not me|that is not me|i don't know this
merge-waits = Thank you. Now please say the same in the other chat ({ $channel }). Until then nothing changes.
merge-done = ✅ <b>Done.</b> Both chats are one now. I write where you wrote last.
# $count: how many talks both had together, of which none has been yet
merge-talks = 🗓 Between the two chats you have { $count } consultations. /book shows the first of them; once it is cancelled or over, it shows the next.
merge-send-again = What you chose differs from what the office has. To send it the new answers, open /result and go on to the card.
merge-refused = Nothing was brought together. Both chats stay as they were.
merge-over = That question is over. /elsewhere begins anew.

## For staff

# $channels: those that were parted. $by: "left" where the client said it who was here before, "came" where somebody did who was given the code
staff-parted = ⚠️ { $by ->
    [came] Somebody opened this client's answers by { $channels } with a code that was not theirs, and said so.
   *[left] The client says that it was not them who went on by { $channels }.
} That chat is parted again. Please ask the client by telephone about anything that was said or booked there.
staff-goes-on = 📱 The client writes by { $channel } now. Just answer here as always.
# $channel: by which the client writes now. $others: the other ones. $count: how many others
card-channels = <b>Writes by:</b> { $channel }{ $count ->
    [0] { "" }
   *[other] { " " }(also: { $others })
}
# $number: the lead that stays. $other: the one that is closed. $count: how many bookings came along
staff-merged = 🔗 #{ $other } was the same person, who confirmed it in both chats. Everything of it is here now{ $count ->
    [0] .
    [one] , with one booking: please look whether both are needed.
   *[other] , with { $count } bookings: please look whether all are needed.
}
staff-merged-away = 🔗 Closed: the same person as #{ $number }, who confirmed it in both chats. Please go on in the topic of #{ $number }.

# Under the question how the office is to answer, in a channel that shows its messages only while its page is open.
answered-on-a-page = 📄 <i>What the office writes stands on this page, and you see it when you open the page again. With an e-mail address or a phone number we can reach you at once.</i>
card-on-a-page = 📄 <i>Writes on the website: sees your messages only when they open the page again.</i>
# $contact: an e-mail address or a phone number, or none
staff-reminded-on-a-page = 📄 <b>The reminder of the talk stands on { $name }'s page of the website.</b> They see it only when they open it. { $contact ->
    [none] No other way to reach them is known.
   *[other] To be sure, tell them by { $contact }.
}
