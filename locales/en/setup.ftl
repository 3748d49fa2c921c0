### Setting an office up: the questions of `intake init`, and the comments and standing texts of the profile it writes.

## How it speaks.

init-hello = This asks what intake needs: two bots, a staff group, your office. Nothing is written before the end, and Ctrl-C leaves at any time. Enter alone takes what stands first in [brackets].
# Words for yes, for no and for a closed day, with spaces between; the first is shown.
init-words-yes = y yes
init-words-no = n no
init-words-closed = closed none
# Words in opening hours: between two times, after an hour, and such as mean nothing there.
init-words-until = until to
init-words-hour = h
init-words-beside-times = from
# $default: what Enter alone means.
init-confirm = { $question } [{ $default }/{ $other }]
init-yes-or-no = Please answer { $yes } or { $no }.
init-optional = { $question } (Enter: leave it out)
init-needed = This is needed.
init-unprintable = There is a sign in it that cannot be shown: please type it again.
# $value: how it is set now.
init-keep = { $setting } is set already: { $value }. Keep it?
init-environment = { $setting } is set in the environment, which wins over .env, so it stays.
init-again = Try again?
init-look-again = Look again? (n: go on, and set it right later)
init-interrupted = Stopped. Nothing was written.
init-nothing-new = Nothing is new, so nothing was written.
init-written = Written: { $path }
init-checks = Now `intake doctor` looks at everything:
# The first line of .env, as a comment.
init-env-head = Settings of intake. This file holds secrets: keep it to yourself. `intake doctor --settings` explains every name.

## The two bots.

init-client-how = 1. The client bot. In Telegram, send /newbot to @BotFather and follow it; then send /setjoingroups and choose Disable. It gives you a token.
init-office-bot-how = 2. The office bot. Send /newbot to @BotFather once more: staff have a bot of their own, so that nothing of theirs can be reached from the public one.
init-token = Token (it is not shown while you paste it)
init-token-form = This is no token: digits, a colon, then at least 20 letters, digits, _ or -. Copy the whole of it from @BotFather.
init-token-refused = Telegram does not know this token: copy it again from @BotFather.
init-unreachable = Telegram cannot be reached: check the network (and INTAKE_TELEGRAM_API if it is set), then try again.
init-token-same = This is the client bot's token, and the office needs a bot of its own: make a second one with @BotFather.
# $why: the sentence that is said of a token that was typed.
init-known-wrong = { $setting } is set, but cannot stay: { $why }
init-token-is = This is { $title } (@{ $username }).

## The staff group.

init-no-groups = @{ $username } may not join groups yet: send /setjoingroups to @BotFather, choose this bot, then Enable.
init-group-how = 3. The staff group. In Telegram, make a private group and turn on Topics in its settings: every client gets a topic. Add @{ $username } as an administrator with “Manage topics” and “Delete messages”. It posts one button in the group: press it. (Is it in the group already? Write /start@{ $username } there.)
init-group-ready = Wait for the group now?
init-group-waiting = Waiting until the button is pressed in Telegram (Ctrl-C leaves).
init-group-posted = The button is in “{ $title }” now: press it.
init-group-silent = The bot is in “{ $title }” but may not write there: make it an administrator.
init-group-is = Is “{ $title }” the staff group?
init-group-out = The bot is not in “{ $title }” any more: add it again, as an administrator.
init-group-no-administrator = The bot is no administrator of “{ $title }” yet: make it one, with “Manage topics” and “Delete messages”.
init-group-no-topics-right = The bot may not make topics in “{ $title }”: allow “Manage topics” among its administrator's rights.
init-group-no-delete-right = The bot may not erase a client's topic in “{ $title }”: allow “Delete messages” among its administrator's rights.
init-group-webhook = The updates of this bot go to a webhook, so that the group cannot be found. Take the webhook away? (`intake run` registers its own again.)
init-group-busy = Another program reads the updates of this bot, perhaps `intake run`: stop it.
# Posted in the group, above the button.
init-group-question = intake is being set up. Should new consultations come to this group?
init-group-button = This is the staff group
# Shown for a moment to whoever presses the button.
init-group-pressed = Thank you. Now answer in the terminal.
init-group-noted = Noted. The set-up goes on in the terminal.
init-group-chosen = This is the staff group now. Once intake runs, new consultations come here.

## The office.

init-office-how = 4. The office: what clients are shown. All of it can be changed later in the file.
init-profile-path = File to write the profile to
init-path-wrong = No file can be written there: give a name in a folder that exists.
init-path-other = It stays as it is. Give another name, or the same one and yes.
init-replace = { $path } exists. Replace it?
init-keep-profile = { $path } is the profile of { $office }. Keep it?
# $language: its name in itself.
init-name = Name of the office, in { $language }
init-practitioner = Who is responsible, with the title (such as 行政書士 山田太郎)
init-languages = Languages that staff speak, as codes with commas between (such as ja, en)
init-languages-wrong = Give codes such as ja, en or zh-Hant, each once.
init-phone = Telephone
init-phone-wrong = This is no telephone number: write it like 03-1234-5678.
init-email = Mail address
init-email-wrong = This is no mail address: write it like office@example.jp.
init-website = Website
init-website-wrong = This is no address of a website: it begins with https://.
init-address = Address, in { $language }
init-hours-workdays = Opening hours from Monday to Friday (with a break: 09:00-12:00, 13:00-18:00)
init-hours-saturday = On Saturdays
init-hours-sunday = On Sundays
init-hours-wrong = Write it like 09:00-18:00, or with a break like 09:00-12:00, 13:00-18:00, or “closed”.
init-closed = closed
init-holidays = Closed on Japanese public holidays?
init-way-online = Do you hold consultations online?
init-way-tool = With which tool?
init-way-office = Do you hold consultations at the office?
init-way-visit = Do you visit clients?
init-way-none = Clients need one way at least to meet you.

## The database.

init-database-how = 5. Where everything is kept: one file, encrypted. The key is made beside it; keep a copy of the key elsewhere. (For several processes: an address of PostgreSQL, postgresql://user:password@host/name.)
init-database = File of the database
init-database-wrong = Give the path of a file, or an address of PostgreSQL: postgresql://user:password@host/name, with no driver named and special characters of the password written as %XX.
init-database-key = The key for personal data is made in { $path }. Keep a copy elsewhere, and give every machine that runs intake on this database the same. Then run `intake migrate`, which makes the tables.
init-database-no-folder = Its folder does not exist or cannot be written to: make it first, or give another one.

## LINE, for offices that have an account there.

init-line = 6. Does the office have LINE clients (a LINE Official Account with the Messaging API)?
init-public-how = LINE sends what clients write to an https address of yours: a name of the internet that leads to this machine, such as https://intake.yamada-office.example
init-public = That address, beginning with https://
init-public-wrong = This cannot be used: it begins with https:// and a name of the internet, and has no spaces.
init-line-how = In LINE Developers (developers.line.biz), open the channel of the account. “Basic settings” has the channel secret; at the foot of “Messaging API” press “Issue” for the channel access token (long-lived).
init-line-secret = Channel secret (it is not shown while you paste it)
init-line-secret-form = This is no channel secret: 32 letters and digits from “Basic settings”. Copy the whole of it.
init-line-token = Channel access token (it is not shown while you paste it)
init-line-token-form = This is no channel access token: a long line of letters, digits and / + =, from the foot of “Messaging API”. Copy the whole of it.
init-line-refused = LINE does not know this token: issue it again and copy the whole of it.
init-line-unreachable = LINE cannot be reached: check the network and try again.
# $title: the account. $name: its basic id, such as @123abcde
init-line-is = It is { $title } ({ $name }).
init-line-after = Two switches are left, in LINE Official Account Manager: under “Response settings” webhooks on, automatic answers off. The address of the webhook is set by itself at the start; the checks below say how it stands.

## Comments in the profile.

profile-comment-about = The profile of an office, written by `intake init`. `ja = "..."` and `en = "..."` are the same text by language: Japanese is always needed, and a client whose language is missing sees English, or else Japanese. Lines with a # are left out; a key that is misspelt or missing is refused at the start, by name. `intake doctor` reads this file as well.
profile-comment-key = short name of this profile: small letters, digits and _
profile-comment-languages = what staff really speak
profile-comment-holidays = substitute holidays included
profile-comment-closures = Days closed besides weekends and holidays, both ends included. Written like this:
profile-comment-map-link = a map that leads to the office
profile-comment-cases = Cases that the office tells of, such as on its website. Nobody may be recognised by them. Written like this:
profile-comment-unsaid = What follows was not asked. As long as the office says nothing, clients are told to ask: write your own words.
profile-comment-hours = Opening times, Japan time; two stretches are written ["09:00-12:00", "13:00-18:00"], a closed day is [].
profile-comment-half-days = Clients ask for half a day: from opening to `morning_until`, or from `afternoon_from` to closing. A half is offered if the office is open for at least so many hours of it.
profile-comment-most-wishes = how many clients may wish for one half-day; left out: any number
profile-comment-ways = Ways of holding a consultation. `kind` is "online", "office" or "visit"; `tool` is needed for "online" only; `cost` and `note` may be left out.
profile-comment-services = Services. `includes` and `fee` may be left out: without a fee, none is ever shown. More of them begin with [[services]] and an id of their own.
profile-comment-fee = The fee of the service above, in whole yen; the figures here are made up. `success_yen` is due on permission. If you state whether the government's fee is included, add `government_fee_included = true` or false.
profile-comment-ringing = Which new leads ring in the staff group; all others wait in the quiet list.
profile-comment-qualifies = 70 points and every condition met; or, of those who came for permanent residence, a way of their own without points
profile-comment-undecided = not decided yet, with at least this total; left out: never
profile-comment-morning-digest = Without this, the staff group gets a short digest once a business day as the office opens.
profile-comment-backups = Backups: after how many days the key of one is destroyed, so that nobody can open it any more, and after how many days without a new one `intake doctor` warns. These figures hold without it.
profile-comment-leads = A lead that nobody has taken is shown again in the staff group, once, after so many hours, while the office is open.
profile-comment-desk-name = Who clients are told has their request; left out: the office itself. What staff are called in Telegram is never shown. Written like this:
profile-comment-hand-off = What else clients are asked when they send their request. Ask for no more than the office needs. Written like this:
profile-comment-response = How soon clients get an answer, in minutes of opening. A new lead that nobody has taken, a client's message that nobody has answered, or a time that waits for an approval is brought to mind once, without a sound; after escalate_minutes the next member of staff is named, with one. Without this nobody is reminded.
profile-comment-reminders = How clients are reminded of talks and of what they chose. Never between 21:00 and 8:00 on the client's own clock; fewer hours may be given.
profile-comment-mood = true asks after a talk that took place how it was, with one tap
profile-comment-questions = Questions of the office's own that staff can send a client by a button on the card. Each text is needed in every language. The kind is yes_no, choices, text or day; only choices has a list of them.
profile-question = How do you live?
profile-question-rented = Rented
profile-question-owned = Owned
profile-comment-website = The same chat on the office's own website, at &lt;INTAKE_PUBLIC_URL&gt;/chat, once there is a [web]. One line on a page of the website brings a button that opens it: &lt;script src="&lt;INTAKE_PUBLIC_URL&gt;/chat.js" async&gt;&lt;/script&gt;
profile-comment-sites = who may show the chat within their pages; without it nobody
profile-comment-proxies = our own proxies before the server, which say where somebody comes from
profile-comment-line = The same chat in LINE, once INTAKE_LINE_SECRET and INTAKE_LINE_TOKEN are set. An answer within a minute is free; what is sent later is paid for.
profile-comment-monthly-limit = so many messages that are paid for in a month; without this, as many as LINE allows
profile-comment-important = what is still sent beyond that (staff, bookings, reminders, answers); the rest waits until the client writes
profile-comment-booking = Clients book a time in the chat, once there is a [booking] and somebody of staff; without it they wish for half-days. `minutes` is how long a talk takes, for each way. Lengths are multiples of 5. Written like this:
profile-comment-step = starts are offered every so many minutes, counted from the opening
profile-comment-buffers = stays free before and after each talk
profile-comment-notice = the earliest start is so many hours from now
profile-comment-horizon = the latest start is so many days ahead
profile-comment-most-a-day = talks of one member of staff; left out: any number
profile-comment-change-until = clients move and cancel until so many hours before; staff always may
profile-comment-most-changes = how often a client may move a booking; who cancels and books anew more often asks for a time
profile-comment-request = a request that nobody approves ends after so many hours
profile-comment-hold = minutes for which a chosen time is kept while it is looked at
profile-comment-waiting-hold = minutes for which a time that became free is kept for one person of the waiting list
profile-comment-on-request = hours beside the usual ones, holidays included, in which the office must approve
profile-comment-staff = Who takes talks and answers clients. `telegram` is the id of the account; `role` is "member", "lead" or "admin"; `ways` left out: all; `hours` left out: the office's; `room` is a link to a room of their own.
profile-comment-rooms = Rooms for online talks of whoever has none of their own: a `pool`, or a `template`, in which a part that cannot be guessed is put in the place shown.
profile-comment-calendar = The calendars that the office uses already: no time is offered in which somebody has an appointment there. Their addresses stand in INTAKE_BUSY_ICS, the server to which bookings are written in INTAKE_CALDAV_URL. Each line may be left out.
profile-comment-calendar-names = what they are called in messages to staff, in the order of their addresses
profile-comment-stale = once a calendar was not read for so many minutes, times are only asked for, and the office approves
profile-comment-owners = mail addresses of whose calendars they are: what one of them declined takes no time
profile-comment-writes-to = the calendar on the server that bookings are written to; left out: the first that can be written to
profile-comment-shows-names = true writes the client's name there too
profile-comment-calendars = those of INTAKE_BUSY_ICS in which they are busy, by the names below; left out: all
profile-comment-own-calendar = a calendar of their own on the server, for their bookings
profile-comment-privacy = Who answers for clients' data, and how to reach them. The office must confirm this before clients are asked.
profile-comment-keep-days = days that a client's data is kept; the office decides
profile-comment-keeping = For how many days each class of data is kept after the last contact; what is left out is kept for keep_days. Clients are told these days.
profile-comment-keep-unfinished = interviews that came to no result
profile-comment-keep-unqualified = results that were not sent to the office
profile-comment-keep-client = clients who engaged the office (outcome "engaged")
profile-comment-keep-audit = who of staff did what
profile-comment-keep-talk = which message of a talk is whose copy; the texts themselves are not kept
profile-comment-checked = Rules that the office's practitioner has checked against the law. `intake rules` lists the rules and prints the lines to put here.

## Standing texts of the profile, which clients read until the office writes its own.

profile-closure-note = New Year closure
profile-desk-name = The consultation desk
profile-case = HSP (i) b: a change from a Student status.
profile-languages-note = Our staff speak: { $items }.
profile-language = { $language }
profile-access = Please ask us how to find the office.
profile-contact-form-note = Please call { $phone }.
profile-regions = Please ask us which regions we serve.
profile-outside-hours = Outside opening hours, please write to us here: we answer when the office is open.
profile-by-appointment = Whether a meeting outside opening hours is possible: please ask.
profile-way-online = Online ({ $tool })
profile-way-office = At the office
profile-way-visit = At a place you choose
profile-way-cost = Please ask us about the consultation fee.
profile-service-hsp = Highly Skilled Professional visa
profile-fee-due = Retainer within one week of the contract; success fee on permission.
profile-privacy-contact = Telephone { $phone }
