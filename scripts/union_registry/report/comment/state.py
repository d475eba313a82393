"""The state of a request as a whole, where it is more than what its unions lack."""

from __future__ import annotations

from union_registry.answer.assessment import Assessment
from union_registry.text import Text


def state(assessed: Assessment) -> Text | None:
    """What to say of the whole request before all else; None where its unions tell."""
    nothing = not assessed.unions and not assessed.fails
    states = (
        (assessed.broken, Text("程序没能核对这份申请", "The program failed at this request")),
        (assessed.exposed, Text("先不要合并：历史里有个人信息", "Not to be merged: personal data are in its history")),
        (assessed.unrelated, Text("无法核对：请重新提交", "Cannot be judged: please submit it anew")),
        (
            assessed.clashes and not assessed.in_the_way,
            Text("先更新：别人也改过同样的文件", "To be updated first: others have changed the same files"),
        ),
        (nothing, Text("这份申请里没有联合体的材料", "No union's files are in this request")),
    )
    return next((words for holds, words in states if holds), None)
