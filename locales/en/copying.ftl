## `intake copy`: moving an office to another database, for whoever runs intake.

# $items: what was copied of each table.
copy-done = Copied { $source } to { $path }: { $count ->
    [one] 1 record
   *[other] { $count } records
} in { $tables } tables; both sides have the same counts and the same contents ({ $items }).
copy-table = { $table } { $count }
copy-damaged = Damaged already, and copied as it was: something in { $tables }.
# $name: the name of a setting.
copy-key-in-setting = The key stays the same: keep { $name } as it is.
copy-key-beside = The key stays the same, and nothing of this can be read without it: set INTAKE_KEY_FILE={ $path }, or move that file to a safe place and name it there.
copy-next = Now set INTAKE_DATABASE to the new address, run `intake doctor`, then `intake run`. { $source } is marked as moved to { $path }: `intake run` does not work there any more.
copy-remove = Delete { $source } and its backups once all is well: who is erased from now on is still in it.
# $moment: when it was copied, in UTC.
copy-reopened = { $path } can be run again. What came to { $to } since { $moment } (UTC) is there alone: see that nothing runs there.
copy-was-open = { $path } had not been moved; nothing was changed.

error-copy-no-address = `intake copy`: say where the office is (--from) or where it is to go (--to); the other one is INTAKE_DATABASE
error-copy-reopen-alone = `intake copy --reopen` stands alone: it is about INTAKE_DATABASE
error-copy-same = { $path } is meant by both --from and --to: name another database for one of them
error-copy-nothing = there is nothing to copy in { $path }: check its address
error-copy-of-others = { $path } is a database of another program: nothing was copied; name one of our own, or an empty one
# $tables: names of tables.
error-copy-not-empty = { $path } is not empty (there is something in { $tables }): nothing was copied; name an empty database
error-copy-served = an `intake run` works on { $path }: stop all its processes first, so that nothing said meanwhile is lost; nothing was copied
error-copy-older = the database { $path } has the older schema { $schema }, the newest is { $newest }: run `intake migrate` on it first (INTAKE_DATABASE); nothing was copied
error-copy-newer = the database { $path } has schema { $schema }, newer than this intake knows ({ $newest }): use the newer intake; nothing was copied
error-copy-differs = what was written to { $path } is not what was read, in table { $table }: nothing was copied; check its disk, and copy again
error-copy-unfit = something in table { $table } is none that the new database can hold (a number too long, a text with a zero byte in it): nothing was copied
# $says: what went wrong, a sentence of its own.
error-copy-unmarked = everything was copied to { $path }, but { $source } could not be marked as moved: do not run intake there any more ({ $says })
# $moment: when it was copied, in UTC.
error-office-moved = this office was moved from { $path } to { $to } on { $moment } (UTC), and what came since is there alone: set INTAKE_DATABASE to the new address; to give up what came since and go on here, `intake copy --reopen`
error-office-moved-meanwhile = the office was moved away from { $path } (INTAKE_DATABASE): stop this process and run it on the new database
