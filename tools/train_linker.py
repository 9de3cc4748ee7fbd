"""Learn the weights of the linker from annotated texts: `python tools/train_linker.py weigh|cross [FOLDER …]`.

`weigh` learns from all texts of the folders and writes `weights.json`. `cross` learns from two thirds of the texts at a time and
reads the others with the whole reader: F1 by language and, for each band of confidence, the share of statements that are right.
A folder holds `<language>/gold.jsonl` and the texts it annotates; the default is every set under `tests/heldout` that is not
sealed. Needs numpy.

Notes
-----
Logistic regression with an L2 penalty over all ways to tie the events of a sentence; full batches, Adam. Of the negatives an
eighth is kept and counts the more. In sets that the rules were written on, what the rules read is mostly hidden, as there they
are righter than they will be on new texts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.heldout import scoring  # noqa: E402

from foedus.intake.reading.documents import load_document  # noqa: E402
from foedus.intake.reading.linking import weights as kept  # noqa: E402
from foedus.intake.reading.linking.linking import Link, link_all  # noqa: E402
from foedus.intake.reading.linking.sight import Sight  # noqa: E402
from foedus.intake.reading.reader import read_document  # noqa: E402

TUNED: Final = ("open", "second")
SEALED: Final = ("sealed",)
LANGUAGES: Final = ("en", "ja", "ko", "zh")
MEANT: Final = ("planned", "recommended", "hypothetical", "denied")
PENALTY, MEANT_PENALTY, ROUNDS, RARE = 60.0, 4.0, 250, 8
KEPT: Final = 0.12
TRUST: Final = 5.0
LOSSES: Final = {
    "event of other type": 2.5,
    "date of other event": 2.5,
    "date of other stage": 1.5,
    "type of other parties": 0.5,
    "beside the rules": 1.2,
    "told otherwise": 1.0,
    "without word": 0.5,
}
LEAST_WEIGHT: Final = 0.015


@dataclass(slots=True)
class Text:
    """One annotated text, with the ways to tie its sentences that training looks at."""

    path: Path
    language: str
    rows: list[dict[str, Any]]
    is_tuned: bool
    ties: list[tuple[list[str], int]] = field(default_factory=list)
    meant: list[tuple[list[str], list[str], str]] = field(default_factory=list)


def texts_of(folders: Sequence[Path]) -> list[Text]:
    """The annotated texts of folders, in order."""
    found = []
    for folder in folders:
        for gold in sorted(folder.glob("*/gold.jsonl")):
            rows = [_filled(json.loads(line)) for line in gold.read_text(encoding="utf-8").splitlines()]
            for path in sorted(gold.parent.glob("*.txt")):
                own = [row for row in rows if row["doc"] == path.name]
                found.append(Text(path, gold.parent.name, own, folder.name in TUNED))
    return found


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "instrument_type": "",
        "stage": None,
        "date": None,
        "modality": "asserted",
        **row,
        "alt": row.get("alt") or {},
    }


def observe(text: Text, chance: random.Random) -> None:
    """Read one text and keep its ties with their labels."""

    def look(sight: Sight) -> None:
        hidden = text.is_tuned and chance.random() < 0.7
        for link, features, meant in link_all(sight):
            label, row = _label(text.rows, link)
            if label < 0 or (label == 0 and chance.random() >= KEPT):
                continue
            shown = list(dict.fromkeys("r:none" if f.startswith("r:") else f for f in features)) if hidden else features
            text.ties.append((_both(shown, text.language), label))
            if row is not None:
                text.meant.append((_both(shown, text.language), _both(meant, text.language), row["modality"]))

    read_document(load_document(text.path), look)


def _label(rows: Sequence[dict[str, Any]], link: Link) -> tuple[int, dict[str, Any] | None]:
    one = {
        "start": link.start, "end": link.end, "instrument_type": link.kind.type, "parties": sorted(link.pairing.parties),
        "stage": link.stage, "date": link.dated.value,
    }  # fmt: skip
    near = [row for row in rows if row["start"] < link.end and link.start < row["end"]]
    right = next((row for row in near if scoring.agrees(row, one, strict=True)), None)
    if right is not None:
        return 1, right
    soft = any(not row.get("hard") and scoring.agrees(row, one, strict=False) for row in near)
    return (-1 if soft else 0), None


def _both(features: Sequence[str], language: str) -> list[str]:
    return [*features, *(f"{language}|{f}" for f in features)]


@dataclass(slots=True)
class Matrix:
    """Features of many rows, as positions in a vocabulary."""

    names: list[str]
    index: np.ndarray
    rows: np.ndarray
    labels: np.ndarray

    @classmethod
    def of(cls, examples: Sequence[tuple[list[str], int]], rare: int) -> Matrix:
        """Features that occur seldom are left out."""
        counts = Counter(f for features, _ in examples for f in features)
        names = [f for f, n in counts.items() if n >= rare]
        place = {f: i for i, f in enumerate(names)}
        index, rows = [], []
        for number, (features, _) in enumerate(examples):
            own = [place[f] for f in features if f in place]
            index.extend(own)
            rows.extend([number] * len(own))
        labels = np.array([label for _, label in examples], dtype=np.float64)
        return cls(names, np.array(index, np.int32), np.array(rows, np.int32), labels)

    def learn(self, weight: np.ndarray, penalty: float, rounds: int = ROUNDS) -> dict[str, float]:
        """Weights by feature, small ones left out."""
        size, count = len(self.names), len(self.labels)
        found, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
        for step in range(1, rounds + 1):
            score = np.bincount(self.rows, weights=found[self.index], minlength=count)
            miss = weight * (1 / (1 + np.exp(-np.clip(score, -30, 30))) - self.labels)
            slope = np.bincount(self.index, weights=miss[self.rows], minlength=size) + penalty * found
            first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope * slope
            rate = 0.06 * (0.5 * (1 + np.cos(np.pi * step / rounds)) + 0.02)
            found -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        return {n: round(float(w), 3) for n, w in zip(self.names, found, strict=True) if abs(w) >= LEAST_WEIGHT}


def learn(texts: Sequence[Text], least: float) -> dict[str, Any]:
    """All weights from these texts."""
    examples = [tie for text in texts for tie in text.ties]
    matrix = Matrix.of(examples, RARE)
    ties = matrix.learn(np.where(matrix.labels > 0, 1.0, 1 / KEPT), PENALTY)
    told: list[tuple[list[str], str]] = []
    for text in texts:
        told += [(meant, modality) for _, meant, modality in text.meant]
    meant = {}
    for modality in MEANT:
        rows = Matrix.of([(features, int(own == modality)) for features, own in told], 3)
        meant[modality] = rows.learn(np.ones(len(rows.labels)), MEANT_PENALTY)
    return {
        "least": least,
        "trust": TRUST,
        "losses": LOSSES,
        "ties": dict(sorted(ties.items())),
        "meant": {m: dict(sorted(w.items())) for m, w in meant.items()},
    }


def cross(texts: Sequence[Text], folds: int, least: float) -> Iterator[str]:
    """Read every text with weights from the others."""
    order = list(range(len(texts)))
    random.Random(1).shuffle(order)  # noqa: S311  # only splits texts
    said: list[tuple[Text, list[dict[str, Any]]]] = []
    for fold in range(folds):
        held = set(order[fold::folds])
        kept.use(learn([text for i, text in enumerate(texts) if i not in held], least))
        for i in sorted(held):
            document = load_document(texts[i].path)
            said.append((texts[i], [s.to_record() for s in read_document(document).statements]))
    kinds = ["all", *LANGUAGES, *sorted({text.path.parents[1].name for text in texts})]
    for name in kinds:
        own = [(text, rows) for text, rows in said if name in ("all", text.language, text.path.parents[1].name)]
        strict, lenient = (
            sum((scoring.compare(text.rows, rows, strict=kind) for text, rows in own), scoring.Score(0, 0, 0)) for kind in (True, False)
        )  # fmt: skip
        yield f"{name:8s} strict {strict.f1:.3f} lenient {lenient.f1:.3f} {strict}"
    bands: dict[int, list[int]] = {}
    for text, rows in said:
        hard = [row for row in text.rows if row.get("hard")]
        for one in rows:
            if any(scoring.overlap(row, one) for row in text.rows if not row.get("hard")):
                continue
            right = any(scoring.agrees(row, one, strict=True) for row in hard)
            bands.setdefault(min(9, int(one["confidence"] * 10)), []).append(int(right))
    for band, hits in sorted(bands.items()):
        yield f"confidence {band / 10:.1f}-{band / 10 + 0.1:.1f}: {len(hits):5d} statements, right {sum(hits) / len(hits):.2f}"


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("weigh", "cross"))
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--least", type=float, default=-0.8, help="log-odds from which a tie is read")
    given = parser.parse_args()
    sets = sorted(
        p for p in (ROOT / "tests/heldout").iterdir() if p.is_dir() and p.name not in SEALED and p.name[0] != "_"
    )
    texts = texts_of(given.folders or sets)
    chance = random.Random(7)  # noqa: S311  # only leaves out negatives
    for text in texts:
        observe(text, chance)
    ties = sum(len(text.ties) for text in texts)
    print(f"{len(texts)} texts, {ties} ties, {sum(label for t in texts for _, label in t.ties)} of them right")
    if given.command == "cross":
        for line in cross(texts, given.folds, given.least):
            print(line, flush=True)
        return
    learned = learn(texts, given.least)
    target = ROOT / "src/foedus/intake/reading/linking/weights.json"
    target.write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(learned['ties'])} weights written to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
