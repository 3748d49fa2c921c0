### 事務所のウェブサイトのチャット：ページ、ボタン、うまくいかないときの文です。

## 最初のページと、どのページにもあるもの。

# $office: the office's name.
web-title = { $office }とのチャット
web-start-title = 高度専門職のポイント計算
web-start-what = 3〜5分の短い質問です。ボタンを押すか、文字でお答えください。最後に、今日の法令による見込みのポイントが表示され、事務所に相談を申し込めます。
web-start-language = 言語を選んで始める
web-start-kept = 始めるまでは、何も保存されません。始めると、続きから戻れるように、ブラウザがCookieを1つ保存します。
# $phone: the office's telephone number.
web-phone = 電話：{ $phone }
web-menu = メニュー
web-leave = この端末からサインアウト
web-to-the-chat = チャットへ
web-earlier = これより前のメッセージ
web-log = これまでのやりとり
web-now = 現在の質問
web-choices = 選択肢
# Read out before what each side said.
web-by-ours = アシスタント：
web-by-theirs = あなた：
web-by-staff = 事務所：

## できること。

web-do-result = 結果を見る
web-do-recheck = 回答を変更する
web-do-book = 相談を予約する
web-do-human = 担当者と話す
web-do-reminders = お知らせ
web-do-elsewhere = 別のアプリで続ける
web-do-language = 言語
web-do-help = ヘルプ
web-do-privacy = データの取り扱い
web-do-mydata = 自分のデータの控え
web-do-forget = すべて消去する
web-do-start = 始める
web-do-cancel = やめる

## 答える。

web-write-here = メッセージを書く
web-times = 候補{ $count }件
web-your-answer = お答え
web-your-message = メッセージ
web-send = 送信
web-sending = 送信中…
web-nothing-said = まだ何も入力または選択されていません。ボタンを押すか、お答えを書いて送信してください。
    .title = 送信するものがありません
web-unsent = まだ送信されていません。自動でもう一度送ります。入力した文はここに残ります。
web-offline = 接続がありません。書いた文は入力欄に残り、つながると送信されます。
web-picture = ポイントの画像です。同じ内容が下に文字であります。
web-picture-words = 画像の内容を文字で読む
web-send-file = ファイルを送る
web-choose-file = 写真または書類
web-file-help = PNG、JPEG、WebP、HEICの画像、PDF、Word、Excel、PowerPoint。10MBまで。事務所に届きます。
web-send-it = ファイルを送信

## うまくいかないときと、その対処。

web-ended = このブラウザはサインインしていません。サインアウトした、すべて消去した、または長い間使われなかったためです。もう一度始められます。
    .title = もう一度お始めください
web-gone = このアドレスには何もないか、もうありません。
    .title = 見つかりません
web-not-ours = 当方のページから送られたものではないため、受け付けませんでした。チャットのアドレスを開いて、そこからもう一度お試しください。
    .title = 受け付けませんでした
web-not-a-form = 読み取れませんでした。チャットに戻って、もう一度お試しください。
    .title = 読み取れません
web-too-large = 一度に送る量が多すぎます。分けて送ってください。
    .title = 大きすぎます
web-too-long = 文が4,000文字を超えています。分けて送ってください。
    .title = 長すぎます
web-too-slow = 届くまでに時間がかかりすぎたため、受け付けませんでした。接続を確かめて、もう一度送ってください。
    .title = 時間切れです
web-too-many = ご利用のネットワークからのアクセスが、今とても多くなっています。1分ほど待って、もう一度お試しください。
    .title = 1分ほどお待ちください
web-outdated = その間に質問が変わったため、回答として受け付けませんでした。入力した文は残っています。今の質問を確かめて、合っていればもう一度送ってください。
    .title = 質問が変わりました
web-too-fast = とても速く送られました。数秒待って、もう一度送ってください。
    .title = 少しお待ちください
web-trouble = 当方に問題があり、保存できませんでした。少し待って、もう一度お試しください。
    .title = もう一度お試しください
web-link-over = このリンクは使用済みか、15分を過ぎています。元の画面に戻って、新しいリンクをお作りください。
    .title = リンクの期限切れ
web-no-file = ファイルが選ばれていません。選んでから、もう一度送ってください。
    .title = ファイルがありません
web-file-too-large = ファイルが10MBを超えています。小さいものを送ってください（例：スキャンの代わりに写真）。
    .title = 大きすぎます
web-file-unknown = 事務所で開けるのは、画像（PNG、JPEG、WebP、HEIC）、PDF、Word、Excel、PowerPointです。このファイルは、名前にかかわらず、そのどれでもありません。
    .title = この種類のファイルは送れません
web-file-lost-size = このファイルは大きすぎて、お渡しできません。別の方法を事務所にお尋ねください。
    .title = 大きすぎます
web-file-lost-gone = このファイルはもうありません。事務所にもう一度送るようお頼みください。
    .title = もうありません
web-typed-kept = お書きになった文（コピー用）：
web-erased = ご回答、結果、ご依頼、メッセージを、ここから、また事務所でも可能な範囲で消去しました。このブラウザはサインアウトしました。
    .title = すべて消去しました

## Cookieとリンク。

web-no-cookie = このブラウザはここではCookieを保存しないため、次のページで続きがわかりません。チャットを専用のページで開いてください。このリンクは15分以内に1回だけ使えます。
    .title = 専用のページで開いてください
web-no-cookie-open = 専用のページでチャットを開く
web-no-cookie-else = それでも使えないときは、ブラウザの設定でこのサイトのCookieを許可するか、お電話ください。
web-resume = 別の場所で始めた会話を、このブラウザで続けます。このリンクをご自分で作った場合だけ、お進みください。
    .title = ここで続ける
web-resume-go = ここで続ける

## メッセンジャーから開いたとき。

web-app = Telegramでのやりとりの続きを、ここで行います。ご自身がTelegramで開いた場合だけ、続けてください。
    .title = やりとりの続き
web-app-plain = このページは、Telegramの当事務所のボットから使うものです。ボットの入力欄の横のボタンで開いてください。Telegramを使わずに、ここで始めることもできます。
web-app-begin = Telegramを使わずに始める
web-app-unknown = Telegramによる本人の確認ができないか、確認から1日以上過ぎています。このページを閉じ、ボットの入力欄の横のボタンでもう一度開いてください。
    .title = もう一度開いてください
web-app-over = この開き方は、すでに一度使われています。このページを閉じ、ボットの入力欄の横のボタンでもう一度開いてください。
    .title = もう一度開いてください
