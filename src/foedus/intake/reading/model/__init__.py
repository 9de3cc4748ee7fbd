"""A language model as second reader: it proposes, and what it proposes counts only if its quote stands verbatim in the text."""

from foedus.intake.reading.model.endpoint import Endpoint
from foedus.intake.reading.model.reading import ModelReading, read_with_model

__all__ = ["Endpoint", "ModelReading", "read_with_model"]
