"""How far two colours are apart: relative luminance and contrast of WCAG 2.2."""

# WCAG 2.2: 1.4.6 and 1.4.3 for words, 1.4.11 for what is no word.
EVERY_READER, WORDS, SIGNS = 7.0, 4.5, 3.0


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours as `#rrggbb`: from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return how much light a colour gives: 0 for black, 1 for white."""
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
