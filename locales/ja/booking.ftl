### 予約できる時間と、予約を変えられないときにお客様や職員に伝える文。

## 時間。

slot-weekday = { $weekday ->
    [mon] 月
    [tue] 火
    [wed] 水
    [thu] 木
    [fri] 金
    [sat] 土
   *[sun] 日
}
slot-month = { $month ->
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
slot-whose = { $office ->
    [japan] 日本時間
   *[other] 事務所の時間
}
slot-full = { $day }({ slot-weekday }){ $time }
slot-here = { $here }（{ slot-whose }）
slot-there-and-here = { $there }（お客様の現地時間）、{ slot-whose }では{ $here }

slot-here-and-there = { $here }（{ slot-whose }）、お客様の現地では{ $there }

## ボタンの文。短くします。

slot-day = { slot-month }{ $date }日({ slot-weekday })
slot-short = { slot-day }{ $time }
slot-short-both = { $there }・{ $office ->
    [japan] 日本
   *[other] 事務所
}{ $here }
slot-short-for-staff = { $here }・現地{ $there }
slot-on-request = { $slot }（要承認）
slot-part = { $part ->
    [night] 夜中（6時前）
    [morning] 午前
    [afternoon] 午後
   *[evening] 夕方（17時以降）
}

## 変えられない理由。

booking-request-open = すでにお申込み中の時間があります。事務所の返事をお待ちいただくか、先にそのお申込みを取り消してください。
booking-stands = すでにご予約があります。変更や取消しができます。
booking-gone = これはもう受け付けていません。
booking-no-moves = ご予約はここでは変更できません。事務所にご連絡ください。
booking-moved-too-often = ご予約はすでに{ $count }回変更されています。さらに変更するには事務所にご連絡ください。
booking-too-late = ここで変更できるのは開始の{ $count }時間前までです。事務所にご連絡ください。
booking-hold-over = この時間はしばらくお取りしていましたが、期限が過ぎました。もう一度お選びください。
booking-proposal-gone = この時間のご提案はもうありません。別の時間をお選びください。
booking-waits-already = すでにキャンセル待ちに登録されています。
booking-decided = 変更しませんでした。この申込みは{ $state ->
    [booked] すでに承認されています
    [moved] すでに承認されています
    [declined] すでに断られています
    [cancelled] 取り消されています
    [expired] 期限までに返事がなく終了しています
    [kept] 実施済みと記録されています
    [missed] 来られなかったと記録されています
   *[other] 終わっています
}。
booking-request-late = 変更しませんでした。この時間は過ぎています。
booking-propose = 別々の時間を1つから{ $count }つまで提案してください。
booking-not-yet = この相談はまだ始まっていません。
booking-begun = 開始時刻を過ぎています。ご都合がつかないときは、ここで事務所にお知らせください。

## 時間を選ぶ。

booking-after-hand-off = { $booked ->
    [yes] <b>ありがとうございます。{ $office }がお申込みを受け取りました。</b>
   *[no] <b>ありがとうございます。{ $office }がお申込みを受け取りました。</b>続けて、ご相談の時間をお選びいただけます。
}
booking-way = <b>ご相談はどの方法がよろしいですか。</b>
booking-choose = <b>ご都合のよい時間はいつですか。</b>{ $way }、{ $count }分。
booking-type-a-wish = 時間を押すか、「来週の火曜午後」のようにご都合を入力してください。
booking-narrowed = ご希望：{ $wish }
booking-none = 今のところ空いている時間がありません。空きが出ましたら、すぐにここでお知らせできます。
booking-none-narrowed = ご希望の時間は空いていません。
booking-just-taken = その時間はたった今埋まりました。近い時間はこちらです。
booking-changed-since = その後に変わりました。今の状態はこちらです。
booking-which-day = <b>どの日がよいですか。</b>
booking-which-part = <b>どの時間帯がよいですか。</b>
booking-zone = <b>今どちらの都市にいらっしゃいますか。</b>現地の時間でもお見せできるよう、入力してください。
booking-zone-unknown = この地名が分かりませんでした。近くの大きな都市を入力するか、ボタンを押してください。
booking-move-from = 今のご予約：{ $time }。別の時間をお選びください。それまでは今のご予約のままです。
booking-limit = { $hours_count ->
    [0] 開始まで
   *[other] 開始の{ $hours_count }時間前まで
}、ここで{ $moves_count ->
    [0] 取消しができます
   *[other] 変更（{ $moves_count }回まで）と取消しができます
}。
booking-confirm = <b>{ $time }</b>
    { $way }、{ $count }分。この時間を{ $minutes_count }分間お取りしておきます。よろしいですか。
booking-offer = <b>空きが出ました：{ $time }</b>
    { $way }、{ $count }分。{ $until }までお取りしておき、その後は次の方にご案内します。
booking-instead-of = { $time }のご予約の代わりになります。
booking-must-be-approved = この時間は、先に事務所の承認が必要です。
booking-asked = <b>お申込み中：{ $time }</b>
    { $way }、{ $count }分。事務所の返事はまだです。返事がないときは、{ $until }に終了します。
booking-stands-until = 事務所が承認するまでは、今のご予約のままです：{ $time }。
booking-yours = <b>ご予約：{ $time }</b>
    { $way }、{ $count }分。
booking-waits = <b>キャンセル待ちに登録されています。</b>
    { $way }、{ $count }分。空きが出ましたら、ここでお知らせします。
booking-waits-for = { $way }、{ $count }分。空きが出ましたら、ここでお知らせします。
booking-proposed = 事務所から別の時間のご提案があります。ご都合のよい時間を押してください。{ $until }までお取りしておきます。
booking-link = オンライン相談のリンク：{ $link }
booking-link-comes = リンクは開始までにここでお送りします。
booking-link-over = 前のリンクは新しい時間にはお使いいただけません。正しいリンクは、開始までにここでお送りします。
booking-map = 地図：{ $link }
booking-cancel-really = <b>本当に取り消しますか。</b>{ $time }
booking-cancel-wait = <b>本当にキャンセル待ちをやめますか。</b>
booking-not-here = 今はここで予約できません。{ $office }にご連絡いただくか、{ $phone }にお電話ください。

booking-told-booked = ✅ <b>ご予約を承りました。</b>
booking-told-requested = 📨 <b>お申込みを事務所に送りました。</b>決まり次第、ここでお知らせします。
booking-told-moved = ✅ <b>ご予約を変更しました。</b>
booking-told-cancelled = <b>ご予約を取り消しました。</b>別の時間をお選びいただけます。
booking-told-taken-back = <b>お申込みを取り下げました。</b>
booking-told-none-suits = <b>いずれの時間もご都合がつかないことを事務所に伝えました。</b>
booking-told-left-list = <b>キャンセル待ちをやめました。</b>
booking-told-waiting = ✅ <b>キャンセル待ちに登録しました。</b>

booking-earlier = ← 前の時間
booking-later = 後の時間 →
    .typed = 後の時間|もっと後|もっと遅い時間|次の時間|次へ
booking-later-days = 後の日 →
booking-by-day = 日から選ぶ
    .typed = 日で選ぶ|日付で選ぶ|日付から選ぶ|日にちで選ぶ|日にちから選ぶ|別の日|他の日|別の日がいい|ほかの日
booking-by-part = 時間帯から選ぶ
    .typed = 時間帯で選ぶ|時間帯
booking-all-times = すべての時間
booking-other-way = 別の相談方法
    .typed = 別の方法|ほかの方法|他の方法
booking-wait = キャンセル待ちをする
    .typed = キャンセル待ち|キャンセル待ちします|キャンセル待ちをお願いします|キャンセル待ち希望|空き待ち|空いたら教えてください
booking-zone-office = 事務所の時間だけでよい
booking-take = はい、この時間にします
    .typed = はい|お願いします|ok|それで
booking-another = 別の時間
    .typed = いいえ|別の
booking-let-go = いいえ、見送ります
    .typed = いいえ|見送る
booking-move = 時間を変える
    .typed = 変更|変更する
booking-cancel = 取り消す
    .typed = 取消|取り消し|キャンセル|キャンセルする
booking-none-suits = どれも都合がつかない
    .typed = どれも|どれも無理|どれもだめ
booking-take-back = お申込みを取り下げる
booking-leave-list = キャンセル待ちをやめる
booking-yes-cancel = はい、取り消します
booking-keep = いいえ、そのままにします
    .typed = いいえ|そのまま
booking-close = 閉じる
    .typed = 閉じる|戻る

## 事務所が決めたこと、お客様の操作によらず変わったこと。

booking-approved = ✅ <b>ご希望の時間が承認されました：{ $time }</b>
    { $way }、{ $count }分。
booking-move-approved = ✅ <b>変更が承認されました。新しい時間：{ $time }</b>
    { $way }、{ $count }分。
booking-declined = 申し訳ございません。{ $time }は事務所の都合がつきません。こちらの時間はいかがでしょうか。
booking-move-declined = 申し訳ございません。{ $time }は事務所の都合がつきません。今のご予約はそのままです：{ $standing }。こちらの時間はいかがでしょうか。
booking-other-times = <b>{ $time }の代わりに、事務所から別の時間のご提案です。</b>押すだけで予約できます。{ $until }までお取りしておきます。
booking-proposal-withdrawn = 事務所は、ご提案した別の時間を取り下げました。今の時間はそのままです：{ $time }。
booking-proposal-over = 事務所からご提案した別の時間は、ほかの方にご案内します。今の時間はそのままです：{ $time }。
booking-missed = { $time }のご相談でお話しできず残念でした。お変わりないでしょうか。引き続きご希望でしたら、こちらの時間はいかがでしょうか。
booking-missed-no-time = { $time }のご相談でお話しできず残念でした。お変わりないでしょうか。引き続きご希望でしたら、/book で時間をお選びいただくか、ここにお書きください。
booking-missed-again = { $time }のご相談でお話しできず残念でした。改めてご希望でしたら、ご都合に合う時間を探しますので、ここにお書きください。
booking-came-after-all = 申し訳ございません。お話しできなかったとお伝えしたのは誤りでした。{ $time }のご相談は、実施済みとして記録しました。
booking-moved-by-staff = <b>事務所がご相談の時間を変更しました：{ $time }</b>
    { $way }、{ $count }分。変更前：{ $before }。
booking-cancelled-by-staff = 申し訳ございません。事務所の都合により、{ $time }のご相談を取り消しました。/book で別の時間をお選びください。
booking-request-over = 申し訳ございません。事務所からお返事できないまま期限が過ぎ、{ $time }のお申込みは終了しました。こちらの時間はいかがでしょうか。
booking-offer-gone = 申し訳ございません。その時間は事務所の都合がつかなくなりました。キャンセル待ちの登録は続いています。
booking-offer-over = お取りしていた時間は、ほかの方にご案内します。キャンセル待ちの登録は続いています。
booking-show = 変更・取消し
booking-show-all = すべての時間
booking-show-mine = 予約の内容
booking-late = ご連絡ありがとうございます。

## お客様ご自身のカレンダーに入れるための文言。ファイルに添えるもの、またはファイルを送れないときのもの。$time：相談の時間、
## $before：これまでの時間、$link：Googleカレンダーに追加するリンク。同じファイルを開き直したときの動きは、アプリで異なる。

entry-new = 📅 <b>カレンダー用：{ $time }</b>
    このファイルを開くと、カレンダーに保存できます。Googleカレンダーには、次のリンクからも追加できます：{ $link }
entry-new-no-file = 📅 <b>カレンダー用：{ $time }</b>
    Googleカレンダーに追加：{ $link }
entry-moved = 📅 <b>カレンダー用の新しい時間：{ $time }</b>
    変更前は{ $before }でした。Appleのカレンダーでは、このファイルで前の予定が置き換わります。GoogleカレンダーとOutlookでは予定が2つになるため、前の時間の予定はご自身で削除してください。
    Googleカレンダーには、次のリンクからも追加できます：{ $link }
entry-moved-no-file = 📅 <b>カレンダー用の新しい時間：{ $time }</b>
    変更前は{ $before }でした。前の予定を保存されている場合は、ご自身で削除してください。
    新しい時間をGoogleカレンダーに追加：{ $link }
entry-cancelled = 📅 <b>取りやめになった相談：{ $time }</b>
    Appleのカレンダーでは、このファイルで予定がキャンセル済みになります。GoogleカレンダーとOutlookでは、ご自身で予定を削除してください。
entry-cancelled-no-file = 📅 <b>取りやめになった相談：{ $time }</b>
    カレンダーに保存されている場合は、ご自身で予定を削除してください。
# カレンダーに表示される件名。ほかの人の目に触れることがある
entry-summary = { $way }：{ $office }
entry-details = 変更や取消しは、チャットで /book と送ってください。

## 画面の時間や予約についてお客様が書く言葉。全文が一致したときだけ使います。予約についての文では、数字を除きます。

typed-time-first = 1番目
    .typed = 一番目|1つ目|一つ目|ひとつ目|1|1番|一番上|最初|最初の|最初の時間|最初ので|1番目で|1番目でお願いします|最初のでお願いします|一番上で|一番上の|一番上でお願いします
typed-time-second = 2番目
    .typed = 二番目|2つ目|二つ目|ふたつ目|2|2番|真ん中|真ん中の|2番目で|2番目でお願いします|二番目でお願いします|真ん中でお願いします
typed-time-third = 3番目
    .typed = 三番目|3つ目|三つ目|みっつ目|3|3番|3番目で|3番目でお願いします|三番目でお願いします
typed-time-last = 最後
    .typed = 最後の|最後の時間|最後ので|一番下|一番下の|一番下で|最後のでお願いします|一番下でお願いします
typed-time-soonest = いつでも
    .typed = いつでもいい|いつでもいいです|いつでも大丈夫|いつでも大丈夫です|いつでも構いません|いつでもかまいません|なるべく早く|できるだけ早く|できるだけ早くお願いします|なるべく早くお願いします|早いほうがいい|早いほうがいいです|早い方がいい|早い方がいいです|最短|最短で|最短でお願いします|一番早い|一番早い時間|一番早いの|一番早い時間で|すぐ|すぐに|今すぐ|今すぐに|今から|どれでもいい|どれでもいいです
typed-talk-cancel = 予約を取り消したい
    .typed = 予約を取り消したいです|予約を取り消してください|予約の取り消し|予約の取消|予約の取消し|予約キャンセル|予約をキャンセル|予約のキャンセル|予約をキャンセルしたい|予約をキャンセルしたいです|予約をキャンセルしてください|キャンセルしたい|キャンセルしたいです|キャンセルしてください|キャンセルお願いします|キャンセルをお願いします|キャンセルします|キャンセルできますか|予約をキャンセルできますか|取り消したい|取り消したいです|取り消してください|相談をキャンセルしたい|相談をキャンセルしたいです|面談をキャンセルしたい|面談をキャンセルしたいです
typed-talk-move = 予約を変更したい
    .typed = 予約を変更したいです|予約を変更してください|予約の変更|予約変更|予約を変えたい|予約を変えたいです|日程を変更したい|日程を変更したいです|日程変更|日程の変更|日時変更|日時を変更したい|日時を変更したいです|時間を変更したい|時間を変更したいです|時間を変えたい|時間を変えたいです|時間の変更|時間変更|予約を変更できますか|時間を変更できますか|日程を変更できますか|別の日にしたい|別の日にしたいです|別の日に変えたい|別の日に変更したい|別の時間にしたい|別の時間にしたいです|リスケ|リスケしたい|リスケできますか|リスケお願いします
typed-talk-absent = 行けません
    .typed = 行けなくなりました|行けない|行けなくなった|伺えません|伺えなくなりました|参加できません|参加できなくなりました|都合が悪くなりました|都合がつかなくなりました|その日は無理になりました|すみません行けません|すみません行けなくなりました|申し訳ありません行けなくなりました|来られません|出席できません|出られません|出られなくなりました
typed-talk-late = 遅れます
    .typed = 分遅れます|遅れそうです|分ほど遅れます|分くらい遅れます|分遅れそうです|分ほど遅れそうです|少し遅れます|少し遅れそうです|ちょっと遅れます|ちょっと遅れそうです|すみません遅れます|すみません分遅れます|すみません少し遅れます|遅刻します|遅刻しそうです|分遅刻します|遅くなります|遅くなりそうです|遅れる|遅れています|遅れております
typed-talk-show = 私の予約
    .typed = 予約を確認したい|予約を確認したいです|予約確認|予約の確認|予約はいつですか|予約はいつ|相談はいつですか|相談は何時ですか|予約は何時ですか|何時からですか|リンクはどこですか|リンクを送ってください|リンクをください|リンクは|リンクを教えてください|予約を見せて|予約を見たい|予約できていますか|予約は取れていますか
