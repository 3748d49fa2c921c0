### LINEだけで使う文と、担当者向けの文。

line-type-number = （タップするか、{ $first } のように番号を送ってください）
line-type-word = （回答を送るか、選択肢をタップしてください）
typed-number = #
    .typed = #|#番|#番目|#つ目|#です|#番です|#番目です|#で|#番で|#番目で|#でお願いします|#番でお願いします|#番目でお願いします|#にします|#番にします|#番目にします|#を選びます|#番を選びます|#を選択|#ですね|#番ですね|番号#|選択肢#
line-file = 📎 { $name }（1日のみ）：{ $link }
came-late = 「{ $said }」は、今の質問が表示される前に書かれたため、回答としては受け取っていません。必要でしたら、もう一度送ってください。

## 担当者向け

staff-line-quota = LINE（{ $month }）：{ $limit ->
    [none] 有料メッセージ{ $used }通（上限なし）
   *[other] 有料メッセージ{ $limit }通のうち{ $used }通を使用、残り{ $left }通
}{ $again_count ->
    [0] { "" }
   *[other] 。停止と再開の間に二度届いた可能性のある返信：{ $again_count }件
}
staff-line-over = 📵 { $by ->
    [theirs] <b>LINEの今月の有料メッセージの上限に達しました。</b>こちらから先に送る内容は、お客様が次に書き込むまでお待ちします。書き込みへの返信は無料で、これまでどおり届きます。そのうち重要なものは、各案件でお知らせします。追加するには、LINE Official Account Managerの料金プランをご確認ください。
   *[ours] <b>今月のLINEの有料メッセージ{ $limit }通を使い切りました。</b>{ $goes ->
        [some] 次は引き続き送ります：{ $items }。ほかは
       *[none] こちらから先に送る内容は
    }、お客様が次に書き込むまでお待ちします。書き込みへの返信は無料で、これまでどおり届きます。
}
line-kind-staff = 職員からのメッセージ
line-kind-bookings = 予約の連絡
line-kind-reminders = 点数や期限、法改正のお知らせ
line-kind-answers = 自動の返答の続き
staff-unsent = ↩️ #{ $number }のお客様がLINEでメッセージを取り消したため、ここでも削除しました。控えがある場合は、あわせて削除してください。
staff-unsent-answers = ↩️ お客様が、次の内容をLINEで取り消しました：{ $items }。カードからも削除し、点数を数え直しました。控えがある場合は、あわせて削除してください。
staff-unsent-held = ↩️ お客様が、次の内容をLINEで取り消しました：{ $items }。事務所で確認済みの内容のため、カードに残しています。
own-words-taken-back = お客様の言葉
staff-ask-taken-back = （お客様が取り消しました）
staff-unsent-by-hand = ↩️ お客様が、このメッセージの一部をLINEで取り消しました。ほかの部分は取り消されていないため残しています。取り消された部分は使わないでください。

## コマンドの一覧がないチャットで、「/book」などの代わりに使える言葉。区切りは「|」。

named-help = メニュー|めにゅー|コマンド|使い方
named-language = 言語|言葉|language
named-book = 予約|予約する|相談予約|面談予約|相談を予約
named-human = 担当者|スタッフ|人と話す|担当者につないで
named-privacy = プライバシー|個人情報|プライバシーポリシー
named-mydata = 自分のデータ|私のデータ|マイデータ|データを見る
named-forget = データを削除|データを消去|全部消して
named-recheck = 状況が変わった|もう一度計算|再計算
