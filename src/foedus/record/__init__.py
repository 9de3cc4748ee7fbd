"""The built-in record: facts with sources anybody can open, read strictly, proven by digests."""

from foedus.record.checks import verify_record
from foedus.record.loader import Record, load_record, record_digest

__all__ = ["Record", "load_record", "record_digest", "verify_record"]
