BEGIN TRANSACTION;
CREATE TABLE act (
	id VARCHAR(32) NOT NULL, 
	writer VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	prev_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	lamport BIGINT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	account TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	body_hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "act" VALUES('7f7c6915f8db4d3b89ef3b5943041b83','d6183a969d6e5ec181414d08b412c394',1,'0000000000000000000000000000000000000000000000000000000000000000','88823b64a2255c99892bf2982703474ed7c106096324f10e7517ffcb55a060d8',1,'2026-11-24T00:07:29.242Z','anna','kari@laptop','anna','2026-11-24T00:07:29.242Z','team','anna','49a1ab783591edd2837d4948720649981fc264f3854ecda32033c52b8b2d043c');
INSERT INTO "act" VALUES('ca0d89b424814d3d80b551185d1c2bab','d6183a969d6e5ec181414d08b412c394',2,'88823b64a2255c99892bf2982703474ed7c106096324f10e7517ffcb55a060d8','03b14d94b9f615c0472c429b47766785b590c68b033b5127820da83d7390c111',2,'2026-11-24T00:07:29.245Z','anna','kari@laptop','anna','2026-11-24T00:07:29.245Z','team','bo','4a99c3bac499c57c5fbc19f9cf91c03395fa889c70af1e26d5bcbcb228ca0e74');
INSERT INTO "act" VALUES('4a2809eba4e145069f7254768c85f96a','d6183a969d6e5ec181414d08b412c394',3,'03b14d94b9f615c0472c429b47766785b590c68b033b5127820da83d7390c111','d1f5e22fc11429d5b16e45be1954809b92814cf00258dc42f8672c9756ad0671',3,'2026-11-24T00:07:29.246Z','anna','kari@laptop','anna','2026-11-24T00:07:29.246Z','team','cem','449ffde95c6d1002d58f746116f9a9c78605224710bb48409df6ccb2941dd6ea');
INSERT INTO "act" VALUES('1b61d03bdb424c27b19bf52faec3e9c1','d6183a969d6e5ec181414d08b412c394',4,'d1f5e22fc11429d5b16e45be1954809b92814cf00258dc42f8672c9756ad0671','d64893575506f7a436f0ccf996593c3f82d6989b7ac58b3da1cdac68a8ae1cd3',4,'2026-11-24T00:07:29.247Z','anna','kari@laptop','anna','2026-11-24T00:07:29.247Z','protocol','protocol','5ae611592fb77dbfd2475098fc5877ba817ca59f56a8cccedbf3acddd6763856');
INSERT INTO "act" VALUES('4b798c2b75104018a4c89f0cf9963e83','d6183a969d6e5ec181414d08b412c394',5,'d64893575506f7a436f0ccf996593c3f82d6989b7ac58b3da1cdac68a8ae1cd3','3599e556ff6f563f095b6ef3b2723d632d3de9022af7c2e2a0163b2c4e975dfc',5,'2026-11-24T00:07:29.257Z','anna','kari@laptop','anna','2026-11-24T00:07:29.257Z','import','8d6d31e1da4d51818cdacda2ce058e7f','1b669ad32aca1870cc8893c83a628d0ad14149aac34290f217c8995f40f33bc6');
INSERT INTO "act" VALUES('53fba519974345d78fdb7edbcceaf556','d6183a969d6e5ec181414d08b412c394',6,'3599e556ff6f563f095b6ef3b2723d632d3de9022af7c2e2a0163b2c4e975dfc','9ac05af11175cd955838033a307357209063aeb105e1e142c2e7d68532883b1e',6,'2026-11-24T00:07:29.286Z','anna','kari@laptop','anna','2026-11-24T00:07:29.286Z','decide','ee2a4113477b53d3b977ec3a533e5293','7e3882fbec05ef8c50b137168a838623b956c91bbd13cc6a382bb99572f2ace6');
INSERT INTO "act" VALUES('1f458d01370944b3b366ac24162139df','c7c741f24c9653dab977f3e4c44c0ba8',1,'0000000000000000000000000000000000000000000000000000000000000000','8d188ec77dd0950be6a0d50c01b5db2234174d4471cdc2096b516d0e0262bef4',7,'2026-11-24T00:07:29.299Z','bo','kari@laptop','bo','2026-11-24T00:07:29.299Z','decide','ee2a4113477b53d3b977ec3a533e5293','8fcbc380471ca66adeda1da9c5a0b40949fd8f1aa04ca69c5b6866736458535d');
INSERT INTO "act" VALUES('e3af7697f0044646858c93811b6d6382','d6183a969d6e5ec181414d08b412c394',7,'9ac05af11175cd955838033a307357209063aeb105e1e142c2e7d68532883b1e','c8e3b449b31a949173957a0a4c9ca99cc87452907a6eaa5edf28e032731adf02',8,'2026-11-24T00:07:29.309Z','anna','kari@laptop','anna','2026-11-24T00:07:29.309Z','decide','4e78845ecffc5316a84ad1e95e6c9769','966a787401894b9b7e70b8102a31c644b6c8975b274e9119b9aee21e1f73c838');
CREATE TABLE act_body (
	act_id VARCHAR(32) NOT NULL, 
	nonce VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (act_id), 
	FOREIGN KEY(act_id) REFERENCES act (id)
);
INSERT INTO "act_body" VALUES('7f7c6915f8db4d3b89ef3b5943041b83','febf248dad57468fbc073e8bdfe0709e','{"active":true,"roles":["lead","screener","extractor","librarian"]}');
INSERT INTO "act_body" VALUES('ca0d89b424814d3d80b551185d1c2bab','03e2edcfadd94b978ec758d5355786fb','{"active":true,"roles":["screener","extractor","librarian"]}');
INSERT INTO "act_body" VALUES('4a2809eba4e145069f7254768c85f96a','aea7da6cb25946818f4168b1551640ee','{"active":true,"roles":["adjudicator"]}');
INSERT INTO "act_body" VALUES('1b61d03bdb424c27b19bf52faec3e9c1','ea686781943d4d8b857bb60db0b199a8','{"parent":"","protocol":{"calibration_target":"","criteria":[],"maybe":"forward","question":"","reasons":[{"definition":"","en":"Wrong publication type","id":"publication-type","nb":"Feil publikasjonstype"},{"definition":"","en":"Wrong language","id":"language","nb":"Feil språk"},{"definition":"","en":"Wrong study design","id":"study-design","nb":"Feil studiedesign"},{"definition":"","en":"Wrong population","id":"population","nb":"Feil populasjon"},{"definition":"","en":"Wrong intervention","id":"intervention","nb":"Feil tiltak"},{"definition":"","en":"Wrong comparator","id":"comparator","nb":"Feil kontrollbetingelse"},{"definition":"","en":"Outcome not measured","id":"outcome","nb":"Utfallet er ikke målt"},{"definition":"","en":"Wrong setting","id":"setting","nb":"Feil setting"}],"reveal":"round","rules":{"full-text":"both","title-abstract":"both"},"screen_other_methods":false,"terms":{"exclude":[],"include":[]},"title":"Sample"}}');
INSERT INTO "act_body" VALUES('4b798c2b75104018a4c89f0cf9963e83','68079c68000a4bd7b9beb3cfcc0a0dff','{"file":"PsycINFO.ris","records":3,"source":"PsycINFO"}');
INSERT INTO "act_body" VALUES('53fba519974345d78fdb7edbcceaf556','e21fbc34d2a94c75bd27121dcc8b5228','{"protocol":"1b61d03bdb424c27b19bf52faec3e9c1","replaces":[],"stage":"title-abstract","verdict":"include"}');
INSERT INTO "act_body" VALUES('1f458d01370944b3b366ac24162139df','1b3e4cc21fc0460388eb440fca956c68','{"fails":[],"protocol":"1b61d03bdb424c27b19bf52faec3e9c1","reasons":[],"replaces":[],"stage":"title-abstract","verdict":"exclude"}');
INSERT INTO "act_body" VALUES('e3af7697f0044646858c93811b6d6382','41fdc8957c534e2eb3e4062d35b3946d','{"protocol":"1b61d03bdb424c27b19bf52faec3e9c1","replaces":[],"stage":"title-abstract","verdict":"include"}');
CREATE TABLE act_record (
	record_id VARCHAR(32) NOT NULL, 
	act_id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (record_id, act_id)
);
INSERT INTO "act_record" VALUES('ee2a4113477b53d3b977ec3a533e5293','53fba519974345d78fdb7edbcceaf556');
INSERT INTO "act_record" VALUES('ee2a4113477b53d3b977ec3a533e5293','1f458d01370944b3b366ac24162139df');
INSERT INTO "act_record" VALUES('4e78845ecffc5316a84ad1e95e6c9769','e3af7697f0044646858c93811b6d6382');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE ballot (
	set_id VARCHAR(32) NOT NULL, 
	stage TEXT NOT NULL, 
	round_id VARCHAR(32) NOT NULL, 
	place BIGINT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	revealed BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	settlement VARCHAR(32) NOT NULL, 
	reasons_differ BOOLEAN NOT NULL, 
	PRIMARY KEY (set_id, stage)
);
INSERT INTO "ballot" VALUES('63bd9dc495445f4d94236c784394925f','title-abstract','00000000000000000000000000000001',10000002,0,0,'pending','','',0);
INSERT INTO "ballot" VALUES('ee2a4113477b53d3b977ec3a533e5293','title-abstract','00000000000000000000000000000001',10000000,1,0,'pending','','',0);
INSERT INTO "ballot" VALUES('4e78845ecffc5316a84ad1e95e6c9769','title-abstract','00000000000000000000000000000001',10000001,0,0,'pending','','',0);
CREATE TABLE ballot_part (
	set_id VARCHAR(32) NOT NULL, 
	stage TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	decision_id VARCHAR(32) NOT NULL, 
	first_id VARCHAR(32) NOT NULL, 
	verdict TEXT NOT NULL, 
	revealed BOOLEAN NOT NULL, 
	place BIGINT NOT NULL, 
	PRIMARY KEY (set_id, stage, reviewer)
);
INSERT INTO "ballot_part" VALUES('ee2a4113477b53d3b977ec3a533e5293','title-abstract','anna','53fba519974345d78fdb7edbcceaf556','53fba519974345d78fdb7edbcceaf556','include',0,10000000);
INSERT INTO "ballot_part" VALUES('ee2a4113477b53d3b977ec3a533e5293','title-abstract','bo','1f458d01370944b3b366ac24162139df','1f458d01370944b3b366ac24162139df','exclude',0,10000000);
INSERT INTO "ballot_part" VALUES('4e78845ecffc5316a84ad1e95e6c9769','title-abstract','anna','e3af7697f0044646858c93811b6d6382','e3af7697f0044646858c93811b6d6382','include',0,10000001);
CREATE TABLE bond (
	act_id VARCHAR(32) NOT NULL, 
	a VARCHAR(32) NOT NULL, 
	b VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (act_id, a, b, kind)
);
CREATE TABLE decision (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	stage TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	fails TEXT NOT NULL, 
	note TEXT NOT NULL, 
	at TEXT NOT NULL, 
	protocol VARCHAR(32) NOT NULL, 
	replaces TEXT NOT NULL, 
	PRIMARY KEY (act_id)
);
INSERT INTO "decision" VALUES('53fba519974345d78fdb7edbcceaf556','000000000006-d6183a969d6e5ec181414d08b412c394-000000006','ee2a4113477b53d3b977ec3a533e5293','title-abstract','anna','include','','','','2026-11-24T00:07:29.286Z','1b61d03bdb424c27b19bf52faec3e9c1','');
INSERT INTO "decision" VALUES('1f458d01370944b3b366ac24162139df','000000000007-c7c741f24c9653dab977f3e4c44c0ba8-000000001','ee2a4113477b53d3b977ec3a533e5293','title-abstract','bo','exclude','','','','2026-11-24T00:07:29.299Z','1b61d03bdb424c27b19bf52faec3e9c1','');
INSERT INTO "decision" VALUES('e3af7697f0044646858c93811b6d6382','000000000008-d6183a969d6e5ec181414d08b412c394-000000007','4e78845ecffc5316a84ad1e95e6c9769','title-abstract','anna','include','','','','2026-11-24T00:07:29.309Z','1b61d03bdb424c27b19bf52faec3e9c1','');
CREATE TABLE duplicate_set (
	set_id VARCHAR(32) NOT NULL, 
	shown_id VARCHAR(32) NOT NULL, 
	size INTEGER NOT NULL, 
	arm TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	place BIGINT NOT NULL, 
	removed TEXT NOT NULL, 
	title_abstract TEXT NOT NULL, 
	retrieval TEXT NOT NULL, 
	full_text TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	standing TEXT NOT NULL, 
	PRIMARY KEY (set_id)
);
INSERT INTO "duplicate_set" VALUES('4e78845ecffc5316a84ad1e95e6c9769','4e78845ecffc5316a84ad1e95e6c9769',1,'database','database',10000001,'','pending','','pending','','to-screen');
INSERT INTO "duplicate_set" VALUES('63bd9dc495445f4d94236c784394925f','63bd9dc495445f4d94236c784394925f',1,'database','database',10000002,'','pending','','pending','','to-screen');
INSERT INTO "duplicate_set" VALUES('ee2a4113477b53d3b977ec3a533e5293','ee2a4113477b53d3b977ec3a533e5293',1,'database','database',10000000,'','pending','','pending','','to-screen');
CREATE TABLE entry_state (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	study_id VARCHAR(32) NOT NULL, 
	form TEXT NOT NULL, 
	arm TEXT NOT NULL, 
	extractor TEXT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	PRIMARY KEY (act_id)
);
CREATE TABLE entry_value (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	study_id VARCHAR(32) NOT NULL, 
	form TEXT NOT NULL, 
	arm TEXT NOT NULL, 
	extractor TEXT NOT NULL, 
	path TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (act_id, path)
);
CREATE TABLE form_version (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	form TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (act_id)
);
CREATE TABLE import_act (
	act_id VARCHAR(32) NOT NULL, 
	import_file_id VARCHAR(32) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (act_id)
);
INSERT INTO "import_act" VALUES('4b798c2b75104018a4c89f0cf9963e83','8d6d31e1da4d51818cdacda2ce058e7f',1);
CREATE TABLE import_file (
	id VARCHAR(32) NOT NULL, 
	source_id VARCHAR(32) NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	bytes INTEGER NOT NULL, 
	format TEXT DEFAULT '' NOT NULL, 
	dialect TEXT DEFAULT '' NOT NULL, 
	encoding TEXT DEFAULT '' NOT NULL, 
	found INTEGER NOT NULL, 
	imported INTEGER NOT NULL, 
	copy INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "import_file" VALUES('8d6d31e1da4d51818cdacda2ce058e7f','111dedc3d508572d925b02cc490ea9de','PsycINFO.ris','f3dc4c867b87dcd028a5226686c2b32631c504533ddf2f27616dce00075d3914',1608,'ris','','utf-8',3,3,0);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('review_id','16987fd2f08343e3a948a516f99eaa38');
INSERT INTO "meta" VALUES('copy_id','4778b1257b9d4b8fb4d14dbcc324dfb8');
INSERT INTO "meta" VALUES('title','Sample');
CREATE TABLE person (
	name TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "person" VALUES('anna','lead screener extractor librarian',1,0);
INSERT INTO "person" VALUES('bo','screener extractor librarian',1,1);
INSERT INTO "person" VALUES('cem','adjudicator',1,2);
CREATE TABLE protocol_version (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	parent TEXT DEFAULT '' NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (act_id)
);
INSERT INTO "protocol_version" VALUES('1b61d03bdb424c27b19bf52faec3e9c1','000000000004-d6183a969d6e5ec181414d08b412c394-000000004','','{"calibration_target":"","criteria":[],"maybe":"forward","question":"","reasons":[{"definition":"","en":"Wrong publication type","id":"publication-type","nb":"Feil publikasjonstype"},{"definition":"","en":"Wrong language","id":"language","nb":"Feil språk"},{"definition":"","en":"Wrong study design","id":"study-design","nb":"Feil studiedesign"},{"definition":"","en":"Wrong population","id":"population","nb":"Feil populasjon"},{"definition":"","en":"Wrong intervention","id":"intervention","nb":"Feil tiltak"},{"definition":"","en":"Wrong comparator","id":"comparator","nb":"Feil kontrollbetingelse"},{"definition":"","en":"Outcome not measured","id":"outcome","nb":"Utfallet er ikke målt"},{"definition":"","en":"Wrong setting","id":"setting","nb":"Feil setting"}],"reveal":"round","rules":{"full-text":"both","title-abstract":"both"},"screen_other_methods":false,"terms":{"exclude":[],"include":[]},"title":"Sample"}');
CREATE TABLE record (
	id VARCHAR(32) NOT NULL, 
	import_file_id VARCHAR(32) NOT NULL, 
	source_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	accession TEXT DEFAULT '' NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	authors TEXT DEFAULT '' NOT NULL, 
	year INTEGER, 
	journal TEXT DEFAULT '' NOT NULL, 
	doi TEXT DEFAULT '' NOT NULL, 
	pmid TEXT DEFAULT '' NOT NULL, 
	has_abstract BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(import_file_id) REFERENCES import_file (id), 
	FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "record" VALUES('ee2a4113477b53d3b977ec3a533e5293','8d6d31e1da4d51818cdacda2ce058e7f','111dedc3d508572d925b02cc490ea9de',0,'acc-0','Home visits for new parents','Surname0, Given',2000,'Journal of Invented Studies','','',1);
INSERT INTO "record" VALUES('4e78845ecffc5316a84ad1e95e6c9769','8d6d31e1da4d51818cdacda2ce058e7f','111dedc3d508572d925b02cc490ea9de',1,'acc-1','Group training in parenting skills','Surname1, Given',2001,'Journal of Invented Studies','','',1);
INSERT INTO "record" VALUES('63bd9dc495445f4d94236c784394925f','8d6d31e1da4d51818cdacda2ce058e7f','111dedc3d508572d925b02cc490ea9de',2,'acc-2','School meals and attendance','Surname2, Given',2002,'Journal of Invented Studies','','',1);
CREATE TABLE record_set (
	record_id VARCHAR(32) NOT NULL, 
	set_id VARCHAR(32) NOT NULL, 
	source_id VARCHAR(32) NOT NULL, 
	place BIGINT NOT NULL, 
	PRIMARY KEY (record_id)
);
INSERT INTO "record_set" VALUES('4e78845ecffc5316a84ad1e95e6c9769','4e78845ecffc5316a84ad1e95e6c9769','111dedc3d508572d925b02cc490ea9de',10000001);
INSERT INTO "record_set" VALUES('63bd9dc495445f4d94236c784394925f','63bd9dc495445f4d94236c784394925f','111dedc3d508572d925b02cc490ea9de',10000002);
INSERT INTO "record_set" VALUES('ee2a4113477b53d3b977ec3a533e5293','ee2a4113477b53d3b977ec3a533e5293','111dedc3d508572d925b02cc490ea9de',10000000);
CREATE TABLE record_text (
	record_id VARCHAR(32) NOT NULL, 
	abstract TEXT DEFAULT '' NOT NULL, 
	fields TEXT DEFAULT '' NOT NULL, 
	raw TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (record_id), 
	FOREIGN KEY(record_id) REFERENCES record (id)
);
INSERT INTO "record_text" VALUES('ee2a4113477b53d3b977ec3a533e5293','Invented abstract number 0.','{"title": "Home visits for new parents", "authors": ["Surname0, Given"], "year": 2000, "journal": "Journal of Invented Studies", "accession": "acc-0"}','');
INSERT INTO "record_text" VALUES('4e78845ecffc5316a84ad1e95e6c9769','Invented abstract number 1.','{"title": "Group training in parenting skills", "authors": ["Surname1, Given"], "year": 2001, "journal": "Journal of Invented Studies", "accession": "acc-1"}','');
INSERT INTO "record_text" VALUES('63bd9dc495445f4d94236c784394925f','Invented abstract number 2.','{"title": "School meals and attendance", "authors": ["Surname2, Given"], "year": 2002, "journal": "Journal of Invented Studies", "accession": "acc-2"}','');
CREATE TABLE rejected_record (
	import_file_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	why TEXT DEFAULT '' NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (import_file_id, position), 
	FOREIGN KEY(import_file_id) REFERENCES import_file (id)
);
CREATE TABLE removal (
	act_id VARCHAR(32) NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	because TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (act_id)
);
CREATE TABLE retrieval (
	act_id VARCHAR(32) NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	file TEXT DEFAULT '' NOT NULL, 
	via TEXT DEFAULT '' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (act_id)
);
CREATE TABLE revealed (
	decision_id VARCHAR(32) NOT NULL, 
	act_id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (decision_id, act_id)
);
CREATE TABLE round_record (
	round_id VARCHAR(32) NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (round_id, record_id)
);
CREATE TABLE screening_round (
	id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	seed INTEGER NOT NULL, 
	closed BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE settlement (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	stage TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	method TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	why TEXT NOT NULL, 
	people TEXT NOT NULL, 
	settles TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (act_id)
);
CREATE TABLE source (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	platform TEXT DEFAULT '' NOT NULL, 
	searched TEXT DEFAULT '' NOT NULL, 
	hits INTEGER, 
	"query" TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "source" VALUES('111dedc3d508572d925b02cc490ea9de','PsycINFO','database','','',NULL,'');
CREATE TABLE study_link (
	act_id VARCHAR(32) NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	study_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	linked BOOLEAN NOT NULL, 
	PRIMARY KEY (act_id, record_id, study_id)
);
CREATE TABLE team_act (
	act_id VARCHAR(32) NOT NULL, 
	"order" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	PRIMARY KEY (act_id)
);
INSERT INTO "team_act" VALUES('7f7c6915f8db4d3b89ef3b5943041b83','000000000001-d6183a969d6e5ec181414d08b412c394-000000001','anna','lead screener extractor librarian',1);
INSERT INTO "team_act" VALUES('ca0d89b424814d3d80b551185d1c2bab','000000000002-d6183a969d6e5ec181414d08b412c394-000000002','bo','screener extractor librarian',1);
INSERT INTO "team_act" VALUES('4a2809eba4e145069f7254768c85f96a','000000000003-d6183a969d6e5ec181414d08b412c394-000000003','cem','adjudicator',1);
CREATE TABLE withdrawal (
	act_id VARCHAR(32) NOT NULL, 
	withdrawn_by VARCHAR(32) NOT NULL, 
	PRIMARY KEY (act_id, withdrawn_by)
);
CREATE INDEX ix_act_kind ON act (kind);
CREATE UNIQUE INDEX act_of_writer ON act (writer, seq);
CREATE INDEX ix_act_lamport ON act (lamport);
CREATE INDEX ix_withdrawal_withdrawn_by ON withdrawal (withdrawn_by);
CREATE INDEX act_record_by_act ON act_record (act_id);
CREATE INDEX ix_import_act_import_file_id ON import_act (import_file_id);
CREATE INDEX bond_a ON bond (a, b);
CREATE INDEX bond_b ON bond (b);
CREATE INDEX ix_removal_record_id ON removal (record_id);
CREATE INDEX ix_retrieval_record_id ON retrieval (record_id);
CREATE INDEX study_link_record ON study_link (record_id);
CREATE INDEX ix_study_link_study_id ON study_link (study_id);
CREATE INDEX record_set_source ON record_set (source_id, set_id);
CREATE INDEX ix_record_set_set_id ON record_set (set_id);
CREATE INDEX duplicate_set_place ON duplicate_set (place);
CREATE INDEX duplicate_set_counts ON duplicate_set (arm, kind, standing, reason, removed);
CREATE INDEX decision_of_reviewer ON decision (reviewer, stage, record_id);
CREATE INDEX ix_decision_record_id ON decision (record_id);
CREATE INDEX ix_revealed_act_id ON revealed (act_id);
CREATE INDEX ballot_open ON ballot (stage, round_id, revealed, complete, settlement);
CREATE INDEX ballot_state ON ballot (stage, state, place);
CREATE INDEX ballot_part_of_reviewer ON ballot_part (reviewer, stage, place);
CREATE INDEX ix_settlement_record_id ON settlement (record_id);
CREATE INDEX ix_round_record_record_id ON round_record (record_id);
CREATE INDEX entry_value_of ON entry_value (study_id, form, arm, extractor);
CREATE INDEX entry_state_of ON entry_state (study_id, form, arm, extractor);
CREATE INDEX ix_import_file_sha256 ON import_file (sha256);
CREATE INDEX record_accession ON record (accession);
CREATE INDEX record_in_file ON record (import_file_id, position);
CREATE INDEX ix_record_source_id ON record (source_id);
CREATE TRIGGER source_no_update BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER import_file_no_update BEFORE UPDATE ON import_file BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER import_file_no_delete BEFORE DELETE ON import_file BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER rejected_record_no_update BEFORE UPDATE ON rejected_record BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER rejected_record_no_delete BEFORE DELETE ON rejected_record BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER record_text_no_update BEFORE UPDATE ON record_text BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER record_text_no_delete BEFORE DELETE ON record_text BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER act_body_no_update BEFORE UPDATE ON act_body BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
CREATE TRIGGER act_body_no_delete BEFORE DELETE ON act_body BEGIN SELECT RAISE(ABORT, 'facts and acts are written once'); END;
COMMIT;
