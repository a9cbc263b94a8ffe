PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 journal');
INSERT INTO grdb_migrations VALUES('2 sending');
INSERT INTO grdb_migrations VALUES('3 overdue');
CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('number', 'user', 'group')),
  destination TEXT NOT NULL,
  text TEXT NOT NULL,
  unicode INTEGER NOT NULL,
  sender TEXT,
  schedule TEXT,
  created_at INTEGER NOT NULL
, type TEXT NOT NULL DEFAULT 'text', footer TEXT, nofooter INTEGER NOT NULL DEFAULT 0, tail TEXT) STRICT;
INSERT INTO item VALUES(1,'number','+62811234567','held',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(2,'number','+62811234567','queued',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(3,'number','+62811234567','in flight',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(4,'number','+62811234567','has its row',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(5,'number','+62811234567','awaits its row',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(6,'group','COURIER','to all',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,NULL);
INSERT INTO item VALUES(7,'user','ani','refused',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,NULL);
INSERT INTO item VALUES(8,'number','+62811234567','nobody knows',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(9,'number','+62811234567','did go',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
INSERT INTO item VALUES(10,'number','+62811234567','taken back',1,'ACME','2026-12-01 09:00:00',1795338000000,'text',NULL,0,'1234567');
CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  item INTEGER NOT NULL REFERENCES item,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  until INTEGER,
  smslog_id INTEGER, queue TEXT, echoed TEXT,
  code TEXT, words TEXT,
  went INTEGER,
  fence INTEGER,
  evidence TEXT NOT NULL
) STRICT;
INSERT INTO event VALUES(1,1,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(2,2,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(3,2,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(4,3,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(5,3,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(6,3,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(7,4,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(8,4,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(9,4,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(10,4,1795338000000,'accepted',NULL,3,'q3','62811234567',NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(11,5,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(12,5,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(13,5,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(14,5,1795338000000,'accepted',NULL,900,'q900','62811234567',NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(15,6,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(16,6,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(17,6,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(18,6,1795338000000,'accepted',NULL,901,'q901','62811234567',NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(19,7,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(20,7,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(21,7,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(22,7,1795338000000,'rejected',NULL,NULL,NULL,NULL,'400','no',NULL,NULL,'test');
INSERT INTO event VALUES(23,8,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(24,8,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(25,8,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(26,8,1795338000000,'unknown',NULL,NULL,NULL,NULL,NULL,'the connection broke',NULL,NULL,'test');
INSERT INTO event VALUES(27,9,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(28,9,1795338000000,'queued',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(29,9,1795338000000,'inFlight',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
INSERT INTO event VALUES(30,9,1795338000000,'unknown',NULL,NULL,NULL,NULL,NULL,'the connection broke',NULL,NULL,'test');
INSERT INTO event VALUES(31,9,1795338000000,'settled',NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'test');
INSERT INTO event VALUES(32,10,1795338000000,'held',1795338005000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'confirmed in the review');
INSERT INTO event VALUES(33,10,1795338000000,'cancelled',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'test');
CREATE TABLE standing (
  item INTEGER PRIMARY KEY REFERENCES item,
  event INTEGER NOT NULL,
  kind TEXT NOT NULL,
  fence INTEGER
) STRICT;
INSERT INTO standing VALUES(1,1,'held',NULL);
INSERT INTO standing VALUES(2,3,'queued',NULL);
INSERT INTO standing VALUES(3,6,'inFlight',NULL);
INSERT INTO standing VALUES(4,10,'accepted',NULL);
INSERT INTO standing VALUES(5,14,'accepted',NULL);
INSERT INTO standing VALUES(6,18,'accepted',NULL);
INSERT INTO standing VALUES(7,22,'rejected',NULL);
INSERT INTO standing VALUES(8,26,'unknown',NULL);
INSERT INTO standing VALUES(9,31,'settled',NULL);
INSERT INTO standing VALUES(10,33,'cancelled',NULL);
CREATE TABLE tally (kind TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tally VALUES('accepted',3);
INSERT INTO tally VALUES('cancelled',1);
INSERT INTO tally VALUES('draft',1);
INSERT INTO tally VALUES('held',1);
INSERT INTO tally VALUES('inFlight',1);
INSERT INTO tally VALUES('queued',1);
INSERT INTO tally VALUES('rejected',1);
INSERT INTO tally VALUES('settled',1);
INSERT INTO tally VALUES('unknown',1);
CREATE TABLE lawful (previous TEXT NOT NULL, next TEXT NOT NULL, PRIMARY KEY (previous, next))
  STRICT, WITHOUT ROWID;
INSERT INTO lawful VALUES('','held');
INSERT INTO lawful VALUES('held','cancelled');
INSERT INTO lawful VALUES('held','queued');
INSERT INTO lawful VALUES('inFlight','accepted');
INSERT INTO lawful VALUES('inFlight','queued');
INSERT INTO lawful VALUES('inFlight','rejected');
INSERT INTO lawful VALUES('inFlight','unknown');
INSERT INTO lawful VALUES('queued','cancelled');
INSERT INTO lawful VALUES('queued','inFlight');
INSERT INTO lawful VALUES('queued','rejected');
INSERT INTO lawful VALUES('rejected','settled');
INSERT INTO lawful VALUES('unknown','accepted');
INSERT INTO lawful VALUES('unknown','settled');
INSERT INTO lawful VALUES('unknown','unknown');
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recipients TEXT NOT NULL, text TEXT NOT NULL, updated_at INTEGER NOT NULL
, type TEXT NOT NULL DEFAULT 'text', unicode INTEGER NOT NULL DEFAULT 2, footer TEXT, nofooter INTEGER NOT NULL DEFAULT 0, sender TEXT, schedule TEXT) STRICT;
INSERT INTO draft VALUES(1,'+62811234567, @ani','half a thought',1795338000000,'text',2,NULL,0,NULL,NULL);
CREATE TABLE overridden (
  item INTEGER NOT NULL REFERENCES item, place INTEGER NOT NULL,
  guard TEXT NOT NULL, is_for_all INTEGER NOT NULL, finding TEXT NOT NULL, said TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (item, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipt (
  item INTEGER NOT NULL REFERENCES item, place INTEGER NOT NULL,
  smslog_id INTEGER, echoed TEXT, code TEXT,
  PRIMARY KEY (item, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE stop (
  kind TEXT NOT NULL, destination TEXT NOT NULL, tail TEXT NOT NULL, note TEXT NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (kind, destination)
) STRICT, WITHOUT ROWID;
CREATE TABLE price (
  prefix TEXT PRIMARY KEY, per_part INTEGER NOT NULL, number TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('item',10);
INSERT INTO sqlite_sequence VALUES('event',33);
INSERT INTO sqlite_sequence VALUES('draft',1);
CREATE INDEX event_of_item ON event (item, seq);
CREATE INDEX event_of_smslog ON event (smslog_id) WHERE smslog_id IS NOT NULL;
CREATE INDEX standing_open ON standing (item) WHERE kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled');
CREATE INDEX standing_alarming ON standing (item)
  WHERE kind NOT IN ('accepted', 'cancelled', 'settled');
CREATE TRIGGER event_counts AFTER INSERT ON event BEGIN
  UPDATE tally SET rows = rows - 1 WHERE kind = (SELECT kind FROM standing WHERE item = new.item);
  INSERT INTO tally VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET rows = rows + 1;
  INSERT INTO standing VALUES (new.item, new.seq, new.kind, new.fence) ON CONFLICT DO UPDATE SET
    event = new.seq, kind = new.kind, fence = ifnull(new.fence, fence);
END;
CREATE TRIGGER event_lawful BEFORE INSERT ON event
  WHEN NOT EXISTS (SELECT 1 FROM lawful WHERE next = new.kind
    AND previous = ifnull((SELECT kind FROM standing WHERE item = new.item), '')) BEGIN
  SELECT RAISE(ABORT, 'unlawful step of an outbox item');
END;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
CREATE TRIGGER item_remains BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'items are never removed'); END;
CREATE TRIGGER draft_inserted AFTER INSERT ON draft BEGIN
  INSERT INTO tally VALUES ('draft', 1) ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER draft_deleted AFTER DELETE ON draft BEGIN
  UPDATE tally SET rows = rows - 1 WHERE kind = 'draft';
END;
CREATE INDEX item_of_tail ON item (tail, created_at) WHERE tail IS NOT NULL;
CREATE INDEX item_of_others ON item (kind, destination, created_at) WHERE kind <> 'number';
CREATE INDEX item_by_time ON item (created_at);
CREATE TRIGGER item_stays BEFORE UPDATE ON item BEGIN SELECT RAISE(ABORT, 'items never change'); END;
CREATE INDEX receipt_of_smslog ON receipt (smslog_id) WHERE smslog_id IS NOT NULL;
CREATE TRIGGER overridden_stays BEFORE UPDATE ON overridden BEGIN
  SELECT RAISE(ABORT, 'overrides never change'); END;
CREATE TRIGGER overridden_remains BEFORE DELETE ON overridden BEGIN
  SELECT RAISE(ABORT, 'overrides are never removed'); END;
CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipts never change'); END;
CREATE TRIGGER receipt_remains BEFORE DELETE ON receipt BEGIN
  SELECT RAISE(ABORT, 'receipts are never removed'); END;
CREATE INDEX stop_of_tail ON stop (tail);
COMMIT;
