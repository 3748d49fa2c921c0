### intakeを動かす人が読むもの:`intake doctor`の各行と、各設定の意味。

## 行の重さ。行の先頭に置かれます。

doctor-ok = 正常
doctor-note = 参考
doctor-warning = 注意
doctor-problem = 問題

## 何を確認したか。コロンの前に置かれます。

doctor-about-settings = 設定
doctor-about-database = データベース
doctor-about-security = 安全性
doctor-about-key = 鍵
doctor-about-client-bot = お客様用ボット
doctor-about-client-bot-updates = お客様用ボットの受信
doctor-about-office-bot = 事務所用ボット
doctor-about-office-bot-updates = 事務所用ボットの受信
doctor-about-staff-group = 職員グループ
doctor-about-webhook = Webhook
doctor-about-website = ウェブサイト
doctor-about-staff-page = 職員ページ
doctor-about-employers = 勤務先のページ
doctor-about-clock = 時計
doctor-about-disk = ディスク
doctor-about-service = サービス
doctor-about-erasure = 消去
doctor-about-updates = 受信
doctor-about-outbox = 送信待ち
doctor-about-bookings = 予約
doctor-about-timers = 時刻の予定
doctor-about-understanding = 読み取れなかった入力
doctor-about-calendar = カレンダー
doctor-about-translations = 翻訳
doctor-about-LINE = LINE
doctor-about-office-profile = 事務所プロフィール
doctor-about-opening-hours = 営業時間
doctor-about-holidays = 祝日
doctor-about-rule-table = ポイント表
doctor-about-rule-files = 規則のファイル
doctor-about-sources = 出典
doctor-about-checked-rules = 確認済みの規定
doctor-about-answer-bank = よくある質問の回答
doctor-about-texts = 文面

## 最後の行。

doctor-all-well = すべて正常です。
doctor-summary = 問題{ $problem_count }件、注意{ $warning_count }件。

## 最後の行の後に置かれる、次にすることひとつ。

doctor-next = 次：{ $step }
doctor-next-settings = 上の最初の行のとおりに設定を直し、もう一度`intake doctor`を実行してください
doctor-next-problem = 「{ $label }」の行のとおりに直し、もう一度`intake doctor`を実行してください
doctor-next-warning = 「{ $label }」の行をご確認ください。intakeはこのままでも動きます
doctor-next-init = `intake init`を実行してください。足りないものを尋ね、書き込みます
doctor-next-run = `intake run`を始め、お客様のつもりでお客様用ボットに話しかけてみてください
doctor-next-rules = 行政書士が`intake rules`を読み、確認した規定を記録してください
doctor-next-nothing = することはありません。完了です

## すべての確認に共通。

doctor-error = { $sentence }
doctor-stopped = 確認できませんでした（{ $error }）。ほかの行をご覧ください

## 設定。

doctor-settings-of-file = 既定値と異なる設定は{ $count }件、{ $path }を読みました。一覧は`intake doctor --settings`で表示できます
doctor-settings-without-file = 既定値と異なる設定は{ $count }件、このフォルダーに{ $path }はありません。一覧は`intake doctor --settings`で表示できます
doctor-file-open = { $path }をこのマシンのほかのユーザーが開けます。`chmod 600 { $path }`を実行してください
doctor-client-not-set = INTAKE_CLIENT_TOKENが設定されていません。`intake run`に必要です。@BotFatherに/newbotを送ると発行されます
doctor-office-not-set = INTAKE_OFFICE_TOKENとINTAKE_OFFICE_CHATが設定されていません。相談は後で届けるために保管されます。`intake leads`でご覧ください

## 誰が動かし、ほかに誰が読めるか。

doctor-security-well = 実行ユーザー、鍵の場所、ファイルの権限、アドレスはいずれも適切です
doctor-root = rootで動いているため、不具合や侵入の影響がマシン全体に及びます。deploy/intake.serviceのように専用のユーザーで動かしてください
doctor-dumps = 異常終了すると、鍵や暗号化前の回答を含むメモリーの内容が{ $program }に渡ります（サイズの上限を設けていても同じです）。`sysctl -w kernel.core_pattern=core`を実行するか、そのプログラムを削除してください
doctor-some-program = あるプログラム
doctor-key-beside = { $path }がデータベースと同じ場所にあるため、フォルダーを複写した人がすべてを読めます。別の場所に移してINTAKE_KEY_FILEに設定し、写しをバックアップとは別に保管してください
doctor-folder-open = このマシンのほかのユーザーが{ $path }のファイルを置き換えられます。`chmod go-w { $path }`を実行してください
doctor-api-in-the-clear = INTAKE_TELEGRAM_APIがほかのマシンのhttpアドレスのため、トークンとすべてのメッセージが暗号化されずに送られます。httpsにするか、そのサーバーをこのマシンで動かしてください
doctor-website = チャットのアドレスは{ $address }です
doctor-desk = 職員ページのアドレスは{ $address }です。グループで /desk と送るとサインインできます
doctor-website-no-address = 事務所プロフィールに[web]がありますが、アドレスがないため、ウェブサイトのチャットは開かれません。INTAKE_PUBLIC_URLに、このサーバーにつながるhttpsのアドレスを設定するか、プロフィールから[web]を外してください
# $host: アドレスのホスト
doctor-website-in-the-clear = 事務所プロフィールに[web]がありますが、{ $host }のアドレスがhttp://で始まるため、ウェブサイトのチャットは開かれません。INTAKE_PUBLIC_URLにhttpsのアドレスを設定してください
doctor-employers = お客様がリンクを渡した勤務先は、{ $address }で回答します
doctor-employers-no-address = アドレスがないため、勤務先へのリンクはお客様に案内されません。INTAKE_PUBLIC_URLに、このサーバーにつながるhttpsのアドレスを設定してください
# $host: アドレスのホスト
doctor-employers-here-only = 勤務先へのリンクは{ $host }につながるため、このパソコンでしか開けません。INTAKE_PUBLIC_URLに、このサーバーにつながるhttpsのアドレスを設定してください
doctor-listens = { $host }で、暗号化されていないアクセスを待ち受けています。リバースプロキシのほかからこのポートに届かないことを確かめてください

## 両方のボット。

doctor-client-is = INTAKE_CLIENT_TOKENは{ $title }（@{ $username }）のものです
doctor-office-is = INTAKE_OFFICE_TOKENは{ $title }（@{ $username }）のものです
doctor-client-joins-groups = グループに追加できますが、そこでは何もしません。@BotFatherに/setjoingroupsを送り、無効にしてください
doctor-one-bot = 両方のトークンが同じボットのものです。@BotFatherで二つ目のボットを作り、そのトークンをINTAKE_OFFICE_TOKENに設定してください
doctor-token-refused = { $setting }がTelegramに拒否されました。@BotFatherからもう一度コピーしてください
doctor-telegram-unreachable = Telegramに接続できません（{ $error }）。ネットワークと、設定していればINTAKE_TELEGRAM_APIを確かめてください
doctor-polling = ポーリングで受信しています。妨げになるWebhookはありません
doctor-webhook-left = ポーリングなのにWebhookが残っています。{ $running ->
    [yes] ほかのプログラムがこのトークンを使っています。止めてください
   *[no] 次の`intake run`が取り除きます
}
doctor-webhook-none = Webhookが登録されていません。{ $running ->
    [yes] `intake run`のログをご覧ください
   *[no] `intake run`が起動時に登録します
}
doctor-webhook-other = 別のWebhookが登録されています。{ $running ->
    [yes] ほかのプログラムがこのトークンを使っています。止めてください
   *[no] `intake run`が置き換えます
}
doctor-webhook-failed = Telegramから{ $url }への直近の配信が失敗しました（{ $error }）。{ $count }件が待っています。このアドレスが{ $place }につながり、有効な証明書があることを確かめてください
doctor-updates-wait = Telegramで{ $count }件が待っています。`intake run`が正常か確かめてください
doctor-webhook-registered = Webhook { $url }が登録されています。待っているのは{ $count }件です
doctor-webhook-ports = Telegramが接続するのは、ポート443、80、88、8443のhttpsアドレスだけです。INTAKE_WEBHOOK_URLを変更してください
doctor-clock-off = このマシンの時計はBot APIサーバーより{ $count }秒{ $which ->
    [ahead] 進んでいます
   *[behind] 遅れています
}。時計を合わせてください（NTPを使用）
doctor-clock-agrees = Bot APIサーバーの時計と合っています

## 職員グループ。

doctor-group-not-set = INTAKE_OFFICE_CHATが設定されていないため、相談は後で届けるために保管されます。`intake init`がグループを見つけます。または`intake run`が動いている間に事務所用ボットをグループに追加し、ログに表示されるIDを設定してください
doctor-group-migrated = スーパーグループになり、IDが変わりました。intakeはすでに新しいIDを使っています。INTAKE_OFFICE_CHAT={ $group }と設定してください
doctor-group-not-in = 事務所用ボットがグループ{ $group }にいないため、相談が待っています。事務所用ボットを職員グループに追加し、管理者にしてください
doctor-group-not-found = INTAKE_OFFICE_CHAT { $group }が見つかりません。事務所用ボットを職員グループに追加して管理者にするか、設定を直してください
doctor-group-not-shown = グループ{ $group }の情報をTelegramから取得できません（{ $error }）。グループを直接ご確認ください
doctor-group-no-group = INTAKE_OFFICE_CHATは{ $kind ->
    [private] 個人のチャット
   *[channel] チャンネル
}で、職員が一緒に作業できません。グループのIDを設定してください
doctor-group-forum = { $title }：お客様ごとにトピックがあります
doctor-group-plain = { $title }：見つかりました
doctor-group-no-topics = トピックがないため、すべてのお客様のカードが一列に並びます。グループの設定でトピックを有効にすると、お客様ごとにトピックができます
doctor-group-public = 公開グループのため、誰でも見つけて相談を読めます。グループの設定で非公開にしてください
doctor-group-nearby = 近くの人に表示され、参加できます。設定から位置情報を外してください
doctor-group-of-channel = チャンネルに属しているため、その読者がここに案内されます。設定でチャンネルとのリンクを解除してください
doctor-group-link = 招待リンクを知っている人は誰でも参加できます。リンクは職員だけに渡し、職員が退職したら無効にしてください
doctor-group-silenced = 事務所用ボットが書き込めません。管理者にしてください
doctor-group-no-administrator = 事務所用ボットが管理者でないため、トピックの作成も、ほかの人の投稿の消去もできません。「トピックの管理」と「メッセージの削除」を許可した管理者にしてください
doctor-group-privacy = プライバシーモードのためコマンドと返信しか届かず、職員がお客様に書いたことはお客様に届きません。管理者にするか、@BotFather の /setprivacy でプライバシーモードを切ってから、もう一度グループに追加してください
doctor-group-may-not-make-topics = 事務所用ボットがトピックを作れません。管理者権限で「トピックの管理」を許可してください
doctor-group-may-not-delete = お客様が消去を求めても、事務所用ボットがそのトピックを削除できません。管理者権限で「メッセージの削除」を許可してください
doctor-group-rights = 事務所用ボットは管理者で、必要な権限がすべてあります

## データベース、鍵、ディスク。

doctor-database-no-folder = フォルダー{ $path }がありません。作成するか、INTAKE_DATABASEを直してください
doctor-database-none-yet = { $path }はまだありません。初めて`intake run`か`intake chat`を実行したときに作られます（鍵が未設定なら鍵も）
doctor-database-folder-not-writable = フォルダー{ $path }に書き込めません。権限かINTAKE_DATABASEを変更してください
doctor-database-unreadable = { $path }を読めません（{ $error }）。権限と、INTAKE_DATABASEがintakeのデータベースを指していることを確かめてください。指していれば、バックアップから戻してください
doctor-database-not-writable = このユーザーでは{ $path }かそのフォルダーに書き込めません。所有者、権限、またはINTAKE_DATABASEを変更してください
doctor-database-damaged = ファイルが壊れています。intakeを止め、バックアップから戻してください
doctor-database-of-others = ほかのプログラムのデータベースです。INTAKE_DATABASEにintake専用のものを指定してください
doctor-database-well = { $path }は開くことができ、最新のスキーマ（{ $newest }）です
doctor-schema-old = スキーマは{ $schema }で、最新は{ $newest }です。`intake migrate`を実行してください（起動のたびにも行われます）
doctor-schema-behind = スキーマは{ $schema }で、最新は{ $newest }です。`intake migrate`を実行してください。それまではほかのコマンドは動きません
doctor-schema-new = スキーマ{ $schema }は、このバージョンのintakeが対応する{ $newest }より新しいものです。intakeを更新してください
doctor-schema-newer-too = { $path }のスキーマ{ $schema }は、このバージョンのintakeの{ $newest }より新しいものですが、このバージョンも引き続き使えます。早めにすべてのプロセスを新しいバージョンにしてください
doctor-postgresql-reached = { $path }につながりました。サーバーはPostgreSQL { $version }です
doctor-postgresql-copy = { $path }は読み取り専用の複製です。書き込めるサーバーを指定してください
doctor-postgresql-empty = { $path }にはまだ表がありません。`intake migrate`を実行すると作られます（{ $newest }）
doctor-postgresql-makes-no-tables = このユーザーは表を作れないため、`intake migrate`が進みません。このユーザーをデータベースの所有者にするか、スキーマに作成する権限を与えてください
doctor-postgresql-no-rights = このユーザーが読み書きできない表が{ $count }個あります（{ $tables }など）。表を作ったユーザーでintakeを動かすか、権限を与えてください
doctor-postgresql-long = ほかのプログラムのトランザクションが{ $count }個、{ $age }開いたままです（{ $who }）。その間は表が大きくなり、消去したものがディスクに残ります。自然に終わるバックアップでなければ、終わらせてください
doctor-postgresql-idle = intakeのプロセス{ $count }個が、トランザクションの途中で{ $age }止まっています（サーバー上のpid { $pids }）。止めて、起動し直してください
doctor-postgresql-prepared = 準備済みのトランザクションが{ $count }個、{ $age }完了を待っています（{ $name }）。intakeはこれを作りません。ほかのプログラムが残したものを、完了するか取り消してください
doctor-postgresql-hidden = ほかのユーザーのセッション{ $count }個の内容は、intakeのユーザーには見えません。そこに長いトランザクションがあっても分かりません。管理者がpg_read_all_statsを与えれば見えます
doctor-disk = データベースのある場所の空きは{ $free } GBです
doctor-disk-little = データベースのある場所の空きは{ $free } GBです。空きを増やすか、データベースを移してください（INTAKE_DATABASE）
doctor-disk-full = データベースのある場所の空きは{ $free } GBです。空きを増やすか、データベースを移してください（INTAKE_DATABASE）。空きがなければ何も保存されません
doctor-service-runs = このデータベースで`intake run`が動いています
doctor-service-rests = このデータベースで`intake run`は動いていません
doctor-traces = 最後に消去したものが、データベースの横のログにまだ残っています。{ $running ->
    [yes] `intake run`が空にします。この行が消えなければ、ほかのプログラムがデータベースを読み続けています。止めてください
   *[no] `intake run`を起動すると空になります
}
doctor-rule-files-well = すべて読み込めました。使われている文面もそろっています
doctor-sources-cited = 規則の出典{ $count }件は、すべて引用されています
doctor-not-understood = { $since }以降、入力されて読み取れなかったもの（多い順）：{ $most }
doctor-unreadable = この7日間に届いたもののうち{ $count }件は、種類が分からず読み飛ばしました（{ $kinds }）
doctor-key-fits = { $place }はデータベースに合っています。写しを、データベースのバックアップとは別に保管してください
doctor-key-usable = { $place }は使えます。写しを、データベースのバックアップとは別に保管してください
doctor-keys-several = 鍵のファイルに鍵が{ $count }個あります。`intake keys rotate`が終わると、最初の鍵だけが残ります
doctor-keys-damaged = 鍵のファイルに鍵が{ $count }個ありますが、どれを使っても{ $rows }を開けません（破損）。バックアップから戻して`intake keys rotate`を実行し、それまでは古い鍵も保管してください
doctor-clock-doubted = このマシンの時計が示した{ $moment }をTelegramで確かめられないため、保管期間が過ぎた方の消去を見合わせています。時計を合わせ（NTPを使用）、Telegramに接続できるようにしてください。`intake run`は10分ごとに確かめます

## 送信を待つもの。

doctor-messages = { $count }件
doctor-outbox-waits = { doctor-messages }が送信を待っています。最も古いものは{ $age }前からです
doctor-outbox-stuck = { doctor-messages }が送信を待っています。最も古いものは{ $age }前からです。理由はここのほかの行か、`intake run`のログにあります
doctor-outbox-rests = { doctor-messages }が送信を待っています。最も古いものは{ $age }前からです。`intake run`を起動してください
doctor-outbox-for-later = 職員宛ての{ doctor-messages }を、事務所用ボットとグループが設定されるまで保管しています
doctor-outbox-held = ボットをブロックした方宛ての{ doctor-messages }を、ブロックが解除されるまで保管しています
doctor-outbox-doubtful = { doctor-messages }が原因不明の理由で拒否され、再送を続けています。該当するものは`intake run`のログにあります
doctor-outbox-dead = { doctor-messages }は届けられませんでした。今後も届きません。理由は`intake run`のログにあります
doctor-outbox-empty = 送信を待つものはありません
doctor-days = { $count }日
doctor-hours = { $count }時間
doctor-minutes = { $count }分
doctor-seconds = { $count }秒

## 予約と、それについて時刻が来たらすること。

doctor-bookings = 今後の予約{ $standing }件、キャンセル待ち{ $waiting }件
doctor-timers-late = { $count }件が{ $age }前に時刻になりましたが、まだ動いていません。理由はここのほかの行か、`intake run`のログにあります
doctor-timers-rest = { $count }件が{ $age }前に時刻になりました。`intake run`を起動すると動きます

## カレンダー(`--write`を付けたとき)。

doctor-calendar-none = 書き込むカレンダーはありません。INTAKE_CALDAV_URLが設定されていません
# $names: カレンダーの一覧、$writes: 予約を書き込むカレンダー
doctor-calendar-found = つながりました。カレンダー：{ $names }。予約の書き込み先：{ $writes }
# $moment: そのおおよその時点
doctor-calendar-refuses = カレンダーへの書き込みが拒まれています（{ $moment }に職員に知らせました）。`intake doctor --write`で確かめてください
# $count: 今後の予約の件数
doctor-calendar-left = 予約{ $count }件を書き込んであったカレンダーが見つからなくなり、現在のINTAKE_CALDAV_URLのカレンダーに書き込み直しました。以前のアカウントやカレンダーが残っている場合は、そこの予定を手作業で削除してください（件名は#で始まります）。もう更新されません
# $who: 職員、または全員を表す —
doctor-calendar-not-there = プロフィールで指定された名前のカレンダーがないか、書き込めません（対象：{ $who }）。あるのは{ $names }です。プロフィールのwrites_toでその1つを指定するか、このユーザーに書き込みを許可してください
doctor-calendar-trouble = { $kind ->
    [unreachable] INTAKE_CALDAV_URLに接続できないか、エラーが返ってきます。アドレスが正しいか、カレンダーをほかの方法で開けるかご確認ください
    [slow] 応答に時間がかかりすぎています。カレンダーをほかの方法で開けるかご確認ください
    [refused] INTAKE_CALDAV_USERとINTAKE_CALDAV_PASSWORD_FILEのパスワードでは入れません。このアプリ専用のパスワードを発行して設定してください
   *[other] INTAKE_CALDAV_URLにカレンダーがありません。CalDAVサーバー、またはその中の1つのカレンダーのアドレスを設定してください
}
doctor-calendar-written = { $name }にテストの予定を作り、削除しました
doctor-calendar-not-written = { $name }にテストの予定を作れませんでした。INTAKE_CALDAV_USERのユーザーに書き込みを許可してください
doctor-calendar-not-removed = { $name }に作ったテストの予定が残っています。手作業で削除し、INTAKE_CALDAV_USERのユーザーに予定の削除を許可してください
# $running: `intake run`が動いているか
doctor-calendar-waits = 予約{ $count }件がまだ書き込まれていません。{ $running ->
    [yes] `intake run`が順に書き込みます
   *[no] `intake run`を起動すると書き込まれます
}

## 翻訳サーバー。

doctor-line-is = 「{ $title }」（{ $username }）
doctor-line-chat-mode = LINE Official Account Managerで「チャット」がオンです。そこでの返信はこちらに伝わりませんので、オフにしてください
doctor-line-token-refused = INTAKE_LINE_TOKENがLINEに拒否されました。LINE Developersコンソールの「Messaging API設定」で発行し直してください
doctor-line-unreachable = LINEに接続できません（{ $error }）。ネットワークを確かめてください
doctor-line-webhook = 書き込みは{ $url }に届きます
doctor-line-webhook-none = LINEに送り先が登録されていません。`intake run`が{ $url }を登録します
doctor-line-webhook-other = LINEの送り先が{ $url }ではありません。`intake run`が登録し直します
doctor-line-webhook-off = 「Webhookの利用」がオフのため、何も届きません。LINE Developersコンソールの「Messaging API設定」でオンにしてください
doctor-line-quota = 今月の有料メッセージは{ $limit }通のうち残り{ $left }通です。返信は無料です
doctor-line-quota-over = 今月の有料メッセージ{ $limit }通を使い切りました。重要でない内容は、お客様の書き込みまでお待ちします（LINE Official Account Managerの料金プラン、プロフィールの[line]）
doctor-line-quota-endless = 今月の有料メッセージは{ $used }通、上限なし
doctor-translations-well = 翻訳サーバーは応答しており、日本語と次の言語の間を翻訳できます：{ $languages }
doctor-translations-lacking = 翻訳サーバーは、日本語と次の言語の間を翻訳できません：{ $languages }。これらの言語を読み込ませてください（LT_LOAD_ONLY）。それまで、その言語のお客様のメッセージには翻訳が付きません
doctor-translations-silent = { $reason ->
    [unreachable] 翻訳サーバーにつながりません
    [slow] 翻訳サーバーが時間内に応答しません
    [busy] 翻訳サーバーへの問合せが多すぎます
   *[unreadable] INTAKE_TRANSLATE_URLで応答しているのは翻訳サーバーではありません
}：直るまで、メッセージは翻訳なしで届きます。翻訳サーバーのログを確かめるか、INTAKE_TRANSLATE_URLを外してください
doctor-translations-missing = { $moment }から翻訳が付いていません：翻訳サーバーのログを確かめてください

## intakeが知っていること。

doctor-office-example = 付属の見本（実在の事務所「{ $office }」の名前入り）が使われています。ご自身の事務所のプロフィールを作って（example = false）、INTAKE_OFFICEで指定してください
doctor-office-valid = 有効です：{ $office }
doctor-hours-no-holidays = 今年の祝日のデータがありません。パッケージ`holidays`を更新してください
doctor-hours-none = { $count }日以内に営業日がありません。プロフィールの営業時間と休業日を確かめてください
doctor-hours-open = 営業中です。次の営業開始は{ $date } { $time }です（{ $zone }）
doctor-hours-closed = 次の営業開始は{ $date } { $time }です（{ $zone }）
doctor-holidays-unknown = { $year }年の日本の祝日のデータがありません。パッケージ`holidays`を更新してください
doctor-holidays-known = { $year }年末までの日本の祝日のデータがあります
doctor-table = { $table }、{ $since }施行、法令との直近の照合は{ $checked }
doctor-table-old = { $table }、{ $since }施行、法令との直近の照合は{ $checked }（{ $count }日前）。法令（{ $reference }）を確かめるか、新しいバージョンのintakeを導入してください
doctor-table-follows = { $since }に{ $table }へ自動的に切り替わります
doctor-checked-changed = { $rules }は確認後に変わりました。もう一度確認してください
doctor-checked-left = 事務所の行政書士による確認が必要で、まだのもの：{ $count }件。`intake rules`の冒頭に一覧と、確認の記録のしかたがあります
doctor-checked-all = 行政書士による確認が必要な規定は、すべて確認済みです
doctor-answers-well = { $count }件の回答がすべての言語でそろっています
doctor-texts-missing = locales/{ $language }に{ $count }件の文面がありません（{ $keys }）。locales/{ $source }から翻訳してください
doctor-texts-old = locales/{ $language }の{ $count }件の文面（{ $keys }）が、{ $source }の文面と合わなくなっているかもしれません。確かめてから`python -m bot.words.digests { $language }`を実行してください
doctor-texts-well = { $language }：すべてそろっており最新です（{ $count }件）

## 設定の一覧：それぞれの意味と、設定しないときの扱い。

setting-default = 既定：{ $value }
setting-now = 現在：{ $value }
setting-not-set = 未設定
setting-secret = 設定済み（表示しません）
setting-postgresql = postgresql://...（以下は表示しません）
setting-client_token = INTAKE_CLIENT_TOKEN
    .meaning = お客様用Telegramボットのトークン。`intake run`に必要
    .default = なし
    .accepts = @BotFatherが発行する形のトークン（数字、コロン、続けて英字・数字・_・- を20文字以上）
setting-office_token = INTAKE_OFFICE_TOKEN
    .meaning = 事務所用Telegramボットのトークン。INTAKE_OFFICE_CHATとともに設定
    .default = なし：相談は後で届けるために保管
    .accepts = @BotFatherが発行する形のトークン（数字、コロン、続けて英字・数字・_・- を20文字以上）
setting-office_chat = INTAKE_OFFICE_CHAT
    .meaning = 職員グループのID。トピックのあるスーパーグループ（通常のグループでも機能を減らして動作）。未設定の間は、事務所用ボットが追加されたグループのIDをログに書き出す
    .default = なし：相談は後で届けるために保管
    .accepts = TelegramグループのID（-1001234567890のような整数）
setting-telegram_api = INTAKE_TELEGRAM_API
    .meaning = Bot APIサーバー（Telegramのもの、または自前のもの）のベースURL。両方のボットに共通
    .default = Telegramのもの
    .accepts = ユーザー名・トークン・?・# を含まないhttp:// かhttps:// のアドレス
setting-database = INTAKE_DATABASE
    .meaning = すべてを保管する場所：sqlite:///パス または postgresql://...。ドライバーはintakeが選ぶ
    .default = sqlite:///intake.db
    .accepts = sqlite:///ファイルのパス（メモリー上のものは不可）かpostgresql://user:password@host/name（ドライバー名は付けない、パスワードの特殊文字は %XXと書く）
setting-office = INTAKE_OFFICE
    .meaning = 事務所プロフィール（TOML）のパス
    .default = 付属の見本プロフィール
    .accepts = TOMLファイルのパス
setting-webhook_url = INTAKE_WEBHOOK_URL
    .meaning = WebhookのベースURL。各ボットは&lt;base&gt;/clientと&lt;base&gt;/officeを登録
    .default = なし：ポーリング
    .accepts = ユーザー名・トークン・?・# を含まないhttps:// のアドレス（http:// はこのマシン自身に限る）
setting-webhook_secret = INTAKE_WEBHOOK_SECRET
    .meaning = Webhookを守るシークレットの元になる文字列（ボットごとのシークレットはここから作られる）。INTAKE_WEBHOOK_URLを使うときは必須
    .default = なし
    .accepts = 英字（A-Z、a-z）・数字・_・- の16から256文字（例：`openssl rand -hex 32`の出力）
setting-public_url = INTAKE_PUBLIC_URL
    .meaning = お渡しするアドレス（カレンダーの照会用など）のベースURL。設定すると、ポーリングのときも`intake run`がINTAKE_HOSTとINTAKE_PORTで待ち受ける
    .default = INTAKE_WEBHOOK_URL。どちらもなければ、アドレスをお渡ししない
    .accepts = ユーザー名・トークン・?・# を含まないhttps:// のアドレス（http:// はこのマシン自身に限る）
setting-line_secret = INTAKE_LINE_SECRET
    .meaning = 事務所のLINE公式アカウント（Messaging API）のチャネルシークレット。LINEからの送信を確かめる（秘密）
    .default = なし。LINEでは受け付けない
    .accepts = LINE Developersコンソールの「チャネル基本設定」にあるチャネルシークレット
setting-line_token = INTAKE_LINE_TOKEN
    .meaning = 同じアカウントのチャネルアクセストークン（長期）（秘密）
    .default = なし。LINEでは受け付けない
    .accepts = LINE Developersコンソールの「Messaging API設定」にあるチャネルアクセストークン
setting-host = INTAKE_HOST
    .meaning = Webhookとページへのアクセスを待ち受けるアドレス
    .default = 127.0.0.1（このマシンのみ）
    .accepts = スキームもポートも付けないホスト名かIPアドレス
setting-port = INTAKE_PORT
    .meaning = Webhookとページへのアクセスを待ち受けるポート
    .default = 8080
    .accepts = 1から65535までの整数
setting-busy_ics = INTAKE_BUSY_ICS
    .meaning = 読み取り専用の、事務所のカレンダーのアドレス。予定のある時間はお客様に示さない。アドレスは秘密
    .default = なし：予約だけで空きを決める
    .accepts = カレンダーのアドレス（https://… か webcal://…）、コンマ区切り
setting-caldav_url = INTAKE_CALDAV_URL
    .meaning = 事務所のCalDAVサーバー、またはその中の1つのカレンダーのアドレス。予約を書き込み、予定のある時間を職員の空き時間から除く。INTAKE_CALDAV_USER、INTAKE_CALDAV_PASSWORD_FILEと一緒に指定
    .default = なし：カレンダーには書き込まない
    .accepts = ユーザー名・トークン・?・# を含まないhttps:// のアドレス（http:// はこのマシン自身に限る）
setting-caldav_user = INTAKE_CALDAV_USER
    .meaning = CalDAVサーバーのユーザー名
    .default = なし
    .accepts = 200文字以内のユーザー名（メールアドレスであることが多い）
setting-caldav_password_file = INTAKE_CALDAV_PASSWORD_FILE
    .meaning = CalDAVサーバーのパスワードを収めたファイルのパス。このアプリ専用のパスワードを勧める。所有者だけが読めること
    .default = なし
    .accepts = ファイルのパス（パスワードそのものではなく）
setting-translate_url = INTAKE_TRANSLATE_URL
    .meaning = 自前の翻訳サーバー（LibreTranslate、または同じ形で応答するもの）のアドレス。お客様と職員のやり取りの下に翻訳が付く
    .default = なし：翻訳しない
    .accepts = ユーザー名・トークン・?・# を含まないhttps:// のアドレス（http:// は、このマシン、プライベートアドレス、自分のネットワーク内の名前に限る）
setting-log = INTAKE_LOG
    .meaning = 標準エラー出力のログの形：人が読む行（plain）、またはプログラム向けに1行1件のJSON(json)
    .default = plain
    .accepts = plainかjson
setting-metrics_port = INTAKE_METRICS_PORT
    .meaning = INTAKE_HOST上のポート。intake runが動いているか（/healthz）、準備ができているか（/readyz）、数値（/metrics）をここで返す。プロセスごとに別のポートが要る
    .default = なし：何も返さない
    .accepts = 1から65535までのポート
setting-key = INTAKE_KEY
    .meaning = 保管する個人情報を暗号化する鍵：32バイト、URLセーフなbase64。INTAKE_KEY_FILEの代わりに指定。カンマか改行で区切った複数のうち、最初の鍵で暗号化し、すべての鍵で復号する
    .default = なし：INTAKE_KEY_FILE、なければSQLiteデータベースの横に作られる&lt;file&gt;.key。ほかのデータベースではどちらかが必須
    .accepts = 32バイトのURLセーフなbase64
setting-key_file = INTAKE_KEY_FILE
    .meaning = 鍵（INTAKE_KEYと同じく複数可）を収めたファイルのパス。所有者だけが読めること。INTAKE_KEYの代わりに指定
    .default = INTAKE_KEYと同じ
    .accepts = ファイルのパス（鍵そのものはINTAKE_KEYへ）

setting-backup_keys = INTAKE_BACKUP_KEYS
    .meaning = バックアップの鍵と消去の記録を収めるフォルダー（すべてのプロセスで同じもの）。データベースともバックアップとも別に保管
    .default = 鍵のファイルの隣の&lt;ファイル&gt;.backups。鍵がINTAKE_KEYにあるときは必須
    .accepts = フォルダーのパス

## `intake forget`、`keys`、`leads`、`migrate`が行ったこと。

forget-erased = 消去しました：ご相談{ $number }と、そのお客様について{ $path }に保管していたすべて（回答、結果、メモ、送信を待っていたもの）。
forget-nothing-to-take-back = 取り消すメッセージはありません。
forget-taken-back = { $running ->
    [yes] 数秒のうちに
   *[no] 次に起動したとき、
}`intake run`が{ $where ->
    [client] お客様のチャット
    [staff] 職員グループ
   *[both] お客様のチャットと職員グループ
}からボットに許される範囲で取り消し、その旨を伝えます。
forget-damaged = ご本人について保管していた内容が壊れていて開けないため、どのチャットか分かりません。そこにあるメッセージは取り消されず、ご本人への通知もされません。直接お知らせください。
forget-copies = ほかに写したもの（書き出したファイル、メモ、別の方法で作ったバックアップ）は、ご自身で削除してください。
forget-backups = 消去を記録しました。どのバックアップを戻しても、この方の情報は戻りません。それより前の最後のバックアップを開けるのは{ $until }までです。
keys-made = 新しい鍵{ $key }を{ $path }に作りました。
keys-went-on = { $path }の新しい鍵{ $key }で続きを行いました。
keys-in-table = { $table }の{ $count }件
keys-items = { $items }
keys-nothing-left = 暗号化し直すものは残っていませんでした
keys-sealed = この鍵で暗号化し直したもの：{ $what }。ほかの鍵のものはもうありません。
keys-sealed-partly = この鍵で暗号化し直したもの：{ $what }。
keys-dropped = 古い鍵{ $count }個をファイルから取り除きました。
keys-still-in-log = 古い鍵のものは、`intake run`を起動し直すまで、データベースの横のログに残っていることがあります。
keys-copy = 鍵のファイルを、写しの保管場所に写してください。これまでのバックアップは古い鍵でしか開けません。バックアップがなくなるまで古い鍵を別に保管し、`intake restore`には両方を指定してください。
leads-no-database = { $path }にデータベースはまだなく、ご相談もありません。
leads-both-here = --jsonと--csv -は同じ場所に出力されます。--csvにファイルを指定してください
leads-none = ご相談はまだありません。
leads-none-of-these = 該当する相談はありません。
slots-way = { $label }（{ $way }）、{ $count }分
bookings-none = 今日以降の予約はありません。
bookings-state = { $state ->
    [held] 仮押さえ
    [requested] 承認待ち
    [booked] 予約済み
    [kept] 実施済み
   *[missed] 来られず
}
bookings-line = { $way }、{ $staff }、#{ $lead }：{ $state }
slots-none = { $first }から{ $last }まで、空いている時間はありません。
leads-written = { $count }件のご相談を{ $path }に書き出しました{ $existed ->
    [yes] （元のファイルは置き換えました）
   *[no] { "" }
}。個人情報ですので、安全に保管してください。
migrate-newest = { $path }はすでに最新のスキーマ（{ $newest }）です。何も変更していません。
migrate-newer = { $path }のスキーマ{ $schema }は、このバージョンのintakeの{ $newest }より新しいものですが、このバージョンも引き続き使えます。何も変更していません。
migrate-made = { $path }を作りました。スキーマは{ $newest }です。
migrate-done = { $path }をスキーマ{ $schema }から{ $newest }にしました。

## コマンドが終わる理由と、その直し方

error-unforeseen = `{ $command }`は予期しないエラー（{ $error }）で止まりました。実行したコマンドとバージョンを添えて報告してください
error-own-files = intake自身のファイルに誤りがあります（{ $error }）。そのファイルを直すか、intakeを入れ直してください
error-no-room = 標準出力に書き込めません（{ $reason }）。出力先に空きを作ってください。`{ $command }`がそれまでに行ったことはそのまま残ります
error-no-reason = 理由は示されていません
error-clock-early = このマシンの時計は{ $today }を示しており、最初のポイント表（{ $first }）より前です。時計を合わせて（NTPを使って）からintakeを起動し直してください
error-line-token-refused = INTAKE_LINE_TOKENはLINEに拒否されました。LINE Developersコンソールで発行し直してください
error-token-refused = { $setting }はTelegramに拒否されました。BotFatherからもう一度コピーしてください
error-not-listening = INTAKE_HOSTと{ $setting }：{ $place }で待ち受けられません（{ $reason }）。そのアドレスを空けるか、別のアドレスを選んでください
error-file-not-written = { $path }に書き込めません（{ $reason }）。書き込めるファイルを指定してください
error-slots-no-booking = 事務所プロフィールに[booking]がないため、お客様は半日単位で希望し、予約できる時間はありません。書き方はbot/offices/tsubakuro.tomlにあります
error-slots-way = その相談方法はありません。{ $nearest }のことですか。使えるもの：{ $known }
error-bookings-file = { $path } に書き込めません：{ $reason }
error-slots-zone = そのタイムゾーンはありません。{ $nearest }のことですか

## 設定のエラー

error-setting-unusable = { $name }（{ $where }）は使えません。{ $accepts }を指定してください。
error-setting-in-environment = 環境変数
error-setting-in-line = { $path }の{ $line }行目
error-setting-file = { $path }を読めません（{ $reason }）。読めるようにするか、取り除いてください。
error-setting-line = { $where }を読み取れません。NAME=値の形で書くか、コメントの前に# を付けてください。
error-setting-twice = { $where }は、前の行で設定した変数をもう一度設定しています。どちらか一方だけにしてください。
error-setting-unknown = { $name }（{ $where }）はintakeの設定ではありません。{ $nearest }のことですか。
error-setting-unnamed = { $start }で始まる名前
error-setting-chat-without-token = INTAKE_OFFICE_CHATだけが設定され、INTAKE_OFFICE_TOKENがありません。事務所用ボットのトークンも設定するか、どちらも外してください。
error-setting-same-tokens = INTAKE_CLIENT_TOKENとINTAKE_OFFICE_TOKENが同じです。事務所には専用のボットが必要なので、2つ目のボットのトークンを指定してください。
error-setting-same-ports = INTAKE_METRICS_PORTとINTAKE_PORTがどちらも{ $port }です。稼働状況と数値のページには、専用のポートを指定してください。
error-setting-url-without-secret = INTAKE_WEBHOOK_URLだけが設定され、INTAKE_WEBHOOK_SECRETがありません。INTAKE_WEBHOOK_SECRETには{ $accepts }を設定してください。
error-setting-calendar-names = 事務所プロフィールのcalendar.namesにはカレンダーが{ $named_count }件ありますが、INTAKE_BUSY_ICSのアドレスは{ $given_count }件です。名前と同じ順にアドレスを設定するか、名前を減らしてください。
# $key: 事務所プロフィールのキー
error-setting-calendar-writes = 事務所プロフィールの{ $key }に書き込み先のカレンダーがありますが、INTAKE_CALDAV_URLが設定されていません。CalDAVサーバーを設定するか、このキーを外してください。
error-setting-caldav-incomplete = { $given }が設定され、{ $missing }がありません。カレンダーにはINTAKE_CALDAV_URL・INTAKE_CALDAV_USER・INTAKE_CALDAV_PASSWORD_FILEの3つが必要です。
error-setting-line-incomplete = { $given }が設定され、{ $missing }がありません。LINEにはINTAKE_LINE_SECRETとINTAKE_LINE_TOKENの両方が必要です。
error-setting-line-without-url = LINEの設定がありますが、INTAKE_PUBLIC_URLがありません。LINEはお客様の書き込みをこちらのhttps:// アドレスに送りますので、設定するか、INTAKE_LINE_SECRETとINTAKE_LINE_TOKENを外してください。
error-setting-caldav-password = INTAKE_CALDAV_PASSWORD_FILEのファイル{ $path }を読めません（{ $reason }）。intakeを動かすユーザーが読めるようにしてください。
error-setting-caldav-password-text = INTAKE_CALDAV_PASSWORD_FILEのファイル{ $path }はUTF-8のテキストではありません。パスワードだけを書いてください。
error-setting-caldav-password-empty = INTAKE_CALDAV_PASSWORD_FILEのファイル{ $path }は空です。パスワードを書いてください。
error-setting-two-keys = INTAKE_KEYとINTAKE_KEY_FILEの両方が設定されています。一方を残し、もう一方を外してください。
error-setting-no-client-token = INTAKE_CLIENT_TOKENが設定されていません。BotFatherがお客様用ボットのために発行したトークンを指定してください
error-setting-no-secret = INTAKE_WEBHOOK_SECRETが設定されていません。Webhookに必要です。設定してください。

## 事務所プロフィールのエラー

error-profile = { $file }: { $place }: { $what }
error-profile-file = { $path }: 事務所プロフィールのはずですが、読めません（{ $reason }）。INTAKE_OFFICEを確認してください
error-profile-bytes = { $path }: UTF-8ではない文字があります。UTF-8で保存してください
error-profile-toml = { $path }: TOMLとして読めません：{ $error }
profile-top-level = 最上位
profile-refused = { $expected }が必要です（実際の値：{ $found }）
profile-refused-near = { $expected }が必要です（実際の値：{ $found }）。{ $nearest }のことですか
profile-unknown-key = 知らないキーです。ここで使えるキー：{ $known }
profile-unknown-key-near = 知らないキーです。{ $nearest }のことですか
profile-unknown-language = 知らないキーです。{ $expected }が必要です
profile-repeated = { $name }が重複しています。一つだけにしてください
profile-found-nothing = なし
profile-found-table = 表
profile-found-list = { $size }件のリスト
profile-expected-table = キー{ $keys }をもつ表
profile-expected-list = { $what }のリスト
profile-expected-list-at-least = { $what }のリスト（{ $least }件以上）
profile-expected-text = 引用符で囲んだ、空でない文字列
profile-expected-texts = 少なくとも日本語を含む言語別の文（例：{ $example }）
profile-expected-name = 小文字・数字・_の短い名前（例："office_visit"）
profile-expected-language = 言語コード（例："ja"、"en"、"zh-Hant"）
profile-expected-flag = 引用符なしのtrueかfalse
profile-expected-whole = { $least }から{ $most }までの整数（引用符なし）
profile-expected-day = 引用符なしの日付（例：2026-12-29）
profile-expected-time = 時刻（例："09:00"）
profile-expected-span = 早い時刻を先にした営業時間（例："09:00-18:30"）
profile-expected-phone = 電話番号（例："03-1234-5678"）
profile-expected-email = メールアドレス（例："office@example.jp"）
profile-expected-website = ウェブサイトのアドレス（例："https://www.example.jp/"）
profile-items-sites = サイト
profile-items-line-kinds = LINEのメッセージの種類
profile-items-networks = プロキシのアドレスまたはネットワーク
profile-expected-site = パスのない、暗号化されたサイトの所在（例："https://www.example.jp"）
profile-expected-network = アドレス（例："10.0.0.5"）またはネットワーク（例："10.0.0.0/8"）
profile-expected-zone = このマシンで使えるタイムゾーン（例："Asia/Tokyo"）
profile-expected-later-span = 前の時間帯の終わり{ $closes }より後に始まる時間帯
profile-expected-last-day = 初日{ $first }以降の日付
profile-expected-afternoon = 午前の終わり{ $until }以降の時刻
profile-expected-line-kind = "staff"、"bookings"、"reminders"、"answers"のいずれか
profile-expected-way-kind = "online"、"office"、"visit"のいずれか
profile-expected-tool = オンライン相談のツール（例："Google Meet"）
profile-expected-total = 着手金と成功報酬の合計{ $total }
profile-expected-with-tax = { $least }を下回らない税込の金額
profile-items-hand-off-questions = 相談を送るときの追加の質問
profile-expected-hand-off-question = 追加できる質問：nationality、employer
profile-items-questions = 質問
profile-items-choices = 選択肢
profile-expected-question-kind = "yes_no"、"choices"、"text"、"day" のいずれか
profile-expected-text-in-language = ボットが話すすべての言語の文（ここでは { $language }）
profile-choices-of-another-kind = 選択肢（choices）があるのは、種類が "choices" の質問だけです
profile-expected-rule = `intake rules`が示す規定の名前
profile-expected-initials = 確認した人のイニシャル（例："T.I."）
profile-expected-reading = `intake rules`が示す、確認した内容の番号
profile-expected-minutes = { $least }から{ $most }までの、{ $grain }の倍数の分数（引用符なし）
profile-expected-staff = [booking]があるので、少なくとも一人の職員（[[staff]]）
profile-expected-staff-id = 小文字と数字の短いid（例："sato"）
profile-expected-staff-role = 役割：member、lead、admin
profile-expected-way = 相談方法のいずれかのid
profile-expected-room-template = { $secret }を一度だけ含むウェブのアドレス
profile-expected-within-horizon = { $key }の日数に収まる{ $most }時間以下
profile-expected-fitting = 最も長い営業時間（{ $key }）に収まる{ $most }分以下
profile-expected-way-of-staff = 職員の誰かが担当する方法（{ $way }は誰の{ $key }にもありません）
profile-expected-awake = { $opens }から{ $closes }までの間の1時間以上の時間帯（例："09:00-20:00"）
profile-expected-kept-no-longer = { $key } の { $days } 日以下の日数
profile-expected-kept-no-shorter = { $key } の { $days } 日以上の日数
profile-expected-after-nudge = { $key } の { $minutes } 分より長い分数
profile-expected-calendar-name = { $key }にあるカレンダーの名前
profile-expected-calendar-name-of-ours = カレンダーの短い名前（コンマなし）
profile-items-calendars = カレンダーの名前
profile-items-calendar-names = カレンダーの名前
profile-items-emails = メールアドレス
profile-items-rooms = 会議室のウェブアドレス
profile-items-staff = 職員
profile-items-languages = 言語コード
profile-items-spans = 営業時間（例："09:00-18:30"、空のリストは休業）
profile-items-closures = 休業
profile-items-ways = 相談方法
profile-items-services = 取扱業務
profile-items-cases = 事務所が紹介する事例（それぞれ言語別の文）
profile-items-checked = 確認済みの規定

## データベース、鍵、ロックのエラー

error-database-no-folder = INTAKE_DATABASE：フォルダー{ $path }がありません。作るか、別のパスを選んでください
error-database-other-version = データベース{ $path }は、このバージョンのintakeが知らない別のバージョンで作られました（このバージョンの最新スキーマは{ $newest }）。そのバージョンか、より新しいバージョンを使ってください
error-database-of-others = { $path }は別のプログラムのデータベースです。INTAKE_DATABASEにintake専用のものを設定してください
error-database-held = データベース{ $path }（INTAKE_DATABASE）を別のプログラムが使っています。何が使っているか確認してください（{ $error }）
error-database-full = データベース{ $path }（INTAKE_DATABASE）のディスクに空きがありません。空きを作ってください（{ $error }）
error-database-not-writable = データベース{ $path }（INTAKE_DATABASE）に書き込めません。ファイルとフォルダーの権限を変えてください（{ $error }）
error-database-not-opened = データベース{ $path }（INTAKE_DATABASE）を開けません。フォルダーがあり、書き込めるか確認してください（{ $error }）
error-database-disk = データベース{ $path }（INTAKE_DATABASE）を読み書きできませんでした。ディスクが正常で、空きがあるか確認してください（{ $error }）
error-database-damaged = データベース{ $path }（INTAKE_DATABASE）は壊れていて開けません。intakeを止め、バックアップを戻してください（{ $error }）
error-database-none = データベース{ $path }（INTAKE_DATABASE）を開けません。intakeのデータベースか確認し、そうであればバックアップを戻してください（{ $error }）
error-database-unusable = データベース{ $path }（INTAKE_DATABASE）を使えませんでした（{ $error }）
error-database-rewritten = データベース：別のプロセスが同じ行を書き続けています。同じ処理をもう一度行います
error-too-much-at-once = 一度に届く量が多すぎて保存が追いつきません。今受け取らなかった分は、自動でもう一度届きます
error-database-not-migrated = データベース{ $path }（INTAKE_DATABASE）は最新のスキーマ（{ $newest }）ではありません。先に`intake migrate`を実行してください
error-database-newer-meanwhile = データベース{ $path }（INTAKE_DATABASE）は新しいバージョンのintakeによって変更され、このバージョン（スキーマ{ $newest }）では続けられません。このプロセスを止めて、新しいバージョンを起動してください
error-migrate-held = データベース{ $path }はまだスキーマ{ $newest }になっていません。ほかのトランザクションが1分間、表を使い続けていました（プロセス{ $holders }）。ここまでの変更はそのまま残り、どのプロセスも止まっていません。それらを終わらせてから、もう一度`intake migrate`を実行してください
error-migrate-index = データベース{ $path }の索引{ $index }を、ほかの処理を止めずに作ることができませんでした。長く続くトランザクションが妨げています（プロセス{ $holders }）。どのプロセスも止まっていません。それらを終わらせてから、もう一度`intake migrate`を実行してください
error-migrate-older-works = データベース{ $path }はまだスキーマ{ $newest }になっていません。古すぎるバージョン（スキーマ{ $oldest }より前）のプロセスが{ $count }個動いています。古いものを止めてから、もう一度`intake migrate`を実行してください
error-migrate-others = データベース{ $path }では、別の`intake migrate`が10分以上動いています。それが終わってから、もう一度実行してください
error-postgresql-address = INTAKE_DATABASE：このPostgreSQLのアドレスは読み取れません。postgresql://user:password@host/nameの形で、パスワードの特殊文字は%XXと書き、?の後にはPostgreSQLのライブラリーが知るものかprepared_statements=offだけを付けてください
error-postgresql-too-old = { $path }（INTAKE_DATABASE）のPostgreSQLはバージョン{ $version }です。intakeには{ $oldest }以上が必要です
error-postgresql-password = { $path }（INTAKE_DATABASE）のPostgreSQLが、このユーザーまたはパスワードを受け付けません。両方を確認し、パスワードの特殊文字は%XXと書いてください
error-postgresql-encoding = データベース{ $path }（INTAKE_DATABASE）の文字コードは{ $encoding }で、すべての言語を保存できません。`createdb --encoding UTF8 --template template0`で新しいデータベースを作ってください
error-postgresql-pooler = { $path }（INTAKE_DATABASE）の前にプーラーがあり、あるプロセスが準備した文を別のプロセスが実行するおそれがあります。アドレスのデータベース名の後に?prepared_statements=offを付けてください
error-postgresql-no-database = PostgreSQLにデータベース{ $path }（INTAKE_DATABASE）がありません。作る（createdb）か、別のものを指定してください
error-postgresql-no-rights = { $path }（INTAKE_DATABASE）のユーザーには、表を作ったり変えたりする権限がありません。このユーザーをデータベースの所有者にするか、スキーマに作成する権限を与えてください
error-postgresql-no-connections = { $path }（INTAKE_DATABASE）のPostgreSQLに空いた接続がありません。接続を使っているものを止めるか、max_connectionsを増やしてください（{ $error }）
error-postgresql-read-only = データベース{ $path }（INTAKE_DATABASE）は今は読み取りしかできません。複製ではなく、書き込めるサーバーを指定してください（{ $error }）
error-postgresql-not-reached = { $path }（INTAKE_DATABASE）のPostgreSQLに接続できません。ホスト、ポート、サーバーが動いているかを確認してください（{ $error }）
error-already-running = 別の`intake run`が{ $path }を使っています。先にそれを止めるか、INTAKE_DATABASEでこちらに別のデータベースを指定してください。複数のプロセスで分担できるのはPostgreSQL（postgresql://...）だけです。
error-role-without-office = `intake run --role office`：事務所用ボットがありません。INTAKE_OFFICE_TOKENとINTAKE_OFFICE_CHATを設定してください
error-role-on-file = `intake run --role { $role }`：{ $path }はSQLiteのファイルで、一つのプロセスがすべてを行います。複数のプロセスで動かすにはINTAKE_DATABASEにPostgreSQLのデータベース（postgresql://...）を指定し、そうでなければ--roleを付けないでください
error-lock = ロックファイル{ $path }を使えません（{ $reason }）。フォルダーと権限を確認してください。
error-rotation-lock = ロックファイル{ $path }を使えません（{ $reason }）。フォルダーを確認してください。
error-already-rotating = 別の`intake keys rotate`がこのデータベースを処理しています。終わるまで待ってください。
error-rotation-unfinished = 古い鍵で暗号化した値がまだ残っているため、鍵のファイルは変えていません。intakeのすべてのプロセスが同じ鍵のファイルを読んでいるか確認し、もう一度実行してください
error-rotation-newer = データベース{ $path }のスキーマはこのバージョンのintakeのものと違うため、すべてを暗号化し直すことができません。そこで動いている最も新しいバージョンで鍵を替えてください
error-key-required = このデータベースには個人情報の鍵が必要です。`openssl rand -base64 32 | tr '+/' '-_'`で作り、写しを安全な場所に保管し、INTAKE_KEYかINTAKE_KEY_FILEに設定してください。
error-key-other = データベースは鍵{ $stored }で暗号化してありますが、指定された鍵は{ $given }です。データベースの隣にあった鍵のファイルを戻すか、INTAKE_KEYかINTAKE_KEY_FILEに最初の鍵を設定してください。
error-key-in-setting = 鍵はINTAKE_KEYで指定されており、intakeからは変えられません。自分だけが読めるファイルに鍵を入れ、INTAKE_KEYの代わりにINTAKE_KEY_FILEにそのパスを設定し、`intake run`を起動し直してから、鍵を替えてください。
error-key-no-file = 替える鍵のファイルがありません。INTAKE_KEY_FILEを設定してください。
error-key-gone = 鍵{ $key }が{ $path }にありません。元に戻してください。何も変更していません。
error-key-length = 個人情報の鍵はちょうど32バイトでなければなりません。INTAKE_KEYを確認してください。
error-key-none = 個人情報の鍵がありません。INTAKE_KEYを確認してください。
error-key-unusable = { $source }に使える鍵がありません。鍵は32バイトのURLセーフなbase64（43文字、末尾の = はあってもなくても可）で、`openssl rand -base64 32 | tr '+/' '-_'`で作れます。
error-key-missing = { $database }の個人情報は、ここにない鍵で暗号化してあります。{ $path }を戻すか、INTAKE_KEYかINTAKE_KEY_FILEを設定してください。
error-key-missing-unused = データベース{ $database }の鍵のファイル{ $path }がありません。戻すか、INTAKE_KEYを設定してください。まだ何も暗号化していないので、データベースを別の場所に移しても解決します（両方が新しく作られます）。
error-key-file-missing = 鍵のファイル{ $source }がありません。戻すか、INTAKE_KEY_FILEを直してください。
error-key-file-no-file = 鍵のファイル{ $source }はファイルではありません。鍵の入ったファイルのパスを指定してください。
error-key-file-open = 鍵のファイル{ $source }は、このマシンのほかのユーザーも開けます。`chmod 600 { $path }`を実行してください。
error-key-file = 鍵のファイル{ $source }を{ $what ->
    [read] 読めません
    [change] 変更できません
   *[make] 作れません
}（{ $reason }）。フォルダーと、それぞれの権限を確認してください。
error-sealed-form = 表{ $table }の暗号化した値は、このバージョンが知らない形式です。書き込んだバージョンを使うか、データベースをバックアップから戻してください。
error-sealed-other-key = 表{ $table }の値は鍵{ $key }で暗号化してありますが、指定された鍵は{ $given }です。INTAKE_KEYかINTAKE_KEY_FILEに、暗号化に使った鍵を設定してください。
error-sealed-changed = 表{ $table }の暗号化した値は、書き換えられたか、別の行のものです。データベースをバックアップから戻してください。
error-sealed-not-json = 表{ $table }の暗号化した値はJSONではありません。書き込んだバージョンを使ってください。
error-forget-no-database = { $path }にはまだデータベースがない（INTAKE_DATABASE）ので、ご相談{ $number }もありません
error-forget-no-lead = ご相談{ $number }はありません。消去済みか、番号が違います。`intake leads`を見てください
error-keys-no-database = { $path }にはまだデータベースがない（INTAKE_DATABASE）ので、替える鍵もありません
error-keys-damaged = { $rows }は破損していて、どの鍵でも開けないため、そのまま残しました。その行に使われた鍵も{ $path }に残しました。行をバックアップから戻して鍵の取り替えをやり直すか、その行なしで使い続けてください
rows-named = { $count }行（{ $names }）
rows-named-and-more = { $count }行（{ $names }、ほか{ $more }行）

## `intake score` が答えのほかに伝えること

error-input-in = { $place }: { $error }
error-input-standard = 標準入力
error-input-bytes = UTF-8の文字ではありません。UTF-8で保存してください
error-input-empty = 何もありません。プロフィールをJSONオブジェクトで渡してください
error-input-no-json = JSONではありません（{ $error }、{ $line }行{ $column }文字目）。そこを直してください
error-input-deep = このJSONは数が長すぎるか入れ子が深すぎて、読めません。値をそのまま書いてください
error-input-not-read = { $path }を読めません（{ $reason }）。プロフィールをJSONで書いたファイルを指定してください
error-input-unforeseen = この行は予期しないエラー（{ $error }）で止まりました
score-keyboard = キーボードからJSONを読み取ります。Ctrl-Dで入力を終えます
score-bad-lines = { $count }行のうち{ $bad_count }行は計算できませんでした。その行の答えの"error"を見てください

## プロフィールや日付のどこが誤っているか(`intake score` が伝える)

error-field = { $field }: { $fault }
fault-object = 分かっている事実ごとにキーを一つ持つJSONオブジェクトにしてください
fault-field = プロフィールにこの項目はありません
fault-field-near = プロフィールにこの項目はありません。{ $near }のことですか
fault-twice = 二度書かれています。一度だけ書いてください
fault-together = { $other }と一緒には書けません。どちらか一方にしてください
fault-date = "1994-05-01"のような日付にしてください
fault-birth-early = { $first }より前にはできません
fault-born-later = 計算に使う日（as_of）より後です。その日以前の日付にしてください
fault-flag = true、false、nullのいずれかにしてください
fault-whole = 整数にしてください
fault-limits = 0以上{ $highest }以下にしてください
fault-number = 数にしてください
fault-below-zero = 0以上にしてください
fault-no-number = NaNとInfinityは使えません。分からなければ書かないでください
fault-category = この区分はありません。a、b、cのいずれかを使ってください
fault-choice = 次のいずれかにしてください：{ $choices }
fault-list = リストにしてください。[]は「なし」です
fault-text = 文字列にしてください
fault-work-period = "from"と、分かれば"to"と"category"を持つオブジェクトにしてください
fault-ends-early = fromより前にはできません
fault-earlier = 日付ごとに、その日に違っていた事実を持つオブジェクトにしてください
fault-inside-earlier = earlierの中には書けません
fault-since = 項目ごとに、今と同じになった最初の日を持つオブジェクトにしてください
fault-first-day = 最初の日を数える項目ではありません
fault-first-day-near = 最初の日を数える項目ではありません。{ $near }のことですか
fault-no-plan = 予定で変えられる事実ではありません
fault-no-day = ありません。"2026-11-22"のように、法令を適用する日を書くか、--as-ofで指定してください
fault-no-table = { $day }のポイント表はありません。ここにある最初の表は{ $first }に施行されました。その日以降の日付にしてください
fault-no-rules = { $day }の{ $file }の規則はありません。ここにある最初の規則は{ $first }に始まりました。その日以降の日付にしてください

## `intake preview` の見出し

preview-questions = 質問
preview-pages = 画面
preview-others = その他の文

## `intake init` のエラー

error-init-profile-set = { $path }は環境変数（INTAKE_OFFICE）で指定されているので変更しません。何も書き込んでいません
error-init-ended = 質問の途中で入力が終わりました。何も書き込んでいません
error-init-not-written = { $path }に書き込めない（{ $reason }）ため、何も書き込んでいません。フォルダーの権限とディスクの空きを確認してください
error-init-given-up = 何も書き込んでいません。入力された内容はどこにも残っていません
error-init-folder = { $path }には書き込めません。ご自身のフォルダーで`intake init`を実行してください
error-init-no-terminal = `intake init`は質問をするため、ターミナルが必要です。ターミナルで実行するか、.envを手で書いてください
error-demo-folder = デモ用のフォルダー { $path } を使えません（{ $reason }）。--keep で別のフォルダーを指定するか、--keep を外してください
