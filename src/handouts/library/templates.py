"""Files to begin with: what `handouts new` and `handouts init` write.

In: a kind and an id. Out: text with comments, which reads back without a problem. Never true afterwards: that a
template shows a key which reading refuses.
"""

from __future__ import annotations

from typing import Final

WORKSPACE_FOLDERS: Final = (
    "data/exercises/pictures",
    "data/routines",
    "data/series",
    "data/brands/logos",
    "data/rosters",
    "data/figures",
    "fonts",
    "output",
)
TEMPLATE_KINDS: Final = ("exercise", "routine", "series", "brand", "roster")  # a locale begins with another's words

_EXERCISE: Final = """\
# yaml-language-server: $schema=../schema/exercise.json
# The file name is the id. **Two stars** make words bold; text that begins with them stands in quotes.
name: {name}
# short_name: {name}          # for strips and logs, when the name is long
aim: Say in one sentence what it is good for.
kind: mobility                # mobility, core, strength or balance
position: standing            # floor, kneeling, sitting or standing
joints: [hip]
equipment: []                 # mat, cushion, chair, band
steps:                        # the whole how-to, for the exercise's own handout
  - "**Stand** with your feet hip-width apart."
  - "**Move** slowly, as far as feels easy."
  - "**Come back** the same way."
cues:                         # three short lines for the card
  - Stand with your feet apart.
  - "**Move slowly.** Keep breathing."
  - Come back the same way.
mistakes:                     # the first is printed on the card
  - mistake: rushing
    instead: count to three each way
    # figure: rushing         # a pose of data/figures/{id}.yaml that shows it
easier: ["Hold on to a chair."]
harder: ["Pause for 5 seconds.", hip-hinge]       # a sentence, or the id of another exercise
feel: ["Your hip working."]
caution: null                 # a sentence for "Stop if you feel"
dose: 2 x 8 each side, 1 a day          # or: 2 x hold 30 s, rest 1 min / 3 x 8-12, load 8 kg, 3 a week
links: {{}}                     # {{blog: my-article, video: my-video}}: the ends of addresses, joined to the brand's
picture: null                 # {{file: pictures/{id}.png, alt: what is seen}}; wins over the figures
"""

_ROUTINE: Final = """\
# yaml-language-server: $schema=../schema/routine.json
title: {name}
# action: Do all 3 moves, in order.            # without it the usual sentence is printed, with the number
when: {{bold: Every morning, rest: or before training}}
minutes: 6                    # about how long it takes
topic: null                   # back-pain prints the emergency signs
# stop: "**Stop if you feel** sharp pain."     # without it the usual sentence is printed
track: {{weeks: 3, by: day}}    # boxes to tick: by day, or by side (left and right)
links: {{}}                     # {{blog: my-article, video: my-video}}
items:                        # an id, or a map with the dose, side or note of this routine
  - hip-hinge
  - exercise: hip-90-90
    dose: 1 x 6 each side
    note: Make it small at first.
  - curtsy-lunge
"""

_SERIES: Final = """\
# yaml-language-server: $schema=../schema/series.json
title: {name}
topic: null                   # back-pain prints the emergency signs
parts:
  - number: 1
    id: first
    title: The first part
    theme: moving well
    blog: {id}-1               # its article: the end of an address, joined to the brand's links.blog
    message: Say the one thing to remember. **Make the main words bold.**
    ideas:
      - heading: A thought in a few words
        text: Then say it in two or three short lines.
      - heading: Two words that people mix up?
        pair:
          - {{term: One, text: What it means.}}
          - {{term: Other, text: What that means.}}
    exercises: [hip-hinge, hip-90-90]
    use: Every morning
# calls:                      # what to do next; printed when the brand has the link
#   - heading: Share it
#     text: Send it to a friend.
#     link: {id}-1
"""

_BRAND: Final = """\
# yaml-language-server: $schema=../schema/brand.json
name: {name}
# default: true               # with several brands: the one that is meant when none is named
# tagline: A few words under the name
colours: {{primary: "#0B4F6C", accent: "#E4572E"}}     # in quotes: # begins a remark
# logo: logos/{id}.svg         # SVG, PNG or JPEG in data/brands/logos/
# phone: 0161 496 0123
# site: my-site.com
links: {{}}                     # {{blog: "https://my-site.com/blog/", video: "https://my-site.com/v/"}}
locale: en-GB                 # en-GB, en-US or en: words, dates, emergency number (handouts list locales)
words: {{}}                     # {{bum: bottom, sets: rounds}}: your own words in the place of ours
"""

_ROSTER: Final = """\
id,client,routine,date,practitioner,notes
001,Ana Bell,warmup,2026-11-23,,
002,Ben Carr,warmup,2026-11-23,,Start with your left knee down.
"""

_README: Final = """\
# Your handouts

    handouts build --routine my-routine        makes output/my-routine.pdf
    handouts check                             looks for mistakes in everything here
    handouts new exercise hip-circle           another file to fill in
    handouts schema                            renews data/schema/, by which your editor helps while you type

- `data/brands/my-brand.yaml` is your name, your two colours and your links.
- `data/exercises/`, `data/routines/` and `data/series/` hold one file each; the file name is the id.
- `data/brands/logos/` is for logos, `data/rosters/` for lists of clients, `fonts/` for fonts of your own.
- `output/` is what was made. Nothing there is read again, and git leaves it alone.

Everything that comes with handouts (`handouts list exercises`) works here too. A file of yours with the same id wins.
"""

_TEMPLATES: Final = {
    "exercise": _EXERCISE,
    "routine": _ROUTINE,
    "series": _SERIES,
    "brand": _BRAND,
    "roster": _ROSTER,
}


def make_template(kind: str, name: str) -> str:
    """Return a commented file of a kind (`exercise`, `routine`, `series`, `brand`, `roster`) for an id."""
    words = name.replace("-", " ")
    return _TEMPLATES[kind].format(id=name, name=words[:1].upper() + words[1:])


_LOCALE: Final = "# yaml-language-server: $schema=../schema/locale.json\n"
_REGION: Final = "# {name}: write the number to call. What is not said here is said in {language}.yaml.\n"
_LANGUAGE: Final = "# {name}: write the words after the colons; the {{places}} in braces stay as they are.\n"


def make_locale(name: str, model: str, *, whole: bool) -> str:
    """Return a locale to fill in: every word of the model, or for a region of its language what regions differ in.

    `whole` asks for every word of a region too: its language is not known yet.

    `model` is the text of the language's own file where there is one (en.yaml for en-NZ), else of English.
    """
    language, _, region = name.partition("-")
    lines = [line for line in model.splitlines() if not line.startswith("#")]
    if region and not whole:
        lines = [line for line in lines if line.startswith(("week_starts:", "date:", "emergency:"))]
        return _LOCALE + _REGION.format(name=name, language=language) + "\n".join(lines) + "\n"
    return _LOCALE + _LANGUAGE.format(name=name) + "\n".join(lines) + "\n"


def make_workspace_files() -> dict[str, str]:
    """Return the files of a new workspace by their path from its root; its folders are `WORKSPACE_FOLDERS`."""
    return {
        "README.md": _README,
        ".gitignore": "/output/\n",
        "data/brands/my-brand.yaml": make_template("brand", "my-brand"),
        "data/exercises/my-exercise.yaml": make_template("exercise", "my-exercise"),
        "data/routines/my-routine.yaml": make_template("routine", "my-routine"),
        "data/series/my-series.yaml": make_template("series", "my-series"),
        "data/rosters/example.csv": make_template("roster", "example"),
    }
