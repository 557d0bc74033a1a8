"""Days, partial days and moments, as editors write them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.model.days import is_time_zone, parse_day, parse_moment, parse_partial_day
from undersigned.model.fields import PartialDay
from undersigned.model.registry import Holding


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-3-23", "is not a day like 2026-03-23"),
        ("23.03.2026", "is not a day like 2026-03-23"),
        ("2026-03-23T10:00Z", "is not a day like 2026-03-23"),
        ("２０２６-０３-２３", "is not a day like 2026-03-23"),
        ("2026-02-29", "is not in the calendar"),
        ("2026-13-01", "is not in the calendar"),
        ("0000-01-01", "is not in the calendar"),
    ],
)
def test_other_days_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as error:
        parse_day(text)
    assert repr(text) in str(error.value)


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_partial_day(day.isoformat()) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023-12-31", date(2023, 12, 31), date(2023, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_partial_day_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert parse_partial_day(text) == (first, last)


@pytest.mark.parametrize("text", ["", "24", "2024-1", "2024-00", "2024-13", "2024-02-30", "2024-", "spring"])
def test_other_partial_days_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        parse_partial_day(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-23 10:00 America/New_York", datetime(2026, 3, 23, 14, 0, tzinfo=UTC)),
        ("2026-01-23 10:00 America/New_York", datetime(2026, 1, 23, 15, 0, tzinfo=UTC)),
        ("2026-03-23 10:00 UTC", datetime(2026, 3, 23, 10, 0, tzinfo=UTC)),
        ("2026-03-23T10:00Z", datetime(2026, 3, 23, 10, 0, tzinfo=UTC)),
        ("2026-03-23 10:00:59 +05:30", datetime(2026, 3, 23, 4, 30, 59, tzinfo=UTC)),
        ("2026-03-23T10:00-0500", datetime(2026, 3, 23, 15, 0, tzinfo=UTC)),
        ("2026-03-23 00:30 Pacific/Auckland", datetime(2026, 3, 22, 11, 30, tzinfo=UTC)),
        ("2026-03-23 10:00 Etc/GMT+5", datetime(2026, 3, 23, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_its_zone(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-03-23", "is not a time like"),
        ("2026-03-23 10:00", "is not a time like"),
        ("tomorrow at ten", "is not a time like"),
        ("2026-03-23 25:00 UTC", "is not a time on the clock"),
        ("2026-03-23 10:61 UTC", "is not a time on the clock"),
        ("2026-03-23 10:00 +25:00", "is not a time on the clock"),
        ("2026-02-30 10:00 UTC", "is not in the calendar"),
        ("2026-03-23 10:00 Nowhere/At_All", "is not a time zone like"),
        ("2026-03-23 10:00 america/new_york", "is not a time zone like"),
        ("0001-01-01 00:00 +14:00", "is not a time on the clock"),
        ("9999-12-31 23:59 America/New_York", "is not a time on the clock"),
        # Clocks skip the hour after 2:00 in spring, and show the one before 3:00 twice in autumn.
        ("2026-03-29 02:30 Europe/Berlin", "is skipped or shown twice"),
        ("2026-10-25 02:30 Europe/Berlin", "is skipped or shown twice"),
        ("2026-03-08 02:00 America/New_York", "is skipped or shown twice"),
        ("2026-11-01 01:59:59 America/New_York", "is skipped or shown twice"),
    ],
)
def test_other_moments_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_moment(text)


@pytest.mark.parametrize("text", ["2026-03-29 01:59 Europe/Berlin", "2026-03-29 03:00 Europe/Berlin"])
def test_the_minutes_beside_a_skipped_hour_are_read(text: str) -> None:
    parse_moment(text)


ZONES = st.sampled_from(["America/New_York", "Pacific/Apia", "+14:00", "-12:00", "Z"])


@given(st.text(max_size=60))
def test_no_text_does_worse_than_a_sentence(text: str) -> None:
    for read in (parse_day, parse_partial_day, parse_moment):
        with suppress(ValueError):
            read(text)
    is_time_zone(text)


@given(st.dates(), st.times(), ZONES)
def test_no_time_in_a_zone_does_worse_than_a_sentence(day: date, clock: time, zone: str) -> None:
    with suppress(ValueError):
        assert parse_moment(f"{day} {clock:%H:%M:%S} {zone}").tzinfo is UTC


def _day(text: str | None) -> PartialDay | None:
    if text is None:
        return None
    first, last = parse_partial_day(text)
    return PartialDay(text=text, first=first, last=last)


@pytest.mark.parametrize(
    ("start", "end", "day", "held"),
    [
        (None, None, "1900-01-01", True),
        ("2013-01", "2019-06-30", "2013-01-01", True),
        ("2013-01", "2019-06-30", "2012-12-31", False),
        ("2013-01", "2019-06-30", "2019-06-30", True),
        ("2013-01", "2019-06-30", "2019-07-01", False),
        ("2013", "2019", "2013-01-01", True),
        ("2013", "2019", "2019-12-31", True),
        ("2013", "2019", "2020-01-01", False),
        (None, "2019", "1900-01-01", True),
        (None, "2019", "2020-01-01", False),
        ("2013-05", None, "2013-04-30", False),
        ("2013-05", None, "2099-01-01", True),
        ("2013-05-06", "2013-05-06", "2013-05-06", True),
    ],
)
def test_an_office_is_held_from_the_first_to_the_last_day_that_a_source_allows(
    start: str | None, end: str | None, day: str, held: bool
) -> None:
    holding = Holding.model_validate({"office": "o", "from": start, "to": end})
    assert holding.from_ == _day(start)
    assert holding.includes(parse_day(day)) is held
