### Answers to common questions that people type at any time. `answer-<id>` is the answer and `.title` its subject; the
### ids stand in dialogs/answer_bank/entries.toml. General information only: nothing here judges anybody's own case.
###
### Readers are on a phone, often in their second language: short sentences, no bare legal terms, never a promise.
### What is not sure is said as "staff will confirm". Figures of the points table are checked by a test.
### HTML: <b> <i> <u> <code> <blockquote>; write &amp; for &. Numbers and dates arrive formatted.

# $title: the subject
answer-title = 💬 <b>{ $title }</b>
# Under every answer about the law
answer-general = <i>In general. For your own case: /human</i>
# Under answers that staff must give
answer-staff = Please talk with a person at the office: /human, or telephone { $phone }.

## The visa

# Law: 高度専門職1号
answer-benefits = HSP is for people with 70 points or more who work in Japan in research, as specialists or as company managers.
    • a stay of 5 years
    • easier rules for the work of your husband or wife
    • under conditions: parents for a small child, a domestic worker
    • a business of your own beside your work, if related to it
    • priority at immigration (a target, not a promise)
    • permanent residence sooner, with 70 or 80 points (open to other visas, too)
    .title = What the HSP visa brings
answer-ordinary-visa = Your work must fit an ordinary work visa, too, with a contract or a business in Japan. 70 points come on top.
    <b>HSP:</b> always 5 years, easier rules for the family, a related business of your own.
    <b>But:</b> your papers name the employer; a new one needs a new permission first. Specialist work that is about a foreign language or culture (translation, a language school) cannot use it. Teaching at a school or university: staff will confirm.
    The short way to permanent residence is open to both.
    .title = HSP and an ordinary work visa
answer-points-needed = <b>70 points</b> on the day you apply, and again at each renewal.
    Specialists and company managers also need a salary of 3,000,000 yen or more a year: below that the application is refused, whatever the points. Research has no such minimum.
    80 points can shorten the wait for permanent residence to 1 year.
    .title = Points you need
answer-points-table = Research and specialists (managers have another table):
    • <b>Degree:</b> doctor 30; professional MBA or MOT 25 (research 20); master's 20; bachelor 10
    • <b>Years of the work:</b> 3 years → 5, 5 → 10, 7 → 15, 10 → 20 (research 15)
    • <b>Pay a year, million yen:</b> 10 → 40, 9 → 35, 8 → 30; under 40 years old 7 → 25, 6 → 20; under 35 5 → 15; under 30 4 → 10
    • <b>Age:</b> under 30 → 15, 30–34 → 10, 35–39 → 5
    • <b>Japanese:</b> N1 15, N2 10. Degree from a Japanese university 10 (then none for N2)
    More: research, licences, universities, employer. The questions here count yours.
    .title = Points, line by line
# To who has a way of their own to permanent residence
answer-points-needed-own-way = <b>None, for your way.</b>
    Spouses of a Japanese citizen or a permanent resident, and long-term residents, need years and no points for permanent residence. Staff will confirm.
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
answer-job-change = <b>HSP (i):</b> your papers name your employer. A new one needs a new permission (change of status) with 70 points. Please do not start before you have it.
    Also give immigration notice within 14 days; whether HSP (i) needs it too, staff will confirm.
    <b>HSP (ii):</b> no new permission, notice within 14 days.
    Long without this work, the visa can be taken away: after 3 months with (i), 6 with (ii), unless there is a good reason.
    .title = Changing your job
# Law: 特定活動33号
answer-spouse = The husband or wife of an HSP holder can get a status for work of their own. It needs no degree or experience for these kinds of work, also full time: research, teaching at schools, engineering, humanities and international services, and a part of entertainment.
    <b>Conditions:</b> legally married, living together, a contract with an organisation in Japan, and pay not below that of a Japanese person.
    With J-Skip, more kinds of work are open.
    .title = Work of your husband or wife
# Law: 特定活動34号
answer-parents = Parents of you <b>or</b> of your husband or wife (one side only) may come
    • to help bring up a child <b>under 7</b> of you or your husband or wife (also adopted), or
    • to help you or your wife during a pregnancy.
    <b>Conditions:</b> you live together; you and your husband or wife earn 8,000,000 yen or more a year together. Nobody else's income counts.
    It ends when the child is 7, and if you become a permanent resident; with HSP (ii) it goes on.
    .title = Bringing parents
# Law: 特定活動2号, 2号の2, 2号の3
answer-domestic-worker = One, with a household income of 10,000,000 yen or more a year, and
    • a child under 13, or a husband or wife who cannot do the housework (illness, for example); or
    • a worker you employed abroad for 1 year or more, who leaves Japan with you.
    The worker: 18 or older, 200,000 yen or more a month, a common language.
    Other rules hold for investment managers and J-Skip (two from 30,000,000 yen). It ends if you become a permanent resident; with HSP (ii) it goes on.
    .title = Domestic workers
# Law: Immigration Act art. 22(2); guideline
answer-permanent-residence = After <b>3 years</b> in Japan with 70 points, <b>1 year</b> with 80 or with J-Skip. HSP is <b>not</b> needed; another work visa will do.
    • Points are needed on the day you apply, 3 years (or 1 year) before, and on every day in between.
    • Tax, pension and health insurance paid, and on time; good conduct, a guarantor and more.
    • Renew your visa in time: applying does not extend it.
    • It ends the stay of parents and domestic workers that came with HSP; HSP (ii) keeps it.
    <b>The rules change on 1 April 2027.</b> Staff will confirm what applies to you.
    .title = Permanent residence by points
# Law: 高度専門職2号
answer-hsp2 = HSP (ii) is a stay <b>without time limit</b>. You change to it from HSP (i); it never comes by itself.
    • 3 years or more in Japan doing the work of HSP (i); 1 year with J-Skip
    • 70 points when you apply (or J-Skip); specialists and managers also 3,000,000 yen or more a year
    • good conduct, a stay in Japan's interest
    Nearly all work is allowed beside your main work. Without that for 6 months, the visa can be taken away, unless there is a good reason. Parents and domestic workers may stay. Renew the residence card in time; staff will confirm its date.
    .title = HSP (ii), no time limit
# Law: 特別高度人材
answer-j-skip = J-Skip is a way to HSP <b>without counting points</b>.
    • <b>Research and specialists:</b> 20,000,000 yen or more a year, <b>and</b> a master's, doctoral or professional degree <b>or</b> 10 years or more of this work.
    • <b>Company managers:</b> 40,000,000 yen or more a year <b>and</b> 5 years or more of managing a business.
    After 1 year you may apply for HSP (ii) or permanent residence, if the other conditions are met. There are also easier rules for your husband or wife and for domestic workers.
    .title = J-Skip
answer-japanese = • <b>N1</b>, BJT 480 or more, or a degree in Japanese from a university abroad: 15 points
    • <b>N2</b>, or BJT 400 or more: 10 points, not with N1 or a Japanese degree
    • N1 <b>and</b> a degree from a Japanese university (10): 25 points
    Without a certificate none. We know of no rule that an old one stops counting: staff will confirm. Japanese is not a must; 70 points can come from other lines.
    For company managers good Japanese (B2) in the company is a condition since 16 October 2025. Staff will confirm.
    .title = Japanese: N1, N2

## Applying

# Law: 在留資格認定証明書; 所属機関の区分
answer-documents = • application form, photo (4 cm × 3 cm, not older than 6 months)
    • points sheet, and papers that prove 70 points (not every line)
    • papers about your work and your employer
    • in Japan: passport and residence card
    Japanese certificates: not older than 3 months. Other languages: with a Japanese translation.
    The interview ends with the list for your points; staff will confirm the full one.
    .title = Documents
# Law: 入管法施行令第25条第1項, from 2026-10-01
answer-government-fees = For applications accepted <b>since 1 October 2026</b>, paid only if you get the permission:
    • certificate of eligibility: nothing
    • change or renewal for 1 year: 33,000 yen (online 27,000); <b>for 5 years, as with HSP (i): 75,000 yen (online 65,000)</b>
    • permanent residence: 200,000 yen (counter only)
    • HSP (ii): not confirmed, staff will confirm
    At the counter by revenue stamps; online with a small charge. Accepted before that day: the old, lower fees. The office's own fee is separate.
    .title = Fees at immigration
answer-duration = We cannot promise a time. For HSP (i), immigration aims at about 10 days for a certificate of eligibility, and 5 days for a change or renewal.
    In practice it has taken longer: in 2022 about 18 to 30 days on average, and offices report 1 to 1.5 months. HSP (ii) is not in the fast lane, nor is permanent residence: how long that takes now, staff will tell you.
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
answer-work-without-permission = Work that your visa does not allow yet can be a serious problem, and it needs a person, soon. We cannot judge it here. Please talk with staff before you go on working. Keep your contract and the dates.
    .title = Work before the permission
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
answer-map-line = • <b>Map:</b> { $link }
answer-consultation = You can talk with the office in these ways. To ask for a time: /book
    .title = Consultation
answer-privacy = Your answers are kept encrypted and used for this consultation only. The office sees them only after you agree to send them.
    /privacy tells you more. /mydata gives you a copy, /forget erases everything.
    .title = Your data

## When, and what in between

answer-when-to-apply = File <b>before your period of stay ends</b>, and early enough to mend a paper.
    • A renewal or a change is usually taken from about 3 months before the end. Staff will confirm.
    • Japanese certificates must not be older than 3 months when you file: order them late, and file soon after.
    • Points are counted on the day you file. If you soon turn 30, 35 or 40, or your pay or work changes, that day matters.
    If your stay ends soon, please do not wait: /human
    .title = When to apply
answer-before-graduation = A degree brings points when you have it: the certificate proves it.
    If you file earlier, some offices hand in a certificate of expected graduation (卒業見込証明書) first, and the diploma later. Whether that works for you: staff will confirm, with the day you graduate.
    You can count here now what you will have then.
    .title = Before graduation
answer-side-job = <b>HSP (i):</b> not any side job. Beside your main work you may run a business of your own that is related to it. In research you may also have contracts with other institutes. Other paid work may need a permission first: staff will confirm.
    <b>HSP (ii):</b> nearly all kinds of work beside your main work.
    Pay from a side job does not count for your points.
    .title = Side jobs
# Law: Immigration Act art. 22-4, 19-16
answer-lost-job = Please tell the office soon, and keep the papers about the end of your work.
    • Give immigration notice within 14 days.
    • After a long time without the work, the visa <b>can</b> be taken away: 3 months with HSP (i), 6 months with HSP (ii), unless there is a good reason. Staff will tell you what may be one.
    • With HSP (i), a new employer needs a new permission <b>before</b> you start there.
    .title = If you lose your job
# Law: Immigration Act art. 22-4; amendment of 2024 for permanent residents
answer-losing-status = <b>HSP:</b> it <b>can</b> be taken away after 3 months without its work with (i), 6 months with (ii), unless there is a good reason.
    <b>Permanent residence:</b> from 1 April 2027 also for tax or insurance left unpaid on purpose, and for some crimes. Staff will confirm.
    What a long time abroad does, and other reasons: staff will tell you. If you had a letter about it, please talk with a person soon: /human
    .title = When a visa can be taken away
answer-late-pension = <b>Points:</b> pension, tax and health insurance do not change them.
    <b>Permanent residence:</b> all three must be paid, and paid <b>on time</b>. Late payment counts against you, even if it is paid by now. Looked at: with 80 points the last year; with 70 points 2 years of pension and insurance, and 3 years of tax.
    Please pay what is open and keep the receipts. When to apply then: staff will look at it with you.
    .title = Late or unpaid pension, tax
answer-travel-while-waiting = We have no official text on this, so please ask staff <b>before</b> you book.
    • You usually need your residence card and passport, and must be back before your stay ends.
    • Immigration may ask for papers, and a result must be picked up in Japan.
    • Long trips can cost you years on the way to permanent residence: more than 90 days at once, or about 100 days in a year, as offices see it.
    .title = Travel while you wait
answer-work-while-waiting = While you wait, you still have the visa you have now: you may go on with the work it allows.
    Work that only the new visa allows has to wait for the permission. With HSP (i), that is so for a new employer, too.
    If your stay ends while you wait, staff will tell you how long it goes on.
    .title = Work while you wait
answer-how-the-result-comes = Immigration tells you: by a postcard, or by a message if it was filed online.
    • In Japan you then pick up the new residence card, with passport, card and (at the counter) revenue stamps for the fee.
    • A certificate of eligibility is sent.
    If the office files for you, it can do much of this. Staff will confirm each step.
    .title = How the result comes
answer-revenue-stamps = A revenue stamp (収入印紙) is how a fee to the state is paid on paper. You need it at the counter, when the permission is picked up.
    Post offices usually sell them. For large amounts, staff will confirm where.
    If it was filed online, you pay at a convenience store or bank, without a stamp.
    .title = Revenue stamps
# Law: 在留資格認定証明書
answer-from-abroad = Yes. If you are not in Japan, a certificate of eligibility (COE) is applied for in Japan first. With it you get the visa at a Japanese embassy or consulate. Who hands it in for you, staff will tell you.
    HSP (ii) and permanent residence are different: you must already live in Japan.
    The talk with the office can be online: /book
    .title = From outside Japan
answer-pr-or-hsp2 = <b>Permanent residence:</b> no time limit, any work, and nothing to keep up at work. It <b>ends</b> the stay of parents and domestic workers that came with HSP. After 3 years with 70 points, 1 year with 80, also without HSP. Fee: 200,000 yen.
    <b>HSP (ii):</b> no time limit, nearly any work beside your main work, but you must go on with that. Parents and domestic workers may stay. After 3 years with HSP (i) and 70 points.
    Which is better depends on your family and plans. Staff will compare them with you.
    .title = Permanent residence or HSP (ii)
# Law: (c) and the landing criteria of 2025-10-16
answer-start-company = <b>Beside your main work:</b> with HSP (i) you may run a business of your own that is related to it. With HSP (ii) nearly anything.
    <b>As your main work:</b> that is another kind of work (company management). You need a new permission first, and points by another table. Since 16 October 2025 this also asks for 30,000,000 yen of capital, one full-time employee, good Japanese in the company, and more.
    Please talk with staff before you leave your job.
    .title = Starting a company

## Lines of the points

answer-it-certificates = For specialists: one counts 5 points, two or more 10.
    <b>Counts:</b> Japanese national licences for your work, and IT exams of the official list, for example 基本情報技術者, 応用情報技術者, 情報処理安全確保支援士. Some IT exams of other Asian countries count as well.
    <b>Does not count:</b> IT Passport, and certificates of companies such as AWS, Azure or Cisco.
    Some foreign qualifications have a list of their own (5 points). Staff will confirm.
    .title = IT exams and certificates
answer-internships = As a rule <b>no</b>. Internships and part-time jobs of students are not counted as experience.
    Only years in the work that you will do in Japan count, and each must be proven by a certificate. If your case is a special one, staff will confirm.
    .title = Internships, part-time work
answer-freelance-experience = It may count, if it was <b>the work you will do in Japan</b> and papers prove it: contracts, invoices, tax papers. An employer's certificate is easier to accept.
    Please type the years in; staff will confirm what can be shown.
    .title = Freelance experience
# Law: 高度専門職省令第1条, 研究実績
answer-research = For research and specialist work (company managers: none). Kinds that count:
    • a patented invention, as its inventor
    • research paid for by a foreign government, 3 times or more
    • 3 or more papers as responsible author, in journals of a recognised database
    • another achievement that the Minister of Justice recognises
    <b>Research work:</b> one kind 20 points, two or more kinds 25. <b>Specialists:</b> one or more 15.
    The kinds are counted, not the papers. What counts as a paper of yours, staff will confirm.
    .title = Points for research
answer-employer-points = What an employer can bring, each with a document of its own:
    • innovation support (イノベーション促進支援措置): 10; at a small or medium-sized company 20
    • a small or medium-sized company with more than 3% R&amp;D: 5
    • recognised support by a local government: 10
    • an advanced project of a growth field: 10
    • investment management (specialists and managers): 10
    Being small alone brings none. Ask the HR department; staff will confirm.
    .title = Points for the employer
answer-university-lists = The bonus of 10 points has three lists. One is enough:
    • World rankings: www.moj.go.jp/isa/content/001335478.pdf (abroad: among the first 300 of two of QS, THE, ARWU; in Japan: of one)
    • Japanese universities of the Top Global University project
    • Partner schools of “Innovative Asia”: www.moj.go.jp/isa/content/930001659.pdf
    The lists change, so we never answer from memory. Which year's list counts, staff will confirm.
    .title = Lists of universities

## Words

# Law: 中小企業基本法第2条第1項
answer-term-sme = <b>SME: a small or medium-sized company.</b> One of the two must not be above the limit:
    • Manufacturing and most others: capital 300 million yen, or 300 people
    • Wholesale: 100 million yen, or 100 people
    • Services: 50 million yen, or 100 people
    • Retail: 50 million yen, or 50 people
    .title = What is an SME?
answer-term-coe = <b>COE: certificate of eligibility</b> (在留資格認定証明書). Immigration says with it that you meet the conditions.
    You need it if you come from <b>outside Japan</b>. If you live here with a visa for work or study, you apply for a <b>change</b> of status instead, without a COE.
    .title = What is a COE?
answer-term-hsp = <b>HSP: Highly Skilled Professional</b> (高度専門職), a status of residence for people with 70 points or more. (i) is the first stage, for 5 years. (ii) comes later and has no time limit.
    .title = What is HSP?
answer-term-gross-net = <b>Gross</b> (額面) is your pay before tax and insurance are taken off. <b>Net</b> (手取り) is what reaches your bank account. For points, gross counts.
    .title = Gross and net
answer-term-rd-ratio = <b>R&amp;D ratio:</b> what a company spends on research and development (試験研究費), divided by its sales. More than 3% at a small or medium-sized company brings points; exactly 3% does not. The company's accounting knows it.
    .title = What is the R&amp;D ratio?
answer-term-jlpt = <b>JLPT:</b> the Japanese-Language Proficiency Test (日本語能力試験). N1 is the highest level: 15 points. N2 comes next: 10 points. N3 to N5 bring none.
    .title = What is the JLPT?
answer-term-bjt = <b>BJT:</b> the Business Japanese Proficiency Test. 480 or more counts like N1, 400 or more like N2.
    .title = What is the BJT?
answer-term-gyoseishoshi = <b>Gyoseishoshi</b> (行政書士, administrative scrivener): a licensed professional who prepares papers for public offices, such as applications at immigration. It is not the same as a lawyer (弁護士).
    .title = What is a gyoseishoshi?
answer-term-status = <b>Status of residence</b> (在留資格): what you may do in Japan and how long. It is printed on your residence card. Many people call it “visa”, but a visa is what an embassy gives you to enter.
    .title = What is a status of residence?
answer-term-remuneration = <b>Remuneration</b> (報酬): what you are paid for your work, before tax. For points it is the sum you expect for the next 12 months from your main employer in Japan.
    .title = What is remuneration?
answer-term-designation = <b>Designation paper</b> (指定書, shiteisho): a paper that immigration gives you for your passport. For HSP (i) it names your employer and your kind of work.
    .title = What is a shiteisho?
answer-term-guarantor = <b>Guarantor</b> (身元保証人): somebody who promises to help you follow the rules in Japan. For permanent residence it must be a Japanese citizen or a permanent resident. Papers of the guarantor are needed; staff will confirm which.
    .title = What is a guarantor?
answer-term-author = <b>Responsible or corresponding author</b> (責任著者): who answers for a paper and is written to about it. 3 or more such papers in journals of a recognised database count. The first author may count as well: staff will confirm.
    .title = What is a responsible author?
answer-term-professional-degree = <b>Professional degree</b> (専門職学位): from a professional graduate school, for example a law school (JD) or an MBA or MOT of that kind. An academic master's degree is not one.
    .title = What is a professional degree?
answer-term-vocational = A vocational school (専門学校) with the title 専門士 does <b>not</b> count as a degree. Counted like a university: junior college (短期大学), technical college (高専), and the title 高度専門士.
    For the bonus “degree from Japan”, it must be a university. Staff will look at the certificate.
    .title = Vocational schools
# Law: イノベーション促進支援措置
answer-term-innovation = <b>Innovation support</b> (イノベーション促進支援措置): an approval or a subsidy that a company has under special laws. The company has a document for it. Ask the HR department.
    .title = What is innovation support?
answer-term-innovative-asia = <b>Innovative Asia:</b> a project of JICA with training in Japan. One year or more brings 5 points, with a certificate of JICA. Graduates of its partner schools have a list of their own.
    .title = What is Innovative Asia?
answer-term-international-services = <b>International services</b> (国際業務): work that is itself about a foreign language or culture, such as translation, interpreting or language teaching. It cannot use HSP. Speaking English at work is not enough to make it that.
    .title = What are international services?

## Talking with us

answer-robot = Yes, a program answers here. It follows fixed rules and the official points table, and makes nothing up. People at the office read your request if you send it, and they answer you themselves: /human
    .title = Are we a robot?
answer-thanks = You are welcome! 🙂
answer-greeting = Hello, and welcome! 🙂
answer-success-rate = Nobody can promise a permission: the Immigration Services Agency decides each case by its papers. The office has stated no figure here. You can ask staff about their experience: /human
    .title = Success rate
answer-languages-spoken = This chat: /language. The office:
    .title = Languages
answer-other-services = What the office does:
    .title = What the office does
# $service: one thing the office does, or a case it tells of
answer-service-line = • { $service }
answer-cases = Cases it tells of (each case is different):
answer-other-services-ask = Prices and details: /human, or telephone { $phone }.
