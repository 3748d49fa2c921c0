### ポイント計算に関する文言:項目名、理由、条件、お知らせ。
###
### 読むのはスマートフォンを使う相談者で、日本語が母語でない人も多い。短く、やさしく、1~2文で。
### 法令の用語はこのファイルが基準、それ以外は英語版が基準。「計算表」「告示」などの語には一言の説明を添える。
### 数は整形済みで渡される。複数形の選択は引数名が count のときだけ。HTML は <b> と <i> のみ、& は &amp; と書く。
### 英語版が変わったら訳を確かめ、その後に: python -m bot.words.digests ja scoring.ftl

## 区分(高度専門職1号イ・ロ・ハ)

category-a = 研究、研究の指導、教育（高度学術研究活動、高度専門職1号イ）
    .short = イ 学術研究
category-b = エンジニアなどの専門的な仕事（高度専門・技術活動、高度専門職1号ロ）
    .short = ロ 専門・技術
category-c = 会社の経営・管理（高度経営・管理活動、高度専門職1号ハ）
    .short = ハ 経営・管理

## 回答の値

degree-bachelor = 学士（大学卒業）又は同等
degree-master = 修士
degree-professional = 専門職学位
degree-mba_mot = 経営管理に関する専門職学位（MBA・MOT）
degree-doctorate = 博士

japanese-n1 = 日本語能力試験N1、又はBJT480点以上
japanese-n2 = 日本語能力試験N2、又はBJT400点以上
japanese-japanese_major_abroad = 外国の大学で日本語を専攻して卒業
japanese-none = いずれもなし

position-representative = 代表取締役など、代表権のある役員
position-director = 取締役、執行役など
position-none = いずれでもない

## 項目名(.short は狭い場所用)

item-academic = 学歴
    .short = 学歴
item-multi-degree = 複数の分野における博士・修士の学位又は専門職学位
    .short = 複数分野の学位
item-career = 職歴
    .short = 職歴
item-salary = 年収
    .short = 年収
item-age = 年齢
    .short = 年齢
item-research = 研究実績
    .short = 研究実績
item-licence = 資格
    .short = 資格
item-position = 地位
    .short = 地位
item-innovation = イノベーション促進支援措置を受けている機関で就労
    .short = イノベーション
item-innovation-sme = イノベーション促進支援措置を受けている中小企業で就労
    .short = 中小企業の加算
item-local-gov = 地方公共団体の支援措置を受けている機関で就労
    .short = 自治体の支援
item-rd-ratio = 試験研究費等比率が3%を超える中小企業で就労
    .short = 試験研究費比率
item-foreign-qual = 職務に関連する外国の資格・表彰等
    .short = 外国の資格等
item-jp-degree = 日本の大学又は大学院の学位
    .short = 日本の学位
item-n1 = 日本語能力（N1相当、又は外国の大学で日本語を専攻）
    .short = 日本語N1
item-n2 = 日本語能力（N2相当）
    .short = 日本語N2
item-growth = 成長分野における先端的事業に従事
    .short = 成長分野
item-designated-univ = 法務大臣が告示で定める大学を卒業
    .short = 告示の大学
item-jica = 法務大臣が告示で定める研修を修了
    .short = JICA研修
item-invest100m = 経営する事業に1億円以上を投資
    .short = 1億円の投資
item-invest-mgmt = 投資運用業等に係る業務に従事
    .short = 投資運用業

## 点数にかかわらず必要な条件

gate-pass_mark = 合格点
gate-min_salary = 最低年収基準
gate-international_services = 業務の内容

## 区分ごとの見込み

verdict-qualifies = 合格点に達しています。
    .label = 合格点に達している
verdict-short = 合格点に届きません。
    .label = 点数が足りない
verdict-blocked = 満たしていない条件があるため、点数にかかわらず、今のところこの区分は使えません。
    .label = 条件を満たしていない
verdict-undecided = どちらの可能性もあります。まだ分からない点によって決まります。
    .label = まだ決まらない

## 項目の状態

status-scored = 加算
status-none = 0点
status-unknown = 未確認
# 事実はあるが、他の項目と重ねて加算されない
status-excluded = 重複のため対象外

confidence-verified = 公式の表で確認済み
confidence-staff_confirms = 事務所が確認します
# 一覧の中の項目で、事務所の確認が必要なもの
line-unsure = { $label }（事務所が確認します）

## 特別高度人材(J-Skip)

j-skip-met = 特別高度人材（J-Skip、点数によらない制度）：要件を満たす見込みです。
j-skip-not-met = 特別高度人材（J-Skip、点数によらない制度）：要件を満たしていません。
j-skip-unknown = 特別高度人材（J-Skip、点数によらない制度）：まだ判断できません。

## 事実の名前(「結果を左右する点:年収(見込み)」のように使う)

field-as_of = 計算の基準日
field-category = 仕事の区分
field-birth_date = 生年月日
field-age = 年齢
field-degrees = 学位
field-degrees_in_different_fields = 修士以上の学位の分野が異なるか
field-japanese_degree = 日本の大学の学位があるか
field-designated_university = 卒業した大学が告示の対象か
field-designated_training = JICAのイノベーティブ・アジアの研修を受けたか
field-designated_training_at_japanese_university = その研修で日本の大学の授業を利用したか
field-experience_years = 従事する仕事での経験年数
field-salary_yen = 年収（見込み）
field-japanese = 日本語能力
field-patents = 特許発明の件数
field-foreign_grants = 外国政府の補助金などによる研究の回数
field-papers = 責任著者である論文の本数
field-other_research_recognised = その他の認められた研究実績
field-licences = 日本の国家資格・IT試験の数
field-foreign_qualification = 外国の資格・表彰
field-position = 会社での地位
field-invested_100m_yen = 1億円以上を投資しているか
field-employer_innovation_support = 勤務先がイノベーション促進支援措置を受けているか
field-employer_sme = 勤務先が中小企業か
field-employer_local_support = 勤務先が地方公共団体の支援を受けているか
field-growth_field = 成長分野の先端的事業に従事するか
field-investment_management = 投資運用業等の業務に従事するか
field-employer_rd_ratio = 勤務先の試験研究費等の比率
field-international_services = 外国の言語や文化にもとづく業務（国際業務）か
field-work_periods = 職歴の期間
field-earlier = 以前の状況
field-status = 現在の在留資格
field-status_since = 現在の在留資格を得た日
field-household_income_yen = 世帯年収
field-children = お子さまの生年月日
field-pregnancy = 妊娠の有無
field-since = それぞれがいつからか
field-in_japan_since = 日本に住み始めた日
field-married_since = 婚姻の日
field-longest_trip_days = 最も長い出国の日数
field-days_abroad_a_year = 1年の出国の日数
field-work_begins = 仕事を始める日
field-capital_30m_yen = 資本金3,000万円
field-full_time_employee = 常勤職員
field-japanese_b2_in_company = 会社の日本語力（B2）
field-business_plan_checked = 専門家による事業計画の確認
field-office_apart_from_home = 自宅とは別の事業所

## 前回から点数が変わった理由

cause-law = 法令の改正
cause-time = 時間の経過
cause-answers = 回答の変更

## 項目の理由

why-unknown = まだ分かりません。最大で{ $most }点になります。

why-academic = { $level ->
    [doctorate] 博士の学位：{ $points }点。
    [mba_mot] 経営管理に関する専門職学位（MBA・MOT）：{ $points }点。
    [master] 修士の学位：{ $points }点。
    [professional] 専門職学位：{ $points }点。
   *[bachelor] 大学卒業又は同等の学歴：{ $points }点。
}最も有利な学位だけを数えます。
why-academic-none = 点数になる学位がありません。通常は大学卒業以上が必要です。

why-multi_degree = 異なる分野の修士以上の学位など：{ $points }点を加算。
why-multi_degree-none = 0点です。異なる分野で、修士以上の学位などが2つ以上必要です。
why-multi_degree-no-graduate = 0点です。異なる分野の修士以上の学位などが必要で、学士は数えません。

why-career = この仕事での経験{ $years }年{ $months_count ->
    [0] { "" }
   *[other] { $months_count }か月
}：{ $points }点。
why-career-none = この仕事での経験が{ $need }年以上になると点数が付きます（今回数えた期間：{ $years }年{ $months_count ->
    [0] { "" }
   *[other] { $months_count }か月
}）。

why-salary = 年収{ $salary_yen }円：{ $points }点。
why-salary-none = 年収{ $salary_yen }円では0点です。{ $need_yen }円以上であれば点数が付きます。
why-salary-too-old = この年齢では、年収{ $need_yen }円以上から点数が付きます。{ $salary_yen }円では0点です。
why-salary-age-unknown = 年収{ $salary_yen }円では、年齢によって最大{ $most }点になります。

why-age = 基準日に{ $age }歳：{ $points }点。
why-age-none = 年齢の点数は{ $limit }歳未満の方だけに付きます（基準日に{ $age }歳）。

why-research = 4種類の研究実績のうち{ $kinds }種類が対象：{ $points }点。
why-research-recognised = { $points }点。法務大臣が個別に認める研究実績を含むため、事務所が確認します。
why-research-more = 今のところ{ $points }点。もう1種類の研究実績があれば{ $most }点になります。
why-research-none = 0点です。特許、外国政府の補助金などによる研究3回、責任著者の論文3本、その他の認められた実績のいずれかが必要です。

why-licence = { $count ->
    [1] 職務に関連する国家資格又は対象のIT試験が1つ：{ $points }点。もう1つあると点数が増えます。
   *[other] 職務に関連する国家資格又は対象のIT試験が{ $count }つ：{ $points }点（この項目の上限）。
}
why-licence-none = 0点です。職務に関連する日本の国家資格か、法務大臣が定めるIT試験の合格が必要です。

why-position = { $position ->
    [representative] 代表取締役など、代表権のある役員：{ $points }点。
   *[director] 取締役、執行役など：{ $points }点。
}
why-position-none = 0点です。取締役、執行役、代表権のある役員などが対象です。

why-innovation = 勤務先がイノベーション促進支援措置（国の認定や補助金など）を受けている：{ $points }点。
why-innovation-none = 0点です。勤務先がイノベーション促進支援措置（国の認定や補助金など）を受けていることが必要です。

why-innovation_sme = 支援措置を受けている勤務先が中小企業：{ $points }点を加算。
why-innovation_sme-none = 0点です。イノベーション促進支援措置を受けている中小企業が対象です。
why-innovation_sme-alone = 中小企業であるだけでは点数になりません。イノベーション促進支援措置を受けている場合に加算されます。

why-local_gov = 勤務先が地方公共団体の対象の支援措置を受けている：{ $points }点。
why-local_gov-none = 0点です。勤務先が地方公共団体の対象の支援措置を受けていることが必要です。

why-rd_ratio = 試験研究費等が売上高の3%を超える中小企業：{ $points }点。
why-rd_ratio-none = 0点です。中小企業で、試験研究費等が売上高の3%を超えることが必要です。
why-rd_ratio-no-sme = 0点です。試験研究費等の比率は、中小企業の場合だけ点数になります。
why-rd_ratio-at-limit = 0点です。ちょうど3%ですが、3%を超えることが必要です。

why-foreign_qual = 職務に関連する、対象の外国の資格・表彰等：{ $points }点。
why-foreign_qual-none = 0点です。職務に関連し、法務大臣が認める一覧にある外国の資格・表彰等が必要です。

why-jp_degree = 日本の大学又は大学院の学位：{ $points }点。
why-jp_degree-none = 0点です。日本の大学又は大学院で学位を得ていることが必要です。

why-n1 = N1相当の日本語能力、又は外国の大学で日本語を専攻：{ $points }点。
why-n1-none = 0点です。N1、BJT480点以上、外国の大学での日本語専攻のいずれかが必要です。

why-n2 = N2相当の日本語能力：{ $points }点。
why-n2-unless = N2相当で{ $points }点。ただし、日本の大学の学位がある場合は加算されません。
why-n2-none = 0点です。N2又はBJT400点以上で、日本の大学の学位がない方が対象です。
why-n2-covered = 日本語能力はN1の項目で数えているため、ここでは加算されません。
why-n2-excluded = 日本の大学の学位で加算しているため、N2は重ねて加算されません。

why-growth = 法務大臣が認める成長分野の先端的事業に従事：{ $points }点。
why-growth-none = 0点です。法務大臣が認める成長分野の先端的事業への従事が必要です。

why-designated_univ = 卒業した大学が告示（国の一覧）の対象：{ $points }点。
why-designated_univ-none = 0点です。卒業した大学が告示（国の一覧）の対象であることが必要です。一覧は、世界の大学順位、スーパーグローバル大学創成支援事業、イノベーティブ・アジア提携校の3つです。

why-jica = JICAのイノベーティブ・アジアの研修を修了：{ $points }点。
why-jica-unless = { $points }点。ただし、日本の学位があり、研修で日本の大学の授業を利用した場合は加算されません。
why-jica-none = 0点です。JICAのイノベーティブ・アジアの研修が対象です。
why-jica-excluded = 研修で日本の大学の授業を利用し、日本の学位で加算しているため、重ねて加算されません。

why-invest100m = 経営する事業に1億円以上を投資：{ $points }点。
why-invest100m-none = 0点です。経営する事業に、ご自身で1億円以上を投資していることが必要です。

why-invest_mgmt = 登録を受けた会社で投資運用業等の業務に従事：{ $points }点。
why-invest_mgmt-none = 0点です。登録を受けた会社での投資運用業等の業務が対象です。

## 条件の理由

why-pass-mark = 少なくとも{ $least }点で、必要な{ $mark }点に達します。
why-pass-mark-none = 最大でも{ $greatest }点で、必要な{ $mark }点に届きません。
why-pass-mark-unknown = まだ分からない点によって{ $least }～{ $greatest }点になります。{ $mark }点が必要です。

why-min-salary = この区分に必要な年収{ $need_yen }円以上を満たしています。
why-min-salary-none = この区分では、点数にかかわらず、年収{ $need_yen }円以上が必要です。
why-min-salary-unknown = この区分では年収{ $need_yen }円以上が必要です。年収がまだ分かりません。

why-international-services = 主に通訳・翻訳や語学指導などの「国際業務」（外国の文化や言語にもとづく業務）ではないため、この区分を使えます。
why-international-services-none = 通訳・翻訳、語学指導、デザインなどの「国際業務」（外国の文化や言語にもとづく業務）は、この区分の対象外です。職名だけでは決まらないため、ご相談ください。
why-international-services-unknown = 通訳・翻訳、語学指導、デザインなどの「国際業務」（外国の文化や言語にもとづく業務）は、この区分の対象外です。当てはまるかどうか、まだ分かりません。

## J-Skip の理由

why-j-skip = { $degree ->
    [yes] 年収{ $salary_yen }円以上と、修士以上の学位など又はこの仕事の経験{ $years }年以上を、どちらも満たしています。
   *[no] 年収{ $salary_yen }円以上と、事業の経営・管理の経験{ $years }年以上を、どちらも満たしています。
}
why-j-skip-none = { $degree ->
    [yes] 年収{ $salary_yen }円以上と、修士以上の学位など又はこの仕事の経験{ $years }年以上が必要です。
   *[no] 年収{ $salary_yen }円以上と、事業の経営・管理の経験{ $years }年以上が必要です。
}
why-j-skip-unknown = { $degree ->
    [yes] 年収{ $salary_yen }円以上と、修士以上の学位など又はこの仕事の経験{ $years }年以上が必要です。まだ分からない点があります。
   *[no] 年収{ $salary_yen }円以上と、事業の経営・管理の経験{ $years }年以上が必要です。まだ分からない点があります。
}
why-j-skip-before = この日には、J-Skipの制度はまだありませんでした（2023年4月21日から）。
why-j-skip-services = 通訳・翻訳や語学指導などの「国際業務」（外国の文化や言語にもとづく業務）は、J-Skipの対象外です。

## お知らせ

notice-birthday = { $day }に{ $age }歳になります。{ $category ->
    [a] {category-a.short}
    [b] {category-b.short}
   *[c] {category-c.short}
}の点数は、今は{ $now }点、その日からは{ $after }点です。
notice-day-before-birthday = 翌日の{ $day }が誕生日です。法律上は前日に年齢が加わることがあるため、どちらの点数になるか事務所が確認します。
notice-career-threshold = まもなく経験が{ $years }年になります。{ $category ->
    [a] {category-a.short}
    [b] {category-b.short}
   *[c] {category-c.short}
}の点数は、今は{ $now }点、その後は{ $after }点です。
notice-japanese-degree-without-degree = 「日本の学位がある」と「学位がない」の両方の回答があります。お手数ですが、ご確認ください。
notice-university-without-degree = 「卒業した大学が告示の対象」と「学位がない」の両方の回答があります。お手数ですが、ご確認ください。
notice-major-without-degree = 「外国の大学で日本語を専攻して卒業」と「学位がない」の両方の回答があります。お手数ですが、ご確認ください。
notice-fields-without-graduate-degree = 「修士以上の学位の分野が異なる」との回答がありますが、修士以上の学位がありません。お手数ですが、ご確認ください。
notice-training-place-without-training = 「JICAの研修で日本の大学の授業を利用」と「研修を受けていない」の両方の回答があります。お手数ですが、ご確認ください。
notice-career-longer-than-adult-life = 年齢に比べて経験年数が長いようです。お手数ですが、両方の回答をご確認ください。
notice-doctorate-very-young = この年齢での博士の学位はまれです。お手数ですが、学位と生年月日をご確認ください。
notice-table-not-checked = ポイント表を公式の表と最後に照合したのは{ $day }です。今も正しいか、事務所が確認します。

## `intake score` の表

score-title = 高度専門職ポイント計算（{ $day }現在）
score-table = 適用した表：{ $since }施行（{ $id }）、公式の表との照合：{ $checked }
score-total = { $points }点（合格点{ $mark }点）
score-range = 見込み：{ $least }～{ $greatest }点
score-no-points = 0点の項目：{ $items }
score-conditions = 条件
score-met = 満たす
score-not-met = 満たさない
score-open = 未確認
score-decides = 結果を左右する点：{ $facts }
score-law = 根拠：{ $basis }
score-notices = お知らせ
score-separator = { "、" }
score-disclaimer = これは見込みであり、決定ではありません。判断は出入国在留管理庁が行います。
