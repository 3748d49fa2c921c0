### 規則集(`intake rules`):ある日に適用されるポイント計算表とその他の規則を、行政書士が公式の表と並べて読むためのもの。
### 端末に表示し、PDFにも印刷する。HTML と絵文字は使わない。
###
### 法令の用語はこのファイルが基準。書類、欄、法令の名前は規則のファイルの日本語のまま出る。

rules-title = { $day }に適用される規則
# $table は表の施行日、$checked は公式の表と最後に照合した日
rules-basis = ポイント計算表：{ $table }施行（{ $id }）、公式の表との照合：{ $checked }
rules-change = このバージョンの改正点（英語の記録）：{ $text }
rules-office = 事務所：{ $office }
rules-disclaimer = 計算プログラムが使う規則の写しです。法令や公式の表そのものではありません。
rules-how = 規則の名前は、規則のファイルの名前とその見出しです。例の点数は、ほかに何も分からない人について計算プログラムが数えたものです。

## 事務所の確認が必要な規則

rules-staff = 行政書士の確認が必要な規則（全{ $all }件のうち未確認{ $left }件）
rules-state-open = 未確認
rules-state-checked = { $day }に確認済み（{ $initials }）
rules-state-changed = { $day }の確認（{ $initials }）の後に内容が変わりました。もう一度確認してください
# 確認の記録のしかた。後に貼り付ける行が続く
rules-record = 確認を記録するには、`intake rules` の最後に出る行を事務所のプロフィール（INTAKE_OFFICE）の末尾に貼り付け、確認した人の略号（イニシャルなど）を書きます。以後、その規則だけに基づく箇所には「事務所が確認します」と表示せず、計算表の項目については確認シートに確認日と略号を載せます。本人の事情による確認は残ります。規則の内容が変わると版も変わり、改めて確認が必要になります。
rules-record-lines = プロフィールに貼り付ける行（未確認の規則ごと）

## 規則

rules-points = { $points }点
# $facts は分かっていること、$points はその項目の点数
rules-example = 例：{ $facts } → { $points }点
# 同じ事実で、ほかの項目にも点数が付くとき
rules-example-others = 例：{ $facts } → { $points }点（合計{ $total }点、ほかに{ $others }）
rules-example-own-route = 例：{ $since }からこの在留資格 → { $day }から
rules-example-own-route-married = 例：婚姻{ $married }、日本での在留{ $since }から → { $day }から
rules-example-absence = 例：一度に{ $trip }日、1年に{ $year }日の出国 → { $answer ->
    [yes] 年数は続く
   *[staff] 事務所が確認
}
rules-example-point = { $row } { $points }点
rules-by-age = 年齢別：{ $ages }
rules-age-under = { $before }歳未満 { $points }点
rules-age-between = { $first }～{ $last }歳 { $points }点
rules-age-from = { $first }歳以上 { $points }点
rules-between = { "／" }
rules-citation-above = この章の冒頭のとおり
rules-citation = 根拠
rules-evidence = 疎明資料
rules-sure = 確かさ
rules-since = この内容になった日
rules-until = 適用の終わり
rules-before = 前の内容
rules-source = 出典
rules-sources = 出典の一覧
rules-sources-about = 各規則の「出典」にある略号が指す資料です。「確認済みの資料による」は、公的資料を読んだもの、又は複数の資料が一致したものです。どの種類の資料かは、ここに示します。
rules-source-kind-official = 公的資料
rules-source-kind-reproduced = 公的資料（他者による写し）
rules-source-kind-secondary = 事務所、報道、公開プログラムなど
rules-source-kind-knowledge = 知識による（未確認）
rules-source-kind-own = 実務上の判断
# $day は読んだ日
rules-source-read-whole = { $day }に全文を閲覧
rules-source-read-excerpt = { $day }に一部を閲覧
rules-source-read-not-opened = 他の資料を通じて把握、原文は未閲覧（{ $day }）
rules-source-no-address = アドレスの記録なし
rules-remark = ファイルの注記
rules-reading = 版
# $day は前の表の施行日
rules-before-none = { $day }施行の表までは、この項目なし
rules-before-read = { $what }（{ $day }施行の表）
rules-before-step = { $condition } { $points }点
rules-since-first = { $day }（ここにある最初の表）
rules-sure-verified = 確認済みの資料による
rules-sure-staff_confirms = 事務所が確認します
rules-sure-own = { $sure }（{ $state }）
rules-day-unknown = 記載なし
rules-figure = { $name }：{ $value }
rules-part = { $name }　{ $value }
rules-yes = はい
rules-no = いいえ
rules-yen = { $yen }円
rules-percent = { $percent }%

## 段ごとの条件

rules-step-degree = { $value }
rules-step-position = { $value }
rules-step-years = { $years }年以上
rules-step-pay = { $yen }円以上
rules-step-pay-under = { $yen }円以上（{ $age }歳未満に限る）
rules-step-age = { $age }歳未満
rules-step-kinds = { $count ->
    [1] 4種類のうち1種類
   *[other] 4種類のうち{ $count }種類以上
}
rules-step-licences = { $count ->
    [1] 1つ
   *[other] { $count }つ以上
}
rules-step-flag = 該当するとき

## 項目ごとの定め。$percent は試験研究費等比率の境目

rules-note-academic = 最も高い学位の1つだけを数える。専門職学位（法務博士などを含む）は修士と並ぶ。短期大学・高等専門学校の卒業と高度専門士は大学卒業と同等に扱い、専門士は含まない。
rules-note-multi-degree = 博士・修士の学位又は専門職学位のうち2つ以上が、異なる分野のとき。学士は数えない。加算は1回だけ。
rules-note-career = 従事しようとする業務の実務経験だけを、満了した月数で数える。最も高い段だけを数える。
rules-note-salary = 各段は境目の額を含む。これから1年間に受ける見込みの報酬で、賞与を含み、残業代と、実費弁償に当たる手当を含まない。
rules-note-age = 計算の基準日の満年齢。誕生日の前日は、事務所が確認する。
rules-note-research = 4種類（発明者としての特許、外国政府の補助金などによる研究3回以上、責任著者としての対象の論文3本以上、その他法務大臣が認める業績）のうち、満たした種類の数。同じ種類が多くても増えない。
rules-note-licence = 業務に関連する日本の国家資格（業務独占・名称独占）と、告示のIT試験・資格を合わせた数。ITパスポートは対象外。
rules-note-position = 最も高い地位の1つだけを数える。
rules-note-innovation = 就労する機関が、告示に掲げる認定等又は補助金の対象であること。
rules-note-innovation-sme = イノベーション促進支援措置の加算があるときだけ。中小企業であるだけでは加算しない。
rules-note-local-gov = 法務大臣が認める支援措置に限る。全国の地方公共団体に広がった日は、資料で確認できていない。
rules-note-rd-ratio = 中小企業に限る。試験研究費等が売上高（固定資産・有価証券の譲渡による収入を除く）の{ $percent }%を超えること。ちょうど{ $percent }%は0点。申請の前の事業年度、その終了後2か月以内の申請ではさらにその前の事業年度による。イノベーション促進支援措置とは別に加算する。
rules-note-foreign-qual = 出入国在留管理庁の一覧にあり、業務に関連するものに限る。この項目が始まった日は、資料で確認できていない。
rules-note-jp-degree = 日本の大学又は大学院が授与した学位。N2の項目とは重ねて加算しない。研修の項目とは、研修で日本の大学の授業を利用したときに重ねて加算しない。
rules-note-n1 = 日本語能力試験N1、BJT480点以上、外国の大学で日本語を専攻して卒業のいずれか。加算は1回だけ。日本の学位の項目とは重ねて加算する。
rules-note-n2 = 日本語能力試験N2又はBJT400点以上。N1等の項目、又は日本の学位の項目で点数が付くときは加算しない。
rules-note-growth = 法務大臣が認める事業で、本人の役割が書面で分かるもの。
rules-note-designated-univ = 出入国在留管理庁の一覧（世界大学ランキング、スーパーグローバル大学創成支援事業、イノベーティブ・アジアのパートナー校）にある大学。加算は1回だけで、日本の学位の項目とは重ねて加算する。どの年の一覧によるかは、資料で確認できていない。
rules-note-jica = イノベーティブ・アジアの研修（1年以上であることは、事務所が確認する）。日本の学位の項目で点数が付き、研修で日本の大学の授業を利用したときは加算しない。
rules-note-invest100m = 経営する事業に、本人が1億円以上を投資していること。
rules-note-invest-mgmt = 登録を受けた会社の第二種金融商品取引業、投資助言・代理業又は投資運用業で、本人がその業務に従事すること。

## 点数にかかわらず必要な条件、特別高度人材

rules-gates = 点数にかかわらず必要な条件
rules-gate-pass-mark = 合計{ $points }点以上。
rules-gate-min-salary = 点数にかかわらず、年収{ $yen }円以上：{ $categories }。
rules-gate-international-services = 「国際業務」は対象外：{ $categories }。
rules-gate-met = 例：{ $facts } → 満たす
rules-gate-not-met = 例：{ $facts } → 満たさない
rules-j-skip = 特別高度人材（J-Skip、点数不要）
rules-j-skip-degree = { $category }：年収{ $yen }円以上、かつ、{ $degrees }のいずれか又は従事する業務の経験{ $years }年以上。
rules-j-skip-years = { $category }：年収{ $yen }円以上、かつ、事業の経営・管理の経験{ $years }年以上。
rules-j-skip-none = この日には、特別高度人材の制度はまだない。
rules-marks = 永住許可の特例で求められる点数：{ $marks }

## 章

rules-table = ポイント計算表　{ $category }
rules-file-residence = ポイントによる永住許可の特例、高度専門職2号
rules-file-family = 家族、家事使用人
rules-file-papers = ポイントの疎明資料
rules-file-procedures = 申請手続
rules-file-fees = 国の手数料
rules-file-duties = 在留中の義務
rules-file-levers = 点数を上げる方法の手間（当方の目安で、法令ではない）
rules-file-categories = 計算表のほかに区分に適用される基準
# $title と $reference は規則のファイルの日本語
rules-file-about = { $title }：{ $reference }（照合：{ $checked }）
rules-file-about-untitled = { $reference }（照合：{ $checked }）
rules-out = この日には適用されない規則
rules-out-since = { $title }（{ $day }から）
rules-out-until = { $title }（{ $day }まで）
# $file は書き込んだファイル、$pages はページ数
rules-written = 規則集を{ $file }に書き込みました（{ $pages }ページ）。
rules-written-over = 規則集を{ $file }に書き込みました（{ $pages }ページ）。前からあったファイルは置き換えました。

## ほかに名前のない規則の名前

rules-name-hsp-permanent-residence = 永住許可の特例の点数
rules-name-hsp-j-skip = 特別高度人材（J-Skip）
rules-name-residence-horizon = 申請できる日を探す期間（当方の選択）
rules-name-residence-look-back = さかのぼる日
rules-name-residence-new-guideline = 新しいガイドライン
rules-name-residence-own-routes-spouse = 点数によらない永住許可：配偶者
rules-name-residence-own-routes-long-term = 点数によらない永住許可：定住者
rules-name-residence-absence = 在留の年数を断つ出国（実務）
rules-name-residence-permanent = 永住許可で得られるもの、終わるもの
rules-name-residence-indefinite = 高度専門職2号
rules-name-family-worker = 家事使用人に共通の条件
rules-name-family-also-staff = { $benefit }：ほかに必要なこと
rules-name-papers-research-recognised = 研究実績：法務大臣が認めるもの
rules-name-procedures-photo = 写真
rules-name-procedures-permanent-seventy = 永住許可（70点）：資料の年数
rules-name-procedures-permanent-eighty = 永住許可（80点）：資料の年数
rules-name-procedures-permanent-j-skip = 永住許可（J-Skip）：資料の年数
rules-name-fees-free = 手数料がかからない手続
rules-name-fees-table-first = 手数料（第1期）
rules-name-fees-table-second = 手数料（第2期）
rules-name-fees-table-third = 手数料（第3期）
rules-name-categories-manager-criteria = 経営・管理の上陸許可基準
rules-name-levers-rare = 当てはまることの少ない確認（当方の判断）
rules-name-levers-weights = 手間を待つ月数に直した重さ
rules-name-levers-limits = 一つの方法の上限
rules-name-levers-salary = 年収の引上げ
rules-name-lever-japanese-n2 = 証明なしからN2
rules-name-lever-japanese-n1 = 証明なしからN1
rules-name-lever-japanese-n1-after-n2 = N2からN1
rules-name-lever-licence-one = 資格・試験をもう1つ
rules-name-lever-licence-two = 資格・試験をもう2つ
rules-name-lever-degree-master = 修士の学位
rules-name-lever-degree-mba-mot = MBA・MOT（専門職学位）
rules-name-lever-degree-doctorate = 博士の学位
rules-name-lever-second-field = 異なる分野の修士以上の学位など
rules-name-lever-japanese-degree = 日本の大学院の修士
rules-name-lever-position-director = 会社の役員就任

## 規則のファイルのキーの名前

rules-key-about_days = 日数の目安
rules-key-age = 年齢（以上）
rules-key-also = ほかに必要なこと
rules-key-also_staff = ほかに必要なこと
rules-key-always = 必ず含める
rules-key-any_status = さかのぼりに支障のない在留資格
rules-key-begins = 始まる日
rules-key-capital_yen = 資本金
rules-key-categories = 区分
rules-key-change_or_renewal = 変更・更新
rules-key-checks = 確認
rules-key-child_under = お子さまの年齢（未満）
rules-key-cost = 手間と費用
rules-key-counter = 窓口
rules-key-days = 日数
rules-key-ends_with_permanent = 永住許可を受けると終わる
rules-key-employed_abroad_years = 外国での雇用年数
rules-key-fact = 証明する事実
rules-key-filings_from = 適用される申請の最初の日
rules-key-free = なし
rules-key-full_time = 専念が必要
rules-key-general = 書類全般に共通
rules-key-ground = 又はこの事情
rules-key-high = 大
rules-key-high_mm = 縦（mm）
rules-key-holders_until = 以前からの方の経過措置の終わり
rules-key-holding = その在留資格での在留が必要
rules-key-income_yen = 世帯年収
rules-key-insurance_years = 年金・健康保険の資料の年数
rules-key-investment_management = 投資運用業等の業務
rules-key-j_skip = J-Skipであること
rules-key-j_skip_since = J-Skipの始まり
rules-key-j_skip_years = J-Skipの年数
rules-key-kind = 種類
rules-key-leap_day = 2月29日の代わりの2月28日
rules-key-levers = 一つの方法の変更の数
rules-key-low = 小
rules-key-mark = 点数
rules-key-married_years = 実体のある婚姻の年数
rules-key-medium = 中
rules-key-met_by = この在留資格なら足りる
rules-key-months = 月数
rules-key-more = 変更が一つ増えるごとに
rules-key-most_months = 月数（以下）
rules-key-names = 計算表での名前
rules-key-not_with_doctorate = 博士号があれば多いもの
rules-key-not_with_japanese_degree = 日本の学位があれば多いもの
rules-key-online = オンライン
rules-key-papers = 書類
rules-key-pay_yen_a_month = 月給
rules-key-period_months = 在留期間（月）
rules-key-permanent = 永住許可
rules-key-pitfalls = よくある不備
rules-key-points = 点数
rules-key-pregnancy = 又は妊娠
rules-key-procedures = 手続
rules-key-reported_least_days = 報告された日数（最短）
rules-key-reported_most_days = 報告された日数（最長）
rules-key-rises = 今の年収からの引上げ（%）
rules-key-settlement = 支払手数料
rules-key-staff_from = この日以降の申請は事務所が確認
rules-key-statuses = 在留資格
rules-key-stay_years = 在留の年数
rules-key-steps = 手順
rules-key-target_days = 入管庁の目標（日）
rules-key-tax_years = 税の資料の年数
rules-key-trip_days = 一度の出国の日数
rules-key-two_workers_from_yen = 2人まで雇える世帯年収
rules-key-unknown_up_to = 年収が分からないときに確かめる上限
rules-key-up_to_percent = %まで
rules-key-value = 内容
rules-key-wait_months = 待つ月数の上限
rules-key-ways = 次のいずれかで足りる
rules-key-where = 入手先
rules-key-wide_mm = 横（mm）
rules-key-within_months = 撮影の時期（月以内）
rules-key-workers = 人数
rules-key-year_days = 1年の出国の日数
rules-key-years = 年数

## 規則のファイルの値

rules-cost-free = なし
rules-cost-low = 小
rules-cost-medium = 中
rules-cost-high = 大
rules-kind-check = すでに当てはまるかもしれないこと
rules-kind-wait = 仕事を続けて待つこと
rules-kind-work = 勤務先と決めること
rules-kind-do = ご自身で目指すこと
rules-status-hsp1a = 高度専門職1号イ
rules-status-hsp1b = 高度専門職1号ロ
rules-status-hsp1c = 高度専門職1号ハ
rules-status-j_skip = 高度専門職1号（特別高度人材）
rules-status-hsp2 = 高度専門職2号
rules-status-hsp_designated = 特定活動（2015年3月までの高度外国人材）
rules-status-work = ほかの就労資格
rules-status-permanent = 永住者
rules-status-spouse = 配偶者等又は定住者（区別なし）
rules-status-long_term = 定住者
rules-status-spouse_of = 日本人・永住者の配偶者等
rules-fee-any = 期間を問わず
rules-fee-up-to = { $months }か月以下
rules-fee-longer = それより長い期間
