### `intake --help` の表示と、コマンドラインの誤りの説明。intake を動かす人が読みます。

## 見出しと、argparse が言うはずのこと。

help-usage = 使い方
help-arguments = 引数
help-options = オプション
help-example = 例
help-help = この説明を表示して終了します
help-sentence = { $says }。
help-default = { $says }（既定値：{ $default }）

## 各コマンドがすること。

help-intake = 行政書士事務所のための相談受付です。
help-version = バージョンと最新のポイント表を表示して終了します
help-chat = このターミナルで相談の最初から最後までを試します（トークンもネットワークも不要）
help-demo = お客様の画面と事務所のグループ、進められる時計を、このパソコンの一つのページで見せます（トークンもネットワークも不要）
help-run = お客様用ボット、事務所用ボット、送信、定時処理を動かします（一つのプロセスで、PostgreSQLなら複数でも）
help-score = 指定した日の法令で、プロフィールのポイントを計算します
help-leads = 届いたご相談を一覧にします
help-doctor = 設定、トークン、権限、時計、データベース、鍵、ポイント表、文面を調べ、必要な対応を示します
help-init = 必要なことを質問し、職員グループを見つけて .env と事務所プロフィールを書き、最後に全体を確認します
help-forget = そのご相談のお客様の情報を消去します（/forget と同じです）
help-keys = 個人情報を暗号化する鍵を取り替えます（intake は動かしたままで構いません）
help-cards = どこから来られたかを示す言葉ごとに、QRコード入りのカードの用紙（PDF）を作ります
help-rules = 指定した日に有効な規定を、専門家が確認できる形で、事務所の確認が必要なものから順に示します
help-slots = チャットで今お客様に示す、予約できる時間を一覧にします
help-bookings = 今日以降の予約・仮押さえ・申込みを表示します
help-rescore = 保存されている全員を別のポイント計算表で計算し、70点・80点をまたぐ方と理由を示します
help-migrate = データベースを最新のスキーマにします
help-copy = 事務所のデータを別のデータベースに移します（SQLiteからPostgreSQLへ、またはその逆）
help-preview = すべての質問、選択肢、メッセージをオフラインで示します

## 各オプションがすること。

help-chat-lang = この言語で始めます（既定：尋ねます）
help-chat-as = 話している人の名前
help-demo-open = ブラウザで開きます
help-demo-week = 架空の1週間を先に進めます：お客様30名、休業日、メッセンジャーの停止
help-demo-keep = デモのファイルをこのフォルダーに残します（既定：終わると消えます）
help-demo-lang = ページの言語（既定：環境の言語）
help-score-file = JSON のプロフィール（既定または -：標準入力）
help-score-as-of = この日の法令を使います（YYYY-MM-DD）。プロフィールの as_of より優先されます
help-score-json = プログラム向けに JSON で答えます
help-score-lines = JSON Lines：1 行に一つのプロフィールを受け取り、1 行に一つの答えを返します。計算できない行には "error" と "field" のオブジェクトで答え、残りは続け、終了コードは 1 になります。最後のプロフィールより後の空行は無視します
help-score-full = --lines とともに：--json がいつもするように、詳しい結果（what_if、timeline、permanent_residence、hsp2、family、papers、goals、firm、keeping）も返します。1 行あたり約 40 倍の時間がかかります
help-score-lang = 答えの言語（既定：en）と、エラーの言語（既定：LANG の言語）
help-leads-json = プログラム向けに JSON で出します
help-leads-csv = このファイルに CSV で書きます
help-leads-taken-by = 1人の担当者の相談だけ（名前、又はメッセンジャーのID）
help-leads-waiting = 担当者のいない相談だけ
help-leads-week = 今週届いた相談だけ
help-leads-qualifies = 合格点に達した相談だけ
help-leads-changes = 90日以内に変化がある相談だけ（70点・80点、永住申請）
help-doctor-settings = すべての設定を、意味と既定値とともに一覧にします
help-doctor-write = カレンダーがあれば、試しに予定を一つ作って消します
help-doctor-lang = 表示の言語（既定：LANG の言語、なければ en）
help-init-lang = 質問と、プロフィールのコメントの言語（既定：LANG の言語、なければ en）
help-forget-number = `intake leads` に出る相談の番号
help-keys-rotate = 新しい鍵を作り、すべてをその鍵で暗号化し直します
help-copy-from = 今あるデータベースの指定。書き方はINTAKE_DATABASEと同じです（既定：INTAKE_DATABASE）
help-copy-to = 移す先の空のデータベース（既定：INTAKE_DATABASE。こうするとパスワードをコマンドラインに書かずに済みます）
help-copy-reopen = 移した後にINTAKE_DATABASEに付いた印を外し、そこで`intake run`を再び使えるようにします
help-preview-lang = この言語だけを示します（既定：すべて）
help-preview-diagram = 文面の代わりに、対話の状態遷移を Mermaid で示します
help-run-role = PostgreSQLでこのプロセスが担う役割：client（お客様用ボット、ウェブサイト、LINE）、office（事務所用ボットと職員用ページ）、deliver（送信）、timers（定時処理）、all（すべて、既定）。いくつでも起動できます
help-rules-as-of = この日に有効な規定（YYYY-MM-DD、既定：今日）
help-rules-pdf = このファイルに PDF で書きます（綴じて署名するため）
help-rules-lang = 文の言語（既定：ja）。法令の名称は日本語のままです
help-cards-source = QRコードに入れ、案件に表示する言葉（英数字、-、_、64字まで）
help-cards-to = このファイルに PDF で書きます
help-cards-bot = お客様用ボットの名前（既定：トークンがあれば Telegram に尋ねます）
help-cards-lang = 案内の言語（既定：環境の言語）。カードには全言語が載ります
help-slots-way = この相談方法だけ（プロフィールの id、既定：すべて）
help-slots-zone = America/New_York などのタイムゾーンの時刻も示します
help-slots-from = 事務所のこの日から（YYYY-MM-DD、既定：今日）
help-slots-days = 日数
help-slots-json = プログラム向けに JSON で出します
help-bookings-json = プログラム向けに JSON で出します
help-bookings-ics = 予約をカレンダーとしてこのファイルに書き出します（お名前は入りません）
help-rescore-ruleset = 計算表の名前（hsp- と施行日）
help-rescore-rules = 収録されていない計算表のファイル（名前は施行日：2027-04-01.toml）
help-rescore-against = この計算表と比べます（既定：今日の表）
help-rescore-propose = 同意した方にお知らせするかどうかを、職員グループで尋ねます
help-rescore-json = プログラム向けに JSON で出します
help-rescore-lang = 出力とエラーの言語（既定：LANG の言語、なければ en）

## コマンドラインの誤り。

argument-wrong = { $says }（`{ $command } --help` をご覧ください）
argument-about = 引数 { $name }：{ $says }
argument-nothing = 次のいずれかを指定してください：{ $names }
argument-no-command = そのコマンドはありません。次のいずれかを使ってください：{ $names }
argument-no-option = { $name } というオプションはありません
argument-too-many = 引数が多すぎます
argument-alone = { $name } は単独で使ってください
argument-needs-value = 値を一つ指定してください
argument-no-value = 値は付けられません
argument-missing = 次の引数が必要です：{ $names }
argument-choice = その選択肢はありません。{ $names } を使ってください
argument-language = その言語はありません。次のいずれかを選んでください：{ $names }
argument-day = 日付は 2026-11-22 のように YYYY-MM-DD の形で書いてください
argument-days = 日数は 14 のように 1 から 999 までの数字で書いてください
argument-lead = 相談は 12 のように番号で指定してください
argument-source = 英数字、-、_ からなる64字までの言葉が必要です
argument-source-code = この言葉は、チャットの一度限りのコードとして読まれてしまいます。別の言葉にしてください
argument-bot = Telegram のボットの名前が必要です（例：example_bot）
argument-database = データベースの指定を書いてください（sqlite:///intake.db、またはpostgresql://user:password@host/name）
