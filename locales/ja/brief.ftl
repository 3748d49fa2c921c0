### 面談の30分前に職員がトピックで読む一枚。一つのことを一行で、全部で20行まで。
###
### HTML は <b>、<i>、<code> だけ。

brief = { $lines }
# $number: 番号、$name: お客様、$who: 担当する職員
brief-title = 📄 <b>まもなく面談です：#{ $number } { $name }</b>（担当：{ $who }）
# $time: 日時（時計が違うときは両方）。$way: 方法、$count: 分。$answer: お知らせへのお返事
brief-talk = 🕐 { $time }｜{ $way }、{ $count }分{ $answer ->
    [yes] ｜来られるとのお返事
    [no] ｜来られないとのお返事
    [move] ｜別の時間をご希望
   *[none] ｜お知らせへのお返事なし
}
# $items: 言語、通訳、お住まい、時計
brief-client = 🗣 { $items }
# $zone: 時間帯の名前
brief-zone = お客様の時計：<code>{ $zone }</code>
# $goal: ご希望。$note: 書かれたことの初め（あるとき $has_note）
brief-wish = 🎯 { $goal }{ $has_note ->
    [yes] ：{ $note }
   *[no] {""}
}
brief-flags = ❗ <b>要注意：</b>{ $items }
# $items: 点数表の項目
brief-confirmed = ☑️ 書類を確認済み：{ $items }
brief-decides = 🔑 <b>決め手：</b>{ $items }
# $count: まだない書類の数。$items: そのうちのいくつか、$more_count: 残りの数
brief-papers = 📎 <b>まだない書類（受付時点、{ $count }点）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }点
}
brief-dates = { $items }
