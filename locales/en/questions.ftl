### The questions of the interview. `q-<id>` is the question, `.short` its name in lists, `.help` why we ask and what
### counts, `.example` an answer that is accepted as it stands, `.unknown` the button that leaves it open.
### `c-<question>-<choice>` is a button; its `.typed` holds other ways to say it, separated by |.
###
### Readers are on a phone, often in their second language: short sentences, no bare legal terms, no promises.
### The words "I don't know" must stand in every `.unknown` (others rely on them). A label has 60 characters at most.
### HTML: <b> <i> <u> <code> <blockquote>; write &amp; for &. Numbers and dates arrive formatted.

## Yes and no, the same everywhere

c-yes = Yes
    .typed = y|yes|yeah|yep|ya|ok|okay|sure|right|correct|of course|i do|はい|うん
c-no = No
    .typed = n|no|nope|nah|not|i do not|i don't|not really|いいえ|いや

## Language and consent

# Both languages on purpose: the reader may not read the one on the screen.
q-language = Which language is best for you?
    言語をお選びください。
    .short = Language
    .help = All questions and buttons will be in this language. You can change it at any time with /language.

# $channel: the name of what the person writes by. $office: who keeps the data. $days_count: days it is kept at most,
# $client_count: the days of those who engage the office, 0 where they are no more. $version: day of this text.
q-consent = <b>May we keep your answers?</b>
    { $office } keeps your answers, and your name and contact if you give them, for this consultation only: { $days_count ->
        [one] one day
       *[other] { $days_count } days
    } at most after our last contact{ $client_count ->
        [0] {""}
       *[other] , { $client_count } if you engage us
    }.
    { $channel ->
        [telegram] Telegram keeps chats in its cloud, without end-to-end encryption:
        [console] What you type here stays on this machine. All the same:
        [web] What you write here goes to the office's own system alone. All the same:
        [line] LINE keeps what you write here on its servers:
       *[other] The service you write by ({ $channel }) may keep what you write:
    } <b>no passport or card numbers</b>, please.
    /privacy tells more, /forget erases all. <i>(Text of { $version })</i>
    .short = Consent
    .help = We may keep your answers only if you agree: press “I agree”, or type it. If you do not agree, we keep nothing but that, and you can still telephone the office.
# Above that question, for those who agreed to an earlier text
consent-anew = What we tell about your data has changed since you agreed. Your answers are still here; please read this once more.
c-consent-agree = I agree
    .typed = agree|i agree|yes|yes i agree|同意します|はい
c-consent-refuse = I do not agree
    .typed = disagree|i disagree|i don't agree|don't agree|not agree|refuse|no|n|同意しません|いいえ

## What the person wants, and the situation

q-goal = <b>What would you like to do?</b>
    .short = Your goal
    .help = This decides which points matter for you. 70 points are needed for the Highly Skilled Professional visa (HSP). For permanent residence, 70 or 80 points can shorten the wait. If nothing fits, choose “Something else” and a person will help you.
c-goal-hsp = Get a Highly Skilled Professional visa
    .typed = hsp|highly skilled|highly skilled professional|visa|points|hsp visa|hsp1|高度専門職
c-goal-pr = Get permanent residence
    .typed = pr|permanent|permanent residence|permanent residency|permanent resident|永住
# Law: 高度専門職2号
c-goal-hsp2 = Move to HSP (ii), no time limit
    .typed = hsp2|hsp ii|hsp 2|no time limit|unlimited|2号|高度専門職2号
c-goal-family = My family (bring them, their work...)
    .typed = family|my family|parents|spouse|wife|husband|children|helper|家族
c-goal-other = Something else: ask a person
    .typed = other|something else|else|person|human|その他

q-residence = <b>What is your visa now?</b>
    The status of residence is printed on your residence card. Trainee, specified skilled worker, visitor: press Another status.
    .short = Your visa now
    .help = This tells the office which procedure you would need, and how urgent it is. It does not change your points. A work visa: engineer, professor, manager and the like. Spouse or child visa: of a Japanese citizen or of a permanent resident.
c-residence-abroad = Not in Japan yet
    .typed = i am not in japan yet|abroad|not in japan|not yet|overseas|outside japan|海外
# Any ordinary status for work: Engineer/Specialist in Humanities/International Services, Professor, Business Manager ...
c-residence-work = A work visa
    .typed = work|work visa|working visa|engineer|humanities|business manager|professor|researcher|intra-company|就労
c-residence-hsp = Highly Skilled (HSP)
    .typed = hsp|highly skilled|highly skilled professional|highly skilled professional already|hsp already|高度専門職
c-residence-student = Student
    .typed = student visa|留学
# 家族滞在
c-residence-dependent = Dependent
    .typed = dependent visa|dependant|dependent of a worker|家族滞在
# 特定活動
c-residence-designated = Designated Activities
    .typed = designated|designated activity|designated activities visa|job hunting visa|working holiday|特定活動
# 日本人の配偶者等, 永住者の配偶者等
c-residence-spouse_of = Spouse or child visa
    .typed = spouse|spouse visa|spouse or child|spouse of a japanese|spouse of japanese|spouse of a permanent resident|child of a japanese|husband of a japanese|wife of a japanese|married to a japanese|配偶者|日本人の配偶者等|永住者の配偶者等
c-residence-long_term = Long-Term Resident
    .typed = long-term|long term|long term resident|定住者
c-residence-permanent = Permanent Resident
    .typed = permanent|permanent residence|pr|永住者
c-residence-other = Another status
    .typed = other|another|trainee|technical intern|specified skilled|specified skilled worker|ssw|visitor|tourist|temporary visitor|その他|技能実習|特定技能
c-residence-ran_out = My stay has expired
    .typed = expired|overstay|overstayed|my visa expired|my visa has expired|期限切れ
c-residence-no_status = No status, no visa
    .typed = none|no status|no visa at all|i have none|在留資格なし
# Offered by earlier versions, and in leads sent then: one choice for several of today's.
c-residence-expired = Expired, or none
c-residence-spouse = Spouse, long-term or permanent resident

q-activity = <b>What will your work in Japan mainly be?</b>
    .short = Kind of work
    .help = Japan has three points tables, one for each kind of work. Choose what you will really do most of the time, not what gives more points.
    .more = • <b>Research or teaching:</b> at a university, a research institute or the like.
    • <b>Specialist work:</b> work that needs university knowledge, for example in engineering, IT, finance, law or medicine.
    • <b>Running or managing a company:</b> as owner, director or manager of the business.
c-activity-research = Research or university teaching
    .typed = a|research|researcher|university teaching|professor|lecturer|academic|scientist|university|研究
c-activity-specialist = Specialist: engineer, IT, finance, law...
    .typed = b|specialist|engineer|engineering|it|programmer|developer|software|software engineer|finance|accounting|law|legal|consultant|marketing|エンジニア
c-activity-manage = Running or managing a company
    .typed = c|manage|management|manager|business|business manager|ceo|owner|founder|director|president|経営
c-activity-other = Something else
    .typed = other|something else|else|none|none of these|その他

# Asked of specialists: of most fields it follows that the next question, and one of the employer's, need no answer
q-work_field = <b>Which field is your own work in?</b>
    .short = Field of work
    .help = Choose what <b>you</b> do most of the time, not what your company does: an IT engineer at a bank chooses the first.
    .more = We ask because work about a foreign language or culture cannot use this visa, and some work with investments brings points. Of other work we need not ask it.
c-work_field-technical = IT, engineering, science, medicine
    .typed = it|engineering|engineer|software|software engineer|programmer|developer|science|medicine|medical|technical|data|data scientist|research and development|エンジニア
c-work_field-finance = Finance, funds, insurance
    .typed = finance|funds|fund|insurance|bank|banking|investment|investments|asset management|securities|trader|trading|金融
c-work_field-business = Law, accounting, sales, other business
    .typed = business|law|legal|accounting|accountant|lawyer|sales|marketing|hr|human resources|consulting|consultant|management consulting|logistics|other|other business|something else
c-work_field-language = Language, culture, foreign trade, PR, design
    .typed = language|languages|culture|translation|translator|interpreter|interpreting|teaching|teacher|language teacher|trade|foreign trade|overseas trade|pr|public relations|design|designer|通訳|翻訳

# Law: 国際業務 (work that needs thinking or feeling rooted in a foreign culture)
q-international_services = <b>Is your work itself mainly about a foreign language or culture?</b>
    For example translation, interpreting, language teaching, PR, overseas trade or design.
    .short = Language or culture work
    .help = Such work is called “international services” (国際業務). It cannot use the Highly Skilled Professional visa.
    .more = Speaking English or another language at work is not enough.
    .rest = The job title alone does not decide either: if the work mainly needs what one learns at university (for example marketing or trade, with a degree in commerce), answer <b>No</b>. If you are not sure, choose “I don't know”: a person will look at it.

## Points: the person

q-salary_yen = <b>How much will you be paid in the next 12 months, before tax?</b>
    In Japanese yen, from your main employer in Japan.
    .short = Yearly salary
    .help = We ask for the pay you <b>expect</b>, not for what you earned before.
    .more = <b>Counts:</b> base salary, fixed allowances (position, qualification, attendance, adjustment), and a bonus that is fixed or already decided. If a company abroad sends you to Japan, the pay from that company too. If you run a company: your pay from that company.
    .rest = <b>Does not count:</b> overtime, money for commuting, housing or family, a bonus that depends on results only, side jobs and second employers.
    <b>Staff will check:</b> fixed overtime in your contract, and allowances that are taxed. Please leave them out for now.
    .example = 6,500,000

q-birth_date = <b>When were you born?</b>
    .short = Date of birth
    .help = Age brings points to people under 40, and it changes the points for salary. Year, month and day are best. The year alone is often enough. Japanese years (平成6年) are fine too.
    .example = 1994-05-01

q-degrees = <b>Which degrees do you have?</b>
    Choose all that fit, then press “Done”.
    .short = Degrees
    .help = Only the best degree is counted.
    • <b>Bachelor's:</b> also a Japanese junior college (短期大学), technical college (高専) or 高度専門士. A 専門士 title does not count.
    .more = • <b>Professional degree:</b> from a professional graduate school, for example a law school. A JD counts here, not as a doctorate.
    • <b>MBA or MOT:</b> only if it is a professional degree (専門職学位, or equal abroad). If it is an academic master's degree, choose “Master's degree”.
    .rest = • Some diplomas that are not full degrees may not count. Staff will look at the certificate.
c-degrees-bachelor = Bachelor's degree or equal
    .typed = bachelor|bachelors|bachelor's|bachelor degree|bachelor's degree|ba|bs|bsc|b.sc.|b.a.|btech|undergraduate|university|college|学士|大卒
c-degrees-master = Master's degree
    .typed = master|masters|master's|master degree|ma|ms|msc|m.sc.|m.a.|修士
# Law: 専門職学位
c-degrees-professional = Professional degree (law school, JD...)
    .typed = professional|professional degree|jd|j.d.|law school|専門職学位
# Law: 経営管理に関する専門職学位
c-degrees-mba_mot = MBA or MOT (professional degree)
    .typed = mba|mot|mba or mot
c-degrees-doctorate = Doctorate (PhD)
    .typed = doctorate|doctor|doctoral|phd|ph.d.|dr|博士
c-degrees-none = None of these
    .typed = none|no|no degree|nothing|high school|none of them|なし

q-experience_years = <b>How long have you done this kind of work?</b>
    .short = Experience
    .help = Only years in the work you will do in Japan count.
    • Research or teaching: years of research, guiding research or teaching.
    • Specialist work: years in that work.
    • Management: years of running or managing a business.
    .more = Jobs at several employers add up, if each can show a certificate. Study, student part-time jobs and internships do not count.
    .example = 5 years

q-japanese = <b>Which proof of Japanese do you have?</b>
    .short = Japanese
    .help = Only a certificate or a degree counts, even if you speak very well.
    • N1, or 480 points or more in the BJT business Japanese test.
    • N2, or 400 points or more in the BJT.
    • A degree in Japanese from a university outside Japan.
    Choose the strongest one you have: N1 and a degree in Japanese bring the same points.
c-japanese-n1 = JLPT N1, or BJT 480 or more
    .typed = n1|jlpt n1|jlpt1|bjt 480|bjt 480+|日本語能力試験n1|1級
c-japanese-n2 = JLPT N2, or BJT 400 to 479
    .typed = n2|jlpt n2|jlpt2|bjt 400|bjt 400+|日本語能力試験n2|2級
c-japanese-japanese_major_abroad = Degree in Japanese from a foreign university
    .typed = degree in japanese|japanese degree|japanese major|japanese studies|major in japanese
c-japanese-none = None of these
    .typed = none|no|nothing|n3|n4|n5|jlpt n3|jlpt n4|jlpt n5|none of them|なし

q-research = <b>Which research results do you have?</b>
    Choose all that fit, then press “Done”.
    .short = Research results
    .help = Each kind has its own number. Fewer than that do not count.
    • <b>Patent:</b> 1 or more, with you as inventor.
    • <b>Grants:</b> you took part 3 times or more in research paid by a foreign government.
    .more = • <b>Papers:</b> 3 or more in journals of a recognised database, with you as responsible (corresponding) author.
    • <b>Another achievement:</b> for example a famous award. The Minister of Justice decides case by case, so staff will look at it with you.
c-research-patents = Patent as inventor (1 or more)
    .typed = patent|patents|inventor|invention|特許
c-research-foreign_grants = Foreign government grants (3 or more)
    .typed = grant|grants|foreign grants|government grants|補助金
c-research-papers = Papers as responsible author (3 or more)
    .typed = paper|papers|publications|articles|journal papers|論文
c-research-recognised = Another recognised achievement
    .typed = another|other|award|awards|achievement|受賞
c-research-none = None of these
    .typed = none|no|nothing|none of them|なし

q-position = <b>What is your position in the company?</b>
    .short = Position
    .help = For people who run or manage a company.
    • <b>Representative:</b> you may sign for the company: representative director (代表取締役), representative executive officer, or managing member who represents it.
    • <b>Director:</b> director (取締役), executive officer (執行役) or managing member without that right.
    The company register (登記事項証明書) shows it.
c-position-representative = Representative director or equal
    .typed = representative|representative director|ceo|president|owner|代表取締役|代表
c-position-director = Director or executive officer
    .typed = director|executive officer|executive|officer|board member|取締役|執行役
c-position-none = Neither of these
    .typed = none|no|neither|manager|none of these|なし

q-japanese_degree = <b>Do you have a degree from a university in Japan?</b>
    .short = Degree from Japan
    .help = A degree from a Japanese university or graduate school counts. A title from a vocational school (専門学校) does not.

q-licences = <b>How many Japanese licences or IT exams do you have for this work?</b>
    .short = Licences, IT exams
    .help = <b>Counts:</b> Japanese national licences for this work, for example lawyer, doctor, certified public accountant or 技術士. Also IT exams of the official list, for example 基本情報技術者, 応用情報技術者 or 情報処理安全確保支援士, and some IT exams of other Asian countries.
    .more = <b>Does not count:</b> IT Passport, company certificates (for example of a cloud provider), driving licences.
    .example = 1

q-designated_university = <b>Is your university on the official lists?</b>
    .short = Listed university
    .help = The Immigration Services Agency has three lists, each a file of its own. One is enough, so please look in all of them:
    • high places in world rankings: www.moj.go.jp/isa/content/001335478.pdf
    • Japanese universities of the Top Global University project (スーパーグローバル大学創成支援事業)
    .more = • partner schools of the JICA project “Innovative Asia”: www.moj.go.jp/isa/content/930001659.pdf
    The lists change: please look at the newest ones.
    If you cannot find out, choose “I don't know”: staff will check.

## Points: the employer. $whose, in all of them: own for who runs a company, employer for who works for one, either
## while that is not known.

# Several of them on one screen: what only the employer knows
sheet-employer = { $whose ->
    [own] <b>What is true of your company?</b>
        Press what you are sure of.
   *[employer] <b>What is true of your employer?</b>
        HR knows. Press what you are sure of.
    }
    .help = { $whose ->
        [own] Each of these can bring points if a paper proves it.
       *[employer] Each of these can bring points if a paper of your employer proves it. You can ask HR for all of them together, later too.
    }
        What you leave stays “not known”: it is not counted as No. To take a choice back, press it again. Press ℹ️ with a number to read about that line.
    .unknown = { $whose ->
        [own] I don't know: look it up later
       *[employer] I don't know: ask HR later
    }

# Law: 経営・管理の上陸許可基準, since 2025-10-16. Asked of managers, several on one screen
sheet-manager = <b>Since 16 October 2025 company managers need more. What is in order?</b>
    Press what you are sure of.
    .help = Offices say that these rules bind the Highly Skilled Professional visa for managers too. They bring no points. Staff will confirm each of them with you.
    What you leave stays “not known”. To take a choice back, press it again. Press ℹ️ with a number to read about that line.
    .unknown = I don't know: look it up later

q-capital_30m_yen = <b>Does your company have capital of 30 million yen or more?</b>
    .short = Capital of 30 million yen
    .help = It may be a company that you will found: then answer what it will have. Staff will confirm what counts as capital.

q-full_time_employee = <b>Does your company have a full-time employee?</b>
    .short = Full-time employee
    .help = At least one, who is Japanese, a permanent or special permanent resident, a spouse of one of them and the like. Staff will confirm who counts.

q-japanese_b2_in_company = <b>Do you, or a full-time employee, have good Japanese (level B2)?</b>
    .short = Good Japanese (B2)
    .help = One of the two is enough: you or a full-time employee. Which examinations prove it, staff will confirm.

q-business_plan_checked = <b>Has a specialist checked your business plan?</b>
    .short = Checked business plan
    .help = The plan must be checked by a specialist. Who can do that, staff will confirm.

q-office_apart_from_home = <b>Does your company have an office apart from your home?</b>
    .short = Office apart from home
    .help = In principle an office at home is not accepted. Staff will confirm your case.

# Law: イノベーション促進支援措置
q-employer_innovation_support = <b>Does { $whose ->
        [own] your company
        [employer] your employer
       *[either] your employer (or the company you run)
    } have an official approval or subsidy for innovation?</b>
    .short = Innovation support
    .help = Some companies have an approval or a subsidy under special laws (イノベーション促進支援措置). { $whose ->
        [own] Please look for the document:
       *[employer] Please ask your HR department for the document:
    } the approval, or the notice of the subsidy (交付決定通知書). Without it, choose “I don't know”.

# Law: 中小企業者, 中小企業基本法第2条第1項
q-employer_sme = <b>Is { $whose ->
        [own] your company
        [employer] your employer
       *[either] your employer (or the company you run)
    } small or medium-sized?</b>
    .short = Small or medium company
    .help = It is, if <b>one</b> of the two numbers is not above the limit (capital, or number of staff):
    • Manufacturing and most others: 300 million yen, or 300 people
    • Wholesale: 100 million yen, or 100 people
    • Services: 50 million yen, or 100 people
    • Retail: 50 million yen, or 50 people
    .more = This brings points only together with innovation support or high R&amp;D costs.

# Law: 地方公共団体の支援措置
q-employer_local_support = <b>Does { $whose ->
        [own] your company
        [employer] your employer
       *[either] your employer (or the company you run)
    } get support from a prefecture or city for hiring foreign specialists?</b>
    .short = City or prefecture support
    .help = Some prefectures and cities have support schemes that the Minister of Justice recognised. { $whose ->
        [own] Please look for the document.
       *[employer] Please ask your HR department for the document.
    } Without it, choose “I don't know”.

# Law: 成長分野における先端的事業
q-growth_field = <b>Will you work on an officially recognised project in a growth field?</b>
    .short = Growth-field project
    .help = The Minister of Justice recognises advanced projects of companies and institutes. A modern field alone, for example AI, is not enough: the project itself must be on the list. { $whose ->
        [own] Please look for the project document that names your part.
       *[employer] Please ask your HR department for the project document that names your part.
    }

# Law: 投資運用業等
q-investment_management = <b>Will you work in investment management at a registered firm?</b>
    .short = Investment work
    .help = This means investment management, investment advice or certain fund business at a firm that is registered in Japan for it, and you do that work yourself. { $whose ->
        [own] The registration notice shows it.
       *[employer] Your HR department can tell you and has the registration notice.
    }

q-degrees_in_different_fields = <b>Do you have two or more graduate degrees in different fields?</b>
    .short = Degrees in different fields
    .help = Master's, doctoral and professional degrees count, in any mix, if the certificates or transcripts show different fields. For example an MBA and a master's degree in engineering. Bachelor's degrees do not count here.

# Law: 試験研究費等比率
q-employer_rd_ratio = <b>What share of its sales does { $whose ->
        [own] your company
        [employer] your employer
       *[either] your employer (or the company you run)
    } spend on research and development (R&amp;D)?</b>
    .short = R&amp;D share
    .help = Points are given at small or medium-sized companies when R&amp;D costs are more than 3% of sales (exactly 3% is not enough) in the last business year before you apply.
    .more = If you apply within two months after its end, it may be the year before. { $whose ->
        [own] It is proved by the yearly accounts, or by a letter from a tax accountant.
       *[employer] Please ask your company's accounting: they need the yearly accounts, or a letter from a tax accountant.
    }
    .example = 3.5%

# Law: 法務大臣が告示で定める研修
q-designated_training = <b>Did you do a JICA “Innovative Asia” training?</b>
    .short = JICA training
    .help = It is a training in Japan of one year or more under the Innovative Asia project. JICA gives a certificate. Other JICA courses do not count.

q-designated_training_at_japanese_university = <b>Did that training use classes at a Japanese university?</b>
    .short = Where the training was
    .help = It matters only if you also have a degree from a Japanese university: then the two may not both be counted.

q-foreign_qualification = <b>Do you have a foreign qualification or award for this work that is on the official list?</b>
    .short = Foreign qualification
    .help = The Immigration Services Agency has a list of foreign qualifications and awards. Most certificates are not on it. The list changes: please look at the newest one.
    www.moj.go.jp/isa/content/930001661.pdf
    If you are not sure, choose “I don't know”: staff will check.

q-invested_100m_yen = <b>Have you invested 100 million yen or more of your own in the business you run?</b>
    .short = Own investment
    .help = It must be your own money, paid into the business in Japan that you manage. Papers on the capital show it.

## The outcome

# $goal: what the person came for; own_way where permanent residence is open to them without points too. $left_count: questions that could still change single lines. $mark: the points needed. Also given: $verdict, $total,
# $least, $greatest (of the first table).
# $verdict: what is settled. When it is blocked, a condition is not met, whatever the points.
q-thorough = { $verdict ->
    [blocked] <b>One condition is not met, so the points cannot decide.</b>
   *[other] <b>We know enough for your result.</b>
}
    { $goal ->
        [own_way] You have a way of your own to permanent residence, without points. With points it may be sooner: for that we ask { $left_count ->
            [one] one more question.
           *[other] up to { $left_count } more questions.
        }
        [pr] More questions could still change your points, but not the answer about permanent residence. Questions left: { $left_count }.
        [hsp2] More questions could still change your points, but not the answer about HSP (ii). Questions left: { $left_count }.
        [family] More questions could still change your points, but not the answer about your family. Questions left: { $left_count }.
       *[other] { $left_count ->
            [one] One more question could still change your points, but not whether you reach { $mark }.
           *[other] { $left_count } more questions could still change your points, but not whether you reach { $mark }.
        }
    }
    .short = Go on or stop
    .help = The points needed for your goal are settled by now. With the other questions your total becomes more exact, and the office sees a fuller picture.
c-thorough-stop = Show my result
    .typed = stop|result|show|show result|my result|finish|enough
c-thorough-go_on = Ask me the rest
    .typed = go on|continue|more|rest|ask me|the rest

## Questions of the parts that open from the result

q-hsp_kind = <b>Which Highly Skilled Professional status do you have?</b>
    It is on your residence card; the letter is on the paper in your passport (指定書).
    .short = Kind of Highly Skilled Professional
    .help = (i) is the first stage with 5 years: a for research, b for specialists, c for managers. (ii) has no time limit. J-Skip is the special route for high pay; its note is on the back of the card.
c-hsp_kind-hsp1a = HSP (i) a: research
    .typed = a|i a|1a|research
c-hsp_kind-hsp1b = HSP (i) b: specialist
    .typed = b|i b|1b|specialist
c-hsp_kind-hsp1c = HSP (i) c: management
    .typed = c|i c|1c|manager|management
c-hsp_kind-hsp2 = HSP (ii), no time limit
    .typed = ii|2|no limit
c-hsp_kind-j_skip = J-Skip
    .typed = jskip|j skip|special
q-employer_change = <b>Are you changing employers, or did you, since your last permission?</b>
    .short = Changing employers
    .help = With HSP (i) the permission names your employer. A new employer needs a new permission before you start there, so we say this first.
q-new_employer_since = <b>When did you start work at the new employer, or when will you?</b>
    .short = Start at the new employer
    .help = With HSP (i) the new permission must come before you start there. If you work there already, the office must know it at once.
    .unknown = Skip
    .example = 2027-01
q-status_since = <b>Since when have you had this status?</b>
    The day, or the month, when you first became a Highly Skilled Professional.
    .short = Day you got this status
    .help = Renewals do not matter: give the first day. A month will do; we then count from its last day.
    .example = 2024-04-15
q-resident_since = <b>Since when have you been a Long-Term Resident?</b>
    The day, or the month, when you first got this status.
    .short = Long-Term Resident since
    .help = Long-term residents have a way of their own to permanent residence, without points. It counts the years with this status. Renewals do not matter: give the first day.
    .example = 2020-09
q-in_japan_since = <b>Since when have you lived in Japan without a break?</b>
    .short = In Japan since
    .help = Short trips abroad are no break as long as you kept your status.
    .example = 2021-09
q-married_since = <b>Are you married to a Japanese citizen or a permanent resident?</b>
    If yes: since when? Type the month.
    .short = Married to a Japanese or PR
    .help = Their husbands and wives have a way of their own to permanent residence, without points and with any visa. It counts the years of marriage. If you came as a child of a Japanese citizen or of a permanent resident, press “No”: staff look at what a child needs.
    .example = 2020-06
c-married_since-none = No
    .typed = no|n|none|not married|single|unmarried|no i am not|i am not married|i'm not married|not to a japanese|married to a foreigner|my wife is not japanese|my husband is not japanese|いいえ|独身
q-salary_before = <b>How much was your yearly pay before?</b>
    In yen, before tax.
    .short = Pay before
    .help = If it changed several times, give the lowest of the last 3 years.
    .example = 5,500,000
q-salary_since = <b>Since when has your pay been as it is today?</b>
    .short = Today's pay since
    .help = A month will do.
    .example = 2025-04
q-japanese_before = <b>Which level of Japanese could you prove before?</b>
    .short = Japanese before
    .help = What counts is the certificate or degree you held, not how well you spoke.
c-japanese_before-n1 = JLPT N1, or BJT 480 or more
    .typed = n1|jlpt n1
c-japanese_before-n2 = JLPT N2, or BJT 400 or more
    .typed = n2|jlpt n2
c-japanese_before-japanese_major_abroad = Degree in Japanese from abroad
    .typed = major|degree in japanese
c-japanese_before-none = None of these
    .typed = none|no|nothing|n3|n4|n5|jlpt n3|jlpt n4|jlpt n5
q-japanese_since = <b>Since when have you held today's certificate?</b>
    .short = Certificate since
    .help = The day of the result. A month will do.
    .example = 2025-08
q-degrees_before = <b>Which degrees did you have before?</b>
    .short = Degrees before
    .help = Leave out the one that came later.
c-degrees_before-bachelor = Bachelor
    .typed = bachelor|university|bachelors
c-degrees_before-master = Master
    .typed = master|masters
c-degrees_before-professional = Professional degree (law school, JD...)
    .typed = professional|jd
c-degrees_before-mba_mot = MBA or MOT
    .typed = mba|mot
c-degrees_before-doctorate = Doctorate (PhD)
    .typed = phd|doctor|doctorate
c-degrees_before-none = None of these
    .typed = none|no|nothing
q-degrees_since = <b>When did you get the newest degree?</b>
    .short = Newest degree
    .help = The day of graduation. A month will do.
    .example = 2024-03
q-japanese_degree_since = <b>When did you get your degree from Japan?</b>
    .short = Degree from Japan since
    .help = The day of graduation of the first one. A month will do.
    .example = 2019-03
q-designated_university_since = <b>When did you get the degree from the listed university?</b>
    .short = Listed degree since
    .help = The day of graduation. A month will do.
    .example = 2019-03
q-degrees_in_different_fields_since = <b>Since when have you had two graduate degrees in different fields?</b>
    .short = Two degrees since
    .help = The day you got the second one. A month will do.
    .example = 2022-03
q-research_since = <b>Since when have you had the research results that you chose?</b>
    .short = Research results since
    .help = The day from which each kind you chose was complete: the patent, the third grant, the third paper. A month will do.
    .example = 2023-10
q-research_before = <b>Which of these did you have before that already?</b>
    .short = Research results before
    .help = Each kind counts by itself. Tick what you have had for the last 3 years or longer. What is newer, leave out.
c-research_before-patents = Patent as inventor (1 or more)
    .typed = patent|patents|inventor
c-research_before-foreign_grants = Foreign government grants (3 or more)
    .typed = grant|grants
c-research_before-papers = Papers as responsible author (3 or more)
    .typed = paper|papers
c-research_before-recognised = Another recognised achievement
    .typed = another|other|award
c-research_before-none = None of these
    .typed = none|no|nothing
q-licences_since = <b>Since when have you held the licences and IT exams that you counted?</b>
    .short = Licences since
    .help = The day of the newest one. A month will do.
    .example = 2023-06
q-licences_before = <b>How many licences and IT exams did you have before that?</b>
    .short = Licences before
    .help = Without the newest one. One brings points too, two or more bring more.
    .example = 1
q-training_since = <b>When did you finish the JICA training?</b>
    .short = JICA training since
    .help = The day on the certificate. A month will do.
    .example = 2022-03
q-foreign_qualification_since = <b>Since when have you had the foreign qualification or award?</b>
    .short = Foreign qualification since
    .help = The day on the certificate. A month will do.
    .example = 2022-03
q-employer_since = <b>Since when has all this been true of your employer?</b>
    .short = Employer as today since
    .help = We mean what you told us of the company: support, size, research and development, field. If one thing came later, give that day. If you came later, give your first day there. A month will do.
    .example = 2022-04
q-employer_before = <b>What was true of your employer before that?</b>
    If you changed jobs: of the employer before.
    .short = Employer before
    .help = Tick what was surely true for all of the last 3 years before that day, then press “Done”. High R&amp;D costs: more than 3% of sales. If you do not know, HR can tell you.
c-employer_before-innovation_support = Innovation support
    .typed = innovation
c-employer_before-sme = Small or medium company
    .typed = sme|small
c-employer_before-rd_ratio = High R&amp;D costs
    .typed = rd|research and development
c-employer_before-local_support = City or prefecture support
    .typed = local|city|prefecture
c-employer_before-growth_field = Growth-field project
    .typed = growth
c-employer_before-investment_management = Investment work
    .typed = investment
c-employer_before-none = None of these
    .typed = none|no|nothing
q-position_since = <b>Since when have you held this position?</b>
    .short = Position since
    .help = The day in the company register. A month will do.
    .example = 2022-04
q-position_before = <b>What was your position before that?</b>
    .short = Position before
    .help = In this company, or in one you ran before. If it changed several times, give the lowest of the last 3 years.
c-position_before-representative = Representative director or equal
    .typed = representative|ceo|owner
c-position_before-director = Director or executive officer
    .typed = director|executive officer
c-position_before-none = Neither of these
    .typed = none|no|neither
q-investment_since = <b>Since when has your investment been 100 million yen or more?</b>
    .short = Investment since
    .help = The day on which that sum was paid in. A month will do.
    .example = 2022-04
q-longest_trip_days = <b>What was your longest trip abroad in the last 3 years, in days?</b>
    .short = Longest trip abroad (days)
    .help = For permanent residence the years in Japan must go on without a break. A long trip can start them anew, also if you kept your status. Passport stamps help.
    .example = 21
q-days_abroad_a_year = <b>How many days were you abroad in the year with the most trips?</b>
    Of the last 3 years, all trips of that year together.
    .short = Days abroad in a year
    .help = Many days abroad in one year can start the years in Japan anew. About right is enough.
    .example = 40
q-in_order = <b>Which of these are true for you?</b>
    Tick what is surely true, then press “Done”. What you leave open, staff will look at with you.
    .short = Taxes, pension and the like
    .help = Permanent residence looks at more than points. One missing tick does not mean no: it means that a person should look first.
c-in_order-tax = Taxes all paid on time
    .typed = tax|taxes
c-in_order-pension = Pension all paid on time
    .typed = pension
c-in_order-insurance = Health insurance paid on time
    .typed = insurance|health insurance
c-in_order-fines = No fines or punishment
    .typed = fines|no fines
c-in_order-notified = Moves and job changes notified
    .typed = notified|notices
c-in_order-longest_period = Period of stay 3 or 5 years
    .typed = period|3 years|5 years
c-in_order-landing = Same kind of work as my status
    .typed = work|same work
c-in_order-guarantor = I can find a guarantor
    .typed = guarantor
c-in_order-none = None of these
    .typed = none|no|nothing
q-has_children = <b>Do you or your spouse have children?</b>
    .short = Children
    .help = Adopted children count. For some rules the child must be under 7 or under 13.
q-youngest_child = <b>When was the youngest child born?</b>
    .short = Youngest child
    .help = Day, month or year. With a month or a year we take its first day, so that nothing is promised too long.
    .example = 2022-06-10
q-pregnancy = <b>Are you or your spouse expecting a child?</b>
    .short = Pregnancy
    .help = Parents may also come to help during pregnancy. You need not answer.
q-household_income_yen = <b>How much do you and your spouse earn a year together?</b>
    In yen, before tax. Nobody else's income counts.
    .short = Income of you and your spouse
    .help = For parents to come, and for a domestic worker, the income of the two of you is added.
    .example = 9,000,000
q-work_since = <b>Since when have you done this kind of work without a break?</b>
    .short = Working since
    .help = The day your newest stretch of this work began; changing employers without a gap is no break. With it the days on which your years are full become exact.
    .example = 2019-04-01
q-work_begins = <b>From when will you do this work in Japan?</b>
    .short = Work begins
    .help = Age and years of work are counted for the day you apply. With the month in which the work begins, we count the points for that time.
    .example = { $year }-04
q-plan = <b>Is there something you plan?</b>
    We show what it would do to your points.
    .short = Plan
    .help = For example an examination in December, a raise in April, or a degree you will finish.
c-plan-n1 = Pass JLPT N1
    .typed = n1|jlpt n1
c-plan-n2 = Pass JLPT N2
    .typed = n2|jlpt n2
c-plan-raise = A raise, or a better paid job
    .typed = raise|more pay|new job
c-plan-master = Finish a master's degree
    .typed = master|masters
c-plan-doctorate = Finish a doctorate
    .typed = phd|doctorate
c-plan-none = Nothing planned
    .typed = none|no|nothing
q-plan_salary = <b>How much would you earn a year then?</b>
    In yen, before tax.
    .short = Pay planned
    .help = The same rules as for your pay today: bonus in if it is fixed, overtime and commuting out.
    .example = 8,000,000
q-plan_day = <b>From when?</b>
    .short = Planned from
    .help = The day the result, the pay or the degree will be yours. With a month or a year we take its last day.
    .example = { $year }-04
q-own_words = What you told us beside the questions
    .short = In your words
q-papers_in_hand = Papers in hand
    .short = Papers in hand

## The hand-off to the office

q-note = <b>What can the office do for you?</b>
    One or two sentences are enough.
    .short = What it is about
    .help = Staff read this first, so that they can answer well. Please send no passport or card numbers.
    .example = My company offers me a new job and I would like advice on my visa.
    .unknown = Skip
q-stay_until = <b>Until which day may you stay in Japan?</b>
    It is printed on your residence card as the expiry of your period of stay. A month will do.
    .short = Stay until
    .help = The office looks at this first: an application must be filed before that day. Please type the date, and send no photo of the card.
    .example = { $year }-03-31
    .unknown = Skip
c-stay_until-none = There is no such day on my card
    .typed = none|no|no date|no expiry|i have none|unlimited
q-status_as_on_card = <b>Which status of residence is on your card?</b>
    Choose one, or type what the card says.
    .short = Status on the card
    .help = The words are on the front of the residence card, in Japanese and in English.
    .example = Cultural Activities
    .unknown = Skip
c-status_as_on_card-engineer = Engineer / Humanities / Int'l Services
    .typed = engineer|engineer/specialist in humanities/international services|engineer / specialist in humanities / international services|specialist in humanities|humanities|gijinkoku|技術・人文知識・国際業務|技人国
c-status_as_on_card-hsp1 = Highly Skilled Professional (i)
    .typed = hsp|hsp1|hsp 1|highly skilled professional|高度専門職1号|高度専門職
c-status_as_on_card-manager = Business Manager
    .typed = manager|business management|経営・管理
c-status_as_on_card-intra_company = Intra-company Transferee
    .typed = intra company|intra-company|ict|企業内転勤
c-status_as_on_card-skilled_labour = Skilled Labor
    .typed = skilled labour|skilled labor|cook|技能
c-status_as_on_card-specified_skilled = Specified Skilled Worker
    .typed = ssw|tokutei ginou|tokutei gino|特定技能
c-status_as_on_card-trainee = Technical Intern Training
    .typed = trainee|technical intern|intern training|技能実習
c-status_as_on_card-designated = Designated Activities
    .typed = designated|tokutei katsudo|特定活動
c-status_as_on_card-spouse = Spouse or Child of a Japanese or PR
    .typed = spouse|spouse or child of japanese national|spouse of japanese|日本人の配偶者等|永住者の配偶者等
c-status_as_on_card-long_term = Long-Term Resident
    .typed = long term|long-term|teijusha|定住者
c-status_as_on_card-visitor = Temporary Visitor
    .typed = visitor|tourist|short stay|短期滞在
q-lives_in = <b>Where do you live, and when can you be reached?</b>
    Town and country, and the hours that suit you.
    .short = Place and hours
    .help = The office calls and writes at hours that suit you, also in another time zone.
    .example = Bangalore, India; weekdays after 18:00
    .unknown = Skip
q-talk_language = <b>In which language would you like to talk with the office?</b>
    .short = Language of the talk
    .help = Staff write to you here in the language you have chosen for this chat. This is about talking with them.
    .unknown = Skip
c-talk_language-any = Any of these
    .typed = any|any language|anything|whatever|either|both|all fine|any is fine|any way|anyway|no preference|don't care|dont care|doesn't matter|i don't mind|don't mind
c-talk_language-own_interpreter = I bring somebody who interprets
    .typed = own interpreter|i bring an interpreter|my friend|friend|my husband|my wife
c-talk_language-interpreter = I need an interpreter
    .typed = interpreter|english|need interpreter|need an interpreter
q-nationality = <b>What is your nationality?</b>
    .short = Nationality
    .help = The office asks for it because some papers depend on it.
    .example = Philippines
    .unknown = Skip
q-employer = <b>What is the name of your employer?</b>
    .short = Employer
    .help = The office asks for it because the papers depend on what kind of company it is.
    .example = Example Systems Ltd.
    .unknown = Skip
q-name = <b>What is your name?</b>
    .short = Name
    .help = So that the office knows how to address you. A name as you use it every day is fine.
    .example = Maria Santos
    .unknown = Skip
q-contact_way = <b>How should the office answer you?</b>
    .short = Contact by
    .help = Whatever you choose, you can always write here as well.
    .unknown = Skip
c-contact_way-any = Any way
    .typed = any|any way|anyhow|anything|either|either is fine|both are fine|anything is fine|any is fine|whatever|all|no preference|any of these|all of these|どれでも
c-contact_way-here = In this chat
    .typed = here|chat|telegram|this chat|ここ
c-contact_way-phone = Phone
    .typed = phone|telephone|call|call me|tel|電話
c-contact_way-email = E-mail
    .typed = email|e-mail|mail|メール
q-contact = <b>Please give your telephone number or e-mail address.</b>
    For a number abroad, please start with + and the country code.
    .short = Phone or e-mail
    .help = The office uses it for this consultation only.
    .example = +81 90 1234 5678
    .unknown = Skip
q-consultation = <b>How would you like to talk with us?</b>
    .short = Kind of consultation
    .help = The office will confirm it with you. You can also ask about the cost first.
    .unknown = I don't know yet
q-half_days = <b>When would suit you?</b>
    Choose up to 3 half-days (Japan time), then press “Done”. The office will tell you the exact time.
    .short = Good times
    .help = These are wishes, not bookings. The office answers with a time.
    .unknown = Skip
c-half_days-any = Any time
    .typed = any|anything|anytime|any day|whenever|whatever|always|all|any time is fine|any day is fine|anything is fine|either is fine|no preference|いつでも
c-half_days-none = None of these fits
    .typed = none|no|none of these|another time|other
