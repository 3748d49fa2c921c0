### 連絡に使うサービスと、その間の移動について。

channel-name = { $channel ->
    [telegram] Telegram
    [console] 端末
    [line] LINE
    [web] ウェブサイト
   *[other] { $channel }
}
replaces-earlier = ↻ <i>先ほどのメッセージ「{ $start }」の代わりに、こちらをご覧ください。</i>
told-late = 🕗 <i>{ $day }にお伝えしようとして、お送りできなかったものです。</i>
staff-untold = 📵 { $kind ->
    [relay] <b>このメッセージは、{ $name }様に届いていません。</b>
   *[other] <b>次の内容を、{ $name }様にお伝えできていません。</b>
}{ $channel }では、お客様が次に書き込むまで、こちらから送れません。書き込みがあったとき、まだ意味があればお届けします。お急ぎの場合は、カードにある電話かメールでご連絡ください。
staff-untold-nobody = 📵 依頼を送っていない方に、ご希望のお知らせを届けられませんでした。{ $channel }では、その方が次に書き込むまで、こちらから送れません。対応は不要です。

## 別のアプリで続ける

button-elsewhere = 📱 別のアプリで続ける
command-elsewhere = 別のアプリや端末で続ける
elsewhere-code = <b>コード：{ $code }</b>
    { $minutes }分以内に、一回だけ使えます。このコードを持つ人はあなたの回答を見られますので、人に教えないでください。次のところで、このコードをそのまま送ってください。
    { $where }
    いつでも戻れます。ここに書くだけです。
elsewhere-where = ・{ $channel }{ $link ->
    [none] { "" }
   *[other] ：{ $link }
}
elsewhere-no = このコードは、ここでは使えません。打ち間違い、使用済み、{ $minutes }分を過ぎた、または別のアプリ用のコードかもしれません。回答のある方で /elsewhere を送ると、新しいコードが出ます。ここで新しく始めるには /start を送ってください。
elsewhere-arrived = 👋 <b>続きはこちらです。</b>回答はそのままです。これからはこちらにお送りします。
elsewhere-gone = 続きは{ $channel }でご案内します。戻るには、ここに書くだけです。<b>お心当たりがない場合は、</b>すぐに下のボタンを押してください。そのチャットを回答から切り離します。ご不安なときは、お電話ください：{ $phone }
button-not-me = ⛔ 自分ではありません
elsewhere-whose = これは{ $channel }での回答です。ここに書いたことは、{ $channel }側でも見られます。<b>ご自分のコードでない場合は、</b>ボタンを押してください。
button-not-mine = 自分の回答ではありません
elsewhere-parted = ✅ <b>切り離しました：{ $channels }</b>今後、そちらには何も送りません。お見せした内容はできるだけ消し、その後に出したコードとカレンダーのアドレスも使えなくしました。すでに読まれた内容は取り消せません。回答をご確認のうえ、おかしな点があればお電話ください：{ $phone }
elsewhere-left = { $by ->
    [came] このチャットを、その回答から切り離しました。ここに書かれたことは、その回答に残っています。お困りのときはお電話ください：{ $phone }
   *[left] ご本人でないとのお申し出があり、このチャットを回答から切り離しました。ご本人の場合はお電話ください：{ $phone }
} 新しく始めるには /start を送ってください。
elsewhere-over = これは終わっています。何も変わっていません。
merge-asked = <b>{ $side ->
    [first] 回答が、こちらと{ $channel }の両方にあります。
   *[other] あなたのコードが{ $channel }で使われました。そちらにも回答があります。
}どちらもご本人ですか。</b>
    そうでしたら、一つにまとめます。回答、ご予約、メッセージはどちらでも同じになり、事務所への依頼も一つになります。{ $count ->
    [0] 違う回答はありません。
   *[other] 違う回答が{ $count }件あります。
}
merge-line = ・<b>{ $what }：</b>{ $keeps ->
    [here] <b>{ $here }</b>（こちら）を残します。{ $channel }では「{ $there }」
   *[there] <b>{ $there }</b>（{ $channel }）を残します。こちらでは「{ $here }」
}
merge-next = <i>コードを人からもらった場合や、ご本人でない場合は、「いいえ」を押してください。何も変わりません。</i>
merge-switch = { $keeps ->
    [here] ⇄ { $what }：もう一方に
   *[there] ⇄ { $what }：こちらに
}
merge-all-here = すべてこちらの回答
merge-all-there = すべて{ $channel }の回答
merge-yes = はい、本人です
merge-no = いいえ
merge-waits = ありがとうございます。もう一方（{ $channel }）でも、同じようにお答えください。それまでは何も変わりません。
merge-done = ✅ <b>一つにまとめました。</b>最後に書いてくださった方にお送りします。
merge-send-again = 選ばれた回答は、事務所にあるものと違います。新しい回答を送るには、/result を開き、カードに進んでください。
merge-refused = まとめませんでした。どちらもそのままです。
merge-over = この確認は終わっています。/elsewhere で、もう一度始められます。

## 担当者向け

staff-parted = ⚠️ { $by ->
    [came] 他人のコードで、{ $channels }からこの回答が開かれました。開いた方のお申し出です。
   *[left] { $channels }に移ったのは自分ではない、とお客様からお申し出がありました。
}そのチャットは切り離しました。そこでの発言や予約について、お電話でご本人に確認してください。
staff-goes-on = 📱 お客様は、これから{ $channel }で書き込みます。返信は、いつもどおりここにどうぞ。
card-channels = <b>連絡方法：</b>{ $channel }{ $count ->
    [0] { "" }
   *[other] （ほかに{ $others }）
}
staff-merged = 🔗 #{ $other }は同じ方でした。ご本人が両方で確認しました。内容はすべてこちらにあります。{ $count ->
    [0] { "" }
   *[other] 予約が{ $count }件あります。すべて必要かご確認ください。
}
staff-merged-away = 🔗 #{ $number }と同じ方のため、閉じました。ご本人が両方で確認しました。続きは#{ $number }のトピックでお願いします。
