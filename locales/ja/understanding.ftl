### 入力された文から読み取ったこと：確認の一覧と、ご本人の言葉のまま残すもの。

understood = <b>このように受け取りました。よろしいですか。</b>
    違うところは ✏️ を押してください。
pressing = <b>お急ぎのご相談です。担当者がうかがいます。</b>下のボタンを押すと、担当者へのご相談に進みます。
typed-forget = データを消して
    .typed = 全部消して|全部消してください|全て消してください|すべて消して|すべて消してください|データを削除して|データを削除してください|データを消してください|情報を消してください|個人情報を削除してください|回答を消してください|全部削除して|全部削除してください|データ削除|消して|消してください
understood-asked-next = 取り消しました。このあとうかがいます：{ $what }
understood-changed-line = { $what }：<b>{ $value }</b>（これまで：{ $before }）
button-understood = ✅ はい、合っています
    .typed = はい|yes|ok|合ってる|合っています|そうです|正しい|大丈夫|よい|いいです
button-understood-not = どれも違います
    .typed = いいえ|違う|違います|ちがう
understood-for-other = <b>ここでの回答は、申請するご本人についてのものです。ご本人に代わって入力していますか。</b>
    このように受け取りました。違うところは ✏️ を押してください。
button-for-other = ✅ はい、本人に代わって入力しています
    .typed = はい|yes|ok|そうです|代わりに入力しています|代理です
button-for-other-not = いいえ、この内容は入れません
    .typed = いいえ|違う|違います|ちがう
for-who-applies = ほかの方のことと思われますので、回答は変えていません。ここでの回答は、申請するご本人についてのものです。
asked-later = かしこまりました。{ $what }は、順番が来たらうかがいます。
read-after-consent = ありがとうございます。書いていただいた内容は、下で同意いただいた後に拝見します。

own-words-kept = 事務所へのメモとして残しました：{ $what }
own-words-line = { $kind }「{ $words }」
own-words-line-with-day = { $kind }（{ $day }）「{ $words }」
own-words-expiry = 在留期限
own-words-married = 結婚
own-words-graduation = 卒業
own-words-refusal = 不許可
own-words-pregnancy = 妊娠
own-words-job-lost = 失業
own-words-job-changed = 転職
own-words-family = 家族
own-words-plan = 予定
own-words-deadline = 期限
own-words-other = ご本人の言葉

button-unsay = 自分の言葉で書いたことを取り消す
    .typed = 取り消す|メモを取り消す
taken-back = 取り消しました。もう残っていません：{ $what }
unsay-which = どれを取り消しますか。「期限の話は忘れて」のように書いてください。{ $what }
not-noted = かしこまりました。該当なしとして、何も残しません（{ $what }）。
