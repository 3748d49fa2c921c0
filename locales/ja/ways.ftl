### 必要な点数に届くまでの道筋。一つの道筋は一行で、点数、時期、することを一つから三つ並べる。
### そのため、することの文(`ways-check-*` など)は体言止め又は辞書形で、句点を付けない。
### 期間は事務所の目安で、必ず「約」を付ける。約束のように書かない。

ways-title = <b>{ $mark }点に届く方法</b>
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

ways-check-innovation = 確認：勤務先のイノベーション促進支援措置
ways-check-innovation_sme = 確認：勤務先がイノベーション促進支援措置を受けている中小企業か
ways-check-sme = 確認：勤務先が中小企業か
ways-check-rd_ratio = 確認：勤務先が中小企業で、試験研究費等が売上高の3%を超えるか
ways-check-local_gov = 確認：勤務先が受けている地方公共団体の支援措置
ways-check-growth = 確認：担当する事業が成長分野の先端的事業か
ways-check-invest_mgmt = 確認：登録を受けた会社での投資運用業等の業務か
ways-check-invest100m = 確認：経営する事業へのご自身の1億円以上の投資
ways-check-foreign_qual = 確認：対象の一覧にある外国の資格・表彰等
ways-check-designated_univ = 確認：卒業した大学が国の3つの一覧（大学順位、スーパーグローバル、イノベーティブ・アジア提携校）のどれかにあるか
ways-check-jica = { $degree ->
    [yes] 確認：日本の大学の授業を利用しないJICAのイノベーティブ・アジアの研修
   *[no] 確認：JICAのイノベーティブ・アジアの研修
}
ways-check-research = { $result ->
    [patents] 確認：ご自身が発明者の特許
    [foreign_grants] 確認：外国政府の補助金などによる研究3回
   *[papers] 確認：対象の学術誌の責任著者の論文3本
}
ways-check-years = 確認：この仕事での経験が{ $years }年以上か
ways-check-salary = 確認：契約書の年収が{ $salary_yen }円以上か
ways-check-japanese = { $level ->
    [n1] 確認：N1（又はBJT480点以上）
   *[n2] 確認：N2（又はBJT400点以上）
}
ways-check-licence = 確認：職務に関連する日本の国家資格又は対象のIT試験{ $count }つ
ways-check-degree = { $level ->
    [master] 確認：修士に当たる学位か
   *[bachelor] 確認：学士（大学卒業）に当たる学歴か
}
ways-check-multi_degree = 確認：修士以上の学位などの分野が異なるか
ways-check-jp_degree = 確認：日本の大学の学位
ways-check-position = { $position ->
    [representative] 確認：代表権のある役員としての登記
   *[director] 確認：取締役などとしての登記
}
ways-check-category = { $category ->
    [a] 担当者に確認：仕事が「{category-a.short}」に当たるか
    [b] 担当者に確認：仕事が「{category-b.short}」に当たるか
   *[c] 担当者に確認：仕事が「{category-c.short}」に当たるか
}

## 仕事を続けて待つこと

ways-wait-years = この仕事を続けて経験{ $years }年になるのを待つ（{ $day }）

## 勤務先と決めること

ways-work-salary = 年収を{ $salary_yen }円以上にする
ways-work-position = 取締役などの役員になる

## ご自身で目指すこと

ways-do-japanese = { $level ->
    [n1] N1に合格する（又はBJTで480点以上を取る）
   *[n2] N2に合格する（又はBJTで400点以上を取る）
}
ways-do-licence = 職務に関連する日本の国家資格又は対象のIT試験の合格を、あと{ $count }つ取る
ways-do-degree = { $level ->
    [doctorate] 博士の学位を取る
    [mba_mot] 経営管理に関する専門職学位（MBA・MOT）を取る
   *[master] 修士の学位を取る
}
ways-do-multi_degree = 異なる分野で、もう一つ修士以上の学位などを取る
ways-do-jp_degree = 日本の大学院で修士の学位を取る
