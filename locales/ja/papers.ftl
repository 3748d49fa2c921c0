### 点数を証明する書類と、申請そのもの(書類、手順、期間、手数料)に関する文言。
###
### 読むのはスマートフォンを使う相談者で、日本語が母語でない人も多い。短く、やさしく、です・ます調で。許可を約束しない。
### 名前が -line で終わる文言は行として続く。
### 英語版が変わったら訳を確かめ、その後に: python -m bot.words.digests ja papers.ftl

## 書類の組み合わせ

paper-smallest = <b>次の書類{ $count }点で{ $mark }点を証明できます</b>（証明できる点数：{ $total }点）
paper-line = <b>{ $number }. { $label }</b>（{ $names }）
    証明する項目：{ $rows }
    { $where }{ $days_count ->
        [0] { "" }
       *[other] （目安{ $days_count }日）
    }
paper-pitfall-line = ⚠️ { $text }
paper-general-line = ・{ $text }
paper-also = 場合によって必要な書類：{ $papers }
paper-staff-confirms = この中には、事務所が確認する点数や書類があります。
paper-not-reached = <b>今のところ{ $total }点で、{ $mark }点が必要です。</b>今ある点数の書類は次のとおりです。
paper-blocked = <b>満たしていない条件があるため、書類だけではまだ足りません。</b>今ある点数の書類は次のとおりです。

paper-row-line = <b>{ $label }：</b>{ $papers }
paper-both-days = 永住許可では2つの日の点数を証明するため、前の日についての書類も必要なことがあります。

paper-reserve = <b>認められない項目があったときの備え</b>
paper-reserve-add-line = ・{ $count ->
    [1] { $rows }
   *[other] { $rows }のどれか1つ
}が認められない場合：{ $papers }があれば{ $total }点を保てます。
paper-reserve-enough-line = ・{ $count ->
    [1] { $rows }
   *[other] { $rows }のどれか1つ
}が認められない場合：上の書類だけで{ $total }点あります。
paper-reserve-none-line = ・{ $count ->
    [1] { $rows }
   *[other] { $rows }のどれか1つ
}が認められない場合：代わりになる書類がありません。

paper-levels = <b>今の証明の状況</b>
    ご回答では：{ $claimed }
    お手元の書類では：{ $in_hand }
    事務所が確認済み：{ $confirmed }
paper-card = <b>書類：</b>回答では{ $claimed }、書類あり：{ $in_hand }、事務所が確認済み：{ $confirmed }
paper-points = { $points }点
paper-dash = まだなし
paper-about = すべての項目を証明する必要はなく、必要な点数に届く分だけで足ります。入手先と日数は当方の目安です。お持ちいただく書類は事務所から正確にご案内します。

## 書類の呼び名

paper-passport = パスポート
paper-pay-forecast = 年収見込証明書
paper-contract = 雇用契約書又は内定通知書
paper-pay-minutes = 役員報酬を決めた議事録
paper-graduation = 卒業証明書
paper-degree = 学位の証明書
paper-two-fields = 分野の違いが分かる学位の証明書
paper-transcript = 成績証明書（分野が分からないとき）
paper-employment = 在職証明書
paper-past-employment = 以前の勤務先の退職証明書
paper-management = 経営・管理の経験を示す資料
paper-patent = 特許証の写し
paper-grants = 補助金などの交付決定書の写し
paper-paper-list = 論文一覧
paper-other-research = その他の研究業績の資料
paper-licence = 資格証や合格証明書の写し
paper-company-registry = 会社の登記事項証明書
paper-innovation = 勤務先の認定書や補助金の通知書の写し
paper-company-size = 勤務先の規模が分かる資料
paper-local-support = 地方公共団体の支援決定書
paper-accounts = 試験研究費と売上高が分かる財務諸表
paper-accountant-letter = 税理士・公認会計士などの書面
paper-foreign-qualification = 外国の資格証明書や表彰状の写し
paper-n1 = N1合格証明書又はBJT480点以上の成績証明書
paper-japanese-major = 日本語専攻の卒業証明書
paper-n2 = N2合格証明書又はBJT400点以上の成績証明書
paper-growth-project = 事業とご自身の役割が分かる書面
paper-university-list = 大学に印を付けた対象大学の一覧
paper-training = JICA研修の修了証明書
paper-investment = 出資を示す資料
paper-firm-registration = 金融商品取引業の登録済通知書の写し
paper-fund-duties = 職務内容の書面
# 永住許可申請のために窓口で取るもの
paper-household-register = 住民票（世帯全員）
paper-resident-tax = 住民税の課税証明書と納税証明書
paper-national-tax = 国税の納税証明書（その3）

## 入手先。後ろに「（目安7日）」が続く。句点は付けない

paper-where-own = ご自身でお持ちのものです
paper-where-employer = 勤務先に依頼します
paper-where-past-employer = 以前の各勤務先に依頼します
paper-where-company = ご自身の会社で用意します
paper-where-school = 卒業した大学に依頼します
paper-where-grantor = 交付や評価をした機関に依頼します
paper-where-self-written = ご自身で作成します
paper-where-exam-body = 発行した機関に依頼します
paper-where-legal-bureau = 法務局で取得します
paper-where-accountant = 会社の税理士などに依頼します
paper-where-project = 関係省庁又は事業者に依頼します
paper-where-agency-site = 出入国在留管理庁のサイトにあります
paper-where-jica = JICAに依頼します
paper-where-city-hall = 市区町村の役所で取得します
paper-where-tax-office = 税務署で取得します

## 書類の頼み方。窓口で見せる、又は勤務先などに送る文。ほかの言語では、同じ名前の文言がその意味になる。

paper-say-title = <b>まだお持ちでない書類の頼み方</b>
paper-say-about = 次の文を、窓口で見せるか、そのまま送ってください。お名前を書き添えてください。
paper-say-nothing = これらの書類は、すべてお手元にあります。
paper-say-and-mean = <b>{ $label }</b>：{ $where }
    <code>{ $say }</code>
    意味：{ $means }
# 日本語でお読みの方へ
paper-say = <b>{ $label }</b>：{ $where }
    <code>{ $say }</code>
paper-say-own = <b>{ $label }</b>：{ $where }。どなたにも頼む必要はありません。
paper-say-at-counter = すみません。出入国在留管理局での申請に必要です。{ $paper }よろしくお願いいたします。
paper-say-by-message = お世話になっております。出入国在留管理局での申請に必要なため、ご連絡いたしました。{ $paper }お手数をおかけしますが、よろしくお願いいたします。
paper-say-pay-forecast = 残業代、通勤手当、扶養手当及び住宅手当を除いた、これから1年間の年収見込証明書を1通、発行していただけますでしょうか。
paper-say-contract = 私の雇用契約書の写しを1部いただけますでしょうか。入社前の場合は、採用内定通知書の写しをお願いいたします。
paper-say-pay-minutes = 私の役員報酬を定める株主総会議事録の写しを1部、報酬額が分かる形でいただけますでしょうか。
paper-say-graduation = 卒業証明書を1通、発行していただけますでしょうか。学位の種類（学士、修士、博士など）も記載してください。
paper-say-degree = 学位取得の証明書を1通、発行していただけますでしょうか。学位の種類（学士、修士、博士など）も記載してください。
paper-say-two-fields = 専攻分野が分かる学位証明書を、学位ごとに1通ずつ発行していただけますでしょうか。
paper-say-transcript = 専攻分野が分かる成績証明書を1通、発行していただけますでしょうか。
paper-say-employment = 在職証明書を1通、発行していただけますでしょうか。入社日から現在までの在職期間と、具体的な職務内容も記載してください。
paper-say-past-employment = 退職証明書を1通、発行していただけますでしょうか。在職した期間と、具体的な職務内容も記載してください。
paper-say-management = 私が事業の経営又は管理に従事したことを示す資料（役職と期間が分かるもの）を1部いただけますでしょうか。
paper-say-grants = 私の氏名が記載された補助金等の交付決定書の写しを、1件につき1部いただけますでしょうか。
paper-say-other-research = 私の研究業績を示す資料を1部、発行していただけますでしょうか。
paper-say-licence = 私の氏名と資格名が記載された合格証明書又は登録証を1通、発行していただけますでしょうか。
paper-say-company-registry = 会社の登記事項証明書（履歴事項全部証明書）を1通、お願いいたします。会社名と本店の所在地は、別にお見せします。
paper-say-innovation = 会社が受けた補助金交付決定通知書、認定書又は承認書の写しを1部いただけますでしょうか。
paper-say-company-size = 会社の業種、資本金及び従業員数が分かる資料（登記事項証明書、会社案内、直近の決算書など）を1部ずついただけますでしょうか。
paper-say-local-support = 会社が受けた地方公共団体の支援決定書（補助金交付決定通知書など）の写しを1部いただけますでしょうか。
paper-say-accounts = 申請の直前の事業年度（終了から2か月以内に申請する場合は、その前の事業年度）の財務諸表の写しを1部、試験研究費と売上高が分かる形でいただけますでしょうか。
paper-say-accountant-letter = 申請の直前の事業年度（終了から2か月以内に申請する場合は、その前の事業年度）について、売上高に占める試験研究費等の割合を証明する税理士、公認会計士又は中小企業診断士の書面を1通、作成していただけますでしょうか。
paper-say-foreign-qualification = 私の氏名が記載された資格証明書又は表彰状の写しを1部、発行していただけますでしょうか。
paper-say-n1 = 日本語能力試験N1合格証明書を1通、発行していただけますでしょうか。BJTを受験した場合は、480点以上の成績証明書をお願いいたします。
paper-say-japanese-major = 日本語を専攻したことが分かる卒業証明書を1通、発行していただけますでしょうか。
paper-say-n2 = 日本語能力試験N2合格証明書を1通、発行していただけますでしょうか。BJTを受験した場合は、400点以上の成績証明書をお願いいたします。
paper-say-growth-project = 事業の名称と、その中での私の役割が分かる書面を1通、発行していただけますでしょうか。
paper-say-training = 研修期間が記載されたJICA研修修了証明書を1通、発行していただけますでしょうか。
paper-say-investment = 私の出資を示す資料（出資者と出資額が分かるもの）を1部いただけますでしょうか。
paper-say-firm-registration = 会社の金融商品取引業の登録済通知書の写しを1部いただけますでしょうか。
paper-say-fund-duties = 私の職務内容を示す書面を1通、作成していただけますでしょうか。
paper-say-household-register = 世帯全員の住民票の写しを1通、お願いいたします。
# $count: 年数
paper-say-resident-tax = 住民税の課税証明書と納税証明書を、直近{ $count }年分、年度ごとに1通ずつお願いいたします。
paper-say-national-tax = 国税の納税証明書（その3）を1通、お願いいたします。

## よくある不備

paper-pitfall-fresh = 日本で発行された証明書は、発行から3か月以内のものが必要です。
paper-pitfall-translation = 外国語の書類には日本語訳を付けてください。
paper-pitfall-kind-of-degree = 学位の種類が分かることが必要です。分からないときは成績証明書を付けます。専門士や、外国の一部の課程は対象外です。MBAの点数には専門職学位が必要です。
paper-pitfall-several-schools = 大学が複数あるときは、それぞれの証明書が必要です。
paper-pitfall-other-fields = 分野が異なることが分かる書類が必要です。学士はここでは数えません。
paper-pitfall-duties = 期間と職務内容の記載が必要です。この仕事での経験だけを数えます。勤務先ごとに必要です。
paper-pitfall-managing = 実際に経営・管理をしていたことが分かるものが必要です。
paper-pitfall-pay = これから1年間の見込みの報酬です。残業代や、通勤・扶養・住宅の手当は含みません。賞与は事務所にご確認ください。
paper-pitfall-minutes = ご自身の報酬の額が分かる議事録が必要です。
paper-pitfall-inventor = 発明者としてご自身の氏名が必要です。
paper-pitfall-grantee = ご自身の氏名が必要です。3回以上が対象です。
paper-pitfall-author = 対象の学術誌の論文が3本以上必要です。責任著者であることが必要で、筆頭著者でよいかは事務所が確認します。
paper-pitfall-minister = 法務大臣が個別に判断するため、時間がかかります。事務所が確認します。
paper-pitfall-listed-exam = 仕事に関連することが必要です。IT試験は告示にあるものだけで、ITパスポートは対象外です。
paper-pitfall-listed-measure = 対象の一覧にある認定や補助金であることが必要です。勤務先にご確認ください。
paper-pitfall-company-size = 業種、資本金、従業員数が分かることが必要です。
paper-pitfall-recognised-scheme = 法務大臣が認める支援措置であることが必要です。事務所が確認します。
paper-pitfall-ratio = 試験研究費等が売上高の3%を超えることが必要です（ちょうど3%は対象外）。申請の直前の事業年度（その終わりから2か月以内の申請では、その前の事業年度）によります。固定資産や有価証券の譲渡による収入は売上高から除きます。
paper-pitfall-listed-foreign = 対象の一覧にあり、仕事に関連する資格や表彰であることが必要です。
paper-pitfall-score-480 = BJTの場合は480点以上が必要です。
paper-pitfall-score-400 = BJTの場合は400点以上が必要です。
paper-pitfall-major-abroad = 外国の大学で、日本語が専攻であったことが分かるものが必要です。
paper-pitfall-part-played = 事業の名前と、ご自身の役割の記載が必要です。
paper-pitfall-whole-list = 大学が載っている一覧の全ページを印刷し、ご自身の大学に印を付けます。一覧は、世界の大学順位、スーパーグローバル大学創成支援事業、別のファイルのイノベーティブ・アジア提携校の3つです。どの年の一覧によるかは事務所が確認します。
paper-pitfall-training = 1年以上の研修であることが必要です。学位の書類を省けることがあり、事務所が確認します。
paper-pitfall-own-money = ご自身による1億円以上の出資であることが必要です。
paper-pitfall-registered-firm = 登録を受けた会社で、実際にその業務を行うことが必要です。

## 申請

procedure-title = <b>{ $name }</b>
procedure-coe = 在留資格認定証明書の交付申請
procedure-change = 高度専門職1号への在留資格変更許可申請
procedure-renewal = 在留期間更新許可申請
procedure-change-ii = 高度専門職2号への在留資格変更許可申請
procedure-permanent = 永住許可申請
procedure-parents = ご両親の在留（特定活動）の申請

procedure-why-unknown = 次の申請をご案内するには、今の在留資格とご希望が必要です。
procedure-why-kind = 次の申請をお伝えするには、今の高度専門職の種類が必要です。在留カードと指定書で分かります。
procedure-why-staff = どの申請ができるか、事務所が確認します。
procedure-why-holds = すでに必要な在留資格をお持ちの可能性があり、ここでご案内する申請はありません。事務所が確認します。
procedure-why-permanent-family = 永住者の方は、高度専門職の優遇による親や家事使用人の在留を使えません。ほかの方法は事務所が一緒に確認します。
procedure-why-first = ご希望には、まず高度専門職1号が必要です。そのための申請です。
procedure-why-in-japan-first = 永住に必要な年数は日本での在留で数えるため、まず日本で働くための在留資格が必要です。これは高度専門職1号の場合の申請です。ほかの就労の在留資格でも年数は数えられます。
procedure-why-coe = まだ日本にいらっしゃらないため、この証明書の申請から始めます。
procedure-why-change = 別の在留資格で日本にいらっしゃるため、変更の申請をします。
procedure-why-renewal = すでにこの在留資格をお持ちです。更新にも70点が必要です。勤務先が変わるときは、働き始める前に在留資格の変更が必要です。
procedure-why-renewal-j-skip = すでにJ-Skip（特別高度人材）としてこの在留資格をお持ちです。点数の代わりに、年収と、学歴又は職歴を示します。勤務先が変わるときは、働き始める前に在留資格の変更が必要です。
procedure-why-change-ii = 在留資格の変更によってのみ得られ、申請の時にも70点が必要です。
procedure-why-change-ii-j-skip = 在留資格の変更によってのみ得られます。申請の時に、J-Skipの要件を満たすか、70点が必要です。
procedure-why-permanent = 申請日と、その1年前又は3年前の2つの日について、点数を示します。その間も、毎日足りていることが必要です。
procedure-why-parents = 条件を満たせば、7歳未満のお子さまの養育や妊娠中の介助などのために、ご両親を呼ぶことができます。

procedure-papers = <b>申請の書類</b>
procedure-paper-line = ・{ $name }：{ $about }
procedure-paper-form-coe = この在留資格用の申請書
procedure-paper-form-change = 申請書
procedure-paper-form-renewal = 申請書
procedure-paper-form-parents = お一人ずつ必要です。どの申請書かは事務所が確認します
procedure-paper-form-permanent = 申請書
procedure-paper-photo = 1枚
procedure-paper-envelope = 切手を貼ります。料金は郵便局でご確認ください
procedure-paper-passport-and-card = 提示します
procedure-paper-employer-class = 勤務先の区分を示します
procedure-paper-underlying-status = 仕事の内容に関する資料。カテゴリー1・2の勤務先では不要なことがあり、事務所が確認します
procedure-paper-points-sheet = 該当する区分の計算表
procedure-paper-points-sheets-both-days = それぞれの日の計算表
procedure-paper-proofs = 点数を証明する書類
procedure-paper-reason-statement = 申請の理由
procedure-paper-household-register = 世帯全員のもの
procedure-paper-employment = 勤務先が発行
procedure-paper-taxes = 地方税と国税
procedure-paper-insurance = 年金と健康保険
procedure-paper-assets = 預金など
procedure-paper-guarantee = 身元保証人のもの
procedure-paper-guarantor-papers = 保証人にも用意していただく書類があります。内容は事務所が確認します
procedure-paper-understanding = 署名する書面
procedure-paper-parent-relation = ご両親であることを示します（事務所が確認します）
procedure-paper-child-or-pregnancy = 7歳未満のお子さま又は妊娠を示します（事務所が確認します）
procedure-paper-living-together = 一緒に住むことを示します（事務所が確認します）
procedure-paper-household-income = ご本人と配偶者だけで年800万円以上（事務所が確認します）

procedure-photo = <b>写真：</b>縦{ $high }cm×横{ $wide }cm、{ $months }か月以内に撮影したもの。お一人で、帽子なし、無背景、アプリで加工していないもの。裏に氏名を書きます。
procedure-years-line = ・{ $mark }点の場合：税の書類は{ $tax_count }年分、年金と健康保険の書類は{ $insurance_count }年分
procedure-own-way = 点数によらない道では、ポイント計算表は要りません。税や保険の書類が何年分必要か、ご家族についての書類は何が必要かは、担当者が確認します。
procedure-years-line-j-skip = ・J-Skip（特別高度人材）の場合：税の書類は{ $tax_count }年分、年金と健康保険の書類は{ $insurance_count }年分
procedure-j-skip = J-Skip（特別高度人材）の場合は、点数の代わりに、学歴又は職歴と年収を証明します。

procedure-steps = <b>手順</b>
procedure-step-line = { $number }. { $text }
procedure-step-choose = 証明する点数の項目を選びます。
procedure-step-collect = 書類を集めます。
procedure-step-file = オンライン又は入管の窓口で申請します。
procedure-step-file-counter = 入管の窓口で申請します。オンラインでできるかは、事務所が確認します。
procedure-step-wait = 結果を待ちます。追加の書類を求められることがあります。結果は郵便又は通知で届きます。
procedure-step-certificate = 証明書を受け取ります。その後のビザと入国は事務所がご案内します。
procedure-step-pay = 許可されたら手数料を払い、新しい在留カードを受け取ります。窓口では、受け取りのときに収入印紙で納めます。
procedure-step-keep-status = 申請しても今の在留期間は延びません。期限までに更新してください。
procedure-who = <b>申請する人：</b>ご本人、又は代わりに申請できる方です。誰が申請できるかは、事務所が確認します。

procedure-time = <b>期間：</b>高度人材の場合、入管庁の目標は{ $target }日です。実際には{ $least }日～{ $most }日程度と報告されています。お約束ではありません。
procedure-time-unknown = <b>期間：</b>確かな日数が分かりません。今の目安は事務所がご案内します。

procedure-fee-free = <b>国の手数料：</b>かかりません。
procedure-fee = <b>国の手数料：</b>{ $day }に受け付けられた場合、窓口で{ $counter_yen }円です。許可されたときだけ払います。
procedure-fee-online = オンライン申請では{ $online_yen }円です。コンビニや銀行での支払いに{ $settlement }が別にかかります。
procedure-fee-counter-only = 窓口でのみ、収入印紙で納めます。
procedure-fee-unknown = <b>国の手数料：</b>この申請の額を示す資料がありません。事務所がご案内します。

procedure-office-includes = <b>事務所が行うこと：</b>{ $text }
procedure-office-fee = <b>事務所の報酬：</b>{ $total_yen }円（税込{ $with_tax_yen }円）。内訳（税別）：着手金{ $retainer_yen }円、許可時{ $success_yen }円。{ $due }
procedure-office-refund = 不許可の場合、報酬は返金されます。
procedure-office-no-refund = 不許可の場合、着手金は返金されません。
procedure-office-government-fee = { $included ->
    [yes] 国の手数料を含みます。
    [no] 国の手数料は含みません。
   *[unknown] 国の手数料を含むかどうかは、事務所にご確認ください。
}
procedure-office-ask = <b>事務所の報酬：</b>事務所にご確認ください（{ $phone }）。
procedure-ask-office = 事務所へのお問い合わせ：{ $phone }
procedure-staff-confirms = この申請と書類については、事務所が確認します。
