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
doctor-about-clock = clock
doctor-about-disk = disk
doctor-about-service = service
doctor-about-erasure = erasure
doctor-about-updates = updates
doctor-about-outbox = outbox
doctor-about-office-profile = office profile
doctor-about-opening-hours = opening hours
doctor-about-holidays = holidays
doctor-about-rule-table = rule table
doctor-about-rule-files = rule files
doctor-about-sources = sources
doctor-about-understanding = typed answers
doctor-about-checked-rules = checked rules
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
doctor-listens = webhooks are listened for on { $host } without encryption: see that nothing but the reverse proxy reaches that port

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

doctor-group-not-set = INTAKE_OFFICE_CHAT is not set, so leads are kept for later: add the office bot to the group while `intake run` runs, and set it to the id that the log shows
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
doctor-group-privacy = by privacy mode it hears commands and replies only, which is all it needs
doctor-group-may-not-make-topics = the office bot may not make topics: allow “Manage topics” among its administrator's rights
doctor-group-may-not-delete = the office bot may not delete a client's topic when the client asks for erasure: allow “Delete messages” among its administrator's rights
doctor-group-rights = the office bot is an administrator and may do all it needs

## The database, its key and its disk.

doctor-database-postgresql = PostgreSQL is not supported by this version yet: use sqlite:///path in INTAKE_DATABASE
doctor-database-no-folder = the folder { $path } does not exist: make it, or correct INTAKE_DATABASE
doctor-database-none-yet = there is none at { $path } yet; the first `intake run` or `intake chat` makes it, with a key where none is set
doctor-database-folder-not-writable = the folder { $path } is not writable: change its rights, or INTAKE_DATABASE
doctor-database-unreadable = { $path } cannot be read ({ $error }): check its rights and that INTAKE_DATABASE names an intake database; if it does, restore a backup
doctor-database-not-writable = { $path } or its folder is not writable for this user: change the owner or the rights, or INTAKE_DATABASE
doctor-database-damaged = the file is damaged: stop intake and restore a backup
doctor-database-of-others = this is a database of another program: set INTAKE_DATABASE to a file of our own
doctor-database-well = { $path } opens and has the newest schema ({ $newest })
doctor-schema-old = has schema { $schema }, the newest is { $newest }: run `intake migrate` (every start does it, too)
doctor-schema-new = has schema { $schema }, newer than this version of intake knows ({ $newest }): update intake
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
setting-office_token = INTAKE_OFFICE_TOKEN
    .meaning = token of the office's own Telegram bot; goes together with INTAKE_OFFICE_CHAT
    .default = none: leads are kept for later delivery
setting-office_chat = INTAKE_OFFICE_CHAT
    .meaning = id of the staff group, a forum supergroup (a plain group works with less); while it is unset, the office bot writes the id of a group it is added to into the log
    .default = none: leads are kept for later delivery
setting-telegram_api = INTAKE_TELEGRAM_API
    .meaning = base URL of a Bot API server (Telegram's own, or a self-hosted one), for both bots
    .default = Telegram's own
setting-database = INTAKE_DATABASE
    .meaning = where everything is kept: sqlite:///path or postgresql://...; the driver is our choice
    .default = sqlite:///intake.db
setting-office = INTAKE_OFFICE
    .meaning = path of the office profile (TOML)
    .default = the example profile that ships
setting-webhook_url = INTAKE_WEBHOOK_URL
    .meaning = base URL for webhooks; the bots register &lt;base&gt;/client and &lt;base&gt;/office
    .default = none: polling
setting-webhook_secret = INTAKE_WEBHOOK_SECRET
    .meaning = secret from which each bot's webhook secret is derived; required with INTAKE_WEBHOOK_URL
    .default = none
setting-host = INTAKE_HOST
    .meaning = address on which webhooks are listened for
    .default = 127.0.0.1, this machine only
setting-port = INTAKE_PORT
    .meaning = port on which webhooks are listened for
    .default = 8080
setting-log = INTAKE_LOG
    .meaning = form of the log on standard error: plain lines for people, or one JSON object a line for programs
    .default = plain
setting-key = INTAKE_KEY
    .meaning = key for personal data at rest: 32 bytes, URL-safe base64; instead of INTAKE_KEY_FILE; of several, separated by commas or line breaks, the first seals and all open
    .default = none: INTAKE_KEY_FILE, else &lt;file&gt;.key beside a SQLite database, made with it; one of the two is required for any other database
setting-key_file = INTAKE_KEY_FILE
    .meaning = path of a file that holds the key (or several, as for INTAKE_KEY), readable by its owner alone; instead of INTAKE_KEY
    .default = as for INTAKE_KEY

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
forget-copies = What was copied elsewhere (backups, exported files, notes) is yours to delete.
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
keys-copy = Copy the key file to where you keep its copy. Backups made before today open with the old key only.
leads-no-database = There is no database at { $path } yet, so there are no leads.
leads-both-here = --json and --csv - would both print here; give --csv a file
leads-none = There are no leads yet.
leads-written = { $count ->
    [one] 1 lead
   *[other] { $count } leads
} written to { $path }{ $existed ->
    [yes] , replacing the file that was there
   *[no] { "" }
}; keep it safe, it is personal data.
migrate-newest = { $path } has the newest schema already ({ $newest }); nothing was changed.
migrate-made = { $path } was made, with schema { $newest }.
migrate-done = { $path } was brought from schema { $schema } to { $newest }.
