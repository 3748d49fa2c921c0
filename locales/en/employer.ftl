### Asking the employer by a link: what the client reads, the page for HR, and what is told when HR has answered.

## The client: making a link, taking it back

button-ask-employer = 🏢 Ask HR by a link
# $days_count: for how many days it can be answered
employer-link = 🏢 <b>Ask your HR department by a link</b>
    HR gets a page with four questions that only the employer can answer: innovation support, company size, R&amp;D costs, and your expected pay. It works without an app, in Japanese and English, once, for { $days_count } days.
    What HR answers goes into your answers here, and to the office if you have sent your request. You see at once what changes.
    The page shows <b>nothing of your answers</b>. May it show your name? Press below, or write the name that HR knows you by.
# $name: of the client
employer-link-named = Show my name: { $name }
employer-link-unnamed = No name: “an applicant”
employer-link-typed = Shall the page for HR show this name? If not, write it again.
employer-link-close = Close
# $until: the last day
employer-link-open = 🏢 <b>You have given HR a link.</b> It can be answered until { $until }, and has not been answered yet.
    We write to you when it is. We never write to HR ourselves.
employer-link-nudge = ✉️ A text to remind HR
employer-link-nudge-how = Please copy or forward this text to HR:
employer-link-nudge-text = お世話になっております。先日お送りしたリンクの件で、ご回答をお願いできますでしょうか。5分ほどで終わります。わからない項目は「わからない」で構いません。
    (Dear HR, may I remind you of the link that I sent you? It takes about five minutes, and “I don't know” is a fine answer.)
employer-link-end = ⛔ Make this link invalid
employer-link-ended = ⛔ The link for HR opens nothing any more. You can make a new one at any time.
employer-link-one = 🏢 You had given HR two links. Only the newer one is open now; the other opens nothing any more.
employer-link-over = That link is over already. Nothing was changed.
employer-link-ran-out = ⌛ The link for HR has run out without an answer. You can make a new one from your /result.
employer-link-not-now = There is nothing open that we could ask your employer.
# $last_day: the last day
employer-link-given = 🏢 <b>Here is the link for HR.</b> Please forward the next message to them as it is.
    It can be answered once, until { $last_day }. Whoever has the link can answer, so please send it to HR only. We do not write to HR, and remind nobody there: that stays with you.
# To be forwarded, in Japanese and in English. $office: its name
employer-link-forward = Dear HR, I am asking { $office } about a residence status in Japan. For it I need a few facts that only the company knows. Please answer on this page (about five minutes; “I don't know” is fine):
employer-link-address = { $link }

## What HR has answered: a line for each fact. $what: the fact, $value: as HR told it, $before: as it was

# $lines: those lines. $moved: what moved
employer-answered = 🏢 <b>HR has answered by your link:</b>
    { $lines }
    { $moved }
staff-employer-answered = 🏢 <b>The employer has answered by the client's link:</b>
    { $lines }
employer-line = • { $what }: <b>{ $value }</b>
employer-other-line = • { $what }: { $before } so far, HR says <b>{ $value }</b>. We count what HR says; the office is shown both.
employer-unknown-line = • { $what }: HR does not know either. It stays “not known”.
employer-silent-line = • { $what }: no answer from HR. Your { $before } stays.
employer-held-line = • { $what }: HR says { $value }, but the office has confirmed { $before }. That stays; staff will look at it.
# $part: a part of the pay, $yen: the amount
employer-pay-line = • { $part } <b>¥{ $yen }</b>
employer-besides-line = • There are fixed overtime pay or taxed allowances besides.
employer-part-line = • { $what }: a part is not known, so it is not added up, and stays as it was.
# On the card. $day: when
card-employer-said = 🏢 <b>By the employer, { $day }:</b> { $what }: { $value }
card-employer-differs = ⚠️ <b>Client and employer differ:</b> { $what }: client { $before }, employer { $value } ({ $day }). Counted as the employer says. Look at the papers, then put it right or confirm it.
# $whose: whose answer counts. $now: that
card-employer-otherwise = { $whose ->
    [office] ⚠️ <b>The employer says otherwise, { $day }:</b> { $what }: { $value }. Counted as the office has it: { $now }.
   *[client] ⚠️ <b>Client and employer differ:</b> { $what }: client { $now }, employer { $value } ({ $day }). Counted as the client said last. Look at the papers, then put it right or confirm it.
}
# Of a pay that the employer knows in part. $lines: what of it
card-employer-part = 🏢 <b>By the employer, { $day }:</b> { $what }, a part only (not added up): { $lines }
employer-pay-part = { $part } ¥{ $yen }
employer-pay-more = fixed overtime pay or taxed allowances besides

## What the client reads of it, line by line. $day: when, $now: what counts instead

your-employer-said = 🏢 <b>Your employer said</b> on { $day }: { $what }: { $value }
your-employer-otherwise = 🏢 <b>Your employer said</b> on { $day }: { $what }: { $value }. Counted is what was answered or confirmed besides: { $now }. The office is shown both.
your-employer-part = 🏢 <b>Your employer said</b> on { $day } of { $what } a part only, which is not added up: { $lines }

## The page for HR

hr-title = Questions to the employer
# $name: whom the client let it name
hr-named = { $name } has asked for your help: a few facts about the company and the contract.
hr-unnamed = An applicant has asked for your help: the person who sent you this link. We need a few facts about the company and the contract.
hr-why = They decide whether the points for the status “Highly Skilled Professional” are reached. You may leave out whatever you do not know: that is never counted as “no” or as zero. You see nothing of the applicant's own answers here.
hr-employer-innovation-support = 1. Does the company have an official approval or subsidy for innovation (イノベーション促進支援措置)?
hr-employer-innovation-support-help = Under special laws. There is an approval document, or a notice of the subsidy (交付決定通知書).
hr-employer-sme = 2. Is the company small or medium-sized (中小企業)?
hr-employer-sme-help = It is if one of the two is not above the limit: manufacturing and most others 300 million yen of capital or 300 people; wholesale 100 million yen or 100; services 50 million yen or 100; retail 50 million yen or 50.
hr-rd = 3. Research and development costs as a share of sales
hr-rd-help = Of the last business year, in per cent, with its decimals and not rounded. Sales are without income from selling fixed assets or securities.
hr-rd-label = Per cent, for example 3.5%
hr-pay = 4. Expected pay of the next 12 months, before tax, in yen
hr-pay-help = Counts: base salary, fixed allowances (position, qualification, attendance, adjustment), a bonus that is fixed; for somebody sent by a company abroad also what that company pays. Does not count: overtime, money for commuting, housing or family, a bonus that depends on results only. Please write 0 where there is none.
hr-pay-base = Base salary a month
hr-pay-fixed = Fixed allowances a month
hr-pay-bonus = Fixed bonus in the whole year
hr-pay-year = Or instead of the three: the sum for the year
hr-pay-left-out = There are fixed overtime pay or taxed allowances besides, which I have left out above
hr-yes = Yes
hr-no = No
hr-unknown = I don't know
hr-send = Send the answer
hr-problem = Something could not be taken yet. Please look at the marked places; nothing has been sent.
hr-problem-rd = Please write one share in per cent, with the sign %, for example 3.5% (or tick “I don't know”)
hr-problem-amount = Please write one amount in full yen, for example 300,000. Where there is none: 0 (or tick “I don't know”)
hr-problem-year = Please write the sum for a whole year in full yen, for example 6,500,000
hr-problem-base = Please write the base salary of a month in full yen. If only the sum of the year is known, leave the three parts empty and write it below.
hr-problem-either = Please either write it, or tick “I don't know”
# $yen: the sum of the year
hr-problem-much = This makes ¥{ $yen } a year. Base salary and fixed allowances are asked for a month, the bonus for a year. Please check them.
hr-sure = The amounts are right: ¥{ $yen } a year
hr-problem-both = Please fill in either the three parts or the sum for the year
hr-problem-empty = Please write the amount, 0 where there is none, or tick “I don't know”
# $yen: the sum of the year
hr-problem-sum = This makes ¥{ $yen } a year. Please check the amounts: a month's salary in full yen?
hr-problem-nothing = Nothing is filled in yet.
hr-nothing = I know none of these
hr-thanks = The answer has reached the applicant. This link opens nothing any more, so you can close the page.
    .title = Thank you
# $day, $time: when
hr-answered = This link was answered on { $day } at { $time } (Japan time). If that was you, all has arrived. If something has to be put right, please tell the applicant: they can send a new one.
    .title = Answered already
hr-gone = This link opens nothing: it has run out, was taken back, or is not whole. Please ask whoever sent it.
    .title = No such page
hr-late = Nothing has been sent: while this was being filled in, the link ran out or was taken back. Please ask whoever sent it for a new one.
    .title = Not sent
hr-filled-in = What you filled in, so that you can copy it:
hr-not-sent = Not sent yet:
hr-too-many = That was a lot at once. Please try again in a minute.
    .title = One moment, please
hr-not-ours = This answer did not come from our page, and was not taken. Please open the link again, and answer there.
    .title = Not taken
hr-not-read = This could not be read. Please open the link again, and answer there.
    .title = Not read
hr-trouble = Something is not working at the moment, and nothing was taken. Please try again in some minutes.
    .title = One moment, please
# $office, $phone, $controller, $contact: the office. $days_count: how long it keeps things
hr-who = This page is of { $office } (telephone { $phone }), a Japanese immigration-law office, which looks at the applicant's points. What you answer is shown to the applicant, and to the office once the applicant has sent it their request; it is used for nothing else, and kept for at most { $days_count } days after the applicant last wrote. We do not keep who you are. Responsible: { $controller }, { $contact }
