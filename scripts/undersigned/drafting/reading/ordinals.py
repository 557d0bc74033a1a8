"""Writes the numbers of lists as letters and Roman numerals."""

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
MOST_ROMAN = 3999
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MOST_LETTERS = 9


def letters(number: int) -> str:
    """Return 1 as "a", 26 as "z", 27 as "aa", as Word does; figures where there are no such letters."""
    times, place = divmod(number - 1, len(ALPHABET))
    return ALPHABET[place] * (times + 1) if 0 <= times < MOST_LETTERS else str(number)


def roman(number: int) -> str:
    """Return 4 as "iv"; figures where there is no such numeral."""
    if not 0 < number <= MOST_ROMAN:
        return str(number)
    text = ""
    for worth, numeral in ROMAN:
        text += numeral * (number // worth)
        number %= worth
    return text
