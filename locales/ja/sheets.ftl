### 点数の画像（相談者向け）と確認シート（事務所の記録用）の文言。
###
### 画像は狭いので短く。確認シートは日本語だけで印刷するため、その部分はこのファイルが基準で、英語版は訳。
### 絵文字は描けないので使わない。数と日付は整形済みで渡される。HTML は使わない。

## 画像

# $category は区分の短い名前
sheets-card-title =
    高度専門職の点数
    { $category }
# 大きな合計点の横
sheets-points = 点
# $mark は必要な点数
sheets-needed = 必要な点数：{ $mark }点
# $least と $greatest は、未確認の点によって変わる範囲
sheets-range = 見込み：{ $least }～{ $greatest }点
sheets-lines = 点数の内訳
# 斜線の棒の横：まだ分からない点数
sheets-may-rise = 未確認の項目（今の点数–最大の点数）
# 後に項目の一覧が続く
sheets-nothing = 0点の項目：
# $most はこの項目の最大の点数
sheets-up-to = 未確認、最大{ $most }点
sheets-steps = 点数が変わる日
# $day は日付だけ
sheets-step-day = { $day }
# 塗りつぶした丸の横
sheets-reached = { $mark }点以上
# 白い丸の横
sheets-below = { $mark }点未満
# $value：その日と残りの日数
sheets-stay-until = 在留期限：{ $value }
# $value：その日と残りの日数
sheets-due = 期日：{ $value }
sheets-not-drawn = 〓は、この画像では表示できない文字です。

## 確認シート

sheets-worksheet = 高度専門職ポイント計算 確認シート
# $number は相談の番号
sheets-lead = ご相談 #{ $number }
sheets-client = 氏名
sheets-category = 区分
# 相談カードと同じ期限と事実
sheets-deadline = 期限・要注意
# $kind: 在留資格の種類。在留カードの名称をまだ聞いていないとき
sheets-status-open = { $kind }（在留カードの在留資格名は未確認）
sheets-facts = 申告内容
sheets-contact = 連絡
sheets-card = 相談カードの内容
sheets-day = 計算の基準日
sheets-day-begins = { $day }（就労開始日）
sheets-table = 適用した表
# $table は施行日
sheets-in-force = { $table }施行
# 公式の表の欄（学歴など）
sheets-column = 欄
# 公式の計算表の丸数字
sheets-form-number = 番号
sheets-item = 項目
sheets-claimed = 申告
sheets-documented = 書類
sheets-confirmed = 確認
# 項目の下に小さく:事務所の行政書士が規則を確認した日と略号
sheets-row-checked = 規則は{ $day }に確認（{ $initials }）
# 項目の下に小さく:事務所がまだ確認していない
sheets-row-staff = 要確認
# 表の下:点数にかかわらず必要な条件
sheets-conditions = 条件
sheets-condition = { $name }：{ $state }
sheets-papers = 疎明資料
sheets-total = 合計
sheets-not-known = 未確認
sheets-legend = 申告：相談者の回答による点数。書類：受け取った書類で確かめられる点数。確認：事務所が確認した点数。空欄は、まだ確かめていないことを示します。
sheets-notes = 備考
sheets-checked-by = 確認者
sheets-checked-on = 確認日
sheets-not-drawn-here = 〓は、この用紙では表示できない文字です。相談カードで確認してください。
