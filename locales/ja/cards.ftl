### どこから来られたかを示す言葉ごとのQRコード入りカード（`intake cards`）。

source-card-says = 高度専門職ビザのポイントは何点？　5分で1項目ずつご案内します。スマートフォンのカメラを向けてください。
source-card-code = { $channel ->
    [telegram] Telegram
    [line] LINE
    [web] ウェブ
   *[other] { $channel }
}
source-card-title = カード：{ $names }

cards-written = カードを{ $file }に書き込みました（{ $pages }ページ）。QRコードの行き先：{ $links }
cards-written-over = カードを{ $file }に書き込みました（{ $pages }ページ）。前からあったファイルは置き換えました。QRコードの行き先：{ $links }
cards-no-link = QRコードで開けるものがありません。相談者用ボットの名前を --bot NAME で指定するか（INTAKE_CLIENT_TOKEN があれば Telegram に尋ねます）、INTAKE_PUBLIC_URL と事務所設定の [web] を設定してください
cards-too-long = 「{ $source }」を付けたアドレスは、この大きさのQRコードには長すぎます。短い言葉にしてください
