"""What opens a sealed body on a team's server: the database itself, when enough have committed.

A trigger looks at each new act. It reads headers, reveals, states of entries and protocols, never
the body of a decision, an entry or a judgement, so that nothing it does or leaves undone can tell
what is in one. A reveal opens the decisions that it names where two logins have decided on that
record, or where the protocol that a decision was made under asks for one reviewer only; two
judgements of one thing open each other. What follows from more than that - duplicates, a rule that
asks what was decided - is for the owner's own program.
"""

from __future__ import annotations

from collections.abc import Iterator

_FIXED = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

# Acts from before headers told the place tell it in their bodies.
_KNOWN = """
CREATE OR REPLACE FUNCTION public.known_of(header public.act) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN header.about <> '' THEN header.about::jsonb
    ELSE (SELECT b.body::jsonb FROM public.act_body b WHERE b.act_id = header.id) END
$$"""

# Taken back by its own writer, and that not taken back in turn.
_WITHDRAWN = """
CREATE OR REPLACE FUNCTION public.is_withdrawn(header public.act) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.act w JOIN public.act_body b ON b.act_id = w.id
    WHERE w.kind = 'withdraw' AND w.subject = header.subject AND w."by" = header."by"
      AND b.body::jsonb ->> 'act' = header.id
      AND NOT EXISTS (
        SELECT 1 FROM public.act r JOIN public.act_body c ON c.act_id = r.id
        WHERE r.kind = 'withdraw' AND r.subject = w.subject AND r."by" = w."by"
          AND c.body::jsonb ->> 'act' = w.id))
$$"""

# A decision that somebody else wrote down for a reviewer commits nobody, nor does one that is to be
# made anew.
_DECISIONS = """
CREATE OR REPLACE FUNCTION public.open_decisions(named jsonb) RETURNS void
LANGUAGE sql AS $$
  WITH wanted AS (
    SELECT d.id, d.subject, public.known_of(d) AS known
    FROM (SELECT DISTINCT jsonb_array_elements_text(named) AS id) n
    JOIN public.act d ON d.id = n.id
    WHERE d.kind = 'decide' AND NOT public.is_withdrawn(d)
      AND NOT EXISTS (SELECT 1 FROM public.opened o WHERE o.act_id = d.id)
  ), aside AS (
    SELECT n.id FROM public.act g JOIN public.act_body b ON b.act_id = g.id
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE
      jsonb_typeof(b.body::jsonb -> 'decisions')
      WHEN 'array' THEN b.body::jsonb -> 'decisions' ELSE '[]'::jsonb END) n(id)
    WHERE g.kind IN ('close-round', 'again') AND NOT public.is_withdrawn(g)
  ), committed AS (
    SELECT d.subject, public.known_of(d) ->> 'stage' AS stage
    FROM public.act d
    WHERE d.kind = 'decide' AND d.subject IN (SELECT w.subject FROM wanted w)
      AND d."by" = d.reviewer AND NOT public.is_withdrawn(d)
      AND d.id NOT IN (SELECT a.id FROM aside a)
    GROUP BY 1, 2 HAVING count(DISTINCT d."by") >= 2
  )
  INSERT INTO public.opened (act_id)
  SELECT w.id FROM wanted w
  WHERE EXISTS (
      SELECT 1 FROM committed c WHERE c.subject = w.subject AND c.stage = w.known ->> 'stage')
    OR EXISTS (
      SELECT 1 FROM public.act p JOIN public.act_body b ON b.act_id = p.id
      WHERE p.id = w.known ->> 'protocol' AND p.kind = 'protocol'
        AND b.body::jsonb -> 'protocol' -> 'rules' ->> (w.known ->> 'stage') = 'one')
  ORDER BY w.id
  ON CONFLICT (act_id) DO NOTHING
$$"""

# Acts of an older program name the part as `arm`.
_PART = """
CREATE OR REPLACE FUNCTION public.part_of(said jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$ SELECT COALESCE(said -> 'part', said -> 'arm') $$"""

_ENTRIES = """
CREATE OR REPLACE FUNCTION public.open_entries(study text, place jsonb) RETURNS void
LANGUAGE sql AS $$
  WITH latest AS (
    SELECT DISTINCT ON (s."by") s."by", b.body::jsonb -> 'complete' = 'true'::jsonb AS complete,
      COALESCE(b.body::jsonb -> 'checked' = 'true'::jsonb, false) AS checked
    FROM public.act s JOIN public.act_body b ON b.act_id = s.id
    WHERE s.kind = 'entry-state' AND s.subject = study AND s."by" = s.reviewer
      AND b.body::jsonb -> 'form' = place -> 'form'
      AND public.part_of(b.body::jsonb) = public.part_of(place)
      AND NOT public.is_withdrawn(s)
    ORDER BY s."by", s.lamport DESC, s.writer DESC, s.seq DESC
  ), done AS (SELECT l."by", l.checked FROM latest l WHERE l.complete)
  INSERT INTO public.opened (act_id)
  SELECT e.id FROM public.act e
  WHERE e.kind = 'entry' AND e.subject = study AND e."by" = e.reviewer
    AND e."by" IN (SELECT d."by" FROM done d)
    AND (SELECT count(*) >= 2 OR bool_or(d.checked) FROM done d)
    AND public.known_of(e) -> 'form' = place -> 'form'
    AND public.part_of(public.known_of(e)) = public.part_of(place)
    AND NOT public.is_withdrawn(e)
  ORDER BY e.id
  ON CONFLICT (act_id) DO NOTHING
$$"""

_JUDGEMENTS = """
CREATE OR REPLACE FUNCTION public.open_judgements(thing text) RETURNS void
LANGUAGE sql AS $$
  WITH judged AS (
    SELECT g.id, g."by" FROM public.act g
    WHERE g.kind = 'grade' AND g.subject = thing AND g."by" = g.reviewer
      AND NOT public.is_withdrawn(g)
  )
  INSERT INTO public.opened (act_id)
  SELECT j.id FROM judged j WHERE (SELECT count(DISTINCT o."by") >= 2 FROM judged o)
  ORDER BY j.id
  ON CONFLICT (act_id) DO NOTHING
$$"""

# An undo may bring back that an entry is complete, or a judgement, so it is looked at as well.
_TRIGGER = f"""
CREATE OR REPLACE FUNCTION public.open_what_is_complete() RETURNS trigger
LANGUAGE plpgsql {_FIXED} AS $$
DECLARE
  header public.act;
  said jsonb;
BEGIN
  SELECT * INTO header FROM public.act WHERE id = NEW.act_id;
  IF header.kind NOT IN ('reveal', 'entry-state', 'grade', 'withdraw') THEN
    RETURN NULL;
  END IF;
  said := NEW.body::jsonb;
  IF header.kind = 'reveal' THEN
    PERFORM public.open_decisions(said -> 'decisions');
    RETURN NULL;
  END IF;
  FOR undone IN 1..2 LOOP
    EXIT WHEN header.kind IS DISTINCT FROM 'withdraw';
    SELECT * INTO header FROM public.act WHERE id = said ->> 'act';
    SELECT b.body::jsonb INTO said FROM public.act_body b
      WHERE b.act_id = header.id AND header.kind IN ('withdraw', 'entry-state');
  END LOOP;
  IF header.kind = 'entry-state' THEN
    PERFORM public.open_entries(header.subject, said);
  ELSIF header.kind = 'grade' THEN
    PERFORM public.open_judgements(header.subject);
  END IF;
  RETURN NULL;
END $$"""

# Their numbers tell who reads how far they have read, so they are given in the order of commits.
_IN_TURN = """
CREATE OR REPLACE FUNCTION public.open_in_turn() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(732, 0);
  RETURN NULL;
END $$"""

_FUNCTIONS = {
    "known_of(public.act)": _KNOWN,
    "is_withdrawn(public.act)": _WITHDRAWN,
    "open_decisions(jsonb)": _DECISIONS,
    "part_of(jsonb)": _PART,
    "open_entries(text, jsonb)": _ENTRIES,
    "open_judgements(text)": _JUDGEMENTS,
    "open_what_is_complete()": _TRIGGER,
    "open_in_turn()": _IN_TURN,
}
_TRIGGERS = {
    "act_body_opens": "AFTER INSERT ON public.act_body FOR EACH ROW "
    "EXECUTE FUNCTION public.open_what_is_complete()",
    "opened_in_turn": "BEFORE INSERT ON public.opened FOR EACH STATEMENT "
    "EXECUTE FUNCTION public.open_in_turn()",
}

# What was revealed while nobody was kept from reading stays revealed.
SO_FAR = (
    """INSERT INTO public.opened (act_id)
    SELECT DISTINCT d.id FROM public.act r JOIN public.act_body b ON b.act_id = r.id
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE
      jsonb_typeof(b.body::jsonb -> 'decisions')
      WHEN 'array' THEN b.body::jsonb -> 'decisions' END) n(id)
    JOIN public.act d ON d.id = n.id AND d.kind = 'decide'
    WHERE r.kind = 'reveal' ON CONFLICT (act_id) DO NOTHING""",
    """SELECT public.open_entries(s.subject, b.body::jsonb)
    FROM public.act s JOIN public.act_body b ON b.act_id = s.id WHERE s.kind = 'entry-state'""",
    "SELECT public.open_judgements(j.subject) FROM "
    "(SELECT DISTINCT subject FROM public.act WHERE kind = 'grade') j",
)


def statements() -> Iterator[str]:
    """Give the statements that make the triggers anew; they may be run again at any time."""
    yield "CREATE INDEX IF NOT EXISTS act_place ON public.act (subject, kind)"
    for signature, function in _FUNCTIONS.items():
        yield function
        yield f"REVOKE ALL ON FUNCTION public.{signature} FROM PUBLIC"
    for trigger, rule in _TRIGGERS.items():
        yield f"CREATE OR REPLACE TRIGGER {trigger} {rule}"
