### スタッフページの設定：事務所の設定ファイルの変更と、定型文。

desk-page-settings = 設定
desk-page-saved = 定型文
desk-back = 戻る
desk-save = 保存する
desk-change = 変更する
desk-preview = 表示を確かめる

## 設定。

# $file はファイル名。
desk-settings-file = 事務所の設定ファイル（{ $file }）を変更します。ファイルのコメントはそのまま残ります。
desk-settings-read-only = ここからは書き込めないファイルです。変更点を表示しますので、手作業で反映してください。
desk-settings-history = 変更の履歴
desk-settings-no-history = まだ変更はありません。
desk-settings-undo = この変更を取り消す
desk-settings-undid = （取り消し）
desk-settings-new = 新しく追加
desk-settings-preview = 変更点を確かめる
desk-settings-lines = 変更される行
desk-settings-lines-how = { $file } の「-」の行がなくなり、「+」の行になります。
desk-settings-known = 使えるもの：{ $known }
desk-settings-at-once = 保存すると、すぐに反映されます。
desk-settings-after-start = 保存した内容は、次にプログラムを起動したときから反映されます。
desk-settings-by-hand = このファイルには書き込めません。上の変更を手作業でファイルに反映し、プログラムを起動し直してください。
desk-settings-saved = 保存しました。すぐに反映されています。
desk-settings-saved-later = 保存しました。次にプログラムを起動したときから反映されます。
desk-settings-same = 変更はありません。
desk-settings-meanwhile = この間にファイルが変更されたため、まだ保存していません。いまのファイルに対する変更点を、もう一度確かめてください。
# $name は変更した人、$what は設定の種類。
desk-settings-changed = ⚙️ { $name }さんが設定「{ $what }」を変更しました（スタッフページ）。
staff-did-settings = 設定を変更（スタッフページ）
desk-settings-no-start = 今のファイルのままでは次の起動ができません。それまでに手作業で直してください：
desk-settings-unread = 設定ファイルを読めません。ファイルを確かめてください。何も変更していません。
    .title = 設定ファイルを読めません
desk-settings-not-written = 設定ファイルに書き込めませんでした。何も変更していません。変更点を手作業でファイルに反映してください。
desk-settings-locked-out = この変更をすると、あなた自身が責任者ではなくなり、ここから元に戻せなくなります。保存していません。ご自分のIDと役割を確かめるか、ほかの責任者に変更してもらってください。
desk-settings-not-undone = その後、同じ行が変更されているため、取り消せません。いまの内容を確かめて、必要なところを変更してください。
    .title = 取り消せません

## 変えるとどうなるか。

# $leads は件数、$before はいまの規則で鳴る件数、$after は新しい規則で鳴る件数、$count は差、$way は more、less、same のいずれか。
desk-would-ring = { $way ->
    [more] 直近30日間の{ $leads }件のうち、通知音が鳴るご相談が{ $count }件増えていました（{ $before }件→{ $after }件）。
    [less] 直近30日間の{ $leads }件のうち、通知音が鳴るご相談が{ $count }件減っていました（{ $before }件→{ $after }件）。
   *[same] 直近30日間の{ $leads }件では、通知音が鳴る件数は変わりません（{ $before }件）。
    }
# $count は人数、$more は yes のとき、それ以上。
desk-would-erase = ⚠️ 保存すると、{ $count }人{ $more ->
    [yes] 以上
   *[no] {""}
    }の記録が保存期間を過ぎたことになり、まもなく消去されます。元には戻せません。
desk-would-erase-none = いま消去されることになる記録はありません。
desk-would-keep = すでに同意した方には、{ $days }日間とお伝えしています。
desk-would-close = ⚠️ 予約済みの面談{ $count }件が、休みの時間になります。面談はそのまま残りますので、変更が必要なら相談者にご連絡ください。
desk-would-close-none = 予約済みの面談への影響はありません。
desk-would-all-lead = ⚠️ 責任者がいなくなるため、スタッフ全員が責任者の操作（設定の変更、記録の消去など）をできるようになります。
# $ways: 相談方法。
desk-would-have-no-times = ⚠️ 予約できる時間がひとつもなくなる相談方法があります：{ $ways }
desk-would-leave = ⚠️ { $names }さんは、スタッフとしての操作ができなくなります。

## 設定の種類。

desk-part-hours = 営業時間
    .about = 曜日ごとの時間、祝日
    .how = 「09:00-12:00, 13:00-18:00」のように書きます。休みの曜日は空にします。
desk-part-closures = 休業日
    .about = 年末年始や夏季休業など
    .how = 最初の日と最後の日を入れます。日付を空にすると、その行は消えます。
desk-part-staff = スタッフ
    .about = 名前、役割、担当する相談方法、時間
    .how = IDを空にすると、その人は消えます。時間を空にすると、事務所の営業時間になります。
desk-part-ringing = 通知音の規則
    .about = どのご相談で通知音を鳴らすか
    .how = 在留期限が近い方などは、この設定にかかわらず鳴ります。
desk-part-ways = 相談方法
    .about = オンライン、来所、出張
    .how = IDを空にすると、その方法は消えます。IDは半角の小文字・数字・「_」です。
desk-part-saved = 定型文
desk-part-keeping = 保存期間と督促
    .about = 記録を残す日数、返信を促すまでの時間
    .how = 数字だけを入れます。空にできる欄を空にすると、その機能を使いません。

desk-day-mon = 月曜日
desk-day-tue = 火曜日
desk-day-wed = 水曜日
desk-day-thu = 木曜日
desk-day-fri = 金曜日
desk-day-sat = 土曜日
desk-day-sun = 日曜日
desk-set-closed_on_holidays = 祝日は休む
desk-set-first_day = 最初の日
desk-set-last_day = 最後の日
desk-set-note = お知らせの文
desk-set-qualifies = 条件を満たしている
desk-set-j_skip = J-Skipの条件を満たしている
desk-set-asks_for_human = 担当者との相談を希望している
desk-set-undecided_from_total = 未確定でも、この点数以上なら鳴らす（空にすると鳴らさない）
desk-set-id = ID
desk-set-kind = 種類
desk-set-tool = 使うもの（オンラインのとき）
desk-set-label = 表示名
desk-set-cost = 費用
desk-set-staff-id = ID（半角の小文字・数字）
desk-set-telegram = TelegramのID（数字）
desk-set-role = 役割
desk-set-names = 名前
desk-set-ways = 担当する相談方法（空にするとすべて）
desk-set-room = オンライン相談のリンク
desk-set-hours = 時間（1行に1曜日。「mon: 10:00-12:00」）
desk-set-keep_days = 記録を残す日数
desk-set-keep_unfinished = 結果まで進まなかった回答を残す日数（空にすると上と同じ）
desk-set-keep_unqualified = 送られなかった結果を残す日数（空にすると上と同じ）
desk-set-keep_lead = ご相談を残す日数（空にすると上と同じ）
desk-set-keep_client = ご依頼いただいた方の記録を残す日数（空にすると上と同じ）
desk-set-keep_talk = やり取りの対応表を残す日数（空にするとお客様の記録と同じ）
desk-set-keep_audit = 誰が何をしたかを残す日数（空にするとお客様の記録と同じ）
desk-set-shown_again_after_hours = 未対応のご相談をもう一度表示するまでの時間（時間。空にすると表示しない）
desk-set-nudge_minutes = 返信を促すまでの営業時間（分。空にすると促さない）
desk-set-escalate_minutes = 次のスタッフに知らせるまでの営業時間（分。空にすると知らせない）
desk-choice-online = オンライン
desk-choice-office = 来所
desk-choice-visit = 出張
desk-choice-member = メンバー
desk-choice-lead = 責任者
desk-choice-admin = 管理者

## 定型文。

desk-saved-about = 相談者への返信に使う文。言語ごとに、届くときの見え方を確かめられます。
desk-saved-none = 定型文はまだありません。
desk-saved-new = 定型文を追加
desk-saved-change = 定型文を変更
desk-saved-delete = 消去する
desk-saved-name = 名前（スタッフだけが見ます）
desk-saved-preview = 届くときの見え方（相談者の値は例です）
desk-saved-holes = 相談者の値が入るところ：
desk-saved-hole-name = お名前
desk-saved-hole-time = 次の面談の日時
desk-saved-hole-room = 面談のリンク
desk-saved-hole-total = 合計点
desk-saved-hole-number = ご相談の番号
desk-saved-hole-office = 事務所
desk-saved-hole-phone = 電話番号
desk-saved-hole-email = メールアドレス
desk-saved-hole-map = 地図のリンク
desk-saved-sample-name = グエン・ヴァン・アン
desk-saved-sample-time = 12月3日（木）14:00（日本時間）
desk-saved-sample-room = https://meet.example.jp/room
desk-saved-sample-total = 75
desk-saved-sample-number = 12
desk-saved-no-value = { $value }（値がありません。送れません）
desk-saved-no-language = この言語の文はまだありません。この言語の方には送れません。
desk-saved-name-taken = 「{ $name }」という名前の定型文が、ほかにあります。
