"""Lints for what makes a catalogue unusable: found by :mod:`pddroute.catalogue.faults`."""

from __future__ import annotations

from pddroute.check.lint import fault_lint

__all__: list[str] = []

dangling = fault_lint(
    "dangling-reference",
    "引用的条目不存在",
    "a reference to something that does not exist",
    "改成已有的 id，或补上这一条",
    "name an id that exists, or add the entry",
)
sourceless = fault_lint(
    "claim-without-source",
    "说法没有来源",
    "a claim without a source",
    "在 sources 里登记出处，再写它的 id",
    "list where it comes from under sources, and give that id",
)
two_in_force = fault_lint(
    "two-in-force",
    "同一字段有两条说法同时生效",
    "two claims in force for one field",
    "留一条，其余写 lost 和 by",
    "keep one, and give the others `lost` and `by`",
)
invalid_hours = fault_lint(
    "invalid-hours",
    "营业时间写法不对",
    "opening hours that cannot be read",
    "用 OpenStreetMap 的写法，例如 Mo-Fr 08:30-17:30; PH off",
    "write them as OpenStreetMap does: Mo-Fr 08:30-17:30; PH off",
)
invalid_period = fault_lint(
    "invalid-period",
    "期限写法不对",
    "a length of time that cannot be read, or a rule that gives none",
    "写成数字加单位，例如 7 working_days；规则要有 period",
    "write a number and a unit (7 working_days); the rule needs a `period`",
)
placeholder = fault_lint(
    "unknown-placeholder",
    "话术里有不认识的占位符",
    "a placeholder that nothing fills in",
    "只用 {problem} 和 {demand}",
    "only {problem} and {demand} are filled in",
)
loops = fault_lint(
    "route-loops",
    "路线回到走过的步骤，永远走不完",
    "a route that comes back to a step, and never ends",
    "同一步骤只留一次",
    "keep the step once",
)
unreachable = fault_lint(
    "unreachable-step",
    "步骤走不到",
    "a step that cannot be reached",
    "把它需要的步骤放到它前面，或改 needs",
    "put what it needs before it, or change `needs`",
)
alternative = fault_lint(
    "missing-alternative",
    "步骤要代替的步骤不在路线里",
    "a step that replaces one which is not in the route",
    "把那一步加进路线，或删去 instead_of",
    "add that step to the route, or remove `instead_of`",
)
calendar = fault_lint(
    "invalid-calendar",
    "放假通知自相矛盾",
    "a holiday notice that contradicts itself",
    "对照国务院通知原文",
    "compare it with the notice of the State Council",
)
empty = fault_lint(
    "empty",
    "缺了不能缺的内容",
    "something that has to be there is missing",
    "补上，或删去整条",
    "fill it in, or remove the entry",
)
control = fault_lint(
    "control-character",
    "文字里有控制字符或改变文字方向的字符",
    "a character that steers a terminal or turns a text round",
    "删去这个字符",
    "remove the character",
)
