### 事務所の準備:`intake init`の質問と、書き出すプロフィールの説明と定型文。

## 話し方。

init-hello = intakeに必要なこと（二つのボット、職員グループ、事務所）をお尋ねします。すべての質問が終わるまで、何も書き込みません。Ctrl-Cでいつでも中止できます。Enterだけを押すと、[ ]の中の先頭の答えになります。
# 「はい」「いいえ」「休み」として受け取る語。空白で区切り、先頭のものを表示します。
init-words-yes = はい y yes
init-words-no = いいえ n no
init-words-closed = 休み 休業 定休日 なし closed
# 営業時間の中の語：時刻の間、時の後、意味を持たないもの。
init-words-until = から to
init-words-hour = 時
init-words-beside-times = まで 分
init-confirm = { $question } [{ $default }/{ $other }]
init-yes-or-no = { $yes }か{ $no }でお答えください。
init-optional = { $question }（なければEnter）
init-needed = この項目は必須です。
init-unprintable = 表示できない文字が入っています。もう一度入力してください。
init-keep = { $setting }は設定済みです（{ $value }）。このまま使いますか。
init-environment = { $setting }は環境変数で設定されています。.envより優先されるため、このまま使います。
init-again = もう一度試しますか。
init-look-again = もう一度確認しますか。（「いいえ」：後で直すことにして進みます）
init-interrupted = 中止しました。何も書き込んでいません。
init-nothing-new = 新しい内容がないため、何も書き込みませんでした。
init-written = 書き込みました：{ $path }
init-checks = 続けて`intake doctor`がすべてを確認します。
init-env-head = intakeの設定です。秘密が入っていますので、ほかの人に見せないでください。各設定の意味は`intake doctor --settings --lang ja`で表示できます。

## 二つのボット。

init-client-how = 1. お客様用ボット。Telegramで@BotFatherに/newbotを送り、案内に従うとトークンが発行されます。続けて/setjoingroupsを送り、Disableを選びます。
init-office-bot-how = 2. 事務所用ボット。@BotFatherにもう一度/newbotを送ります。職員あての内容が、誰でも使えるお客様用ボットに流れないよう、職員には専用のボットを使います。
init-token = トークン（貼り付けても画面には出ません）
init-token-form = トークンの形ではありません。数字、コロン、20文字以上の英数字・_・-です。@BotFatherから全体をコピーしてください。
init-token-refused = このトークンはTelegramに登録されていません。@BotFatherからもう一度コピーしてください。
init-unreachable = Telegramに接続できません。ネットワーク（INTAKE_TELEGRAM_APIを設定している場合はそれも）を確認し、もう一度お試しください。
init-token-same = これはお客様用ボットのトークンです。事務所には専用のボットが必要ですので、@BotFatherで二つ目を作ってください。
init-known-wrong = { $setting }は設定済みですが、そのままでは使えません。{ $why }
init-token-is = { $title }（@{ $username }）のものです。

## 職員グループ。

init-no-groups = @{ $username }はまだグループに参加できません。@BotFatherに/setjoingroupsを送り、このボットを選んでEnableにしてください。
init-group-how = 3. 職員グループ。Telegramで非公開のグループを作り、設定で「トピック」をオンにします（お客様ごとにトピックができます）。@{ $username }を管理者として追加し、「トピックの管理」と「メッセージの削除」を許可してください。ボットがグループにボタンを一つ出しますので、押してください。（すでにグループにいる場合は、そこで/start@{ $username }と書いてください。）
init-group-ready = 今、グループを待ちますか。
init-group-waiting = Telegramでボタンが押されるのを待っています（Ctrl-Cで中止）。
init-group-posted = 「{ $title }」にボタンを出しました。押してください。
init-group-silent = ボットは「{ $title }」にいますが、書き込めません。管理者にしてください。
init-group-is = 「{ $title }」が職員グループですか。
init-group-out = ボットは「{ $title }」にいません。管理者として、もう一度追加してください。
init-group-no-administrator = ボットはまだ「{ $title }」の管理者ではありません。「トピックの管理」と「メッセージの削除」を許可した管理者にしてください。
init-group-no-topics-right = ボットは「{ $title }」でトピックを作れません。管理者の権限で「トピックの管理」を許可してください。
init-group-no-delete-right = ボットは「{ $title }」でお客様のトピックを消せません。管理者の権限で「メッセージの削除」を許可してください。
init-group-webhook = このボットにはWebhookが登録されているため、グループを見つけられません。Webhookを解除しますか。（必要なら`intake run`が登録し直します。）
init-group-busy = 別のプログラム（動作中の`intake run`など）がこのボットで受信しています。先に止めてください。
init-group-question = intakeを準備しています。新しい相談をこのグループに届けますか。
init-group-button = ここが職員グループです
init-group-pressed = ありがとうございます。続きはターミナルでお答えください。
init-group-noted = 承知しました。続きはターミナルで行います。
init-group-chosen = ここが職員グループになりました。intakeが動き始めると、新しい相談がここに届きます。

## 事務所。

init-office-how = 4. 事務所について。お客様に表示されます。すべて後からファイルで変えられます。
init-profile-path = プロフィールを書き込むファイル
init-path-wrong = そこには書き込めません。すでにあるフォルダーの中のファイル名を入力してください。
init-path-other = 元のファイルはそのまま残します。別の名前を入力するか、同じ名前を入力して「はい」とお答えください。
init-replace = { $path }がすでにあります。置き換えますか。
init-keep-profile = { $path }は{ $office }のプロフィールです。このまま使いますか。
init-name = 事務所の名称（{ $language }）
init-practitioner = 担当する行政書士（例：行政書士 山田太郎）
init-languages = 職員が話せる言語のコード。カンマ区切り（例：ja, en）
init-languages-wrong = ja、en、zh-Hantのようなコードを、一つずつ入力してください。
init-phone = 電話番号
init-phone-wrong = 電話番号として読み取れません。03-1234-5678のように入力してください。
init-email = メールアドレス
init-email-wrong = メールアドレスとして読み取れません。office@example.jpのように入力してください。
init-website = ウェブサイト
init-website-wrong = ウェブサイトのアドレスとして読み取れません。https://から入力してください。
init-address = 所在地（{ $language }）
init-hours-workdays = 月曜から金曜の営業時間（昼休みがある場合：09:00-12:00, 13:00-18:00）
init-hours-saturday = 土曜
init-hours-sunday = 日曜
init-hours-wrong = 09:00-18:00、または09:00-12:00, 13:00-18:00のように入力してください。休みの日は「休み」と入力します。
init-closed = 休み
init-holidays = 日本の祝日は休みですか。
init-way-online = オンラインの相談はありますか。
init-way-tool = 使うツールは何ですか。
init-way-office = 事務所での相談はありますか。
init-way-visit = 出張相談はありますか。
init-way-none = 相談の方法が少なくとも一つ必要です。

## データベース。

init-database-how = 5. 保管場所。すべてを一つのファイルに暗号化して保管します。鍵はその隣に作られます。鍵の写しを別の場所に保管してください。（複数のプロセスで動かす場合は、PostgreSQLのアドレスpostgresql://user:password@host/name）
init-database = データベースのファイル
init-database-wrong = ファイルのパスか、PostgreSQLのアドレスpostgresql://user:password@host/nameを入力してください（ドライバー名は付けない、パスワードの特殊文字は%XXと書く）。
init-database-key = 個人情報の鍵は{ $path }に作られます。写しを別の場所に保管し、このデータベースでintakeを動かすマシンにはすべて同じ鍵を置いてください。続いて`intake migrate`を実行すると、表が作られます。
init-database-no-folder = そのフォルダーはないか、書き込めません。先に作るか、別の場所を入力してください。

## LINE(公式アカウントがある事務所のみ)。

init-line = 6. LINEでもご相談を受けますか。（Messaging APIを使うLINE公式アカウントが必要です）
init-public-how = お客様がLINEに書いた内容は、LINEから、このパソコンにつながるhttpsのアドレスに送られます（例：https://intake.yamada-office.example）。
init-public = そのアドレス（https://で始まるもの）
init-public-wrong = このアドレスは使えません。https://に続けて、インターネット上の名前を空白なしで入力してください。
init-line-how = LINE Developers（developers.line.biz）でアカウントのチャネルを開きます。「チャネル基本設定」にチャネルシークレットがあります。「Messaging API設定」の一番下の「発行」で、チャネルアクセストークン（長期）を発行します。
init-line-secret = チャネルシークレット（貼り付けても画面には出ません）
init-line-secret-form = チャネルシークレットの形ではありません。「チャネル基本設定」の32文字の英数字を、全体をコピーしてください。
init-line-token = チャネルアクセストークン（貼り付けても画面には出ません）
init-line-token-form = チャネルアクセストークンの形ではありません。「Messaging API設定」の一番下にある長い英数字（/・+・=を含みます）を、全体をコピーしてください。
init-line-refused = このトークンはLINEに登録されていません。発行し直し、全体をコピーしてください。
init-line-unreachable = LINEに接続できません。ネットワークを確認し、もう一度お試しください。
init-line-is = { $title }（{ $name }）のものです。
init-line-after = LINE Official Account Managerの「応答設定」で、Webhookをオン、応答メッセージをオフにしてください。Webhookのアドレスは、開始時に自動で登録されます。状態は、このあとの確認に表示されます。

## プロフィールの説明。

profile-comment-about = 事務所のプロフィールです。`intake init`が書きました。`ja = "..."`と`en = "..."`は同じ文の各言語版です。日本語は必ず必要です。お客様の言語のものがなければ、英語、それもなければ日本語が表示されます。#で始まる行は使われません。名前の誤りや不足があると起動せず、その箇所を表示します。`intake doctor`もこのファイルを確認します。
profile-comment-key = このプロフィールの短い名前。英小文字、数字、_
profile-comment-languages = 職員が実際に話せる言語
profile-comment-holidays = 振替休日を含みます
profile-comment-closures = 週末と祝日のほかに休む日。最初と最後の日を含みます。書き方：
profile-comment-map-link = 事務所への地図
profile-comment-cases = 事務所が紹介している事例（ウェブサイトなど）。本人が特定されないように書いてください。書き方：
profile-comment-unsaid = 以下は、質問しなかった項目です。書き換えるまでは、お客様に「お問い合わせください」と表示されます。事務所の実際の内容に書き換えてください。
profile-comment-hours = 営業時間（日本時間）。昼休みがある日は["09:00-12:00", "13:00-18:00"]、休みの日は[]と書きます。
profile-comment-half-days = お客様は半日単位で希望します。午前は営業開始から`morning_until`まで、午後は`afternoon_from`から営業終了までです。その半日に営業時間がこの時間数以上あるときだけ選べます。
profile-comment-most-wishes = 一つの半日を希望できる人数。書かなければ制限なし
profile-comment-ways = 相談の方法。`kind`は"online"（オンライン）、"office"（事務所）、"visit"（出張）です。`tool`は"online"だけに必要です。`cost`と`note`は省けます。
profile-comment-services = 取扱業務。`includes`と`fee`は省けます。`fee`がなければ、報酬額は一切表示されません。業務を増やすときは[[services]]と別のidから書き始めます。
profile-comment-fee = 上の業務の報酬（円）。ここの数字は例です。`success_yen`は許可になったときの成功報酬です。手数料を含むかどうかを示すときは、`government_fee_included = true`（またはfalse）を加えます。
profile-comment-ringing = 職員グループで通知音を鳴らす新しい相談。ほかは音を鳴らさず一覧に入ります。
profile-comment-qualifies = 70点以上で、ほかの条件も満たす方。永住のご相談では、点数によらずに永住を申請できる方も
profile-comment-undecided = 未確定で、合計がこの点数以上のもの。書かなければ鳴らしません
profile-comment-morning-digest = この行がなければ、営業日の営業開始時に、職員グループに短いまとめが届きます。
profile-comment-backups = バックアップ：何日後にその鍵を破棄し、誰も開けなくするか。新しいものがないまま何日過ぎたら`intake doctor`が注意するか。書かなければこの値です。
profile-comment-leads = 誰も担当していない相談は、この時間数の後、営業時間中に一度だけ職員グループにもう一度表示されます。
profile-comment-desk-name = 相談を受け付けた者としてお客様に表示する名前。書かなければ事務所の名前です。職員のTelegramでの名前は表示されません。書き方：
profile-comment-hand-off = 相談を送るときに、お客様に追加でお尋ねする項目。事務所に必要なものだけにしてください。書き方：
profile-comment-response = お客様への返信の目安です。営業時間の分数で数えます。だれも担当していない新しいご相談、返信のないメッセージ、承認待ちの申込みを、一度だけ音を鳴らさずにお知らせします。escalate_minutesの後は、次の職員の名前を挙げ、音を鳴らします。書かなければ、お知らせしません。
profile-comment-reminders = お客様へのお知らせ（ご相談の前と、選ばれたこと）です。お客様の時刻で21時から8時までは送りません。送る時間をさらに短くできます。
profile-comment-mood = trueなら、行われたご相談の後に、感想を一度のタップでうかがいます
profile-comment-questions = カードのボタンからお客様に送れる、事務所の質問です。すべての言語の文が必要です。kindはyes_no、choices、text、dayのどれかで、選択肢の一覧はchoicesだけに付けます。
profile-question = お住まいは？
profile-question-rented = 賃貸
profile-question-owned = 持ち家
profile-comment-website = [web]があると、同じチャットを事務所のウェブサイトでも使えます（&lt;INTAKE_PUBLIC_URL&gt;/chat）。サイトのページに次の一行を入れると、チャットを開くボタンが出ます：&lt;script src="&lt;INTAKE_PUBLIC_URL&gt;/chat.js" async&gt;&lt;/script&gt;
profile-comment-sites = 自分のページの中にチャットを表示できるサイトです。なければどこにも表示できません
profile-comment-proxies = サーバーの前にある当事務所のプロキシです。接続元をここから知ります
profile-comment-line = INTAKE_LINE_SECRETとINTAKE_LINE_TOKENがあると、同じチャットをLINEでも使えます。一分以内の返信は無料で、それより後の送信は有料の通数に数えられます。
profile-comment-monthly-limit = 一か月に使う有料の通数の上限です。書かなければLINEの上限まで使います
profile-comment-important = 上限の後も送るものです（staff：職員の返信、bookings：予約、reminders：お知らせ、answers：回答）。ほかはお客様が書いたときにお届けします
profile-comment-booking = [booking]と職員が一人以上あると、お客様はチャットで時間を予約します。なければ半日単位の希望になります。`minutes`は方法ごとの相談の長さです。長さは5分の倍数です。書き方：
profile-comment-step = 営業開始から数えて、この分数ごとに開始時刻を示します
profile-comment-buffers = 相談の前後に空けておく分数
profile-comment-notice = 最も早い開始は、今からこの時間数の後
profile-comment-horizon = 最も遅い開始は、この日数の先
profile-comment-most-a-day = 職員一人の一日の相談の数。書かなければ制限なし
profile-comment-change-until = お客様が変更や取消しをできるのは、この時間数前まで。職員はいつでもできます
profile-comment-most-changes = お客様が予約を変更できる回数。取り消して取り直すのがこれを超えると、承認が必要な申込みになります
profile-comment-request = 誰も承認しない申込みは、この時間数の後に終わります
profile-comment-hold = 選んだ時間を、確認の間取っておく分数
profile-comment-waiting-hold = 空いた時間を、キャンセル待ちの一人のために取っておく分数
profile-comment-on-request = 通常の営業時間のほかに、祝日も含めて、事務所の承認があれば予約できる時間
profile-comment-staff = 相談を担当し、お客様に答える職員。`telegram`はアカウントのID、`role`は"member"、"lead"、"admin"のいずれかです。`ways`を省くとすべての方法、`hours`を省くと事務所の営業時間になります。`room`は職員自身の会議室へのリンクです。
profile-comment-rooms = 自分の会議室がない職員のオンライン相談に使う会議室。`pool`（共用）か、`template`（下に示す場所に、推測できない文字が入ります）を書きます。
profile-comment-calendar = 事務所がふだん使っているカレンダー。予定のある時間はお客様に示しません。アドレスはINTAKE_BUSY_ICSに、予約を書き込むサーバーはINTAKE_CALDAV_URLに設定します。どの行も省けます。
profile-comment-calendar-names = 職員への連絡での呼び名。アドレスと同じ順
profile-comment-stale = この分数の間読み取れないカレンダーがあると、お客様の予約は申込みになり、職員が承認する
profile-comment-owners = カレンダーの持ち主のメールアドレス。そのアドレスで辞退した予定は数えない
profile-comment-writes-to = 予約を書き込む、サーバー上のカレンダー。省くと、書き込める最初のもの
profile-comment-shows-names = trueにすると、お客様の名前も書き込む
profile-comment-calendars = その職員の空きを決める、INTAKE_BUSY_ICSのカレンダー（下の呼び名）。省くとすべて
profile-comment-own-calendar = サーバー上の、その職員自身のカレンダー。その職員の予約だけを書き込む
profile-comment-privacy = お客様の情報に責任を負う者と連絡先。お客様にお尋ねする前に、必ず事務所が確認してください。
profile-comment-keep-days = お客様の情報を保管する日数。事務所が決めます
profile-comment-keeping = 最後のやり取りから何日間、どの種類の情報を保管するか。書かないものはkeep_daysの日数になります。お客様にもこの日数をお伝えします。
profile-comment-keep-unfinished = 結果まで進まなかった回答
profile-comment-keep-unqualified = 事務所に送られなかった結果
profile-comment-keep-client = ご依頼いただいた方（結果が「ご依頼」のもの）
profile-comment-keep-audit = 職員の誰が何をしたか
profile-comment-keep-talk = やり取りのどのメッセージがどの写しか（本文は保管しません）
profile-comment-checked = 事務所の行政書士が法令と照らして確認した規定。`intake rules`が規定を一覧にし、ここに書く行を表示します。

## プロフィールの定型文。事務所がご自身の言葉を書くまで、お客様に表示されます。

profile-closure-note = 年末年始休業
profile-desk-name = 相談窓口
profile-case = 高度専門職1号（ロ）：留学からの変更。
profile-languages-note = 職員が話せる言語：{ $items }
profile-language = { $language }
profile-access = 事務所までの行き方はお問い合わせください。
profile-contact-form-note = お電話（{ $phone }）でお問い合わせください。
profile-regions = 対応地域はお問い合わせください。
profile-outside-hours = 営業時間外は、こちらにメッセージをお送りください。営業時間になりましたらお返事します。
profile-by-appointment = 営業時間外の面談については、お問い合わせください。
profile-way-online = オンライン相談（{ $tool }）
profile-way-office = 事務所での相談
profile-way-visit = 出張相談
profile-way-cost = 相談料はお問い合わせください。
profile-service-hsp = 高度専門職ビザ
profile-fee-due = 着手金は契約後1週間以内、成功報酬は許可された場合にお支払いいただきます。
profile-privacy-contact = 電話 { $phone }
