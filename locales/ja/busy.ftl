### 事務所のカレンダー（読み取り専用）について、職員と`intake doctor`に示す文。

## 職員のグループに。$name はカレンダー、$since は最後に読み取れた時刻、$why は原因と対処。

staff-calendar-behind = 📅 <b>カレンダー「{ $name }」を{ $since }から読み取れていません。</b>{ $why }
staff-calendar-never = 📅 <b>カレンダー「{ $name }」を読み取れません。</b>{ $why }
staff-calendar-until-then = 読み取れるようになるまで、お客様の予約は「申込み」になります。承認の前に、カレンダーをご確認ください。
staff-calendar-back = 📅 <b>カレンダー「{ $name }」を再び読み取れるようになりました。</b>お客様はこれまでどおり予約できます。この間の申込みは、カードからご回答ください。

# 朝のまとめに。$calendars はカレンダーと最後に読み取れた時刻。$name はカレンダー。
morning-calendars = 📅 読み取れていないカレンダー：{ $calendars }
morning-calendar = { $name }（{ $since }から）
morning-calendar-never = { $name }（一度も読み取れていません）

# カレンダーの不具合と対処。$kind は不具合の種類。
calendar-trouble = { $kind ->
    [unreachable] 接続できないか、エラーが返ってきます。自動で再試行しています。続くときは、カレンダーそのものを開けるかご確認ください。
    [slow] 応答に時間がかかりすぎています。自動で再試行しています。続くときは、カレンダーそのものを開けるかご確認ください。
    [refused] 設定されたアドレスでは読み取りが許可されません。アドレスが無効になったか、共有が解除されています。intakeの管理者が新しいアドレスを設定してください。
    [no-calendar] 設定されたアドレスにあるのはカレンダーではありません。intakeの管理者がアドレスを確認してください。
   *[too-large] 予定が多すぎて読み取れません。古い予定を削除するか、予定の少ないカレンダーをお使いください。
}

## `intake doctor`に。$name はカレンダー、$age は最後に読み取ってからの時間。

doctor-busy-well = { $name }：{ $age }前に読み取り済み
doctor-busy-broken = { $name }：読み取れない予定が{ $count }件あり、予定ありとして数えていません。際限なく繰り返す予定や、壊れた予定がないか確認してください
doctor-busy-behind = { $name }：{ $age }前から読み取れていないため、お客様の予約は申込みになります。{ $why }
doctor-busy-log = 理由は`intake run`のログにあります。
doctor-busy-not-yet = { $name }：まだ読み取っていません。`intake run`を起動するとすぐに読み取ります
doctor-busy-rests = { $name }：{ $age }前に読み取り済み。`intake run`を起動するとすぐに読み取ります
doctor-busy-trouble = { $name }：{ $why }
doctor-busy-in-the-clear = { $name }：アドレスがhttp:// で始まるため、通信の途中でカレンダーを読まれるおそれがあります。https:// のアドレスを使ってください
doctor-busy-no-booking = INTAKE_BUSY_ICSかINTAKE_CALDAV_URLが設定されていますが、事務所プロフィールに[booking]がないため、カレンダーの読み取りも書き込みも行われません。[booking]を追加するか、この設定を外してください
