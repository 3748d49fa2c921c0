### 面談の後：職員がボタンで残す記録と、それをもとにお客様に一通だけ送るまとめ。
###
### HTML は <b>、<i>、<code> だけ。

## お客様へ

# $lines: 下の行のうち、当てはまるもの
summary = { $lines }
# $day: 前のまとめを送った日
summary-replaces = 🔁 <b>{ $day }にお送りした内容を、次のとおり訂正いたします。</b>
summary-thanks = <b>ご相談いただき、ありがとうございました。</b>
summary-title = <b>ご相談のまとめ</b>
# $time: ご相談の時間（時計が違うときは両方）
summary-title-of = <b>ご相談のまとめ</b>（{ $time }）
# $outcome: 職員が選んだ結果
summary-outcome = ・{ $outcome ->
    [engaged] ご依頼を承りました。ありがとうございます。
    [thinking] ご依頼はご検討中です。ごゆっくりお考えください。
    [again] もう一度ご相談の機会を設けます。
    [not_now] 現時点での申請は見送ります。ご事情が変わりましたら、お知らせください。
    [not_engaged] 今回のご依頼はありません。ご事情が変わりましたら、お知らせください。
   *[elsewhere] ほかの相談先をご案内しました。
}
# $count: 続けて1行ずつ挙げる書類の数
summary-papers = ・次の書類{ $count }点をお送りいただくか、お持ちください：
# $label: 書類の名前
summary-paper = 　– { $label }
# $japanese: 同じ書類の日本語の名前
summary-paper-both = 　– { $label }（{ $japanese }）
summary-step-papers = ・今後の流れ：書類をお送りいただくか、お持ちください。
summary-step-decide = ・今後の流れ：ご依頼いただくかどうかをお知らせください。
summary-step-employer = ・今後の流れ：勤務先にご確認ください。
summary-step-talk = ・今後の流れ：次のご相談の時間をお選びください。
summary-step-quote = ・今後の流れ：事務所からお見積りをお送りします。
summary-step-check = ・今後の流れ：事務所で確認のうえ、ご連絡します。
summary-step-prepare = ・今後の流れ：事務所で申請書類を作成します。
summary-until = ・期日：<b>{ $day }</b>
summary-remind = 🔔 期日の前にお知らせすることもできます：/reminders
# $name: 事務所、$phone: 電話番号
office-asks-papers = <b>{ $name }から、次の書類{ $count }点をお願いいたします：</b>
    { $lines }
    事務所にお送りいただくか、お持ちください。入手先は /result の「証明に使う書類」にあります。ご質問は、ここにお書きください。
summary-reach = 違うところやご質問があれば、ここにお書きください。{ $name }（電話 { $phone }）

## 選んだ方へのお知らせ

reminder-kind-agreed = ご相談で決めた期日
reminder-of-agreed = 🔔 <b>ご相談で決めた期日について</b>
    { $lines }
reminder-agreed-until = ご相談の後にお送りしたとおり、期日は<b>{ $day }</b>です：

## 職員のボタン

staff-again-outcome = ✏ 結果を直す
staff-again-awaited = ✏ 書類を直す
staff-again-next_step = ✏ 次の予定を直す
staff-again-by_when = ✏ 期日を直す
staff-leave-out = 書かない
staff-awaited-all = { $count }点すべて
staff-awaited-these = 選んだ{ $count }点で次へ
staff-awaited-none = なし
staff-step-papers = お客様：書類を送る
staff-step-decide = お客様：依頼を検討する
staff-step-employer = お客様：勤務先に確認
staff-step-talk = お客様：次の面談を予約
staff-step-quote = 事務所：見積りを送る
staff-step-check = 事務所：確認して連絡
staff-step-prepare = 事務所：書類を作成
staff-until-week = 1週間（{ $day }）
staff-until-weeks = 2週間（{ $day }）
staff-until-month = 1か月（{ $day }）
staff-until-none = 期日なし
staff-summary-send = ✉ お客様に送る
staff-menu-awaited = 👉 <b>どの書類を待ちますか？</b>まとめて選ぶか、一つずつ印を付けます。
staff-menu-next_step = 👉 <b>次の予定は？（どちらが何をしますか）</b>
staff-menu-by_when = 👉 <b>いつまでですか？</b>
# $text: 日本語のまとめ
staff-menu-summary = 👉 <b>次の内容をお客様の言語で送ります：</b>
    { $text }

## 職員へのお知らせ

# $state: sent 送信済み、draft 未送信。$lines: 書類、次の予定、期日
card-wrap-up = 📝 { $state ->
    [sent] <b>まとめを送信</b>
   *[draft] <b>まとめは未送信</b>
}（{ $at }、{ $by }）
    { $lines }
card-step = ・{ $step }
card-awaited = ・待っている書類：{ $papers }
card-until = ・期日 { $day }
staff-summary-sent = ✉ <b>お客様にまとめを送りました：</b>
    { $text }
staff-summary-sent-before = { $name } さんがすでに送りました（{ $at }）。
staff-record-by = { $name } さんが記録しています。カードをもう一度ご覧ください。
# $lines: 書類、次の予定、期日
staff-agreed-day = 📅 <b>#{ $number }：今日が、面談で決めた期日です。</b>
    { $lines }
staff-did-summary = 面談のまとめを送信
