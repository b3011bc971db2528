CREATE TABLE book (id integer PRIMARY KEY autoincrement, title text, authors text, notes integer, last_open integer, highlights integer, pages integer, series text, language text, md5 text, total_read_time integer, total_read_pages integer);
CREATE TABLE page_stat_data (id_book integer, page integer NOT NULL DEFAULT 0, start_time integer NOT NULL DEFAULT 0, duration integer NOT NULL DEFAULT 0, total_pages integer NOT NULL DEFAULT 0, UNIQUE (id_book, page, start_time), FOREIGN KEY(id_book) REFERENCES book(id));
CREATE TABLE numbers (number INTEGER PRIMARY KEY);
CREATE VIEW page_stat AS SELECT id_book, page, start_time, duration FROM page_stat_data;
INSERT INTO book VALUES (1, 'The Long Field', 'Ada Moor
Ben Reed', 2, 1725223540, 7, 320, 'Fields #1', 'en', 'aa11', 36000, 320);
INSERT INTO book VALUES (2, '夜の庭', '佐藤 夏', 0, 1738689435, 0, 200, 'N/A', 'ja', 'bb22', 1800, 46);
INSERT INTO book VALUES (3, 'Salt', 'N/A', 0, 0, 0, 0, NULL, NULL, 'cc33', 60, 0);
INSERT INTO book VALUES (4, 'Ash', 'C. Voice', 0, 1738689435, 0, 100, NULL, 'en', 'dd44', 0, 0);
INSERT INTO book VALUES (5, NULL, NULL, 0, 1738689435, 0, 100, NULL, 'en', 'ee55', 10, 1);
INSERT INTO page_stat_data VALUES (1, 1, 1725223000, 60, 320);
