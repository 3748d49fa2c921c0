### ブラウザーのスタッフページ：サインイン、ご相談の一覧、1件のご相談、予定。

desk-title = スタッフページ
desk-menu = メニュー
desk-skip = 本文へ
desk-leave = サインアウト
desk-to-the-desk = スタッフページへ
desk-page-leads = ご相談
desk-page-agenda = 予定

## グループでのサインイン。

# $name はメンバー、$link はアドレス、$count は分。
desk-link = 🖥 { $name }さんのスタッフページへのサインイン（{ $count }分以内、1回だけ）：{ $link }
    開いたページで、下のボタンを押すと出る番号を入力してください。番号は{ $name }さんにだけ表示されます。
desk-show-code = 🔢 番号を見る
# $code は6桁の番号。
desk-code = サインインの番号：{ $code }
    ほかの方には教えないでください。
desk-not-yours = このサインインは{ $name }さんのものです。ご自分のものは /desk と送ってください。
desk-none = スタッフページは使えません。設定 INTAKE_PUBLIC_URL が必要です。
desk-who = サインインできるのは、名前を出してこのグループに参加しているスタッフだけです。参加しているかをTelegramに確かめるため、ボットはグループの管理者になっている必要があります。
desk-how = /desk（サインイン）、/desk off（すべてサインアウト）、/desk off all（全員をサインアウト。責任者）のいずれかを送ってください。
desk-off = { $count ->
    [0] サインイン中のブラウザーはありません。
   *[other] { $count }台のブラウザーをサインアウトしました。
    }
desk-signed-in = 🖥 { $name }さんがスタッフページにサインインしました。{ $name }さんに心当たりがないときは、すぐに /desk off と送ってください。
desk-tries-over = ⚠️ { $name }さんのサインインで番号が3回まちがえて入力されたため、そのリンクを無効にしました。{ $name }さんに心当たりがないときは、ほかの人が試した可能性があります。
staff-help-desk = /desk – スタッフページ（ブラウザー）にサインイン。/desk off ですべてサインアウト
staff-did-desk_in = スタッフページにサインイン
staff-did-desk_off = スタッフページからサインアウト（/desk off）
staff-did-desk_failed = スタッフページのサインインに失敗

## サインインのページ。

desk-sign-in = スタッフのグループで /desk と送ると、サインイン用のリンクが届きます。
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

desk-not-of-staff = グループのメンバーでないか、スタッフとして登録されていないため、サインアウトしました。
    .title = スタッフだけが使えます
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
desk-gone = このページはありません。消去されたか、アドレスが違います。
    .title = 見つかりません
