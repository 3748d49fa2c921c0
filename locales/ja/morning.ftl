### 営業開始時に職員のグループへ送る朝のまとめ。番号だけを載せ、氏名は載せない。
###
### HTML は <b>、<i>、<code>。リンクは相談の番号だけ。

morning-title = ☀️ <b>おはようございます。{ $day }のまとめです。</b>
# $number: 相談の番号、$href: そのトピック
morning-linked = <a href="{ $href }">#{ $number }</a>
morning-number = #{ $number }
# $lead: 上のどちらか、$said: 内容
morning-lead = { $lead }（{ $said }）
# $count: 日数
morning-since-today = 今日から
morning-since = { $count }日前から
morning-day = { $day }
# 新しいご相談の点数、又はすでに終わったもの
morning-points = { $count }点
morning-closed = { $state ->
    [done] 完了
   *[declined] 対応外
}
# $items: 相談、$more_count: 載せていない件数
morning-new = 🆕 <b>新しいご相談（{ $count }件）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件（/leads）
}
morning-talks = 🗓 <b>今日の面談（{ $count }件）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件（/today）
}
# $time、$lead、$way、$who: 面談の時間、番号、方法、担当。$state: 状態
morning-talk = { $time } { $lead }（{ $way }、{ $who }{ $is_usual ->
    [yes] {""}
   *[no] 、{ $state }
}）
# 承認を待つ申込み。$time: 申し込まれた日時、$until: 承認の期限
morning-requests = ⏳ <b>承認待ちの申込み（{ $count }件）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件（/today）
}
morning-request = { $lead }（{ $time }、{ $who }、{ $until }までに承認）
morning-waiting = 🙋 <b>担当者待ち（{ $count }件、長い順）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件（/leads 待ち）
}
morning-unanswered = 💬 <b>返信待ちのお客様（{ $count }件、長い順）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件
}
morning-due = ⏰ <b>期限が7日以内・過ぎたもの（{ $count }件）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件（/today）
}
morning-agreed = 📅 <b>面談で決めた期日が来たもの（{ $count }件）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件
}
morning-moves = <b>90日以内の変化（{ $count }件）：</b>{ $items }{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件（/leads 変化）
}
# $count: メッセージの数、$leads: 相手（分かるとき $named）
morning-failed = ❗ <b>届かなかったメッセージ：{ $count }件</b>{ $named ->
    [yes] （{ $leads }）
   *[no] {""}
}。詳しくは、管理者が <code>intake doctor</code> で確認できます。
