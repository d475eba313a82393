"""One page of each kind of the sample site."""

RECORDS = (
    "unions/index.html", "unions/sample-mutton.html", "unions/sample-wind-2025.html", "organisations/index.html",
    "organisations/91152525QQ7A0B5X8J.html", "chains/index.html", "chains/mutton.html", "chains/horse.html",
    "counties/index.html", "counties/152502.html", "years/index.html", "years/summaries.html", "years/2025.html", "news/index.html",
    "data/index.html", "data/codebook.html",
)  # fmt: skip
PROSE = (
    "index.html",
    "search.html",
    "rules/index.html",
    "rules/clauses.html",
    "guide/applicant.html",
    "guide/maintainer.html",
)
ENGLISH = (
    "en/index.html", "en/unions/index.html", "en/unions/sample-mutton.html", "en/organisations/index.html",
    "en/years/2025.html", "en/years/summaries.html", "en/search.html",
)  # fmt: skip
# One page of each look, where only colours are judged.
LOOKS = (
    "index.html", "unions/index.html", "unions/sample-mutton.html", "organisations/12150100QQ4A170EXG.html", "years/2025.html",
    "news/index.html", "data/index.html", "rules/index.html", "guide/applicant.html", "search.html",
)  # fmt: skip
EVERY = (*RECORDS, *PROSE, *ENGLISH)
