### Said only in a terminal (`intake chat`): a local try-out of the interview.

console-hello = これは手元でのお試しです。内容がこのパソコンの外に出ることはありません。
    「{ $person }」さんとして進めます。回答は暗号化して { $place } に保存します。
    番号か言葉でお答えください。/help でコマンド一覧、/quit で終了します。いつでも続きから再開できます。
console-goodbye = 終了します。内容は { $place } に保存してあります。次回は続きから始められます。
console-goodbye-erased = 終了します。お客様の情報は何も残っていません。
console-desk = ローカルデスク：職員グループに表示される内容
console-or-type = 入力するか、次のいずれかをそのまま入力してください：
console-document = （{ $name }：メッセンジャーではファイルとして送られます。ここでは表示するだけで、ファイルには保存しません。）
console-picture = （メッセンジャーでは画像として送られます。ここでは文字で表示します。）
console-erased = 何か入力すると最初から始まります。/quit で終了します。
