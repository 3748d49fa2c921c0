### 予約した相談と、本人が選んだことのお知らせ。

reminder-talk = ⏰ <b>ご相談：{ $time }</b>
    { $way }、{ $count }分。
    { $lines }

    <b>ご予定に変わりはありませんか。</b>
reminder-talk-again = ⏰ <b>ご相談：{ $time }</b>
    { $way }、{ $count }分。
    { $lines }
reminder-papers = できる範囲で、次の書類をお手元にご用意ください（リストで未確認のもの{ $count }点）：
reminder-papers-next = リストで未確認の書類が{ $count }点あります。/result の「証明に使う書類」で印を付けられます：
reminder-paper-line = ・{ $label }
reminder-papers-more = ・ほか{ $count }点：/result の「証明に使う書類」
reminder-coming = はい、行きます
    .typed = はい|行きます|伺います|大丈夫です|変わりません|変わりありません|よろしくお願いします
reminder-move = 別の時間にする
    .typed = 変更|変更したい|別の日|日程を変えたい|延期
reminder-cancel = 取り消す
    .typed = 取消し|キャンセル|行けません|行けなくなりました
reminder-coming-kept = ✅ ありがとうございます。お待ちしております。
reminder-cancel-kept = お知らせいただき、ありがとうございます。ここではもう取り消せないため、ご都合が悪くなったことを担当者に伝えました。別の時間をご希望でしたら、ここにお書きください。
reminder-move-kept = ここではもう変更できないため、別の時間をご希望であることを担当者に伝えました。お返事するまでは、今のご予約のままです。
reminder-cancelled = ご連絡いただいたとおり、ご相談（{ $time }）を取り消しました。ご都合のよいときに、/book で別の時間をお選びください。
reminder-thanks = <b>ご相談いただき、ありがとうございました。</b>（{ $time }）
    { $lines }
reminder-ended = { $outcome ->
    [engaged] ご依頼ありがとうございます。この先の進め方は、事務所がこのチャットでご連絡します。
    [thinking] ごゆっくりご検討ください。お決まりになりましたら、ここにお書きください。
    [not_engaged] ご事情が変わったときやご質問があるときは、ここにお書きください。
    [again] 次のご相談の時間は、/book でお選びいただけます。
    [not_now] ご事情が変わったときやご質問があるときは、ここにお書きください。
    [elsewhere] ご案内した先でお力になれることを願っております。ご質問があるときは、ここにお書きください。
   *[open] ご不明な点があれば、ここにお書きください。/result で点数を、/book で次のご相談の時間をご覧いただけます。
}
reminder-thanks-mood = { $thanks }

    ご相談はいかがでしたか。よろしければ一つ押してください。
reminder-mood = { $mood ->
    [good] 🙂
    [fair] 😐
   *[poor] 🙁
}
reminder-mood-kept = ありがとうございます。事務所に伝わります。

reminders = <b>何をお知らせしましょうか。</b>選んだものだけを、夜間を避けてお届けします。どのお知らせにも、やめるボタンがあります。そのときのご回答をもとに作り、ご回答を保管している間（最後のメッセージから{ $days_count }日間）お届けします。
reminders-day-line = ・{ $kind }：次は{ $day }
reminders-no-day-line = ・{ $kind }：ご回答からは、日にちがまだ分かりません
reminders-close = 閉じる
    .typed = 閉じる|終わり|戻る
button-remind = 🔔 お知らせを受け取る
    .typed = お知らせ|リマインド|リマインダー|知らせて
command-reminders = お知らせ：何を前もって知りたいか
reminder-kind-points = 点数が変わる
reminder-kind-mark = 70点・80点に届く
reminder-kind-residence = 永住の申請ができるようになる
reminder-kind-stay = 在留期限が近づく
reminder-kind-job = 転職後の期限
reminder-kind-interview = 途中の質問の続き（一度だけ）
reminder-offer = よろしければ、続きを一度だけお知らせします：/reminders

reminder-of-points = 🔔 <b>点数がもうすぐ変わります</b>
    { $lines }
    <i>ご回答と今日の法令による目安です。変わったことがあれば：/recheck</i>
reminder-points-line = ・<b>{ $day }：</b>{ $before }点 → <b>{ $after }点</b>（{ $causes }）{ $verdict ->
    [blocked] 。その時点で満たさない条件があります。
   *[other] { "" }
}
reminder-of-mark = 🔔 <b>点数について</b>
    { $lines }
reminder-mark = ご回答によると、<b>{ $mark }点</b>に届きました。今日は{ $total }点です。
reminder-mark-next = <i>目安です。これで何ができるか、どの書類で証明するかは /result でご覧いただけます。</i>
reminder-of-residence = 🔔 <b>永住について</b>
    { $lines }
reminder-residence-next = <i>目安です。理由と、ほかに見られる点は /result でご覧いただけます。</i>
reminder-of-stay = 🔔 <b>在留期間について</b>
    { $lines }
reminder-stay = ご回答によると、在留期限は{ $value }です。新しいカードをお持ちでしたら、お知らせください：/recheck
reminder-of-job = 🔔 <b>お仕事が変わった後について</b>
    { $lines }
reminder-job = ご回答によると、お仕事が変わったのは{ $day }です。その日から数えて、次のことの最後の日は<b>{ $until }</b>です：
reminder-of-interview = { $lines }
reminder-interview = 🔔 ポイントの計算が途中になっています。ご回答は残っています。/start で続きからどうぞ。このお知らせは一度だけです。
reminder-stop = このお知らせをやめる
reminder-all = お知らせの一覧
reminder-stopped = かしこまりました。「{ $kind }」のお知らせはもうお送りしません。/reminders で一覧と変更ができます。
reminder-not-chosen = 「{ $kind }」のお知らせは止まっています。/reminders で一覧と変更ができます。

card-reminded = 🔔 { $answer ->
    [yes] 来る（{ $day } { $time }）
    [no] <b>来られない</b>（{ $day } { $time }）
    [move] <b>時間変更の希望</b>（{ $day } { $time }）
   *[none] { $day } { $time }に通知、返答なし
}
card-mood = 💭 { $mood }
staff-booking-answered = 🔔 { $answer ->
    [move] お客様が{ $time }（{ $way }）とは別の時間を希望しています。チャットではもう変更できません。変更されるまで予約はそのままです。
   *[no] お客様は{ $time }（{ $way }）に来られないとのことです。チャットではもう取り消せません。取消しか変更まで予約はそのままです。
}
