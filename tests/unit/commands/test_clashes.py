"""Clashes on the command line: every side with its number, and one taken."""

from __future__ import annotations

from pathlib import Path

from tests.clashing import apart_and_merged, changed_twice, settled_twice
from tests.sample import Sample
from tests.unit.commands.conftest import Type


def test_a_clash_is_listed_with_its_sides_and_settled(command: Type, tmp_path: Path) -> None:
    sample = Sample.begin(str(tmp_path / "review.db"), 5)
    settled_twice(sample)
    apart_and_merged(sample)
    sample.close()
    listed = command("clashes --json")
    assert listed.code == 0
    one, other = listed.json["clashes"]
    assert set(one) == {"id", "kind", "about", "record_id", "sides"}
    assert [clash["kind"] for clash in (one, other)] == ["settlement", "duplicates"]
    assert set(one["sides"][0]) == {"number", "act", "by", "at", "says"}
    text = command("clashes").out
    assert one["id"] in text
    assert text.index("1  anna, 20") < text.index("2  bo, 20")
    assert "other sample" in text
    line = f"clashes settle {other['id']} --take 2 --why agreed"
    assert command(line).code == 0, "anybody may judge a pair"
    assert command(line).code == 2, "it waits no longer"
    line = f"clashes settle {one['id']} --take 1 --why agreed"
    assert command(line).code == 2, "who settles a conflict says who they are"
    assert command(line, "anna").code == 0
    said = command("clashes")
    assert (said.code, said.out) == (0, "No clash waits.\n")


def test_what_is_no_clash_is_refused_in_words(begun: Type) -> None:
    said = begun("clashes settle c-123456 --take 1 --why x", "anna")
    assert (said.code, said.out) == (2, "")
    assert "No clash c-123456 waits." in said.talk


def test_of_two_protocols_the_one_before_holds_and_show_says_so(
    command: Type, tmp_path: Path
) -> None:
    sample = Sample.begin(str(tmp_path / "review.db"), 0)
    changed_twice(sample)
    sample.close()
    shown = command("protocol show")
    assert "Question" not in shown.out
    assert "2 versions were made without each other" in shown.talk
    assert command("check").code == 1
    (tmp_path / "p.toml").write_text('title = "Sample"\n')
    assert command("protocol set p.toml", "anna").code == 0, "even back to what holds meanwhile"
    assert "without each other" not in command("protocol show").talk
    assert command("clashes --json").json == {"clashes": []}
