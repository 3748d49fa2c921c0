### 法改正：`intake rescore`、事務所への送信案、同意したお客様へのお知らせ。

## お客様へ。

law-changed = 🔔 <b>法改正により、計算結果が変わります</b>
    { $lines }
    <i>ご回答による目安です。今日の点数：/result　変わったことがあれば：/recheck　ご相談：/human</i>
law-corrected = 🔔 <b>訂正：以前お知らせした法改正について</b>
    お知らせした計算表の内容が訂正されました。前回のお知らせに代えて、こちらをご覧ください。
    { $lines }
    <i>ご回答による目安です。今日の点数：/result　変わったことがあれば：/recheck　ご相談：/human</i>
law-day = { $ahead ->
    [yes] <b>{ $day }</b>から、新しいポイント計算表が適用されます。
   *[no] <b>{ $day }</b>から、新しいポイント計算表が適用されています。
}
law-total = ご回答によると、これまでの表では{ $before }点、新しい表では<b>{ $after }点</b>です（{ $day }時点）。
law-range = お答えのない項目があるため、新しい表では{ $least }〜{ $greatest }点の間です。
law-mark = { $mark }点
law-mark-moved = { $mark }点（これまでは{ $was }点）
law-reached = ✅ { $sure ->
    [yes] 新しい表では<b>{ $mark }</b>に届きます。
   *[no] これまでのお答えでは、新しい表で<b>{ $mark }</b>に届きます。お答えのない項目によっては変わります。
}
law-lost = ⚠️ { $sure ->
    [yes] 新しい表では<b>{ $mark }</b>に届かなくなります。
   *[no] これまでのお答えでは、新しい表で<b>{ $mark }</b>に届かなくなります。お答えのない項目によっては変わります。
}
law-moves-nothing = { $sure ->
    [yes] ご回答によると、新しい表でも、これまでの表と結果は変わりません。
   *[no] これまでのお答えでは、新しい表でも、これまでの表と結果は変わりません。お答えのない項目によっては変わります。
}
law-opened = ✅ これまで満たしていなかった点数以外の要件を、新しい表では満たします。
law-closed = ⚠️ 新しい表では、点数以外の要件を満たさなくなります。この場合、点数が足りていても認められません。
law-moved-line = ・{ $label }：{ $before } → { $after }（{ $citation }）
law-moved-gate = ・{ $label }：{ $met ->
    [yes] 新しい表では満たします
    [no] 新しい表では満たしません
   *[open] まだ分かりません
}（{ $citation }）
law-moved-open = ほかに、お答えのない項目のうち{ $count }項目の点数が変わります。
law-j-skip = ⭐ 新しい表では、ポイント計算のいらない特別高度人材（J-Skip）の要件を満たすと思われます。
law-staff-confirms = <i>確定していない点があり、担当者が確認します。</i>

## 事務所へ。

staff-law-title = ⚖️ <b>法改正のお知らせ（送信案{ $number }）</b>
staff-law-table = <b>{ $first }施行の表</b>（{ $title }、{ $id }{ $draft ->
    [yes] 、未収録
   *[no] { "" }
}）と{ $against }の比較
staff-law-scored = 計算した方：{ $number }名（{ $day }時点）
staff-law-mark = ・<b>{ $mark }点：</b>届くようになる方{ $reached }名、届かなくなる方{ $lost }名
staff-law-perhaps = ・未回答の項目があり、変わるかどうか分からない方：{ $number }名
staff-law-agreed = 「点数が変わる」のお知らせに同意している方：<b>{ $number }名</b>。この方々にだけお送りします。同意のない方：{ $others }名
staff-law-corrected = ・うち、訂正前の表についてお知らせ済みで、訂正をお送りする方：{ $number }名
staff-law-preview = お送りする内容（○と、届く・届かなくなるの行はお客様ごとに異なります。お客様の言語で、現地の夜間を避けて届きます）：
    { $text }
staff-law-draft = ⚠️ システムに収録されていない表です。お客様には「適用されます」とお伝えします。公布を確かめ、項目・点数・施行日を官報と照らし合わせてから送ってください。
staff-law-open = 送る直前に計算し直し、結果が変わらない方には送りません。送るかどうかは責任者が決めてください。
staff-law-sending = 📤 送信中（承認：{ $by }）：{ $sent }名に送りました。現地が夜間の方には朝に届きます。
staff-law-done = ✅ 送信完了（承認：{ $by }）：送信{ $sent }名、同意なし{ $others }名、取りやめ{ $gone }名（お知らせの停止、回答の変更、情報の消去）
staff-law-dropped = ✖ お客様にはお知らせしません（{ $by }）。
staff-law-replaced = 新しい送信案に替わったため、この案は使えません。
staff-law-gone = この送信案の計算表が見つかりません。もう一度、送信案を作ってください。
staff-law-send = 送る
staff-law-drop = 送らない
staff-did-law_send = 法改正のお知らせを承認
staff-did-law_drop = 法改正のお知らせを見送り

## `intake rescore` の出力。

rescore-title = { $title }（{ $id }）、{ $first }施行{ $draft ->
    [yes] 、改正案
   *[no] { "" }
}
rescore-compared = { $against }と比較しました（いずれも{ $day }時点）。
rescore-scored = 計算した方：{ $number }名。点数のない方：{ $others }名。
rescore-nobody = 結果の変わる方はいません。
rescore-mark = { $mark }点：届くようになる方{ $reached }名、届かなくなる方{ $lost }名。
rescore-perhaps = 未回答の項目があり、変わるかどうか分からない方：{ $number }名。
rescore-agreed = お知らせに同意し、まだお知らせしていない方：{ $number }名。
rescore-corrected = うち、訂正前の表についてお知らせ済みの方：{ $number }名。
rescore-without-lead = このうち、相談の番号がない方：{ $number }名。
rescore-damaged = 読めなかった記録：{ $number }件（{ $names }）。
rescore-lead = #{ $number } { $category }：{ $before } → { $after }（{ $crossings }）
rescore-total = { $total }点
rescore-total-open = { $total }点（{ $least }〜{ $greatest }点）
rescore-crossing = { $how ->
    [reached] { $mark }点に届くようになる
    [lost] { $mark }点に届かなくなる
   *[open] { $mark }点は変わる可能性あり
}{ $sure ->
    [yes] { "" }
   *[no] （未回答あり）
}
rescore-moved = { $label }：{ $before } → { $after }（{ $citation }）
rescore-moved-open = { $label }（未回答）：最大{ $before } → 最大{ $after }（{ $citation }）
rescore-gate = { $label }：{ $before ->
    [yes] 満たす
    [no] 満たさない
   *[open] 不明
} → { $after ->
    [yes] 満たす
    [no] 満たさない
   *[open] 不明
}（{ $citation }）
rescore-no-database = { $path } にデータベースがまだないため、計算した方はいません。
rescore-one-table = 計算表を一つ指定してください：--ruleset ID または --rules FILE
rescore-nobody-to-tell = お知らせする方はいません。結果の変わる方のうち同意した方がいないか、すでに全員にお知らせしています。
rescore-proposed = 送信案{ $number }を職員グループに送ります。責任者が承認すると、{ $agreed }名にお知らせします。
error-rescore-ruleset = その計算表はありません。{ $nearest } のことですか。使えるもの：{ $known }。収録されていない表は --rules FILE で指定してください
error-rescore-not-text = { $path } は UTF-8 のテキストではありません。計算表のファイル（TOML）を指定してください
error-rescore-draft = この計算表は使えません：{ $fault }
error-rescore-no-group = 送信案を送るグループがありません。先に INTAKE_OFFICE_TOKEN と INTAKE_OFFICE_CHAT を設定してください
error-rescore-replaced = お客様にお知らせできるのは、適用中か、これから適用される表だけです：{ $ruleset } は { $later } に替わっています。--propose を外せば、どの表でも比較できます
error-rescore-sending = 承認済みのお知らせを送信中です。カードに送信完了と出てから、もう一度実行してください
