### 点数のこれから:いつまで保たれるか、いつから届くか、どの日に何が変わるか。
###
### 読むのはスマートフォンを使う相談者で、日本語が母語でない人も多い。短く、やさしく、です・ます調で。何も約束しない。
### 数と日付は整形済みで渡される。複数形の選択は引数名が count のときだけ。HTML は <b> と <i> のみ。

## 一番大切な一文。$mark は必要な点数(70、80)、$day は日付

over-time-holds = ✅ ほかに変わりがなければ、少なくとも{ $day }まで<b>{ $mark }点以上</b>です。
over-time-holds-until = ⏳ <b>{ $day }まで{ $mark }点以上</b>です。
over-time-again = { $day }から、再び{ $mark }点以上になる見込みです。
over-time-reaches = 📈 <b>{ $day }</b>から<b>{ $mark }点以上</b>になる見込みです。
over-time-reaches-until = 📈 <b>{ $day }</b>から<b>{ $mark }点以上</b>になる見込みですが、<b>{ $until }</b>までです。
over-time-same = ほかに変わりがなければ、少なくとも{ $day }まで<b>{ $total }点</b>のままです。
over-time-not-reached = 今分かっている内容では、{ $day }までに{ $mark }点には届きません。
over-time-open = { $day }までに{ $mark }点に届くかどうかは、まだうかがっていない点によります。
over-time-blocked = 満たしていない条件があるため、点数にかかわらず、今日の時点ではこの区分を利用できません。
over-time-birth-date = これからの点数を計算するには、生年月日のすべてが必要です。誕生日に点数が変わるためです。
over-time-begins = お仕事が始まる<b>{ $day }</b>から数えています。

## 点数が変わる日

over-time-ahead-line = <b>これから変わること：</b>
over-time-begin-line = ・{ $today ->
    [yes] 今日
   *[no] { $day }
}：<b>{ $total }点</b>
over-time-past-line = <b>これまで（お聞きした内容による）：</b>
over-time-step-line = ・{ $day }：<b>{ $after }点</b>（{ $causes }）{ $verdict ->
    [blocked] 。満たさない条件があります。
   *[other] { "" }
}
over-time-step-range-line = ・{ $day }：{ $total }点のまま、可能な範囲は{ $least }～{ $greatest }点（{ $causes }）
over-time-more-line = その後にもあと{ $count }回変わります。
over-time-next = 次に変わる日：{ $day }、{ $before }点 → { $after }点（{ $causes }）

## 変わる理由(かっこの中)

over-time-birthday = { $age }歳の誕生日
over-time-career = 職歴が満{ $years }年
over-time-exam = 予定の試験
over-time-raise = 予定の昇給
over-time-degree = 予定の学位取得
over-time-other = その他の予定
over-time-law = ポイント計算表（点数の表）の改正
over-time-earlier = 状況の変化
over-time-known = この日からの状況が分かっているため

## 知っておいていただきたいこと

over-time-doubtful-line = 誕生日の前日の{ $day }は、新しい年齢で数えられる可能性があります。担当者が確認します。
over-time-filing = ⚠️ 今日申請した場合、許可はおよそ3か月後になることがあります。今日は{ $now }点ですが、{ $day }からは{ $then }点です。どの日の点数によるかは担当者が確認します。
over-time-filing-outcome = ⚠️ 今日申請した場合、許可はおよそ3か月後になることがあります。{ $day }からは結果が変わる可能性があります。どの日の点数によるかは担当者が確認します。
over-time-supposed-line = <i>ほかの点は今のまま変わらないものとして計算しています。</i>
over-time-supposed-work-line = <i>今の仕事を切れ目なく続け、ほかの点は今のまま変わらないものとして計算しています。</i>
over-time-dates-line = <i>職歴の年数は、今日からさかのぼって数えました。いつから切れ目なく続けているかが分かれば、日にちを正確にお伝えできます。</i>
