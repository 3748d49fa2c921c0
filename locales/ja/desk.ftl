### ブラウザーの職員ページ：サインイン、ご相談の一覧、1件のご相談、予定。

desk-title = 職員ページ
desk-menu = メニュー
desk-skip = 本文へ
desk-leave = サインアウト
desk-to-the-desk = 職員ページへ
desk-page-leads = ご相談
desk-page-agenda = 予定

## グループでのサインイン。

# $name はメンバー、$link はアドレス、$count は分。
desk-link = 🖥 { $name }さんの職員ページへのサインイン（{ $count }分以内、1回だけ）：{ $link }
    開いたページで、下のボタンを押すと出る番号を入力してください。番号は{ $name }さんにだけ表示されます。
desk-show-code = 🔢 番号を見る
# $code は6桁の番号。
desk-code = サインインの番号：{ $code }
    ほかの方には教えないでください。
desk-not-yours = このサインインは{ $name }さんのものです。ご自分のものは /desk と送ってください。
desk-none = 職員ページは使えません。設定 INTAKE_PUBLIC_URL が必要です。
desk-who = サインインできるのは、名前を出してこのグループに参加している職員だけです。参加しているかをTelegramに確かめるため、ボットはグループの管理者になっている必要があります。
desk-how = /desk（サインイン）、/desk off（すべてサインアウト）、/desk off all（全員をサインアウト。責任者）のいずれかを送ってください。
desk-off-none = サインイン中のブラウザーはありません。
desk-off = { $count ->
   *[other] { $count }台のブラウザーをサインアウトしました。
    }
desk-signed-in = 🖥 { $name }さんが職員ページにサインインしました。{ $name }さんに心当たりがないときは、すぐに /desk off と送ってください。
desk-tries-over = ⚠️ { $name }さんのサインインで番号が3回まちがえて入力されたため、そのリンクを無効にしました。{ $name }さんに心当たりがないときは、ほかの人が試した可能性があります。
staff-help-desk = /desk – 職員ページ（ブラウザー）にサインイン。/desk off ですべてサインアウト
staff-did-desk_in = 職員ページにサインイン
staff-did-desk_off = 職員ページからサインアウト（/desk off）
staff-did-desk_failed = 職員ページのサインインに失敗

## サインインのページ。

desk-sign-in = 職員のグループで /desk と送ると、サインイン用のリンクが届きます。
    .title = サインインしてください
desk-enter = サインイン
desk-enter-as = 次の方としてサインインします：
desk-enter-how = グループの「番号を見る」を押すと出る6桁の番号を入力してください。
desk-enter-code = 番号
desk-enter-do = サインイン
desk-enter-other = 共用のパソコンでは、終わったら必ずサインアウトしてください。12時間で、又は1時間操作がないと自動でサインアウトします。
desk-wrong-code = 番号が違います。あと{ $count }回入力できます。
desk-link-over = このリンクは使用済みか、5分を過ぎています。グループでもう一度 /desk と送ってください。
    .title = このリンクは使えません
desk-left = このブラウザーからサインアウトしました。
    .title = サインアウトしました

## できないとき。

desk-not-of-staff = グループのメンバーでないか、職員として登録されていないため、サインアウトしました。
    .title = 職員だけが使えます
desk-needs-more = この操作はできません。
    .title = 権限がありません
desk-cannot-tell = グループのメンバーかどうかを、いまTelegramに確かめられません。少し待ってから、もう一度お試しください。何も変更していません。
    .title = 確認できません
desk-not-ours = このページから送られたものではないため、受け付けませんでした。ページを開き直して、もう一度お試しください。何も変更していません。
    .title = 受け付けませんでした
desk-not-a-form = 送られた内容を読み取れませんでした。ページを開き直して、もう一度お試しください。
    .title = 受け付けませんでした
desk-too-large = 送られた内容が大きすぎます。短くして、もう一度お試しください。
    .title = 大きすぎます
desk-too-long = 入力された文が長すぎます。短くして、もう一度お試しください。
    .title = 長すぎます
desk-too-slow = 送信に時間がかかりすぎたため、受け付けませんでした。もう一度お試しください。
    .title = 時間切れです
desk-too-many = アクセスが多すぎます。少し待ってから、もう一度お試しください。
    .title = 少しお待ちください
desk-trouble = データベースがいま使えません。少し待ってから、もう一度お試しください。何も変更していません。
    .title = いま使えません
desk-unsent = まだ送られていない文章です。コピーしておいてください。
desk-gone = このページはありません。消去されたか、アドレスが違います。
    .title = 見つかりません

## ご相談の一覧。

desk-urgent = 至急
desk-search = 氏名・連絡先の一部、又は番号で検索
desk-search-do = 検索
desk-filter = 絞り込み
desk-state = 状態
desk-state-open = 対応中・未対応
desk-state-closed = 終了したもの
desk-state-all = すべて
desk-order = 並び順
desk-order-due = 期限が近い順
desk-order-changed = 更新が新しい順
desk-order-newest = 受付が新しい順
desk-order-oldest = 受付が古い順
desk-order-number = 番号順
desk-order-do = 表示
# $first、$last は何件目か、$count は全部の件数。
desk-shown = { $count }件のうち{ $first }～{ $last }件目
desk-none-of-these = 該当するご相談はありません。
desk-older = このほかに、更新の古いご相談が{ $count }件あります。検索すれば見つかります。
desk-pages = ページ
desk-page-before = 前へ
desk-page-next = 次へ
desk-found = 検索結果
desk-found-count = { $count }件
desk-found-more = 最初の100件です。言葉を足して絞り込んでください。
desk-found-none = 見つかりませんでした。
desk-to-the-list = 一覧に戻る

## 1件のご相談。

desk-card = カード
desk-do = 操作
desk-value = 正しい内容（例：650万円、1994-05-01）
desk-value-do = 入力
desk-room = オンライン面談のリンク
desk-room-do = 登録して知らせる
desk-talk = お客様とのやり取り
desk-write = お客様へのメッセージ
desk-write-how = 書いたとおりに送られます。グループのトピックにも載ります。お客様の言語：
desk-write-do = お客様に送る
desk-nothing-typed = 何も入力されていません。
desk-by-ours = 事務所から
desk-by-theirs = お客様から
desk-with-file = （ファイル）
desk-taken-back = （取り消し済み）
desk-not-taken-back = （取り消せませんでした。お客様の画面に残っています）
desk-not-arrived = （まだ届いていません）
desk-unsend = 取り消す
desk-to-topic = Telegramのグループで開く
desk-words-not-kept = メッセージの本文は、お客様にお伝えしているとおり、届いた後は保存していません。グループのトピックでご覧ください。送ったメッセージは48時間以内なら取り消せます。
desk-answers = 回答
desk-answer-what = 質問
desk-answer = 回答の内容
desk-unanswered = 未回答の質問（{ $count }件）
desk-not-answered = 未回答
desk-correct = 確認・訂正
desk-papers = 書類
desk-paper = 項目
desk-points = 点数
desk-seen = 書類の確認
desk-seen-yes = 確認済み
desk-seen-no = 未確認
desk-timeline = これからの点数
desk-day = 日
desk-why = 理由
desk-history = 履歴
desk-runs = 計算の履歴
# $category は活動の区分、$total は点数、$least と $most は幅。
desk-run = { $category }：{ $total }点（{ $least }～{ $most }点）
desk-acts = 操作の記録
desk-acts-newer = 新しい記録
desk-acts-older = 古い記録
# お客様への文を、グループの外（職員ページ）で書いたとき、トピックに載る行。
staff-written-beside = 🖥 { $name }さんが職員ページから送りました：
    { $text }
# The line in the topic where a message was taken back on the staff page.
staff-unsent-beside = 🖥 { $name }が職員ページでこのメッセージを取り消しました。
staff-unsend-none = ⚠️ そのメッセージはもうありません。

## 予定。

desk-is-today = 今日
desk-earlier = ← 前
desk-today = 今日
desk-later = 次 →
desk-view = 表示
desk-view-day = 1日
desk-view-week = 1週間
desk-no-talks = 面談はありません。
desk-no-booking = この事務所では予約の受付を使っていません（事務所プロフィールの[booking]）。
desk-requests = 承認待ちの申込み（{ $count }件）
desk-approve-until = { $until }までに承認
desk-waiting-list = 空き待ち（{ $count }件）
desk-waiting-how = 空きが出ると上から順にご案内します。日時は申込みのときのものです。
desk-nobody-waits = 空き待ちのお客様はいません。
desk-due = 期限が7日以内・過ぎたもの（{ $count }件）
desk-none-due = 期限が7日以内のものはありません。
desk-new = 担当者待ちのご相談：{ $count }件
desk-calendars = カレンダー
desk-calendar-read = 最後に読み取れた日時：
desk-calendar-never = まだ読み取れていません。
desk-calendar-behind = 古くなっています。お客様の予約は「申込み」になります。
desk-calendar-unwritten = 予約を書き込めていないカレンダーがあります。お知らせした日時：

## エラー。

desk-damaged = 保存されている情報の一部が壊れていて、読み取れません。管理者にお知らせください（<code>intake doctor</code>）。
    .title = 読み取れません
desk-failed = エラーが発生しました。もう一度お試しください。続くときは管理者にお知らせください。
    .title = エラー
