### Backups: what `intake backup` and `intake restore` say, what goes wrong, and what clients who were erased are told.

## What clients are told, below the word that everything was erased.

# $until: a day.
erased-backups = The system's backups from before still hold your data, sealed. The last of them can be opened until { $until }; after that day nobody can open it any more. If one is used before then, you are erased from it first.

## The commands.

help-backup = make a whole, sealed copy of everything that is kept, while everything goes on
help-backup-new-keys = go on with a new folder of keys, since the one of before is lost for good
help-backup-to = write it to this file, which must not be there yet; into a folder it is written under a name of its moment
help-restore = put a backup into an empty place and prove that it is whole
help-restore-file = a file that `intake backup` made
help-restore-into = an empty place, written as INTAKE_DATABASE: a SQLite file that is not there yet, or an empty PostgreSQL database
help-restore-check = only prove that it can be restored, and leave nothing (on PostgreSQL in a database made for it beside that of INTAKE_DATABASE, or in the empty one of --into)
# $path: the file. $size: megabytes. $count: records. $person_count: people.
backup-made = Backup made and read back: { $path } ({ $size } MB; { $count ->
    [one] 1 record
   *[other] { $count } records
}, { $person_count ->
    [one] 1 person
   *[other] { $person_count } people
}).
# $until: a day. $folder: where its key is.
backup-until = Its own key lies in { $folder } and is destroyed after { $until }; then nobody can open it. Keep that folder, kept equal on another machine, apart from the backups.
# $key: names of keys, not the keys. $count: how many.
backup-key = { $count ->
    [one] Not in it: the key for personal data ({ $key }). A restore needs it; keep its copy.
   *[other] Not in it: the keys for personal data ({ $key }). A restore needs all of them, since `intake keys rotate` was not done yet; keep their copies.
}
backup-destroyed = Destroyed, since their time was over: the keys of { $count ->
    [one] 1 old backup
   *[other] { $count } old backups
}. Their files can be deleted.
backup-clock = No old key was destroyed: this machine's clock went farther than it should since `intake run` last looked. See that it is right.
# $day: when the backup was made. $count: records. $table_count: tables. $path: the place.
restore-done = Restored into { $path }: the backup of { $day }, whole, all { $count } records counted again, one sealed record opened in each of { $table_count } tables.
restore-checked = It can be restored: the backup of { $day } is whole, all { $count } records counted again, one sealed record opened in each of { $table_count } tables. Nothing was kept of this check.
# $schema, $newest: versions of the schema.
restore-migrated = Its schema was { $schema }; it was brought to { $newest }.
restore-erased-nobody = Nobody in it was erased since it was made.
restore-erased = { $count ->
    [one] 1 person was erased since it was made, and is erased from it, too.
   *[other] { $count } people were erased since it was made, and are erased from it, too.
}
# $key: a file.
restore-key-file = It opens with the key of { $key }: set INTAKE_KEY_FILE to it, or copy it beside the new database.
restore-next = Set INTAKE_DATABASE to it, run `intake doctor`, then start `intake run`.

## What goes wrong. $path: the file of a backup, or a database.

error-backup-no-database = there is no database at { $path } yet (INTAKE_DATABASE), so there is nothing to back up
error-backup-taken = { $path } is there already, and is never written over: give another name
error-backup-no-folder = the folder { $path } does not exist: make it, or choose another path
# $reason: what the system says.
error-backup-write = the backup { $path } cannot be written ({ $reason }): nothing is left of it; make room, or see to the rights of its folder
error-backup-not-whole = the copy for { $path } is damaged, so the database or its disk is: run `intake doctor`, and restore an earlier backup
error-backup-empty = { $path } is empty: it is no backup; take another one
error-backup-foreign = { $path } is no backup of intake: give a file that `intake backup` made
# $form, $newest: versions of the form of the file.
error-backup-newer-form = { $path } was made by a newer intake (form { $form }; this one reads { $newest }): restore it with that version
error-backup-cut = { $path } is cut off: its end is missing; copy it again from where it was made, or take another backup
error-backup-longer = { $path } is longer than it was made: something was added to it; copy it again from where it was made, or take another backup
error-backup-damaged = { $path } is damaged or was changed since it was made: nothing of it is used; copy it again from where it was made, or take another backup
# $key: a file.
error-backup-wrong-key = { $path } does not open with { $key }, which does not hold its key any more: put that file back from where you keep the folder equal
# $day: a day.
error-backup-key-destroyed = the key of { $path } was destroyed on { $day }, at the end of its keeping time: nobody can open it any more; take a later backup
# $key: the name of a key. $folder: where it was looked for.
error-backup-no-key = the own key of { $path } ({ $key }) is not in { $folder }: set INTAKE_BACKUP_KEYS to the folder that was used when it was made
# $folder in the next but two: the name of a folder of keys.
error-backup-keys-required = INTAKE_BACKUP_KEYS is required where the key is in INTAKE_KEY or missing: set it to a folder for the backups' own keys and the record of erasures, apart from the database and the backups, the same for all processes
error-backup-keys-gone = the folder of the backups' keys { $path } (INTAKE_BACKUP_KEYS) is not there: put it back, or set the one that `intake backup` uses
error-backup-keys-other = { $path } is not the folder of the backups' keys that `intake backup` used last ({ $folder }): set INTAKE_BACKUP_KEYS to the same folder for all processes
error-backup-keys-open = the folder of the backups' keys { $path } is open to every user of this machine: run `chmod 700 { $path }`
error-backup-keys-shut = `intake run` found that it may not write to { $path }, where the backups' keys are: after a first backup nobody could be erased. Set INTAKE_BACKUP_KEYS to a folder that the service may write to (with our unit of this version: /var/lib/intake-keys), and start `intake run` again
error-backup-keys-new = { $path } is not the folder of the backups' keys that was used last ({ $folder }): put that one back, or set INTAKE_BACKUP_KEYS to it. Only if it is lost for good, and no backup of before can be opened any more: call this again with --new-keys
error-backup-keys-damaged = { $path } does not hold a key any more: put it back from where you keep the folder equal
error-backup-keys = the folder of the backups' keys { $path } cannot be used ({ $reason }): see that it is there and that intake may write to it
error-erasures-damaged = the record of erasures { $path } is damaged: put it back from where you keep the folder equal, or somebody who was erased would come back
error-database-half-restored = a backup is being restored into { $path } (INTAKE_DATABASE), or a restore was stopped amid it: wait until it is done, else empty the database and restore again
error-restore-where = say where to: --into URL, an empty place written as INTAKE_DATABASE, or --check to prove the backup alone
# $accepts: what can be given.
error-restore-address = --into: this address cannot be read; give { $accepts }
error-restore-folder = { $path } is a folder: give the file of a backup
error-restore-not-read = { $path } cannot be read ({ $reason }): give the file of a backup
error-restore-write = nothing can be written in { $path } ({ $reason }): make room, or see to its rights
error-restore-not-empty = { $path } is not empty, and a backup is only restored into an empty place: move away what is there, or name another
# $product: a version of intake. $schema: a version of the schema.
error-restore-newer = { $path } was made by a newer intake ({ $product }, schema { $schema }): restore it with that version
# $kind: sqlite or postgresql.
error-restore-other-kind = { $path } is a backup of { $kind ->
    [sqlite] a SQLite file: restore it into a file (sqlite:///path), then move it by `intake copy`
   *[postgresql] a PostgreSQL database: restore it into one (postgresql://...), then move it by `intake copy`
}
# $key: the name of a key. $given: the names of those there are.
error-restore-other-key = { $path } is sealed with key { $key }, which is not here (here: { $given }): set INTAKE_KEY_FILE or INTAKE_KEY to it, after `intake keys rotate` the old key beside the new one
# $table: a table. $found, $told: how many records.
error-restore-counts = table { $table } has { $found } records where the backup has { $told }: nothing was kept of the restore
error-restore-not-opened = no sealed record of table { $table } can be opened: nothing was kept of the restore; check the key, or take another backup
error-restore-not-erased = { $count ->
    [one] 1 person who was erased is
   *[other] { $count } people who were erased are
} still in the restored database: nothing was kept of the restore
error-restore-no-database = the user of { $path } may not make a database to check in: give --into an empty one, or let that user make some (ALTER ROLE ... CREATEDB)
# $tool: pg_dump or pg_restore. $server, $release: releases of PostgreSQL.
error-postgresql-tool-missing = { $tool } is not on this machine: install PostgreSQL's own programs of release { $server } (Debian: postgresql-client-{ $server }) for { $path }
error-postgresql-tool-old = { $tool } { $release } is older than the PostgreSQL { $server } that { $path } needs: install PostgreSQL's own programs of release { $server }
error-postgresql-tool-new = { $tool } { $release } says what the older PostgreSQL { $server } of { $path } does not know: install PostgreSQL's own programs of release { $server }
# $reason: what the program says.
error-postgresql-tool = { $tool } failed: { $reason }

## What `intake doctor` finds.

doctor-about-backups = backups
doctor-about-backup-keys = backup keys
doctor-backups-none = no backup was made yet: make one (`intake backup --to FILE`), and have one made every night (RUNBOOK, "Backup and restore")
# $at: when the last was made. $count: how many can be opened.
doctor-backups = the last was made { $at }; { $count ->
    [one] one can
   *[other] { $count } can
} be opened
# $days: how old the last may be by the profile.
doctor-backups-old = the last was made { $at }, more than { $count ->
    [one] one day
   *[other] { $count } days
} ago: see why no other was made since (`intake backup --to FILE`)
doctor-backups-none-good = a backup was begun, and none was finished: make one (`intake backup --to FILE`)
doctor-backup-keys = { $path } is there, and can be written to
doctor-backup-keys-not-set = with the key in INTAKE_KEY a backup needs INTAKE_BACKUP_KEYS, a folder apart from the database and the backups
doctor-backup-keys-not-writable = { $path } cannot be written to: until it can, nobody can be erased and no backup be made
# $path: the folder of the keys. $beside: a folder.
doctor-backup-keys-beside = { $path } lies in { $beside }: whoever copies that has the backups' keys as well; move the folder to another place and set INTAKE_BACKUP_KEYS to it for all processes
