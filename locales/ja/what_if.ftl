### 「もし～なら」の答え。結果の画面で入力された仮定（「N1を取ったら？」）に、数行で答える。
### 何も保存せず、約束のようにも書かない。$what は仮定した内容（「N1」など）。

what-if-fact = { $what }（{ $value }）
what-if-yes = { $what }
what-if-no = 「{ $what }」でない
what-if-pay = 年収{ $pay }
what-if-pay-below = 年収{ $pay }未満
what-if-age = { $age }歳
what-if-without = { $what }なし
what-if-time = 時間

what-if-line = 🔮 <b>{ $what }</b>の場合：{ $moved ->
    [more] <b>{ $total }点</b>（今は{ $before }点、＋{ $difference }点）
    [less] <b>{ $total }点</b>（今は{ $before }点、－{ $difference }点）
    [same] 今と同じ<b>{ $total }点</b>
   *[new] <b>{ $total }点</b>
}{ $open ->
    [yes] 。まだ分からない点も含めると{ $least }～{ $greatest }点
   *[no] { "" }
}です。
what-if-several-line = 🔮 <b>{ $what }</b>の場合：
what-if-category-line = ・{ $category }：{ $moved ->
    [more] <b>{ $total }点</b>（今は{ $before }点、＋{ $difference }点）
    [less] <b>{ $total }点</b>（今は{ $before }点、－{ $difference }点）
    [same] 今と同じ<b>{ $total }点</b>
   *[new] <b>{ $total }点</b>
}
what-if-day-line = 🔮 <b>{ $day }</b>の時点：{ $moved ->
    [more] <b>{ $total }点</b>（今は{ $before }点、＋{ $difference }点）
    [less] <b>{ $total }点</b>（今は{ $before }点、－{ $difference }点）
   *[same] 今と同じ<b>{ $total }点</b>
}です。
what-if-day-with-line = 🔮 <b>{ $day }</b>の時点で<b>{ $what }</b>の場合：{ $moved ->
    [more] <b>{ $total }点</b>（今は{ $before }点、＋{ $difference }点）
    [less] <b>{ $total }点</b>（今は{ $before }点、－{ $difference }点）
   *[same] 今と同じ<b>{ $total }点</b>
}です。
what-if-causes-line = それまでに変わること：{ $causes }。
what-if-work-goes-on-line = <i>お仕事が続き、ほかは変わらないものとして計算しました。</i>
what-if-no-points-line = 🔮 <b>{ $what }</b>の場合：ご希望の手続は点数では決まらないため、点数による変化はありません。
what-if-why-line = { $text }
what-if-small-line = 中小企業だけでは点数になりません。公的なイノベーション支援（または多額の研究開発）と合わせて点数になります。
what-if-known-line = すでに計算に入っています。

what-if-reached-line = ✅ { $mark }点に届きます。
what-if-kept-line = ✅ { $mark }点以上のままです。
what-if-lost-line = ❗ { $mark }点を下回り、{ $short }点足りなくなります。
what-if-short-line = { $mark }点まで、あと{ $short }点足りません。
what-if-shorter-line = ⭐ { $mark }点に届くため、永住許可は、70点で3年のところ、{ $mark }点で1年たてば申請できる見込みです。1年は{ $mark }点になった日から数えます。
what-if-shorter-lost-line = ❗ { $mark }点を下回るため、1年での永住許可の道は閉じます。3年の道には70点が必要です。
what-if-closed-line = ❗ { $why }そのため、この方法は使えません。
what-if-opened-line = 今満たしていない条件を満たすことになります。
what-if-next-line = そこからの方法：{ $way }
what-if-note-line = <i>仮の計算です。ご回答は変わっていません。</i>

what-if-after-result = 「もし～なら」の計算は、結果が出たすぐ後にできます。結果の画面でもう一度お尋ねください。先にこちらをお続けください：
what-if-how = 年収、学位、日本語、試験、職歴の年数、年齢、会社の規模が変わったときの点数を計算できます。例：<code>N1を取って年収800万になったら？</code> ほかのことは事務所にお尋ねください：/human
what-if-marriage = 🔮 結婚で点数が増えたり減ったりすることはありません。
    日本人または永住者と結婚した場合は、点数によらない永住許可の道があります（実態のある結婚が{ $married_count }年、日本での在留が{ $stay_count }年）。それ以外の方との結婚では、配偶者ご自身の在留資格で一緒に暮らせます。担当者が確認します。

what-if-which = <b>{ $what }：</b>仮にそうなった場合のことですか。それとも、今そうなのですか。
button-what-if-suppose = 🔮 仮に：点数はどう変わる？
    .typed = 仮に|もし|仮定|どう変わる|どうなる
button-what-if-is-so = ✏️ 今そうです：回答を直す
    .typed = 今そうです|そうです|直す|回答を直す|訂正
button-what-if-so-now = ✏️ 今そうなった：回答を直す
    .typed = 今そうです|そうなりました|直す|回答を直す|訂正
button-what-if-next = 事務所に相談する
    .typed = 次へ|相談|相談する|事務所
button-what-if-back = ← 結果に戻る
    .typed = 戻る|もどる|結果|ありがとう|はい
what-if-back = ご回答は変わっていません。結果は上にあります。次のようにお続けいただけます：

already-so = ありがとうございます。その内容はすでにうかがっており、計算に入っています。

## 夫婦のどちらが申請すべきか

couple-partner-line = 👥 パートナーの方（{ $what }）は、お書きいただいた内容だけで：
couple-points-line = ・<b>{ $total }点</b>（必要な点数は{ $mark }点）
couple-points-in-line = ・{ $category }：<b>{ $total }点</b>（必要な点数は{ $mark }点）
couple-yours-line = ・ご本人：<b>{ $total }点</b>
couple-missing-line = パートナーの方についてまだ分からないこと：{ $what }。点数が増えることがあります。
couple-line = 申請する方ご自身に、日本での仕事が必要です。もう一人は配偶者として一緒に暮らせます。パートナーの方もご自身のチャットでこの質問に答えられます。その後「くわしく知りたいこと」の「👥 パートナーと比べる」で、お二人を並べて見られます。
couple-tell-line = パートナーの方のことを一つのメッセージで書くこともできます。例：<code>どちらが申請すべきですか。妻は博士、29歳、N2、年収600万</code>
couple-later = 比較は、結果が出たすぐ後にできます。結果の画面でもう一度お尋ねください。先にこちらをお続けください：
