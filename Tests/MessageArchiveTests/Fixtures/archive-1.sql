PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 messages');
CREATE TABLE conversation (
  peer INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  tail TEXT,
  last INTEGER, last_at INTEGER, last_stream INTEGER, last_id INTEGER,
  unread INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO conversation VALUES(1,'+62811234567','11234567',5,1795341590000,1,5,2,15);
INSERT INTO conversation VALUES(2,'@ani',NULL,3,1795341600000,1,3,0,2);
INSERT INTO conversation VALUES(3,'BANK',NULL,4,1795338120000,1,4,0,1);
INSERT INTO conversation VALUES(4,'+628129999','28129999',13,1795338006000,3,6,0,2);
INSERT INTO conversation VALUES(5,'#COURIER',NULL,18,1795338000000,4,6,0,1);
CREATE TABLE message (
  row INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL CHECK (stream BETWEEN 1 AND 4),
  id INTEGER NOT NULL,
  peer INTEGER NOT NULL REFERENCES conversation,
  at INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  shown INTEGER NOT NULL,
  server_time INTEGER,
  clock INTEGER,
  dt_seconds INTEGER,
  dt TEXT NOT NULL,
  src TEXT NOT NULL,
  dst TEXT NOT NULL,
  keyword TEXT,
  text TEXT NOT NULL,
  unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1)),
  status INTEGER,
  updated TEXT,
  UNIQUE (stream, id)
) STRICT;
INSERT INTO message VALUES(1,1,1,1,1795248000000,1795341600000,1795341600000,NULL,2,1795273200,'2026-11-21 15:00:00','+62811234567','1234',NULL,'Grüße aus Köln',0,NULL,NULL);
INSERT INTO message VALUES(2,1,2,1,1795338000000,1795341600000,1795341600000,NULL,2,1795363200,'2026-11-22 16:00:00','+62811234567','1234',NULL,'東京は雨です',0,NULL,NULL);
INSERT INTO message VALUES(3,1,3,2,1795341600000,1795341600000,1795341600000,NULL,3,1795363260,'2026-11-22 16:01:00','@ani','1234',NULL,'see the invoice',0,NULL,NULL);
INSERT INTO message VALUES(4,1,4,3,1795338120000,1795341600000,1795341600000,NULL,2,1795363320,'2026-11-22 16:02:00','BANK','1234',NULL,'Your code is 991 204',0,NULL,NULL);
INSERT INTO message VALUES(5,1,5,1,1795341590000,1795341600000,1795341600000,1795341600000,2,1795366790,'2026-11-22 16:59:50','+62811234567','1234',NULL,'can I come at 10?',1,NULL,NULL);
INSERT INTO message VALUES(6,2,7,1,1795338000000,1795341600000,1795341600000,NULL,4,1795338000,'2026-11-22 09:00:00','+62811234567','1234','PROMO','join',1,NULL,NULL);
INSERT INTO message VALUES(7,2,8,4,1795338000000,1795341600000,1795341600000,NULL,4,1795338000,'2026-11-22 09:00:00','+628129999','1234','PROMO','JOIN budi',0,NULL,NULL);
INSERT INTO message VALUES(8,3,1,1,1795338001000,1795341600000,1795341660000,NULL,1,1795338001,'2026-11-22 09:00:01','ACME','+62811234567',NULL,'your parcel 1',0,3,'2026-11-22 10:00:00');
INSERT INTO message VALUES(9,3,2,1,1795338002000,1795341600000,1795341660000,NULL,1,1795338002,'2026-11-22 09:00:02','ACME','+62811234567',NULL,'your parcel two',0,1,'0000-00-00 00:00:00');
INSERT INTO message VALUES(10,3,3,1,1795338003000,1795341600000,1795341600000,NULL,1,1795338003,'2026-11-22 09:00:03','ACME','+62811234567',NULL,'your parcel 3',0,2,'0000-00-00 00:00:00');
INSERT INTO message VALUES(11,3,4,1,1795338004000,1795341600000,1795341600000,NULL,1,1795338004,'2026-11-22 09:00:04','ACME','+62811234567',NULL,'your parcel 4',0,3,'0000-00-00 00:00:00');
INSERT INTO message VALUES(12,3,5,1,1795338005000,1795341600000,1795341600000,NULL,1,1795338005,'2026-11-22 09:00:05','ACME','+62811234567',NULL,'your parcel 5',0,4,'0000-00-00 00:00:00');
INSERT INTO message VALUES(13,3,6,4,1795338006000,1795341600000,1795341600000,NULL,1,1795338006,'2026-11-22 09:00:06','ACME','+628129999',NULL,'your parcel 6',0,5,'0000-00-00 00:00:00');
INSERT INTO message VALUES(14,4,1,1,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','+62811234567',NULL,'held',0,0,NULL);
INSERT INTO message VALUES(15,4,2,1,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','+62811234567',NULL,'queued',0,0,NULL);
INSERT INTO message VALUES(16,4,3,1,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','+62811234567',NULL,'in flight',0,0,NULL);
INSERT INTO message VALUES(17,4,5,1,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','+62811234567',NULL,'awaits its row',0,1,NULL);
INSERT INTO message VALUES(18,4,6,5,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','#COURIER',NULL,'to all',0,1,NULL);
INSERT INTO message VALUES(19,4,7,2,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','@ani',NULL,'refused',0,0,NULL);
INSERT INTO message VALUES(20,4,8,1,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','+62811234567',NULL,'nobody knows',0,0,NULL);
INSERT INTO message VALUES(21,4,9,1,1795338000000,1795338000000,1795338000000,NULL,NULL,NULL,'','','+62811234567',NULL,'did go',0,0,NULL);
CREATE TABLE tally (
  stream INTEGER NOT NULL, status INTEGER NOT NULL, unread INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (stream, status, unread)
) STRICT, WITHOUT ROWID;
INSERT INTO tally VALUES(1,-1,0,4);
INSERT INTO tally VALUES(1,-1,1,1);
INSERT INTO tally VALUES(2,-1,0,1);
INSERT INTO tally VALUES(2,-1,1,1);
INSERT INTO tally VALUES(3,0,0,0);
INSERT INTO tally VALUES(3,1,0,1);
INSERT INTO tally VALUES(3,2,0,1);
INSERT INTO tally VALUES(3,3,0,2);
INSERT INTO tally VALUES(3,4,0,1);
INSERT INTO tally VALUES(3,5,0,1);
INSERT INTO tally VALUES(4,0,0,6);
INSERT INTO tally VALUES(4,1,0,2);
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES('contacts',2);
INSERT INTO counter VALUES('conversations',5);
CREATE TABLE past (
  number INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
  shown INTEGER NOT NULL,
  dt TEXT, src TEXT, dst TEXT, keyword TEXT, text TEXT,
  status INTEGER, updated TEXT
) STRICT;
INSERT INTO past VALUES(1,8,1795341600000,NULL,NULL,NULL,NULL,NULL,0,'0000-00-00 00:00:00');
INSERT INTO past VALUES(2,9,1795341600000,NULL,NULL,NULL,NULL,'your parcel 2',1,'0000-00-00 00:00:00');
CREATE TABLE stream_progress (
  stream INTEGER PRIMARY KEY,
  mark INTEGER,
  history_planned INTEGER NOT NULL,
  windows TEXT NOT NULL
) STRICT;
INSERT INTO stream_progress VALUES(1,5,1,replace('2026-09\n','\n',char(10)));
INSERT INTO stream_progress VALUES(2,8,0,'');
INSERT INTO stream_progress VALUES(3,6,1,'');
CREATE TABLE server_clock (
  clock INTEGER PRIMARY KEY,
  offset INTEGER NOT NULL,
  doubt INTEGER
) STRICT;
INSERT INTO server_clock VALUES(2,25200,NULL);
CREATE TABLE contact (
  pid INTEGER PRIMARY KEY,
  name TEXT NOT NULL, number TEXT NOT NULL, email TEXT NOT NULL, tags TEXT NOT NULL,
  key TEXT NOT NULL,
  tail TEXT,
  first_seen INTEGER NOT NULL
) STRICT;
INSERT INTO contact VALUES(1,'Budi Santoso','0811234567','','','0811234567','11234567',1795338000000);
INSERT INTO contact VALUES(2,'Ani Wijaya','+62813777888','','','+62813777888','13777888',1795338000000);
CREATE TABLE contact_group (
  gpid INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL
) STRICT;
INSERT INTO contact_group VALUES(4,'Couriers','COURIER');
CREATE TABLE awaited (message INTEGER PRIMARY KEY, item INTEGER NOT NULL, stays INTEGER NOT NULL) STRICT;
INSERT INTO awaited VALUES(900,5,0);
INSERT INTO awaited VALUES(901,6,1);
CREATE TABLE outbox_mirror (event INTEGER NOT NULL) STRICT;
INSERT INTO outbox_mirror VALUES(33);
CREATE INDEX conversation_by_time ON conversation (last_at, key);
CREATE INDEX conversation_unread ON conversation (last_at, key) WHERE unread > 0;
CREATE INDEX conversation_tail ON conversation (tail) WHERE tail IS NOT NULL;
CREATE INDEX message_of_peer ON message (peer, at, stream, id);
CREATE INDEX message_unread ON message (peer, at, stream, id) WHERE unread = 1;
CREATE INDEX outgoing_by_time ON message (at, id) WHERE stream = 3;
CREATE INDEX outgoing_failed ON message (at, id) WHERE stream = 3 AND status = 2;
CREATE INDEX outgoing_open ON message (at, id) WHERE stream = 3 AND status NOT IN (2, 3);
CREATE TRIGGER message_inserted AFTER INSERT ON message BEGIN
  UPDATE conversation SET total = total + 1, unread = unread + new.unread WHERE peer = new.peer;
  UPDATE conversation SET last = new.row, last_at = new.at, last_stream = new.stream, last_id = new.id
    WHERE peer = new.peer
      AND (last IS NULL OR (last_at, last_stream, last_id) < (new.at, new.stream, new.id));
  INSERT INTO tally VALUES (new.stream, ifnull(new.status, -1), new.unread, 1)
    ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER message_deleted AFTER DELETE ON message BEGIN
  UPDATE tally SET rows = rows - 1
    WHERE stream = old.stream AND status = ifnull(old.status, -1) AND unread = old.unread;
  UPDATE conversation SET total = total - 1, unread = unread - old.unread WHERE peer = old.peer;
  UPDATE conversation SET (last, last_at, last_stream, last_id) =
      (SELECT row, at, stream, id FROM message WHERE peer = old.peer
        ORDER BY at DESC, stream DESC, id DESC LIMIT 1)
    WHERE peer = old.peer AND last = old.row;
END;
CREATE TRIGGER message_counted AFTER UPDATE OF unread, status ON message
  WHEN old.unread <> new.unread OR old.status IS NOT new.status BEGIN
  UPDATE conversation SET unread = unread + new.unread - old.unread
    WHERE peer = new.peer AND old.unread <> new.unread;
  UPDATE tally SET rows = rows - 1
    WHERE stream = old.stream AND status = ifnull(old.status, -1) AND unread = old.unread;
  INSERT INTO tally VALUES (new.stream, ifnull(new.status, -1), new.unread, 1)
    ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER message_moved AFTER UPDATE OF peer ON message WHEN old.peer <> new.peer BEGIN
  UPDATE conversation SET total = total + 1, unread = unread + old.unread WHERE peer = new.peer;
  UPDATE conversation SET total = total - 1, unread = unread - old.unread WHERE peer = old.peer;
END;
CREATE TRIGGER conversation_inserted AFTER INSERT ON conversation BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'conversations';
END;
CREATE TRIGGER conversation_emptied AFTER UPDATE OF total ON conversation WHEN new.total = 0 BEGIN
  DELETE FROM conversation WHERE peer = new.peer;
END;
CREATE TRIGGER conversation_deleted AFTER DELETE ON conversation BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'conversations';
END;
CREATE INDEX past_of_message ON past (message);
CREATE TRIGGER message_rewritten
  AFTER UPDATE OF dt, src, dst, keyword, text, status, updated ON message WHEN old.stream <= 3 BEGIN
  INSERT INTO past (message, shown, dt, src, dst, keyword, text, status, updated) VALUES (
    old.row, old.shown, nullif(old.dt, new.dt), nullif(old.src, new.src), nullif(old.dst, new.dst),
    nullif(old.keyword, new.keyword), nullif(old.text, new.text), old.status, old.updated);
END;
CREATE INDEX contact_key ON contact (key);
CREATE INDEX contact_tail ON contact (tail) WHERE tail IS NOT NULL;
CREATE INDEX contact_name ON contact (name COLLATE NOCASE, pid);
CREATE TRIGGER contact_inserted AFTER INSERT ON contact BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'contacts';
END;
CREATE TRIGGER contact_deleted AFTER DELETE ON contact BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'contacts';
END;
COMMIT;
