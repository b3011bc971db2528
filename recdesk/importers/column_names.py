"""What columns are called, in the languages whose exports RecDesk reads and by the programs that write such
tables.

Words only: `guessing` weighs them. Of a field the first list says it outright; the names of the second are
also used for other things ("date", "score", "name") and give way to a better one. `NOTHING` lists what stands
in such tables and is read as nothing, so that "Average Rating" is not taken for the person's own.
"""

from __future__ import annotations

from collections.abc import Mapping

NOTHING = "ignore"

# field: (names that say it outright, names that may mean it), each list parted by |
NAMES: Mapping[str, tuple[str, str]] = {
    "title": (
        "title|titel|título|titulo|titre|titolo|título em português|tytuł|naslov|başlık|название|标题|"
        "標題|片名|题名|題名|タイトル|邦題|作品名|제목|작품명|中文名|english title|title english|"
        "deutscher titel|titre français|título español|título en español|titolo italiano|tytuł polski|"
        "türkçe ad|русское название|日本語タイトル|localized title|program title|programme title|"
        "item title|full title",
        "name|item|work|entry|what|program|programme|nom|nome|nombre|naam|nazwa|ad|adı|isim|eser|имя|"
        "наименование|произведение|名前|名称|名稱|作品|이름|作品名称|werk|bezeichnung|obra|œuvre|opera|"
        "video title",
    ),
    "original": (
        "original title|title original|originaltitel|titre original|título original|titolo originale|"
        "oorspronkelijke titel|originele titel|tytuł oryginalny|oryginalny tytuł|orijinal ad|özgün ad|"
        "orijinal adı|özgün adı|orijinal başlık|оригинальное название|原題|原名|原题|원제|original name|"
        "japanese title|native title|romaji title|alternative title|alternate title|外文名|оригинал",
        "original|foreign title|other title|aka|alt title|subtitle",
    ),
    "film": (
        "film|movie|movie title|film title|movie name|film name|filmtitel|película|pelicula|titre du film|"
        "filme|titolo film|film adı|фильм|映画|映画名|電影|电影|电影名|영화|영화명",
        "",
    ),
    "series": (
        "series|show|tv show|tv series|series title|show title|series name|show name|tv show name|anime|"
        "serie|serientitel|série|émission|serial|dizi|dizi adı|сериал|ドラマ|番組|剧名|电视剧|剧集|드라마|"
        "시리즈|programa|programma",
        "grandparent title|parent show",
    ),
    "book": (
        "book|book title|book name|libro|título del libro|livre|titre du livre|buch|buchtitel|livro|boek|"
        "boektitel|książka|tytuł książki|kitap|kitap adı|книга|название книги|書名|书名|本|図書名|도서명|"
        "책|책 제목",
        "novel|audiobook",
    ),
    "artist": (
        "artist|artist name|artists|artist names|album artist|album artist name|band|performer|artista|"
        "artiste|künstler|interpret|interprète|intérprete|artiest|uitvoerder|wykonawca|artysta|sanatçı|"
        "исполнитель|артист|группа|アーティスト|アーティスト名|歌手|艺术家|藝人|가수|아티스트",
        "singer|musician|band name",
    ),
    "album": (
        "album|album title|album name|álbum|albüm|альбом|アルバム|アルバム名|专辑|專輯|앨범|앨범명|disco",
        "record|lp|platte|release title|release",
    ),
    "track": (
        "track|song|track name|song title|track title|song name|lied|liedtitel|morceau|chanson|canción|"
        "brano|canzone|música|faixa|nummer|utwór|piosenka|şarkı|şarkı adı|parça|песня|трек|композиция|"
        "曲名|曲|楽曲|トラック|歌曲|歌名|곡명|곡|노래|노래 제목",
        "tune|titre du morceau|tema",
    ),
    "podcast": (
        "podcast|podcast name|podcast title|подкаст|ポッドキャスト|播客|팟캐스트",
        "podcast show",
    ),
    "season": (
        "season|season number|season no|season nr|staffel|saison|temporada|stagione|seizoen|sezon|сезон|"
        "シーズン|季|시즌|current season",
        "s|parent media index",
    ),
    "episode": (
        "episode|episode number|episode no|episode nr|ep|folge|episodio|épisode|capítulo|episódio|"
        "aflevering|odcinek|bölüm|серия|эпизод|エピソード|話数|話|集|第几集|회차|에피소드|current episode|"
        "puntata|folgennummer",
        "e|issue|chapter|number of episode|media index",
    ),
    "episode_title": (
        "episode title|episode name|folgentitel|titre de l'épisode|título del episodio|titolo episodio|"
        "título do episódio|titel aflevering|tytuł odcinka|bölüm adı|название серии|サブタイトル|集名|"
        "회차 제목",
        "",
    ),
    "date": (
        "watched date|date watched|watch date|watched at|watched on|watched|last watched|"
        "last watched date|date seen|seen on|seen at|year seen|last seen|date read|read at|read on|"
        "dates read|last date read|last read|date viewed|viewed at|viewed on|viewing date|date listened|"
        "listened|listened at|listened on|date played|played at|played on|last played|last listened|"
        "finished|date finished|finished at|finish date|finished on|finished reading|completed|"
        "completed at|completed on|completed date|date completed|end date|ended at|end time|consumed on|"
        "gesehen am|gesehen|angesehen am|zuletzt gesehen|gelesen am|gelesen|gehört am|gehört|beendet am|"
        "beendet|zuletzt gespielt|gespielt am|ausgelesen|fertig am|sehdatum|lesedatum|vu le|date vue|"
        "date de visionnage|visionné le|regardé le|lu le|date de lecture|fini le|terminé le|terminé|"
        "écouté le|date d'écoute|dernière écoute|visto el|fecha de visionado|fecha vista|fecha de lectura|"
        "leído el|terminado|terminado el|finalizado|escuchado el|última reproducción|"
        "fecha de visualización|visto il|data visione|data di visione|letto il|data lettura|"
        "data di lettura|finito il|ascoltato il|ultimo ascolto|terminato il|assistido em|data assistida|"
        "data em que assisti|lido em|data de leitura|concluído em|terminado em|ouvida em|ouvido em|"
        "visto em|última reprodução|gezien op|bekeken op|gelezen op|uitgelezen op|uitgelezen|"
        "beluisterd op|laatst afgespeeld|data obejrzenia|obejrzano|obejrzane|data przeczytania|"
        "przeczytane|przeczytano|data odtworzenia|odtworzono|ukończono|data ukończenia|izlenme tarihi|"
        "izleme tarihi|okuma tarihi|okunma tarihi|bitirme tarihi|bitiş tarihi|dinlenme tarihi|"
        "son dinlenme|дата просмотра|просмотрено|дата прочтения|прочитано|прослушано|дата прослушивания|"
        "закончено|дата окончания|鑑賞日|視聴日|視聴日時|読了日|再生日時|再生日|観た日|見た日|"
        "読み終わった日|聴いた日|관람일|시청일|시청 날짜|본 날짜|읽은 날짜|완독일|재생일|감상일|들은 날짜|"
        "다 읽은 날|观看日期|观看时间|读完日期|阅读日期|播放时间|看完日期|收听时间|标记日期|观看日|"
        "读完时间",
        "first watched|first seen|first played|start time|date|datum|fecha|data|tarih|дата|日付|日時|日期|"
        "时间|時間|날짜|일시|timestamp|time|datetime|utc time|when|day|wann|quand|cuándo|quando|wanneer|"
        "kiedy|ne zaman|когда|seen|read|viewed|heard|finish|end|played|visto|vu|lu|letto|lido|leído|"
        "gezien|last activity|last used|last updated|viewed date|view date",
    ),
    "logged": (
        "date added|added|added at|added on|date rated|rated at|rated on|date logged|logged|logged at|"
        "created|created at|created time|creation date|saved|saved at|saved on|date saved|purchase date|"
        "date created|hinzugefügt|hinzugefügt am|erstellt am|bewertet am|gespeichert am|ajouté|ajouté le|"
        "date d'ajout|créé le|noté le|añadido|añadido el|fecha de adición|agregado|agregado el|creado el|"
        "aggiunto|aggiunto il|data aggiunta|creato il|adicionado|adicionado em|data de adição|criado em|"
        "toegevoegd|toegevoegd op|datum toegevoegd|aangemaakt op|data dodania|dodano|utworzono|"
        "eklenme tarihi|eklendi|oluşturulma tarihi|дата добавления|добавлено|создано|登録日|追加日|作成日|"
        "추가일|등록일|추가한 날짜|작성일|创建时间|添加时间|添加日期|创建日期|收藏时间|加入时间",
        "timestamp|submitted at|updated at|modified|last modified|date modified|last updated|zeitstempel|"
        "horodateur|marca temporal|标记时间|time added|wishlisted",
    ),
    "rating": (
        "my rating|your rating|user rating|personal rating|rating|ratings|my score|your score|score|stars|"
        "star rating|you rated|my stars|number of stars|out of 5|out of 10|out of 100|rating out of 10|"
        "bewertung|meine bewertung|wertung|meine wertung|sterne|punkte|punktzahl|ma note|note sur 5|"
        "note sur 10|étoiles|nombre d'étoiles|appréciation|évaluation|puntuación|mi puntuación|valoración|"
        "mi valoración|calificación|estrellas|mi nota|voto|mio voto|il mio voto|valutazione|stelle|"
        "punteggio|avaliação|minha avaliação|estrelas|pontuação|minha nota|beoordeling|mijn beoordeling|"
        "cijfer|waardering|sterren|score op 10|ocena|moja ocena|gwiazdki|puan|puanım|benim puanım|"
        "değerlendirme|yıldız|yıldızlar|оценка|моя оценка|рейтинг|мой рейтинг|балл|баллы|звёзды|評価|点数|"
        "採点|私の評価|評点|星|おすすめ度|평점|별점|내 평점|점수|내 별점|나의 평점|评分|我的评分|个人评分|"
        "打分|星级|得分",
        "rate|note|nota|grade|points|value|marks|thumbs",
    ),
    "creator": (
        "creator|creators|author|authors|author name|director|directors|written by|directed by|writer|"
        "writers|autor|autorin|verfasser|autoren|regie|regisseur|regisseurin|auteur|auteure|auteurs|"
        "réalisateur|réalisatrice|réalisation|scénariste|autora|autores|director a|dirección|autore|"
        "autori|regista|regia|diretor|diretora|direção|schrijver|reżyser|reżyseria|autorzy|yönetmen|yazar|"
        "автор|авторы|режиссёр|режиссер|監督|著者|作者|作家|감독|저자|작가|지은이|导演|导演名|channel|"
        "channel name|channel title",
        "by|who by|made by|maker|author last name|author surname|developer|kanal|著|主创",
    ),
    "year": (
        "year|release year|year of release|year released|year published|publication year|"
        "original publication year|published year|movie year|year of publication|jahr|erscheinungsjahr|"
        "produktionsjahr|année|année de sortie|año|año de estreno|año de publicación|anno|anno di uscita|"
        "ano|ano de lançamento|jaar|jaar van uitgave|rok|rok produkcji|rok wydania|yıl|yapım yılı|"
        "yayın yılı|год|год выпуска|год издания|公開年|製作年|出版年|年|발매년도|개봉년도|개봉연도|"
        "제작년도|출판년도|연도|年份|上映年份|出版年份|年代",
        "released|yr",
    ),
    "kind": (
        "kind|type|media type|item type|title type|content type|category|media|medium|art|medientyp|"
        "kategorie|typ|type de média|catégorie|tipo|categoría|categoria|tipo di media|soort|rodzaj|"
        "kategoria|tür|türü|tip|kategori|тип|вид|категория|種類|種別|区分|종류|유형|분류|类型|種類|类别|"
        "分类",
        "format|typ mediów",
    ),
    "status": (
        "status|state|shelf|exclusive shelf|bookshelf|bookshelves|read status|reading status|watch status|"
        "my status|watchlist status|lesestatus|regal|statut|statut de lecture|estado|stato|situação|durum|"
        "durumu|okuma durumu|статус|состояние|полка|状態|ステータス|視聴状況|상태|状态|播放状态|"
        "playing status|stan",
        "list|completed|finished|watched|seen|read|listened|vu|lu|visto|lido|letto|gezien|gelesen|gesehen|"
        "done|progress status|action|bookcase|étagère|étagères",
    ),
    "liked": (
        "liked|like|favorite|favourite|is favorite|is favourite|favorites|loved|heart|hearted|favorit|"
        "gefallen|gefällt mir|favori|coup de cœur|aimé|favorito|me gusta|preferito|mi piace|gostei|"
        "favoriet|leuk|ulubione|ulubiony|beğendim|любимое|избранное|понравилось|お気に入り|いいね|好き|"
        "좋아요|즐겨찾기|喜欢|收藏",
        "♥|❤|fav|thumbs",
    ),
    "count": (
        "count|plays|play count|playcount|times watched|times read|read count|view count|views|scrobbles|"
        "times played|listens|number of plays|watch count|anzahl|wiedergaben|abspielungen|"
        "nombre d'écoutes|écoutes|lectures|reproducciones|número de reproducciones|veces vista|ascolti|"
        "riproduzioni|numero di ascolti|reproduções|vezes assistido|aantal keer|aantal keren|"
        "keer afgespeeld|liczba odtworzeń|odtworzenia|dinlenme sayısı|izlenme sayısı|"
        "количество прослушиваний|прослушивания|количество просмотров|再生回数|視聴回数|回数|재생 횟수|"
        "시청 횟수|횟수|播放次数|观看次数|次数",
        "times|rewatches|total plays|frequency",
    ),
    "repeat": (
        "rewatch|rewatched|reread|re read|repeat|is rewatch|repeated|wiederholt|relecture|revu|releído|"
        "rilettura|releitura|herlezen|повторно|再読|재독|重看|重读",
        "again",
    ),
    "duration": (
        "duration|duration ms|duration seconds|runtime|runtime mins|running time|length|run time|"
        "play duration|ms played|seconds played|minutes watched|listening time|watch time|time spent|"
        "minutes|dauer|laufzeit|länge|spieldauer|durée|duración|durata|duração|duur|speelduur|"
        "czas trwania|długość|süre|длительность|продолжительность|再生時間|上映時間|長さ|재생 시간|"
        "상영 시간|길이|时长|片长|播放时长",
        "hours|mins|seconds|tijd",
    ),
    "progress": (
        "progress|% complete|percent complete|percentage|percent|completion|% read|percent read|"
        "percent watched|fortschritt|progression|progreso|progresso|voortgang|postęp|ilerleme|прогресс|"
        "進捗|진행률|진도|进度",
        "played up to|percentage complete",
    ),
    "review": (
        "review|my review|user review|comment|comments|notes|my notes|thoughts|private notes|kommentar|"
        "kommentare|rezension|notizen|anmerkungen|bemerkung|meine kritik|commentaire|commentaires|"
        "critique|avis|notes personnelles|reseña|comentario|comentarios|opinión|crítica|recensione|"
        "commento|commenti|note personali|resenha|comentário|comentários|opinião|recensie|opmerking|"
        "opmerkingen|notities|recenzja|komentarz|uwagi|notatki|yorum|yorumum|inceleme|notlar|рецензия|"
        "отзыв|комментарий|заметки|感想|コメント|レビュー|メモ|한줄평|감상|리뷰|후기|코멘트|短评|评论|"
        "感想|我的评论|备注|书评|影评",
        "note|verdict|impressions|remarks|quick thoughts",
    ),
    "tags": (
        "tags|tag|labels|my tags|keywords|schlagwörter|étiquettes|mots clés|etiquetas|etichette|"
        "trefwoorden|tagi|etiketler|теги|метки|タグ|태그|标签|標籤",
        "genre|genres|género|genero|gênero|genere|gatunek|жанр|ジャンル|장르|题材|moods|mood",
    ),
    "isbn": (
        "isbn13|isbn 13|isbn|isbn10|isbn 10|isbn/uid|isbn uid|ean",
        "",
    ),
    "imdb": (
        "imdb id|imdb|imdbid|const|tconst|imdb const|ids imdb|imdb number",
        "",
    ),
    "tmdb": (
        "tmdb id|tmdb|tmdbid|ids tmdb|themoviedb id",
        "",
    ),
    "url": (
        "url|link|uri|href|web address|webseite|lien|enlace|adres|ссылка|リンク|링크|链接|网址|permalink",
        "address|website|adresse",
    ),
    "profile": (
        "profile|profile name|user|user name|username|watched by|read by|viewer|member|person|profil|"
        "benutzer|utilisateur|perfil|usuario|usuário|utente|gebruiker|użytkownik|kullanıcı|пользователь|"
        "профиль|ユーザー|プロフィール|사용자|프로필|用户",
        "reader|family member",
    ),
    NOTHING: (
        "average rating|avg rating|average score|global rating|community rating|imdb rating|public rating|"
        "durchschnitt|note moyenne|豆瓣评分|popularity|votes|num votes|publisher|verlag|éditeur|editorial|"
        "editore|editora|uitgever|wydawnictwo|yayınevi|издательство|出版社|출판사|language|sprache|langue|"
        "idioma|lingua|taal|język|dil|язык|country|land|pays|país|paese|kraj|ülke|страна|国|国家|pages|"
        "number of pages|seiten|pages count|page count|páginas|pagine|strony|sayfa|страницы|ページ数|쪽수|"
        "页数|current page|start date|started|date started|started at|started on|started reading|start|"
        "checked out|borrowed|due date|begonnen am|begonnen|commencé le|inicio|iniciado em|rozpoczęto|"
        "başlangıç tarihi|дата начала|読み始め|开始日期|published|publication date|release date|"
        "released on|date published|air date|erscheinungsdatum|date de sortie|fecha de estreno|"
        "data di uscita|data de lançamento|position|price|preis|prix|precio|prezzo|preço|prijs|cena|fiyat|"
        "цена|価格|가격|价格|binding|edition|label|narrator|narrators|id|index|no|#|number|row|device|"
        "device type|platform|plattform|plataforma|service|where|location|venue|format|city|cinema|kino|"
        "owned|own|priority|barcode|catalog|catalogue number|release id|total episodes|episodes|"
        "number of episodes|watched episodes|email|e mail|description|summary|plot|synopsis|cover|image|"
        "thumbnail|poster|budget|cast|actors|series number|series index|country code|ip address|developer|"
        "game",
        "key|code|rank",
    ),
}
