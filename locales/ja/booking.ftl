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

## ボタンの文。短くします。

slot-day = { slot-month }{ $date }日({ slot-weekday })
slot-short = { slot-day }{ $time }
slot-short-both = { $there }・{ $office ->
    [japan] 日本
   *[other] 事務所
}{ $here }
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
booking-moved-too-often = このご予約はすでに{ $count }回変更されています。さらに変更するには事務所にご連絡ください。
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
   *[other] 終わっています
}。
booking-request-late = 変更しませんでした。この時間は過ぎています。
booking-propose = 別々の時間を1つから{ $count }つまで提案してください。
booking-not-yet = この相談はまだ始まっていません。
