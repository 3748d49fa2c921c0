### Answers to common questions that people type at any time. `answer-<id>` is the answer and `.title` its subject; the
### ids stand in dialogs/answer_bank/entries.toml. General information only: nothing here judges anybody's own case.
###
### Readers are on a phone, often in their second language: short sentences, no bare legal terms, never a promise.
### What is not sure is said as "staff will confirm". Figures of the points table are checked by a test.
### HTML: <b> <i> <u> <code> <blockquote>; write &amp; for &. Numbers and dates arrive formatted.

# $title: the subject
answer-title = 💬 <b>{ $title }</b>
# Under every answer about the law
answer-general = <i>This is general information. For your own case, please ask a person at the office: /human</i>
# Under answers that staff must give
answer-staff = Please talk with a person at the office: /human, or telephone { $phone }.

## The visa

# Law: 高度専門職1号
answer-benefits = The Highly Skilled Professional visa (HSP) is for people who work in Japan in research, as specialists or as company managers, and who reach 70 points.
    What it brings:
    • a stay of 5 years
    • easier rules for the work of your husband or wife
    • under conditions, parents may come to help with a small child, and you may employ a domestic worker
    • you may also run a business of your own that is related to your work (not any side job)
    • your application has priority (a target, not a promise)
    • with 70 or 80 points, a shorter wait for permanent residence. Other visas can use this, too.
    .title = What the HSP visa brings
answer-ordinary-visa = For HSP, your work must also fit an ordinary work visa, and you need a contract or a business in Japan. The 70 points come on top.
    <b>With HSP:</b> the stay is always 5 years, there are easier rules for your family, and you may run a related business.
    <b>But:</b> you are bound to the employer named in your papers. A new employer needs a new permission first. And specialist work mainly about a foreign language or culture (for example translation, or teaching at a language school) cannot use it. Teaching at a school or university can be another kind of work: staff will confirm.
    The short way to permanent residence by points is open with an ordinary work visa, too.
    .title = HSP and an ordinary work visa
answer-points-needed = <b>70 points.</b>
    For specialists and company managers there is one more condition: a salary of 3,000,000 yen or more a year. Below that the application is refused, whatever the points. Research has no such minimum.
    You need the points when you apply. You need not have them every day of your stay, but a renewal with fewer than 70 is refused.
    80 points can shorten the wait for permanent residence to 1 year.
    .title = Points you need
# Law: 報酬の年額
answer-salary = The pay you <b>expect</b> for the next 12 months from your main employer in Japan, before tax. Not what you earned before.
    <b>Counts:</b> base salary; allowances for position, qualification, attendance and adjustment; a bonus that is fixed or already decided. If a company abroad sends you, its pay as well.
    <b>Does not count:</b> overtime; money for commuting, housing or family; side jobs; a bonus that depends on results only.
    <b>Staff will confirm:</b> fixed overtime in your contract, and taxed allowances.
    .title = Salary that counts
answer-age = Your age on the day you <b>file</b> the application counts.
    Research and specialist work: under 30, 30 to 34, and 35 to 39 bring points; from 40 there are none. Your age also changes the points for your salary. For company managers, age brings no points.
    The law speaks of the day of the permission. So if you turn 30, 35 or 40 soon after filing, staff will confirm which age counts.
    .title = Age, and which day counts
# Law: 指定書; Immigration Act art. 19-16, 22-4
answer-job-change = <b>HSP (i):</b> your papers name your employer. Before you start at a new one, you need a new permission (change of status), and 70 points are counted again. Please do not start before you have it.
    Please also give immigration notice of the change within 14 days. Sources differ on whether HSP (i) needs this notice as well: staff will confirm.
    <b>HSP (ii):</b> no new permission, but notice within 14 days.
    After a long time without the work, the visa can be taken away: 3 months with (i), 6 months with (ii), unless there is a good reason.
    .title = Changing your job
# Law: 特定活動33号
answer-spouse = The husband or wife of an HSP holder can get a status for work of their own. It needs no degree or experience for these kinds of work, also full time: research, teaching at schools, engineering, humanities and international services, and a part of entertainment.
    <b>Conditions:</b> legally married, living together, a contract with an organisation in Japan, and pay not below that of a Japanese person.
    With J-Skip, more kinds of work are open.
    .title = Work of your husband or wife
# Law: 特定活動34号
answer-parents = Parents of you <b>or</b> of your husband or wife (one side only) may come
    • to help bring up a child <b>under 7</b> of you or your husband or wife (also adopted), or
    • to help during a pregnancy of you or your wife.
    <b>Conditions:</b> you live together, and you and your husband or wife together earn 8,000,000 yen or more a year. Nobody else's income counts.
    When the child is 7, the stay cannot be renewed for this reason. If you become a permanent resident, it ends; with HSP (ii) it goes on.
    .title = Bringing parents
# Law: 特定活動2号, 2号の2, 2号の3
answer-domestic-worker = One domestic worker is possible with a household income of 10,000,000 yen or more a year, and
    • a child under 13, or a husband or wife who cannot do the housework, for example because of illness; or
    • a worker whom you employed abroad for 1 year or more, and who will leave Japan with you.
    The worker must be 18 or older, earn 200,000 yen or more a month, and share a language with you.
    There are other rules for investment managers, and for J-Skip (up to two workers from 30,000,000 yen).
    If you become a permanent resident, the worker's stay ends; with HSP (ii) it goes on.
    .title = Domestic workers
# Law: Immigration Act art. 22(2); guideline
answer-permanent-residence = How long you must have been in Japan: <b>3 years</b> with 70 points, <b>1 year</b> with 80 points or with J-Skip.
    • The points are counted for two days: the day you apply, and 3 years (or 1 year) before. They are needed on every day in between, too.
    • You do <b>not</b> need HSP for this; another work visa will do.
    • Tax, pension and health insurance must be paid, and paid on time. Good conduct, a guarantor and your period of stay count as well.
    • Applying does not extend your present visa: renew it in time.
    • Permanent residence ends the stay of parents and domestic workers that came with HSP; HSP (ii) keeps it.
    <b>The rules change on 1 April 2027.</b> Staff will confirm what applies to you.
    .title = Permanent residence by points
# Law: 高度専門職2号
answer-hsp2 = HSP (ii) is a stay <b>without time limit</b>. You change to it from HSP (i), and never automatically.
    • 3 years or more in Japan doing the work of HSP (i); 1 year with J-Skip
    • 70 points when you apply (or J-Skip). For specialists and managers also 3,000,000 yen or more a year.
    • good conduct, and a stay in Japan's interest
    Nearly all kinds of work are then allowed beside your main work, but you must go on with the main work: after 6 months without it, unless there is a good reason, the visa can be taken away. Parents and domestic workers may stay. The residence card has a date of its own: renew it in time. Staff will confirm the date.
    .title = HSP (ii), no time limit
# Law: 特別高度人材
answer-j-skip = J-Skip is a way to HSP <b>without counting points</b>.
    • <b>Research and specialists:</b> 20,000,000 yen or more a year, <b>and</b> a master's, doctoral or professional degree <b>or</b> 10 years or more of this work.
    • <b>Company managers:</b> 40,000,000 yen or more a year <b>and</b> 5 years or more of managing a business.
    After 1 year you may apply for HSP (ii) or permanent residence, if the other conditions are met. There are also easier rules for your husband or wife and for domestic workers.
    .title = J-Skip
answer-japanese = • <b>N1</b>, BJT 480 or more, or a degree in Japanese from a university abroad: 15 points
    • <b>N2</b>, or BJT 400 or more: 10 points. Not together with N1, nor with a degree from a Japanese university.
    • N1 <b>and</b> a degree from a Japanese university (10) do add up: 25 points.
    Without a certificate there are no points, even if you speak very well. But Japanese is only one line: 70 points can come from others.
    For company managers, since 16 October 2025, good Japanese (B2) of you or of a full-time employee is a condition. Staff will confirm.
    .title = Japanese: N1, N2

## Applying

# Law: 在留資格認定証明書; 所属機関の区分
answer-documents = As a rule:
    • application form, and a photo (4 cm × 3 cm, not older than 6 months)
    • points sheet, and papers that prove enough lines for 70 points. Not every line must be proven.
    • papers about your work and your employer
    • if you are in Japan: passport and residence card
    Japanese certificates should not be older than 3 months. Papers in other languages need a Japanese translation.
    The interview here ends with a list for your points. Staff will confirm the full list.
    .title = Documents
# Law: 入管法施行令第25条第1項, from 2026-10-01
answer-government-fees = What immigration takes, for applications accepted <b>since 1 October 2026</b>:
    • certificate of eligibility: nothing
    • change or renewal: by the length of stay you get. 1 year: 33,000 yen (online 27,000). <b>5 years, as with HSP (i): 75,000 yen (online 65,000).</b>
    • permanent residence: 200,000 yen (at the counter only)
    At the counter you pay with revenue stamps when you pick up the result.
    Online, a small charge for the payment is added. You pay only if you get the permission. For applications accepted before that day, the old, lower fees apply.
    For HSP (ii) we have no confirmed figure: staff will confirm. The office's own fee is separate.
    .title = Fees at immigration
answer-duration = We cannot promise a time. For HSP (i), immigration aims at about 10 days for a certificate of eligibility, and 5 days for a change or renewal.
    In practice it has taken longer: in 2022 about 18 to 30 days on average, and offices report 1 to 1.5 months. HSP (ii) is not in the fast lane.
    .title = How long it takes
answer-estimate = No, it is an <b>estimate</b>, not a decision and not a promise. We count what you tell us by the official points table. The Immigration Services Agency decides, by your papers.
    Points are also not everything: your work and your employer must fit, too. Some lines must be confirmed by staff; we say where.
    .title = Is this a decision?
answer-lawyer = You do not have to use an office. With or without one, the points and conditions are the same.
    An office can prepare and check the papers, file them and answer immigration's questions. Its fee is for that work, not for a result.
    Staff can tell you what they would do for you and what it costs. Then you decide. How to apply without an office, staff can tell you as well.
    .title = With or without an office
answer-refused = What an earlier refusal means depends on its reason, so we do not judge it here. Staff will look at it with you. Please keep the letter with the reason, if you have one, and do not send it here.
    .title = After a refusal
answer-overstay = This needs a person, and soon: please do not wait. We cannot judge it here, and points do not settle it. Staff will look at it with you.
    .title = Visa expired, overstay

## The office

answer-office-fee = What the office takes for its own work, as it has stated it:
    .title = The office's fee
# Where the office has stated no fee at all
answer-office-fee-unknown = The office has not stated its fees here. Please ask: { $phone }.
# $service: what for. Yen without and with tax: $retainer, $retainer_tax (at the start), $total, $total_tax. $success: on
# permission, without tax. $due: when to pay, in the office's words. $refund: yes or no. $government: yes, no or unknown.
answer-fee-line = • <b>{ $service }:</b> { $total } yen ({ $total_tax } yen with tax). Of this, at the start: { $retainer } yen ({ $retainer_tax } yen with tax); on permission: { $success } yen. { $due } { $refund ->
    [yes] If the application is refused, the retainer is returned.
   *[no] If the application is refused, the retainer is not returned.
} { $government ->
    [yes] The fee at immigration is included.
    [no] The fee at immigration is not included.
   *[unknown] The office does not say whether the fee at immigration is included: please ask.
}
answer-office-fee-others = For other services, please ask the office: { $phone }.
answer-hours = The office's hours (Japan time):
    .title = Office hours
# $first and $last: weekdays, mon ... sun, the same for a single day. $times: times, or the word closed.
answer-hours-line = • { $first ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
}{ $last ->
    [tue] { " to Tuesday" }
    [wed] { " to Wednesday" }
    [thu] { " to Thursday" }
    [fri] { " to Friday" }
    [sat] { " to Saturday" }
    [sun] { " to Sunday" }
   *[single] { "" }
}: { $times ->
    [closed] closed
   *[open] { $times }
}
answer-holidays-line = • Public holidays: closed
# $first, $last: days. $note: the office's own words.
answer-closure-line = • Closed from { $first } to { $last }: { $note }
answer-contact = • <b>Telephone:</b> { $phone }
    • <b>Here:</b> send /human, and your request reaches staff if you agree.
    .title = How to reach the office
answer-email-line = • <b>E-mail:</b> { $email }
answer-website-line = • <b>Website:</b> { $website }
# Both in the office's own words
answer-location = { $address }
    { $access }
    .title = Where the office is
answer-consultation = You can talk with the office in these ways. To ask for a time: /book
    .title = Consultation
answer-privacy = Your answers are kept encrypted and used for this consultation only. The office sees them only after you agree to send them.
    /privacy tells you more. /mydata gives you a copy, /forget erases everything.
    .title = Your data
