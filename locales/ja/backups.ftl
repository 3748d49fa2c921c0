### バックアップ：`intake backup`と`intake restore`の表示、エラー、消去されたお客様へのお知らせ。

## 消去が済んだことのお知らせの下で、お客様にお伝えすること。

erased-backups = それより前に作ったシステムのバックアップには、暗号化した状態でデータが残っています。最後のものを開けるのは{ $until }までで、その後は誰も開けません。それまでにバックアップを使う場合は、先にお客様の情報を消します。

## コマンド。

help-backup = intake を動かしたまま、保管しているすべての暗号化した写し（バックアップ）を作ります
help-backup-new-keys = 以前の鍵のフォルダーが完全に失われたので、新しいフォルダーで続ける
help-backup-to = このファイルに書く（まだないもの）。フォルダーを指定すると、その中に日時の名前で書く
help-restore = バックアップを空の場所に戻し、欠けていないことを確かめます
help-restore-file = `intake backup`が作ったファイル
help-restore-into = 空の場所。INTAKE_DATABASEと同じ書き方で、まだないSQLiteのファイルか、空のPostgreSQLのデータベース
help-restore-check = 戻せることだけを確かめ、何も残しません（PostgreSQLではINTAKE_DATABASEのデータベースの隣に作るもの、または--intoの空のものの中で）
backup-made = バックアップを作り、読み返して確かめました：{ $path }（{ $size } MB、{ $count }件、{ $person_count }人）。
backup-until = 専用の鍵は{ $folder }にあり、{ $until }を過ぎると破棄されて、誰も開けなくなります。このフォルダーは、別のマシンにも同じ内容を保ち、バックアップとは別に保管してください。
backup-key = { $count ->
    [1] 個人情報の鍵（{ $key }）は入っていません。戻すときに必要ですので、その写しを保管してください。
   *[other] 個人情報の鍵（{ $key }）は入っていません。`intake keys rotate`が終わる前のため、戻すときにすべて必要です。それぞれの写しを保管してください。
}
backup-destroyed = 保管期間が過ぎた古いバックアップ{ $count }個の鍵を破棄しました。そのファイルは削除してかまいません。
backup-clock = 古い鍵は破棄していません。`intake run`が前回確認してから、このマシンの時計が進みすぎています。時計を確認してください。
restore-done = { $day }のバックアップを{ $path }に戻しました。欠けはなく、全{ $count }件の数が合い、{ $table_count }個の表でそれぞれ暗号化した記録を一つ開けました。
restore-checked = 戻せます：{ $day }のバックアップに欠けはなく、全{ $count }件の数が合い、{ $table_count }個の表でそれぞれ暗号化した記録を一つ開けました。この確認で作ったものは残していません。
restore-migrated = スキーマは{ $schema }でしたので、{ $newest }にしました。
restore-erased-nobody = 作成後に消去された方は含まれていません。
restore-erased = 作成後に消去された{ $count }人を、ここからも消去しました。
restore-key-file = { $key }の鍵で開けます。INTAKE_KEY_FILEにこれを設定するか、新しいデータベースの隣に写してください。
restore-next = INTAKE_DATABASEにこれを設定し、`intake doctor`で確認してから、`intake run`を起動してください。

## エラー。

error-backup-no-database = { $path }にはまだデータベースがない（INTAKE_DATABASE）ので、バックアップするものがありません
error-backup-taken = { $path }はすでにあります。上書きはしませんので、別の名前にしてください
error-backup-no-folder = フォルダー{ $path }がありません。作るか、別のパスにしてください
error-backup-write = バックアップ{ $path }を書き込めません（{ $reason }）。何も残していません。空きを増やすか、フォルダーの権限を確認してください
error-backup-not-whole = { $path }のための写しが壊れています。データベースかディスクの問題です。`intake doctor`を実行し、以前のバックアップから戻してください
error-backup-empty = { $path }は空で、バックアップではありません。別のものを使ってください
error-backup-foreign = { $path }はintakeのバックアップではありません。`intake backup`が作ったファイルを指定してください
error-backup-newer-form = { $path }は、より新しいintakeが作ったものです（形式{ $form }。こちらが読めるのは{ $newest }）。そのバージョンで戻してください
error-backup-cut = { $path }は途中で切れています。作った場所からもう一度写すか、別のバックアップを使ってください
error-backup-longer = { $path }は、作ったときより長くなっています。何かが付け足されていますので、作った場所からもう一度写すか、別のバックアップを使ってください
error-backup-damaged = { $path }は壊れているか、作った後に書き換えられています。何も使いません。作った場所からもう一度写すか、別のバックアップを使ってください
error-backup-wrong-key = { $path }は{ $key }では開けません。このファイルの鍵が変わっています。同じ内容を保っている場所から、このファイルを戻してください
error-backup-key-destroyed = { $path }の鍵は、保管期間が終わったため{ $day }に破棄されました。もう誰にも開けません。より新しいバックアップを使ってください
error-backup-no-key = { $path }専用の鍵（{ $key }）が{ $folder }にありません。作ったときに使ったフォルダーをINTAKE_BACKUP_KEYSに設定してください
error-backup-keys-required = 鍵がINTAKE_KEYにあるか、鍵がないときは、INTAKE_BACKUP_KEYSが必要です。バックアップの鍵と消去の記録のためのフォルダーを、データベースともバックアップとも別の場所に、すべてのプロセスで同じになるように設定してください
error-backup-keys-gone = バックアップの鍵のフォルダー{ $path }（INTAKE_BACKUP_KEYS）がありません。元に戻すか、`intake backup`が使うものを設定してください
error-backup-keys-other = { $path }は、`intake backup`が最後に使ったバックアップの鍵のフォルダー（{ $folder }）ではありません。すべてのプロセスで同じフォルダーをINTAKE_BACKUP_KEYSに設定してください
error-backup-keys-open = バックアップの鍵のフォルダー{ $path }を、このマシンのすべてのユーザーが開けます。`chmod 700 { $path }`を実行してください
error-backup-keys-shut = `intake run`は、バックアップの鍵のフォルダー{ $path }に書き込めません。この状態で最初のバックアップを作ると、誰も消去できなくなります。INTAKE_BACKUP_KEYSに、サービスが書き込めるフォルダー（この版のunitでは/var/lib/intake-keys）を設定し、`intake run`を起動し直してください
error-backup-keys-new = { $path }は、最後に使ったバックアップの鍵のフォルダー（{ $folder }）ではありません。そのフォルダーを元に戻すか、INTAKE_BACKUP_KEYSに設定してください。完全に失われ、以前のバックアップをもう誰も開けないときだけ、--new-keysを付けてもう一度実行してください
error-backup-keys-damaged = { $path }に鍵がありません。同じ内容を保っている場所から戻してください
error-backup-keys = バックアップの鍵のフォルダー{ $path }を使えません（{ $reason }）。フォルダーがあり、intakeが書き込めるか確認してください
error-erasures-damaged = 消去の記録{ $path }が壊れています。このままでは消去された方の情報が戻ってしまいます。同じ内容を保っている場所から戻してください
error-database-half-restored = { $path }（INTAKE_DATABASE）にはバックアップを戻している最中か、途中で止まっています。終わるまで待つか、データベースを空にしてもう一度戻してください
error-restore-where = 戻す場所を指定してください：--into URL（INTAKE_DATABASEと同じ書き方の空の場所）、または確かめるだけの--check
error-restore-address = --into：このアドレスは読み取れません。{ $accepts }を指定してください
error-restore-folder = { $path }はフォルダーです。バックアップのファイルを指定してください
error-restore-not-read = { $path }を読めません（{ $reason }）。バックアップのファイルを指定してください
error-restore-write = { $path }に書き込めません（{ $reason }）。空きを増やすか、権限を確認してください
error-restore-not-empty = { $path }は空ではありません。バックアップは空の場所にだけ戻せます。そこにあるものを移すか、別の場所にしてください
error-restore-newer = { $path }は、より新しいintake（{ $product }、スキーマ{ $schema }）が作ったものです。そのバージョンで戻してください
error-restore-other-kind = { $path }は{ $kind ->
    [sqlite] SQLiteのファイルのバックアップです。ファイル（sqlite:///path）に戻してから、`intake copy`で移してください
   *[postgresql] PostgreSQLのデータベースのバックアップです。PostgreSQL（postgresql://...）に戻してから、`intake copy`で移してください
}
error-restore-other-key = { $path }は鍵{ $key }で暗号化してありますが、その鍵がここにありません（ここにあるもの：{ $given }）。INTAKE_KEY_FILEかINTAKE_KEYに設定してください。`intake keys rotate`の後は、古い鍵を新しい鍵に並べて設定してください
error-restore-counts = 表{ $table }は{ $found }件ですが、バックアップでは{ $told }件です。戻したものは何も残していません
error-restore-not-opened = 表{ $table }の暗号化した記録を一つも開けません。戻したものは何も残していません。鍵を確認するか、別のバックアップを使ってください
error-restore-not-erased = 消去された{ $count }人が、戻したデータベースに残っています。戻したものは何も残していません
error-restore-no-database = { $path }のユーザーは、確かめるためのデータベースを作れません。--intoに空のデータベースを指定するか、作る権限を与えてください（ALTER ROLE ... CREATEDB）
error-postgresql-tool-missing = このマシンに{ $tool }がありません。{ $path }のために、PostgreSQL { $server }付属のプログラムをインストールしてください（Debianでは postgresql-client-{ $server }）
error-postgresql-tool-old = { $tool } { $release }は、{ $path }に必要なPostgreSQL { $server }より古いものです。PostgreSQL { $server }付属のプログラムをインストールしてください
error-postgresql-tool-new = { $tool } { $release }は、{ $path }の古いPostgreSQL { $server }が知らない設定を使います。PostgreSQL { $server }付属のプログラムをインストールしてください
error-postgresql-tool = { $tool }が失敗しました：{ $reason }

## `intake doctor`が見つけること。

doctor-about-backups = バックアップ
doctor-about-backup-keys = バックアップの鍵
doctor-backups-none = まだバックアップがありません。作成し（`intake backup --to FILE`）、毎晩作るようにしてください（RUNBOOK「バックアップと復元」）
doctor-backups = 最後のものは{ $at }に作りました。開けるものは{ $count }個です
doctor-backups-old = 最後のものは{ $at }に作ったもので、{ $count }日を過ぎています。その後に作られていない理由を確認してください（`intake backup --to FILE`）
doctor-backups-none-good = 作りかけたバックアップがあり、完成したものがありません。作ってください（`intake backup --to FILE`）
doctor-backup-keys = { $path }があり、書き込めます
doctor-backup-keys-not-set = 鍵がINTAKE_KEYにあるときは、バックアップにINTAKE_BACKUP_KEYS（データベースともバックアップとも別のフォルダー）が必要です
doctor-backup-keys-not-writable = { $path }に書き込めません。書き込めるようになるまで、消去もバックアップもできません
doctor-backup-keys-beside = { $path }は{ $beside }の中にあります。そこを写した人は、バックアップの鍵も手に入れます。フォルダーを別の場所に移し、すべてのプロセスでINTAKE_BACKUP_KEYSに設定してください
