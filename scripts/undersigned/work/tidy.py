"""What a commit keeps: what was used, about as much again that was not, and all of it in few packs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from undersigned.work.packs import FOOTER, ROW, Pack

ENOUGH = 512 * 2**10
"""Bytes of a pack that is not too small to stay as it is."""
SPARE = 1.0
"""How many times the room of what was used may be taken by what was not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What of a pack is of use: the numbers of its entries.

    `used` are those that the build needed, `spare` others that may be needed again. All else in the
    pack is in a newer one too, or damaged. `room` is what the used take, in bytes.
    """

    pack: Pack
    used: Sequence[int]
    spare: Sequence[int]
    room: int

    @property
    def waste(self) -> int:
        """The bytes of the pack that the build did not need."""
        return self.pack.size - FOOTER.size - self.room


def share(number: int, pack: Pack, table: Mapping[bytes, int], used: Collection[bytes]) -> Share:
    """Say what of `pack` is of use; `table` leads from each key to its one entry: see `place`."""
    lists: tuple[list[int], list[int]] = ([], [])
    room = 0
    here = place(number, 0)
    for at, (key, length) in enumerate(pack.lengths()):
        if table.get(key) == here + at:
            is_used = key in used
            lists[not is_used].append(at)
            room += is_used * (length + ROW.size)
    return Share(pack=pack, used=lists[0], spare=lists[1], room=room)


def place(pack: int, entry: int) -> int:
    """Return pack number and entry number as one number, which takes little memory."""
    return pack << 32 | entry


def plan(shares: Collection[Share]) -> dict[Pack, Sequence[int]]:
    """Return the packs that go, with the entries that are to be written anew: all into one, if any.

    What was not used takes at most `SPARE` of the room of what was: the packs longest unused go first,
    then those that were used lose what was not, beginning with those that have most of it. A pack with
    damage goes, and those that are too small.
    """
    waste = sum(one.waste for one in shares)
    most = SPARE * sum(one.room for one in shares)
    sizes = {one.pack: one.pack.size for one in shares}
    going: dict[Pack, Sequence[int]] = {}
    for one in sorted(shares, key=lambda one: (one.room / one.pack.size, one.pack.last_used)):
        if waste > most or not (one.used or one.spare):
            waste -= one.waste
            going[one.pack] = one.used
            sizes[one.pack] = one.room
        elif one.pack.hurt:
            going[one.pack] = [*one.used, *one.spare]
    small = too_small(sizes)
    return {one.pack: [*one.used, *one.spare] for one in shares if one.pack in small} | going


def too_small(sizes: Mapping[Pack, int]) -> set[Pack]:
    """Return the packs to make one of, so that each small pack left is larger than all smaller together.

    So there are at most some twenty of these, and a value is written anew only as often as the size of
    its pack has doubled. Packs that are large enough are left alone: a first build makes hundreds of
    them, which are opened within milliseconds but take a second to write again.
    """
    small = sorted((pack for pack in sizes if sizes[pack] < ENOUGH), key=lambda pack: sizes[pack])
    below = last = 0
    for position, pack in enumerate(small):
        if sizes[pack] < below:
            last = position + 1
        below += sizes[pack]
    return set(small[:last])
