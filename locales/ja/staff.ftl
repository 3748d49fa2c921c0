### 事務所の職員向けの文言：相談カード、フラグ、ボタン、お知らせ。このファイルが基準で、英語版は訳。
### `card-*` と `flag-*` は、送る前に相談者本人にもその人の言語で見せるので、失礼のない言い方にすること。
###
### HTML は <b> <i> <u> <code> <blockquote> のみ、& は &amp; と書く。数と日付は整形済みで渡される。

## 相談カード(上から順に表示)

# 最初の6行に、対応に必要なことをすべて入れる。$number は「 #12」の形、送る前は空。$day は送られた日（残りの日数はこの日から数える）
card-title = <b>📋 ご相談{ $number }　{ $name }</b>｜{ $goal }（{ $day }）
# 何のための相談か。事務所の言い方で
card-goal-open = 目的は未定
card-goal-hsp = 高度専門職の取得
card-goal-pr = 永住許可
card-goal-hsp2 = 高度専門職2号への変更
card-goal-family = 家族の呼び寄せ・就労など
card-goal-other = その他の相談
# 在留資格の名が未回答のとき、その種類
card-residence-abroad = 海外在住
card-residence-work = 就労資格（名称は未回答）
card-residence-hsp = 高度専門職
card-residence-student = 留学
card-residence-dependent = 家族滞在
card-residence-designated = 特定活動
card-residence-spouse-of = 日本人・永住者の配偶者等
card-residence-long-term = 定住者
card-residence-permanent = 永住者
card-residence-other = その他の在留資格（名称は未回答）
card-residence-ran-out = 在留期限切れとの回答
card-residence-no-status = 在留資格なしとの回答
card-residence-expired = 在留期限切れ、又は在留資格なしとの回答
card-residence-spouse = 配偶者等、定住者又は永住者（区別は未回答）
# $items: 期限、在留資格、フラグ
card-first = { $items }
card-flag = ❗{ $flag }
# $value: 「12月12日（あと17日）」
card-deadline = <b>⏰在留期限 { $value }</b>
card-deadline-told = <b>⏰本人の言う期日 { $value }</b>
card-child-until = <b>⏰お子さまの年齢の条件を満たすのは { $value }まで</b>
# 今の点数で申請できる最後の日。$total は、その後の点数
card-file-by = <b>⏰今の点数で申請できるのは { $value }まで</b>、その後は{ $total }点
deadline-left = { $day }（{ $count ->
    [0] 今日
   *[other] あと{ $count }日
}）
# 月や年だけが分かるとき。$count はその初日までの日数
deadline-earliest = { $day }（早ければ{ $count ->
    [0] 今日
   *[other] あと{ $count }日
}）
deadline-passed = { $day }（{ $count }日超過）
card-fact = { $what }：{ $value }
card-values = { $items }
card-value = { $value }（{ $points }点）
# $man は万円
card-salary = 年収{ $man }万円
card-man = { $man }万円
card-licences = 資格・試験{ $value }
card-research = 研究実績（{ $value }）
card-research-patents = 特許
card-research-foreign-grants = 外国政府の補助金
card-research-papers = 論文
card-research-recognised = その他の実績
card-born = { $year }年生{ $age }歳
card-no-degree = 学位なし
card-experience = 経験{ $time }
# $deciding: 満たさない条件や、結果を左右する未確認の項目。ないときは書かない。$more_count: ほかの件数
card-outlook = <b>{ $total }点</b>（必要{ $mark }点）{ $verdict }{ $deciding_count ->
    [0] {""}
   *[other] ｜<b>決め手：</b>{ $deciding }
}{ $more_count ->
    [0] {""}
   *[other] 、ほか{ $more_count }件
}
# $outcome: 永住・2号・家族についての答え。$points: 点数の行
card-both = { $outcome }｜{ $points }
card-gate = { $name }は{ $state }
card-manager = 経営・管理の基準：{ $failed_count ->
        [0] {""}
       *[other] 満たしていない＝{ $failed }／
    }{ $open_count ->
        [0] {""}
       *[other] 不明＝{ $open }／
    }{ $met_count ->
        [0] 満たすとの回答なし
       *[other] 満たすとの回答＝{ $met }
    }
card-manager-holder = { $held ->
        [yes] 基準改正前から1号ハ
       *[other] 基準改正前から経営・管理等で在留なら
    }：{ $day }まで経過措置（要確認）
card-manager-open = 経営・管理の基準（不明{ $count }件）
card-range = <b>点数の範囲：</b>{ $least }～{ $greatest }点
card-said = { $items }
card-remark = 💬 { $words }
card-changed = 🔄 前回から：{ $what }
card-change = { $what } { $before }→{ $after }
card-remarks = <b>ご本人の言葉（続き）：</b>{ $value }
# $ways: 連絡先、言語、場所と時間帯。$next: 職員が次にすること
card-reach = <b>📞 { $ways }</b> ➡️ { $next }
# 相談者がこのボットで使っている言語。メッセージやメールはこの言語で書く
card-write = 文面は{ $value }
# 会う、又は電話で話すときの言語
card-talk = 会話は{ $value }
card-talk-any = 会話の言語はどれでもよい
card-new-employer-from = 新しい勤務先 { $value }から
card-new-employer-since = 新しい勤務先で就労中（{ $value }から）
card-gap = ❗在留期限（{ $until }）から就労開始（{ $begins }）までに空白
card-talk-open = 会話の言語は未回答
card-talk-interpreter = 会話は通訳を希望
# $how: 「会話は通訳を希望」など、$words: ご本人が挙げた言語
card-talk-named = { $how }（「{ $words }」）
card-talk-own-interpreter = 会話は本人が通訳を同伴
card-next-deadline = 期限までにできる手続を確かめ、すぐに連絡する
card-next-passed = 期限が過ぎているため、すぐに連絡して今の状況を確かめる
# 高度専門職の方の転職・退職
card-next-work = 就労の状況を確かめ、必要な許可と届出をすぐに案内する
card-next-gap = 在留期限から就労開始までの在留方法と、いつまでに何を申請するかを案内する
card-next-absence = 出国の時期と日数を確かめ、在留の年数が数え直しにならないか確認する
card-next-renew = 先に在留期間の更新（永住申請では延びない）。すぐに連絡する
card-next-work-begun = 許可前の就労のおそれ。すぐに電話し、今後の対応を案内する
card-next-own-route = 配偶者としての永住の要件（婚姻、在留の年数）を確かめる
card-next-own-route-long-term = 定住者としての永住の要件（定住者になった日）を確かめる
card-next-file = 点数が下がる前に申請できるよう、すぐに連絡する
card-next-child = お子さまの年齢の条件を満たすうちに申請できるよう、すぐに連絡する
card-next-answer = ご相談に返事をする
card-next-ask = 確認する：{ $what }
# 条件を満たしていないとき
card-next-gate = { $what }を満たせないか確かめ、ほかの方法も案内する
card-next-employer = 勤務先の人事への確認をお願いする：{ $what }
card-next-time = 希望日から日時を決めて連絡する
card-next-offer = 相談の日時を提案する
# 予約があるとき
card-next-approve = 予約の申込みに返事をする
card-next-talk = 予約の時間に面談する
card-next-came = 来られたかどうかを記録する
card-next-after = 面談で決めたことを進める
card-category = <b>区分：</b>{ $value }
card-point = { $label } { $points }点
# $outcome: 合否を左右する質問が残っているときは open
card-not-asked = <b>聞いていない項目：</b>{ $count }件{ $outcome ->
    [open] （決め手になるものを含むことがある）
   *[decided] （どう答えても合格の見込みは変わらない）
}
card-unknown = <b>未確認：</b>{ $value }
card-ask-employer = <b>{ $whose ->
    [own] 会社で確認：
   *[employer] 人事に確認：
}</b>{ $value }
# 書かずに進んだとき
card-not-given = 未記入
card-as-of-begins = <b>計算の基準日：</b>{ $day }（就労開始日）、相談日 { $asked }（適用した表：{ $ruleset }）
card-as-of = <b>計算の基準日：</b>{ $day }（適用した表：{ $ruleset }）
card-not-scored = <b>点数：</b>まだ計算していません
# 点数によらない永住の道の要件
card-own-route-spouse = 配偶者の永住要件：実体のある婚姻{ $married_years }年以上、引き続き在留{ $spouse_years }年以上（子の場合も含め要確認）
card-own-route-child = 日本人・永住者の子の永住要件：必要な在留年数は要確認
card-own-route-long-term = 定住者の永住要件：定住者として引き続き在留{ $long_term_years }年以上（要確認）
card-own-route-either = 点数によらない永住の要件：日本人・永住者の配偶者は実体のある婚姻{ $married_years }年以上と在留{ $spouse_years }年以上、定住者は在留{ $long_term_years }年以上（どれに当たるか要確認）
card-points-not-asked = <b>点数：</b>点数によらない相談のため未確認
card-note = <b>相談内容：</b>
    <blockquote>{ $value }</blockquote>
card-answer = <b>{ $what }：</b>{ $value }
card-consultation = <b>相談の希望：</b>{ $value }
card-consultation-none = 未選択
card-consultation-wish = { $way }／{ $when }
card-way-open = 方法は未定
card-time-open = 日時は未定
card-contact-phone = 電話 { $text }
card-contact-email = メール { $text }
card-contact-here = このチャット
card-contact-any = どの方法でも可（このチャットなど）
card-source = <b>経路：</b>{ $value }
card-runs = <b>これまでの計算：</b>
    { $runs }
card-run = ・{ $day }：{ $total }点（{ $least }～{ $greatest }点）、{ $verdict }

card-state-new = 🆕 未対応
# $name は担当者
card-state-taken = 👤 { $name } が担当中
card-state-done = ✅ 完了（{ $name }）
card-state-declined = ⛔ 対応外（{ $name }）
card-outcome = 🏁 面談の結果：{ $value }
card-vouched = ☑️ <b>事務所確認済み：</b>{ $what } { $value }（{ $by }、{ $why }）
card-put-right = ☑️ <b>事務所で訂正：</b>{ $what } { $before }→{ $value }（{ $by }、{ $why }）
card-answered = 💬 <b>回答：</b>{ $what } { $value }（{ $at }、質問：{ $by }）
card-answered-anew = 💬 <b>回答：</b>{ $what } { $before }→{ $value }（{ $at }、質問：{ $by }）
card-asked = ❓ <b>質問中・未回答：</b>{ $what }（{ $at }から、{ $by }）

## フラグ(カードの一番上、急ぎの順)

flag-expired = 在留期限切れ、又は在留資格なし。至急確認
flag-expiry-unclear = 在留期限切れと回答し、これから来る期限も回答：どちらが正しいか確認
flag-contradiction = 両立しない回答がある：どちらが正しいか確認
flag-refusal = 不許可になったことがある
flag-job-of-holder = 高度専門職の方の退職・転職（届出と在留資格の確認が必要）
flag-job-lost = 失業・退職
flag-pregnancy = 妊娠中
flag-stay-gap = 就労開始より前に在留期限が来る
flag-new-employer = 勤務先の変更あり：働き始める前に許可が必要
flag-new-employer-begun = 新しい勤務先ですでに就労中：許可の有無を至急確認
flag-new-employer-free = 2号の方の勤務先の変更：許可は不要、届出を確認
flag-absence = 長い出国あり：在留の年数が数え直しになる可能性を確認
flag-own-route = ポイントによらない永住の道（日本人・永住者の配偶者、定住者）を確認
flag-other-status = 在留資格が「その他」（技能実習、特定技能、短期滞在など）
flag-asks-human = 担当者との相談を希望
flag-below-floor = 年収が300万円未満（ロ・ハの最低年収基準）
flag-services = 国際業務の可能性（ロの対象外）。業務内容の確認が必要
flag-j-skip = 特別高度人材（J-Skip）の可能性
flag-birthday = 誕生日が近く、点数が変わる可能性
flag-career-soon = まもなく職歴の区切りに達する
flag-manager-criteria = 経営・管理の許可基準（2025年10月16日改正）の確認が必要
flag-staff-confirms = 事務所の確認が必要な点数を含む
flag-facts-disagree = 回答に確認が必要な点がある

## ボタン

staff-take = 担当する
staff-done = 完了
staff-sheet-button = 📄 計算表（PDF）
staff-sheet = #{ $number } のポイント計算表です。
staff-check = ☑ 書類を確認
staff-check-age = ℹ️ 年収の点数は年齢によるため、年齢も確認すると数えます。
staff-checked = 書類の確認を終える
staff-no-sheet = まだ点数が出ていないため、計算表はありません。
staff-decline = 対応外

## 一覧

# $number: 件数。期限や希望日の近い順
staff-list-title = <b>対応中のご相談</b>（{ $number }件）
# 2ページ以上あるとき
staff-list-title-of-page = <b>対応中のご相談</b>（{ $number }件のうち{ $first }～{ $last }件目）
staff-list-more = 続き：/leads { $words }{ $page }
# $number: 番号、$urgent: 急ぎのフラグがあるか、$items: 氏名、期限、希望日、連絡先、届いた日、状態
staff-list-line = <b>#{ $number }</b>{ $urgent ->
    [yes] { " ❗" }
   *[no] { "" }
} { $items }
staff-list-deadline = <b>⏰{ $value }</b>
staff-list-wish = 希望日 { $value }{ $over ->
    [yes] （過ぎた希望日）
   *[no] { "" }
}
# $time: 日時
staff-list-talk = 🗓{ $time }{ $state ->
    [requested] （承認待ち）
   *[other] { "" }
}
# 面談の後に決めた期日
staff-list-agreed = 📅期日 { $day }
staff-list-since = { $day }受付
# $number: 件数、$shown: そのうち表示した新しいもの
staff-list-closed-title = <b>終わったご相談</b>（{ $number }件のうち新しい{ $shown }件）
staff-list-closed-all-title = <b>終わったご相談</b>（{ $number }件）
staff-list-older = ⚠️ 一覧に出るのは、最近動きのあった{ $shown }件だけです（全{ $number }件）。残りは管理者が <code>intake leads</code> で確認できます。
staff-list-no-name = （氏名未記入）
staff-list-empty = ご相談はまだありません。
staff-list-none-of-these = 該当するご相談はありません。
staff-list-chosen = 🔎 <b>表示：</b>{ $name }
staff-list-count = { $name } { $number }
staff-list-next = 次へ ▶
staff-list-how = 一覧の指定を読み取れませんでした。例：<code>/leads</code>、<code>/leads 自分</code>、<code>/leads 待ち 2</code>。使える言葉：自分、待ち、今週、合格、変化
staff-filter-all = すべて
staff-filter-mine = 自分の担当
    .words = 自分|自分の|担当|私
staff-filter-waiting = 担当者待ち
    .words = 待ち|未対応|担当者待ち|新規
staff-filter-week = 今週届いた
    .words = 今週|週
staff-filter-qualifies = 合格点に到達
    .words = 合格|合格点|到達
staff-filter-changes = 90日以内に変化
    .words = 変化|90日|90日以内|変わる
ahead-reached = ⏳{ $day }に{ $mark }点に到達（{ $before }→{ $after }点）
ahead-lost = ⏳{ $day }に{ $mark }点を下回る（{ $before }→{ $after }点）
ahead-residence = ⏳永住申請 { $day }から

## 検索、今日の予定、集計

staff-find-how = /find の後に、番号、氏名、連絡先の一部を書いてください。例：<code>/find 田中</code>
staff-find-none = 見つかりませんでした。
staff-find-title = 🔎 <b>検索結果</b>（{ $number }件）
staff-find-more = ほかにもあります。言葉を足して絞り込んでください。
staff-today-title = 📅 <b>今日の予定（{ $day }）</b>
staff-today-talks = <b>面談</b>（{ $number }件）
staff-today-no-talks = 面談：なし
staff-today-requests = <b>承認待ちの申込み</b>（{ $number }件）
# $time: 申し込まれた日時、$until: 承認の期限
staff-today-request = { $time } <b>#{ $number }</b> { $name }｜{ $way }｜{ $who }｜{ $until }までに承認
staff-today-due = <b>期限が7日以内・過ぎたもの</b>（{ $number }件）
staff-today-no-due = 期限が7日以内のもの：なし
staff-today-waiting = <b>担当者待ち</b>（{ $number }件）
staff-today-no-waiting = 担当者待ち：なし
# $state: 状態。予約どおりのとき($is_usual)は書かない
staff-today-talk = { $time } <b>#{ $number }</b> { $name }｜{ $way }｜{ $who }{ $is_usual ->
    [yes] {""}
   *[no] ｜{ $state }
}
staff-today-more = 続き：/today { $page }
staff-stats-title = 📊 <b>保存中のご相談の集計</b>（氏名は含みません）
    消去された方も含む、訪問からの数字は職員ページ（/desk）にあります。
staff-stats-month = <b>{ $month }</b>
# $rang: 音を鳴らしてお知らせした数
staff-stats-leads = ご相談 { $leads }件（うち音で通知 { $rang }件）
# $number: 担当者が決まった数。$time: その半数は、届いてからこの時間のうちに決まった
staff-stats-taken = 担当が決まったご相談 { $number }件（半数は{ $time }以内）
staff-stats-none-taken = 担当が決まったご相談 0件
staff-stats-talks = 面談：実施 { $kept }件、来られず { $missed }件、まとめの送信 { $recorded }件
staff-stats-outcomes = 結果：{ $items }
staff-stats-sources = 経路：{ $items }
staff-stats-source = { $name }（{ $language }）{ $number }
staff-stats-no-source = 直接
staff-stats-other-source = その他のリンク

## お知らせ

staff-note = 💬 <b>お客様より：</b>
    <blockquote>{ $text }</blockquote>
# 音が鳴る短い知らせ。前からある相談のこともある(また相談を希望した、合格点に達した)
staff-ring = 🔔 ご相談 #{ $number } をご確認ください
# 誰も担当しないまま、事務所の決めた時間が過ぎた。一度だけ知らせる。$waited は待っている時間
staff-waits = ⏰ ご相談 #{ $number } は、届いてから{ $waited }たちますが、まだ担当者がいません。
staff-waited-hours = { $count }時間
staff-waited-days = { $count }日
staff-answer-nudge = 🕐 { $taken ->
    [yes] { $name } さん、#{ $number } のお客様が
   *[no] #{ $number } のお客様が
}営業時間で{ $waited }お待ちです。{ $about ->
    [message] お手すきのときに、一言お返事をお願いします。
    [time] 申し込まれた時間を承認するか、別の時間をご提案ください。
   *[lead] 新しいご相談です。お手すきの方は担当をお願いします。
}
staff-answer-next = 🔔 { $next } さん、#{ $number } をお願いします。お客様が営業時間で{ $waited }お待ちです{ $taken ->
    [yes] （担当は { $name } さん）
   *[no] {""}
}。{ $about ->
    [message] まだどなたも返信していません。
    [time] 申し込まれた時間に、まだどなたも返事をしていません。
   *[lead] まだ担当者がいません。
}
staff-answer-anybody = 🔔 どなたか #{ $number } をお願いします。お客様が営業時間で{ $waited }お待ちです。{ $about ->
    [message] まだどなたも返信していません。
    [time] 申し込まれた時間に、まだどなたも返事をしていません。
   *[lead] まだ担当者がいません。
}
staff-answer-minutes = { $count }分
staff-answer-hours = { $count }時間
staff-not-found = #{ $number } のご相談は見つかりません。消去されたか、番号が違います。
staff-already-taken = すでに { $name } さんが担当しています。
staff-anonymous = 管理者
staff-unreachable = 📵 お客様がボットをブロックしました。今はここからメッセージを送れません。電話やメールの連絡先があればカードにあります。
staff-reachable = 📶 お客様が戻りました。またメッセージを送れます。
staff-erased = 🗑 #{ $number } のお客様が、情報の消去を希望しました。システムの情報は消去しました。<b>このシステムの外に書き留めたものがあれば、消してください。</b>
# 本人の希望ではなく、保存期間が過ぎたとき
staff-withdrawn = ✋ お客様がチャットで<b>同意を撤回されました</b>。チャットの回答は消去し、質問もお知らせもやめました。このご相談は保存期間が終わるまで残ります。これも消すよう求められた場合は、「その他」の「情報を消去」を使ってください。
staff-removed = 🗑 <b>{ $month }に保存期間が過ぎて消去した件数。</b>結果まで進まなかった回答{ $unfinished_count }件、送られなかった結果{ $unqualified_count }件、ご相談{ $lead_count }件、ご依頼{ $client_count }件
staff-erased-overdue = 🗑 #{ $number } のご相談は、保存期間が過ぎました。システムの情報は消去しました。<b>このシステムの外に書き留めたものは、法令で保存が必要なものを除いて消してください。</b>
# $count: ボットが消せなかったメッセージ(またはトピック)の数
staff-erased-left = ⚠️ このグループには、このお客様についてボットが消せないものが残っています（{ $count }件）。<b>お手数ですが、手で消してください。</b>
# 「一般」トピックが閉じられている間、ボットが自分のお知らせのために作るトピックの名前
staff-topic-notices = ボットからのお知らせ
# トピックの名前(128文字まで)
staff-topic = { $state ->
        [new] 🆕
        [taken] 💬
        [done] ✅
       *[declined] 🚫
    }{ $number }{ $points ->
        [none] {""}
       *[other] {" "}{ $points }点
    } { $name }
staff-help = <b>使い方</b>
    新しいご相談はカードで届きます。
    ・<b>担当する：</b>担当者として表示され、お客様に「確認しています」と伝わります。
    ・<b>完了：</b>対応が終わったとき。お客様にも伝わります。
    ・<b>対応外：</b>お受けできないとき。お客様に丁寧にお伝えし、ほかの相談先をご案内します。
    ・<b>計算表（PDF）：</b>ポイント計算表の順に点数を並べた、保管用の表。
    ・<b>書類を確認：</b>書類を見た項目に印を付けます。確認済みの点数はお客様にも表示されます。
    ・<b>質問する：</b>受付の質問や事務所の質問を、お客様の言語で送ります。回答は日本語でカードに載ります。✖ で取り消せます。
    ・<b>その他：</b>引き継ぎ、書類の依頼、面談の記録、内容の確認・訂正、消去と、カードに入りきらないボタン。対応外、引き継ぎ、訂正、消去は責任者の操作です。
    お客様が後から書いたことも、ここに届きます。お客様のトピックに書いたことは、お客様に届きます（文字、写真、ファイル、音声、アルバム）。直すと相手の画面も直り、届くと 👌 が付きます。やり取りの間、ボットは黙っています。<b>ボットに戻す</b>で終わります。
    ・先頭に <b>//</b> か <b>/note</b>：職員だけのメモ。
    ・自分のメッセージか「定型文を送りました」の行への返信で <b>/unsend</b>：取り消し（48時間以内。アルバムは全部）。
    点数は見込みです。

    /leads – ご相談の一覧。/leads 自分、待ち、今週、合格、変化 で絞り込み（2ページ目は /leads 2）
    /lead 12 – 12番のカード
    /find 田中 – 氏名、番号、連絡先の一部で検索
    /today – 今日の面談、承認待ちの申込み、期限、担当者待ち
    /stats – 今月と先月の集計
    /audit 12 – 操作の記録（責任者）
    /set 650万円 – 「内容を確認・訂正」で選んだ項目の正しい内容（責任者）
    /room https://... – 次のオンライン面談のリンクを登録します（お客様のトピックで、またはカードに返信して。/room 12 https://... でも）
    /saved – 定型文の一覧と登録。カードの「定型文」で、お客様の言語で送れます
    /help – この説明
staff-no-rights = ⚠️ ボットに<b>「トピックの管理」</b>の権限がないため、カードはグループにそのまま送ります。グループの設定 → 管理者 → このボットを選び、「トピックの管理」を付けてください。
staff-migrated = グループがスーパーグループに変わり、IDが新しくなりました。ボットは新しいIDで続けます。設定 INTAKE_OFFICE_CHAT も書き換えてください（<code>intake doctor</code> に新しいIDが出ます）。
# A closed lead was opened again
staff-half-days-lapsed = ⚠️ 次の時間帯は、その後ほかの方の予約で埋まりました：{ $half_days }。別の日時をお客様とお決めください。
# Instead of a card that cannot be made
staff-card-failed = ❗ #{ $number }：ご相談は届いていますが、エラーのためカードを作れませんでした。こちらからご連絡ください。
    氏名：{ $name }
    連絡先：{ $contact }
    メモ：{ $note }
    管理者にもお知らせください。<code>/lead { $number }</code> でカードを作り直します。
# Answer to a press that failed on our side
staff-sending-failed = ❗ ご相談がエラーのため届きませんでした。こちらからご連絡ください。
    氏名：{ $name }
    連絡先：{ $contact }
    管理者にもお知らせください。
staff-failed = エラーが発生しました。もう一度押してください。続くときは管理者にお知らせください。

## 予約。$time:時間。$way:方法。$count:分。

# $kind: talk 面談、move 変更の申込み、waits キャンセル待ち
card-booking = <b>🗓 { $kind ->
    [move] 変更希望 { $time }
    [waits] キャンセル待ち
   *[talk] { $time }
}</b>｜{ $way }{ $kind ->
    [waits] {""}
   *[other] ｜{ $who }
}｜{ $state }
card-booking-no-time = 時間未定
card-booking-state = { $state ->
    [requested] 承認待ち
    [booked] 予約済み
    [ended] 時間終了（来られましたか）
    [kept] 実施済み
    [missed] 来られず
   *[waiting] 空き待ち
}
card-room = 🔗 { $link }
card-proposed = ↪️ 提案中：{ $times }（{ $until }まで確保）
card-missed = 🚫 <b>来られなかった面談：{ $count }回</b>
# 職員が事務所のカレンダーで動かした先。$there: 日時、$meets: その時間にほかにあるもの（talk：別の予約、appointment：ほかの予定）
card-entry-moved = 📅 事務所のカレンダーでは { $there }{ $meets ->
    [talk] （⚠️ 別の予約と重複）
    [appointment] （⚠️ ほかの予定と重複）
   *[nothing] {""}
}
card-entry-gone = 📅 事務所のカレンダーから削除されています
card-entry-no-hour = 📅 事務所のカレンダーでは時刻のない予定になっています
# 事務所のカレンダーに表示される件名。$number: ご相談の番号
calendar-line = #{ $number } { $way }
calendar-line-named = #{ $number } { $name }様 { $way }
# 職員がカレンダーで変更したとき。$time: 約束した日時、$there: カレンダーの日時、$minutes: カレンダーでの長さ
staff-entry-moved = 📅 カレンダーで、この面談が { $there }（{ $minutes }分）に移されています。お客様との約束は { $time }（{ $way }）のままです。予約も変えて、お客様にお知らせしますか。カードのボタンで選んでください（お客様にはまだ何も伝えていません。決まるまで、どちらの時間も空けておきます）。
staff-entry-moved-onto-appointment = 📅 カレンダーで、この面談が { $there }（{ $minutes }分）に移されていますが、<b>担当者には、その時間かその前後にほかの予定があります</b>。お客様との約束は { $time }（{ $way }）のままです。それでも予約を変えて、お客様にお知らせしますか。カードのボタンで選んでください（お客様にはまだ何も伝えていません）。
staff-entry-moved-onto-another = 📅 カレンダーで、この面談が { $there }（{ $minutes }分）に移されていますが、<b>その時間には別の予約があります</b>。お客様との約束は { $time }（{ $way }）のままです。その時間が空くまで予約は変えられません。カードのボタンで選ぶか、カレンダーで別の時間に移してください。
# $who: 移された先の職員、$whose: 予約の担当の職員
staff-entry-with-another = 📅 カレンダーで、この面談が { $who } のカレンダーに移されています。予約の担当は { $whose } のままで、次に予約が変わると、カレンダーでもそこに戻ります。
staff-entry-no-hour = 📅 カレンダーで、この面談が時刻のない予定（終日、または半日を超える予定）になっています。お客様との約束は { $time }（{ $way }）のままです。カレンダーで時刻を入れ直すか、カードのボタンで選んでください。
staff-entry-gone = 📅 カレンダーから、この面談が削除されています。お客様との約束は { $time }（{ $way }）のままです。予約を取り消して、お客様にお知らせしますか。カードのボタンで選んでください（お客様にはまだ何も伝えていません）。
staff-entry-put-back = 📅 カレンダーの面談が、約束の時間に戻りました。操作は必要ありません。
staff-entry-changed = カレンダーの内容が変わったか、すでに決まっています。カードをご確認ください。
# 別のアカウントが設定された、またはカレンダーが削除されたとき。$count: そこにあった今後の予約の件数
staff-entries-left = 📅 <b>これまで予約を書き込んでいたカレンダーが見つかりません</b>（別のアカウントが設定されたか、カレンダーが削除されました）。今後の予約{ $count }件を、現在設定されているカレンダーに書き込みます。これまでのカレンダーが残っている場合、そこの予定はもう更新されません。手作業で削除してください（件名は#と番号で始まります）。
# カレンダーが30分のあいだ書き込みを拒んだとき。$whose: ご相談の番号（と、消去した方の分があるとき）
staff-entries-unwritten = 📅 <b>カレンダーに予約どおりに書き込めていません：{ $whose }</b>。30分ほど、書き込みが拒まれています。自動で再試行しています。それまでは、カードと /today でご確認ください。原因は、システム担当の方が<code>intake doctor --write</code>で確かめられます。
staff-entries-of-erased = 情報を消去した方の予定（続くときは、カレンダーから手作業で削除してください）
staff-entries-written = 📅 カレンダーが、すべて予約どおりになりました。
# 一度に多く削除されたとき、グループに一通。$count: 件数、$leads: ご相談の番号
staff-entries-gone = 📅 <b>カレンダーから、{ $count }件の面談が一度に削除されています</b>：{ $leads }。カレンダーを空にした、または削除しましたか。お客様との約束はどれもそのままです（お客様にはまだ何も伝えていません）。
# その後。$count: 戻した件数、$by: 押した職員
staff-entries-state = { $state ->
    [back] ✅ { $count }件を戻しました（{ $by }）。
    [over] すべてカードで決まっていました。
   *[open] ここですべて戻すか、一件ずつカードのボタンで選んでください。
}
staff-entries-back = 📅 すべて約束どおりに戻す
staff-entries-over = 未決定のものはもうありません。カードで決まったか、カレンダーに戻っています。
staff-follow-entry = 📅 この時間に変えて、お客様に伝える
staff-cancel-entry = 📅 取り消して、お客様に伝える
staff-restore-entry = 📅 約束どおりに戻す
staff-booking-requested = 🗓 予約の申込み：{ $time }（{ $way }、{ $count }分）。{ $until }までに承認してください。
staff-booking-booked = 🗓 予約が入りました：{ $time }（{ $way }、{ $count }分）。
staff-booking-moved = 🗓 予約が変わりました：{ $before } → { $time }（{ $way }）。
staff-booking-cancelled = 🗓 お客様が予約を取り消しました：{ $time }（{ $way }）。
staff-booking-taken-back = 🗓 お客様が申込みを取り下げました：{ $time }（{ $way }）。
staff-booking-expired = 🗓 返事がないまま申込みが終了しました：{ $time }（{ $way }）。お客様に近い時間をご案内しました。
staff-booking-no-room = 🔗 まもなくオンライン面談ですが、リンクがありません。このメッセージに返信して、/room とリンクを書いてください。
# $count: 提案した時間の数
staff-times-sent = 🗓 お客様に{ $count }つの時間を提案しました。
staff-approve = 承認
staff-refuse-time = この時間は不可
staff-propose = 別の時間を提案
staff-move-talk = 時間を変える
staff-cancel-talk = 予約を取り消す
staff-cancel-sure = 本当に取り消す
staff-send-times = お客様に送る
staff-later-times = 後の時間
staff-stop = やめる
staff-withdraw-times = 提案を取り下げる
staff-came = 来られた
staff-missed = 来られなかった
staff-after-all = 訂正：{ $outcome ->
    [kept] 来られた
   *[missed] 来られなかった
}
staff-no-times = 空いている時間がありません。
staff-time-taken = この時間はもう空いていません。
staff-none-suits = 🗓 提案した時間は、いずれもお客様のご都合がつきません。今の時間のままです：{ $time }（{ $way }）。
staff-proposal-over = 🗓 提案した時間にお客様のお返事がなく、確保を解きました。今の時間はそのままです。
# /room の使い方
staff-room-how = /room の後に https:// で始まるリンクを書いてください。お客様のトピックに書くか、カードに返信するか、番号を付けます（/room 12 https://...）。
staff-room-used = このリンクは、同じ時間のほかの面談で使われています。別のリンクを書いてください。
staff-room-no-talk = このお客様には、これからのオンライン面談の予約がありません。
staff-room-kept = 🔗 リンクを登録し、お客様に伝えました。

## お客様とのやり取り

staff-hand-back = ボットに戻す
staff-relay = 💬 <b>お客様より：</b>
staff-relay-changed = ✏️ <b>お客様がメッセージを直しました：</b>
staff-held-back = 📵 お客様がボットをブロックしています。このメッセージは、お客様が戻ったときに届きます。お急ぎの場合は、カードにある電話かメールでご連絡ください。
staff-handed-back = ↩️ しばらくやり取りがなかったため、お客様への応対をボットに戻しました。続けるときは、ここに書いてください。
staff-translation-switched = 🌐 { $now ->
    [on] お客様が、機械翻訳をまた使うことにしました。
   *[off] お客様が、機械翻訳を使わないことにしました。これからのメッセージには翻訳が付きません。
}
staff-translations-missing = 🌐 { $since }から、やり取りに機械翻訳が付いていません（翻訳サーバーが応答しないか、受け付けません）。メッセージは、書かれたまま、これまでどおり届いています。
staff-translations-back = 🌐 機械翻訳がまた付くようになりました。
staff-translation-lacking = 🌐 翻訳サーバーは{ $language }に対応していません。この言語のやり取りには機械翻訳が付きません。
staff-not-delivered = ❗ このメッセージはお客様に届いていません。{ $reason ->
        [kept] もう一度送ってみます。
       *[final] 送ることができません。別の形でお伝えください。
    }
staff-saved-not-delivered = ❗ 定型文「{ $name }」はお客様に届いていません。{ $reason ->
        [kept] もう一度送ってみます。
       *[final] 送ることができません。別の形でお伝えください。
    }
staff-file-lost = 📎 { $by ->
        [client] お客様が送った{ $name }を受け取れませんでした。
       *[staff] { $name }はお客様に届いていません。
    }{ $reason ->
        [size] 大きすぎます（20MBまで）。
       *[gone] Telegramにもう残っていません。
    }{ $by ->
        [client] お客様にも伝えました。
       *[staff] { $reason ->
            [size] 別の形で送ってください。
           *[gone] もう一度送ってください。
        }
    }
staff-not-passable = ❗ { $part ->
        [words] 言葉だけがお客様に届きました。一緒に送られたもの
       *[nothing] これ
    }はお渡しできません。文字、写真、ファイル、音声、動画、スタンプ、連絡先、場所は送れます。
staff-change-unsent = ℹ️ 元のメッセージはお客様に送られていないため、編集も送りません。送るときは、新しく書いてください。
staff-change-inside = ℹ️ お客様には元のままのメッセージが残っています。取り消すには、そのメッセージに /unsend と返信してください。
staff-file-replaced = ℹ️ お客様には最初に送ったファイルが残っています。差し替えたファイルは渡せません。最初のファイルへの返信で /unsend と書いて取り消し、新しいファイルは新しいメッセージで送ってください。
staff-no-command = ℹ️ お客様には送っていません。「/」で始まる文はコマンドとして読みますが、このコマンドはありません。送るときは「/」を付けずに、内輪のメモは「//」で始めて書いてください。コマンドの一覧：/help
staff-unsend-which = ℹ️ /unsend は、お客様に送ったメッセージを取り消します。取り消したいメッセージへの返信として送ってください。
staff-unsend-late = ⚠️ 48時間を過ぎたメッセージは、もう取り消せません。
staff-unsend-failed = ⚠️ お客様の画面からこのメッセージを取り消せませんでした。
staff-write-failed = ❗ エラーのため、メッセージがお客様に届きませんでした。もう一度送ってください。

## 毎日は使わない操作（「その他」の中）

staff-more = ⋯ その他
staff-close = 閉じる
staff-pass = 担当を替える
staff-outcome = 📝 面談の記録
staff-fix = 内容を確認・訂正
staff-erase = 🗑 情報を消去
staff-menu-pass = 👉 <b>どなたに引き継ぎますか？</b>
staff-menu-outcome = 👉 <b>面談の結果はどうなりましたか？</b>
staff-menu-fix = 👉 <b>どの項目を確認・訂正しますか？</b>
staff-menu-fix_line = 👉 <b>{ $what }：正しい内容は？</b>ボタンにないときは、このトピックに <code>/set</code> と内容を書いてください（トピックのないグループでは <code>/set #12</code> と内容）。
staff-menu-fix_why = 👉 <b>{ $what }：何で確認しましたか？</b>
staff-menu-erase = 👉 <b>このお客様の情報をすべて消去しますか？</b>元に戻せません。お客様にも伝わります。
staff-menu-ask = 👉 <b>何を質問しますか？</b>選ぶとすぐに、お客様の言語で送られます。
staff-ask = 質問する
staff-unask = ✖ 取り消す：{ $what }
staff-menu-saved = 👉 <b>どの定型文を送りますか？</b>送る前に内容を表示します。
staff-menu-saved_this = 👉 <b>次の内容をお客様の言語で送ります：</b>
    { $text }
staff-ask_papers = 📄 書類を依頼
staff-menu-ask_papers = 👉 <b>次の書類を、お客様の言語で依頼します：</b>{ $text }
staff-papers-send = ✉ 依頼する
staff-papers-none-missing = 送られた内容では、足りない書類はありません。
staff-papers-asked = 📄 お客様に依頼しました：{ $papers }
staff-did-papers_asked = 書類を依頼
staff-saved = 定型文
staff-saved-send = ✉ 送信
staff-saved-none = 定型文はまだありません。責任者が /saved で登録できます。
staff-saved-hole = 送れません：{ $value } に入る内容が、このお客様にはありません。
staff-saved-no-language = 送れません：お客様の言語か日本語の文がありません（{ $language }）。
staff-saved-sent = ✉ <b>{ $name }</b> を送りました：
    { $text }
staff-saved-title = <b>定型文（{ $count }件）</b>
staff-saved-line = ・{ $name }（{ $languages }）
staff-saved-how-line = 内容を見る：/saved と名前。登録・変更（責任者）：/saved と名前の後で改行し、言語のコードとコロンで始まる文を言語ごとに書きます（{ $languages }）。文の中で使えるもの：{ $known }。削除：/saved 削除 と名前。
staff-saved-name-line = <b>{ $name }</b>
staff-saved-text-line = <b>{ $language }：</b>{ $text }
staff-saved-delete-words = 削除|delete
staff-saved-unknown-name = 「{ $name }」という定型文はありません。/saved で一覧を表示します。
staff-saved-deleted = 「{ $name }」を削除しました。
staff-saved-kept = 「{ $name }」を登録しました。
staff-saved-kept-but = 「{ $name }」を登録しました。次の言語の文がないため、その言語のお客様には送れません：{ $languages }
staff-saved-name = 1行目は定型文の名前です（{ $most }文字まで）。
staff-saved-how = 名前の後に、<code>ja: ...</code> のように言語ごとの文を書いてください。日本語は必ず必要です（{ $languages }）。
staff-saved-long = { $language } の文が{ $most }文字を超えています。
staff-saved-unknown = { $value } は使えません。使えるもの：{ $known }
staff-saved-most = 登録できるのは{ $most }件までです。先にどれかを削除してください。
staff-ask-next = 次へ ▶
staff-ask-before = ◀ 前へ
staff-ask-waits = この質問は{ $at }に送っていて、まだ回答がありません。
staff-ask-answered-since = すでに回答がありました。
staff-ask-answered = 💬 <b>お客様の回答：</b>{ $what } <b>{ $value }</b>
staff-ask-answered-moved = 💬 <b>お客様の回答：</b>{ $what } <b>{ $value }</b>
    { $moved }
staff-moved-nothing = 点数は{ $total }点のままです。
staff-moved = 点数：{ $before }点→<b>{ $after }点</b>（必要{ $mark }点）{ $verdict }。
staff-menu-gone = ボタンの内容が変わりました。カードを見直してください。
staff-ended-engaged = 依頼あり
staff-ended-thinking = 検討中
staff-ended-again = もう一度面談
staff-ended-not_now = 現時点では見送り
staff-ended-not_engaged = 依頼なし
staff-ended-elsewhere = 他をご案内
staff-ended-no_show = 来られなかった
staff-erase_sure = 本当に消去する
staff-fix-same = ✔ { $value } で正しい
staff-fix-ticked = ✔ これですべて
staff-fix-by-papers = 書類で確認
staff-fix-by-person = ご本人に確認
staff-fix-by-employer = 勤務先に確認
staff-fix-how = カードの「内容を確認・訂正」で項目を選んでから、そのトピックに <code>/set</code> と内容を書いてください。
staff-fix-press = カードのボタンで選んでください。
staff-fix-not-read = 「{ $what }」として読み取れませんでした。別の書き方でお願いします。
staff-fix-not-sure = 「{ $what }」として何通りかに読めます。省略せずに書いてください。
staff-passed = 🔔 #{ $number } の担当が <b>{ $name }</b> さんに替わりました（{ $by } より）。
staff-no-colleagues = 引き継げる方がほかにいません。このグループの方は、ボタンを押すか書き込むと、ここに表示されます。
staff-colleague-gone = その方は、もう職員ではありません。
staff-erased-here = 🗑 #{ $number } の情報を、事務所で消去しました。システムの情報はすべて消え、お客様にも伝えました。<b>このシステムの外に書き留めたものがあれば、消してください。</b>

## 権限。$names はできる方の名前（分からないときは空）、$count はその人数

staff-needs-lead = 恐れ入りますが、これは責任者の操作です。{ $count ->
    [0] グループの管理者にお願いしてください。
   *[other] { $names }さんにお願いしてください。
}
staff-needs-member = 恐れ入りますが、これは職員の操作です。{ $count ->
    [0] グループの管理者にお願いしてください。
   *[other] { $names }さんにお願いしてください。
}
staff-needs-admin = 恐れ入りますが、これは管理者の操作です。{ $count ->
    [0] グループの管理者にお願いしてください。
   *[other] { $names }さんにお願いしてください。
}
staff-not-of-staff = 恐れ入りますが、職員として登録されていません。{ $count ->
    [0] グループの管理者にお尋ねください。
   *[other] { $names }さんにお尋ねください。
}
staff-rights-unknown = 今、権限を確認できませんでした。少し待ってから、もう一度お試しください。

## 操作の記録（/audit）

staff-audit-title = <b>#{ $number } の操作の記録</b>（{ $count }件のうち{ $shown }件）
staff-audit-title-all = <b>#{ $number } の操作の記録</b>（{ $count }件）
staff-audit-none = #{ $number } の記録はありません。
staff-audit-how = /audit の後に番号を書いてください。例：<code>/audit 12</code>
staff-audit-line = { $at } { $act }（{ $who }）
staff-audit-line-of = { $at } { $act }：{ $row }（{ $who }）
staff-audit-more = これより前：/audit { $number } { $page }

# 一覧の中の言い方
staff-did-take = 担当
staff-did-done = 完了
staff-did-decline = 対応外
staff-did-sheet = 計算表
staff-did-check = 書類の確認を開始
staff-did-ok = 書類を確認
staff-did-not_ok = 書類の確認を取り消し
staff-did-checked = 書類の確認を終了
staff-did-approve = 時間を承認
staff-did-refuse_time = 時間を断った
staff-did-propose = 別の時間を検討
staff-did-move_talk = 時間の変更を開始
staff-did-cancel_talk = 予約を取り消し
staff-did-time = 時間を選択
staff-did-send_times = 時間を提案
staff-did-later_times = 後の時間を表示
staff-did-came = 「来られた」と記録
staff-did-missed = 「来られなかった」と記録
staff-did-withdraw_times = 提案した時間を取り下げ
staff-did-stop = 操作をやめた
staff-did-follow_entry = カレンダーに合わせて予約を変更
staff-did-cancel_entry = カレンダーの削除に合わせて予約を取り消し
staff-did-restore_entry = カレンダーを約束の時間に戻した
staff-did-hand_back = ボットに戻した
staff-did-pass_to = 引き継ぎ
staff-did-ended = 面談の結果
staff-did-confirmed = 内容を確認
staff-did-corrected = 内容を訂正
staff-did-erase_sure = 情報を消去
staff-did-write = お客様に送信
staff-did-ask_this = 質問を送信
staff-did-unask = 質問を取り消し
staff-did-saved_send = 定型文を送信
staff-did-write_changed = メッセージを修正
staff-did-unsend = メッセージを取り消し
staff-did-room = 面談のリンクを登録

## お客様に伝えること

office-confirmed = ☑️ 事務所で{ $what }を確認しました：<b>{ $value }</b>（{ $why }）。
    { $moved }
office-added = ☑️ 事務所で{ $what }を加えました：<b>{ $value }</b>（{ $why }）。
    { $moved }
office-corrected = ☑️ 事務所で{ $what }を訂正しました：{ $before } → <b>{ $value }</b>（{ $why }）。
    { $moved }
office-knows-papers = 書類による
office-knows-person = ご本人のお話による
office-knows-employer = 勤務先への確認による
office-moved-nothing = 点数は{ $total }点のままです。違うところがあれば、ここに書いてお知らせください。
office-moved = 点数：{ $before }点 → <b>{ $after }点</b>（必要{ $mark }点）{ $verdict }。違うところがあれば、ここに書いてお知らせください。
office-ask = ❓ <b>{ $name }からの質問です：</b>
    { $asked }
    { $how }
office-ask-press = 下から選ぶか、ここに書いてください。お答えは事務所に届きます。
office-ask-type = ここに書いてお答えください。お答えは事務所に届きます。
office-ask-day = 日付を書いてください（例：2026年11月24日）。お答えは事務所に届きます。
office-ask-which = 次のどれですか？
office-ask-over = この質問にお答えいただく必要はなくなりました。
office-ask-taken-back = 次の質問にお答えいただく必要はなくなりました：{ $asked }
office-ask-thanks = ありがとうございます。お答えは{ $name }に届きました：{ $asked } <b>{ $value }</b>
office-ask-thanks-moved = ありがとうございます。お答えは{ $name }に届きました：{ $asked } <b>{ $value }</b>
    { $moved }
