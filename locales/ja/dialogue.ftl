### 質問とポイント以外のすべての文言:挨拶、ボタン、画面、聞き直し、お知らせ。
###
### 読むのはスマートフォンを使う相談者で、日本語が母語でない人も多い。短く、やさしく、です・ます調で。許可を約束しない。
### ボタンの `.typed` は入力された場合の別の言い方(| 区切り)。ボタンは60文字まで(できれば20文字以内)。
### HTML は <b> <i> <u> <code> <blockquote> のみ、& は &amp; と書く。数と日付は整形済みで渡される。
### 名前が -line で終わる文言は行として続き、ほかは段落になる。
### 英語版が変わったら訳を確かめ、その後に: python -m bot.words.digests ja dialogue.ftl

## 部品

list = { $items }
list-separator = { "、" }
language-en = English
    .name = 英語
    .typed = en|eng|英語|えいご
language-ja = 日本語
    .name = 日本語
    .typed = ja|jp|japanese|nihongo|にほんご

value-plain = { $text }
value-typed = { $text }
# $where はご本人の言葉での場所、$clocks は現地と日本の時刻
where-apart = { $where }（{ $clocks }）
# $there と $here は「20:00」の形。$day は、そのとき日本が次の日か前の日か
where-clock = 現地{ $there }＝日本{ $day ->
    [next] 翌日
    [before] 前日
   *[same] { "" }
}{ $here }
# 時刻が書かれていないとき。日本の正午の現地の時刻
where-noon = 日本の正午は現地{ $day ->
    [next] 翌日
    [before] 前日
   *[same] { "" }
}{ $there }
# 知らない地名のとき。日本と同じ時刻だと思わないように
where-unknown = { $where }（時差未確認）
value-unknown = 不明
value-yen = { $yen }円
value-yen-worked-out = { $parts }＝{ $total }
value-yen-left-out = { $value }（{ $what }は担当者が確認）
pay-amount = { $yen }
pay-times = { $amount }×{ $number }
pay-bonus = 賞与{ $amount }
pay-allowance = 手当{ $amount }
pay-plus = { $first }＋{ $second }
left-out-shares = 株式報酬
left-out-allowances = 手当
left-out-signing = 入社時の一時金
value-whole = { $number }
value-whole-unlisted = { $number }（民間の資格や語学の試験は対象の一覧にありません）
value-or-more = { $number }つ以上
value-years = { $count }年
value-years-months = { $years_count ->
    [0] { "" }
   *[other] { $years_count }年
}{ $months_count }か月
value-percent = { $percent }%
value-day = { $day }
# $name（jan など）は英語のため。日本語は数字だけ
value-month = { $year }年{ $name ->
   *[other] { $month }月
}
value-year = { $year }年

half-day = { $month ->
    [jan] 1月
    [feb] 2月
    [mar] 3月
    [apr] 4月
    [may] 5月
    [jun] 6月
    [jul] 7月
    [aug] 8月
    [sep] 9月
    [oct] 10月
    [nov] 11月
   *[dec] 12月
}{ $date }日{ $weekday ->
    [mon] （月）
    [tue] （火）
    [wed] （水）
    [thu] （木）
    [fri] （金）
    [sat] （土）
   *[sun] （日）
}{ $part ->
    [am] 午前
   *[pm] 午後
}
    .typed = { half-day.named }|{ $nearest ->
        [yes] { half-day.day }{ half-day.half }|{ half-day.day }の{ half-day.half }|{ half-day.day }日{ half-day.half }|{ half-day.day }日の{ half-day.half }
       *[no] { half-day.named }
    }|{ $week ->
        [next] 来週{ half-day.day }{ half-day.half }|来週の{ half-day.day }{ half-day.half }|来週の{ half-day.day }の{ half-day.half }|来週の{ half-day.day }日{ half-day.half }|来週の{ half-day.day }日の{ half-day.half }
       *[later] { half-day.named }
    }
    .half = { $part ->
        [am] 午前
       *[pm] 午後
    }
    .named = { half-day.in-month }{ $date }日{ half-day.half }|{ half-day.in-month }{ $date }日の{ half-day.half }|{ half-day.in-month }{ $date }日{ half-day.day }日{ half-day.half }
    .in-month = { $month ->
        [jan] 1月
        [feb] 2月
        [mar] 3月
        [apr] 4月
        [may] 5月
        [jun] 6月
        [jul] 7月
        [aug] 8月
        [sep] 9月
        [oct] 10月
        [nov] 11月
       *[dec] 12月
    }
    .day = { $weekday ->
        [mon] 月曜
        [tue] 火曜
        [wed] 水曜
        [thu] 木曜
        [fri] 金曜
        [sat] 土曜
       *[sun] 日曜
    }
    .short-day = { half-day.day }
half-day-parts = 午前|午後
# 選んだ後に選べなくなったとき。$half_day はボタンと同じ
half-day-taken = { $half_day }は、たった今ほかの方で埋まりました。別の時間帯をお選びください。
half-day-over = { $half_day }は、もう選べません。
ticked = ✅ { $label }
unticked = ⬜ { $label }

## はじめに

welcome = <b>こんにちは。</b>
    { $office }のご相談窓口です。
    3～5分で高度専門職のポイントを試算します（見込みであり、決定ではありません）。
    ボタンを押すか、文字を入力してください。お電話：{ $phone }
progress = <i>{ $where }（最大{ $most }問）</i>
progress-one = 質問{ $first }
progress-several = 質問{ $first }～{ $last }
progress-so-far = <i>{ $where }（最大{ $most }問）・ここまで{ $total }点（必要な点数は{ $mark }点）</i>
progress-points = <i>{ $where }（最大{ $most }問）・ここまで{ $total }点</i>
progress-so-far-for-residence = <i>{ $where }（最大{ $most }問）・ここまで{ $total }点（永住の目安は{ $mark }点、{ $shorter }点）</i>
example = 例：<code>{ $text }</code>

## ボタン

button-unknown = わからない
    .typed = 言いたくない|言いたくないです|言いたくありません|答えたくない|答えたくないです|答えたくありません|教えたくない|秘密|秘密です|覚えていない|覚えていません|覚えてない|分からない|わかりません|分かりません|不明|知らない|知りません|未定|スキップ|i don't know|idk
row-line = { $number }. { $what }：<b>{ $value }</b>
row-yes = { $number }. はい
row-no = { $number }. いいえ
row-open = { $number }. 不明
row-help = ℹ️ { $number }
button-rows-before = ◂ { $lines }を見る
button-rows-next = { $lines }を見る ▸
    .typed = 次へ|続き|次
rows-all-no = まだ選んでいなかった行をすべて「いいえ」にしました。違う行を直してから「選び終わりました」を押してください。
row-which = どの行のことかを添えてお書きください。例：<code>1 はい、2 いいえ</code>
button-back = ← 戻る
    .typed = もどる|前へ|前に戻る|前に戻って|戻ります|戻って|戻ってください|戻りたい|前の質問|前の質問に戻る|前の質問に戻りたい|ひとつ前|ひとつ前に戻る|ひとつ前に戻って|一つ前に戻る|一つ前に戻って|1つ前に戻る|back
button-help = ℹ️ この質問について
    .typed = ヘルプ|説明|教えて|どういう意味|意味|help
button-help-more = ℹ️ 説明の続き
    .typed = 続き|説明|ヘルプ|help
button-human = 担当者と話す
    .typed = 担当者|人と話す|相談|human
button-done = 選び終わりました
    .typed = 完了|終わり|終わりました|ok|次へ|次|以上|以上です|これでいい|これで大丈夫|大丈夫です|done
button-change = ✏️ { $what }
button-topic-visa = ✏️ 目的と在留資格
button-topic-work = ✏️ 仕事と年収
button-topic-studies = ✏️ 年齢・学歴・資格
button-topic-employer = ✏️ 勤務先
button-topic-family = ✏️ 家族
button-topic-earlier = ✏️ いつから
button-review-ok = 間違いありません：結果を見る
    .typed = はい|ok|間違いありません|正しい|結果|結果を見る|次へ
button-short = 結果のまとめ
    .typed = まとめ|短く|短い結果|結果|戻る|もどる
button-details = 点数の内訳
    .typed = 全項目|詳細|詳しく|内訳|明細
button-parts = くわしく知りたいこと
    .typed = すべての項目|項目|メニュー|一覧
button-law = § 項目ごとの根拠
    .typed = 根拠|法律|条文
button-next-leaf = ▾ 続きを見る（{ $number }／{ $of }）
    .typed = 続き|続きを見る|もっと
button-first-leaf = ▴ はじめから
    .typed = はじめから|最初から
button-count-points = 🧮 点数も計算する
    .typed = 点数|点数も|点数を計算|ポイント
button-asking = 🗣 書類の頼み方
    .typed = 頼み方|どう頼めばいいですか|何と言えばいいですか
button-picture = 🖼 画像で見る
    .typed = 画像|写真|カード
button-part-ways = 🧭 点数を増やすには
    .typed = 増やす|点数を増やす|方法
button-part-over_time = 📅 点数はいつ変わるか
    .typed = いつ|時期|推移
button-part-goals = ⚖️ どの目標が合うか
    .typed = どの目標|比べる|比較
button-part-residence = 🏠 永住許可
    .typed = 永住|永住権
button-part-indefinite = ♾ 高度専門職2号
    .typed = 2号|高度専門職2号
button-part-family = 👪 家族のこと
    .typed = 家族|親|配偶者|子ども
button-part-duties = 📌 届出・転職のきまり
    .typed = 届出|転職|きまり
button-part-advice = 🗂 どの区分に当たるか
    .typed = 区分|種類
button-part-papers = 📄 証明に使う書類
    .typed = 書類|証明書|必要書類
button-part-procedure = 🛂 申請の手順・期間・手数料
    .typed = 申請|手順|手数料|期間
button-part-ask = ✍️ 質問に答える（{ $count }問）
    .typed = 質問|答える
button-part-again = ✍️ ここでの回答を変える
    .typed = 変える|変更
button-next = 事務所に相談する
    .typed = 相談|相談する|事務所|次へ|はい|next
# 同じ結果がもう事務所に届いているとき
button-with-office = 事務所に届いています：次の流れへ
    .typed = 次へ|はい|送る|事務所|next
button-update-office = この結果を事務所に送る
    .typed = 送る|更新|事務所に送る
button-change-answer = 回答を直す
    .typed = 直す|修正|訂正|変更|戻る|もどる
button-recheck = 変わったことを反映する
    .typed = もう一度確認する|変わった|もう一度|再確認|再計算
button-send = はい、送ります
    .typed = はい|送る|送ります|送信|yes
button-staff-card = 📋 担当者が見るカードの全体
    .typed = カード|全体
button-short-card = ▴ 短く表示
    .typed = 短く
button-do-not-send = いいえ、送りません
    .typed = いいえ|送らない|送らないで|送らないでください|送りません|やめる|no
button-book = 相談の希望日を選ぶ
    .typed = 予約|希望日|相談|日程
button-book-again = 相談の方法や日時を変える
    .typed = 予約|相談|日時|日程|希望日|日時を変える|別の日時|book
button-my-result = 結果を見る
    .typed = 結果|点数|ポイント
button-interview = ポイントを計算する
    .typed = ポイント|計算|点数|始める
button-other-wish = 別の希望にする
    .typed = 別の希望|ほかの希望|変更
button-again = 違います：入力し直す
    .typed = 違う|ちがう|違います|いいえ|やり直す|もう一度
button-forget-yes = すべて消す
    .typed = はい|消す|消します|削除|消去
button-forget-no = 消さない
    .typed = いいえ|残す|やめる|取消
button-new-job = 仕事が変わった
    .typed = 転職|転職した|転職しました|新しい仕事
button-nothing-changed = 変わったことはない
    .typed = ない|なし|変わりません|変わらない|同じ

## 回答の確認

review = <b>回答をご確認ください。</b>
    直すときは ✏️ のボタンを押してください。ほかの回答は残ります。
review-brief = ご回答は上にあります。よろしければ、こちらからお進みください。
review-unknown-line = 分からないとお答えの項目：{ $what }
review-line = { $what }：<b>{ $value }</b>

## 結果

result-brief = 結果は上にあります。次はどうされますか。
result-brief-points = 結果：<b>{ $total }点</b>（必要な点数は{ $mark }点）。次はどうされますか。
result-category = <b>{ $category }</b>
result-qualifies = ✅ <b>{ $total }点です。必要な{ $mark }点に達しています。</b>
result-sure = まだ分からない点がどうなっても、この結果は変わりません。
result-permission-first = 以上は、新しい勤務先についての許可が前提です。担当者が一緒に確認します。
result-short = <b>{ $total }点です。必要な点数は{ $mark }点です。</b>
    今のところ{ $short }点足りません。これは計算表だけの結果で、今後変わることもあります。担当者が直接お話をうかがうこともできます。
result-blocked = <b>{ $total }点（必要な点数は{ $mark }点）ですが、満たしていない条件があります。</b>
    この条件が変わらない間は、点数にかかわらず利用できません。担当者が直接お話をうかがうこともできます。
result-blocked-uncounted = <b>満たしていない条件があります。</b>
    この条件が変わらない間は、点数にかかわらず利用できません。担当者が直接お話をうかがうこともできます。
result-undecided = <b>今のところ{ $total }点です。必要な点数は{ $mark }点です。</b>
    届く可能性はありますが、まだ分からない点があるため決まりません。
result-undecided-reached = <b>今のところ{ $total }点で、必要な{ $mark }点に達しています。</b>
    ただし、まだ分からない点があるため、確かではありません。
result-range = { $verdict ->
    [qualifies] まだ分からない点も含めると、{ $least }～{ $greatest }点の間です。
   *[other] まだ分からない点によって、{ $least }～{ $greatest }点になります。
}
result-mark-yes = ✅ <b>{ $mark }点</b>（1年での永住の目安）：今日の時点で達しています。
result-mark-no = <b>{ $mark }点</b>（1年での永住の目安）：今日の時点では届いていません。
result-mark-open = <b>{ $mark }点</b>（1年での永住の目安）：まだ分かりません。
result-gate = ❗ { $text }
result-manager = ❗ { $day }から、会社の経営・管理には点数のほかに次のものも必要とされています。一つずつ、担当者が確認します。
result-manager-failed-line = ・満たしていないもの：{ $what }
result-manager-open-line = ・不明なもの：{ $what }
result-manager-met-line = ・満たしているとのこと：{ $what }
result-manager-holder = { $since }から、会社の経営・管理の基準が厳しくなりました。それより前から今の資格をお持ちなので、{ $day }までは猶予があると見られます。事務所が確認します。
result-manager-perhaps = { $since }より前から「経営・管理」または高度専門職1号ハで在留している方は、{ $day }まで猶予があると見られます。事務所が確認します。
result-decided-by = 次のことが分かれば決まります：{ $what }
result-decided-by-many = 次のことが分かれば決まります：{ $what }、ほか{ $count }件（すべては「点数の内訳」にあります）
result-decided-by-one = 残る確認は、<b>{ $what }</b>だけです。
result-low = まだ点数のない項目：{ $what }。🧭 を押すと、{ $mark }点に届く方法をご覧いただけます。
result-j-skip-held = ⭐ J-Skip（特別高度人材）をお持ちで、その要件も満たす見込みです。点数は必要ありません。
result-j-skip = ⭐ 特別高度人材（J-Skip、点数によらない制度）の要件を満たす見込みです。担当者と一緒に確認できます。
result-notice = 🔔 { $text }
result-staff-confirms = 一部の点数は、担当者の確認が必要です。
# 何よりも先に。$text: 新しい勤務先で働く前にすること
result-urgent = ⚠️ { $text }{ $begun ->
    [begun] すでに働き始めていますので、すぐに事務所にご相談ください：/human
    [ahead] 許可が出る前に働き始めないでください。
   *[open] すでに働き始めている方は、すぐに事務所にご相談ください：/human
}
absence-told = ⚠️ 一度に90日以上、または1年におよそ100日以上の出国があると、永住のための在留年数が数え直しになることがあります。日を決める前に、事務所の確認が必要です。
stay-renew-first = ⚠️ 在留期限は{ $value }です。永住許可を申請しても、今の在留期間は延びません。先に在留期間の更新が必要です。事務所が両方を一緒に確認します。
stay-disagrees = ⚠️ 在留期限が切れた、または在留資格がないとのお答えですが、お答えの在留期限はこれからの日です。違うほうの回答を直すか、事務所にお知らせください。
stay-gap = ⚠️ 在留期限（{ $until }）より後に、お仕事が始まります（{ $begins }）。その間の在留をどうするか、いつまでに何を申請するかを、早めに事務所へお尋ねください。担当者が確認します。
# $what: 家族についての優遇（短い形）
result-family-met = ✅ <b>ご家族：</b>うかがった内容では、次の優遇が使えます：{ $what }
result-family-open = <b>ご家族：</b>次の優遇は、まだ分からない点によります：{ $what }
result-family-once = これらは、高度専門職の在留資格を取ってから使えます。
result-family-none = <b>ご家族：</b>うかがった内容では、高度専門職に伴う優遇で今使えるものはありません。ほかの方法を、担当者が一緒に考えることはできます。
# 点数に届かないとき
result-other-ways = 方法は点数だけではありません。通常の就労の在留資格に点数は要らず、永住許可やご家族についても、点数によらない道があります。担当者が一緒に考えることはできます。
# $day: 仕事を始める日
result-basis-begins = <i>計算の基準日：{ $day }（お仕事を始める日）。{ $table }施行のポイント計算表による試算です。</i>
result-basis = <i>計算の基準日：{ $day }。{ $table }施行のポイント計算表による試算です。</i>

details-title = <b>{ $category }：{ $total }点</b>
details-line = <b>{ $label }：</b>{ $status ->
    [scored] { $points }点
    [unknown] 今は{ $points }点
    [excluded] 加算なし（重複のため）
   *[none] 0点
}
    { $why }
details-staff-confirms = <i>この項目は担当者が確認します。</i>
details-citation = <i>根拠：{ $citation }</i>
details-unknown = <b>まだ分からない項目：</b>{ $what }
details-up-to = { $label }（最大{ $most }点）
details-up-to-unsure = { $label }（最大{ $most }点、担当者が確認します）
details-none = <b>0点の項目：</b>{ $what }
details-gate = <b>条件：</b>{ $text }
details-j-skip = <b>点数によらない制度（J-Skip）：</b>{ $text }

parts = <b>何についてお知りになりたいですか。</b>
    「結果のまとめ」でいつでも結果に戻れます。

moved = { $today ->
    [yes] <b>この変更により：{ $before }点 → { $after }点</b>
   *[no] <b>{ $day }との比較：{ $before }点 → { $after }点</b>
}
moved-line = { $label }：{ $before } → { $after }（{ $cause }）
moved-nothing = { $today ->
    [yes] <b>点数は変わりません：{ $total }点</b>
   *[no] <b>{ $day }から変わっていません：{ $total }点</b>
}
moved-category = 前回と仕事の種類が違うため、項目ごとの比較はできません。

## 担当者への引継ぎ

# 事務所への質問の最初に出す。$note は事務所の言語についての案内
hand-off-languages = 🗣 { $note }
leave = <b>この内容を{ $office }に送ってもよろしいですか。</b>
    「はい」を押すまで何も送りません。お電話でもどうぞ：{ $phone }
leave-line = { $what }：<b>{ $value }</b>
leave-points-line = 点数：<b>{ $total }点</b>（必要な点数は{ $mark }点）
leave-others-line = ほかの回答{ $count }件と、そこから分かること
in-japanese = <blockquote>{ $lines }</blockquote>
# $way は、電話番号やメールアドレスがあれば elsewhere
card-sent = ✅ お送りしました。
card-sent-call = ✅ お送りしました。お急ぎですので今すぐお電話ください：{ $phone }
handed-off = <b>ありがとうございます。{ $office }にお送りしました。</b>
    { $way ->
        [elsewhere] 担当者が読み、いただいた連絡先にご連絡します。
        [elsewhere-answered] 担当者が読み、いただいた連絡先にご連絡するか、このチャットでお答えします。
        [here-answered] 担当者が読み、このチャットでお答えします。
       *[here] 担当者が読みます。お電話やメールでのご連絡をご希望のときは、番号やアドレスをここに書くか、{ $phone } までお電話ください。
    }ここに書いていただいたことは、いつでも担当者に届きます。
closed = <b>かしこまりました。何も送っていません。</b>
    回答は残っていますので、いつでもお戻りください。{ $office }へのお電話もお待ちしています：{ $phone }
refused = <b>かしこまりました。回答は保存しません。</b>
    お電話でのご相談は、{ $office }へどうぞ：{ $phone }
refused-again = お気持ちが変わりましたら、/start を送ってください。
hours-open = 🕘 事務所はただいま営業中です。電話：{ $phone }
hours-closed = 🕘 事務所はただいま営業時間外です。次は{ $day }{ $weekday ->
    [mon] （月）
    [tue] （火）
    [wed] （水）
    [thu] （木）
    [fri] （金）
    [sat] （土）
    [sun] （日）
   *[other] { " " }
}{ $time }（日本時間）に始まります。電話：{ $phone }
hours-closed-abroad = 🕘 事務所はただいま営業時間外です。次は{ $there }（お客様の現地時間）、日本時間では{ $here }に始まります。電話：{ $phone }
hours-moment = { $day }{ $weekday ->
    [mon] （月）
    [tue] （火）
    [wed] （水）
    [thu] （木）
    [fri] （金）
    [sat] （土）
    [sun] （日）
   *[other] { " " }
}{ $time }
hours-unknown = 🕘 事務所はただいま営業時間外です。次の営業日はここでは分かりません。電話：{ $phone }
passed-on = ありがとうございます。事務所にお伝えしました。
passed-on-recheck = 回答に変わったことがあるときは、/recheck で点数を計算し直せます。
write-here = ご相談はすでに事務所に届いています。ここに書いていただければ、担当者に届きます。
book-first = かしこまりました。残りの質問にお答えいただいてから、希望日をうかがいます。
book-later = かしこまりました。先に事務所におつなぎします。ポイントの計算は後からでもできます。
taken = { $name }がご相談を承りました。ここに書いていただいたことは事務所に届きます。
done-told = 事務所での対応が終わりました。ありがとうございました。ほかにご質問があれば、ここに書いてください。状況が変わったときは /recheck を送ってください。
declined-told = お待たせいたしました。事務所で内容を確認いたしました。申し訳ございませんが、今回はお受けすることができません。ご質問は { $phone } までお電話ください。

    ほかの相談先もあります。ほかの行政書士や弁護士、または国の外国人在留総合インフォメーションセンター（無料、多言語対応）です。

## 途中で

readback = <b>{ $what }：</b>次の意味でよろしいですか。お選びください。
type-again = かしこまりました。もう一度入力してください。
enough-chosen = 選べるのは{ $count }つまでです。先にどれかのチェックを外してください。
first-question = これが最初の質問です。前の質問はありません。
ask-again = この変更にともない、もう一度うかがいます：{ $what }
ask-again-split = 次の点だけ、前よりくわしくうかがいます：{ $what }。ほかの回答はそのままです。
ask-again-time = 前回のご回答から日がたちましたので、この後でもう一度うかがいます：{ $what }
ask-again-if = ここが変わると、もう一度うかがうもの：{ $what }
welcome-back = お帰りなさい。回答は残っています。続きから始めましょう。
cancel-nothing = 中止するものはありません。回答は残っています。いつでも中断し、また戻ることができます。
cancelled = かしこまりました。中止しました。回答は残っています。
old-button = そのボタンは前のメッセージのものです。今はこちらです。
edited = 送信した後の編集は読み取れません。新しいメッセージとして入力するか、「戻る」を使ってください。
edited-in-talk = 送信した後の編集は読み取れません。新しいメッセージとして入力してください。
only-text = 文字とボタンだけを受け付けています。写真、ファイル、音声は読めません。パスポートや在留カードの写真は送らないでください。
too-fast = 短い時間にたくさん届いたため、最後のほうのメッセージは読んでいません。一分ほど待ってから、続きをお送りください。それまでに届いたものも読みません。これまでの回答は残っています。/forget はいつでも使えます。
too-fast-passed-on = 短い時間にたくさん届きました。書いていただいたことは、すべてそのまま事務所に届いています。一分ほどはここで回答として読み取りませんが、もう一度お送りいただく必要はありません。
# $kept: 事務所へのメモに残したときは yes
question-for-staff = { $kept ->
    [yes] ここではお答えできないため、事務所へのメモに残しました。ご相談を送られるときに一緒に届きます。すぐに尋ねたいときは /human へ。こちらからお続けください。
   *[no] このご質問にはここではお答えできません。/human で、または最後に、事務所にお尋ねいただけます。こちらからお続けください。
}
# $kept: 事務所へのメモに残したときは yes
other-questions-for-staff = { $kept ->
    [yes] もう一つのご質問はここではお答えできないため、事務所へのメモに残しました。ご相談を送られるときに一緒に届きます。すぐに尋ねたいときは /human へ。
   *[no] もう一つのご質問には、ここではお答えできません。/human で、または最後に、事務所にお尋ねいただけます。
}
use-buttons = 下のボタンからお選びください。
unknown-command = このコマンドはありません。使えるコマンドはこちらです。
consent-first = ご利用には、先に同意が必要です。同意されない場合は、お電話でどうぞ：{ $phone }
result-is-next = この後すぐに結果をご覧いただけます。
how-long = ⏱ 質問の上に、最大の質問数が出ています。全部で3〜5分ほどです。お答えは残りますので、いつ中断しても、後でここから続けられます。
is-free = 🆓 この質問と、ここでの結果は無料です。事務所の報酬については「報酬はいくらですか」とお尋ねください。
who-asks = 🤖 { $office }の自動応答です。お送りいただいた内容は事務所の者が読み、お返事します。
points-come = 🔢 それを計算するための質問です。最後に点数をお見せします。こちらからお続けください。
no-result-yet = まだ結果がありません。もう少しお答えください。
sorry = 申し訳ございません。こちらの問題でうまくいきませんでした。回答は残っています。少し待ってからもう一度お試しいただくか、{ $phone } までお電話ください。

unopened-call = 申し訳ございません。こちらの不具合により、<b>保存した回答を読み出せなくなりました</b>。今お送りいただいた内容は事務所に届いていません。お手数ですが、{ $phone } までお電話ください。
unopened = { unopened-call }

    ここで最初からやり直すこともできます。/forget で残っている情報を消してから、/start とお送りください。

help = <b>使い方</b>
    ボタンを押すか、回答を入力してください。「わからない」でも大丈夫です。「戻る」で前の質問に戻れます。

    /result – 結果を見る
    /recheck – 変わったことがあるとき、計算し直す
    /book – 相談を申し込む
    /reminders – 何を前もって知りたいか
    /human – 担当者と話す
    /language – 言語を変える
    /cancel – 今の操作をやめる（回答は残ります）
    /mydata – 保存されている情報を受け取る
    /privacy – 情報の取扱い
    /forget – すべて消す
    /start – 続きから始める
    /help – この説明

    電話：{ $phone }
privacy = <b>個人情報の取扱いについて</b>
    ・<b>管理する者：</b>{ $controller }
    ・<b>保存するもの：</b>回答と点数。お名前、連絡先、事務所へのメッセージは、入力された場合のみ。暗号化しています。担当者とのメッセージやファイルは、届けた後は保存しません。
    ・<b>目的：</b>今回のご相談のためだけに使います。
    ・<b>見る人：</b>事務所の者だけです。送ることに同意いただいた後に拝見します。
    ・<b>最後のやり取りからの期間：</b>事務所に送られたご相談は{ $days_count }日、結果まで進んでいない回答は{ $unfinished_count }日、送られなかった結果は{ $unqualified_count }日、ご依頼いただいた方は{ $client_count }日。過ぎるとすべて自動で消去します。
    ・<b>お知らせ：</b>予約されたご相談のことと、/reminders で選ばれたことだけです。
    ・{ $channel ->
        [telegram] <b>Telegram：</b>会話はTelegramのサーバーに保存され、エンドツーエンド暗号化はされません。
        [console] <b>この端末：</b>入力した内容は、この機械の中だけに残ります。
        [web] <b>このページ：</b>事務所自身のページです。サインインの維持にCookieを1つ使い、他のサイトには何も送りません。ページの内容は、お預かりする期間中、暗号化して保存します。
        [line] <b>LINE：</b>書いた内容はLINEのサーバーに保存されます。こちらからお送りする画像やファイルは、お客様だけにお伝えするアドレスに1日置きます。
       *[other] <b>お使いのサービス（{ $channel }）：</b>書いた内容が残ることがあります。
    }パスポートやカードの番号は送らないでください。
    ・<b>お客様の権利：</b>/mydata で写しを受け取れます。/forget ですべて消せます。同意を取り消すときは「同意を撤回します」と書いてください。
    ・<b>お問合せ：</b>{ $contact }
forget = <b>すべて消しますか。</b>
    回答、結果、ご相談の内容を、ここと事務所の両方から消します。元には戻せません。先に写しが必要な場合は、「消さない」を押して /mydata を送ってください。
erased = <b>このシステムからすべて消しました：</b>回答、結果、ご相談の内容、事務所へのメッセージ、このチャットのうちボットが消せるメッセージ。

    <b>こちらで消せないもの：</b>
    { $channel ->
        [telegram] ・Telegramでは、48時間より前のメッセージ、Telegram自身の行、ほかの人が写したもの。お手数ですが、ご自身でチャットを削除してください。
        [line] ・LINEでは、このトークにあるすべて。ボットからは取り消せません。お手数ですが、ご自身でトークを削除してください。
        [web] ・このページには何も残っていません。保存や印刷をされたものは、お手元にあります。
        [console] ・この画面に表示されているもの。
       *[other] ・お使いのサービス（{ $channel }）に残るもの。お手数ですが、ご自身でチャットを削除してください。
    }{ $there }
    ・担当者が書き留めたもの。ご相談を送られていた場合は、いま担当者側のチャットからもボットが消せるものを取り除いており、残ったものと、このシステムの外に書き留めたものを消すよう担当者にお願いしているところです。
    ・システムのバックアップ（期限が来ると消えます）。

    また始めるときは、/start を送ってください。
erased-there = { $channel ->
    [telegram] ・Telegramでは、48時間より前のメッセージ、Telegram自身の行、ほかの人が写したもの。お手数ですが、そのチャットもご自身で削除してください。
    [line] ・LINEでは、そのトークにあるすべて。ボットからは取り消せません。お手数ですが、そのトークもご自身で削除してください。
    [web] ・ウェブサイトには何も残っていません。
   *[other] ・ほかにお使いになったサービス（{ $channel }）に残るもの。
}
forget-kept = かしこまりました。何も消していません。
button-withdraw = 同意だけを撤回する
withdraw = <b>同意を撤回しますか。</b>
    <b>止まるもの：</b>質問と計算をやめます。ここにある回答を消し、お知らせ、機械翻訳、勤務先へのリンクを終わりにします。
    <b>残るもの：</b>送られたご相談、{ $office }がそこに記録したこと、予約された時間。お返事に必要なためです。期間は、最後のやり取りから最長{ $days_count }日{ $client_count ->
        [0] {""}
       *[other] （ご依頼いただいている場合は{ $client_count }日）
    }です。撤回されたことは担当者に伝わります。「すべて消す」を押すと、ご相談も消えます。
withdraw-all = <b>同意を撤回しますか。</b>
    その場合は何も残しません。回答と結果を消し、今後は何もお送りしません。元には戻せません。先に写しが必要な場合は、「このままにする」を押して /mydata を送ってください。
button-withdraw-yes = 同意を撤回する
    .typed = 撤回|撤回する
button-withdraw-no = このままにする
    .typed = いいえ|やめる|そのまま
withdrawn = <b>同意は撤回されました。</b>回答はもう残していません。質問もお知らせもしません。送られたご相談は、まだ事務所にあります。/forget でそれも消せます。
withdraw-kept = かしこまりました。すべてそのままです。
withdraw-nothing = 撤回していただく同意はありません。回答は何もお預かりしていません。
exported = 保存している情報のすべてが入ったファイルです。安全な場所に保管してください。

recheck = <b>前回から変わったことはありますか。</b>
    お預かりしている回答です。
recheck-of-a-day = <b>前回から変わったことはありますか。</b>
    { $day }にうかがった回答です。
recheck-line = { $what }：<b>{ $value }</b><i>（{ $day }）</i>
recheck-question = 変わったものを押してください。そのことと、それに関係することだけをうかがいます。

## 回答が読み取れないとき

problem-choice = 申し訳ございません、うまく読み取れませんでした。ボタンを押すか、ボタンの文字（例：「{ $label }」）を入力してください。
problem-choice-again = 下のボタンから、一番近いものを押してください。
problem-yen = 金額を読み取れませんでした。1年分の額を円でお書きください。例：<code>650万円</code>
problem-yen-again = 金額だけをお書きください。例：<code>650万円</code>
problem-yen-currency = 日本円でお書きください。例：<code>650万円</code>　外国の通貨でしか分からないときは、「わからない」をお選びください。担当者が確認します。
problem-yen-too-large = 金額が大きすぎるようです。桁をご確認ください。例：<code>650万円</code>
problem-yen-net = 手取りではなく、税金や社会保険料が引かれる前の額（額面）で計算します。1年分の額面をお書きください。例：<code>650万円</code>　労働条件通知書や内定通知書に書かれています。
problem-yen-hourly = 1年分の額で計算します。残業代を除いて1年でいくらになるかをお書きください。例：<code>650万円</code>
problem-yen-undecided = 決まっていなくても大丈夫です。「わからない」を選んで先へお進みください。提示された額や見込みの額があれば、それをお書きください。例：<code>650万円</code>　あとで直せます。
problem-yen-overtime = 残業代は報酬に含まれません。残業代を除き、賞与を含めた1年分の額をお書きください。例：<code>650万円</code>　固定残業代が契約に含まれるときは、担当者が確認します。
problem-yen-bonus = 1年に支給が決まっている賞与はいくらですか。月給や年収と合わせてお書きください。例：<code>600万円＋賞与100万円</code>、<code>月給40万円＋賞与2か月分</code>　業績しだいの賞与は含まれません。
problem-yen-several = 勤め先がいくつもある場合、点数に数えるのは主な勤め先の報酬だけです。主な勤め先から受け取る1年分の額をお書きください。例：<code>400万円</code>
problem-yen-included = 株式報酬、入社時の一時金、住宅・通勤・家族の手当は報酬に含まれません。それらを除いた1年分の額をお書きください。例：<code>650万円</code>
problem-whole = 数字でお答えください。例：<code>2</code>
problem-whole-range = { $low }から{ $high }までの数字でお答えください。例：<code>2</code>
problem-whole-related = 仕事に必要な資格、または仕事で使う資格が数に入ります。その数をお書きください。例：<code>1</code>　仕事に関係がなければ<code>0</code>とお書きください。
problem-years = 年数でお答えください。例：<code>5年</code>、<code>4年6か月</code>
problem-years-again = 年数だけをお書きください。例：<code>5年</code>
problem-years-since = 何年何月からですか。終わっているときは終わった年月もお書きください。例：<code>2019年4月から</code>、<code>2018年4月から2023年3月まで</code>　何年間かでもかまいません。例：<code>5年</code>
problem-years-about = 満何か月かで決まります。今日までに満ちている年数と月数をお書きください。例：<code>2年10か月</code>
problem-percent = ％でお答えください。例：<code>3.5%</code>
problem-day = 日付を読み取れませんでした。年月日でお書きください。例：<code>1994年5月1日</code>
problem-day-again = 年月日だけをお書きください。例：<code>1994年5月1日</code>
problem-day-age = お誕生日が近いときは、年齢だけでは決まりません。生まれた年と月をお書きください。日まで必要なのは、お誕生日が近いときだけです。例：<code>1994年5月1日</code>
problem-day-impossible = その日は暦にありません。ご確認のうえ、年月日でお書きください。例：<code>1994年5月1日</code>
problem-day-range = { $earliest }から{ $latest }までの日付をお書きください。年をご確認ください。例：<code>1994年5月1日</code>
problem-day-more = 点数に関わるため、年月日のすべてをお書きください。例：<code>1994年5月1日</code>
problem-date = 日付を読み取れませんでした。年と月だけでもかまいません。例：<code>{ $year }年4月</code>
problem-date-again = 年と月だけをお書きください。例：<code>{ $year }年4月</code>
problem-date-range = { $earliest }から{ $latest }までの日付をお書きください。
problem-date-impossible = その日は暦にありません。年と月だけでもかまいません。例：<code>{ $year }年4月</code>
problem-name = ここにはお名前だけをお書きください。例：<code>山田マリア</code>
problem-name-unseen = お名前が見えないようです。文字でお書きください。例：<code>山田マリア</code>
problem-where = ここにはお住まいとご連絡のつく時間帯だけをお書きください。例：<code>高崎市、平日は18時以降</code>
problem-text-empty = 短い文でお書きください。例：<code>在留資格について相談したいです。</code>
problem-text-long = 少し長いようです。{ $most }文字までで、1～2文でお書きください。
problem-contact = 電話番号かメールアドレスをお書きください。例：<code>090-1234-5678</code>、<code>maria@example.com</code>
problem-contact-mail = メールアドレスが途中で切れているようです。ご確認ください。例：<code>maria@example.com</code>
problem-contact-letters = 電話番号に文字が入っているようです。数字だけでお書きください。例：<code>090-1234-5678</code>
problem-contact-digits = 電話番号の桁数が合わないようです。すべての数字をお書きください。例：<code>090-1234-5678</code>
problem-contact-country = 海外へお電話しますので、国番号からお書きください。例：<code>+84 90 123 4567</code>
stuck = お答えにくい質問でしたら、「わからない」と入力して先へ進むか、お電話でお尋ねください：{ $phone }
stuck-example = このようにお書きください：<code>{ $text }</code>

## Telegramのメニューとプロフィール

command-start = 始める、続きから再開する
command-help = 使い方
command-language = 言語を変える / Change the language
command-recheck = 変わったことがあるとき、計算し直す
command-result = 結果を見る
command-book = 相談を申し込む
command-human = 担当者と話す
command-privacy = 情報の取扱い
command-mydata = 保存されている情報を受け取る
command-forget = すべて消す
command-cancel = 今の操作をやめる（回答は残ります）
bot-description = 高度専門職のポイントを3～5分で試算し、1項目ずつご説明します。ボタンでも入力でもお答えいただけます。最後に行政書士事務所に相談できます。

    これは見込みであり、決定ではありません。何を送るかはご自身で決められ、いつでもすべて消せます。
bot-short-description = 高度専門職のポイントを試算してご説明し、行政書士事務所におつなぎします。
bot-open-page = 開く

## 事務所の相談方法

way-line = ・{ $way }：{ $about }

## どちらの回答か

which-answer-one = <b>これについてのご質問ですか。</b>
which-answer = <b>どちらのことですか。</b>
button-no-answer = どちらでもない
    .typed = ない|なし|いいえ
button-other-answer = いいえ、別のこと
    .typed = いいえ|ちがう|別のこと

## 担当者とのやり取り

from-office = 👤 <b>{ $name }：</b>
from-office-changed = ✏️ <b>{ $name }（訂正）：</b>
talk-with-staff = 💬 事務所の担当者がここでお話ししています。書いていただいたことは、そのまま担当者に届きます。ボタンとコマンドはこれまでどおり使えます。
translation-mark = 🌐 <i>機械翻訳（誤りを含むことがあります）：</i>
translation-told = 🌐 書く言語が違うため、担当者とのやり取りには機械翻訳が付きます。メッセージは書かれたまま、すぐに届きます。翻訳は後からその下に付き、誤りを含むことがあります。そのため、やり取りの文章は、事務所が運用する翻訳サーバーに送られます。
translation-state = { $now ->
    [on] 🌐 <b>機械翻訳：</b>担当者とのやり取りの文章は、事務所が運用する翻訳サーバーに送られます。翻訳は誤りを含むことがあります。サーバーが応答しない間、届いた文章は翻訳を待つために、暗号化して最長1日保管します。
   *[off] 🌐 <b>機械翻訳：</b>使っていません。担当者とのやり取りの文章が翻訳サーバーに送られることはありません。
}
translation-switch-off = 翻訳しない
translation-switch-on = もう一度翻訳する
translation-switched = { $now ->
    [on] かしこまりました。担当者とのやり取りに、また機械翻訳が付きます。
   *[off] かしこまりました。担当者とのやり取りの文章は、今後翻訳サーバーに送られません。メッセージは、書かれたまま担当者に届きます。/privacy でもう一度使うようにできます。
}
talk-handed-back = ↩️ ここからはまたボットがお答えします。書いていただいたことは、引き続き事務所に届きます。
not-passed-on = これは事務所にお渡しできません。文字で書くか、写真かファイルとして送ってください。
not-passed-on-in-part = 言葉は事務所に届きましたが、一緒に送られたものはお渡しできません。写真かファイルとして送ってください。
file-lost = 📎 { $by ->
        [staff] 事務所から送られた{ $name }を、お届けできませんでした。
       *[client] { $name }は事務所に届きませんでした。
    }{ $reason ->
        [size] 大きすぎます（20MBまで）。
       *[gone] Telegramにもう残っていません。
    }{ $by ->
        [staff] 事務所にも伝えました。
       *[client] { $reason ->
            [size] 別の形でお送りください。
           *[gone] もう一度お送りください。
        }
    }
file-replaced = 📎 事務所には最初に送られたファイルが残っています。新しいファイルは、新しいメッセージとしてお送りください。
said = { $text }
media-photo = 写真
media-document = ファイル
media-voice = 音声メッセージ
media-video_note = ビデオメッセージ
media-video = 動画
media-audio = 音楽
media-animation = アニメーション
media-sticker = スタンプ
media-contact = 連絡先
media-location = 位置情報
media-venue = 場所
