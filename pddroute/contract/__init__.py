"""What we answer: the types of the JSON contract, one class a kind of document.

Every instant is an aware datetime in Asia/Shanghai. Nothing is left out: what is unknown is
``None``, what is empty is an empty list. The JSON Schemas under ``pddroute/schemas`` are made from
these types, so a field's description here is the contract's documentation.
"""

from __future__ import annotations

from pddroute.contract.base import (
    SCHEMA_VERSION,
    Answer,
    CatalogRef,
    Hint,
    Instant,
    Part,
    Warn,
    WarningCode,
)
from pddroute.contract.plan import (
    Basis,
    Because,
    BecauseCode,
    EvidenceItem,
    IssueCard,
    IssueRef,
    Issues,
    Now,
    Plan,
    PlanStep,
    SkippedDay,
    StepState,
    Wait,
    WaitUnit,
)
from pddroute.contract.reach import (
    Certainty,
    ChannelCard,
    ClaimCard,
    Directory,
    Reach,
    Reason,
    SourceCard,
    State,
    Status,
)
from pddroute.contract.report import (
    ErrorAnswer,
    ErrorBody,
    ErrorCode,
    Finding,
    Report,
    Severity,
)
from pddroute.contract.verdict import (
    Verdict,
    VerdictCode,
    Verdicts,
)

__all__ = [
    "SCHEMA_VERSION",
    "Answer",
    "Basis",
    "Because",
    "BecauseCode",
    "CatalogRef",
    "Certainty",
    "ChannelCard",
    "ClaimCard",
    "Directory",
    "ErrorAnswer",
    "ErrorBody",
    "ErrorCode",
    "EvidenceItem",
    "Finding",
    "Hint",
    "Instant",
    "IssueCard",
    "IssueRef",
    "Issues",
    "Now",
    "Part",
    "Plan",
    "PlanStep",
    "Reach",
    "Reason",
    "Report",
    "Severity",
    "SkippedDay",
    "SourceCard",
    "State",
    "Status",
    "StepState",
    "Verdict",
    "VerdictCode",
    "Verdicts",
    "Wait",
    "WaitUnit",
    "Warn",
    "WarningCode",
]
