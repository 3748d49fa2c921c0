### The staff's page in a browser: signing in, the list of leads, one lead, the agenda.

desk-title = Staff page
desk-menu = Menu
desk-skip = To the content
desk-leave = Sign out
desk-to-the-desk = To the staff page
desk-page-leads = Leads
desk-page-agenda = Agenda

## Signing in from the group.

# $name: the member; $link: the address; $count: minutes.
desk-link = 🖥 { $name }: sign in to the staff page (within { $count } minutes, once): { $link }
    On the page that opens, type the number that the button below shows. It is shown to { $name } alone.
desk-show-code = 🔢 Show the number
# $code: six figures.
desk-code = Number to sign in with: { $code }
    Tell it to nobody.
desk-not-yours = This is for { $name }. For yourself send /desk.
desk-none = There is no staff page: it needs the setting INTAKE_PUBLIC_URL.
desk-who = Only members of staff who are in this group under their own name can sign in. To ask Telegram whether they are, the bot must be an administrator of the group.
desk-how = Send /desk (sign in), /desk off (sign out everywhere), or /desk off all (sign everybody out; those who lead).
desk-off = { $count ->
    [0] No browser was signed in.
    [one] { $count } browser was signed out.
   *[other] { $count } browsers were signed out.
    }
desk-signed-in = 🖥 { $name } signed in to the staff page. If that was not you, { $name }, send /desk off at once.
desk-tries-over = ⚠️ For { $name } a wrong number was typed three times, so that link is over. If that was not you, { $name }, somebody else may have tried.
staff-help-desk = /desk – sign in to the staff page (browser). /desk off signs out everywhere
staff-did-desk_in = signed in to the staff page
staff-did-desk_off = signed out of the staff page (/desk off)
staff-did-desk_failed = failed to sign in to the staff page

## The pages to sign in.

desk-sign-in = Send /desk in the staff group: a link to sign in is posted there.
    .title = Please sign in
desk-enter = Sign in
desk-enter-as = You sign in as:
desk-enter-how = Press “Show the number” in the group and type the six figures.
desk-enter-code = Number
desk-enter-do = Sign in
desk-enter-other = On a shared computer sign out when you are done. After 12 hours, or one hour without doing anything, you are signed out.
desk-wrong-code = { $count ->
    [one] The number is wrong. You can try { $count } more time.
   *[other] The number is wrong. You can try { $count } more times.
    }
desk-link-over = This link was used, or is older than five minutes. Send /desk in the group again.
    .title = This link is over
desk-left = This browser is signed out.
    .title = Signed out

## What is wrong.

desk-not-of-staff = You are not in the group, or not registered as staff, so you were signed out.
    .title = For staff only
desk-needs-more = You may not do this.
    .title = Not allowed
desk-cannot-tell = Telegram cannot be asked now whether you are in the group. Wait a little and try again. Nothing was changed.
    .title = Cannot be checked
desk-not-ours = This was not sent from a page of ours, so it was not taken. Open the page anew and try again. Nothing was changed.
    .title = Not taken
desk-not-a-form = What was sent could not be read. Open the page anew and try again.
    .title = Not taken
desk-too-large = What was sent is too large. Make it shorter and try again.
    .title = Too large
desk-too-long = The text is too long. Make it shorter and try again.
    .title = Too long
desk-too-slow = It took too long to arrive, so it was not taken. Try again.
    .title = Too slow
desk-too-many = Too many requests. Wait a little and try again.
    .title = Please wait
desk-trouble = The database cannot be used now. Wait a little and try again. Nothing was changed.
    .title = Not available
desk-gone = There is no such page: it was erased, or the address is wrong.
    .title = Not found
