### What whoever runs intake reads: the lines of `intake doctor`, and what each setting means.

## How bad a line is; stands before it.

doctor-ok = ok
doctor-note = note
doctor-warning = warning
doctor-problem = problem

## What was looked at; stands before a colon.

doctor-about-settings = settings
doctor-about-database = database
doctor-about-security = security
doctor-about-key = key
doctor-about-client-bot = client bot
doctor-about-client-bot-updates = client bot updates
doctor-about-office-bot = office bot
doctor-about-office-bot-updates = office bot updates
doctor-about-staff-group = staff group
doctor-about-webhook = webhook
doctor-about-website = website
doctor-about-staff-page = staff page
doctor-about-employers = employers
doctor-about-clock = clock
doctor-about-disk = disk
doctor-about-service = service
doctor-about-erasure = erasure
doctor-about-updates = updates
doctor-about-outbox = outbox
doctor-about-bookings = bookings
doctor-about-timers = timers
doctor-about-understanding = understanding
doctor-about-calendar = calendar
doctor-about-translations = translations
doctor-about-LINE = LINE
doctor-about-office-profile = office profile
doctor-about-opening-hours = opening hours
doctor-about-holidays = holidays
doctor-about-rule-table = rule table
doctor-about-rule-files = rule files
doctor-about-sources = sources
doctor-about-checked-rules = checked rules
doctor-about-answer-bank = answer bank
doctor-about-texts = texts

## The last line.

doctor-all-well = All is well.
doctor-summary = { $problem_count ->
    [one] 1 problem
   *[other] { $problem_count } problems
} and { $warning_count ->
    [one] 1 warning
   *[other] { $warning_count } warnings
}.

## The one next step, after the last line.

# $step: one of the texts below.
doctor-next = next: { $step }
doctor-next-settings = correct the settings as the first line above says, then run `intake doctor` again
# $label: the name of a line above.
doctor-next-problem = put right what the line “{ $label }” says, then run `intake doctor` again
doctor-next-warning = look at the line “{ $label }”; nothing stops meanwhile
doctor-next-init = run `intake init`: it asks what is missing and writes it down
doctor-next-run = start `intake run`, and write to the client bot as a client would
doctor-next-rules = let the practitioner read `intake rules` and record what was checked
doctor-next-nothing = nothing, you are done

## Any check.

# $sentence: what the part that was looked at says itself.
doctor-error = { $sentence }
# $error: the kind of error, a name in the code.
doctor-stopped = this could not be looked at ({ $error }): look at what the other lines say

## Settings.

# $count: how many settings are not as by default. $path: the file of settings.
doctor-settings-of-file = { $count ->
    [one] 1 differs from its default
   *[other] { $count } differ from their defaults
}, { $path } was read; `intake doctor --settings` lists all
doctor-settings-without-file = { $count ->
    [one] 1 differs from its default
   *[other] { $count } differ from their defaults
}, there is no { $path } in this folder; `intake doctor --settings` lists all
doctor-file-open = { $path } is open to other users of this machine: run `chmod 600 { $path }`
doctor-client-not-set = INTAKE_CLIENT_TOKEN is not set, `intake run` needs it: @BotFather gives one on /newbot
doctor-office-not-set = INTAKE_OFFICE_TOKEN and INTAKE_OFFICE_CHAT are not set: leads are kept for later, see `intake leads`

## Who runs it, and who else could read.

doctor-security-well = the user, the place of the key, the rights of the files and the addresses are as they should be
doctor-root = this runs as root, so that a fault in it is one of the whole machine: run it as a user of its own, as deploy/intake.service does
# $program: what the system starts after a crash.
doctor-dumps = after a crash { $program } would be given the memory with the key and open answers, whatever the limit: run `sysctl -w kernel.core_pattern=core`, or remove that program
doctor-some-program = a program
doctor-key-beside = { $path } lies beside the database, so whoever copies the folder can read all of it: move it to another place, set INTAKE_KEY_FILE to it, and keep a copy apart from the backups
doctor-folder-open = other users of this machine can replace files in { $path }: run `chmod go-w { $path }`
doctor-api-in-the-clear = INTAKE_TELEGRAM_API is an http address of another machine, so tokens and all messages cross the network unencrypted: give it https, or run that server on this machine
doctor-website = the chat is at { $address }
doctor-desk = staff sign in at { $address } by /desk in their group
doctor-website-no-address = the office profile has [web], but there is no address, so there is no chat on the website: set INTAKE_PUBLIC_URL to the https address that leads to this server, or take [web] out of the profile
# $host: the machine of the address.
doctor-website-in-the-clear = the office profile has [web], but the address of { $host } begins with http://, so there is no chat on the website: set INTAKE_PUBLIC_URL to an https address
doctor-employers = employers answer at { $address }, by links that clients give them
doctor-employers-no-address = clients are offered no link for their employer, since there is no address for it: set INTAKE_PUBLIC_URL to the https address that leads to this server
# $host: the machine of the address.
doctor-employers-here-only = the links that clients give their employer lead to { $host }, which opens on this machine alone: set INTAKE_PUBLIC_URL to the https address that leads to this server
doctor-listens = requests are listened for on { $host } without encryption: see that nothing but the reverse proxy reaches that port

## Both bots.

doctor-client-is = INTAKE_CLIENT_TOKEN belongs to { $title } (@{ $username })
doctor-office-is = INTAKE_OFFICE_TOKEN belongs to { $title } (@{ $username })
doctor-client-joins-groups = it can be added to groups, where it does nothing: send /setjoingroups to @BotFather and disable it
doctor-one-bot = both tokens belong to one bot: make a second one with @BotFather and set INTAKE_OFFICE_TOKEN to it
doctor-token-refused = { $setting } was refused by Telegram: copy it again from @BotFather
doctor-telegram-unreachable = Telegram cannot be reached ({ $error }): check the network, and INTAKE_TELEGRAM_API if it is set
doctor-polling = polling, and no webhook is in the way
# $running: whether `intake run` is at work.
doctor-webhook-left = a webhook is left over although we poll: { $running ->
    [yes] another program uses this token; stop it
   *[no] the next `intake run` removes it
}
doctor-webhook-none = no webhook is registered: { $running ->
    [yes] look into the log of `intake run`
   *[no] `intake run` registers it at its start
}
doctor-webhook-other = another webhook is registered: { $running ->
    [yes] another program uses this token; stop it
   *[no] `intake run` puts ours in its place
}
# $error: Telegram's own words. $place: host and port where we listen.
doctor-webhook-failed = Telegram's last delivery to { $url } failed ({ $error }), { $count } updates wait: check that this address leads to { $place } and has a valid certificate
doctor-updates-wait = { $count } updates wait at Telegram: see whether `intake run` is well
doctor-webhook-registered = the webhook { $url } is registered, { $count } updates wait
doctor-webhook-ports = Telegram calls https addresses on the ports 443, 80, 88 and 8443 only: change INTAKE_WEBHOOK_URL
doctor-clock-off = this machine is { $count } seconds { $which ->
    [ahead] ahead of
   *[behind] behind
} the Bot API server: set the clock (use NTP)
doctor-clock-agrees = agrees with the Bot API server's

## The staff group.

doctor-group-not-set = INTAKE_OFFICE_CHAT is not set, so leads are kept for later: `intake init` finds the group; or add the office bot to it while `intake run` runs, and set the id that the log shows
doctor-group-migrated = it became a supergroup and has a new id, which intake uses already: set INTAKE_OFFICE_CHAT={ $group }
doctor-group-not-in = the office bot is not in the group { $group }, leads wait: add the office bot to the staff group and make it an administrator
doctor-group-not-found = INTAKE_OFFICE_CHAT { $group } was not found: add the office bot to the staff group and make it an administrator, or correct the setting
doctor-group-not-shown = Telegram does not show us the group { $group } ({ $error }): look at it by hand
doctor-group-no-group = INTAKE_OFFICE_CHAT is { $kind ->
    [private] a private chat
   *[channel] a channel
}, where staff cannot work together: set the id of a group
doctor-group-forum = found: { $title }, with a topic for each client
doctor-group-plain = found: { $title }
doctor-group-no-topics = it has no topics, so all clients' cards come one below the other: switch Topics on in the group's settings to give each client a topic of its own
doctor-group-public = it is public, so anybody can find it and read the leads: make it private in the group's settings
doctor-group-nearby = it is shown to people nearby, who can join: take the location out of its settings
doctor-group-of-channel = it belongs to a channel, whose readers are led into it: unlink the channel in its settings
doctor-group-link = whoever has its invite link comes in: give the link to staff alone, and revoke it when one leaves
doctor-group-silenced = the office bot may not write there: make it an administrator
doctor-group-no-administrator = the office bot is no administrator, so it cannot make topics nor erase what others wrote: make it one, with “Manage topics” and “Delete messages”
doctor-group-privacy = by privacy mode it hears commands and replies only, so what staff write to clients does not reach them: make it an administrator, or turn privacy mode off with @BotFather (/setprivacy) and add it to the group again
doctor-group-may-not-make-topics = the office bot may not make topics: allow “Manage topics” among its administrator's rights
doctor-group-may-not-delete = the office bot may not delete a client's topic when the client asks for erasure: allow “Delete messages” among its administrator's rights
doctor-group-rights = the office bot is an administrator and may do all it needs

## The database, its key and its disk.

doctor-database-no-folder = the folder { $path } does not exist: make it, or correct INTAKE_DATABASE
doctor-database-none-yet = there is none at { $path } yet; the first `intake run` or `intake chat` makes it, with a key where none is set
doctor-database-folder-not-writable = the folder { $path } is not writable: change its rights, or INTAKE_DATABASE
doctor-database-unreadable = { $path } cannot be read ({ $error }): check its rights and that INTAKE_DATABASE names an intake database; if it does, restore a backup
doctor-database-not-writable = { $path } or its folder is not writable for this user: change the owner or the rights, or INTAKE_DATABASE
doctor-database-damaged = the file is damaged: stop intake and restore a backup
doctor-database-of-others = this is a database of another program: set INTAKE_DATABASE to one of our own
doctor-database-well = { $path } opens and has the newest schema ({ $newest })
doctor-schema-old = has schema { $schema }, the newest is { $newest }: run `intake migrate` (every start does it, too)
doctor-schema-behind = has schema { $schema }, the newest is { $newest }: run `intake migrate`; until then nothing else starts
doctor-schema-new = has schema { $schema }, newer than this version of intake knows ({ $newest }): update intake
doctor-schema-newer-too = { $path } has schema { $schema }, newer than this version of intake ({ $newest }), which may go on with it: start the newer version everywhere soon
doctor-postgresql-reached = { $path } is reached; the server is PostgreSQL { $version }
doctor-postgresql-copy = { $path } is a copy that can only be read: name the server that takes writes
doctor-postgresql-empty = { $path } has no tables yet: run `intake migrate`, which makes them ({ $newest })
doctor-postgresql-makes-no-tables = its user may not make tables, so that `intake migrate` cannot go on: make that user the owner of the database, or give it the right to create in its schema
doctor-postgresql-no-rights = its user may not read and write { $count ->
    [one] one table ({ $tables })
   *[other] { $count } tables ({ $tables } and so on)
}: run intake as the user who made them, or give that user the rights
# $who: the name of a program or of a user of the server.
doctor-postgresql-long = { $count ->
    [one] a transaction of another program is
   *[other] { $count } transactions of other programs are
} open, for { $age } ({ $who }): as long as it lasts the tables grow and what was erased stays on the disk; end it, unless it is a backup that ends by itself
doctor-postgresql-idle = { $count ->
    [one] a process of intake has
   *[other] { $count } processes of intake have
} stood still inside a transaction for { $age } (pid { $pids } on the server): stop it and start it again
doctor-postgresql-prepared = { $count ->
    [one] a prepared transaction has
   *[other] { $count } prepared transactions have
} waited for { $age } to be finished ({ $name }): no intake makes such; finish or roll back what another program left there
doctor-postgresql-hidden = what { $count ->
    [one] one session of another user does is
   *[other] { $count } sessions of other users do is
} not shown to intake's user, so that a long transaction there is not seen: an administrator may GRANT pg_read_all_stats to it
# $free: gigabytes.
doctor-disk = { $free } GB free where the database is
doctor-disk-little = { $free } GB free where the database is: make room, or move the database (INTAKE_DATABASE)
doctor-disk-full = { $free } GB free where the database is: make room, or move the database (INTAKE_DATABASE); without it nothing is kept
doctor-service-runs = `intake run` is working on this database
doctor-service-rests = `intake run` is not running on this database
doctor-traces = what was erased last is still in the log beside the database: { $running ->
    [yes] `intake run` empties it; if this line stays, another program keeps reading the database: stop that
   *[no] start `intake run`, which empties it
}
doctor-rule-files-well = all of them can be read, and all they name has its words
doctor-sources-cited = each of the { $count } sources of the rules is cited
# $since: a day. $most: places, each with how often.
doctor-not-understood = typed and not understood since { $since }, most often at: { $most }
# $kinds: what could not be read, each with how often.
doctor-unreadable = { $count } of the last seven days could not be read and were passed over ({ $kinds })
# $place: the file of the key, or the name of its setting.
doctor-key-fits = { $place } fits the database; keep a copy of it, apart from the backups of the database
doctor-key-usable = { $place } can be used; keep a copy of it, apart from the backups of the database
doctor-keys-several = the key file holds { $count } keys: `intake keys rotate` leaves the first alone when all is sealed with it
doctor-keys-damaged = the key file holds { $count } keys, and { $rows } cannot be opened with any of them (damaged): put them back from a backup and run `intake keys rotate`; until then keep the old keys, too
doctor-clock-doubted = nobody whose keeping time is over is erased for now, since Telegram does not confirm the { $moment } that this machine's clock said: set the clock (use NTP), see that Telegram can be reached; `intake run` looks again every ten minutes

## What waits to be sent.

doctor-messages = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
# $age: how long the oldest has waited.
doctor-outbox-waits = { doctor-messages } waiting, the oldest for { $age }
doctor-outbox-stuck = { doctor-messages } waiting, the oldest for { $age }: the other lines here, or the log of `intake run`, say why
doctor-outbox-rests = { doctor-messages } waiting, the oldest for { $age }: start `intake run`
doctor-outbox-for-later = { doctor-messages } for staff kept until the office's bot and group are set
doctor-outbox-held = { doctor-messages } kept for people who blocked the bot, until they come back
doctor-outbox-doubtful = { doctor-messages } refused for a reason intake does not know, tried again and again: the log of `intake run` says which
doctor-outbox-dead = { doctor-messages } could not be delivered and never will be: the log of `intake run` says why
doctor-outbox-empty = nothing waits to be sent
doctor-days = { $count } days
doctor-hours = { $count } hours
doctor-minutes = { $count } minutes
doctor-seconds = { $count } seconds

## What was booked, and what is to be done about it.

doctor-bookings = { $standing } from now on, { $waiting } waiting for a time to become free
# $age: for how long the first has been due.
doctor-timers-late = { $count } due for { $age } and not fired: the other lines here, or the log of `intake run`, say why
doctor-timers-rest = { $count } due for { $age }: `intake run` fires them when it is started

## The calendar, with `--write`.

doctor-calendar-none = there is no calendar to write to: INTAKE_CALDAV_URL is not set
# $names: all calendars there, $writes: those that bookings are written to
doctor-calendar-found = reached; calendars: { $names }. Bookings are written to: { $writes }
# $moment: since about when
doctor-calendar-refuses = the calendar refuses what is booked (staff were told { $moment }): run intake doctor --write
# $count: entries of talks ahead
doctor-calendar-left = { $count ->
    [one] one entry of a booking
   *[other] { $count } entries of bookings
} stood in a calendar that is not there any more, and was made anew where INTAKE_CALDAV_URL leads now; if the former account or calendar still exists, delete its entries there by hand (their names begin with #): nothing there follows any more
# $who: a member of staff, or — for all, $names: all calendars there
doctor-calendar-not-there = there is no calendar of the name that the profile gives (for: { $who }), or it may not be written to; there are: { $names }. Name one of them as writes_to in the profile, or let this user write there
# $kind: what is wrong
doctor-calendar-trouble = { $kind ->
    [unreachable] cannot be reached at INTAKE_CALDAV_URL, or answers with an error: see whether the address is right and the calendar can be opened elsewhere
    [slow] takes too long to answer: see whether the calendar can be opened elsewhere
    [refused] lets nobody in with INTAKE_CALDAV_USER and the password in INTAKE_CALDAV_PASSWORD_FILE: give a user and a password made for this app
   *[other] no calendar answers at INTAKE_CALDAV_URL: give the address of a CalDAV server, or of one calendar on it
}
doctor-calendar-written = a test entry was made in { $name } and removed again
doctor-calendar-not-written = a test entry could not be made in { $name }: let the user of INTAKE_CALDAV_USER write there
doctor-calendar-not-removed = a test entry was made in { $name } and is still there: delete it by hand, and let the user of INTAKE_CALDAV_USER delete entries there
# $running: whether `intake run` is at work
doctor-calendar-waits = { $count ->
    [one] 1 booking is
   *[other] { $count } bookings are
} still to be written there, { $running ->
    [yes] which `intake run` does by and by
   *[no] which `intake run` does once it is started
}

## The translation server.

doctor-line-is = "{ $title }" ({ $username })
doctor-line-chat-mode = chat is switched on in the LINE Official Account Manager: answers given there are not seen here, so switch "Chat" off
doctor-line-token-refused = INTAKE_LINE_TOKEN was refused by LINE: issue it again in the LINE Developers Console, "Messaging API"
doctor-line-unreachable = LINE cannot be asked ({ $error }): check the network
doctor-line-webhook = events come to { $url }
doctor-line-webhook-none = LINE knows no address to send to; `intake run` sets it to { $url }
doctor-line-webhook-other = LINE sends to another address than { $url }; `intake run` sets it
doctor-line-webhook-off = "Use webhook" is off, so that nothing reaches us: switch it on in the LINE Developers Console, "Messaging API"
doctor-line-quota = { $left } of { $limit } paid messages are left this month; answers are free
doctor-line-quota-over = no paid message is left of { $limit } this month: what is not important waits until clients write (LINE Official Account Manager, plan; [line] in the profile)
doctor-line-quota-endless = { $used } paid messages this month, without limit
doctor-translations-well = the translation server answers, and translates between Japanese and: { $languages }
doctor-translations-lacking = the translation server does not translate between Japanese and: { $languages }; have it load these languages (LT_LOAD_ONLY), or their clients' messages come without a translation
doctor-translations-silent = { $reason ->
    [unreachable] the translation server cannot be reached
    [slow] the translation server does not answer in time
    [busy] the translation server is asked too much
   *[unreadable] what answers at INTAKE_TRANSLATE_URL is no translation server
}: messages arrive without a translation until this is mended; look at its own log, or take INTAKE_TRANSLATE_URL out
doctor-translations-missing = translations have been missing since { $moment }: look at the log of the translation server

## What intake knows.

doctor-office-example = this is the example that ships, and it names a real office ({ $office }): write your own, with example = false, and point INTAKE_OFFICE at it
doctor-office-valid = valid: { $office }
doctor-hours-no-holidays = the public holidays of this year are not known: update the package `holidays`
doctor-hours-none = no opening within { $count } days: check hours and closures in the profile
doctor-hours-open = the office is open now; it opens again on { $date } at { $time } ({ $zone })
doctor-hours-closed = the office opens next on { $date } at { $time } ({ $zone })
doctor-holidays-unknown = Japanese holidays of { $year } are not known: update the package `holidays`
doctor-holidays-known = Japanese holidays are known to the end of { $year }
# $table: the name of a points table. $since, $checked: days.
doctor-table = { $table }, in force since { $since }, last checked against the law on { $checked }
doctor-table-old = { $table }, in force since { $since }, last checked against the law on { $checked }, { $count } days ago: look at the law ({ $reference }) or install a newer version of intake
doctor-table-follows = { $table } follows by itself on { $since }
doctor-checked-changed = { $rules } changed since it was checked: check it again
doctor-checked-left = marked for the office's practitioner and not checked: { $count }; `intake rules` lists them first, and how to record a check
doctor-checked-all = the office has checked every rule that is marked for its practitioner
doctor-answers-well = { $count } answers in every language
# $keys: the first of them by name.
doctor-texts-missing = locales/{ $language } lacks { $count ->
    [one] 1 text
   *[other] { $count } texts
} ({ $keys }): translate from locales/{ $source }
doctor-texts-old = in locales/{ $language } { $count ->
    [one] 1 text
   *[other] { $count } texts
} ({ $keys }) may no longer say what the { $source } text says: check, then run `python -m bot.words.digests { $language }`
doctor-texts-well = { $language }: complete and current, { $count } texts

## The list of settings: what each means, and what is so without it.

setting-default = default: { $value }
setting-now = now: { $value }
setting-not-set = not set
setting-secret = set, not shown
setting-postgresql = postgresql://..., the rest not shown
setting-client_token = INTAKE_CLIENT_TOKEN
    .meaning = token of the client-facing Telegram bot; `intake run` needs it
    .default = none
    .accepts = a token as @BotFather gives it: digits, a colon, then at least 20 letters, digits, _ or -
setting-office_token = INTAKE_OFFICE_TOKEN
    .meaning = token of the office's own Telegram bot; goes together with INTAKE_OFFICE_CHAT
    .default = none: leads are kept for later delivery
    .accepts = a token as @BotFather gives it: digits, a colon, then at least 20 letters, digits, _ or -
setting-office_chat = INTAKE_OFFICE_CHAT
    .meaning = id of the staff group, a forum supergroup (a plain group works with less); while it is unset, the office bot writes the id of a group it is added to into the log
    .default = none: leads are kept for later delivery
    .accepts = the id of a Telegram group, a whole number such as -1001234567890
setting-telegram_api = INTAKE_TELEGRAM_API
    .meaning = base URL of a Bot API server (Telegram's own, or a self-hosted one), for both bots
    .default = Telegram's own
    .accepts = an http:// or https:// address without user name, token, ? or #
setting-database = INTAKE_DATABASE
    .meaning = where everything is kept: sqlite:///path or postgresql://...; the driver is our choice
    .default = sqlite:///intake.db
    .accepts = sqlite:///path of a file (memory will not do) or postgresql://user:password@host/name, with no driver named and special characters of the password written as %XX
setting-office = INTAKE_OFFICE
    .meaning = path of the office profile (TOML)
    .default = the example profile that ships
    .accepts = the path of a TOML file
setting-webhook_url = INTAKE_WEBHOOK_URL
    .meaning = base URL for webhooks; the bots register &lt;base&gt;/client and &lt;base&gt;/office
    .default = none: polling
    .accepts = an https:// address without user name, token, ? or # (http:// only for this machine itself)
setting-webhook_secret = INTAKE_WEBHOOK_SECRET
    .meaning = secret from which each bot's webhook secret is derived; required with INTAKE_WEBHOOK_URL
    .default = none
    .accepts = 16 to 256 letters (A-Z, a-z), digits, _ or -, for example what `openssl rand -hex 32` prints
setting-public_url = INTAKE_PUBLIC_URL
    .meaning = what the addresses that we hand out begin with, such as those of calendars to subscribe to; with it `intake run` listens on INTAKE_HOST and INTAKE_PORT also when it polls
    .default = INTAKE_WEBHOOK_URL; without either no address is handed out
    .accepts = an https:// address without user name, token, ? or # (http:// only for this machine itself)
setting-line_secret = INTAKE_LINE_SECRET
    .meaning = channel secret of the office's LINE Official Account (Messaging API), by which what LINE sends is known; a secret
    .default = none: nobody is served in LINE
    .accepts = the channel secret from the LINE Developers Console, "Basic settings"
setting-line_token = INTAKE_LINE_TOKEN
    .meaning = long-lived channel access token of the same account; a secret
    .default = none: nobody is served in LINE
    .accepts = the channel access token from the LINE Developers Console, "Messaging API"
setting-host = INTAKE_HOST
    .meaning = address on which webhooks and requests for our pages are listened for
    .default = 127.0.0.1, this machine only
    .accepts = a host name or an IP address, without a scheme or port
setting-port = INTAKE_PORT
    .meaning = port on which webhooks and requests for our pages are listened for
    .default = 8080
    .accepts = a whole number from 1 to 65535
setting-busy_ics = INTAKE_BUSY_ICS
    .meaning = addresses of calendars of the office that are only read, so that no time is offered when somebody is busy; each address is a secret
    .default = none: only bookings take time
    .accepts = addresses of calendars (https://... or webcal://...), separated by commas
setting-caldav_url = INTAKE_CALDAV_URL
    .meaning = address of the office's CalDAV server, or of one calendar on it: bookings are written there, and what stands there makes staff busy; goes together with INTAKE_CALDAV_USER and INTAKE_CALDAV_PASSWORD_FILE
    .default = none: no calendar is kept
    .accepts = an https:// address without user name, token, ? or # (http:// only for this machine itself)
setting-caldav_user = INTAKE_CALDAV_USER
    .meaning = user name on the CalDAV server
    .default = none
    .accepts = a user name of at most 200 characters, often a mail address
setting-caldav_password_file = INTAKE_CALDAV_PASSWORD_FILE
    .meaning = path of a file that holds the password for the CalDAV server, best one made for this app alone; readable by its owner alone
    .default = none
    .accepts = the path of a file (never the password itself)
setting-translate_url = INTAKE_TRANSLATE_URL
    .meaning = address of a translation server of your own (LibreTranslate, or one that answers as it does): what clients and staff write to each other is translated beneath
    .default = none: nothing is translated
    .accepts = an https:// address without user name, token, ? or # (http:// only for this machine, a private address, or a name in your own network)
setting-log = INTAKE_LOG
    .meaning = form of the log on standard error: plain lines for people, or one JSON object a line for programs
    .default = plain
    .accepts = plain or json
setting-metrics_port = INTAKE_METRICS_PORT
    .meaning = port on INTAKE_HOST at which intake run tells whether it lives (/healthz) and is ready (/readyz), and its figures (/metrics); each process needs one of its own
    .default = none: nothing is told
    .accepts = a port from 1 to 65535
setting-key = INTAKE_KEY
    .meaning = key for personal data at rest: 32 bytes, URL-safe base64; instead of INTAKE_KEY_FILE; of several, separated by commas or line breaks, the first seals and all open
    .default = none: INTAKE_KEY_FILE, else &lt;file&gt;.key beside a SQLite database, made with it; one of the two is required for any other database
    .accepts = 32 bytes as URL-safe base64
setting-key_file = INTAKE_KEY_FILE
    .meaning = path of a file that holds the key (or several, as for INTAKE_KEY), readable by its owner alone; instead of INTAKE_KEY
    .default = as for INTAKE_KEY
    .accepts = the path of a file (a key itself belongs in INTAKE_KEY)

setting-backup_keys = INTAKE_BACKUP_KEYS
    .meaning = folder of the backups' own keys and of the record of erasures, the same for all processes; kept apart from the database and the backups
    .default = beside the file of the key, &lt;file&gt;.backups; required where the key is in INTAKE_KEY
    .accepts = the path of a folder

## What `intake forget`, `keys`, `leads` and `migrate` have done.

forget-erased = Erased: lead { $number } and everything about its client that was kept in { $path }: answers, results,
    notes, and what was waiting to be sent.
forget-nothing-to-take-back = No messages need to be taken back.
# $where: whose messages are taken back. $running: whether `intake run` is at work.
forget-taken-back = `intake run` takes back what a bot may in { $where ->
    [client] the client's chat
    [staff] the staff group
   *[both] the client's chat and the staff group
} { $running ->
    [yes] within seconds
   *[no] when it is started
}, and tells them.
# What was kept of the client was damaged
forget-damaged = What was kept of the client was damaged and could not be opened, so their chat is not known: messages there are not taken back, and the client is not told. Tell them yourself.
forget-copies = What was copied elsewhere (exported files, notes, backups made by other means) is yours to delete.
# $until: a day.
forget-backups = The erasure is recorded: no backup brings this person back. The last backup from before can be opened until { $until }.
# $key: the name of a key, not the key.
keys-made = Made the new key { $key } in { $path }.
keys-went-on = Went on with the new key { $key } in { $path }.
keys-in-table = { $count } in { $table }
keys-items = { $items }
keys-nothing-left = nothing was left to be sealed
keys-sealed = Sealed with it: { $what }. Nothing is sealed with another key any more.
keys-sealed-partly = Sealed with it: { $what }.
keys-dropped = { $count ->
    [one] 1 old key
   *[other] { $count } old keys
} taken out of the file.
keys-still-in-log = What the old key sealed may still be in the log beside the database until `intake run` is started anew.
keys-copy = Copy the key file to where you keep its copy. Backups made before open with the old key only: until they are gone, keep it apart, and give `intake restore` both.
leads-no-database = There is no database at { $path } yet, so there are no leads.
leads-both-here = --json and --csv - would both print here; give --csv a file
leads-none = There are no leads yet.
leads-none-of-these = None of the leads is one of these.
# A heading. $label: the way in the office's words. $way: its id. $count: minutes that it takes.
slots-way = { $label } ({ $way }), { $count } { $count ->
    [one] minute
   *[other] minutes
}
# $first, $last: days.
bookings-none = Nothing is booked from today on.
# $state: how it stands
bookings-state = { $state ->
    [held] held
    [requested] to be approved
    [booked] booked
    [kept] took place
   *[missed] did not come
}
# $way: by its id in the profile; $staff: by its id; $lead: the number of the lead
bookings-line = { $way }, { $staff }, #{ $lead }: { $state }
slots-none = Nothing is free from { $first } to { $last }.
leads-written = { $count ->
    [one] 1 lead
   *[other] { $count } leads
} written to { $path }{ $existed ->
    [yes] , replacing the file that was there
   *[no] { "" }
}; keep it safe, it is personal data.
migrate-newest = { $path } has the newest schema already ({ $newest }); nothing was changed.
migrate-newer = { $path } has schema { $schema }, newer than this version of intake ({ $newest }), which may go on with it; nothing was changed.
migrate-made = { $path } was made, with schema { $newest }.
migrate-done = { $path } was brought from schema { $schema } to { $newest }.

## Errors: why a command ends, and what to do about it.

# $command: the command. $error: the kind of error, a name in the code.
error-unforeseen = `{ $command }` stopped on an unforeseen error ({ $error }); please report it with the command and the version you ran
# $error: what is wrong and where, in English, for whoever writes such files.
error-own-files = intake's own files are not as they should be ({ $error }): correct that file, or install intake again
error-no-room = standard output cannot be written ({ $reason }): make room where it leads to; what `{ $command }` had done by then stays done
# Where the system says why, in its own words, $reason is that.
error-no-reason = no reason given
# $today, $first: days.
error-clock-early = the clock of this machine says { $today }, before the first points table ({ $first }): set the clock (use NTP), then start intake again
error-line-token-refused = INTAKE_LINE_TOKEN was refused by LINE; issue it again in the LINE Developers Console
error-token-refused = { $setting } was refused by Telegram; copy it again from BotFather
error-not-listening = INTAKE_HOST and { $setting }: cannot listen on { $place } ({ $reason }); free that address or choose another one
error-file-not-written = cannot write { $path } ({ $reason }); give a file that you may write
error-slots-no-booking = the office profile has no [booking], so clients wish for half-days and no times are offered; bot/offices/tsubakuro.toml shows how it is written
# $nearest: the known one that is nearest. $known: all of them.
error-slots-way = there is no such way of holding a consultation; did you mean { $nearest }? Known: { $known }
error-bookings-file = { $path } cannot be written: { $reason }
error-slots-zone = there is no such time zone; did you mean { $nearest }?

## Errors of the settings.

# $where: a place below. $accepts: what the setting accepts.
error-setting-unusable = { $name } ({ $where }) cannot be used: give { $accepts }.
error-setting-in-environment = in the environment
error-setting-in-line = { $path }, line { $line }
error-setting-file = { $path } cannot be read ({ $reason }): make it readable, or remove it.
error-setting-line = { $where }, is not understood: write NAME=value, or # before a comment.
error-setting-twice = { $where }, sets a variable that an earlier line has set: keep one of the two.
error-setting-unknown = { $name } ({ $where }) is not a setting of intake: did you mean { $nearest }?
error-setting-unnamed = A name that starts with { $start }
error-setting-chat-without-token = INTAKE_OFFICE_CHAT is set without INTAKE_OFFICE_TOKEN: set the token of the office's bot as well, or neither.
error-setting-same-tokens = INTAKE_CLIENT_TOKEN and INTAKE_OFFICE_TOKEN are the same: the office needs a bot of its own, so give the token of a second one.
error-setting-same-ports = INTAKE_METRICS_PORT and INTAKE_PORT are both { $port }: give the pages of health and figures a port of their own.
error-setting-url-without-secret = INTAKE_WEBHOOK_URL is set without INTAKE_WEBHOOK_SECRET: set the secret to { $accepts }.
# $named_count: how many calendars have a name. $given_count: how many addresses there are.
error-setting-calendar-names = calendar.names in the office profile names { $named_count } { $named_count ->
    [one] calendar
   *[other] calendars
}, and INTAKE_BUSY_ICS has { $given_count } { $given_count ->
    [one] address
   *[other] addresses
}: give every named calendar its address there, in the same order, or take its name away.
# $key: a key of the office profile
error-setting-calendar-writes = { $key } in the office profile names a calendar to write to, and INTAKE_CALDAV_URL is not set: set the CalDAV server, or take the key away.
error-setting-caldav-incomplete = { $given } is set without { $missing }: the calendar needs INTAKE_CALDAV_URL, INTAKE_CALDAV_USER and INTAKE_CALDAV_PASSWORD_FILE together.
error-setting-line-incomplete = { $given } is set without { $missing }: LINE needs INTAKE_LINE_SECRET and INTAKE_LINE_TOKEN together.
error-setting-line-without-url = LINE is set up without INTAKE_PUBLIC_URL: LINE sends what clients write to an https:// address of ours, so set that, or remove INTAKE_LINE_SECRET and INTAKE_LINE_TOKEN.
error-setting-caldav-password = The file { $path } of INTAKE_CALDAV_PASSWORD_FILE cannot be read ({ $reason }): make it readable for whoever runs intake.
error-setting-caldav-password-text = The file { $path } of INTAKE_CALDAV_PASSWORD_FILE is no text in UTF-8: write the password into it, and nothing else.
error-setting-caldav-password-empty = The file { $path } of INTAKE_CALDAV_PASSWORD_FILE is empty: write the password into it.
error-setting-two-keys = INTAKE_KEY and INTAKE_KEY_FILE are both set: keep one and remove the other.
error-setting-no-client-token = INTAKE_CLIENT_TOKEN is not set; give it the token that BotFather made for the client bot
error-setting-no-secret = INTAKE_WEBHOOK_SECRET is not set: webhooks need it, so set it.

## Errors of the office profile.

# $place: the path of a key. $what: a complaint below.
error-profile = { $file }: { $place }: { $what }
error-profile-file = { $path }: expected an office profile, but it cannot be read ({ $reason }); check INTAKE_OFFICE
error-profile-bytes = { $path }: expected UTF-8, found other bytes; save it as UTF-8
error-profile-toml = { $path }: expected TOML, which this is not: { $error }
profile-top-level = top level
profile-refused = expected { $expected }, found { $found }
profile-refused-near = expected { $expected }, found { $found }; did you mean { $nearest }?
profile-unknown-key = unknown key; known here: { $known }
profile-unknown-key-near = unknown key; did you mean { $nearest }?
profile-unknown-language = unknown key; expected { $expected }
profile-repeated = expected each only once, found { $name } again
profile-found-nothing = nothing
profile-found-table = a table
profile-found-list = a list of { $size }
profile-expected-table = a table with the keys { $keys }
profile-expected-list = a list of { $what }
profile-expected-list-at-least = a list of { $what }, at least { $least }
profile-expected-text = a text in quotation marks that is not empty
profile-expected-texts = texts by language with at least Japanese, such as { $example }
profile-expected-name = a short name of small letters, digits and _, such as "office_visit"
profile-expected-language = a language code such as "ja", "en" or "zh-Hant"
profile-expected-flag = true or false, without quotation marks
profile-expected-whole = a whole number from { $least } to { $most }, without quotation marks
profile-expected-day = a day such as 2026-12-29, without quotation marks
profile-expected-time = a time such as "09:00"
profile-expected-span = opening times such as "09:00-18:30", the earlier time first
profile-expected-phone = a telephone number such as "03-1234-5678"
profile-expected-email = an e-mail address such as "office@example.jp"
profile-expected-website = a web address such as "https://www.example.jp/"
profile-items-sites = sites
profile-items-line-kinds = kinds of messages in LINE
profile-items-networks = addresses of proxies or of their networks
profile-expected-site = where a site is, encrypted and without a path, such as "https://www.example.jp"
profile-expected-network = an address such as "10.0.0.5", or a network such as "10.0.0.0/8"
profile-expected-zone = a time zone known to this machine, such as "Asia/Tokyo"
profile-expected-later-span = a time that begins after { $closes }, the end of the one before
profile-expected-last-day = a day not before { $first }, the first day
profile-expected-afternoon = a time not before { $until }, the end of the morning
profile-expected-line-kind = "staff", "bookings", "reminders" or "answers"
profile-expected-way-kind = "online", "office" or "visit"
profile-expected-tool = the tool of an online way, such as "Google Meet"
profile-expected-total = { $total }, the retainer and the success fee together
profile-expected-with-tax = an amount with tax, not below { $least }
profile-items-hand-off-questions = questions to ask at the hand-off
profile-expected-hand-off-question = a question that can be asked for: nationality, employer
profile-items-questions = questions
profile-items-choices = choices
profile-expected-question-kind = "yes_no", "choices", "text" or "day"
# $language: a code
profile-expected-text-in-language = a text in every language that the bot talks in, here { $language }
profile-choices-of-another-kind = only a question of the kind "choices" has choices
profile-expected-rule = the name of a rule, as `intake rules` prints it
profile-expected-initials = the initials of who checked it, such as "T.I."
profile-expected-reading = the reading that was checked, as `intake rules` prints it
profile-expected-minutes = minutes from { $least } to { $most }, a multiple of { $grain }, without quotation marks
profile-expected-staff = at least one member of staff ([[staff]]), because there is a [booking]
profile-expected-staff-id = a short id of small letters and digits, such as "sato"
profile-expected-staff-role = a role: member, lead or admin
profile-expected-way = the id of one of the consultation ways
profile-expected-room-template = a web address with { $secret } in it once
# $key: the other key. $most: what it allows.
profile-expected-within-horizon = at most { $most } hours, the days of { $key }
profile-expected-fitting = at most { $most } minutes, the longest opening there is ({ $key })
profile-expected-way-of-staff = a way that somebody of staff takes; { $way } is in nobody's { $key }
profile-expected-awake = hours of the day between { $opens } and { $closes }, at least one of them, such as "09:00-20:00"
profile-expected-kept-no-longer = at most { $days }, the days of { $key }
profile-expected-kept-no-shorter = at least { $days }, the days of { $key }
profile-expected-after-nudge = more than { $minutes }, the minutes of { $key }
profile-expected-calendar-name = a calendar that { $key } names
profile-expected-calendar-name-of-ours = a short name of a calendar, without a comma
profile-items-calendars = names of calendars
profile-items-calendar-names = names of calendars
profile-items-emails = e-mail addresses
profile-items-rooms = web addresses of rooms
profile-items-staff = members of staff
profile-items-languages = language codes
profile-items-spans = opening times such as "09:00-18:30" (an empty list: closed)
profile-items-closures = closures
profile-items-ways = consultation ways
profile-items-services = services
profile-items-cases = cases that the office tells of, each a text by language
profile-items-checked = checked rules

## Errors of the database, its keys and its locks.

error-database-no-folder = INTAKE_DATABASE: the folder { $path } does not exist; make it or choose another path
error-database-other-version = the database { $path } was made by another version of intake, which this one does not know (its newest schema is { $newest }): use that version or a newer one
error-database-of-others = { $path } is a database of another program; set INTAKE_DATABASE to one of our own
# $error: SQLite's name of the error.
error-database-held = the database { $path } (INTAKE_DATABASE) is held by another program: see who else works on it ({ $error })
error-database-full = the database { $path } (INTAKE_DATABASE) has no room left on its disk: make room ({ $error })
error-database-not-writable = the database { $path } (INTAKE_DATABASE) cannot be written: change the rights of the file and its folder ({ $error })
error-database-not-opened = the database { $path } (INTAKE_DATABASE) cannot be opened: see that its folder is there and writable ({ $error })
error-database-disk = the database { $path } (INTAKE_DATABASE) could not be read or written: see that its disk is sound and has room ({ $error })
error-database-damaged = the database { $path } (INTAKE_DATABASE) is damaged and cannot be opened: stop intake and restore a backup ({ $error })
error-database-none = the database { $path } (INTAKE_DATABASE) cannot be opened: check that it is an intake database, else restore a backup ({ $error })
error-database-unusable = the database { $path } (INTAKE_DATABASE) could not be used ({ $error })
error-database-rewritten = the database: another process keeps writing the same rows; the same is asked again
error-too-much-at-once = more comes at once than can be kept: what is not taken now comes again by itself
error-database-not-migrated = the database { $path } (INTAKE_DATABASE) is not at the newest schema ({ $newest }): run `intake migrate` first
error-database-newer-meanwhile = the database { $path } (INTAKE_DATABASE) was changed by a newer version of intake, and this one (schema { $newest }) cannot go on with it: stop this process and start the newer version
error-migrate-held = the database { $path } is not at schema { $newest } yet: for a minute, other transactions kept tables of ours (process { $holders }). What was done before stays, and nobody had to stop: end them, then run `intake migrate` again
error-migrate-index = the index { $index } of the database { $path } could not be built in nobody's way; transactions that last long hold it up (process { $holders }). Nobody had to stop: end them, then run `intake migrate` again
error-migrate-older-works = the database { $path } is not at schema { $newest } yet: { $count ->
    [one] a process is
   *[other] { $count } processes are
 } at work there whose version is too old for it (older than schema { $oldest }). Stop what is older, then run `intake migrate` again
error-migrate-others = another `intake migrate` has been at work on the database { $path } for ten minutes; run it again when that one is done
error-postgresql-address = INTAKE_DATABASE: this address of PostgreSQL cannot be read; give postgresql://user:password@host/name, special characters of the password written as %XX, and after a question mark only what PostgreSQL's library knows or prepared_statements=off
error-postgresql-too-old = the PostgreSQL server of { $path } (INTAKE_DATABASE) is version { $version }; intake needs { $oldest } or newer
error-postgresql-password = PostgreSQL at { $path } (INTAKE_DATABASE) refuses this user or this password: check both, and write special characters of the password as %XX
error-postgresql-encoding = the database { $path } (INTAKE_DATABASE) keeps texts as { $encoding }, which cannot hold every language: make a new one with `createdb --encoding UTF8 --template template0`
error-postgresql-pooler = a pooler stands before { $path } (INTAKE_DATABASE), where what one process prepares another would run: put ?prepared_statements=off behind the name in the address
error-postgresql-no-database = PostgreSQL has no database { $path } (INTAKE_DATABASE): make it (createdb) or name another one
error-postgresql-no-rights = the user of { $path } (INTAKE_DATABASE) may not make or change its tables: make that user the owner of the database, or give it the right to create in its schema
error-postgresql-no-connections = PostgreSQL at { $path } (INTAKE_DATABASE) has no connection left: stop what holds them, or raise max_connections ({ $error })
error-postgresql-read-only = the database { $path } (INTAKE_DATABASE) can only be read just now: name the server that takes writes, not a copy of it ({ $error })
error-postgresql-not-reached = PostgreSQL at { $path } (INTAKE_DATABASE) cannot be reached: check the host, the port and whether the server runs ({ $error })
error-already-running = Another `intake run` is working on { $path }: stop it first, or give this one a database of its own with INTAKE_DATABASE; several processes share the work on PostgreSQL alone (postgresql://...).
error-role-without-office = `intake run --role office`: there is no office bot; set INTAKE_OFFICE_TOKEN and INTAKE_OFFICE_CHAT
error-role-on-file = `intake run --role { $role }`: { $path } is a SQLite file, on which one process does everything; name a PostgreSQL database in INTAKE_DATABASE (postgresql://...) to have several, or leave --role out
error-lock = The lock file { $path } cannot be used ({ $reason }): check its folder and its rights.
error-rotation-lock = The lock file { $path } cannot be used ({ $reason }): check its folder.
error-already-rotating = Another `intake keys rotate` is working on this database: wait until it is done.
error-rotation-unfinished = some values are still sealed with an old key, and the key file was left as it is: see that every process of intake reads the same key file, then rotate again
error-rotation-newer = the database { $path } has another schema than this version of intake knows, so it cannot seal everything anew: rotate the key with the newest version that works there
error-key-required = A key for personal data is required with this database: make one with `openssl rand -base64 32 | tr '+/' '-_'`, keep a copy in a safe place, and set INTAKE_KEY or INTAKE_KEY_FILE.
# $stored, $given: names of keys, not the keys.
error-key-other = The database is sealed with key { $stored }, but the key given is { $given }: put back the key file that was beside the database, or set INTAKE_KEY or INTAKE_KEY_FILE to the first key.
error-key-in-setting = The key is given by INTAKE_KEY, which intake cannot change: put it into a file that you alone may read, set INTAKE_KEY_FILE to its path instead of INTAKE_KEY, start `intake run` again, then rotate.
error-key-no-file = There is no key file to change: set INTAKE_KEY_FILE.
error-key-gone = The key { $key } is not in { $path }: put it back; nothing was changed.
error-key-length = The key for personal data must be exactly 32 bytes: check INTAKE_KEY.
error-key-none = There is no key for personal data: check INTAKE_KEY.
# $source: the file of the key, or the name of its setting.
error-key-unusable = { $source } does not hold a usable key: a key is 32 bytes as URL-safe base64 (43 characters, with or without a = at the end), made with `openssl rand -base64 32 | tr '+/' '-_'`.
error-key-missing = Personal data in { $database } is sealed with a key that is not here: put back { $path } or set INTAKE_KEY or INTAKE_KEY_FILE.
error-key-missing-unused = The key file { $path } of the database { $database } is not here: put it back or set INTAKE_KEY; as nothing is sealed yet, moving the database away also helps, and both are made anew.
error-key-file-missing = The key file { $source } is not there: put it back, or correct INTAKE_KEY_FILE.
error-key-file-no-file = The key file { $source } is not a file: give the path of a file that holds a key.
error-key-file-open = The key file { $source } is open to other users of this machine: run `chmod 600 { $path }`.
error-key-file = The key file { $source } cannot be { $what ->
    [read] read
    [change] changed
   *[make] made
} ({ $reason }): check its folder and their rights.
error-sealed-form = A sealed value in table { $table } has a form this version does not know: use the version that wrote it, or restore the database from a backup.
error-sealed-other-key = A value in table { $table } was sealed with key { $key }, but the key given is { $given }: set INTAKE_KEY or INTAKE_KEY_FILE to the key it was sealed with.
error-sealed-changed = A sealed value in table { $table } was changed or belongs to another row: restore the database from a backup.
error-sealed-not-json = A sealed value in table { $table } is not JSON: use the version that wrote it.
error-forget-no-database = there is no database at { $path } yet (INTAKE_DATABASE), so there is no lead { $number }
error-forget-no-lead = there is no lead { $number }: it was erased, or the number is wrong; see `intake leads`
error-keys-no-database = there is no database at { $path } yet (INTAKE_DATABASE), so there is no key to change
# $rows: a text below.
error-keys-damaged = { $rows } cannot be opened with any key (damaged) and stayed as they were, and the key they name stayed in { $path }: put them back from a backup and rotate again, or live without them
# $names: tables and ids.
rows-named = { $count ->
    [one] 1 row
   *[other] { $count } rows
} ({ $names })
rows-named-and-more = { $count ->
    [one] 1 row
   *[other] { $count } rows
} ({ $names }, { $more } more)

## What `intake score` says besides its answer.

# $place: a file, or standard input. $error: an error below, or what is wrong with a field.
error-input-in = { $place }: { $error }
error-input-standard = standard input
error-input-bytes = this is not UTF-8 text; save it as UTF-8
error-input-empty = there is nothing here; give a profile as a JSON object
error-input-no-json = this is not JSON ({ $error }, line { $line }, column { $column }); correct it there
error-input-deep = this JSON has a number too long or objects too deep to read; give plain facts
error-input-not-read = cannot read { $path } ({ $reason }); give a file with a profile as JSON
error-input-unforeseen = this line stopped on an unforeseen error ({ $error })
score-keyboard = reading JSON from the keyboard; end it with Ctrl-D
score-bad-lines = { $bad_count } of { $count } lines could not be scored; see "error" in their answers

## What is wrong with a profile, or with the day; `intake score` says it.

# $field: the place in the profile, as its JSON names it. $fault: one of the texts below.
error-field = { $field }: { $fault }
fault-object = must be a JSON object with one key for each known fact
fault-field = is not a field of a profile
# $near: a name that is known.
fault-field-near = is not a field of a profile; did you mean { $near }?
fault-twice = stands twice; give it once
fault-together = cannot stand together with { $other }; give one of the two
fault-date = must be a date such as "1994-05-01"
fault-birth-early = must not be before { $first }
fault-born-later = is after the day used (as_of); give a day on or before it
fault-flag = must be true, false or null
fault-whole = must be a whole number
fault-limits = must be 0 or more and at most { $highest }
fault-number = must be a number
fault-below-zero = must be 0 or more
fault-no-number = must not be NaN or Infinity; leave it out if it is not known
fault-category = is not a category; use a, b or c
fault-choice = must be one of { $choices }
fault-list = must be a list; [] means none
fault-text = must be a text
fault-work-period = must be an object with "from", and if known "to" and "category"
fault-ends-early = must not be before from
fault-earlier = must be an object from a date to the facts that differed then
fault-inside-earlier = cannot stand inside earlier
fault-since = must be an object from a field to the first day on which it was as it is now
fault-first-day = is no field whose first day counts
fault-first-day-near = is no field whose first day counts; did you mean { $near }?
fault-no-plan = is not a fact that a plan can change
fault-no-day = is missing; give the day the law is applied, such as "2026-11-22", or --as-of
fault-no-table = there is no points table for { $day }: the first one known here took effect on { $first }; use that day or a later one
fault-no-rules = there are no rules of { $file } for { $day }: the first known here took effect on { $first }; use that day or a later one

## Titles of `intake preview`.

preview-questions = Questions
preview-pages = Pages
preview-others = Every other text

## Errors of `intake init`.

error-init-profile-set = { $path } is set in the environment (INTAKE_OFFICE) and stays; nothing was written
error-init-ended = the input ended before everything was asked; nothing was written
error-init-not-written = { $path } cannot be written ({ $reason }), so nothing was: look at the rights of its folder and at the room on its disk
error-init-given-up = nothing was written, and what was answered is kept nowhere
error-init-folder = nothing can be written in { $path }: start `intake init` in a folder of your own
error-init-no-terminal = `intake init` asks questions and needs a terminal: start it in one, or write .env by hand
error-demo-folder = The folder { $path } for the demo cannot be used ({ $reason }); name another with --keep, or leave it out
