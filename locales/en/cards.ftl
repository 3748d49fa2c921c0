### Cards with QR codes for each word of where people come from (`intake cards`).

# On the card: one short text in each language
source-card-says = Highly Skilled Professional visa: how many points do you have? The assistant shows you in 5 minutes, line by line. Point the camera of your phone here.
# Under a code. $channel: what it opens
source-card-code = { $channel ->
    [telegram] Telegram
    [line] LINE
    [web] Web
   *[other] { $channel }
}
# $names: the words
source-card-title = Cards: { $names }

# For whoever runs it. $file: where it was written, $pages: how many, $links: what the codes open
cards-written = The cards were written to { $file } (pages: { $pages }). The codes open: { $links }
cards-written-over = The cards were written to { $file } (pages: { $pages }), replacing the file that was there. The codes open: { $links }
cards-no-link = there is nothing that a code could open: name the client bot (--bot NAME, or INTAKE_CLIENT_TOKEN to have Telegram asked), or set INTAKE_PUBLIC_URL with a [web] table in the office profile
cards-too-long = the address with the word { $source } is too long for a code of this size: use a shorter word
