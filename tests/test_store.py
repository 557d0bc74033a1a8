"""The cache gives back exactly what was put, or nothing, whatever happens to its folder meanwhile."""

import multiprocessing
import os
import pickle
import random
import resource
import shutil
import signal
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import blake2b
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from undersigned.model.fields import PartialDay
from undersigned.work.objects import ForeignDataError, dumps, loads
from undersigned.work.packs import FOOTER, LARGE, MAGIC, OLDEST_TEMPORARY, ROW, Pack, checksum
from undersigned.work.store import MOST_OPEN, MOST_PENDING, Store
from undersigned.work.tidy import ENOUGH, SPARE, too_small

MEMORY = 4 * 2**30
"""Bytes of addresses for a process that reads hostile bytes, which may ask for far more."""
MOST_SMALL = 20
"""Packs that are not full, at most, after a commit."""
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def key(name: object) -> bytes:
    return blake2b(str(name).encode(), digest_size=20).digest()


def value(name: object, size: int = 0) -> bytes:
    """Return bytes that belong to this name alone, 100 to 5,000 of them unless told."""
    chance = random.Random(str(name))
    return chance.randbytes(size or chance.randint(100, 5000))


def fill(store: Store, names: Sequence[object], size: int = 0) -> list[bytes]:
    """Put the values of all names and flush; return their keys."""
    for name in names:
        store.put(key(name), value(name, size))
    store.flush()
    return [key(name) for name in names]


def readable(store: Store, names: Collection[object], size: int = 0) -> int:
    """Return how many names have their value; none may have another."""
    found = {name: store.get(key(name)) for name in names}
    assert all(data in (None, value(name, size)) for name, data in found.items())
    return sum(data is not None for data in found.values())


def handles() -> int:
    """Return how many files this process holds open."""
    return sum(1 for _ in Path("/dev/fd").iterdir())


def pack_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def unfinished(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.tmp"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache" / "undersigned")


class TestOneProcess:
    @pytest.mark.parametrize("size", [0, 1, 100, 15_000, 3_000_000])
    def test_value_comes_back_before_the_flush_after_it_and_later(self, store: Store, size: int) -> None:
        data = random.Random(size).randbytes(size)
        store.put(key("a"), data)
        assert store.get(key("a")) == data
        assert store.get(key("b")) is None
        store.flush()
        assert store.get(key("a")) == data
        assert Store(store.folder).get(key("a")) == data
        assert (store.damaged, store.failure) == (0, None)

    def test_keys_are_told_apart_to_the_last_byte(self, store: Store) -> None:
        keys = [b"k" * 15 + b"\0" * zeros for zeros in range(1, 18)]
        for one in keys:
            store.put(one, str(len(one)).encode())
        store.flush()
        again = Store(store.folder)
        assert [again.get(one) for one in keys] == [str(len(one)).encode() for one in keys]

    @pytest.mark.parametrize("length", [0, 15, 33])
    def test_key_that_is_no_digest_is_refused(self, store: Store, length: int) -> None:
        with pytest.raises(ValueError, match="is no digest"):
            store.put(b"k" * length, b"")
        assert store.get(b"k" * length) is None

    def test_a_flush_writes_one_pack_and_without_values_none(self, store: Store) -> None:
        store.flush()
        assert not store.folder.exists()
        fill(store, range(50))
        store.flush()
        assert len(pack_files(store.folder)) == 1

    def test_what_waits_is_bounded(self, store: Store) -> None:
        size = MOST_PENDING // 8
        for _ in range(20):
            store.put(key("same"), value("same", size))
        assert not store.folder.exists()
        for number in range(16):
            store.put(key(number), value(number, size))
        assert len(pack_files(store.folder)) == 1
        assert readable(store, ["same", *range(16)], size) == 17

    def test_the_last_put_wins(self, store: Store) -> None:
        for text in (b"old", b"older", b"new"):
            store.put(key("a"), text)
            store.flush()
        assert store.get(key("a")) == b"new"
        assert Store(store.folder).get(key("a")) == b"new"

    def test_open_files_are_bounded(self, store: Store) -> None:
        count = 2 * MOST_OPEN
        for number in range(count):
            fill(store, [number])
        before = handles()
        reader = Store(store.folder)
        assert readable(reader, range(count)) == count
        assert handles() - before == MOST_OPEN
        del reader
        assert handles() == before

    def test_neither_backups_nor_git_take_the_folder(self, store: Store) -> None:
        fill(store, ["a"])
        tag = (store.folder / "CACHEDIR.TAG").read_text()
        assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
        assert (store.folder / ".gitignore").read_text() == "*\n"


def put_chunk(store: Store, names: Sequence[object]) -> None:
    fill(store, names)
    assert store.failure is None


def read_all(store: Store, names: Sequence[object], seed: int) -> None:
    order = list(names)
    for _ in range(20):
        random.Random(seed).shuffle(order)
        assert readable(store, order) == len(order)
    assert (store.damaged, store.failure) == (0, None)


def put_and_flush(store: Store) -> None:
    store.flush()
    store.put(key("child"), value("child"))
    store.flush()
    assert store.get(key("parent")) is None


def run(start: str, *jobs: tuple[Callable[..., None], Sequence[object]]) -> None:
    """Run all jobs at once, each in a process of its own; each must end well."""
    context: Any = multiprocessing.get_context(start)
    processes = [context.Process(target=job, args=arguments) for job, arguments in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


class TestManyProcesses:
    @pytest.mark.parametrize("start", ["fork", "spawn"])
    def test_what_workers_put_is_found_by_those_who_look_again(self, store: Store, start: str) -> None:
        assert store.get(key("w0-0")) is None
        chunks = [[f"w{worker}-{number}" for number in range(40)] for worker in range(3)]
        run(start, *((put_chunk, (store, chunk)) for chunk in chunks))
        names = [name for chunk in chunks for name in chunk]
        assert readable(store, names) == 0
        store.refresh()
        assert readable(store, names) == len(names)
        run(start, *((read_all, (store, names, seed)) for seed in range(2)))

    def test_forked_processes_do_not_move_each_other_in_a_file(self, store: Store) -> None:
        names = range(300)
        fill(store, names)
        assert readable(store, names) == len(names)
        run("fork", *((read_all, (store, names, seed)) for seed in range(4)))

    def test_forked_process_leaves_the_parent_its_puts(self, store: Store) -> None:
        store.put(key("parent"), value("parent"))
        run("fork", (put_and_flush, (store,)))
        others = Store(store.folder)
        assert readable(others, ["child", "parent"]) == 1
        store.flush()
        others.refresh()
        assert readable(others, ["child", "parent"]) == 2

    def test_two_builds_at_once(self, store: Store) -> None:
        fill(store, range(100))
        run("fork", *((build_in_peace, (store, number)) for number in range(3)))
        last = Store(store.folder)
        fill(last, range(100))
        last.commit([key(number) for number in range(100)])
        assert readable(Store(store.folder), range(100)) == 100
        assert unfinished(store.folder) == []


def build_often(store: Store, number: int) -> None:
    """Build again and again, each time with other values, some of which other builds need too."""
    chance = random.Random(number)
    for _ in range(40):
        names = [chance.randrange(200) for _ in range(60)]
        for name in names:
            found = store.get(key(name))
            assert found in (None, value(name))
            if found is None:
                store.put(key(name), value(name))
        store.flush()
        store.commit({key(name) for name in names})
    assert store.damaged == 0


def build_in_peace(store: Store, number: int) -> None:
    build_often(store, number)
    assert store.failure is None


BIG = {number: value(number, 100_000) for number in range(30)}


def flush_for_ever(store: Store, said: Connection) -> None:
    while True:
        for name, data in BIG.items():
            store.put(key(name), data)
        store.flush()
        said.send_bytes(b".")


def commit_for_ever(store: Store, said: Connection) -> None:
    while True:
        for name, data in BIG.items():
            store.put(key(name), data)
            if name % 6 == 0:
                store.flush()
        store.commit({key(name) for name in BIG})
        said.send_bytes(b".")


class TestKilled:
    """A process that writes is killed at any moment; what others find is whole."""

    @pytest.mark.parametrize("job", [flush_for_ever, commit_for_ever])
    def test_everything_that_is_found_is_whole(
        self, store: Store, job: Callable[[Store, Connection], None]
    ) -> None:
        context = multiprocessing.get_context("fork")
        chance = random.Random(7)
        left: set[Path] = set()
        for tries in range(500):
            if tries >= 20 and len(left) >= 4:
                break
            hears, says = context.Pipe(duplex=False)
            process = context.Process(target=job, args=(store, says))
            process.start()
            hears.recv_bytes()
            # Work that takes as long as chance will have it, so that the moment is any.
            sum(range(chance.randrange(500_000)))
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL
            hears.close()
            says.close()
            left |= set(unfinished(store.folder))
            after = Store(store.folder)
            assert readable(after, BIG, 100_000) == len(BIG)
            assert after.damaged == 0
        assert len(left) >= 4, "no kill came while something was written"
        last = Store(store.folder)
        last.commit({key(name) for name in BIG})
        assert readable(Store(store.folder), BIG, 100_000) == len(BIG)
        assert unfinished(store.folder) == []
        assert (last.damaged, last.failure) == (0, None)


@contextmanager
def limit(what: int, most: int) -> Iterator[None]:
    """Let the system give this process no more of something."""
    before = resource.getrlimit(what)
    resource.setrlimit(what, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(what, before)


def disk_with_room_for(size: int) -> AbstractContextManager[None]:
    """Let no file grow beyond `size` bytes: a write stops half-way, as on a full disk."""
    return limit(resource.RLIMIT_FSIZE, size)


class TestFailure:
    """What cannot be kept is given up in one sentence; nothing is raised, nothing half written stays."""

    @pytest.mark.parametrize("room", [0, 1, 50_000, 99_999, 100_000, 100_100])
    def test_full_disk_at_a_flush(self, store: Store, room: int) -> None:
        fill(store, range(5), 100)
        before = sorted(store.folder.iterdir())
        with disk_with_room_for(room):
            fill(store, range(100, 110), 10_000)
        assert store.failure == f"the cache {store.folder} cannot be used: File too large"
        assert sorted(store.folder.iterdir()) == before
        assert readable(store, range(100, 110), 10_000) == 0
        assert readable(store, range(5), 100) == 5
        fill(store, range(100, 110), 10_000)
        assert readable(Store(store.folder), range(100, 110), 10_000) == 10

    def test_full_disk_from_the_beginning(self, store: Store) -> None:
        with disk_with_room_for(0):
            fill(store, range(5))
            store.commit([])
        assert store.failure
        assert list(store.folder.iterdir()) == []

    def test_full_disk_at_a_commit(self, store: Store) -> None:
        keys = [one for number in range(10) for one in fill(store, [number], 10_000)]
        before = pack_files(store.folder)
        with disk_with_room_for(50_000):
            store.commit(keys)
        assert store.failure == f"the cache {store.folder} cannot be used: File too large"
        assert pack_files(store.folder) == before
        assert unfinished(store.folder) == []
        assert readable(store, range(10), 10_000) == 10

    def test_full_disk_at_a_commit_that_makes_room(self, store: Store) -> None:
        fill(store, ["old"], 200_000)
        keys = [one for number in range(10) for one in fill(store, [number], 10_000)]
        with disk_with_room_for(50_000):
            store.commit(keys)
        assert store.failure
        assert readable(store, ["old"], 200_000) == 0
        assert readable(store, range(10), 10_000) == 10

    @pytest.mark.parametrize("place", ["file", "file/below", "link", "dangling", "/proc/undersigned"])
    def test_folder_that_cannot_be(self, tmp_path: Path, place: str) -> None:
        (tmp_path / "file").write_text("mine")
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "link").symlink_to("elsewhere")
        (tmp_path / "dangling").symlink_to("nowhere")
        store = Store(tmp_path / place)
        assert store.get(key("a")) is None
        keys = fill(store, ["a"])
        store.commit(keys)
        assert store.get(key("a")) is None
        assert store.failure
        assert store.failure.startswith(f"the cache {tmp_path / place} cannot be used: ")
        assert (tmp_path / "file").read_text() == "mine"
        assert list((tmp_path / "elsewhere").iterdir()) == []
        assert not (tmp_path / "nowhere").exists()

    def test_folder_vanishes_and_comes_back(self, store: Store) -> None:
        fill(store, range(10))
        assert store.get(key(0)) is not None
        late = Store(store.folder)
        late.refresh()
        shutil.rmtree(store.folder)
        assert readable(late, range(10)) == 0
        readable(store, range(10))
        store.commit([key(0)])
        store.put(key("a"), value("a"))
        store.refresh()
        assert readable(store, range(10)) == 0
        fill(store, range(10))
        for one in (store, Store(store.folder)):
            assert readable(one, range(10)) == 10
            assert (one.damaged, one.failure) == (0, None)
        assert (store.folder / "CACHEDIR.TAG").is_file()

    def test_folder_vanishes_during_builds(self, store: Store) -> None:
        context = multiprocessing.get_context("fork")
        builds = [context.Process(target=build_often, args=(store, number)) for number in range(2)]
        for build in builds:
            build.start()
        while any(build.is_alive() for build in builds):
            shutil.rmtree(store.folder, ignore_errors=True)
        for build in builds:
            build.join()
        assert [build.exitcode for build in builds] == [0, 0]


def flip(path: Path, chance: random.Random) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


class TestDamage:
    @pytest.mark.parametrize("seed", range(60))
    def test_flipped_bits_give_the_value_or_nothing(self, store: Store, seed: int) -> None:
        chance = random.Random(seed)
        for chunk in range(4):
            fill(store, range(chunk * 10, chunk * 10 + 10), 100)
        for _ in range(chance.randint(1, 12)):
            flip(chance.choice(pack_files(store.folder)), chance)
        hurt = Store(store.folder)
        found = readable(hurt, range(40), 100)
        assert (found < 40) == (hurt.damaged > 0)
        damaged = hurt.damaged
        fill(Store(store.folder), ["new"])
        hurt.refresh()
        assert readable(hurt, range(40), 100) == found
        assert hurt.damaged == damaged

        hurt.commit([key(name) for name in range(40)])
        assert (hurt.damaged, hurt.failure) == (damaged, None)
        mended = Store(store.folder)
        assert readable(mended, range(40), 100) == found
        assert mended.damaged == 0

    @pytest.mark.parametrize("part", [0, 1, 100, ROW.size, FOOTER.size, -1, -FOOTER.size])
    def test_pack_cut_short_or_grown(self, store: Store, part: int) -> None:
        fill(store, range(10))
        fill(store, range(10, 12))
        cut = pack_files(store.folder)[0]
        data = cut.read_bytes()
        cut.write_bytes(data[:part] if part <= 0 else data + bytes(part))
        after, other = Store(store.folder), Store(store.folder)
        for one in (after, other):
            assert readable(one, range(12)) == 2
            assert one.damaged == 1
        for one in (after, other):
            one.commit([key(10), key(11)])
            assert one.failure is None
        assert readable(Store(store.folder), range(12)) == 2
        assert not cut.exists()

    def test_pack_cut_short_while_it_is_open(self, store: Store) -> None:
        fill(store, range(10))
        assert store.get(key(0)) is not None
        os.truncate(pack_files(store.folder)[0], 50)
        assert readable(store, range(10)) == 0
        assert store.damaged == 10

    def test_value_that_another_process_made_anew_is_found(self, store: Store) -> None:
        fill(store, ["a"], 100)
        old = pack_files(store.folder)[0]
        old.write_bytes(bytes(100) + old.read_bytes()[100:])
        worker = Store(store.folder)
        assert worker.get(key("a")) is None
        fill(worker, ["a"], 100)
        after = Store(store.folder)
        assert readable(after, ["a"], 100) == 1
        after.commit([key("a")])
        assert not old.exists()
        assert readable(Store(store.folder), ["a"], 100) == 1
        assert after.damaged == 0

    @pytest.mark.parametrize("place", [(2**64 - 1, 1), (0, 2**63), (0, 2**40), (2**63, 2**64 - 1)])
    def test_forged_index_that_leads_out_of_the_pack(self, store: Store, place: tuple[int, int]) -> None:
        fill(store, ["a"])
        row = ROW.pack(key("b"), *place, 0)
        (store.folder / f"{'f' * 32}.pack").write_bytes(row + FOOTER.pack(MAGIC, 1, checksum(row)))
        after = Store(store.folder)
        assert after.get(key("b")) is None
        after.commit([key("a"), key("b")])
        assert (after.damaged, after.failure) == (1, None)
        assert readable(after, ["a", "b"]) == 1


class TestCommit:
    def test_room_and_packs_are_bounded_and_little_is_written_twice(self, store: Store) -> None:
        chance = random.Random(3)
        current = list(range(200))
        newest = 200
        put = written = 0
        for step in range(300):
            changed = range(200) if step % 60 == 0 else chance.sample(range(200), 3)
            for position in changed:
                current[position], newest = newest, newest + 1
            put += sum(len(value(current[position])) for position in changed)
            before = set(pack_files(store.folder))
            keys = fill(store, current if step == 0 else [current[position] for position in changed])
            keys = [key(name) for name in current]
            store.commit(keys)
            sizes = {path: path.stat().st_size for path in pack_files(store.folder)}
            written += sum(size for path, size in sizes.items() if path not in before)
            used = sum(len(value(name)) + ROW.size for name in current)
            assert sum(sizes.values()) <= (1 + SPARE) * used + len(sizes) * FOOTER.size
            assert len(sizes) <= MOST_SMALL
            assert readable(store, current) == 200
        assert readable(Store(store.folder), current) == 200
        assert (store.damaged, store.failure) == (0, None)
        assert written < 3.5 * put

    def test_small_edit_leaves_large_packs_alone(self, store: Store) -> None:
        size = 2**20
        count = LARGE // size + 10
        keys = fill(store, range(count), size)
        written = set(pack_files(store.folder))
        store.commit(keys)
        large = [path for path in pack_files(store.folder) if path.stat().st_size >= ENOUGH]
        assert len(large) > 1
        assert set(large) <= written
        for edit in range(20):
            keys += fill(store, [f"edit {edit}"])
            store.commit(keys[1:])
        assert set(large) < set(pack_files(store.folder))
        assert readable(Store(store.folder), range(count), size) == count

    @given(st.lists(st.integers(1, ENOUGH + ENOUGH // 8)))
    def test_packs_left_alone_are_larger_than_all_smaller_ones_together(self, sizes: list[int]) -> None:
        packs = {Pack(Path(), b"", size, 0): size for size in sizes}
        merged = too_small(packs)
        left = sorted(size for pack, size in packs.items() if pack not in merged)
        total = sum(packs[pack] for pack in merged)
        assert all(packs[pack] < ENOUGH for pack in merged)
        assert len(merged) != 1
        for size in left:
            assert size >= total or size >= ENOUGH
            total += size

    def test_what_was_longest_unused_goes_first(self, store: Store) -> None:
        ages = {"old": 2, "oldest": 0, "older": 1}
        for name, age in ages.items():
            fill(store, [name], 1000)
            # As if the last build that used this one had been years ago.
            os.utime(pack_files(store.folder)[-1], (10**9 + age, 10**9 + age))
        keys = fill(store, ["new", "newer"], 1000)
        Store(store.folder).commit(keys)
        after = Store(store.folder)
        assert [after.get(key(name)) is not None for name in ages] == [True, False, True]

    def test_what_was_used_counts_as_new(self, store: Store) -> None:
        keys = [one for name in ("first", "second") for one in fill(store, [name], 1000)]
        for path in pack_files(store.folder):
            os.utime(path, (10**9, 10**9))
        Store(store.folder).commit(keys[:1])
        used, unused = pack_files(store.folder)
        assert used.stat().st_mtime > unused.stat().st_mtime == 10**9

    def test_packs_with_most_that_is_unused_lose_it_first(self, store: Store) -> None:
        sizes = {"a": 9000, "b": 1000, "c": 1000, "d": 20_000}
        for names in ("ab", "cd"):
            for name in names:
                store.put(key(name), value(name, sizes[name]))
            store.flush()
        before = pack_files(store.folder)
        store.commit([key("a"), key("c")])
        assert [name for name in sizes if store.get(key(name)) is None] == ["d"]
        assert set(pack_files(store.folder)) & set(before) == {before[0]}

    def test_what_goes_makes_no_work(self, store: Store) -> None:
        for name in ("unused", "unused too"):
            fill(store, [name], 9000)
        keys = fill(store, ["used"], 10_000)
        before = pack_files(store.folder)
        store.commit(keys)
        assert pack_files(store.folder) == before[1:]

    def test_merging_makes_nothing_new(self, store: Store) -> None:
        for name in range(3):
            fill(store, [name], 1000)
            os.utime(pack_files(store.folder)[-1], (10**9 + name, 10**9 + name))
        store.refresh()
        Store(store.folder).commit(fill(store, ["used"], 100_000))
        ages = {path.stat().st_mtime for path in pack_files(store.folder)}
        assert len(ages) == 2
        assert min(ages) == 10**9 + 2

    def test_what_nothing_uses_goes(self, store: Store) -> None:
        fill(store, range(10))
        store.commit([])
        assert pack_files(store.folder) == []

    def test_keys_that_were_never_kept_do_no_harm(self, store: Store) -> None:
        keys = fill(store, range(10))
        store.commit([*keys, key("never"), b"no digest"])
        assert readable(store, range(10)) == 10

    def test_commit_writes_what_waits(self, store: Store) -> None:
        store.put(key("a"), value("a"))
        store.commit([key("a")])
        assert readable(Store(store.folder), ["a"]) == 1


class TestFilesOfOthers:
    def test_they_are_neither_followed_nor_removed(self, store: Store, tmp_path: Path) -> None:
        other = Store(tmp_path / "other")
        fill(other, ["other"])
        fill(store, ["a"])
        ours = pack_files(store.folder)
        hexadecimal = "0" * 31
        (store.folder / f"{hexadecimal}1.pack").symlink_to(pack_files(other.folder)[0])
        (store.folder / f"{hexadecimal}2.pack").symlink_to("nowhere")
        (store.folder / f"{hexadecimal}3.pack").mkdir()
        os.mkfifo(store.folder / f"{hexadecimal}4.pack")
        (store.folder / f"{hexadecimal}5.999999999.tmp").symlink_to(tmp_path)
        (store.folder / f"{hexadecimal}6.999999999.tmp").mkdir()
        for name in ("notes.txt", "a.pack", f"{hexadecimal}7.pack.old", f"{hexadecimal}.tmp"):
            (store.folder / name).write_text("mine")
        before = set(store.folder.iterdir())
        after = Store(store.folder)
        assert readable(after, ["a", "other"]) == 1
        after.commit([key("other")])
        assert set(store.folder.iterdir()) == before - set(ours)
        assert readable(other, ["other"]) == 1
        assert (after.damaged, after.failure) == (0, None)

    def test_marks_that_are_there_stay(self, store: Store, tmp_path: Path) -> None:
        store.folder.mkdir(parents=True)
        (store.folder / "CACHEDIR.TAG").write_text("mine")
        (store.folder / ".gitignore").symlink_to(tmp_path / "ignored")
        fill(store, ["a"])
        assert (store.folder / "CACHEDIR.TAG").read_text() == "mine"
        assert (store.folder / ".gitignore").is_symlink()
        assert not (tmp_path / "ignored").exists()

    def test_unfinished_files_go_when_nobody_finishes_them(self, store: Store) -> None:
        fill(store, ["a"])
        ended = multiprocessing.get_context("fork").Process()
        ended.start()
        ended.join()
        names = {"gone": ended.pid, "running": os.getppid(), "ours": os.getpid(), "too old": os.getppid()}
        files = {what: store.folder / f"{key(what).hex()[:32]}.{pid}.tmp" for what, pid in names.items()}
        for file in files.values():
            file.write_bytes(b"half")
        long_ago = files["ours"].stat().st_mtime - OLDEST_TEMPORARY - 60
        os.utime(files["too old"], (long_ago, long_ago))
        store.commit([key("a")])
        assert [what for what, file in files.items() if file.exists()] == ["running", "ours"]


class Pair(NamedTuple):
    left: object
    right: object


@dataclass(frozen=True, slots=True)
class Slots:
    held: object
    day: date


@dataclass(frozen=True)
class Loose:
    held: object


class Model(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    day: date | None = None
    parts: tuple["Model", ...] = ()


class Outer:
    @dataclass(frozen=True)
    class Inner:
        """A class within a class, whose name has a dot."""

        held: object


ALLOWED = frozenset({Pair, Slots, Loose, Model, PartialDay})
DAY = date(2026, 3, 23)
EAST = timezone(timedelta(hours=5, minutes=30))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.builds(Loose, inner),
)


class TestObjects:
    @pytest.mark.parametrize(
        "record",
        [
            Pair("a", [Loose(1), Pair(None, b"b")]),
            Slots({"a": (1, 2.5)}, DAY),
            Loose(frozenset({DAY})),
            Model(name="a", day=DAY, parts=(Model(name="b"), Model(name="c"))),
            PartialDay(text="2026", first=DAY, last=DAY),
            datetime(2026, 3, 23, 10, tzinfo=UTC),
            datetime(2026, 3, 23, 10, tzinfo=EAST),
            None,
        ],
        ids=repr,
    )
    def test_record_comes_back(self, record: object) -> None:
        found = loads(dumps(record), ALLOWED)
        assert found == record
        assert type(found) is type(record)
        if isinstance(found, Model):
            assert found.model_fields_set == {"name", "day", "parts"}
            assert {type(part) for part in found.parts} == {Model}

    @given(plain)
    def test_any_record_comes_back(self, record: object) -> None:
        assert loads(dumps(record), ALLOWED) == record

    @pytest.mark.parametrize("kind", [Slots, Outer.Inner])
    def test_class_that_is_not_allowed(self, kind: type) -> None:
        record = Slots(1, DAY) if kind is Slots else Outer.Inner(1)
        with pytest.raises(ForeignDataError, match="is not allowed"):
            loads(dumps(record), frozenset({Outer.Inner}))

    @given(st.binary())
    def test_any_bytes(self, data: bytes) -> None:
        with limit(resource.RLIMIT_AS, MEMORY), pytest.raises(ForeignDataError):
            loads(data + b"!", ALLOWED)

    @given(st.data())
    def test_changed_bytes_give_a_record_or_that_one_error(self, data: st.DataObject) -> None:
        record = [Model(name="a", day=DAY), Slots(Pair(1, Loose(2)), DAY)]
        changed = bytearray(dumps(record))
        for _ in range(data.draw(st.integers(1, 4))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        with limit(resource.RLIMIT_AS, MEMORY), suppress(ForeignDataError):
            loads(bytes(changed), ALLOWED)
        assert loads(dumps(record), ALLOWED) == record


class Forged:
    """Something whose pickle calls `call` with `values`."""

    def __init__(self, call: object, *values: object) -> None:
        self.call = (call, values)

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return self.call


def named(module: str, name: str) -> bytes:
    """Return the part of a pickle that finds `name` in `module`, as protocol 4 and later do."""
    return (
        b"".join(pickle.SHORT_BINUNICODE + bytes([len(text)]) + text.encode() for text in (module, name))
        + pickle.STACK_GLOBAL
    )


def part(record: object) -> bytes:
    """Return the part of a pickle that makes `record`."""
    return pickle.dumps(record, 3)[2:-1]


def called(found: bytes, *values: object) -> bytes:
    return b"\x80\x05" + found + part(values) + b"R."


HERE = __name__
COMMAND = "touch attacked"
CODE = "open('attacked', 'w').close()"
ATTACKS = {
    "a command": pickle.dumps(Forged(os.system, COMMAND)),
    "a command, protocol 0": pickle.dumps(Forged(os.system, COMMAND), 0),
    "a command, protocol 2": pickle.dumps(Forged(os.system, COMMAND), 2),
    "a command within a record": pickle.dumps(Slots(Forged(os.system, COMMAND), DAY)),
    "a command before a record": part(Forged(os.system, COMMAND)) + b"0" + dumps(Loose(1)),
    "a command by INST": b"(S'touch attacked'\nios\nsystem\n.",
    "a command by OBJ": b"(cos\nsystem\nS'touch attacked'\no.",
    "eval": pickle.dumps(Forged(eval, CODE)),
    "exec": pickle.dumps(Forged(exec, CODE)),
    "a name with dots": called(named(HERE, "os.system"), COMMAND),
    "a name with dots in the package": called(named("undersigned.work.store", "os.system"), COMMAND),
    "a module of the package": called(named("undersigned.work", "store.os.system"), COMMAND),
    "an attribute of a module": called(named("undersigned.work.store", "Store"), "attacked"),
    "a function of this package": called(named("undersigned.work.packs", "whole_file"), "attacked"),
    "a method of an allowed class": called(named(HERE, "Pair._make"), (1, 2)),
    "a class of a class": called(named(HERE, "Pair.__class__"), "New", (), {}),
    "getattr": pickle.dumps(ZoneInfo("Europe/Berlin")),
    "a class built by name": pickle.dumps(Forged(type, "New", (), {})),
    "copyreg": called(named("copyreg", "_reconstructor"), Loose, object, None),
    "an extension": b"\x82\x01.",
    "a persistent id": b"Pattacked\n.",
    "a buffer from elsewhere": b"\x80\x05\x97.",
    "an import": called(named("attacked", "anything")),
    "nothing": b"",
    "a value of a class that is not allowed": pickle.dumps(Path("attacked")),
}
ODD = {
    "a model by place": Forged(Model, "a"),
    "a model by nothing": Forged(Model),
    "a record without its fields": Forged(Slots),
    "a record with too many": Forged(Loose, 1, 2),
    "half a pair": Forged(Pair, 1),
    "a day there is not": Forged(date, 2026, 2, 30),
    "a day of text": Forged(date, "2026-02-28"),
    "a moment of bytes": Forged(datetime, b"1234567890"),
    "a zone of nothing": Forged(timezone, None),
    "a time beyond all": Forged(timedelta, 10**30),
}
STATES = {
    "attributes": {"held": 1, "real": Loose, "name": 2, "__doc__": "attacked"},
    "attributes by setattr": (None, {"real": Loose}),
    "methods by setattr": (None, {"__new__": Loose, "__init__": Loose, "__setstate__": Loose}),
    "its bases": (None, {"__bases__": (Loose,)}),
    "its class": (None, {"__class__": Loose}),
}


class TestAttacks:
    """The folder may hold what a stranger put there: reading it must not run, import or change anything."""

    @pytest.mark.parametrize("data", ATTACKS.values(), ids=ATTACKS)
    def test_nothing_is_run(self, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.syspath_prepend(tmp_path)
        (tmp_path / "attacked.py").write_text(CODE)
        with pytest.raises(ForeignDataError):
            loads(data, ALLOWED)
        assert not (tmp_path / "attacked").exists()

    @pytest.mark.parametrize("record", ODD.values(), ids=ODD)
    def test_odd_arguments(self, record: object) -> None:
        with pytest.raises(ForeignDataError):
            loads(pickle.dumps(record), ALLOWED)

    @pytest.mark.parametrize("state", STATES.values(), ids=STATES)
    @pytest.mark.parametrize("kind", [*sorted(ALLOWED, key=str), date, timezone])
    def test_classes_stay_as_they_are(self, kind: type, state: object) -> None:
        before = dict(vars(kind)), kind.__bases__, kind.__class__
        with suppress(ForeignDataError):
            loads(b"\x80\x05" + named(kind.__module__, kind.__name__) + part(state) + b"b.", ALLOWED)
        assert (dict(vars(kind)), kind.__bases__, kind.__class__) == before
        record = [Slots(Loose(1), DAY), Pair(1, "b"), Model(name="a")]
        assert loads(dumps(record), ALLOWED) == record
