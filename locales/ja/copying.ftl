## `intake copy`：事務所のデータを別のデータベースに移す（運用する方向け）

# $items: what was copied of each table.
copy-done = { $source }を{ $path }に写しました：{ $tables }個のテーブル、{ $count }件。件数も内容も両方で一致しています（{ $items }）。
copy-table = { $table } { $count }
copy-damaged = 元から破損していて、そのまま写したもの：{ $tables }の中。
# $name: the name of a setting.
copy-key-in-setting = 鍵は同じです。{ $name }はそのままにしてください。
copy-key-beside = 鍵は同じで、これがないと何も読めません。INTAKE_KEY_FILE={ $path }と設定するか、このファイルを安全な場所に移してその場所を指定してください。
copy-next = 次に、INTAKE_DATABASEに新しい指定を書き、`intake doctor`、続いて`intake run`を実行してください。{ $source }には{ $path }に移した印を付けたので、そこでは`intake run`は動きません。
copy-remove = うまく動くことを確かめたら、{ $source }とそのバックアップを削除してください。今後消去する方の情報も、そこには残ったままです。
# $moment: when it was copied, in UTC.
copy-reopened = { $path }を再び使えます。{ $moment }（UTC）以降に{ $to }に届いたものはそちらにしかありません。そちらで何も動いていないことを確かめてください。
copy-was-open = { $path }は移されていません。何も変更していません。

error-copy-no-address = `intake copy`：今どこにあるか（--from）、またはどこに移すか（--to）を指定してください。もう一方はINTAKE_DATABASEになります
error-copy-reopen-alone = `intake copy --reopen`は単独で使います（対象はINTAKE_DATABASEです）
error-copy-same = --fromと--toのどちらも{ $path }を指しています。一方に別のデータベースを指定してください
error-copy-nothing = { $path }には写すものがありません。指定を確かめてください
error-copy-of-others = { $path }は別のプログラムのデータベースなので、何も写していません。このプログラムのデータベースか、空のものを指定してください
# $tables: names of tables.
error-copy-not-empty = { $path }は空ではない（{ $tables }に何かあります）ので、何も写していません。空のデータベースを指定してください
error-copy-served = { $path }で`intake run`が動いています。途中で届いたものが失われないよう、先にすべてのプロセスを止めてください。何も写していません
error-copy-older = データベース{ $path }のスキーマは古い{ $schema }です（最新は{ $newest }）。先にそのデータベースで`intake migrate`を実行してください（INTAKE_DATABASE）。何も写していません
error-copy-newer = データベース{ $path }のスキーマ{ $schema }は、このintakeが知る{ $newest }より新しいものです。新しいintakeを使ってください。何も写していません
error-copy-differs = { $path }に書いたものが、テーブル{ $table }で、読み取ったものと一致しないため、何も写していません。ディスクを確かめて、もう一度実行してください
error-copy-unfit = テーブル{ $table }に、移す先のデータベースに入らないもの（長すぎる数、または文字コード0を含む文字列）があるため、何も写していません
# $says: what went wrong, a sentence of its own.
error-copy-unmarked = { $path }にすべて写しましたが、{ $source }に移した印を付けられませんでした。そちらではもうintakeを動かさないでください（{ $says }）
# $moment: when it was copied, in UTC.
error-office-moved = この事務所のデータは{ $moment }（UTC）に{ $path }から{ $to }に移され、その後に届いたものはそちらにしかありません。INTAKE_DATABASEに新しい指定を書いてください。その後に届いたものをあきらめてこちらで続けるには、`intake copy --reopen`を実行してください
error-office-moved-meanwhile = 事務所のデータは{ $path }（INTAKE_DATABASE）から移されました。このプロセスを止めて、新しいデータベースで動かしてください
