CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, sort TEXT, timestamp TIMESTAMP, pubdate TIMESTAMP, path TEXT, uuid TEXT);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT, sort TEXT);
CREATE TABLE books_authors_link (id INTEGER PRIMARY KEY, book INTEGER, author INTEGER);
CREATE TABLE identifiers (id INTEGER PRIMARY KEY, book INTEGER, type TEXT, val TEXT);
CREATE TABLE ratings (id INTEGER PRIMARY KEY, rating INTEGER);
CREATE TABLE books_ratings_link (id INTEGER PRIMARY KEY, book INTEGER, rating INTEGER);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE books_tags_link (id INTEGER PRIMARY KEY, book INTEGER, tag INTEGER);
CREATE TABLE custom_columns (id INTEGER PRIMARY KEY, label TEXT, name TEXT, datatype TEXT);
CREATE TABLE custom_column_3 (id INTEGER PRIMARY KEY, book INTEGER, value BOOL);
CREATE TABLE preferences (id INTEGER PRIMARY KEY, key TEXT, val TEXT);
INSERT INTO preferences VALUES (1, 'smtp', 'secret');
INSERT INTO books VALUES
 (1, 'Quick Start Guide', 'Quick Start Guide', '2024-07-29 21:04:45.016561+00:00', '0101-01-01 00:00:00+00:00', 'secretpath', 'u1'),
 (2, 'The Long Field', 'Long Field, The', '2024-07-29 21:07:01.906106+00:00', '2019-03-05 00:00:00+00:00', 'secretpath', 'u2'),
 (3, 'Paper Moons', 'Paper Moons', '2024-07-29 21:07:01+00:00', '0101-01-01 00:00:00+00:00', 'secretpath', 'u3'),
 (4, 'Salt', 'Salt', '2024-07-29 21:07:01+00:00', '2001-01-01 00:00:00+00:00', 'secretpath', 'u4'),
 (5, 'Ash', 'Ash', 'some day', '2001-01-01 00:00:00+00:00', 'secretpath', 'u5');
INSERT INTO authors VALUES (1, 'John Schember', ''), (2, 'Ada Moor| Ben Reed', ''), (3, 'Moor| Ada', ''), (4, '夜の庭', ''), (5, 'Unknown', '');
INSERT INTO books_authors_link VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 5);
INSERT INTO identifiers VALUES (1, 2, 'isbn', '9780306406157'), (2, 3, 'mobi-asin', 'B00ABCDEFG'), (3, 4, 'uri', 'https://example.org/secret');
INSERT INTO ratings VALUES (1, 9);
INSERT INTO books_ratings_link VALUES (1, 3, 1);
INSERT INTO tags VALUES (1, 'Farms');
INSERT INTO books_tags_link VALUES (1, 2, 1);
INSERT INTO custom_columns VALUES (3, 'read', 'Read', 'bool');
INSERT INTO custom_column_3 VALUES (1, 2, 1), (2, 3, 0);
