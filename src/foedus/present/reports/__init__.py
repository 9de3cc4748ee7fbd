"""Reports on checked documents: the text with marks, and beside it what the record says."""

from foedus.present.reports.page import to_html

__all__ = ["to_html"]
