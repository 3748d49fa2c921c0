### The chat on the office's own website: its pages, buttons and what they say when something is wrong.

## The first page, and what stands on every page.

# $office: the office's name.
web-title = Chat with { $office }
web-start-title = Your points for the Highly Skilled Professional visa
web-start-what = A short interview of 3 to 5 minutes: press buttons or type. At the end you see your points, an estimate by the law of today, and can ask the office for a consultation.
web-start-language = Begin in your language
web-start-kept = Nothing is kept before you begin. Once you do, your browser keeps one cookie, so that you can come back to where you were.
# $phone: the office's telephone number.
web-phone = Telephone: { $phone }
web-menu = Menu
web-leave = Sign out on this device
web-to-the-chat = To the chat
web-earlier = Earlier messages
web-log = What was said
web-now = Now
web-choices = Choices
# Read out before what each side said.
web-by-ours = Assistant:
web-by-theirs = You:
web-by-staff = The office:

## What may be done.

web-do-result = My result
web-do-recheck = Change an answer
web-do-book = Book a consultation
web-do-human = Talk to a person
web-do-reminders = Reminders
web-do-elsewhere = Go on in another app
web-do-language = Language
web-do-help = Help
web-do-privacy = Your data
web-do-mydata = A copy of my data
web-do-forget = Erase everything
web-do-start = Begin
web-do-cancel = Cancel

## Answering.

web-write-here = Write to us
# Where the conversation goes on in another app
web-write-to-go-on = You go on in another app now. To go on here, just write.
# Beside a day: how many times can be chosen.
web-times = { $count ->
    [one] one free time
   *[other] { $count } free times
}
web-your-answer = Your answer
web-your-message = Your message
web-send = Send
web-sending = Sending…
web-nothing-said = Nothing was written or chosen yet. Press a button, or write your answer and send it.
    .title = Nothing to send
web-unsent = Not sent yet. It will be tried again by itself; your text stays here.
web-offline = There is no connection. What you write stays in its field and is sent once there is one.
web-picture = Your points as a picture. The same is written below it.
web-picture-words = The picture in words
web-send-file = Send a file
web-choose-file = A photo or a document
web-file-help = PNG, JPEG, WebP or HEIC pictures, PDF, Word, Excel or PowerPoint, 10 MB at most. It goes to the office.
web-send-it = Send the file

## What is wrong, and what to do about it.

web-ended = This browser is not signed in any more: you signed out, erased everything, or were away for very long. You can begin again.
    .title = Begin again
web-gone = There is nothing at this address, or not any more.
    .title = Not found
web-not-ours = This did not come from our own page, so it was not taken. Please open the chat by its address and try again there.
    .title = Not taken
web-not-a-form = This cannot be read. Please go back to the chat and try again.
    .title = Not readable
# As plain text, in every language, to what is no request of a browser or has too long an address or too many cookies
web-unread = This could not be read. If you came by a very long address, please open the page by its short one; else clear the cookies of this site and try again.
web-too-large = This is too much at once. Please send it in smaller parts.
    .title = Too large
web-too-long = Your text is longer than 4,000 letters. Please send it in parts.
    .title = Too long
web-too-slow = It took too long to arrive, so it was not taken. Please check your connection and send it again.
    .title = Too slow
web-too-many = Very much is asked from your network at the moment. Please wait a minute, then try again.
    .title = Please wait a minute
web-outdated = What is asked changed in the meantime, so this was not taken as an answer. Your text is still here: please look at the question and send it again if it fits.
    .title = The question has changed
web-too-fast = That was very fast. Please wait a few seconds, then send it again.
    .title = Please wait a moment
web-trouble = Something is wrong on our side, and this could not be kept. Please try again in a moment.
    .title = Please try again
web-link-over = This link was used already, or is older than 15 minutes. Go back to where you got it and make a new one.
    .title = The link is over
web-no-file = No file was chosen. Please choose one and send it again.
    .title = No file
web-file-too-large = The file is larger than 10 MB. Please send a smaller one, for instance a photo instead of a scan.
    .title = Too large
web-file-unknown = The office can open pictures (PNG, JPEG, WebP, HEIC), PDF, Word, Excel and PowerPoint. This file is none of them, whatever its name says.
    .title = This kind of file cannot be sent
web-file-lost-size = This file is too large to be passed on. Please ask the office for another way.
    .title = Too large
web-file-lost-gone = This file is not there any more. Please ask the office to send it again.
    .title = Not there any more
web-typed-kept = What you wrote, to copy it:
web-erased = Your answers, your results, your request and your messages were erased here and, as far as we can reach, at the office. This browser is signed out.
    .title = Everything was erased

## Cookies and links.

web-no-cookie = Your browser keeps no cookie here, so it would not know you on the next page. Open the chat on its own page; this link works once, for 15 minutes.
    .title = The chat needs its own page
web-no-cookie-open = Open the chat on its own page
web-no-cookie-else = If it still does not work, allow cookies for this site in your browser's settings, or telephone us.
web-resume = This continues, in this browser, a conversation that you began elsewhere. Go on only if you made this link yourself.
    .title = Continue here
web-resume-go = Continue here

# Somebody who has a conversation here opened a link with a code
web-code = You came with a code, and you have answers in this browser already. Go on only if you asked for the code yourself: you are then asked, here and there, whether both are you.
    .title = Bring both together?
web-code-go = Use the code
# Where another browser goes on with what was copied from this one, or the other way round
web-copied = Another browser goes on with your conversation, by a copy of this one's sign-in. If that is not you, sign out every browser at once: nobody reads your answers there any more, and nothing of them is lost.
    .title = This browser was signed out
web-copied-end = Sign out every browser
web-copied-back = To go on yourself: write /elsewhere in the app where you write to us too (Telegram, LINE), and open the link you get there; or telephone us.
web-copied-anew = Begin again here
# In the chat that goes on
web-copied-elsewhere = ⚠️ A browser has just come with an old copy of your sign-in on the website. It was shown nothing. If you have not used an old browser or a backup of one, somebody may have copied it: press “Sign out” in the page's menu and go on by a new link (/elsewhere), or call us.

## Opened from within a messenger.

web-app = You go on here with your conversation in Telegram. Go on only if you opened this in Telegram yourself.
    .title = Your conversation
web-app-plain = This page belongs to our bot in Telegram: open it there by the button beside the field in which you write. You can also begin here, without Telegram.
web-app-begin = Begin without Telegram
web-app-unknown = Telegram did not confirm who you are, or more than a day ago. Please close this page and open it again by the button in our bot's chat.
    .title = Please open it again
web-app-over = This opening was used already, perhaps by you before. Please close this page and open it again by the button in our bot's chat.
    .title = Please open it again
