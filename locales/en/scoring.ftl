### Everything the points calculation says: names of rows, reasons, conditions, notices.
###
### Readers are clients on a phone, often in their second language: one or two short sentences, no bare legal terms.
### For terms of law the Japanese file is the reference; for everything else this one is.
### Numbers arrive formatted; only arguments named `count` choose a plural. HTML: only <b> and <i>; write &amp; for &.
### After changing a text here, have the translation checked, then run: python -m bot.words.digests ja scoring.ftl

## Categories: the kind of work being scored

# Law: 高度学術研究活動, item 1 イ of the status 高度専門職 (HSP)
category-a = Research or teaching at a research level (advanced academic research, HSP (i)(a))
    .short = (a) Research
# Law: 高度専門・技術活動, item 1 ロ
category-b = Engineering, IT or other specialist work (advanced specialized/technical activities, HSP (i)(b))
    .short = (b) Specialist work
# Law: 高度経営・管理活動, item 1 ハ
category-c = Running or managing a company (advanced business management, HSP (i)(c))
    .short = (c) Management

## Values of answers

degree-bachelor = bachelor's degree or equal
degree-master = master's degree
# Law: 専門職学位, e.g. from a law school; a JD is one too
degree-professional = professional degree
# Law: 経営管理に関する専門職学位 (MBA, MOT)
degree-mba_mot = MBA or MOT (professional degree)
degree-doctorate = doctorate (PhD)

japanese-n1 = JLPT N1, or BJT 480 or more
japanese-n2 = JLPT N2, or BJT 400 or more
japanese-japanese_major_abroad = a degree in Japanese from a university outside Japan
japanese-none = none of these

# Law: 代表権のある役員 (代表取締役 and equal)
position-representative = representative director or equal
# Law: 取締役, 執行役 and equal, without the right to represent
position-director = director or executive officer
position-none = neither of these

## Rows of the points table. `.short` is for tight places.

# Law: 学歴
item-academic = Academic degree
    .short = Degree
# Law: 複数の分野における博士・修士の学位又は専門職学位
item-multi-degree = Two or more graduate degrees in different fields
    .short = Two fields
# Law: 職歴; only years in the work to be done
item-career = Years of work experience
    .short = Experience
# Law: 年収
item-salary = Yearly salary
    .short = Salary
# Law: 年齢
item-age = Age
    .short = Age
# Law: 研究実績
item-research = Research results
    .short = Research
# Law: 資格 (national licences, and examinations of the IT notice)
item-licence = Japanese national licences and IT exams
    .short = Licences
# Law: 地位
item-position = Position in the company
    .short = Position
# Law: イノベーション促進支援措置
item-innovation = Employer with innovation support
    .short = Innovation
# Law: 中小企業者, on top of the row before
item-innovation-sme = Small or medium employer with innovation support
    .short = Innovation SME
# Law: 地方公共団体の支援措置
item-local-gov = Employer supported by a local government
    .short = Local support
# Law: 試験研究費等比率
item-rd-ratio = Small or medium employer with R&amp;D above 3% of sales
    .short = R&amp;D ratio
# Law: 職務に関連する外国の資格等
item-foreign-qual = Foreign qualification or award for this work
    .short = Foreign qualification
item-jp-degree = Degree from a Japanese university
    .short = Japanese degree
# N1, or BJT 480+, or a degree in Japanese abroad: one row, counted once
item-n1 = Japanese: N1, or a degree in Japanese from abroad
    .short = Japanese N1
item-n2 = Japanese: N2
    .short = Japanese N2
# Law: 成長分野における先端的事業
item-growth = Advanced project in a growth field
    .short = Growth field
# Law: 法務大臣が告示で定める大学
item-designated-univ = Degree from a university on the official lists
    .short = Listed university
# Law: 法務大臣が告示で定める研修 (JICA, Innovative Asia)
item-jica = JICA Innovative Asia training
    .short = JICA training
item-invest100m = Own investment of 100 million yen or more
    .short = Investment
# Law: 投資運用業等
item-invest-mgmt = Work in the investment management business
    .short = Investment management

## Conditions that decide whatever the points say

gate-pass_mark = Pass mark
gate-min_salary = Lowest salary allowed
# Law: 国際業務, outside category (b)
gate-international_services = Kind of work

## How a category stands

verdict-qualifies = The points reach the pass mark.
    .label = Pass mark reached
verdict-short = The points stay below the pass mark.
    .label = Not enough points
verdict-blocked = One condition is not met, so this category is closed for now, whatever the points.
    .label = A condition is not met
verdict-undecided = Both are still possible: it depends on what we do not know yet.
    .label = Not decided yet

## How a line stands

status-scored = counted
status-none = no points
status-unknown = not known yet
# The facts are there, but the law does not add these points to others
status-excluded = not added

confidence-verified = checked against the official table
confidence-staff_confirms = staff will confirm
# A line in a list that staff must confirm
line-unsure = { $label } (staff will confirm)

## J-Skip: the special route without points
# Law: 特別高度人材

j-skip-met = J-Skip, the special route without points: you seem to meet the conditions.
j-skip-not-met = J-Skip, the special route without points: the conditions are not met.
j-skip-unknown = J-Skip, the special route without points: not decided yet.

## Names of facts, as in "what still decides: your yearly salary"

field-as_of = the day of the calculation
field-category = the kind of work
field-birth_date = your date of birth
field-age = your age
field-degrees = your degrees
field-degrees_in_different_fields = whether your graduate degrees are in different fields
field-japanese_degree = whether you have a degree from a Japanese university
field-designated_university = whether your university is on the official lists
field-designated_training = whether you did the JICA Innovative Asia training
field-designated_training_at_japanese_university = whether that training used classes at a Japanese university
field-experience_years = your years of experience in this work
field-salary_yen = your yearly salary
field-japanese = your Japanese level
field-patents = your patents
field-foreign_grants = research you did with foreign public money
field-papers = your research papers
field-other_research_recognised = another recognised research achievement
field-licences = your Japanese licences and IT exams
field-foreign_qualification = a foreign qualification or award
field-position = your position in the company
field-invested_100m_yen = whether you invested 100 million yen or more
field-employer_innovation_support = whether your employer has innovation support
field-employer_sme = whether your employer is small or medium-sized
field-employer_local_support = whether a local government supports your employer
field-growth_field = whether you work on a growth-field project
field-investment_management = whether you work in investment management
field-employer_rd_ratio = how much your employer spends on R&amp;D
field-international_services = whether the work is based on foreign language or culture
field-work_periods = the dates of your jobs
field-earlier = how things were before
field-status = your status of residence now
field-status_since = since when you have that status
field-household_income_yen = the income of your household
field-children = your children's dates of birth
field-pregnancy = pregnancy
field-since = since when each fact is as it is
field-in_japan_since = since when you live in Japan
field-married_since = since when you are married
field-longest_trip_days = your longest time abroad
field-days_abroad_a_year = your days abroad in a year
field-work_begins = when your work begins
field-capital_30m_yen = Capital of 30 million yen
field-full_time_employee = Full-time employee
field-japanese_b2_in_company = Japanese (B2) in the company
field-business_plan_checked = Business plan checked by a specialist
field-office_apart_from_home = Office apart from the home

## What made the points change since last time

cause-law = the law changed
cause-time = time passed
cause-answers = your answers changed

## Reasons of the rows: `why-<row>` when points are counted, `why-<row>-<case>` when not

# $most: the most points this row can bring
why-unknown = Not known yet. This can bring up to { $most } points.

# $level: the degree that was counted
why-academic = { $level ->
    [doctorate] Your doctorate (PhD) counts: { $points } points.
    [mba_mot] Your MBA or MOT counts: { $points } points.
    [master] Your master's degree counts: { $points } points.
    [professional] Your professional degree counts: { $points } points.
   *[bachelor] Your bachelor's degree, or one equal to it, counts: { $points } points.
} Only the best degree is counted.
why-academic-none = No degree that brings points here. A university degree is what normally counts.

why-multi_degree = Graduate degrees in different fields: { $points } points more.
why-multi_degree-none = No points. This needs two or more graduate degrees in different fields.
why-multi_degree-no-graduate = No points. This needs graduate degrees (master's level or higher) in different fields; bachelor's degrees do not count.

# $years is always 3 or more here. $months_count: months beside the years, 0 to 11
why-career = { $years } years{ $months_count ->
    [0] { "" }
    [one] { " and 1 month" }
   *[other] { " and" } { $months_count } months
} in this kind of work: { $points } points.
# $need: years at which points start
why-career-none = Points start at { $need } years in this kind of work. Counted so far: { $years } years{ $months_count ->
    [0] { "" }
    [one] { " and 1 month" }
   *[other] { " and" } { $months_count } months
}.

why-salary = { $salary_yen } yen a year: { $points } points.
# $need_yen: a salary that would surely bring points
why-salary-none = { $salary_yen } yen a year brings no points here. { $need_yen } yen or more would.
why-salary-too-old = At your age, points start at { $need_yen } yen a year. { $salary_yen } yen brings none.
why-salary-age-unknown = { $salary_yen } yen a year can bring up to { $most } points. It depends on your age.

why-age = Age { $age } on that day: { $points } points.
# $limit: the age at which points end
why-age-none = Only people under { $limit } get points for age. You are { $age }.

# $kinds: how many of the four kinds of result (patent, foreign grants, papers, recognised achievement)
why-research = Kinds of research result that count: { $kinds } of 4. { $points } points.
why-research-recognised = { $points } points, with an achievement that the Minister of Justice must recognise first. Staff will confirm it with you.
why-research-more = { $points } points so far. One more kind of research result would make it { $most }.
why-research-none = No points. One of these is needed: a patent, 3 projects with foreign public money, 3 listed papers as responsible author, or another recognised achievement.

# Law: 国家資格 that reserve a job or a title, and the IT notice (ITの告示)
why-licence = { $count ->
    [one] One Japanese licence or listed IT exam for this work: { $points } points. A second one would bring more.
   *[other] { $count } Japanese licences or listed IT exams for this work: { $points } points, the most for this line.
}
why-licence-none = No points. This needs a Japanese national licence for this work, or an IT exam on the official list.

why-position = { $position ->
    [representative] You may act for the company (representative director or equal): { $points } points.
   *[director] You are a director or executive officer: { $points } points.
}
why-position-none = No points. They are for directors, executive officers and those who may act for the company.

# Law: an approval or subsidy listed in the notice (告示)
why-innovation = Your employer has an official approval or subsidy for innovation: { $points } points.
why-innovation-none = No points. The employer needs an official approval or subsidy for innovation.

# Law: 中小企業者, by capital or number of staff
why-innovation_sme = It is also a small or medium-sized company: { $points } points more.
why-innovation_sme-none = No points. This is for small or medium-sized companies that have the innovation support.
why-innovation_sme-alone = Being a small or medium-sized company brings nothing by itself. It counts only together with the innovation support.

why-local_gov = Your employer gets support from a local government under a recognised scheme: { $points } points.
why-local_gov-none = No points. The employer needs support from a local government under a recognised scheme.

why-rd_ratio = A small or medium-sized company that spends more than 3% of its sales on R&amp;D: { $points } points.
why-rd_ratio-none = No points. R&amp;D costs must be more than 3% of sales, at a small or medium-sized company.
why-rd_ratio-no-sme = No points. R&amp;D costs count only at a small or medium-sized company.
why-rd_ratio-at-limit = No points. R&amp;D costs are exactly 3% of sales, but more than 3% is needed.

why-foreign_qual = A foreign qualification or award on the official list, for this work: { $points } points.
why-foreign_qual-none = No points. A foreign qualification or award must be on the official list and fit the work.

why-jp_degree = Degree from a Japanese university or graduate school: { $points } points.
why-jp_degree-none = No points. This needs a degree from a Japanese university or graduate school.

why-n1 = Japanese at N1 level, or a degree in Japanese from abroad: { $points } points.
why-n1-none = No points. This needs JLPT N1, BJT 480 or more, or a degree in Japanese from a university outside Japan.

why-n2 = Japanese at N2 level: { $points } points.
why-n2-unless = { $points } points for N2, but not if you also have a degree from a Japanese university.
why-n2-none = No points. This is for JLPT N2 or BJT 400 and more, without a degree from a Japanese university.
why-n2-covered = Nothing more here: your Japanese is already counted in the N1 line.
why-n2-excluded = N2 brings no points here, because your Japanese university degree is counted and the two do not add up.

why-growth = You work on an advanced project in a growth field that the Minister recognised: { $points } points.
why-growth-none = No points. The project must be one in a growth field that the Minister recognised.

why-designated_univ = Your university is on the official lists: { $points } points.
why-designated_univ-none = No points. The university you graduated from must be on one of the official lists: world rankings, Top Global University project, or partner schools of Innovative Asia.

why-jica = JICA Innovative Asia training: { $points } points.
why-jica-unless = { $points } points, but not if you have a Japanese degree and the training used classes at a Japanese university.
why-jica-none = No points. This is for the JICA Innovative Asia training.
why-jica-excluded = No points: the training used classes at a Japanese university, and your Japanese degree is already counted.

why-invest100m = You invested 100 million yen or more in the business you run: { $points } points.
why-invest100m-none = No points. This needs 100 million yen or more of your own, invested in the business you run.

# Law: 金融商品取引業 of certain kinds at a registered firm
why-invest_mgmt = You work in investment management at a registered firm: { $points } points.
why-invest_mgmt-none = No points. This is for work in investment management at a registered firm.

## Reasons of the conditions

# $least, $greatest: what the total can be, by what is still open
why-pass-mark = At least { $least } points; { $mark } are needed.
why-pass-mark-none = { $greatest } points at most; { $mark } are needed.
why-pass-mark-unknown = Between { $least } and { $greatest } points, by what we do not know yet; { $mark } are needed.

why-min-salary = The salary is at least { $need_yen } yen a year, as it must be here.
why-min-salary-none = The salary must be at least { $need_yen } yen a year here, whatever the points.
why-min-salary-unknown = The salary must be at least { $need_yen } yen a year here. We do not know it yet.

# Law: 国際業務 (work that needs thinking or feeling rooted in a foreign culture)
why-international-services = The work is not mainly translation, language teaching or other work based on foreign culture, so this category is open.
why-international-services-none = Work based on foreign language or culture, such as translation, language teaching or design, cannot use this category. Titles can mislead, so please ask us.
why-international-services-unknown = Work based on foreign language or culture, such as translation, language teaching or design, cannot use this category. We do not know yet if yours is.

## Reasons about J-Skip
# $degree is "yes" where a master's degree or higher can stand instead of the years

why-j-skip = { $degree ->
    [yes] { $salary_yen } yen a year or more, and a master's degree or higher or { $years } years in this work: both are met.
   *[no] { $salary_yen } yen a year or more, and { $years } years of managing a business: both are met.
}
why-j-skip-none = { $degree ->
    [yes] J-Skip needs { $salary_yen } yen a year or more, and a master's degree or higher or { $years } years in this work.
   *[no] J-Skip needs { $salary_yen } yen a year or more, and { $years } years of managing a business.
}
why-j-skip-unknown = { $degree ->
    [yes] J-Skip needs { $salary_yen } yen a year or more, and a master's degree or higher or { $years } years in this work. Something is still open.
   *[no] J-Skip needs { $salary_yen } yen a year or more, and { $years } years of managing a business. Something is still open.
}
why-j-skip-before = J-Skip did not exist yet on this day. It began on 21 April 2023.
why-j-skip-services = J-Skip is not open to work based on foreign language or culture, such as translation or language teaching.

## Things to know beside the points

# $now, $after: total points before and from the birthday
notice-birthday = On { $day } you turn { $age }. { $category ->
    [a] {category-a.short}
    [b] {category-b.short}
   *[c] {category-c.short}
}: { $now } points now, { $after } from then on.
# Law: 年齢計算ニ関スル法律, an age is reached at the end of the day before the birthday
notice-day-before-birthday = Your birthday is the next day, { $day }. An age can count from the day before, so staff will confirm which points apply.
# Reached within three months of work
notice-career-threshold = You will soon have { $years } years of experience. { $category ->
    [a] {category-a.short}
    [b] {category-b.short}
   *[c] {category-c.short}
}: { $now } points now, { $after } then.
notice-japanese-degree-without-degree = You told us of a Japanese degree, but also that you have no degree. Please check these two answers.
notice-university-without-degree = You told us of a university on the official lists, but also that you have no degree. Please check these two answers.
notice-major-without-degree = You told us of a degree in Japanese from abroad, but also that you have no degree. Please check these two answers.
notice-fields-without-graduate-degree = You told us of graduate degrees in different fields, but of no degree at master's level or higher. Please check these two answers.
notice-training-place-without-training = You told us where the JICA training was held, but also that you did not do it. Please check these two answers.
notice-career-longer-than-adult-life = The years of experience look long for the age. Please check these two answers.
notice-doctorate-very-young = A doctorate at this age is very rare. Please check the degree and the date of birth.
# $day: the day on which a person last compared our table with the official one
notice-table-not-checked = Our points table was last compared with the official one on { $day }. Staff will check that it is still right.

## The table that `intake score` prints

score-title = Highly Skilled Professional (高度専門職) points on { $day }
# $since: first day of the table; $id: its name
score-table = Table in force since { $since } ({ $id }), last compared with the official one on { $checked }
score-total = { $points } points ({ $mark } needed)
score-range = possible: { $least } to { $greatest }
score-no-points = No points: { $items }
score-conditions = Conditions
score-met = met
score-not-met = not met
score-open = open
# $facts: names of facts, joined by score-separator
score-decides = Still decides: { $facts }
# $basis: article of the law, in Japanese
score-law = Law: { $basis }
score-notices = Please note
score-separator = { "; " }
score-disclaimer = This is an estimate, not a decision: the Immigration Services Agency decides.
