"""Two editions of the record, or of ledgers, told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from foedus.desk.asking import Answered
from foedus.desk.ledgers import open_for_reading
from foedus.model.claims import Judgement
from foedus.model.problems import NotFoundError
from foedus.record.changes import Changes, Edition, compare, describe, edition_of_claims, edition_of_folder

__all__ = ["BUILT_IN", "diff_record"]

BUILT_IN: Final = "built-in"


def diff_record(before: str, after: str = BUILT_IN) -> Answered:
    """What changed from ``before`` to ``after``.

    Parameters
    ----------
    before, after : str
        A folder with the files of a record, a ledger, or `built-in`.

    Returns
    -------
    Answered
        `data`: names of both, instruments added, gone and changed with their dates, claims found wrong, counts, words.

    Raises
    ------
    FoedusError
        If one of them is neither, or cannot be read.
    """
    changes = compare(_edition(before), _edition(after))
    return Answered(data=_record(changes))


def _edition(where: str) -> Edition:
    if where == BUILT_IN:
        return edition_of_folder()
    path = Path(where)
    if path.is_dir():
        if not (path / "manifest.yaml").exists():
            raise NotFoundError(
                f"diff-record: the folder {where} has no manifest.yaml.",
                hint="Name the folder that holds sources.yaml, manifest.yaml and instruments/.",
            )
        return edition_of_folder(path)
    with open_for_reading(where) as opened:
        standing = [(instrument.id, item.claim) for instrument in opened.instruments() for item in instrument.evidence]
        rejected = [item.claim for item in opened.ledger.evidence() if item.standing == "rejected"]
        reasons = _reasons(opened.ledger.judgements())
        return edition_of_claims(
            f"ledger {where}",
            standing,
            [(claim, reasons.get(claim.id, "rejected")) for claim in rejected],
            [source.id for source in opened.ledger.sources()],
        )


def _reasons(judgements: tuple[Judgement, ...]) -> dict[str, str]:
    return {
        target: each.reason or f"rejected by {each.by}"
        for each in judgements
        if each.kind == "reject"
        for target in each.targets
    }


def _record(changes: Changes) -> dict[str, Any]:
    return {
        "a": changes.before.name,
        "b": changes.after.name,
        "added": [{"instrument": key, "what": changes.after.instruments[key]} for key in changes.added],
        "gone": [{"instrument": key, "what": changes.before.instruments[key]} for key in changes.gone],
        "changed": [
            {
                "instrument": key,
                "what": changes.after.instruments[key],
                "dates": [{"stage": d.what, "before": list(d.before), "after": list(d.after)} for d in found],
            }
            for key, found in changes.dates.items()
        ],
        "found_wrong": list(changes.rejected),
        "counts": {
            "dates_added": changes.dates_added,
            "dates_gone": changes.dates_gone,
            "sources_added": changes.sources_added,
            "sources_gone": changes.sources_gone,
            "witnesses_added": changes.witnesses_added,
        },
        "words": list(describe(changes)),
    }
