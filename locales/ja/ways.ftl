### 必要な点数に届くまでの道筋。一つの道筋は一行で、点数、時期、することを一つから三つ並べる。
### そのため、することの文(`ways-check-*` など)は体言止めまたは辞書形で、句点を付けない。
### 期間は事務所の目安で、必ず「約」を付ける。約束のように書かない。

ways-title = <b>{ $mark }点に届く方法</b>
ways-beyond-title = <b>ご希望に必要な点数には達しています。{ $mark }点に届く方法</b>（1年での永住許可）：
ways-line = ▸ <b>{ $total }点</b>（{ $when }）：{ $levers }
ways-if-line = ▸ <b>{ $total }点</b>（{ $when }、仕事が「{ $category }」に当たる場合）：{ $levers }
ways-j-skip-line = ▸ <b>特別高度人材（J-Skip、点数不要）</b>（{ $when }）：{ $levers }
ways-j-skip-if-line = ▸ <b>特別高度人材（J-Skip、点数不要）</b>（{ $when }、仕事が「{ $category }」に当たる場合）：{ $levers }
ways-now = 当てはまればすぐに
ways-later = 約{ $count }か月
ways-two = { $first }＋{ $second }
ways-three = { $first }＋{ $second }＋{ $third }

ways-open-line = ほかに確認が必要なこと：{ $what }
ways-open-min_salary = 年収が最低年収基準以上であること
ways-open-international_services = 主に通訳・翻訳や語学指導などの「国際業務」ではないこと
ways-open-japanese_degree = 日本の大学の学位の有無（重ねて加算されない項目があります）
ways-open-designated_training_at_japanese_university = JICAの研修で日本の大学の授業を利用したか
ways-note = <i>期間は大まかな目安です。実際に点数になるかどうかは、担当者が確認します。</i>
# $day: 点数を下回る最初の日。$total: その日からの点数
ways-keep-title = ⚠️ <b>{ $day }</b>からは{ $total }点となり、{ $mark }点を下回ります。点数を保つ方法：
# $day: 始める期限。$late: 期限が過ぎていれば yes
ways-keep-line = ▸ <b>{ $total }点</b>：{ $levers }{ $late ->
    [yes] （今すぐ始めても、下回る時期があるかもしれません）
   *[no] （{ $day }までに始めてください）
}
ways-closed = まず、満たしていない条件が変わることが必要です。それまでは、点数が何点でもこの方法は使えません。その後に点数が足りるかは、担当者が一緒に検討できます。
ways-none = 三つまでの変更で{ $mark }点に届く現実的な方法は見つかりませんでした。担当者が一緒に検討することはできます。
ways-reached-line = ✅ <b>{ $mark }点：</b>計算上すでに達しています。
ways-counted-line = <b>{ $mark }点：</b>今分かっている内容では達しています。まだ分からない点があります。
ways-reached-in-line = ✅ <b>{ $mark }点：</b>仕事が「{ $category }」に当たる場合は、計算上すでに達しています。
ways-counted-in-line = <b>{ $mark }点：</b>仕事が「{ $category }」に当たる場合、今分かっている内容では達しています。まだ分からない点があります。
ways-eve-line = ⚠️ 誕生日の前日の計算で、新しい年齢で数えられる可能性があります。担当者が確認します。
ways-j-skip-met = 特別高度人材（J-Skip）の要件を満たす見込みのため、点数は必要ありません。

ways-card = <b>{ $mark }点への方法：</b>{ $levers } → { $total }点、{ $when }
ways-card-j-skip = <b>J-Skipへの方法：</b>{ $levers }、{ $when }
ways-card-in = <b>{ $mark }点への方法（{ $category }）：</b>{ $levers } → { $total }点、{ $when }
ways-card-j-skip-in = <b>J-Skipへの方法（{ $category }）：</b>{ $levers }、{ $when }

## すでに当てはまるかもしれないこと(確認に費用はかからない)

ways-check-innovation = 勤務先がイノベーション促進支援措置を受けているかを確かめる
ways-check-innovation_sme = 勤務先がイノベーション促進支援措置を受けている中小企業かを確かめる
ways-check-sme = 勤務先が中小企業かを確かめる
ways-check-rd_ratio = 勤務先が中小企業で、試験研究費等が売上高の3%を超えるかを確かめる
ways-check-local_gov = 勤務先が地方公共団体の対象の支援措置を受けているかを確かめる
ways-check-growth = 担当する事業が成長分野の先端的事業かを確かめる
ways-check-invest_mgmt = 登録を受けた会社での投資運用業等の業務かを確かめる
ways-check-invest100m = 経営する事業にご自身で1億円以上を投資しているかを確かめる
ways-check-foreign_qual = 外国の資格・表彰等が対象の一覧にあるかを確かめる
ways-check-designated_univ = 卒業した大学が国の3つの一覧（大学順位、スーパーグローバル、イノベーティブ・アジア提携校）のどれかにあるかを確かめる
ways-check-jica = { $degree ->
    [yes] JICAのイノベーティブ・アジアの研修（日本の大学の授業を利用しないもの）を受けたかを確かめる
   *[no] JICAのイノベーティブ・アジアの研修を受けたかを確かめる
}
ways-check-research = { $result ->
    [patents] ご自身が発明者の特許があるかを確かめる
    [foreign_grants] 外国政府の補助金などによる研究に3回従事したかを確かめる
   *[papers] 対象の学術誌に責任著者の論文が3本あるかを確かめる
}
ways-check-years = この仕事での経験が{ $years }年以上あるかを確かめる
ways-check-salary = 契約書の年収が{ $salary_yen }円以上かを確かめる
ways-check-japanese = { $level ->
    [n1] N1（またはBJT480点以上）があるかを確かめる
   *[n2] N2（またはBJT400点以上）があるかを確かめる
}
ways-check-licence = 職務に関連する日本の国家資格または対象のIT試験が{ $count }つあるかを確かめる
ways-check-degree = { $level ->
    [master] 学位が修士に当たるかを確かめる
   *[bachelor] 学歴が学士（大学卒業）に当たるかを確かめる
}
ways-check-multi_degree = 修士以上の学位などの分野が異なるかを確かめる
ways-check-jp_degree = 日本の大学の学位があるかを確かめる
ways-check-position = { $position ->
    [representative] 代表権のある役員として登記されているかを確かめる
   *[director] 取締役などとして登記されているかを確かめる
}
ways-check-category = { $category ->
    [a] 仕事が「{category-a.short}」に当たるかを担当者に確かめる
    [b] 仕事が「{category-b.short}」に当たるかを担当者に確かめる
   *[c] 仕事が「{category-c.short}」に当たるかを担当者に確かめる
}

## 仕事を続けて待つこと

ways-wait-years = この仕事を続けて経験{ $years }年になるのを待つ（{ $day }）

## 勤務先と決めること

ways-work-salary = 年収を{ $salary_yen }円以上にする
ways-work-position = 取締役などの役員になる

## ご自身で目指すこと

ways-do-japanese = { $level ->
    [n1] N1に合格する（またはBJTで480点以上を取る）
   *[n2] N2に合格する（またはBJTで400点以上を取る）
}
ways-do-licence = 職務に関連する日本の国家資格または対象のIT試験の合格を、あと{ $count }つ取る
ways-do-degree = { $level ->
    [doctorate] 博士の学位を取る
    [mba_mot] 経営管理に関する専門職学位（MBA・MOT）を取る
   *[master] 修士の学位を取る
}
ways-do-multi_degree = 異なる分野で、もう一つ修士以上の学位などを取る
ways-do-jp_degree = 日本の大学院で修士の学位を取る
