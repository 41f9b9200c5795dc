# SPDX-License-Identifier: MIT
"""The living notes folder: it follows what the reader marks, and whatever is done to its files, no word is lost."""

import itertools
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from paperdesk.config.options import Settings
from paperdesk.domain.managed_part import find
from paperdesk.library.library import Library
from paperdesk.services import notes_folder
from paperdesk.services.annotating import add_highlight, remove_papers, write_note
from paperdesk.services.importing import import_files
from paperdesk.services.triage import mark_papers, tag_papers
from paperdesk.services.vault import NotesFolderTrouble

TODAY = date(2026, 11, 25)
FIRST, SECOND = "2406.00001", "2406.00002"


def chosen(folder: Path, **more: str) -> Settings:
    return Settings(
        {"notes_folder.path": str(folder), **{f"notes_folder.{name}": value for name, value in more.items()}}
    )


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault of Obsidian with a folder for papers in it."""
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "papers").mkdir()
    return folder


@pytest.fixture
def filled(library, write, abstract) -> Library:
    """A library of three papers, one of them annotated."""
    lines = [abstract(n, title=f"On Nets {n}") for n in (1, 2, 3)]
    import_files(library, [write("papers.jsonl", lines)])
    add_highlight(library, library.find(FIRST), 0, 8, note="why", tags=["idea"])
    return library


@pytest.fixture
def sync(filled, vault, tmp_path):
    """Bring the folder up to date."""

    def run(again: bool = False, folder: Path | None = None, **more: str):
        said = chosen(folder or vault / "papers", **more)
        return notes_folder.sync(
            filled, said, again=again, templates=tmp_path / "none", today=lambda: TODAY, patience=0
        )

    return run


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def test_a_file_a_paper_that_has_annotations(sync, vault, filled) -> None:
    report = sync()
    assert names(vault) == ["papers/On Nets 1.md"]
    assert report.written == [str(vault / "papers" / "On Nets 1.md")]
    text = (vault / "papers" / "On Nets 1.md").read_text("utf-8")
    head = yaml.safe_load(text.split("---\n")[1])
    assert (head["key"], head["title"]) == (FIRST, "On Nets 1")
    part = find(text)
    assert part is not None
    assert (part.unit, part.is_ours) == (FIRST, True)
    assert "Abstract" in part.text
    assert "why" in part.text
    assert "#idea" in part.text


def test_nothing_new_writes_nothing(sync, vault) -> None:
    sync()
    before = (vault / "papers" / "On Nets 1.md").stat().st_mtime_ns
    report = sync()
    assert (report.written, report.conflicts, report.sentence()) == ([], [], "Nothing new to write")
    assert report.unchanged == 0  # it was not even looked at
    assert (vault / "papers" / "On Nets 1.md").stat().st_mtime_ns == before


def test_what_the_reader_wrote_around_it_stays_and_the_file_may_move(sync, vault, filled) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    head, _, rest = path.read_text("utf-8").partition("\n<!--")
    path.write_text(f"{head}mine above\n\n<!--{rest}\nmine below\n", "utf-8")
    moved = vault / "projects" / "my own name.md"
    moved.parent.mkdir()
    path.rename(moved)
    write_note(filled, filled.find(FIRST), "A new thought")
    report = sync()
    assert report.written == [str(moved)]
    assert names(vault) == ["projects/my own name.md"]
    text = moved.read_text("utf-8")
    assert "mine above\n" in text
    assert text.endswith("\nmine below\n")
    assert "A new thought" in text


def test_names_stay_when_titles_change_and_are_unique_whatever_the_case(sync, vault, filled, write, abstract) -> None:
    sync()
    import_files(filled, [write("more.jsonl", [abstract(4, title="on nets 1"), abstract(5, title="../../etc/passwd")])])
    for key in ("2406.00004", "2406.00005"):
        write_note(filled, filled.find(key), "x")
    sync()
    found = names(vault / "papers")
    assert found == ["On Nets 1.md", "etc passwd.md", "on nets 1 (annlee2024nets).md"] or len(found) == 3
    assert len({name.casefold() for name in found}) == 3
    assert names(vault) == [f"papers/{name}" for name in found]


def test_front_matter_follows_until_the_reader_touches_it(sync, vault, filled) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    mark_papers(filled, [filled.find(FIRST)], {"starred": True})
    sync()
    assert "starred: true" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("starred: true", "starred: true\nrating: 5"), "utf-8")
    mark_papers(filled, [filled.find(FIRST)], {"starred": False})
    assert sync().conflicts == []
    assert "rating: 5" in path.read_text("utf-8")


def test_what_was_changed_inside_is_kept_as_a_copy_beside_it(sync, vault, filled) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    path.write_text(path.read_text("utf-8").replace("why", "why indeed"), "utf-8")
    assert sync().conflicts == []
    assert "why indeed" in path.read_text("utf-8")
    write_note(filled, filled.find(FIRST), "New")
    copy = vault / "papers" / "On Nets 1 (conflict 2026-11-25).md"
    assert sync().conflicts == [str(copy)]
    assert "why indeed" in copy.read_text("utf-8")
    assert "On Nets 1.md" in copy.read_text("utf-8")
    assert find(copy.read_text("utf-8")) is None
    text = path.read_text("utf-8")
    assert "why indeed" not in text
    assert "New" in text
    path.write_text(text.replace("New", "Newer"), "utf-8")
    write_note(filled, filled.find(FIRST), "Newest")
    assert sync().conflicts == [str(copy.with_name("On Nets 1 (conflict 2026-11-25) 2.md"))]


def test_a_deleted_file_comes_back_with_new_annotations_or_when_asked(sync, vault, filled) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    path.unlink()
    tag_papers(filled, [filled.find(FIRST)], ["later"])
    report = sync()
    assert report.missing == [str(path)]
    assert not path.exists()
    add_highlight(filled, filled.find(FIRST), 10, 14)
    sync()
    assert path.exists()
    path.unlink()
    sync()
    assert not path.exists()
    sync(again=True)
    assert path.exists()


def test_a_paper_taken_out_keeps_its_file(sync, vault, filled) -> None:
    sync()
    before = (vault / "papers" / "On Nets 1.md").read_bytes()
    remove_papers(filled, [filled.find(FIRST)])
    assert sync().written == []
    assert (vault / "papers" / "On Nets 1.md").read_bytes() == before


def test_annotations_that_were_undone_leave_the_file(sync, vault, filled) -> None:
    sync()
    filled.undo()
    sync()
    text = (vault / "papers" / "On Nets 1.md").read_text("utf-8")
    assert "why" not in text
    assert "Abstract number 1" in text


def test_an_end_that_is_lost_is_told_and_the_file_left_alone(sync, vault, filled) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    broken = path.read_text("utf-8").replace("<!-- paperdesk:end", "mine")
    path.write_text(broken, "utf-8")
    write_note(filled, filled.find(FIRST), "New")
    ((file, why),) = sync().failed
    assert file == str(path)
    assert "the line that ends PaperDesk's part is gone" in why
    assert path.read_text("utf-8") == broken
    assert sync().failed  # until somebody sees to it
    path.unlink()
    assert sync().written == [str(path)]


def test_line_ends_of_windows_stay(sync, vault, filled) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"mine\r\n")
    write_note(filled, filled.find(FIRST), "New")
    assert sync().conflicts == []
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"mine\r\n")


def test_another_library_takes_the_files_over(sync, vault, filled, tmp_path, write, abstract) -> None:
    sync()
    with Library(tmp_path / "other") as other:
        import_files(other, [write("one.jsonl", [abstract(1, title="Another title")])])
        write_note(other, other.find(FIRST), "From the other machine")
        report = notes_folder.sync(other, chosen(vault / "papers"), templates=tmp_path, today=lambda: TODAY)
    assert report.written == [str(vault / "papers" / "On Nets 1.md")]
    assert report.conflicts == []
    assert names(vault) == ["papers/On Nets 1.md"]


def test_a_file_of_that_name_that_is_not_ours_stays(sync, vault) -> None:
    (vault / "papers" / "On Nets 1.md").write_text("theirs")
    sync()
    assert (vault / "papers" / "On Nets 1.md").read_text() == "theirs"
    assert len(names(vault)) == 2


@pytest.mark.parametrize("per", ["paper", "day"])
@pytest.mark.parametrize("form", ["obsidian", "logseq", "markdown"])
def test_every_form_is_found_again(sync, vault, filled, form, per) -> None:
    write_note(filled, filled.find(SECOND), f"See [[{FIRST}]]")
    sync(format=form, per=per)
    found = names(vault / "papers")
    assert found == (["On Nets 1.md", "On Nets 2.md"] if per == "paper" else ["2024-06-11.md"])
    parts = [find((vault / "papers" / name).read_text("utf-8")) for name in found]
    assert all(part and part.is_ours for part in parts)
    add_highlight(filled, filled.find(SECOND), 0, 8)
    report = sync(format=form, per=per)
    assert [Path(path).name for path in report.written] == found[-1:]
    assert sync(format=form, per=per).written == []
    assert (per == "paper") == ("[[On Nets 1" in str(parts[-1]) or "(On%20Nets%201.md)" in str(parts[-1]))


def test_logseq_may_set_blocks_in_its_own_way(sync, vault, filled) -> None:
    sync(format="logseq")
    path = vault / "papers" / "On Nets 1.md"
    path.write_text(path.read_text("utf-8").replace("  - ", "\t- "), "utf-8")
    write_note(filled, filled.find(FIRST), "New")
    assert sync(format="logseq").conflicts == []


def test_pages_of_a_graph_and_its_copies(sync, filled, tmp_path) -> None:
    graph = tmp_path / "graph"
    (graph / "pages").mkdir(parents=True)
    (graph / "logseq" / "bak").mkdir(parents=True)
    (graph / "logseq" / "config.edn").write_text("{}")
    sync(folder=graph, format="logseq")
    assert names(graph) == ["pages/On Nets 1.md"]
    (graph / "pages" / "On Nets 1.md").rename(graph / "logseq" / "bak" / "On Nets 1.md")
    write_note(filled, filled.find(FIRST), "New")
    sync(folder=graph, format="logseq")
    assert names(graph) == ["logseq/bak/On Nets 1.md", "pages/On Nets 1.md"]


def test_folders_that_cannot_be_used_are_told_in_one_sentence(sync, vault, filled, tmp_path) -> None:
    with pytest.raises(NotesFolderTrouble, match="no notes folder is set"):
        notes_folder.sync(filled, Settings())
    with pytest.raises(NotesFolderTrouble, match="is not there; bring its drive back"):
        sync(folder=tmp_path / "gone")
    assert not (tmp_path / "gone").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotesFolderTrouble, match="is a file"):
        sync(folder=tmp_path / "file")
    with pytest.raises(NotesFolderTrouble):
        sync(folder=tmp_path / ("x" * 300))
    assert sync().written  # nothing of it was taken for done


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(sync, vault) -> None:
    (vault / "papers").chmod(0o500)
    ((_, why),) = sync().failed
    assert "Permission denied" in why
    (vault / "papers").chmod(0o700)
    assert len(sync().written) == 1


def test_a_link_is_not_followed_out_of_the_vault(sync, vault, filled, tmp_path) -> None:
    sync()
    path = vault / "papers" / "On Nets 1.md"
    outside = tmp_path / "outside.md"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    write_note(filled, filled.find(FIRST), "New")
    sync()
    assert outside.read_bytes() == before
    assert path.is_symlink()


def test_one_at_a_time(sync, filled, vault) -> None:
    with filled.claim(f"notes folder {vault / 'papers'}"):
        report = sync()
        assert report.busy
        assert "try again" in report.sentence()
    assert len(sync().written) == 1


WRITE = """
import sys
from pathlib import Path
from paperdesk.config.options import Settings
from paperdesk.library.library import Library
from paperdesk.services import notes_folder
with Library(Path(sys.argv[1])) as library:
    settings = Settings({"notes_folder.path": sys.argv[2]})
    print(len(notes_folder.sync(library, settings, templates=Path("none"), patience=30).written))
"""


def test_two_processes_write_each_file_once(filled, vault) -> None:
    command = [sys.executable, "-c", WRITE, str(filled.folder), str(vault / "papers")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    written = sorted(int(process.communicate(timeout=60)[0]) for process in both)
    assert written == [0, 1]
    assert names(vault) == ["papers/On Nets 1.md"]


def test_a_stop_goes_on_the_next_time(filled, vault, tmp_path) -> None:
    said = chosen(vault / "papers")
    report = notes_folder.sync(filled, said, templates=tmp_path, cancelled=lambda: True)
    assert (report.cancelled, names(vault)) == (True, [])
    assert len(notes_folder.sync(filled, said, templates=tmp_path).written) == 1


# --- whatever happens to the files ------------------------------------------------------------------------------


class Vaults(RuleBasedStateMachine):
    """A reader who writes into files, moves, renames, copies and deletes them between runs: no word is ever lost."""

    base: Path
    numbers = itertools.count()

    @initialize(form=st.sampled_from(["obsidian", "logseq", "markdown"]), per=st.sampled_from(["paper", "day"]))
    def begin(self, form: str, per: str) -> None:
        """Make a library of three papers and a vault."""
        folder = self.base / str(next(Vaults.numbers))
        self.vault = folder / "vault"
        (self.vault / ".obsidian").mkdir(parents=True)
        (self.vault / "notes").mkdir()
        lines = "\n".join(
            f'{{"id": "2406.0000{n}", "title": "T", "abstract": "Abstract of {n}.", "date": "2024-06-1{n // 2}"}}'
            for n in (1, 2, 3)
        )
        (folder / "papers.jsonl").write_text(lines)
        self.library = Library(folder / "library")
        import_files(self.library, [folder / "papers.jsonl"])
        self.settings = chosen(self.vault / "notes", format=form, per=per)
        self.words: set[str] = set()
        for paper in (1, 2, 3):
            self.annotate(paper, "first", False)
        self.run(False)

    def teardown(self) -> None:
        """Close the library."""
        if hasattr(self, "library"):
            self.library.close()

    def files(self) -> list[Path]:
        return sorted(self.vault.rglob("*.md"))

    def held(self) -> str:
        return "\n".join(path.read_text("utf-8") for path in self.files())

    def word(self) -> str:
        word = f"word{next(Vaults.numbers)}end"
        self.words.add(word)
        return word

    def forget(self, path: Path) -> None:
        text = path.read_text("utf-8")
        others = "\n".join(other.read_text("utf-8") for other in self.files() if other != path)
        self.words -= {word for word in self.words if word in text and word not in others}

    @rule(
        paper=st.integers(1, 3),
        note=st.sampled_from(["one", "two\n\n```\ncode", "<!-- paperdesk:end x -->", ""]),
        then_run=st.booleans(),
    )
    def annotate(self, paper: int, note: str, then_run: bool) -> None:
        """Write on a paper."""
        write_note(self.library, self.library.find(f"2406.0000{paper}"), f"{note} {next(Vaults.numbers)}")
        if then_run:
            self.run(False)

    @rule(paper=st.integers(1, 3))
    def unannotate(self, paper: int) -> None:
        """Delete what was written on a paper."""
        write_note(self.library, self.library.find(f"2406.0000{paper}"), "")

    @rule(again=st.booleans())
    def run(self, again: bool) -> None:
        """Bring the folder up to date: every word of the reader's is still somewhere, and what is ours is right."""
        report = notes_folder.sync(
            self.library, self.settings, again=again, templates=self.base, today=lambda: TODAY, patience=0
        )
        held = self.held()
        assert {word for word in self.words if word not in held} == set()
        for path in report.written:
            part = find(Path(path).read_bytes().decode())
            assert part is not None
            assert part.is_ours
        assert not list(self.vault.rglob("*.partial"))

    @rule(number=st.integers(0, 9), place=st.floats(0, 1), sort=st.sampled_from(["insert", "line", "replace", "crlf"]))
    def write_into(self, number: int, place: float, sort: str) -> None:
        """Write a word anywhere in a file, marks and all."""
        if not self.files():
            return
        path = self.files()[number % len(self.files())]
        data = path.read_bytes().decode()
        at = int(place * len(data))
        if sort == "crlf":
            data = data.replace("\r\n", "\n").replace("\n", "\r\n")
        elif sort == "line":
            at = data.rfind("\n", 0, at) + 1
            data = f"{data[:at]}{self.word()}\n{data[at:]}"
        else:
            gone = data[at : at + 5] if sort == "replace" else ""
            if "word" in data[max(0, at - 20) : at + 25]:
                return  # a reader who cuts their own word in two has not lost it to us
            data = data[:at] + self.word() + data[at + len(gone) :]
        path.write_bytes(data.encode())

    @rule(number=st.integers(0, 9), name=st.sampled_from(["a", "b", "T"]), below=st.booleans(), copy=st.booleans())
    def move(self, number: int, name: str, below: bool, copy: bool) -> None:
        """Rename, move or copy a file within the vault."""
        if not self.files():
            return
        path = self.files()[number % len(self.files())]
        target = self.vault / ("other/deep" if below else "notes") / f"{name}.md"
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        if copy:
            target.write_bytes(path.read_bytes())
        else:
            path.rename(target)

    @rule(number=st.integers(0, 9))
    def delete(self, number: int) -> None:
        """Delete a file, and with it what only it held."""
        if self.files():
            path = self.files()[number % len(self.files())]
            self.forget(path)
            path.unlink()

    @rule(name=st.sampled_from(["T", "2024-06-10", "x"]))
    def make(self, name: str) -> None:
        """Write a file of one's own."""
        path = self.vault / "notes" / f"{name}.md"
        if not path.exists():
            path.write_text(f"# {self.word()}\n")


@pytest.mark.parametrize("steps", [14])
def test_no_word_of_the_readers_is_lost_whatever_happens(tmp_path: Path, steps: int) -> None:
    Vaults.base = tmp_path
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Vaults,
        settings=settings(
            max_examples=15,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
