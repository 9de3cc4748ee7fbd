"""Learn the weights of the linker from annotated texts: `python tools/train_linker.py weigh|cross [FOLDER …]`.

`weigh` learns from all texts of the folders and writes `weights.json` and `weights.npz`. `cross` learns from two thirds of the texts
at a time and reads the others with the whole reader: F1 by language and, for each band of confidence, the share of statements that
are right. A folder holds `<language>/gold.jsonl` and the texts it annotates; the default is every set under `tests/heldout` that is
not sealed. Needs PyTorch, which the product does not.

Notes
-----
Every feature has a vector; a tie is their sum, and two layers of rectified units make log-odds of it, to which each feature adds
a weight of its own, shared and by language. Cross entropy over all ways to tie the events of a sentence, of the wrong ones three
in ten at a time, which count the more; AdamW with a falling rate. In sets that the rules were written on, what the rules read is
mostly hidden, as there they are righter than they will be on new texts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.heldout import scoring  # noqa: E402

from foedus.intake.reading.documents import load_document  # noqa: E402
from foedus.intake.reading.linking import weights as kept  # noqa: E402
from foedus.intake.reading.reader import read_document  # noqa: E402
from linker_examples import Examples, Text, texts_of  # noqa: E402

SEALED: Final = ("eighth",)
LANGUAGES: Final = ("en", "ja", "ko", "zh")
MEANT: Final = ("planned", "recommended", "hypothetical", "denied")
WIDTH, INNER, EPOCHS, BATCH, RATE = 64, 32, 3, 8192, 3e-3
RARE, MEANT_RARE, MEANT_ROUNDS, MEANT_PENALTY = 40, 3, 250, 4.0
KEPT: Final = 0.3
HIDDEN: Final = 0.7
TRUST: Final = 10.0
LOSSES: Final = {
    "event of other type": 2.5,
    "date of other event": 2.5,
    "date of other stage": 1.5,
    "type of other parties": 0.5,
    "told otherwise": 1.5,
    "beside the rules": 1.2,
    "without stage": 0.7,
    "bare": 1.5,
}


class Weigher(nn.Module):  # type: ignore[misc]  # PyTorch is not installed where types are checked
    """Log-odds of ties from their features."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.vectors = nn.EmbeddingBag(count, WIDTH, mode="sum")
        self.alone = nn.EmbeddingBag(count, 1, mode="sum")
        self.own = nn.EmbeddingBag(len(LANGUAGES) * count, 1, mode="sum")
        self.start = nn.Parameter(torch.zeros(len(LANGUAGES), WIDTH))
        self.hidden, self.out = nn.Linear(WIDTH, INNER), nn.Linear(INNER, 1)
        self.drop = nn.Dropout(0.2)
        nn.init.normal_(self.vectors.weight, 0, 0.05)
        nn.init.zeros_(self.alone.weight)
        nn.init.zeros_(self.own.weight)
        nn.init.constant_(self.out.bias, -3.0)

    def forward(
        self, features: torch.Tensor, starts: torch.Tensor, tongue: torch.Tensor, of_feature: torch.Tensor
    ) -> torch.Tensor:
        """Log-odds of each tie; ``tongue`` is the number of its language, ``of_feature`` the same for each feature."""
        first = torch.relu(self.vectors(features, starts) + self.start[tongue])
        second = torch.relu(self.hidden(self.drop(first)))
        own = self.own(features + of_feature * self.count, starts)
        return (self.out(self.drop(second)) + self.alone(features, starts) + own).squeeze(1)

    def groups(self) -> list[dict[str, Any]]:
        """Parameters with how much they are held to zero."""
        return [
            {"params": [self.alone.weight, self.own.weight], "weight_decay": 1e-3},
            {"params": [self.vectors.weight], "weight_decay": 3e-2},
            {"params": [self.start, *self.hidden.parameters(), *self.out.parameters()]},
        ]


def learn(examples: Examples, texts: Sequence[Text], numbers: set[int], least: float) -> dict[str, Any]:
    """All weights from the texts of these numbers."""
    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    names = list(examples.names)
    features, starts = np.frombuffer(examples.features, np.uint16), np.frombuffer(examples.starts, np.int64)
    labels, of_text = np.frombuffer(examples.labels, np.int8), np.frombuffer(examples.texts, np.int16)
    place, frequent = _places(features, starts, np.isin(of_text, list(numbers)))
    told = np.array([name.startswith("r:") for name in names])
    silent = examples.names["r:none"]
    tongues = np.array([LANGUAGES.index(text.language) for text in texts])
    tuned = np.array([text.is_tuned for text in texts])
    own = np.flatnonzero(np.isin(of_text, list(numbers)))
    weigher = Weigher(len(frequent))
    optimizer = torch.optim.AdamW(weigher.groups(), lr=RATE)
    loss = nn.BCEWithLogitsLoss(reduction="none")
    step, steps, missed = 0, 0, torch.zeros(1)
    for epoch in range(EPOCHS):
        shown = own[(labels[own] > 0) | (chance.random(len(own)) < KEPT)]
        chance.shuffle(shown)
        steps = steps or EPOCHS * max(1, len(shown) // BATCH)
        for low in range(0, max(1, len(shown) - BATCH + 1), BATCH):
            batch = shown[low : low + BATCH]
            lengths = starts[batch + 1] - starts[batch]
            begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
            rows = features[np.repeat(starts[batch] - begins, lengths) + np.arange(lengths.sum())]
            hidden = tuned[of_text[batch]] & (chance.random(len(batch)) < HIDDEN)
            rows = np.where(np.repeat(hidden, lengths) & told[rows], silent, rows)
            rows = place[rows]
            lengths = np.add.reduceat(rows < weigher.count, begins)
            rows, begins = rows[rows < weigher.count], np.concatenate([[0], np.cumsum(lengths)[:-1]])
            tongue = tongues[of_text[batch]]
            rate = RATE * (0.5 * (1 + np.cos(np.pi * min(1.0, step / steps))) + 0.02)
            for group in optimizer.param_groups:
                group["lr"] = rate
            step += 1
            inputs = (torch.from_numpy(each) for each in (rows, begins, tongue, np.repeat(tongue, lengths)))
            right = torch.from_numpy((labels[batch] > 0).astype(np.float32))
            missed = loss(weigher(*inputs), right) * torch.where(right > 0, 1.0, 1 / KEPT)
            optimizer.zero_grad()
            missed.mean().backward()
            optimizer.step()
        print(f"epoch {epoch + 1} of {EPOCHS}: {float(missed.mean().detach()):.4f}", flush=True)
    return {
        "least": least,
        "trust": TRUST,
        "losses": LOSSES,
        "features": [names[number] for number in frequent],
        "meant": _meant([one for one in examples.meant if one[0] in numbers]),
        **_arrays(weigher),
    }


def _places(features: np.ndarray, starts: np.ndarray, ours: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The row of each feature, beyond the last for the rare ones, which have none; the frequent features in order."""
    counts = np.zeros(int(features.max()) + 1, np.int64)
    for low in range(0, len(ours), 100_000):
        part = np.repeat(ours[low : low + 100_000], np.diff(starts[low : low + 100_001]))
        counts += np.bincount(features[starts[low] : starts[low] + len(part)][part], minlength=len(counts))
    frequent = [int(number) for number in np.flatnonzero(counts >= RARE)]
    place = np.full(len(counts), len(frequent), np.int64)
    place[frequent] = np.arange(len(frequent))
    return place, frequent


def _arrays(weigher: Weigher) -> dict[str, Any]:
    own = weigher.own.weight.detach().numpy()[:, 0].reshape(len(LANGUAGES), weigher.count)
    alone = weigher.alone.weight.detach().numpy()[:, 0]
    return {
        "vectors": weigher.vectors.weight.detach().numpy(),
        "alone": np.column_stack([alone, *own]),
        "start": weigher.start.detach().numpy(),
        "hidden": weigher.hidden.weight.detach().numpy(),
        "hidden_start": weigher.hidden.bias.detach().numpy(),
        "out": weigher.out.weight.detach().numpy()[0],
        "bias": weigher.out.bias.detach().numpy()[0],
    }


def _meant(told: Sequence[tuple[int, list[str], str]]) -> dict[str, dict[str, float]]:
    """Of each modality, a logistic regression over its features."""
    counts = Counter(name for _, features, _ in told for name in features)
    names = sorted(name for name, count in counts.items() if count >= MEANT_RARE)
    place = {name: number for number, name in enumerate(names)}
    table = torch.zeros(len(told), len(names))
    for row, (_, features, _) in enumerate(told):
        table[row, [place[name] for name in features if name in place]] = 1
    found = {}
    for modality in MEANT:
        right = torch.tensor([float(own == modality) for _, _, own in told])
        weights = torch.zeros(len(names), requires_grad=True)
        optimizer = torch.optim.Adam([weights], lr=0.06)
        for _ in range(MEANT_ROUNDS):
            missed = nn.functional.binary_cross_entropy_with_logits(table @ weights, right, reduction="sum")
            optimizer.zero_grad()
            (missed + MEANT_PENALTY / 2 * (weights**2).sum()).backward()
            optimizer.step()
        rounded = zip(names, weights.detach().tolist(), strict=True)
        found[modality] = {name: round(weight, 3) for name, weight in rounded if abs(weight) >= 0.015}
    return found


def cross(examples: Examples, texts: Sequence[Text], folds: int, least: float) -> Iterator[str]:
    """Read every text with weights from the others."""
    order = list(range(len(texts)))
    random.Random(1).shuffle(order)  # noqa: S311  # only splits texts
    said: list[tuple[Text, list[dict[str, Any]]]] = []
    for fold in range(folds):
        held = set(order[fold::folds])
        kept.use(learn(examples, texts, set(order) - held, least))
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
    parser.add_argument("--least", type=float, default=-0.45, help="log-odds from which a tie is read")
    given = parser.parse_args()
    sets = sorted(
        p for p in (ROOT / "tests/heldout").iterdir() if p.is_dir() and p.name not in SEALED and p.name[0] != "_"
    )
    texts = texts_of(given.folders or sets)
    examples = Examples()
    for number, text in enumerate(texts):
        examples.add(number, text)
    print(f"{len(texts)} texts, {len(examples.labels)} ties, {sum(examples.labels)} of them right", flush=True)
    if given.command == "cross":
        for line in cross(examples, texts, given.folds, given.least):
            print(line, flush=True)
        return
    learned = learn(examples, texts, set(range(len(texts))), given.least)
    target = ROOT / "src/foedus/intake/reading/linking"
    arrays = {
        name: learned.pop(name) for name in ("vectors", "alone", "start", "hidden", "hidden_start", "out", "bias")
    }
    np.savez_compressed(target / "weights.npz", **{name: each.astype(np.float16) for name, each in arrays.items()})
    (target / "weights.json").write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"vectors of {len(learned['features'])} features written to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
