"""Scores a dossier against a cluster's `gold.json`: our own reading of the rules of annotation, standard library only.

The gold states what a perfect dossier holds; its format is described in `bench/quality/README.md`. Every method counts into
a `Counter`, so clusters add up; `marks` turns the counts into shares. Where offsets are compared, both sides are first
brought to one form (runs of white space as one space, apostrophes straight), because HTML and text readers differ there.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Range = tuple[int, int]
Evidence = list[tuple[str, Range]]
Planted = list[tuple[str, Range | None, object]]
ENOUGH = 0.6  # share of the longer span that two quotes must have in common
CONTESTED = ("discrepancy", "disputed")
_LITTLE = re.compile(r"les?|la|l|du|des?|d|the|of|an?|mr|mrs|ms|mme|mm?|monsieur|madame|dr|et|and|une?|sir|lord")
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")
_INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"


# ---------------------------------------------------------------- text


@dataclass(frozen=True)
class Normal:
    """A text in comparable form, and where each character of the original went."""

    text: str
    to: tuple[int, ...]

    @staticmethod
    def of(original: str) -> Normal:
        out: list[str] = []
        to: list[int] = []
        for char in original:
            to.append(len(out))
            if char in _INVISIBLE:
                continue
            if char.isspace():
                if out and out[-1] != " ":
                    out.append(" ")
            else:
                out.append(char.translate(_APOSTROPHES))
        to.append(len(out))
        return Normal("".join(out), tuple(to))

    def range(self, start: int, end: int) -> Range:
        last = len(self.to) - 1
        start = max(0, min(start, last))
        return self.to[start], self.to[max(start, min(end, last))]


def normal(text: str) -> str:
    return Normal.of(text).text.strip()


def shared(a: Range, b: Range) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def locate(text: Normal, item: Item) -> Range | None:
    """Where a gold item stands: by its context, or by less and less of it where the page furniture around it is gone."""
    before, exact, after = item.get("prefix", ""), item["exact"], item.get("suffix", "")
    contexts = [(before, after)]
    if not item.get("title"):
        less = [(before, ""), ("", after), (before[-12:], after[:12]), (before[-12:], ""), ("", after[:12])]
        contexts += [c for c in less if len(c[0] + c[1]) >= 8]
        if len(exact) >= 25:
            contexts.append(("", ""))
    for left, right in contexts:
        window = Normal.of(left + exact + right)
        start, end = window.range(len(left), len(left) + len(exact))
        stripped = window.text.rstrip()
        at = text.text.find(stripped)
        if stripped and at >= 0:
            return at + start, at + min(end, len(stripped))
    return None


class _Visible(HTMLParser):
    """The visible text of a page: what a span of a dossier may quote."""

    silent = frozenset(("script", "style", "head", "noscript", "template"))
    inline = frozenset(("a", "b", "i", "em", "strong", "span", "time", "sup", "sub", "abbr", "small", "u", "mark", "cite", "q"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag in self.silent
        self.out.append("" if tag in self.inline else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in self.silent and self.depth > 0
        self.out.append("" if tag in self.inline else "\n")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.out.append(data)


def visible(page: str) -> str:
    """The text a reader of an HTML page sees."""
    parser = _Visible()
    parser.feed(page)
    parser.close()
    return html.unescape("".join(parser.out))


def words(text: str | None) -> list[str]:
    """The words of a name that count, without accents or case."""
    plain = unicodedata.normalize("NFD", (text or "").translate(_APOSTROPHES).lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [w for w in re.findall(r"[a-z0-9]+", plain) if not _LITTLE.fullmatch(w)]


# ---------------------------------------------------------------- values


def close(a: object, b: object) -> bool:
    """Equal numbers, give or take half a per cent."""
    if not isinstance(a, int | float) or not isinstance(b, int | float):
        return False
    return abs(a - b) <= 0.005 * max(abs(a), abs(b)) + 1e-12


def unit(code: str | None) -> str | None:
    code = (code or "").strip()
    return {"": None, "1": None, "l": "L", "ha": "har", "percent": "%"}.get(code, code)


def same_value(gold: Item, found: Item) -> bool:
    low, high = found.get("low"), found.get("high")
    if gold.get("value") is None:
        return close(gold.get("low"), low) and close(gold.get("high"), high)
    if found.get("value") is not None:
        return close(gold["value"], found["value"])
    if low is not None and high is not None and not close(low, high):
        return False
    return close(gold["value"], low if low is not None else high)


def same_figure(gold: Item, found: Item) -> bool:
    choices = [gold, *({"value": other["value"], "unit": other.get("unit")} for other in gold.get("also", []))]
    return any(same_value(choice, found) and unit(choice.get("unit")) == unit(found.get("unit")) for choice in choices)


_DURATION = re.compile(
    r"P(?=.)(?:([\d.]+)Y)?(?:([\d.]+)Q)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)


def timex(value: str | None) -> tuple[object, ...]:
    """A TIMEX3 value with its durations as (months, seconds), so that PT24H equals P1D; an interval has two parts."""
    text = re.sub(r"(T\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$", r"\1", (value or "").strip().replace("..", "/"))
    parts: list[object] = []
    for part in text.split("/"):
        match = _DURATION.fullmatch(part)
        if match is None:
            parts.append(part)
            continue
        years, quarters, months, weeks, days, hours, minutes, seconds = (float(x or 0) for x in match.groups())
        parts.append((12 * years + 3 * quarters + months, ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds))
    return tuple(parts)


def same_date(gold: Item, found: Item) -> bool:
    return timex(found.get("value")) in [timex(v) for v in [gold["value"], *gold.get("also", [])]]


def same_name(gold: str | None, also: Sequence[str | None], found: str | None, anonymous: bool = False) -> bool:
    """A person by the last name, an institution by any of its longer words; nobody by nobody."""
    if (gold is None or None in also) and (not found or anonymous):
        return True
    have = set(words(found))
    for name in (gold, *also):
        parts = words(name)
        if not name or not parts:
            continue
        pieces = name.split()
        if len(pieces) > 1 and all(p[:1].isupper() for p in pieces):
            if parts[-1] in have:
                return True
        elif any(w in have for w in parts if len(w) > 2):
            return True
    return False


def same_chain(want: Sequence[str], via: Sequence[Item], own: Sequence[str]) -> bool:
    """The same tellers in the same order; the article's own outlet or agency may be named or left out."""

    def is_own(voice: Item) -> bool:
        return any(same_name(o, [], voice.get("name")) for o in own)

    kept = [v for v in via if any(same_name(w, [], v.get("name")) for w in want) or not is_own(v)]
    if len(kept) != len(want):
        return False
    for name, voice in zip(want, kept, strict=True):
        described = set(words(voice.get("exact") or voice.get("role")))
        if not same_name(name, [], voice.get("name"), bool(voice.get("anonymous"))) and not (
            voice.get("name") is None and described & set(words(name))
        ):
            return False
    return True


def pair(golds: Sequence[Item], founds: Sequence[Item], fits: Callable[[Item, Item], float]) -> dict[int, int]:
    """One-to-one, best fit first; a fit of 0 is none."""
    scored = [(fits(g, f), i, j) for i, g in enumerate(golds) for j, f in enumerate(founds)]
    taken: dict[int, int] = {}
    used: set[int] = set()
    for score, i, j in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if score > 0 and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


# ---------------------------------------------------------------- one cluster


@dataclass
class Cluster:
    """A folder of articles with its gold, and the part of a dossier that speaks of them."""

    folder: Path
    dossier: Mapping[str, Any]
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = self.folder.name
        self.gold: dict[str, Any] = json.loads((self.folder / "gold.json").read_text(encoding="utf-8"))
        bare = self.gold.get("match") == "filename"
        self.article: dict[str, Item] = {}
        self.file: dict[str, str] = {}
        for article in self.dossier["articles"]:
            parts = [p for p in re.split(r"[/\\]+", re.split(r"[?#]", article["source"])[0]) if p]
            if parts and parts[-1] in self.gold["articles"] and (bare or parts[-2:-1] == [self.name]):
                self.article[parts[-1]] = article
                self.file[article["id"]] = parts[-1]
        self.text = {file: Normal.of(a["text"]) for file, a in self.article.items()}
        self.raw = {}
        for file in self.gold["articles"]:
            page = (self.folder / file).read_text(encoding="utf-8")
            self.raw[file] = normal(visible(page) if file.endswith((".html", ".htm")) else page)

    def say(self, what: str, *more: object) -> None:
        self.log.append(" ".join([f"{what:<18}", self.name, *(str(m) for m in more)]))

    def at(self, item: Item) -> Range | None:
        text = self.text.get(item["file"])
        return locate(text, item) if text is not None else None

    def found(self, kind: str) -> dict[str, list[Item]]:
        """The dossier's mentions of a kind, by file, with their range."""
        out: dict[str, list[Item]] = defaultdict(list)
        for item in self.dossier[kind]:
            file = self.file.get(item["article"])
            if file:
                out[file].append({**item, "at": self.text[file].range(item["start"], item["end"])})
        return out

    def wanted(self, kind: str) -> dict[str, list[Item]]:
        """The gold's mentions by file; a headline that the reader keeps apart from the text is no miss."""
        out: dict[str, list[Item]] = defaultdict(list)
        for item in self.gold[kind]:
            at = self.at(item)
            if at is not None or not (item.get("title") or item.get("optional")):
                out[item["file"]].append({**item, "at": at})
        return out

    def excused(self, file: str, found: Item, golds: Sequence[Item]) -> bool:
        """In a byline or caption, or on something optional: neither right nor wrong."""
        if any(g.get("optional") and g["at"] and shared(g["at"], found["at"]) for g in golds):
            return True
        for line in self.gold["articles"][file].get("neutral", []):
            at = self.text[file].text.find(normal(line))
            if at >= 0 and shared((at, at + len(normal(line))), found["at"]):
                return True
        return False

    # ------------------------------------------------ articles

    def pages(self) -> Counter[str]:
        """Furniture removed, sentences kept, language and day of publication."""
        count: Counter[str] = Counter()
        for file, gold in self.gold["articles"].items():
            count["articles"] += 1
            count["chrome"] += sum(len(normal(x)) for x in gold["chrome"])
            count["keep"] += len(gold["keep"])
            article = self.article.get(file)
            if article is None:
                self.say("ARTICLE missing", file)
                count["keep lost"] += len(gold["keep"])
                continue
            rest = self.text[file].text
            for line in gold["keep"]:
                if normal(line) not in rest:
                    count["keep lost"] += 1
                    self.say("LOST", file, repr(line[:90]))
            for line in sorted([*gold["keep"], *gold.get("neutral", []), gold.get("title") or ""], key=len, reverse=True):
                rest = rest.replace(normal(line), "\0", 1) if line else rest
            for line in sorted(gold["chrome"], key=len, reverse=True):
                plain = re.escape(normal(line))
                match = re.search(rf"(?<!\w){plain}(?!\w)" if line.strip()[-1:].isalnum() else plain, rest)
                if match:
                    count["chrome left"] += len(normal(line))
                    rest = rest[: match.start()] + "\0" + rest[match.end() :]
                    self.say("CHROME left", file, repr(line[:90]))
            count["language"] += article["language"].split("-")[0] == gold["language"].split("-")[0]
            count["published"] += self._dated(file, gold, article["published"])
        return count

    def _dated(self, file: str, gold: Item, published: Item) -> bool:
        day = (published.get("date") or "")[:10]
        right = [d for d in [gold["published"], *gold.get("published_also", [])] if d]
        may_be_unknown = gold["published"] is None or None in gold.get("published_also", [])
        ok = day in right or (may_be_unknown and (not day or published["how"] == "unknown"))
        ok = ok or (gold["published"] is None and published["how"] == "inferred")
        if not ok:
            self.say("PUBLISHED", file, day, published["how"], "want", gold["published"])
        return ok

    # ------------------------------------------------ mentions

    def quotes(self) -> Counter[str]:
        count: Counter[str] = Counter()
        wanted, found = self.wanted("quotes"), self.found("quotes")
        for file in sorted({*wanted, *found}):
            golds, founds = wanted[file], found[file]
            for gold in golds:
                others = [{**o, "file": file} for o in gold.get("parts", []) + gold.get("alt", [])]
                gold["spans"] = [s for s in (gold["at"], *map(self.at, others)) if s]

            def fits(gold: Item, quote: Item) -> float:
                length = quote["at"][1] - quote["at"][0]
                best: float = max((shared(s, quote["at"]) / max(s[1] - s[0], length, 1) for s in gold["spans"]), default=0.0)
                return best if best >= ENOUGH else 0.0

            match = pair(golds, founds, fits)
            for i, gold in enumerate(golds):
                if gold.get("optional"):
                    continue
                count["quotes gold"] += 1
                if i not in match:
                    self.say("QUOTE missed", file, gold["kind"], repr(gold["exact"][:110]))
                    continue
                count["quotes right"] += 1
                self._voice(count, file, gold, founds[match[i]])
            for j, quote in enumerate(founds):
                most = ENOUGH * (quote["at"][1] - quote["at"][0])
                part = any(i in match and g.get("parts") and shared(g["at"], quote["at"]) >= most for i, g in enumerate(golds))
                if j not in match.values() and not part and not self.excused(file, quote, golds):
                    count["quotes false"] += 1
                    self.say("QUOTE false", file, repr(quote["exact"][:110]))
        return count

    def _voice(self, count: Counter[str], file: str, gold: Item, quote: Item) -> None:
        voice = quote.get("speaker") or {}
        if same_name(gold["speaker"], gold.get("speaker_also", []), voice.get("name"), bool(voice.get("anonymous"))):
            count["speaker right"] += 1
        else:
            self.say("SPEAKER", file, repr(gold["exact"][:60]), "want", gold["speaker"], "got", voice.get("name"))
        own = [o for o in (self.gold["articles"][file].get("outlet"), self.gold["articles"][file].get("agency")) if o]
        chains = [gold["via"], *gold.get("via_also", [])]
        if any(same_chain(chain, quote.get("via") or [], own) for chain in chains):
            count["via right"] += 1
        else:
            self.say("VIA", file, repr(gold["exact"][:60]), "want", gold["via"], "got", [v.get("name") for v in quote.get("via") or []])

    def values(self, kind: str, same: Callable[[Item, Item], bool]) -> Counter[str]:
        """Figures or dates: any overlap of the spans, and the value right."""
        count: Counter[str] = Counter()
        wanted, found = self.wanted(kind), self.found(kind)
        for file in sorted({*wanted, *found}):
            golds, founds = wanted[file], found[file]

            def fits(gold: Item, item: Item) -> float:
                if not gold["at"] or not same(gold, item):
                    return 0.0
                longest = max(gold["at"][1] - gold["at"][0], item["at"][1] - item["at"][0], 1)
                return float(shared(gold["at"], item["at"]) / longest)

            match = pair(golds, founds, fits)
            for i, gold in enumerate(golds):
                if gold.get("optional"):
                    continue
                count[f"{kind} gold"] += 1
                count[f"{kind} right"] += i in match
                if i not in match:
                    got = [(f["exact"], f.get("value"), f.get("unit")) for f in founds if gold["at"] and shared(gold["at"], f["at"])]
                    want = [gold["value"], gold.get("unit", "")]
                    self.say(f"{kind[:-1].upper()} missed", file, repr(gold["exact"]), "want", *want, "got", got)
            for j, item in enumerate(founds):
                if j in match.values() or self.excused(file, item, golds) or self._doubled(kind, item, golds, match):
                    continue
                count[f"{kind} false"] += 1
                self.say(f"{kind[:-1].upper()} false", file, repr(item["exact"]), item.get("value"), item.get("unit", ""))
        return count

    @staticmethod
    def _doubled(kind: str, item: Item, golds: Sequence[Item], match: Mapping[int, int]) -> bool:
        """A second mention on a matched one that only splits it or says it more coarsely."""
        for i, gold in enumerate(golds):
            if i not in match or not shared(gold["at"], item["at"]):
                continue
            if kind == "figures" and gold.get("also"):
                return True
            mine, theirs = item.get("value") or "", gold["value"]
            if kind == "dates" and (theirs.startswith(mine) or mine.startswith(theirs) or same_date(gold, item)):
                return True
        return False

    def names(self) -> Counter[str]:
        count: Counter[str] = Counter()
        forms: set[tuple[str, ...]] = set()
        suspects: list[str] = []
        for name in self.dossier["names"]:
            here = [f for f in name["forms"] if set(f.get("articles", [])) & set(self.file)]
            forms |= {tuple(words(t)) for t in [name["name"], *(f["form"] for f in here)] if here}
            suspects += [f["form"] for f in here if f.get("suspect")]
        last = [form.translate(_APOSTROPHES).split()[-1].lower() for form in suspects]
        planted: list[str] = []
        for name in self.gold["names"]:
            count["names gold"] += 1
            if any(tuple(words(f)) in forms for f in [name["name"], *name["forms"]]):
                count["names right"] += 1
            else:
                self.say("NAME missed", name["name"])
            planted += [f.translate(_APOSTROPHES).split()[-1].lower() for f in name.get("suspect", [])]
        count["suspects gold"] += len(planted)
        count["suspects right"] += sum(p in last for p in planted)
        for form, ending in zip(suspects, last, strict=True):
            if ending not in planted:
                count["suspects false"] += 1
                self.say("SUSPECT false", form)
        return count

    # ------------------------------------------------ grouping

    def grouping(self) -> Counter[str]:
        """Copies as pairs, parts of digests, and how pure and how whole the stories are (BCubed)."""
        count: Counter[str] = Counter()
        gold = {frozenset(c[:2]) for c in self.gold["copies"]}
        found: set[frozenset[str]] = set()
        for copy in self.dossier["copies"]:
            files = sorted({self.file[a] for a in copy["articles"] if a in self.file})
            found |= {frozenset((a, b)) for i, a in enumerate(files) for b in files[:i]}
        count["copies gold"], count["copies right"], count["copies false"] = len(gold), len(gold & found), len(found - gold)
        for copy_pair in gold ^ found:
            self.say("COPY missed" if copy_pair in gold else "COPY false", *sorted(copy_pair))
        rows = list(self._told(count))
        for name, story in rows:
            both = sum(row == (name, story) for row in rows)
            count["bcubed p"] += both / sum(s == story for _, s in rows)  # type: ignore[assignment]
            count["bcubed r"] += both / sum(n == name for n, _ in rows)  # type: ignore[assignment]
        count["reports"] += len(rows)
        return count

    def _told(self, count: Counter[str]) -> Iterator[tuple[str, str]]:
        """For every report of the gold its story there, and the dossier's story with which it shares most."""
        reports: dict[str, Evidence] = defaultdict(list)  # file -> (story, range)
        for story in self.dossier["stories"]:
            for report in story["reports"]:
                file = self.file.get(report["article"])
                if file:
                    reports[file].append((story["id"], self.text[file].range(report["start"], report["end"])))
        for story in self.gold["stories"]:
            for entry in story["files"]:
                file = entry if isinstance(entry, str) else entry["file"]
                at = self._part(file, entry)
                best = max(reports[file], key=lambda r: shared(r[1], at), default=None) if at else None
                if best is None or at is None or not shared(best[1], at):
                    best = None
                if not isinstance(entry, str):
                    count["digest parts"] += 1
                    union = max(best[1][1], at[1]) - min(best[1][0], at[0]) if best and at else 1
                    right = bool(best and at and shared(best[1], at) / union >= ENOUGH)
                    count["digest right"] += right
                    if not right:
                        self.say("DIGEST part", file, story["name"])
                yield story["name"], best[0] if best else f"none {file} {story['name']}"

    def _part(self, file: str, entry: str | Item) -> Range | None:
        text = self.text.get(file)
        if text is None:
            return None
        if isinstance(entry, str):
            return 0, len(text.text)
        start = text.text.find(normal(entry["starts_with"]))
        end = text.text.find(normal(entry["ends_with"]), max(start, 0))
        return (start, end + len(normal(entry["ends_with"]))) if start >= 0 and end >= 0 else None

    # ------------------------------------------------ findings

    def findings(self) -> Counter[str]:
        count: Counter[str] = Counter()
        found = [(f, self._evidence(f)) for f in self.dossier["findings"]]
        found = [(f, evidence) for f, evidence in found if evidence]
        golds = [(g, self._planted(g)) for g in self.gold["findings"]]
        for gold, planted in golds:
            if gold.get("optional"):
                continue
            count["findings gold"] += 1
            allowed = [gold["status"], *gold.get("status_also", [])]
            if any(f["status"] in allowed and self._covers(gold, planted, evidence) for f, evidence in found):
                count["findings right"] += 1
                count[f"{gold['status']} right"] += 1
            else:
                self.say("FINDING missed", gold["status"], gold["aspect"], gold.get("values") or "", gold["note"])
            count[f"{gold['status']} gold"] += 1
        trapped: set[int] = set()
        for f, evidence in found:
            if f["status"] in CONTESTED:
                self._contested(count, f, evidence, golds, trapped)
            elif f["status"] == "corroborated":
                self._corroborated(count, f, evidence, golds)
        count["traps violated"] += len(trapped)
        return count

    def _contested(self, count: Counter[str], f: Item, evidence: Evidence, golds: list[tuple[Item, Planted]], trapped: set[int]) -> None:
        good = [g for g, planted in golds if g["status"] in CONTESTED and self._covers(g, planted, evidence)]
        if good and all(g.get("optional") for g in good):
            return
        count["contested"] += 1
        if good:
            return
        count["contested false"] += 1
        self.say("CONTESTED false", f["status"], f["aspect"], repr(f.get("summary", "")[:150]))
        for trap in self.gold["traps"]:
            spots = [(e["file"], self.at(e)) for e in trap["evidence"]]
            if all(at and any(file == k and shared(at, s) for k, s in evidence) for file, at in spots) and trap["group"] not in trapped:
                trapped.add(trap["group"])
                self.say("TRAP", trap["why"])

    def _corroborated(self, count: Counter[str], f: Item, evidence: Evidence, golds: list[tuple[Item, Planted]]) -> None:
        if any(g["status"] == "corroborated" and self._covers(g, planted, evidence) for g, planted in golds):
            return
        for g, planted in golds:
            if g.get("circular") and len({file for file, _ in self._hits(planted, evidence)}) >= 2:
                count["corroborated false"] += 1
                self.say("ONE ORIGIN", "taken for corroboration:", repr(f.get("summary", "")[:120]))
                return

    def _evidence(self, f: Item) -> Evidence:
        known = [(self.file[e["article"]], e) for e in f["evidence"] if e["article"] in self.file]
        return [(file, self.text[file].range(e["start"], e["end"])) for file, e in known]

    def _planted(self, gold: Item) -> Planted:
        """Evidence of the gold with its side (who says what) or, where it is corroborated, its origin."""
        key = "origin" if gold["status"] == "corroborated" else "side"
        return [(e["file"], self.at(e), e.get(key, e["file"] if key == "origin" else None)) for e in gold["evidence"]]

    @staticmethod
    def _hits(planted: Planted, evidence: Evidence) -> list[tuple[str, object]]:
        return [(file, side) for file, at, side in planted if at and any(file == k and shared(at, s) for k, s in evidence)]

    def _covers(self, gold: Item, planted: Planted, evidence: Evidence) -> bool:
        hits = self._hits(planted, evidence)
        if gold["status"] == "single-source":
            return bool(hits)
        if gold["status"] == "corroborated":
            return len({f for f, _ in hits}) >= 2 and len({o for _, o in hits}) >= 2
        return any(a[1] != b[1] and (a[0] != b[0] or gold["status"] == "disputed") for a in hits for b in hits)

    # ------------------------------------------------ spans

    def spans(self) -> Counter[str]:
        """Every span must be verbatim in the article's text, and the text's words in the file."""
        count: Counter[str] = Counter()
        items = [i for kind in ("quotes", "figures", "dates") for i in self.dossier[kind]]
        items += [e for kind in ("findings", "events") for i in self.dossier[kind] for e in i["evidence"]]
        for item in items:
            file = self.file.get(item["article"])
            if file is None:
                continue
            count["spans"] += 1
            slice_ = self.article[file]["text"][item["start"] : item["end"]]
            if slice_ != item["exact"] or normal(item["exact"]) not in self.raw[file]:
                count["spans invalid"] += 1
                self.say("SPAN invalid", file, repr(item["exact"][:80]))
        return count


def score(dossier: Mapping[str, Any], folders: Sequence[Path]) -> tuple[dict[str, Counter[str]], list[str]]:
    """The counts of each cluster (by folder name) and a line for every miss and every false item."""
    counts: dict[str, Counter[str]] = {}
    log: list[str] = []
    for folder in folders:
        cluster = Cluster(folder, dossier)
        total: Counter[str] = Counter()
        parts = [cluster.pages(), cluster.quotes(), cluster.values("figures", same_figure), cluster.values("dates", same_date)]
        for part in (*parts, cluster.names(), cluster.grouping(), cluster.findings(), cluster.spans()):
            total.update(part)
        counts[folder.name] = total
        log += cluster.log
    return counts, log


def marks(count: Mapping[str, float]) -> dict[str, float | None]:
    """Shares from 0 to 1 (None where there is nothing to measure) and plain counts of what must not happen."""

    def share(a: float, b: float) -> float | None:
        return a / b if b else None

    def f1(kind: str) -> float | None:
        right, wrong, gold = (count.get(f"{kind} {x}", 0) for x in ("right", "false", "gold"))
        return share(2 * right, gold + right + wrong)

    def get(key: str) -> float:
        return count.get(key, 0)

    return {
        "chrome_removed": share(get("chrome") - get("chrome left"), get("chrome")),
        "kept": share(get("keep") - get("keep lost"), get("keep")),
        "language": share(get("language"), get("articles")),
        "published": share(get("published"), get("articles")),
        "digest_parts": share(get("digest right"), get("digest parts")),
        "copies_f1": f1("copies"),
        "stories_p": share(get("bcubed p"), get("reports")),
        "stories_r": share(get("bcubed r"), get("reports")),
        "quotes_f1": f1("quotes"),
        "speaker": share(get("speaker right"), get("quotes right")),
        "via": share(get("via right"), get("quotes right")),
        "figures_f1": f1("figures"),
        "dates_f1": f1("dates"),
        "names_recall": share(get("names right"), get("names gold")),
        "suspects_recall": share(get("suspects right"), get("suspects gold")),
        "suspects_false": get("suspects false"),
        "findings_recall": share(get("findings right"), get("findings gold")),
        "contested": get("contested"),
        "contested_false": get("contested false"),
        "traps_violated": get("traps violated"),
        "one_origin_corroborated": get("corroborated false"),
        "invalid_spans": get("spans invalid"),
    }
