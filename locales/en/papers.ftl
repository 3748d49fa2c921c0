### Papers that prove the points, and the application itself: its papers, steps, time and fees.
###
### Readers are clients on a phone, often in their second language: short sentences, never a promise. The Japanese name of
### a paper is always given beside ours, because that is how one asks for it. Texts whose key ends in -line stand close
### together. After changing a text here, have the translation checked, then run: python -m bot.words.digests ja papers.ftl

## The set of papers

# $mark: points to prove. $total: points that this set proves. $count: number of papers
paper-smallest = { $count ->
    [one] <b>One paper is enough to prove { $mark } points</b> (it proves { $total }):
   *[other] <b>These { $count } papers are enough to prove { $mark } points</b> (they prove { $total }):
}
# $label: the paper, ticked or not. $names: its Japanese names. $rows: lines of the points it proves
paper-line = <b>{ $number }. { $label }</b> ({ $names })
    For: { $rows }
    { $where }{ $days_count ->
        [0] { "" }
        [one] , about 1 day
       *[other] , about { $days_count } days
    }
# What often goes wrong with this paper
paper-pitfall-line = ⚠️ { $text }
# Told once for all papers
paper-general-line = • { $text }
paper-also = In some cases also: { $papers }.
paper-staff-confirms = Some of these points or papers must still be confirmed by staff.
paper-not-reached = <b>{ $total } points so far; { $mark } are needed.</b> These are the papers for the points you have:
paper-blocked = <b>One condition is not met, so papers alone do not help yet.</b> These are the papers for the points you have:

# $label: a line of the points. $papers: Japanese names
paper-row-line = <b>{ $label }:</b> { $papers }
# For permanent residence
paper-both-days = For permanent residence the points of both days must be proven, so some papers must speak of the earlier day too.

paper-reserve = <b>A reserve, in case one line is not accepted</b>
# $rows: $count lines that could fail. $papers: what to bring besides. $total: points that then stay
paper-reserve-add-line = • { $count ->
    [one] If { $rows } is not accepted
   *[other] If one of { $rows } is not accepted
}: with { $papers } you keep { $total } points.
paper-reserve-enough-line = • { $count ->
    [one] If { $rows } is not accepted
   *[other] If one of { $rows } is not accepted
}: the papers above still prove { $total } points.
paper-reserve-none-line = • { $count ->
    [one] If { $rows } is not accepted
   *[other] If one of { $rows } is not accepted
}: no other paper can replace it.

# Each is paper-points, or paper-dash where nothing is known
paper-levels = <b>What is proven so far</b>
    As you told us: { $claimed }
    With the papers you have: { $in_hand }
    Confirmed by the office: { $confirmed }
paper-card = <b>Papers:</b> { $claimed } by the answers; in hand: { $in_hand }; confirmed by the office: { $confirmed }
paper-points = { $points } points
paper-dash = none yet
paper-about = You need to prove only as many lines as you need, not all. Where to get a paper and how long it takes is our own estimate. Staff will tell you exactly what to bring.

## Names of papers

# Law: 旅券
paper-passport = Passport
paper-pay-forecast = Certificate of expected yearly pay
paper-contract = Employment contract or job offer
paper-pay-minutes = Shareholders' minutes that fix your pay
paper-graduation = Graduation certificate
paper-degree = Degree certificate
paper-two-fields = Degree certificates that show two fields
paper-transcript = Transcript, if the certificate does not show the field
paper-employment = Employment certificate
paper-past-employment = Certificates from past employers
paper-management = Proof that you managed a business
paper-patent = Copy of the patent certificate
paper-grants = Copies of the grant decisions
paper-paper-list = List of your research papers
paper-other-research = Proof of the other achievement
paper-licence = Copies of licences or exam results
# Law: 登記事項証明書
paper-company-registry = Company registry certificate
paper-innovation = Copy of the employer's approval or subsidy
paper-company-size = Proof of the employer's size
paper-local-support = Decision of the local government
paper-accounts = Accounts that show R&amp;D and sales
paper-accountant-letter = Letter from an accountant
paper-foreign-qualification = Copy of the foreign qualification or award
paper-n1 = N1 certificate, or BJT result of 480 or more
paper-japanese-major = Graduation certificate of your Japanese studies
paper-n2 = N2 certificate, or BJT result of 400 or more
paper-growth-project = Document about the project and your part in it
paper-university-list = Printed list with your university marked
paper-training = JICA training certificate
paper-investment = Proof of your investment
# Law: 金融商品取引業の登録
paper-firm-registration = Copy of the firm's registration
paper-fund-duties = Statement of your duties
# What is got at a counter for the application for permanent residence
paper-household-register = Residence record of the whole household
paper-resident-tax = Resident tax: certificates of tax due and paid
paper-national-tax = National tax certificate (type 3)

## Where a paper is got. Stands before ", about 7 days", without a full stop.

paper-where-own = You have it yourself
paper-where-employer = From your employer
paper-where-past-employer = From each past employer
paper-where-company = From your company
paper-where-school = From your university
paper-where-grantor = From those who gave it
paper-where-self-written = You write it yourself
paper-where-exam-body = From those who issue it
# Law: 法務局
paper-where-legal-bureau = From the Legal Affairs Bureau (法務局)
paper-where-accountant = From the company's accountant
paper-where-project = From the ministry or the project's owner
paper-where-agency-site = From the Immigration Services Agency's website
paper-where-jica = From JICA
paper-where-city-hall = From your city or ward office (市区町村の役所)
paper-where-tax-office = From the tax office (税務署)

## How to ask for a paper in Japanese. The Japanese text of each key is what is shown at a counter or sent; this is its meaning.

paper-say-title = <b>How to ask for the papers you do not have yet</b>
paper-say-about = Show the Japanese text at the counter, or send it. Add your name.
paper-say-nothing = You have all of these papers.
# $say: in Japanese. $means: the same in the reader's language
paper-say-and-mean = <b>{ $label }</b> — { $where }
    <code>{ $say }</code>
    In other words: { $means }
# For readers of Japanese
paper-say = <b>{ $label }</b> — { $where }
    <code>{ $say }</code>
# What nobody has to be asked for
paper-say-own = <b>{ $label }</b> — { $where }. You need not ask anybody.
# $paper: one of those below
paper-say-at-counter = Excuse me. It is for an application to the immigration authorities. { $paper } Thank you.
paper-say-by-message = Thank you for your support. It is for an application to the immigration authorities. { $paper } I am sorry for the trouble, and thank you.
paper-say-pay-forecast = Please issue one certificate of expected yearly pay for the coming year, without overtime and without commuting, family and housing money.
paper-say-contract = Please give me one copy of my employment contract; if I have not joined yet, of the job offer.
paper-say-pay-minutes = Please give me one copy of the shareholders' minutes that fix my pay, with the amount.
paper-say-graduation = Please issue one graduation certificate that also names the kind of degree (bachelor, master, doctor and so on).
paper-say-degree = Please issue one degree certificate that names the kind of degree (bachelor, master, doctor and so on).
paper-say-two-fields = Please issue one certificate for each degree, which shows the field.
paper-say-transcript = Please issue one transcript that shows my field.
paper-say-employment = Please issue one employment certificate that states the period from my first day until now, and my duties in detail.
paper-say-past-employment = Please issue one certificate of my past employment that states its period, and my duties in detail.
paper-say-management = Please give me one document which shows that I ran or managed the business, with my post and the period.
paper-say-grants = Please give me one copy of each grant decision that names me.
paper-say-other-research = Please issue one document that shows my research achievement.
paper-say-licence = Please issue one certificate of the exam or licence, with my name and what it is.
paper-say-company-registry = One company registry certificate (with its full history), please. I will show you the company's name and address.
paper-say-innovation = Please give me one copy of the subsidy decision or the approval that the company received.
paper-say-company-size = Please give me one copy each of papers that show the kind of business, the capital and the number of staff (registry certificate, company profile, latest accounts and so on).
paper-say-local-support = Please give me one copy of the local government's decision to support the company.
paper-say-accounts = Please give me one copy of the accounts of the last business year before I apply (the one before that, if it ended within two months before), with R&amp;D costs and sales.
paper-say-accountant-letter = Please write one letter, as tax accountant, certified accountant or business consultant, on the share of R&amp;D costs in sales in the last business year before I apply (the one before that, if it ended within two months before).
paper-say-foreign-qualification = Please issue one copy of the qualification certificate or award that names me.
paper-say-n1 = Please issue one certificate that I passed JLPT N1; if I took the BJT, of my result of 480 points or more.
paper-say-japanese-major = Please issue one graduation certificate which shows that Japanese was my main subject.
paper-say-n2 = Please issue one certificate that I passed JLPT N2; if I took the BJT, of my result of 400 points or more.
paper-say-growth-project = Please issue one document that names the project and the part I play in it.
paper-say-training = Please issue one certificate that I completed the JICA training, with its period.
paper-say-investment = Please give me one document of my investment, which shows who invested and how much.
paper-say-firm-registration = Please give me one copy of the notice that the company is registered for financial instruments business.
paper-say-fund-duties = Please write one statement of my duties.
paper-say-household-register = Please give me one copy of the residence record of our whole household.
# $count: how many years
paper-say-resident-tax = { $count ->
    [one] Please give me the certificates of resident tax due and of resident tax paid for the last year, one copy of each.
   *[other] Please give me the certificates of resident tax due and of resident tax paid for the last { $count } years, one copy of each for each year.
}
paper-say-national-tax = Please give me one certificate of national tax payment, type 3 (その3).

## What often goes wrong

paper-pitfall-fresh = Certificates issued in Japan must not be older than 3 months.
paper-pitfall-translation = Papers in other languages need a Japanese translation.
paper-pitfall-kind-of-degree = The kind of degree must be clear; add a transcript if it is not. 専門士 and some diploma courses abroad do not count. MBA points need a professional degree.
paper-pitfall-several-schools = Degrees from different universities need a certificate from each.
paper-pitfall-other-fields = The papers must show that the fields differ. Bachelor's degrees do not count here.
paper-pitfall-duties = It must show the period and your duties. Only this kind of work counts. You need one from each employer.
paper-pitfall-managing = It must show that you really ran or managed a business.
paper-pitfall-pay = It is about the pay of the coming year. Overtime does not count, nor do commuting, family and housing money. Ask staff about bonuses.
paper-pitfall-minutes = The minutes must show the amount decided for you.
paper-pitfall-inventor = It must name you as the inventor.
paper-pitfall-grantee = It must name you. Three times or more are needed.
paper-pitfall-author = At least 3 papers in listed journals. You should be the responsible author; staff will confirm if first author is enough.
paper-pitfall-minister = The Minister decides case by case, and it takes longer. Staff will confirm it with you.
paper-pitfall-listed-exam = It must fit your work. IT exams must be on the official list; the IT Passport exam is not.
paper-pitfall-listed-measure = The approval or subsidy must be on the official list. Please ask your employer.
paper-pitfall-company-size = It must show the kind of business, the capital and the number of staff.
paper-pitfall-recognised-scheme = The scheme must be one that the Minister recognises. Staff will confirm it.
paper-pitfall-ratio = R&amp;D must be more than 3% of sales; exactly 3% is not enough. It is the business year before you apply, or the one before that if you apply within two months after its end. Sales leave out money from selling fixed assets or securities.
paper-pitfall-listed-foreign = The qualification or award must be on the official list and fit your work.
paper-pitfall-score-480 = For BJT, 480 points or more.
paper-pitfall-score-400 = For BJT, 400 points or more.
paper-pitfall-major-abroad = It must show Japanese as your main subject, at a university outside Japan.
paper-pitfall-part-played = It must name the project and the part you play in it.
paper-pitfall-whole-list = Print all pages of the list that names your university, and mark it. There are three lists: world rankings, the Top Global University project, and, in a file of its own, the partner schools of Innovative Asia. Staff will confirm which year's list counts.
paper-pitfall-training = The training must be one year or longer. Degree papers may not be needed beside it; staff will confirm.
paper-pitfall-own-money = It must be your own money, 100 million yen or more.
paper-pitfall-registered-firm = The firm must be registered, and you must really do that work.

## The application

procedure-title = <b>{ $name }</b>
procedure-coe = Certificate of eligibility (在留資格認定証明書)
procedure-change = Change of status to Highly Skilled Professional (i) (在留資格変更)
procedure-renewal = Renewal of the stay (在留期間更新)
procedure-change-ii = Change of status to Highly Skilled Professional (ii) (高度専門職2号への変更)
procedure-permanent = Permanent residence (永住許可)
procedure-parents = Stay of your parents (特定活動)

procedure-why-unknown = To say which application comes next, we need to know your visa now and what you want.
procedure-why-kind = To say which application comes next, we need to know which Highly Skilled Professional status you have. It is on your residence card.
procedure-why-staff = Which application is possible here must be looked at by staff.
procedure-why-holds = You may already have what you need, so there is no application to prepare here. Staff can look at it with you.
procedure-why-permanent-family = You are a permanent resident. The stay of parents and helpers that comes with the Highly Skilled Professional status is not open to you. Staff can look at other ways with you.
procedure-why-first = What you want needs the status Highly Skilled Professional (i) first. This is the way to it.
procedure-why-in-japan-first = The years for permanent residence are counted in Japan, so first you need a status to live and work here. This is the way to Highly Skilled Professional (i). The years count with another work status, too.
procedure-why-coe = You are not in Japan yet, so it begins with this certificate.
procedure-why-change = You are in Japan with another status, so you apply for a change.
procedure-why-renewal = You have this status already. A renewal needs 70 points again. With a new employer you need a change of status before you start there.
procedure-why-renewal-j-skip = You have this status already, as J-Skip. Your pay, and your degree or experience, are shown in place of points. With a new employer you need a change of status before you start there.
procedure-why-change-ii = It is possible only by a change of status, and needs 70 points again on the day you apply.
procedure-why-change-ii-j-skip = It is possible only by a change of status. On the day you apply you need the conditions of J-Skip, or 70 points.
procedure-why-permanent = Points are shown for two days: the day you apply, and 1 or 3 years before. They must be enough on every day between, too.
procedure-why-parents = Parents may come to help with a child under 7 or during pregnancy, if the conditions are met.

procedure-papers = <b>Papers of the application</b>
procedure-paper-line = • { $name }: { $about }
procedure-paper-form-coe = application form, the one for this status
procedure-paper-form-change = application form
procedure-paper-form-renewal = application form
procedure-paper-form-parents = each parent has an application form of their own; staff will confirm which
procedure-paper-form-permanent = application form
procedure-paper-photo = one photo
procedure-paper-envelope = return envelope with stamps; ask the post office for today's price
procedure-paper-passport-and-card = you show them
procedure-paper-employer-class = shows the class of your employer
procedure-paper-underlying-status = about the work itself; employers of class 1 or 2 may not need it, staff will confirm
procedure-paper-points-sheet = the sheet for your kind of work
procedure-paper-points-sheets-both-days = one sheet for each day
procedure-paper-proofs = the papers that prove your points
procedure-paper-reason-statement = why you apply
procedure-paper-household-register = of the whole household
procedure-paper-employment = from your employer
procedure-paper-taxes = local and national taxes
procedure-paper-insurance = pension and health insurance
procedure-paper-assets = for example savings
procedure-paper-guarantee = from your guarantor
procedure-paper-guarantor-papers = your guarantor brings papers of their own; staff will confirm which
procedure-paper-understanding = a form you sign
procedure-paper-parent-relation = shows that they are your parents; staff will confirm
procedure-paper-child-or-pregnancy = shows the child under 7, or the pregnancy; staff will confirm
procedure-paper-living-together = shows that you will live together; staff will confirm
procedure-paper-household-income = shows 8 million yen a year or more, you and your husband or wife only; staff will confirm

# $high, $wide: centimetres
procedure-photo = <b>Photo:</b> { $high } cm high, { $wide } cm wide, taken within { $months } months. You alone, no hat, plain background, not changed with an app. Write your name on the back.
# $mark: the points of the route
procedure-years-line = • With { $mark } points: { $tax_count ->
    [one] 1 year
   *[other] { $tax_count } years
} of tax papers, { $insurance_count ->
    [one] 1 year
   *[other] { $insurance_count } years
} of pension and health insurance papers.
# A way without points
procedure-own-way = Your way needs no points sheets. For how many years papers of taxes and insurance are filed, and which papers of the family, staff will confirm.
procedure-years-line-j-skip = • With J-Skip: { $tax_count ->
    [one] 1 year
   *[other] { $tax_count } years
} of tax papers, { $insurance_count ->
    [one] 1 year
   *[other] { $insurance_count } years
} of pension and health insurance papers.
procedure-j-skip = With J-Skip you prove your degree or experience and your pay instead of points.

procedure-steps = <b>Steps</b>
procedure-step-line = { $number }. { $text }
procedure-step-choose = Choose which lines of the points you will prove.
procedure-step-collect = Collect the papers.
procedure-step-file = File them, online or at the immigration bureau.
procedure-step-file-counter = File them at the counter of the immigration bureau. Whether it can be done online, staff will confirm.
procedure-step-wait = Wait. The bureau may ask for more papers. The result comes by post or as a message.
procedure-step-certificate = Receive the certificate. Staff will explain the visa and the entry.
procedure-step-pay = When it is permitted, pay the fee and receive the new residence card. At the counter it is paid with revenue stamps (収入印紙) when you pick it up.
procedure-step-keep-status = Filing does not extend your stay now: renew it in time.
procedure-who = <b>Who files:</b> you, or somebody who may do it for you. Staff will confirm who it is in your case.

# $target: days the agency aims for. $least, $most: days that were reported
procedure-time = <b>Time:</b> the agency aims for { $target } days for highly skilled people. In practice about { $least } to { $most } days were reported. This is no promise.
procedure-time-unknown = <b>Time:</b> we have no sure figure. Staff will tell you what is usual now.

procedure-fee-free = <b>Government fee:</b> none.
# $day: the day of acceptance that the figure is for
procedure-fee = <b>Government fee:</b> { $counter_yen } yen at the counter, if the application is accepted on { $day }. You pay only when it is permitted.
# $settlement: the charge for paying, with its unit
procedure-fee-online = Filed online it is { $online_yen } yen, and { $settlement } for paying at a convenience store or by bank.
procedure-fee-counter-only = It is paid at the counter only, with revenue stamps (収入印紙).
procedure-fee-unknown = <b>Government fee:</b> no source we know gives the amount for this application. Staff will tell you.

procedure-office-includes = <b>What the office does:</b> { $text }
# $with_tax_yen: the total with consumption tax. $due: when it is due, in the office's words
procedure-office-fee = <b>The office's fee:</b> { $total_yen } yen ({ $with_tax_yen } with tax): { $retainer_yen } at the start, { $success_yen } on permission, before tax. { $due }
procedure-office-refund = If the application is refused, the fee is returned.
procedure-office-no-refund = If the application is refused, the fee paid at the start is not returned.
# $included: yes, no or unknown
procedure-office-government-fee = { $included ->
    [yes] The government fee is included.
    [no] The government fee is not included.
   *[unknown] Please ask the office if the government fee is included.
}
procedure-office-ask = <b>The office's fee:</b> please ask the office: { $phone }.
procedure-ask-office = You can ask the office: { $phone }.
procedure-staff-confirms = Staff will confirm this application and its papers with you.
