# SPDX-License-Identifier: MIT
"""The settings file: what can be used is used, the rest is told in one line each, and nothing is lost."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.config import options
from paperdesk.config.options import OPTIONS, Settings, load, save

DEFAULTS = {option.name: option.default for option in OPTIONS}


def values(settings: Settings) -> dict[str, Any]:
    return {option.name: settings[option.name] for option in OPTIONS}


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_default_obeys_its_own_limits(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, DEFAULTS)
    settings, warnings = load(path)
    assert warnings == []
    assert values(settings) == DEFAULTS
    assert all(option.prose.endswith(".") for option in OPTIONS)


def test_no_file_gives_the_defaults_and_makes_none(tmp_path: Path) -> None:
    settings, warnings = load(tmp_path / "none" / "settings.toml")
    assert (values(settings), warnings) == (DEFAULTS, [])
    assert list(tmp_path.iterdir()) == []


def test_what_the_reader_chose_is_used(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '\ufeff[appearance]\r\ntheme = "dark"\r\ntext_size = 28\r\n[reading]\r\nmark_read_after = 0\r\n'
        '[sources.huggingface]\r\nbase_url = "http://localhost:8000/mirror"\r\n',
    )
    settings, warnings = load(path)
    assert warnings == []
    assert settings["appearance.theme"] == "dark"
    assert settings["appearance.text_size"] == 28
    assert settings["reading.mark_read_after"] == 0
    assert settings["sources.huggingface.base_url"] == "http://localhost:8000/mirror"


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("appearance.theme = 'pink'", "appearance.theme"),
        ("appearance.theme = 3", "appearance.theme"),
        ("[appearance.theme]\nat_night = 'dark'", "appearance.theme"),
        ("appearance.text_size = 11", "appearance.text_size"),
        ("appearance.text_size = 29", "appearance.text_size"),
        ("appearance.text_size = 16.0", "appearance.text_size"),
        ("appearance.text_size = true", "appearance.text_size"),
        ("reading.mark_read_after = nan", "reading.mark_read_after"),
        ("reading.mark_read_after = inf", "reading.mark_read_after"),
        ("reading.mark_read_after = -1", "reading.mark_read_after"),
        ("reading.mark_read_after = 2026-01-01", "reading.mark_read_after"),
        ("sources.huggingface.base_url = 'file:///etc'", "sources.huggingface.base_url"),
        ("sources.arxiv.base_url = 'https://'", "sources.arxiv.base_url"),
        ("sources.arxiv.base_url = 'https://[::1'", "sources.arxiv.base_url"),
        ("sources.arxiv.rss_url = 'javascript:alert(1)'", "sources.arxiv.rss_url"),
        ("sources.arxiv.rss_url = 'https://a b'", "sources.arxiv.rss_url"),
        ("sources.arxiv.rss_url = []", "sources.arxiv.rss_url"),
        ("appearance = 3", "appearance"),
        ("appearance.them = 'dark'", "appearance.them"),
        ("[unknown]", "unknown"),
        ("'appearance.theme' = 'dark'", '"appearance.theme"'),
        ("'two\\nlines' = 1", "two\\nlines"),
        ('"two\\nlines" = 1', "two lines"),
    ],
)
def test_an_entry_that_cannot_be_used_is_told_in_one_line(tmp_path: Path, entry: str, name: str) -> None:
    path = written(tmp_path, entry)
    settings, warnings = load(path)
    assert values(settings) == DEFAULTS
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{path}: {name}: ")
    assert warnings[0].isprintable()
    assert path.read_text() == entry


def test_one_bad_entry_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = written(tmp_path, "[appearance]\ntheme = 'dark'\ntext_size = 'big'\nfont = 'Inter'\n")
    settings, warnings = load(path)
    assert (settings["appearance.theme"], settings["appearance.font"]) == ("dark", "Inter")
    assert settings["appearance.text_size"] == DEFAULTS["appearance.text_size"]
    assert len(warnings) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"[appearance",
        b"\xff\xfe[\x00",
        b"a = 1\na = 2",
        b"x = " + b"[" * 100_000,
        b"\x00",
        "theme = 'ä".encode("latin-1"),
    ],
    ids=["cut", "utf-16", "twice", "deep", "nul", "latin-1"],
)
def test_a_broken_file_gives_the_defaults_and_is_never_written_to(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    settings, warnings = load(path)
    assert values(settings) == DEFAULTS
    assert len(warnings) == 1
    assert warnings[0].startswith(str(path))
    assert warnings[0].isprintable()
    settings.keep("appearance.theme", "dark")
    assert settings["appearance.theme"] == "dark"
    with pytest.raises(OSError, match="broken"):
        save(path, {"appearance.theme": "dark"})
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["settings.toml"]


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    settings, warnings = load(tmp_path)
    assert values(settings) == DEFAULTS
    assert len(warnings) == 1


def test_a_long_value_is_not_repeated_in_full(tmp_path: Path) -> None:
    _, warnings = load(written(tmp_path, f"appearance.theme = '{'x' * 10_000}'"))
    assert len(warnings[0]) < len(str(tmp_path)) + 250


def test_saving_keeps_comments_order_unknown_entries_and_line_ends(tmp_path: Path) -> None:
    before = "# mine\r\n[appearance] # look\r\ntheme = 'dark'  # at night\r\nodd = 1\r\n\r\n[other]\r\nx = 2\r\n"
    path = written(tmp_path, before)
    save(path, {"appearance.theme": "light"})
    assert path.read_bytes().decode() == before.replace("'dark'", '"light"')


def test_saving_makes_folder_and_file_and_adds_tables(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    save(path, {"appearance.theme": "dark", "sources.arxiv.rss_url": "https://mirror.example"})
    save(path, {"appearance.text_size": 20})
    assert tomllib.loads(path.read_text()) == {
        "appearance": {"theme": "dark", "text_size": 20},
        "sources": {"arxiv": {"rss_url": "https://mirror.example"}},
    }
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


def test_saving_follows_a_link_and_keeps_who_may_read(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "mine.toml"
    target.parent.mkdir()
    target.write_text("[appearance]\n")
    target.chmod(0o640)
    link = tmp_path / "settings.toml"
    link.symlink_to(target)
    save(link, {"appearance.theme": "dark"})
    assert link.is_symlink()
    assert tomllib.loads(target.read_text()) == {"appearance": {"theme": "dark"}}
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_value_in_a_tables_place_is_not_overwritten(tmp_path: Path) -> None:
    path = written(tmp_path, "appearance = 3\n")
    with pytest.raises(OSError, match="broken"):
        save(path, {"appearance.theme": "dark"})
    assert path.read_text() == "appearance = 3\n"


def test_a_file_that_cannot_be_written_says_so_and_the_value_holds(tmp_path: Path) -> None:
    path = tmp_path / "file" / "settings.toml"
    settings, _ = load(path)
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError, match="file"):
        settings.keep("appearance.theme", "dark")
    assert settings["appearance.theme"] == "dark"


def test_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings, _ = load(path)
    settings.keep("appearance.text_size", 18)
    again, warnings = load(path)
    assert (again["appearance.text_size"], warnings) == (18, [])


def test_settings_without_a_file_write_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings({"appearance.theme": "dark"})
    settings.keep("appearance.text_size", 18)
    assert (settings["appearance.theme"], settings["appearance.text_size"]) == ("dark", 18)
    assert list(tmp_path.iterdir()) == []


toml_values = st.one_of(
    st.sampled_from(["'light'", "20", "1e999", "-0.0", "[1]", "{}", "07:32:00", "'http://x'", '"\\u202e"', "60.0001"]),
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)), toml_values))
def test_whatever_stands_in_the_file_the_settings_are_within_their_limits(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, str]
) -> None:
    path = written(tmp_path_factory.mktemp("o"), "\n".join(f"{name} = {value}" for name, value in entries.items()))
    before = path.read_bytes()
    settings, warnings = load(path)
    assert path.read_bytes() == before
    assert len(warnings) <= max(len(entries), 1)
    for option in options.OPTIONS:
        value = settings[option.name]
        assert not isinstance(value, bool)
        assert not option.choices or value in option.choices
        assert option.minimum is None or option.minimum <= value
        assert option.maximum is None or value <= option.maximum
        assert not option.address or value.startswith(("http://", "https://"))
