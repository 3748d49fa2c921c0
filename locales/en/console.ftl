### Said only in a terminal (`intake chat`): a local try-out of the interview.

# $place: the file where the conversation is kept. $person: who is talking, as given with --as.
console-hello = This is a local try-out: nothing leaves this machine.
    You are “{ $person }”; your answers are kept, encrypted, in { $place }.
    Answer with a number or with words. /help lists the commands, /quit leaves; come back at any time.
console-goodbye = Goodbye. The conversation is kept in { $place }; start again to go on where you were.
console-goodbye-erased = Goodbye. Nothing about you is kept.
# Stands above the card that staff would get.
console-desk = local desk: what the staff group would see
# Before the labels of buttons, in [brackets], where an answer is typed.
console-or-type = Type your answer, or one of these:
# $name: the file a messenger would send.
console-document = ({ $name }: a messenger sends it as a file; here it is only printed, nothing was written.)
console-picture = (A messenger sends this as a picture; here are its words.)
console-erased = Write anything to begin anew, or /quit to leave.
