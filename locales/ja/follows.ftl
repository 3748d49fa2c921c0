### 点数から先のこと:永住、高度専門職2号、家族、届出などの義務、どの区分に当たるか。
###
### 読むのはスマートフォンを使う相談者で、日本語が母語でない人も多い。短く、やさしく。約束はしない。
### 確かでないことは「事務所が確認します」と伝える。数、円、日付は整形済みで渡される。
### 法令の用語はこのファイルが基準、それ以外は英語版が基準。

## 永住許可:ガイドラインの5つのルート

follows-route-70-i = 70点以上で3年、高度専門職などとして在留
follows-route-70-ro = 70点以上で3年、在留資格は問わない
follows-route-80-i = 80点以上で1年、高度専門職などとして在留
follows-route-80-ro = 80点以上で1年、在留資格は問わない
follows-route-j-skip = 特別高度人材（J-Skip）で1年

follows-pr-activity = まず、お仕事の種類を教えてください。永住に必要な年数を数えられるようになります。
follows-pr-open = ✅ <b>永住：</b>うかがった内容では、点数と年数は今申請できる水準です（{ $route }）。
follows-pr-from = <b>永住：</b>ほかに変わりがなければ、最も早い申請日は<b>{ $day }</b>です（{ $route }）。
follows-pr-at-latest = <b>永住：</b>ほかに変わりがなければ、遅くとも<b>{ $day }</b>から申請できる見込みです（{ $route }）。まだ分からない点によっては、もっと早くなります。
follows-pr-anew = ⚠️ <b>永住：</b>まず事務所が出国の期間を確認します。在留の年数が数え直しになることがあります。数え直しがなければ、最も早い申請日は{ $day }です（{ $route }）。
follows-pr-unknown = <b>永住：</b>まだ分からない点があるため、いつ申請できるかをお答えできません。
follows-pr-none = <b>永住：</b>うかがった内容では、今後{ $years }年のうちにポイントによるルートは使えません。
follows-pr-abroad = <b>永住：</b>まだ日本に住んでいないため、いつ申請できるかをお答えできません。必要な年数は、70点以上なら3年、80点以上またはJ-Skipなら1年です。
follows-own-open = ✅ <b>点数によらない永住：</b>うかがった内容では、必要な年数を満たしており、今申請できる見込みです。
follows-own-from = <b>点数によらない永住：</b>ほかに変わりがなければ、最も早い申請日は<b>{ $day }</b>です。
follows-own-at-latest = <b>点数によらない永住：</b>遅くとも<b>{ $day }</b>から申請できる見込みです（お答えの年月の末日から数えています）。
follows-own-anew = ⚠️ <b>点数によらない永住：</b>まず事務所が出国の期間を確認します。在留の年数が数え直しになることがあります。数え直しがなければ、最も早い申請日は{ $day }です。
follows-own-unknown = <b>点数によらない永住：</b>いつ申請できるかは、まだ分かりません。必要な年数は、担当者が一緒に確認します。
follows-own-points = 点数を使うともっと早くなることがあります。「点数も計算する」を押してください。
follows-own-no-points = <b>この永住の道に点数は要りません。</b>
    必要なことは🏠でご覧いただけます。それでも点数を見るには、「結果のまとめ」の画面で「点数も計算する」を押してください。
follows-pr-keep = 申請まで、毎日{ $mark }点以上を保つ必要があります。
follows-pr-keep-j-skip = 申請まで、毎日J-Skipの要件を保つ必要があります。
follows-pr-falls = ご注意：{ $day }からは満たさなくなる見込みです。
follows-pr-other-open = 今日使えるほかのルート：{ $route }。
follows-pr-other-from = { $day }から使えるほかのルート：{ $route }。
follows-pr-for-staff = ⚠️ 申請の前に、事務所が一緒に確認します：{ $what }。
follows-pr-not-asked = 入管は次の点も見ます：{ $what }。
follows-pr-for-staff-title = ⚠️ 申請の前に、次のことを担当者が一緒に確認します。
follows-pr-not-asked-title = 入管は、ほかに次のことも見ます。
follows-needed-title = 次のことをお答えいただくと、もっと詳しく分かります。
follows-needed-changed-title = 次のことがいつから今の状態かも、教えてください。
follows-named-line = ・{ $what }
follows-pr-renew = 永住の申請をしても、今の在留期間は延びません。期限までに更新してください。
follows-pr-livelihood = 素行と、独立して生計を立てられるかも見られます。
follows-staff-confirms = この点は事務所が確認します。
follows-needed = 次のことをお答えいただければ、もっと詳しくお伝えできます：{ $what }。
follows-needed-changed = いつから今と同じかも教えてください：{ $what }。

## 理由:3種類の日の点数

follows-points-now = 今日（{ $day }）：少なくとも{ $least }点。{ $mark }点が必要です。
follows-points-now-none = 今日（{ $day }）：最大でも{ $greatest }点。{ $mark }点が必要です。
follows-points-now-unknown = 今日（{ $day }）：{ $least }～{ $greatest }点。{ $mark }点が必要です。
follows-points-now-no-work = 仕事を始めるのは{ $day }です。それより前の日にはこの点数がないため、年数はその日から数えます。
follows-points-now-no-day = 仕事を始める前の日には、この点数がありません。いつ始めるかは、まだ分かりません。
follows-points-now-closed = 今日（{ $day }）：点数にかかわらず、最低年収または仕事の種類の条件を満たしません。
follows-points-now-gate = 今日（{ $day }）：点数は{ $least }点以上で足りますが（必要なのは{ $mark }点）、最低年収または仕事の種類の条件を満たさないか、まだ分かりません。
follows-points-then = { $day }時点：少なくとも{ $least }点。{ $mark }点が必要です。
follows-points-then-none = { $day }時点：最大でも{ $greatest }点。{ $mark }点が必要です。
follows-points-then-unknown = { $day }時点：{ $least }～{ $greatest }点。{ $mark }点が必要です。
follows-points-then-gate = { $day }時点：点数は{ $least }点以上で足りますが（必要なのは{ $mark }点）、最低年収または仕事の種類の条件を満たさないか、まだ分かりません。
follows-points-then-closed = { $day }時点：点数にかかわらず、最低年収または仕事の種類の条件を満たしていません。
follows-points-then-untold = { $day }時点：当時の状況が分からないため、まだ計算できません。{ $mark }点が必要です。
follows-points-kept = { $first }から今日まで：毎日{ $mark }点以上です。
follows-points-kept-none = { $first }から今日まで毎日{ $mark }点以上が必要ですが、{ $day }は届いていません。
follows-points-kept-closed = { $first }から今日まで毎日、点数に加えて最低年収と仕事の種類の条件も必要ですが、{ $day }は満たしていません。
follows-points-kept-unknown = { $first }から今日まで毎日{ $mark }点以上が必要です。すべての日についてはまだ分かりません。

follows-j-skip-now = 今日（{ $day }）：J-Skipの要件を満たしています。
follows-j-skip-now-none = 今日（{ $day }）：J-Skipの要件を満たしていません。
follows-j-skip-now-unknown = 今日（{ $day }）：J-Skipの要件を満たすか、まだ分かりません。
follows-j-skip-then = { $day }時点：J-Skipの要件を満たしていました。
follows-j-skip-then-none = { $day }時点：J-Skipの要件を満たしていませんでした。
follows-j-skip-then-unknown = { $day }時点：J-Skipの要件を満たしていたか、まだ分かりません。
follows-j-skip-kept = { $first }から今日まで、毎日J-Skipの要件を満たしています。
follows-j-skip-kept-none = { $first }から毎日J-Skipの要件を満たす必要がありますが、{ $day }は満たしていません。
follows-j-skip-kept-unknown = { $first }から毎日J-Skipの要件を満たす必要があります。すべての日についてはまだ分かりません。
follows-j-skip-lost = 期間中はJ-Skipでしたが、今日は要件を満たしていないようです。引き続き満たす必要があるか、事務所が確認します。

follows-stay = { $day }以前から日本に在留：満たしています。
follows-stay-none = { $day }以前から日本に在留していることが必要です（必要な年数：{ $years }年）。
follows-stay-unknown = { $day }以前から日本に在留していることが必要です（必要な年数：{ $years }年）。まだ分かりません。
follows-holding = { $day }以前から高度専門職などとして在留：満たしています。
follows-holding-none = このルートでは、{ $day }以前から高度専門職などとして在留していることが必要です（必要な年数：{ $years }年）。
follows-holding-unknown = このルートでは、{ $day }以前から高度専門職などとして在留していることが必要です（必要な年数：{ $years }年）。まだ分かりません。

## その他の条件(.short は一覧用)

follows-condition-state = { $answer ->
    [yes] ：問題ありません。
    [late] ：今は問題ありませんが、ルールが変わるため事務所が確認します。
    [no] ：確かではないため、まず事務所が確認します。
   *[open] ：まだ分かりません。
}
follows-condition-tax = { follows-condition-tax.short }{ follows-condition-state }
    .short = 税金の期限内の納付
follows-condition-pension = { follows-condition-pension.short }{ follows-condition-state }
    .short = 年金の期限内の納付
follows-condition-insurance = { follows-condition-insurance.short }{ follows-condition-state }
    .short = 健康保険料の期限内の納付
follows-condition-fines = { follows-condition-fines.short }{ follows-condition-state }
    .short = 罰金などの処分の有無
follows-condition-notified = { follows-condition-notified.short }{ follows-condition-state }
    .short = 転居・転職などの届出
follows-condition-longest-period = { follows-condition-longest-period.short }{ follows-condition-state }
    .short = 最長の在留期間
follows-condition-landing = { follows-condition-landing.short }{ follows-condition-state }
    .short = 今の在留資格の基準に合う仕事
follows-condition-absence = { follows-condition-absence.short }{ follows-condition-state }
    .short = 長期の出国の有無
follows-condition-guarantor = { follows-condition-guarantor.short }{ follows-condition-state }
    .short = 身元保証人

## お知らせ

follows-notice-already-permanent = すでに永住者のため、このルートは必要ありません。
follows-notice-unknown-status = この在留資格についてはここでは分かりません。事務所が確認します。
follows-notice-abroad = 年数は日本での在留期間で数えます。日本での生活を始めてから数えます。
follows-notice-status-for-staff = 今の在留資格でこのルートを使えるか、事務所が確認します。
follows-notice-own-route-spouse = 日本人・永住者の配偶者の方には、点数によらない永住許可の道があります。実体のある婚姻が{ $married_years }年以上続き、日本に{ $spouse_years }年以上続けて在留していることが必要です。お子さまの場合も含め、事務所が確認します。
follows-notice-own-route-child = 日本人または永住者のお子さんには、点数によらない永住許可の道があります。日本での年数が何年必要かは、事務所が確認します。
follows-notice-own-route-long-term = 定住者の方には、点数によらない永住許可の道があります。定住者として{ $long_term_years }年以上続けて在留していることが必要です。事務所が確認します。
follows-notice-own-route-either = 日本人・永住者の配偶者の方（実体のある婚姻{ $married_years }年以上、日本での在留{ $spouse_years }年以上）や定住者の方（{ $long_term_years }年以上）には、点数によらない永住許可の道があります。どれをいつ使えるかは、事務所が確認します。
follows-permanent-gives-no-limit = 在留期間の制限がなくなること
follows-permanent-gives-any-work = 仕事と勤務先に制限がなくなること
follows-permanent-gives-no-points = 点数を保つ必要がなくなること
follows-permanent-ends-family = 高度専門職の優遇で在留している親や家事使用人の在留
follows-permanent-ends-revoked = 税金や保険料の故意の不払い、一定の犯罪により、取り消されることがあること
follows-own-marriage = 婚姻が{ $years }年以上続いています。
follows-own-marriage-none = 婚姻の期間が{ $years }年に足りません。
follows-own-marriage-unknown = 婚姻が{ $years }年以上続いているかどうかは、まだ分かりません。
follows-own-stay = この道に必要な{ $years }年の在留があります。
follows-own-stay-none = この道に必要な{ $years }年の在留に足りません。
follows-own-stay-unknown = この道に必要な{ $years }年の在留があるかどうかは、まだ分かりません。
follows-goal-closed-permanent = すでに永住者のため、これらの在留資格は必要なく、それに伴う優遇は受けられません。
# 目標を比べるページ。$goal: follows-goal-name-… のどれか。$why: 文
follows-goal-title = <b>どの目標が合っていますか。</b>
follows-goal-best = 👉 <b>{ $goal }</b>：{ $why }
follows-goal-gate = ✖️ { $why }
follows-goal-name-permanent-residence = 点数による永住許可
follows-goal-name-own-route = 点数によらない永住許可
follows-goal-name-permanent-j-skip = J-Skipによる永住許可
follows-goal-name-hsp2 = 高度専門職2号
follows-goal-name-stay = 今のまま
follows-goal-option-title = ▸ <b>{ $goal }：</b>{ $when }
follows-goal-when-held = すでにお持ちです。
follows-goal-when-open = うかがった内容では、今申請できます。
follows-goal-when-from = ほかに変わりがなければ、{ $day }からです。
follows-goal-when-at-latest = 遅くとも{ $day }からです。もっと早いこともあります。
follows-goal-when-unknown = 時期はまだ分かりません。
follows-goal-when-anew = まず事務所が出国の期間を確認します。年数が数え直しになることがあります。
follows-goal-when-not-counted = 点数は計算していません。
follows-goal-when-closed = 今のままでは利用できません。
follows-goal-when-stay = 今申請するものはありません。在留資格に伴う義務は続きます。
follows-goal-closed-by-line = 理由：{ $why }
# $what: 文の一部
follows-goal-gives-line = 得られること：{ $what }
follows-goal-ends-line = なくなること：{ $what }
follows-goal-ends-nothing-line = なくなること：ご家族の在留への影響はありません。
follows-goal-asks-line = 義務：{ $what }。
follows-goal-missing-line = もっと詳しく分かるために必要なこと：{ $what }
follows-goal-missing-many-line = もっと詳しく分かるために必要なこと：{ $what }など（ほかに{ $count }件）
follows-goal-held = すでに永住許可をお持ちです。
follows-goal-only = 時期が分かるのは、この目標だけです。
follows-goal-soonest = 今分かっている限り、最も早いのはこの目標です。
follows-goal-same-day = 同じ日に、下のもう一つの目標も開きます。得られることとなくなることを比べてください。
follows-goal-family = どちらも同じ日から申請できます。こちらはご家族の在留を続けられますが、永住では続けられません。
follows-goal-none = 今のままでは、どの目標も時期が分かりません。
follows-firm-unknown = まだ分からない点によって変わります。
follows-firm-staff = 事務所の確認が必要な項目が含まれています。
follows-firm-gate = 事務所の確認が必要な条件があります。
follows-firm-eve = { $day }は誕生日の前日で、法律上、新しい年齢で数えられることがあります。事務所が確認します。
follows-firm-fall = 今は{ $now }点、{ $day }からは{ $total }点です。{ $last }までに申請してください。
follows-firm-rise = 今は{ $now }点、{ $day }からは{ $total }点です（通常の審査の間です）。
follows-firm-child = お子さまの年齢の条件を満たすのは{ $last }までです。
follows-firm-condition = 税金や保険など、ほかの条件にもよります。
follows-firm-route = この道を使えるかどうかは、事務所が確認します。
follows-absence = 一度に{ $trip_days }日以上、また1年に{ $year_days }日以上の出国がないため、在留の年数は続いています。
follows-absence-unknown = 一度に{ $trip_days }日以上、または1年におよそ{ $year_days }日以上の出国があると、在留の年数が数え直しになることがあります。事務所が一緒に確認します。
follows-absence-long = 一度に{ $trip_days }日以上、または1年に{ $year_days }日以上の出国があります。実務では、在留の年数が数え直しになることがあります。日を決める前に、事務所にご相談ください。
follows-notice-new-rules = <b>{ $day }にルールが変わります。</b>その日からの申請には新しいガイドラインが適用され、世帯の収入なども見られます。途中の毎日の点数は、今の申請でも必要です。詳しくは事務所がご説明します。
follows-notice-new-rules-own = <b>{ $day }にルールが変わります。</b>その日からの申請には新しいガイドラインが適用され、世帯の収入なども見られます。詳しくは事務所がご説明します。
follows-notice-new-rules-now = { $day }からの申請には新しいガイドラインが適用され、世帯の収入なども見られます。途中の毎日の点数は、以前と同じく必要です。詳しくは事務所がご説明します。
follows-notice-income-unclear = { $day }までの申請で収入がどう見られるかは、情報が分かれています。事務所が確認します。
follows-notice-ends-family = 永住許可を受けると、高度専門職の優遇で在留している親や家事使用人は、その在留を続けられなくなります。2号では続けられます。申請の前に、事務所にご相談ください。
follows-notice-j-skip-by-points = 今はポイントによる高度専門職ですが、J-Skipの要件も満たすようです。在留カードの記載が関係しますので、事務所にご相談ください。

## 高度専門職2号(在留期間が無期限)

follows-hsp2-held = すでに高度専門職2号です。在留期間は無期限です。
follows-hsp2-open = ✅ <b>高度専門職2号：</b>うかがった内容では、点数と年数は今申請できる水準です。
follows-hsp2-from = <b>高度専門職2号：</b>ほかに変わりがなければ、最も早い申請日は<b>{ $day }</b>です。
follows-hsp2-at-latest = <b>高度専門職2号：</b>ほかに変わりがなければ、遅くとも<b>{ $day }</b>から申請できる見込みです。もっと早くなることもあります。
follows-hsp2-unknown = <b>高度専門職2号：</b>まだ分からない点があるため、いつ申請できるかをお答えできません。
follows-hsp2-none = <b>高度専門職2号：</b>うかがった内容では、今後{ $years }年のうちに申請できる日がありません。
follows-hsp2-first-stage = <b>高度専門職2号</b>は1号の次の段階です。まず1号を取り、1号で{ $years }年（J-Skipは1年）在留することが必要です。

follows-hsp2-points = 今日の点数：少なくとも{ $least }点。申請の日に{ $mark }点が必要です。
follows-hsp2-points-none = 今日の点数：最大でも{ $greatest }点。申請の日に{ $mark }点が必要です。
follows-hsp2-points-unknown = 今日の点数：{ $least }～{ $greatest }点。申請の日に{ $mark }点が必要です。
follows-hsp2-points-gate = 今日の点数は{ $least }点以上で足りますが（必要なのは{ $mark }点）、最低年収または仕事の種類の条件を満たさないか、まだ分かりません。
follows-hsp2-points-closed = 今日は、点数にかかわらず、最低年収または仕事の種類の条件を満たしません。
follows-hsp2-points-j-skip = 今日はJ-Skipの要件を満たしています。点数は要りません。
follows-hsp2-stay = { $day }以前から高度専門職1号でその活動に従事：満たしています。
follows-hsp2-stay-none = 高度専門職1号でその活動に{ $years }年従事することが必要です（{ $day }以前から）。
follows-hsp2-years-over = この年数を満たすのは{ $day }です。今分かっている限り、その日の点数は足りません。
follows-hsp2-stay-unknown = { $day }以前から高度専門職1号でその活動に従事していることが必要です（必要な年数：{ $years }年）。まだ分かりません。
follows-hsp2-stay-other = 高度専門職2号は1号の方が申請できます。1号での{ $years }年が必要です（今日の申請なら{ $day }以前から）。以前1号だった方が申請できるかは、事務所が確認します。

follows-hsp2-others = 入管は次の点も見ます：{ $what }。
follows-hsp2-other-conduct = 素行が善良であること
follows-hsp2-other-interest = 在留が日本の利益に合うこと
follows-hsp2-other-suitable = 日本の産業や国民生活から見て適当な活動であること
follows-hsp2-gives = 2号でできること：{ $what }。
follows-hsp2-gives-no-limit = 無期限の在留
follows-hsp2-gives-activities = 主な活動とあわせて、就労資格のほぼすべての活動
follows-hsp2-gives-employer = 転職のときの変更許可が不要（届出は必要）
follows-hsp2-gives-family = 親や家事使用人の在留を続けられること（永住では続けられません）
follows-hsp2-gives-card = 在留カードは7年ごとに更新
follows-hsp2-gives-card-own-date = 在留カードには独自の有効期限があり、期限までに更新

## 家族

# $why: 満たしていない条件
follows-closed-here = ✖️ これは高度専門職の在留資格が前提ですが、今のままでは高度専門職になれません。{ $why }
follows-family-intro = 次の優遇は、高度専門職の在留資格を取ってから使えます。
follows-family-line = { $state ->
    [yes] ✅
   *[open] ❔
} { $what }
follows-family-parents = <b>ご本人または配偶者の親</b>：{ $age }歳未満のお子さまの世話や、妊娠中の手伝いのため。ご本人と配偶者の年収の合計が{ $income_yen }円以上。
follows-family-spouse = <b>配偶者の仕事（配偶者がいる場合）</b>：研究、教育、技術・人文知識・国際業務、興行の一部の活動で、学歴や職歴の条件なしにフルタイムで働けます。
follows-family-spouse-j-skip = <b>J-Skipの場合の配偶者の仕事（配偶者がいる場合）</b>：教授、芸術、宗教、報道、技能の活動でも働けます。
follows-family-worker-family = <b>家事使用人（家庭事情型）</b>：{ $age }歳未満のお子さまがいるか、配偶者が病気などで家事をできない場合。ご本人と配偶者の年収の合計が{ $income_yen }円以上。1人まで。
follows-family-worker-accompanying = <b>家事使用人（入国帯同型）</b>：外国で{ $years }年以上雇っている方を連れて来る場合。ご本人と配偶者の年収の合計が{ $income_yen }円以上。1人まで。
follows-family-worker-investment = <b>家事使用人（金融人材型。投資運用業等で働く場合で、事務所が確認します）</b>：ご本人と配偶者の年収の合計が{ $income_yen }円以上。{ $more_yen }円以上なら2人まで。
follows-family-worker-j-skip = <b>J-Skipの場合の家事使用人</b>：ご本人と配偶者の年収の合計が{ $income_yen }円以上なら2人まで。
follows-family-until = お子さまの年齢の条件を満たすのは{ $day }までです。
follows-family-missing = まだ分からない点：{ $what }。
follows-family-closed = ✖️ 今は使えないもの：{ $what }。
follows-family-closed-item = { $what }（満たしていない点：{ $why }）
follows-family-ends = ⚠️ 親と家事使用人が在留できるのは、ご本人が高度専門職である間です。永住許可を受けると続けられなくなり、2号では続けられます。変更の前に、事務所にご相談ください。
follows-family-lacking-income = 世帯の年収
follows-family-lacking-reason = その年齢のお子さまなど、決められた事情
follows-family-lacking-j-skip = J-Skip
follows-family-lacking-investment-management = 投資運用業等の業務
follows-family-lacking-status = 高度専門職の在留資格（永住者になると対象外）
follows-family-need-spouse-unable = 配偶者が家事をできない事情があるか
follows-family-need-employed-abroad = 外国でその方を1年以上雇っているか
follows-family-need-j-skip = J-Skipの要件を満たすか
follows-family-also = ほかに必要なこと：{ $what }。
follows-family-unsure = { $what }（事務所が確認します）
follows-also-lives-together = 同居
follows-also-one-side = どちらか一方の親だけ（ご本人側または配偶者側）
follows-also-married = 法律上の婚姻
follows-also-japanese-contract = 日本の機関との契約
follows-also-equal-pay = 日本人と同等以上の報酬
follows-also-worker-pay = 家事使用人の月給が{ $pay_yen }円以上
follows-also-worker-age = 家事使用人が{ $age }歳以上
follows-also-common-language = 共通の言語で会話できること
follows-also-leaves-together = ご本人と一緒に出国すること
follows-family-short-parents = 親
follows-family-short-spouse = 配偶者の就労
follows-family-short-spouse-j-skip = 配偶者の就労（J-Skip）
follows-family-short-worker-family = 家事使用人（家庭事情型）
follows-family-short-worker-accompanying = 家事使用人（入国帯同型）
follows-family-short-worker-investment = 家事使用人（金融人材型）
follows-family-short-worker-j-skip = 家事使用人（J-Skip）

## 義務

follows-duty-held = 今の在留資格での義務：
follows-duty-later = 高度専門職1号を取った後の義務：
# 高度専門職だが、種類がまだ分からない人
follows-duty-first = 高度専門職1号の場合の義務：
# $what は確かでない義務
follows-duty-unsure = { $what }事務所が確認します。
follows-duty-activity-second = 主な活動を続けてください。正当な理由なく{ $months }か月行わないと、在留資格を取り消されることがあります（2号の場合）。
    .short = 主な活動を{ $months }か月以上休まない
follows-duty-activity-first = 主な活動を続けてください。正当な理由なく{ $months }か月行わないと、在留資格を取り消されることがあります（「6か月」は2号だけのものです）。
    .short = 主な活動を{ $months }か月以上休まない
follows-duty-employer-first = 転職：新しい勤務先で働き始める<b>前に</b>、在留資格変更の許可が必要です。点数も改めて計算されます。
    .short = 転職の前に新しい許可を受ける
follows-duty-employer-second = 転職：新しい許可は要りませんが、届出が必要です。
    .short = 転職したら届け出る
follows-duty-notice-first = 勤務先や会社が変わったら、{ $days }日以内に入管に届け出てください。1号の場合、変更許可のほかに届出も必要かは情報が分かれています。届出もしてください。
    .short = 勤務先が変わったら{ $days }日以内に届け出る
follows-duty-notice-second = 勤務先や会社が変わったら、{ $days }日以内に入管に届け出てください。
    .short = 勤務先が変わったら{ $days }日以内に届け出る
follows-duty-renewal = 在留期間は{ $years }年です。更新のときに{ $points }点に届かないと、許可されません。
    .short = { $years }年ごとの更新（毎回{ $points }点が必要）
follows-duty-card = 在留期間は無期限ですが、在留カードは{ $years }年ごとに更新が必要です。
    .short = { $years }年ごとに在留カードを更新する
follows-duty-card-own-date = 在留期間は無期限ですが、在留カードには独自の有効期限があります。期限までに更新してください。
    .short = 在留カードを期限までに更新する
follows-duty-designated = 以前の「特定活動」の在留資格での義務は、調べた資料では分かりません。
    .short = 以前の在留資格の義務（担当者が調べます）
follows-duty-permanent = { $day }から、税金や保険料をわざと納めない場合や一定の犯罪の場合に、永住許可が取り消されることがあります。
    .short = 税金や保険料を納める（{ $day }から、納めないと取り消されることがあります）
follows-duty-permanent-now = { $day }からの制度で、税金や保険料をわざと納めない場合や一定の犯罪の場合に、永住許可が取り消されることがあります。
    .short = 税金や保険料を納める（納めないと取り消されることがあります）

## どの区分に当たるか

follows-advice-intro = 区分は点数ではなく、仕事の内容で決まります。2つに当てはまりそうなときは、事務所が一緒に判断します。
follows-advice-line = <b>{ $category }</b>：今のところ{ $total }点（必要なのは{ $mark }点）。{ $verdict }{ $told ->
    [yes] 。うかがったお仕事の区分です。
   *[no] 。仕事の内容がこの区分に当たる場合だけです。
}
follows-advice-closed = 使えない理由：{ $why }
follows-advice-open = まだ分からない点：{ $why }
follows-advice-manager = { $day }から経営・管理の基準が厳しくなり、この区分にも適用されると複数の事務所が説明しています：資本金{ $yen }円以上、常勤職員1人、ご本人または常勤職員の日本語力（B2）、修士以上の学位などまたは経営の経験{ $years }年、専門家が確認した事業計画。一つずつ事務所が確認します。
follows-advice-manager-none = { $day }から経営・管理の基準が厳しくなり、この区分にも適用されると複数の事務所が説明しています：資本金{ $yen }円以上、常勤職員1人、日本語力（B2）、専門家が確認した事業計画、修士以上の学位などまたは経営の経験{ $years }年。うかがった内容では、学位も経験年数も満たしていません。どうなるかは事務所が確認します。
follows-advice-manager-holder = { $since }から経営・管理の基準が厳しくなりました。その前からこの在留資格をお持ちの場合は、{ $day }まで経過措置があるようです。事務所が確認します。
follows-manager-capital-30m-yen = 資本金{ $yen }円以上
follows-manager-full-time-employee = 常勤職員1名（日本人・永住者・配偶者など）
follows-manager-japanese-b2-in-company = 日本語B2相当（ご本人または常勤職員）
follows-manager-degree-or-years = 修士相当以上の学位または経営{ $years }年以上
follows-manager-business-plan-checked = 専門家の確認を受けた事業計画
follows-manager-office-apart-from-home = 自宅とは別の事業所
follows-advice-j-skip = 点数によらない特別高度人材（J-Skip）の要件を満たすようです。高度専門職2号や永住までの年数が短くなりますので、事務所にご相談ください。
follows-advice-eve = 明日の誕生日で点数が変わり、新しい年齢が今日から数えられる可能性があります。事務所が確認します。
follows-advice-eve-then = { $day }は点数の変わる誕生日の前日で、新しい年齢で数えられる可能性があります。事務所が確認します。
follows-advice-other-category = 仕事の内容が当たれば、別の区分では点数に達します：{ $category ->
    [a] {category-a.short}
    [b] {category-b.short}
   *[c] {category-c.short}
}。事務所にご相談ください。

## 事務所の相談カード用

follows-card-residence = <b>永住：</b>{ $route }、{ $when }
follows-card-own = <b>永住（点数によらない道）：</b>{ $when }
follows-card-open = { $day }から可
follows-card-from = { $day }から
follows-card-at-latest = 遅くとも{ $day }から
follows-card-unknown = 未確認
follows-card-none = { $years }年以内は不可
follows-card-anew = 長い出国あり、年数の数え直しの可能性を確認（なければ{ $when }）
follows-card-to-confirm = { $when }（要確認）
follows-card-fails = { $day }に点数が届いていない
follows-card-for-staff = 要確認：{ $what }
follows-card-new-rules = { $day }以降の申請のガイドラインが適用
follows-card-hsp2 = <b>高度専門職2号：</b>{ $when }
follows-card-held = 取得済み
follows-card-family = <b>家族：</b>{ $what }
follows-card-family-permanent = ❗ 永住者でないか要確認（永住者は対象外）
follows-card-ends-family = 永住では親・家事使用人の在留が終わる（2号では継続）
