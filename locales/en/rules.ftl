### The book of rules (`intake rules`): every points table and every other rule in force on a day, for the practitioner
### who holds it beside the official table. Read in a terminal and printed; no tags, no emoji.
###
### Japanese is the source for terms of the law; names of papers, columns and laws come in Japanese from the rule files.

rules-title = The rules in force on { $day }
# $table: the first day of the points table, $checked: when somebody last held it against the law
rules-basis = Points table: in force since { $table } ({ $id }), last held against the law on { $checked }
rules-change = What that version brought: { $text }
rules-office = Office: { $office }
rules-disclaimer = This is what the program counts by. It is neither the law nor the official table.
rules-how = Each rule has a name: its file, and the heading under which it stands there. Points of examples are counted by the engine for a person of whom nothing else is known.

## What staff must confirm

rules-staff = For the practitioner: rules marked "staff will confirm" ({ $left } of { $all } not checked yet)
rules-state-open = not checked
rules-state-checked = checked on { $day } ({ $initials })
rules-state-changed = changed since it was checked on { $day } ({ $initials }): please check it again
# How to keep a check; what follows is to be pasted
rules-record = To record a check, put the lines that `intake rules` prints last at the end of the office profile (INTAKE_OFFICE), with your initials. From then on what rests on that rule alone no longer says "staff will confirm", and for a row of the points tables the worksheet names the check. A doubt about a person's own facts stays. When a rule changes, its reading changes too, and it is asked for again.
rules-record-lines = Lines for the profile, one block for each rule that is not checked

## A rule

rules-points = { $points } points
# $facts: what is known, $points: what the row brings
rules-example = Example: { $facts } → { $points } points
# the same facts bring points in other rows as well
rules-example-others = Example: { $facts } → { $points } points ({ $total } in all, with { $others })
# $since, $married, $day: days
rules-example-own-route = Example: with this status since { $since } → from { $day }
rules-example-own-route-married = Example: married since { $married }, in Japan since { $since } → from { $day }
rules-example-absence = Example: { $trip } days abroad at once, { $year } in a year → { $answer ->
    [yes] the years go on
   *[staff] a case for staff
}
rules-example-point = { $row } { $points }
rules-by-age = By age: { $ages }
rules-age-under = under { $before }: { $points }
rules-age-between = { $first } to { $last }: { $points }
rules-age-from = { $first } or over: { $points }
rules-between = { "; " }
rules-citation-above = as at the head of this chapter
rules-citation = Law
rules-evidence = Papers
rules-sure = How sure
rules-since = Reads so since
rules-until = Until
rules-before = Before
rules-source = Sources
rules-sources = Sources
rules-sources-about = Each code stands beside the rules that rest on it. "Verified" says that an official text was read, or several others that agree; what a source is, is said here.
rules-source-kind-official = official text
rules-source-kind-reproduced = official text, as others reproduce it
rules-source-kind-secondary = offices, press or projects
rules-source-kind-knowledge = from knowledge, not verified
rules-source-kind-own = own judgement
# $day: the day on which it was read
rules-source-read-whole = read whole on { $day }
rules-source-read-excerpt = read in part on { $day }
rules-source-read-not-opened = known through others, not opened ({ $day })
rules-source-no-address = no address was noted
rules-remark = Remark in the file
rules-reading = Reading
# $day: the first day of the table before
rules-before-none = not in the table of { $day }
rules-before-read = { $what } (table of { $day })
rules-before-step = { $condition }: { $points }
rules-since-first = { $day } (the first table here)
rules-sure-verified = verified
rules-sure-staff_confirms = staff will confirm
rules-sure-own = { $sure } ({ $state })
rules-day-unknown = no day is given
rules-figure = { $name }: { $value }
rules-part = { $name } – { $value }
rules-yes = yes
rules-no = no
rules-yen = { $yen } yen
rules-percent = { $percent } %

## Conditions of the steps

rules-step-degree = { $value }
rules-step-position = { $value }
rules-step-years = { $years } years or more
rules-step-pay = { $yen } yen or more
rules-step-pay-under = { $yen } yen or more (under the age of { $age })
rules-step-age = under the age of { $age }
rules-step-kinds = { $count ->
    [1] one of the four kinds
   *[other] { $count } or more of the four kinds
}
rules-step-licences = { $count ->
    [1] one
   *[other] { $count } or more
}
rules-step-flag = where it is so

## What else a row says. $percent is the limit of R&D

rules-note-academic = The highest degree counts, once. A professional degree (a JD among them) stands beside the master's degree. Graduates of junior colleges and colleges of technology and holders of 高度専門士 count as university graduates; 専門士 do not.
rules-note-multi-degree = Two or more doctoral, master's or professional degrees in different fields; bachelor's degrees never count. Added once.
rules-note-career = Only experience in the work to be done, in whole months. The highest step counts.
rules-note-salary = Each limit is included. Pay expected for the coming year: with bonuses, without overtime and without allowances that refund expenses.
rules-note-age = Completed years on the day counted for. The day before a birthday is a case for staff.
rules-note-research = Kinds met of four: a patented invention; research funded by a foreign government three times or more; three or more listed papers as responsible author; another achievement the Minister recognises. More of one kind brings no more.
rules-note-licence = National licences that reserve a job or a title, and listed IT examinations, counted together. IT Passport is not listed.
rules-note-position = The highest position counts, once.
rules-note-innovation = The organisation has an approval or a subsidy listed in the notice.
rules-note-innovation-sme = Only on top of the support for innovation. A small company alone brings nothing.
rules-note-local-gov = Only support that the Minister recognises. The day on which it came to hold nationwide was not found.
rules-note-rd-ratio = Small and medium-sized companies only. R&amp;D is strictly more than { $percent } % of sales (without transfers of fixed assets and securities); exactly { $percent } % is 0 points. The business year before the filing counts, or the one before that within two months after its end. Apart from the support for innovation.
rules-note-foreign-qual = Only what is on the agency's list and belongs to the work. The first day of this item was not found.
rules-note-jp-degree = A degree conferred by a university or graduate school. Takes the points of N2; takes those of the training only where it used classes of a Japanese university.
rules-note-n1 = N1, or BJT 480 or more, or graduated from a university abroad in Japanese; once. Adds to the Japanese degree.
rules-note-n2 = N2, or BJT 400 or more. Not where N1 (or the Japanese major) or the Japanese degree brings points.
rules-note-growth = A project that the Minister recognises, with a paper that names the person's part.
rules-note-designated-univ = A university on the agency's lists (rankings, Top Global University, partner schools of Innovative Asia). Once; adds to the Japanese degree. Which year's list counts was not found.
rules-note-jica = Training of Innovative Asia (that it takes a year or more, staff confirm). Not where the Japanese degree brings points and the training used classes of a Japanese university.
rules-note-invest100m = 100 million yen or more of the person's own, invested in the business managed.
rules-note-invest-mgmt = Type II financial instruments, investment advisory and agency, or investment management at a registered firm, and the person does that work.

## Conditions whatever the points, and J-Skip

rules-gates = Conditions whatever the points
rules-gate-pass-mark = { $points } points or more.
rules-gate-min-salary = Pay of { $yen } yen a year or more, whatever the points: { $categories }.
rules-gate-international-services = Work of the "international services" kind is outside: { $categories }.
rules-gate-met = Example: { $facts } → met
rules-gate-not-met = Example: { $facts } → not met
rules-j-skip = J-Skip (特別高度人材): no points needed
rules-j-skip-degree = { $category }: { $yen } yen a year or more, and one of { $degrees } or { $years } years or more in the work.
rules-j-skip-years = { $category }: { $yen } yen a year or more, and { $years } years or more of running or managing a business.
rules-j-skip-none = There was no J-Skip on this day.
rules-marks = Points asked for by the fast routes to permanent residence: { $marks }

## Chapters

rules-table = Points table { $category }
rules-file-residence = Permanent residence on points, and HSP (ii)
rules-file-family = Family and domestic workers
rules-file-papers = Papers that prove the points
rules-file-procedures = Applications
rules-file-fees = Government fees
rules-file-duties = Duties
rules-file-levers = What a change costs (own judgement, not law)
rules-file-categories = What binds a category besides its table
# $title, $reference: of the file, in Japanese
rules-file-about = { $title } – { $reference } (last held against the law on { $checked })
rules-file-about-untitled = { $reference } (last held against the law on { $checked })
rules-out = Not in force on this day
rules-out-since = { $title } (from { $day })
rules-out-until = { $title } (until { $day })
# $file: where it was written; $pages: how many pages
rules-written = The book was written to { $file } ({ $pages } pages).
rules-written-over = The book was written to { $file } ({ $pages } pages), replacing the file that was there.

## Names of rules that have no name elsewhere

rules-name-hsp-permanent-residence = Marks of the fast routes
rules-name-hsp-j-skip = J-Skip (特別高度人材)
rules-name-residence-horizon = How far ahead a filing day is looked for (own choice)
rules-name-residence-look-back = The day looked back to
rules-name-residence-new-guideline = The new guideline
rules-name-residence-own-routes-spouse = A way without points: spouses
rules-name-residence-own-routes-long-term = A way without points: long-term residents
rules-name-residence-absence = Time abroad that breaks the years (practice)
rules-name-residence-permanent = Permanent residence: what it gives and ends
rules-name-residence-indefinite = HSP (ii)
rules-name-family-worker = What holds for every domestic worker
rules-name-family-also-staff = { $benefit }: what else must hold
rules-name-papers-research-recognised = Research achievements: recognised by the Minister
rules-name-procedures-photo = Photograph
rules-name-procedures-permanent-seventy = Permanent residence with 70 points: years of papers
rules-name-procedures-permanent-eighty = Permanent residence with 80 points: years of papers
rules-name-procedures-permanent-j-skip = Permanent residence with J-Skip: years of papers
rules-name-fees-free = Free of charge
rules-name-fees-table-first = Fees of the first period
rules-name-fees-table-second = Fees of the second period
rules-name-fees-table-third = Fees of the third period
rules-name-categories-manager-criteria = Landing criteria of Business Manager
rules-name-levers-rare = Checks that seldom turn out well (own judgement)
rules-name-levers-weights = Months of waiting that a cost is worth
rules-name-levers-limits = Limits of a way
rules-name-levers-salary = A rise in pay
rules-name-lever-japanese-n2 = N2, from no certificate
rules-name-lever-japanese-n1 = N1, from no certificate
rules-name-lever-japanese-n1-after-n2 = N1, after N2
rules-name-lever-licence-one = One more licence or examination
rules-name-lever-licence-two = Two more licences or examinations
rules-name-lever-degree-master = A master's degree
rules-name-lever-degree-mba-mot = An MBA or MOT
rules-name-lever-degree-doctorate = A doctorate
rules-name-lever-second-field = Another graduate degree, in a different field
rules-name-lever-japanese-degree = A master's degree at a Japanese university
rules-name-lever-position-director = Director of the company

## Names of figures, by their keys in the rule files

rules-key-about_days = About so many days
rules-key-age = Least age
rules-key-also = Must hold besides
rules-key-also_staff = Must hold besides
rules-key-always = Part of every set
rules-key-any_status = Statuses for which looking back is sure
rules-key-begins = Begins on
rules-key-capital_yen = Capital
rules-key-categories = Only in
rules-key-change_or_renewal = Change or renewal
rules-key-checks = Checks
rules-key-child_under = Child under the age of
rules-key-cost = Cost
rules-key-counter = at the counter
rules-key-days = Days
rules-key-ends_with_permanent = Permanent residence ends it
rules-key-employed_abroad_years = Years employed abroad
rules-key-fact = Proves
rules-key-filings_from = For filings from
rules-key-free = free
rules-key-full_time = Full time
rules-key-general = Told once for all papers
rules-key-ground = Or this reason
rules-key-high = high
rules-key-high_mm = Height (mm)
rules-key-holders_until = Earlier holders have until
rules-key-holding = The status must be held
rules-key-income_yen = Household income
rules-key-insurance_years = Years of insurance papers
rules-key-investment_management = Investment-management work
rules-key-j_skip = J-Skip is needed
rules-key-j_skip_since = J-Skip since
rules-key-j_skip_years = Years as J-Skip
rules-key-kind = Kind
rules-key-leap_day = 28 February for 29 February
rules-key-levers = Changes in one way, at most
rules-key-low = low
rules-key-mark = Points
rules-key-married_years = Years of real marriage
rules-key-medium = medium
rules-key-met_by = Settled by the status
rules-key-months = Months
rules-key-more = For each further change
rules-key-most_months = up to so many months
rules-key-names = Names in the tables
rules-key-not_with_doctorate = Usual with a doctorate
rules-key-not_with_japanese_degree = Usual with a degree from Japan
rules-key-online = online
rules-key-papers = Papers
rules-key-pay_yen_a_month = Pay a month
rules-key-period_months = Period granted (months)
rules-key-permanent = Permanent residence
rules-key-pitfalls = What often goes wrong
rules-key-points = Points
rules-key-pregnancy = Or a pregnancy
rules-key-procedures = Procedures
rules-key-reported_least_days = Reported, least days
rules-key-reported_most_days = Reported, most days
rules-key-rises = Rise in percent of the pay now
rules-key-settlement = payment fee
rules-key-staff_from = A case for staff for filings from
rules-key-statuses = For the status
rules-key-stay_years = Years in Japan
rules-key-steps = Steps
rules-key-target_days = The agency's target (days)
rules-key-tax_years = Years of tax papers
rules-key-trip_days = Days abroad at once
rules-key-two_workers_from_yen = Two workers from an income of
rules-key-unknown_up_to = Pay not known: worth a look up to
rules-key-up_to_percent = up to so many percent
rules-key-value = Where it is
rules-key-wait_months = Longest wait (months)
rules-key-ways = One of these is enough
rules-key-where = Where it is got
rules-key-wide_mm = Width (mm)
rules-key-within_months = Taken within (months)
rules-key-workers = Workers
rules-key-year_days = Days abroad in a year
rules-key-years = Years

## Words for codes in the rule files

rules-cost-free = free
rules-cost-low = low
rules-cost-medium = medium
rules-cost-high = high
rules-kind-check = may be true already
rules-kind-wait = waiting at work
rules-kind-work = agreed at work
rules-kind-do = the person's own effort
rules-status-hsp1a = HSP (i)(a)
rules-status-hsp1b = HSP (i)(b)
rules-status-hsp1c = HSP (i)(c)
rules-status-j_skip = HSP (i) as J-Skip
rules-status-hsp2 = HSP (ii)
rules-status-hsp_designated = Designated Activities as highly skilled (before 2015-04-01)
rules-status-work = an ordinary work status
rules-status-permanent = Permanent Resident
rules-status-spouse = spouse or long-term resident, not told apart
rules-status-long_term = Long-Term Resident
rules-status-spouse_of = spouse or child of a Japanese or of a permanent resident
rules-fee-any = any period
rules-fee-up-to = up to { $months } months
rules-fee-longer = longer
