### What `intake --help` says, and what is wrong with a command line. Whoever runs intake reads it.

## Headings and what argparse would say.

help-usage = usage
help-arguments = arguments
help-options = options
help-example = example
help-help = show this help and exit
# $says: what a command does.
help-sentence = { $says }.
# $says: what an option does. $default: its value where it is not given.
help-default = { $says } (default: { $default })

## What each command does.

help-intake = Consultation intake for a Japanese immigration-law office (行政書士事務所).
help-version = say the version and the newest rule table, and exit
help-chat = hold the whole interview in this terminal, without token or network
help-demo = show client, staff group and a clock to move in one page on this machine, without token or network
help-run = run the client bot, the office bot, delivery and timers in one process, or on PostgreSQL in several
help-score = score a profile by the law of one day
help-leads = list the office's leads
help-doctor = check settings, tokens, rights, clock, database, keys, tables and texts, and say what to do
help-init = ask what an office needs, find the staff group, write .env and the office profile, and look at everything
help-forget = erase the person of a lead, as /forget does
help-keys = change the key that personal data is sealed with, while everything goes on
help-cards = write sheets with QR codes (PDF), a sheet for each word of where people come from
help-rules = show the rules in force on a day as a lawyer reads them, what staff must confirm first
help-slots = show the times that the chat would offer, as they are free now
help-bookings = show what is booked, held and asked for from today on
help-rescore = score everybody stored by another points table: who crosses 70 or 80, and why
help-migrate = bring the database to the newest schema
help-copy = move an office to another database, from SQLite to PostgreSQL or back
help-preview = show every question, every choice and every message, offline

## What each option does.

help-chat-lang = start in this language (default: ask)
help-chat-as = who is talking
help-demo-open = open it in the browser
help-demo-week = play a made-up week first: 30 clients, a closed day, an afternoon with the messenger down
help-demo-keep = keep the demo's files in this folder (default: they go when it ends)
help-demo-lang = the page's language (default: that of your environment)
help-score-file = the profile, as JSON (default, or -: standard input)
help-score-as-of = apply the law of this day, YYYY-MM-DD; wins over the profile's as_of
help-score-json = answer as JSON, for programs
help-score-lines = JSON Lines: one profile in, one answer out, line by line; a line that cannot be scored is answered with an object of "error" and "field", the rest go on, and the exit code is 1; empty lines after the last profile are ignored
help-score-full = with --lines: give what follows as well (what_if, timeline, permanent_residence, hsp2, family, papers, goals, firm, keeping), as --json always does; each line takes some forty times as long
help-score-lang = language of the answer (default: en) and of errors (default: that of LANG)
help-leads-json = print them as JSON, for programs
help-leads-csv = write them to this file as CSV
help-leads-taken-by = only those of one member of staff: the name, or the messenger's id
help-leads-waiting = only those that nobody has taken
help-leads-week = only those that came this week
help-leads-qualifies = only those that reach the pass mark
help-leads-changes = only those for which something moves within 90 days: 70 or 80 points, or permanent residence
help-doctor-settings = list every setting with its meaning and default
help-doctor-write = also make and remove a test entry in the calendar, where there is one
help-doctor-lang = language of the lines (default: that of LANG, else en)
help-init-lang = language of the questions and of the profile's comments (default: that of LANG, else en)
help-forget-number = the number of the lead, as in `intake leads`
help-keys-rotate = make a new key and seal everything with it
help-copy-from = where it is: the address of a database, as INTAKE_DATABASE has it (default: INTAKE_DATABASE)
help-copy-to = where it is to go: an empty database (default: INTAKE_DATABASE, so that its password stands on no command line)
help-copy-reopen = take away the mark that a copy left on INTAKE_DATABASE, so that `intake run` works there again
help-preview-lang = only this language (default: all)
help-preview-diagram = instead, the dialogue's machine as Mermaid
help-run-role = what this process does on PostgreSQL: client (the client bot, website and LINE), office (the office bot and the staff page), deliver, timers, or all (default); start as many as you like
help-rules-as-of = the rules in force on this day, YYYY-MM-DD (default: today)
help-rules-pdf = write them to this file as a PDF, to be filed and signed
help-rules-lang = language of the sentences (default: ja); names of the law stay Japanese
help-cards-source = a word that the code carries along and the lead shows: letters, figures, - and _, up to 64
help-cards-to = write the sheets to this file as a PDF
help-cards-bot = the client bot's name (default: Telegram is asked, where the token is set)
help-cards-lang = language of what is said about it (default: the environment's); the cards have all
help-slots-way = only this way of holding a consultation, by its id in the profile (default: all)
help-slots-zone = show each time on the clock of this time zone too, such as America/New_York
help-slots-from = from this day on, YYYY-MM-DD, at the office (default: today)
help-slots-days = so many days
help-slots-json = print them as JSON, for programs
help-bookings-json = print them as JSON, for programs
help-bookings-ics = write what is booked to this file as a calendar, without names
help-rescore-ruleset = the table, by its name: hsp- and its first day
help-rescore-rules = instead, a table that does not ship: a rule file, called by its first day (2027-04-01.toml)
help-rescore-against = compare with this table (default: the one in force today)
help-rescore-propose = have staff asked whether those who agreed to hear of it are told
help-rescore-json = print them as JSON, for programs
help-rescore-lang = language of the lines and of errors (default: that of LANG, else en)

## What is wrong with a command line. $command: the one whose help says more.

argument-wrong = { $says }; see `{ $command } --help`
# $name: the argument or option. $says: what is wrong with it.
argument-about = argument { $name }: { $says }
argument-nothing = say what to do: { $names }
argument-no-command = there is no such command; use one of { $names }
argument-no-option = there is no option { $name } here
argument-too-many = there is one argument too many
argument-alone = { $name } stands alone
argument-needs-value = expected one argument
argument-no-value = takes no value
argument-missing = the following arguments are required: { $names }
argument-choice = there is no such choice; use { $names }
argument-language = there is no such language; choose one of { $names }
argument-day = a day is written YYYY-MM-DD, for example 2026-11-22
argument-days = a number of days is written in figures, from 1 to 999, for example 14
argument-lead = a lead is given by its number, for example 12
argument-source = needs a word of letters, figures, - and _, up to 64 of them
argument-source-code = this word would be read as one of the chat's own one-time codes; use another one
argument-bot = needs the name of a Telegram bot, such as example_bot
argument-database = needs the address of a database: sqlite:///intake.db, or postgresql://user:password@host/name
