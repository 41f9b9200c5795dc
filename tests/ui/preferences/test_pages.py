# SPDX-License-Identifier: MIT
"""The pages of preferences are whole."""

from paperdesk.config.options import OPTIONS
from paperdesk.ui.preferences.pages import PAGES


def test_every_setting_is_an_option_and_stands_once() -> None:
    names = [setting.option for page in PAGES for setting in page.settings]
    assert len(names) == len(set(names))
    assert set(names) <= {option.name for option in OPTIONS}
    assert all(setting.label for page in PAGES for setting in page.settings)


def test_words_are_of_values_that_there_are() -> None:
    options = {option.name: option for option in OPTIONS}
    for page in PAGES:
        for setting in page.settings:
            values = {""} if setting.face else set(options[setting.option].choices)
            assert set(setting.words) <= values


def test_the_pages_have_titles_of_their_own() -> None:
    assert [page.title for page in PAGES][:2] == ["Appearance", "Fetching"]
    assert len({page.title for page in PAGES}) == len(PAGES)
