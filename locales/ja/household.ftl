### パートナーと比べる：お二人のどちらが申請するのがよいか。

button-household = 👥 パートナーと比べる
household = 👥 <b>お二人のどちらが申請するのがよいでしょうか。</b>
    パートナーの方がご自身のチャットで質問に答えると、お二人の点数、まだ分からないこと、もう一人への影響を並べてお見せできます。
    <b>パートナーに見えるもの：</b>あなたの仕事の区分（研究・専門・経営）、合計点と幅、満たしていない条件の名前、J-Skip。{ $days_count }日間は、見るたびにその時点のものが見えます。回答、お名前、書類は<b>見えません</b>。あなたにも相手の同じものだけが見えます。どちらかが依頼を送信すると、担当者にはパートナーがいることが分かります。
    お二人の同意が必要で、どちらからでもいつでも終了できます。それまでに表示したものは相手のチャットに残ります。
household-code = 🔑 パートナー用のコード
household-show = 👀 見る
household-stop = ⛔ 終了する
household-close = 閉じる
household-given = 🔑 <b>パートナー用のコード：{ $code }</b>
    { $days_count }日間、1回だけ使えます。パートナーの方がご自身の質問を始めてから、メッセージとして送ってください。その後お二人に確認します。それまでは誰にも何も表示しません。
household-first = これはパートナーと比べるためのコードです。まずご自身の質問を始めて（/start）、その後もう一度コードを送ってください。
household-no = このコードでは何も開けません。打ち間違い、使用済み、または{ $days_count }日を過ぎている可能性があります。パートナーの方に新しいコードを作ってもらってください。
household-own = これはご自身のコードです。パートナーの方にお渡しください。
household-asked = 👥 <b>どちらが申請するのがよいか、あなたと比べたいという方がいます。</b>
    お互いに見えるのは、仕事の区分、点数とその幅、満たしていない条件の名前、J-Skipだけです。{ $days_count }日間は、見るたびにその時点のものが見えます。回答やお名前は見えません。どちらかが依頼を送信すると、担当者にはパートナーがいることが分かります。どちらからでもいつでも終了できます。
    パートナーの方ですか。同意しますか。
household-agree = 👥 <b>あなたのコードが使われ、相手の方が同意しました。</b>
    お互いに見えるのは、仕事の区分、点数とその幅、満たしていない条件の名前、J-Skipだけです。{ $days_count }日間は、見るたびにその時点のものが見えます。回答やお名前は見えません。どちらかが依頼を送信すると、担当者にはパートナーがいることが分かります。どちらからでもいつでも終了できます。パートナーの方ですか。同意しますか。不確かなときは、相手の番号をお尋ねください。<b>{ $number }</b>です。
household-yes = はい、比べます
    .typed = はい|はい、お願いします|お願いします|比べます|比べてください
household-refuse = いいえ
    .typed = いいえ、結構です|結構です|比べません|やめておきます
household-waits = ありがとうございます。パートナーの方に確認します。それまでは何も表示しません。パートナーの方に聞かれたら：あなたの番号は<b>{ $number }</b>です。
household-refused = 比べませんでした。誰にも何も表示していません。
household-over = この質問は終わりました。何も変わっていません。
household-nobody = 今はどなたとも比べていません。
household-stopped = ⛔ 終了しました。これからはお互いに何も見えません。パートナーの方には終了したことだけをお知らせします。
household-ended = 👥 パートナーとの比較は終了しました。これからはお互いに何も見えません。
household-again = 🔄 もう一度見る
household-title = 👥 <b>お二人のどちらが申請するのがよいでしょうか。</b>現在の状況：
household-points-line = ・{ $who ->
    [you] <b>あなた</b>
   *[partner] <b>パートナー</b>
}（{ $category }）：<b>{ $total }点</b>（必要{ $mark }点）{ $verdict }
household-range-line = ・{ $who ->
    [you] <b>あなた</b>
   *[partner] <b>パートナー</b>
}（{ $category }）：今のところ<b>{ $total }点</b>、{ $least }〜{ $most }点の可能性（必要{ $mark }点）{ $verdict }
household-gate-line = ✖️ 点数にかかわらず満たしていない条件：{ $what }
household-gate-open-line = { $who ->
    [you] ❔ 点数は足りています。まだ分からない条件：{ $what }
   *[partner] ❔ 点数は足りています。まだ分からない条件があります。
}
household-j-skip-line = ✅ J-Skipの条件を満たしています（点数は不要です）。
household-not-yet-line = ・{ $who ->
    [you] <b>あなた</b>
   *[partner] <b>パートナー</b>
}の結果はまだ出ていません。
household-no-points-line = ・{ $who ->
    [you] <b>あなた</b>
   *[partner] <b>パートナー</b>
}のご希望は、点数では決まりません。
household-choice-later = ➡️ お二人の結果が出てから、もう一度ご覧ください。
household-choice-one = ➡️ <b>{ $who ->
    [you] あなた
   *[partner] パートナー
}が申請するのがよいでしょう。もう一人は、点数か条件を満たしていません。</b>
household-choice-so-far = ➡️ <b>今のところ条件を満たしているのは{ $who ->
    [you] あなた
   *[partner] パートナー
}だけです。</b>もう一人も、分からないことが点数になる可能性があります。お答えのうえ、もう一度ご覧ください。
household-choice-j-skip = ➡️ <b>どちらも申請できます。{ $who ->
    [you] あなた
   *[partner] パートナー
}はJ-Skipにあたり、点数が要らず、永住までの期間も短くなります。</b>
household-choice-eighty = ➡️ <b>どちらも申請できます。{ $who ->
    [you] あなた
   *[partner] パートナー
}はまだ分からないことがどうであっても{ $mark }点以上あり、永住までの期間が短くなります。</b>
household-choice-more = ➡️ <b>どちらも申請できます。{ $who ->
    [you] あなた
   *[partner] パートナー
}のほうが、まだ分からないことがどうであっても点数が高く、一つ認められなくても余裕があります。</b>
household-choice-either = ➡️ <b>どちらも申請できます。点数では差がつきません。</b>仕事の内容や日本にいる予定によります。担当者がご一緒に確認します。
household-choice-open = ➡️ <b>まだ決まりません。</b>まだ分からないことで決まります。お答えのうえ、もう一度ご覧ください。
household-choice-none = ➡️ <b>今の回答では、どちらも点数に届きません。</b>それぞれの結果の「点数を増やすには」をご覧ください。
household-follows-spouse-line = ・{ $who ->
    [you] パートナーが在留資格をとると、<b>あなた</b>
   *[partner] あなたが在留資格をとると、<b>パートナー</b>
}は配偶者として、研究、教育、技術・人文知識・国際業務、興行の一部の活動で、学歴や職歴の条件なしにフルタイムで働けます。必要なもの：{ $what }。
household-follows-spouse-j-skip-line = ・J-Skipの場合、{ $who ->
    [you] <b>あなた</b>
   *[partner] <b>パートナー</b>
}は教授、芸術、宗教、報道、技能の活動でも働けます。必要なもの：{ $what }。
household-family-line = ・どちらが申請しても：
    { $rules }
household-family-rule = – { $what }ほかに必要なもの：{ $also }。
household-family-ends = <i>条件を満たすかどうかは、ここでは比べていません。永住が許可されるとご両親や家事使用人の在留は終わり、高度専門職2号なら続きます。</i>
household-family-unjudged = <i>条件を満たすかどうかは、ここでは比べていません。</i>
household-about = <i>申請する方ご自身に、日本での仕事が必要です。もう一人の方のほかの働き方は、担当者にご相談ください。</i>
card-household = 👥 <b>パートナーと比較中</b>：#{ $number }
card-household-alone = 👥 <b>パートナーと比較中</b>（相手の依頼は未送信）
