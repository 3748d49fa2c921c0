### Talks in a calendar app: the messages with the address, and the pages behind it. $link: the address. $office, $name: who.

feed-yours = 📅 <b>Your consultations in your calendar app</b>
    This page shows how: { $link }
    Anyone who has the address can see your times, so please keep it to yourself.
feed-new = 📅 <b>The old address shows nothing any more.</b> This is the new one: { $link }
    Please add it to your calendar app again, and delete the old calendar there.
feed-gone = That address shows nothing any more. The way to a new one is below your booking: /book
feed-off = 📅 The office has made the address of your calendar invalid. The way to a new one is below your booking: /book
feed-anew = Make this address invalid
# Button below what is booked
booking-feed = 📅 Show it in my calendar app

## The calendar's name, in the app and at the head of the page

feed-title = Consultations: { $office }
feed-title-staff = { $name }: consultations

## The page

feed-page = Calendar
feed-page-intro = Your calendar app can show these consultations and follow by itself when one is moved or cancelled.
feed-page-open = Add to my calendar app
feed-page-open-how = For iPhone, iPad and Mac. If nothing happens, copy the address below and add it in your app as a subscribed calendar (“from URL” or “from web”).
feed-page-address = Address to copy
feed-google-1 = Open calendar.google.com on a computer.
feed-google-2 = Press + beside “Other calendars”, then “From URL”.
feed-google-3 = Paste the address and press “Add calendar”. After that it appears on your phone, too.
feed-outlook = In the calendar: “Add calendar”, then “Subscribe from web”, and paste the address.
feed-page-slow = { $whose ->
    [staff] Calendar apps look for changes only now and then, some once a day. What counts is the cards in the group.
   *[client] Calendar apps look for changes only now and then, some once a day. What counts is our messages in the chat: they come at once, reminders too.
}
feed-page-secret = { $whose ->
    [staff] Anyone who has this address can see these times. To make it invalid, write /calendar new in the group.
   *[client] Anyone who has this address can see your times. To make it invalid, press the button below the message with this link.
}
feed-page-gone = This address shows nothing, or nothing any more. You get a new one where you got this link.
feed-page-busy = Too many requests came at once. Please try again in a minute.
feed-once = This link can be used once, and only by the person it is for.
feed-once-show = Show my calendar address

## Staff. $number: of the lead. $count: minutes.

staff-help-calendar = /calendar – your own consultations in your calendar app; /calendar new: another address, the old one becomes invalid; /calendar off 12: makes the address of client 12 invalid
staff-calendar = 📅 For { $name } only: { $link }
    Please open it and press the button within { $count ->
    [one] one minute
   *[other] { $count } minutes
}. It works once; others, please do not press it. If it says that it shows nothing any more before you pressed, somebody else has your address: write /calendar new.
staff-calendar-off = The calendar address of { $name } is invalid now.
staff-calendar-client-off = The calendar address of #{ $number } is invalid now. The client is told.
staff-calendar-no-address = #{ $number } has no calendar address.
staff-calendar-who = Only those whom the office's profile names as staff have consultations of their own to show ([[staff]]).
staff-calendar-how = Please write /calendar, /calendar new, /calendar off, or /calendar off and the number of a request.
staff-calendar-none = Calendar apps cannot be connected here: that needs bookings in the office's profile, and the setting INTAKE_PUBLIC_URL.
staff-did-feed_off = made the calendar address invalid
