### What was understood of a text: the list to confirm, and what is kept in the person's own words.
### The rules of reading are in understanding.toml. How these texts are written: see dialogue.ftl.

# Over a list of answers, each with what we understood
understood = <b>We understood this. Is it right?</b>
    Press ✏️ to correct a line.
# Above what was understood, with the way to a person as its goal.
pressing = <b>This is urgent: a person at the office should look at it.</b> Press “All right” to reach them.
# Never shown: what may be typed anywhere to open /forget.
typed-forget = delete my data
    .typed = erase my data|delete all my data|delete everything|erase everything|delete all|erase all|remove my data|remove all my data|delete my answers|forget me|please delete my data|please delete everything|delete my information|delete my account
# Never shown: what may be typed anywhere to take back the leave to keep answers.
typed-withdraw = withdraw my consent
    .typed = i withdraw my consent|i want to withdraw my consent|withdraw consent|revoke my consent|i revoke my consent|i take back my consent|take back my consent|i no longer consent|i do not consent any more|i don't consent anymore|cancel my consent|please withdraw my consent|i no longer agree
# Never shown: what may be typed anywhere to stop, and to begin anew.
typed-stop = stop
    .typed = quit|exit|end|i want to stop|i want to quit|stop it|stop this|stop please|please stop|let me stop|i stop|enough|end this|end chat|stop now|i give up|unsubscribe|leave me alone
typed-restart = restart
    .typed = start over|start again|start anew|begin again|from the beginning|from the start|restart please|reset|new start|let me start again|i want to start over|i want to start again|start from zero|start from scratch|do it again from the start
# Never shown: what may be typed anywhere to choose another language.
typed-language = change language
    .typed = change the language|switch language|other language|another language|different language|in japanese please|japanese please|switch to japanese|日本語で|日本語でお願い|日本語でお願いします|日本語にして|日本語にしてください|日本語でいいですか
stopped = All right, we stop here. What you answered is kept, and nothing is sent to the office by this.
    Write anything to go on. /forget erases everything; /human leads to a person.
start-over = Nothing is lost: your answers are kept. ← Back goes back question by question. To begin anew, erase everything first: /forget
# Never shown: what is no name where a name is asked.
typed-no-name = help
    .typed = help me|hi|hello|hey|good morning|good evening|test|testing|why|what|who|how|where|when|next|continue|cancel|nothing|none|null|n/a|na|no name|someone|somebody|anonymous|me|myself|start|menu|please|thanks|thank you|thx|sorry|wait|good|fine|great|cool|maybe|later|not now|name|my name|done|finish|finished|yes please|no thanks|no thank you|go on|agree|i agree|send|agreed|send it|sent|sending|submit|confirm|confirmed|accept|proceed|whatever|anytime|any time|any way|anyway|anything|no preference|don't care|dont care|doesn't matter|either|both|skip|skip it|all right|alright|go|go ahead|done send
# Words that change nothing beside those
typed-no-name-beside = it|the|this|that|card|now|to|them|yes|no|please|pls|ok|okay|all|do|just|you|can|i|i'm|am|so|and|then|go|on|is
name-really = Is that your name? If so, please write <code>My name is ...</code>. If not, please write the name that staff should call you.
# $what: what was taken out of the list
understood-asked-next = Taken out. We will ask about it next: { $what }
# $before: the answer so far
understood-changed-line = { $what }: <b>{ $value }</b> (so far: { $before })
button-understood = ✅ All right
    .typed = yes|y|ok|okay|right|correct|all right|all correct|that's right|yes that's right
button-understood-not = None of this
    .typed = no|none|wrong|not right
# Where a text tells of somebody else, for whom the person asks
understood-for-other = <b>The answers here are those of the person who applies. Are you filling this in for them?</b>
    We understood this. Press ✏️ to correct a line.
button-for-other = ✅ Yes, I am filling this in for them
    .typed = yes|y|ok|okay|right|correct|yes for them|yes for him|yes for her
button-for-other-not = No, leave this out
    .typed = no|none|wrong|not right|leave it out
for-who-applies = This is about somebody else, so no answer was changed: the answers here are those of the person who applies.
# $what: short name of a question that comes in its turn
# $what: short name of the question that a text answered ahead
kept-for = We keep this for: { $what }.
# $what: two answers, each with what it answers
gainsays = These cannot both be right: { $what }.
asked-later = We will ask you about this later: { $what }.
# Before two or more values to choose from. $words: what the person typed, earlier
offered-from = Earlier you wrote “{ $words }”.
read-after-consent = Thank you. We will read what you wrote once you agree below.

# What fits no question. $what: the lines below
own-words-kept = Noted for the office: { $what }
# $kind: one of the names below. $words: as they were typed. $day: as far as it was said
own-words-line = { $kind }: “{ $words }”
own-words-line-with-day = { $kind } ({ $day }): “{ $words }”
own-words-expiry = end of the period of stay
own-words-married = marriage
own-words-graduation = graduation
own-words-refusal = refusal
own-words-pregnancy = pregnancy
own-words-job-lost = lost job
own-words-job-changed = new job
own-words-family = family
own-words-plan = plan
own-words-deadline = deadline
own-words-absence = time abroad
own-words-question = question
own-words-language = language of the talk
own-words-other = in your words

# In the review, where something stands in the person's own words
button-unsay = Take back what I said in my words
    .typed = take it back|take back my words
# $what: the lines that are gone
taken-back = Taken back, it is kept no more: { $what }
# Where it is not clear which. $what: all lines that are kept
unsay-which = Which of these do you take back? Write for example “forget the deadline”. { $what }
# What somebody only denied. $what: names of kinds, as above
not-noted = All right: nothing of this is noted ({ $what }).

# The result, asked for in words
typed-result = result
    .typed = results|my result|my results|show result|show results|show my result|show me the result|show me my result|see my result|see the result|just tell me the result|just show me the result|just give me the result|just the result|only the result|tell me the result|tell me my result|give me the result|give me my result|result please|results please|i want the result|i want my result|i want to see the result|i want to see my result|skip to the result|go to the result

# Somebody's own points, asked for before they are counted
typed-own-points = how many points|how many points do i have|how many points do i get|how many points would i get|how many points will i get|how many points have i got|how many points i have|what are my points|what is my score|what's my score|my score|my points

# Whether somebody qualifies, asked before it is counted: one of the first, one of the second, and beside them only
# words of the third
typed-own-chances = qualify|qualified|qualifies|qualification|eligible|eligibility|elligible|points|point|pts|hsp|visa|70|80|70points|70pts|chances|chance
typed-own-chances-asked = can|could|do|am|will|would|if|whether|know|wonder|possible|possibility
typed-own-chances-beside = i|im|me|my|mine|the|a|an|for|to|get|getting|got|have|has|reach|reached|enough|it|this|that|in|of|with|or|not|any|many|much|case|japan|japanese|skilled|highly|professional|status|score|please|pls|sir|hi|hello|just|actually|really|so|be|there|yes|apply|obtain|receive|over|above|more|than|least|at|ok|and|good|now|think|you|see|find|out|tell|high|special|is|are|about|want|wanna|need|give|me

# How much is still to answer, and whether one may come back
typed-how-long = how many more questions|how many questions|how many questions are there|how many questions left|how many questions are left|how many questions more|how many more|how much longer|how long is this interview|how long does this interview take|how long is the interview|how long is this|how long is this going to take|how long will this take me|how long does the interview take|how long will this interview take|is it long|are we done|are we there yet|almost done|can i continue later|can i finish later|can i come back later|can i do this later|can i stop and continue later|can i pause|can i take a break

# Whether these questions cost anything: nothing that could be about the office's fees, or a consultation
typed-is-free = is this free|is it free|is this for free|is it for free|is this free of charge|is this chat free|is this service free

# Who it is that asks
typed-who = who are you|who is this|who am i talking to|who am i chatting with|who runs this|which office is this|what office is this|who is asking|whose site is this|whose chat is this

# Words of who asks to be called: one of the first, and beside them only words of the second
typed-call = call|phone|ring
typed-call-beside = me|us|please|pls|now|today|tonight|tomorrow|asap|back|soon|urgent|urgently|immediately|quickly|right|away|as|possible|can|could|you|i|want|a|to|by|on|the|my|this|morning|afternoon|evening|anytime|need|office

# Thanks, and words that say no more than that something was read. Whoever writes one of them, as the whole of a
# message, is not counted among those who wait for an answer.
typed-thanks = Thank you
    .typed = thanks|thank you|thank you very much|thank you so much|thank you a lot|many thanks|thanks a lot|thanks so much|thanks very much|thx|ty|tnx|cheers|ok|okay|okey|k|ok thanks|ok thank you|okay thanks|okay thank you|ok thank you very much|ok thank you so much|ok thanks a lot|ok got it|ok understood|ok i understand|ok noted|ok great|ok perfect|got it|got it thanks|got it thank you|understood|understood thanks|understood thank you|i understand|i understand thank you|i see|i see thanks|i see thank you|noted|noted thanks|noted thank you|noted with thanks|great|great thanks|great thank you|perfect|perfect thanks|perfect thank you|wonderful|wonderful thank you|excellent|excellent thank you|thank you for your help|thanks for your help|thank you so much for your help|thank you very much for your help|thank you for your reply|thanks for your reply|thanks for the reply|thank you for the reply|thank you for your quick reply|thank you for the information|thanks for the information|thanks for the info|thank you for the info|thank you for your time|thank you for your answer|thanks for the answer|thank you for letting me know|thanks for letting me know|thank you for the update|thanks for the update|thank you for your support|no problem|sounds good|sounds good thanks|sounds good thank you|all right|alright|see you|see you then|see you soon|see you tomorrow|thanks see you|thanks see you tomorrow|thank you see you|thank you see you then|thank you see you tomorrow|have a nice day|have a good day|thank you have a nice day|thank you have a good day|you too|arigato|arigatou|arigato gozaimasu|arigatou gozaimasu|wakarimashita|ryokai desu|yoroshiku onegaishimasu
